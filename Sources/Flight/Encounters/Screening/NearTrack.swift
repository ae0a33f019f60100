/// One object's track through a slab, and how near another must be to it for a closer look.
///
/// The limits count with others that keep within 12 km/s, 5000 km from the Earth's centre, and 0.5 km from the path that
/// the pull alone bends; who does not is looked at closely anyway.
final class NearTrack {
    /// Greatest speed counted with, km/s.
    static let speedKmS = 12.0
    /// Least distance from the Earth's centre counted with, km.
    static let leastRadiusKm = 5_000.0
    /// Greatest stray within a step counted with, km.
    static let strayKm = 0.5

    /// Position, km, and the limits' squares, km²; at the slab's times with one more before and behind it.
    let x, y, z, limits: UnsafeMutablePointer<Double>
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        x = .allocate(capacity: 4 * capacity)
        (y, z, limits) = (x + capacity, x + 2 * capacity, x + 3 * capacity)
    }

    deinit { x.deallocate() }

    /// Takes the samples of a slab; a time without one, and those before and behind the slab, have no limit to be
    /// within.
    func follow(_ samples: UnsafeMutablePointer<MotionSample>, count: Int, _ grid: ScreeningGrid, withinKm: Double) {
        let reach = grid.reach
        // What `SampleWriter` counts as the stray of such an object; and twice what the pull can bend, 100 m for the rest.
        let others =
            2 * Self.strayKm + 0.00175 * screeningMuKm3S2 / (Self.leastRadiusKm * Self.leastRadiusKm) * reach * reach
        let fixed = withinKm + others + 0.01 + 0.0101 * reach * reach + 0.1
        for index in 0..<count + 2 { (x[index], y[index], z[index], limits[index]) = (0, 0, 0, -1) }
        for index in 0..<count where samples[index].isState {
            let sample = samples[index]
            (x[index + 1], y[index + 1], z[index + 1]) = (Double(sample[0]), Double(sample[1]), Double(sample[2]))
            let squares = sample.highHalf * sample.highHalf
            let speed = Double((squares[0] + squares[1] + squares[2]).squareRoot())
            // A metre for the track's single precision.
            let limit = fixed + Double(sample.strayKm) + (speed + Self.speedKmS) * reach + 0.001
            limits[index + 1] = limit * limit
        }
    }

    @inline(__always)
    func isNear(_ rows: StateRows, _ index: Int) -> Bool {
        let (x, y, z) = (rows.x[index] - x[index], rows.y[index] - y[index], rows.z[index] - z[index])
        return x * x + y * y + z * z <= limits[index]
    }
}
