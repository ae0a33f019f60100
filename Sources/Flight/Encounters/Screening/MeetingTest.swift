/// Whether two objects can come within a distance in the half step around a time of the grid.
struct MeetingTest: Sendable {
    let withinKm: Double
    /// Half a step, seconds.
    let reach: Double

    /// What the motion samples of two objects allow.
    enum Outcome {
        /// They stay farther apart.
        case apart
        /// They pass, and the only moment of least distance is near this many seconds from the time of the sample.
        case pass(Double)
        /// They are near and their relative speed is so low that the distance may have several minima.
        case drift
    }

    /// Relative acceleration is the difference of the Earth's pull at two places: up to 2 μ/r³ of their distance; its
    /// change in time up to 2 μ/r³ of the relative speed and 6 μ/r⁴ of distance and speed.
    func outcome(_ first: MotionSample, _ second: MotionSample) -> Outcome {
        let (firstPlace, firstRate) = Self.halves(first)
        let (secondPlace, secondRate) = Self.halves(second)
        let (place, rate) = (secondPlace - firstPlace, secondRate - firstRate)
        let acceleration = earthPull(secondPlace) - earthPull(firstPlace)
        let distance = Self.length(place)
        let speed = Self.length(rate)
        let lowest = 0.97 * min(Self.length(firstPlace), Self.length(secondPlace))
        let gradient = screeningMuKm3S2 / (lowest * lowest * lowest)
        let span = distance + speed * reach
        let faster = max(Self.length(firstRate), Self.length(secondRate)) + 0.3
        let jerk = 2.1 * gradient * speed + 7 * gradient / lowest * faster * span
        let stray =
            Double(first.strayKm) + Double(second.strayKm) + jerk * reach * reach * reach / 6
            + 0.02 * gradient * span * reach * reach
        let limit = withinKm + stray
        // The moment of least distance, by two steps from that of straight motion.
        var moment = -(place * rate).sum() / max(speed * speed, 1e-12)
        let isSlow = speed < 4 * gradient.squareRoot() * withinKm + 0.003
        for _ in 0..<2 where !isSlow && abs(moment) < 4 * reach {
            let (at, by) = path(place, rate, acceleration, moment)
            moment -= (at * by).sum() / max((by * by).sum() + (at * acceleration).sum(), 0.25 * speed * speed)
        }
        let clamped = min(max(moment, -reach), reach)
        if isSlow {
            let slack = 0.5 * Self.length(acceleration) * reach * reach
            let least = Self.length(place + clamped * rate)
            return least > limit + slack ? .apart : .drift
        }
        if abs(moment) > 1.2 * reach + 2 * stray / speed + 0.1 { return .apart }
        let least = path(place, rate, acceleration, clamped).0
        return (least * least).sum() > limit * limit ? .apart : .pass(clamped)
    }

    @inline(__always)
    private func path(
        _ place: SIMD3<Double>, _ rate: SIMD3<Double>, _ acceleration: SIMD3<Double>, _ time: Double
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        (place + time * rate + 0.5 * time * time * acceleration, rate + time * acceleration)
    }

    @inline(__always)
    private static func halves(_ sample: MotionSample) -> (SIMD3<Double>, SIMD3<Double>) {
        (
            SIMD3(Double(sample[0]), Double(sample[1]), Double(sample[2])),
            SIMD3(Double(sample[4]), Double(sample[5]), Double(sample[6]))
        )
    }

    @inline(__always)
    private static func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }
}

/// The first, coarse look at a pair, on four numbers at once: straight motion, with everything that bends it in the
/// limit. It keeps whatever `MeetingTest` keeps.
struct CoarseMeetingTest {
    private let reach: Float
    /// Beyond this distance, km, no pair can meet.
    let farthestKm: Float
    private let limitKm: Float

    /// For pairs of objects no lower than `lowestKm`, no faster than `fastestKmS`, straying up to `strayKm` each.
    init(withinKm: Double, reach: Double, lowestKm: Double, fastestKmS: Double, strayKm: Double) {
        let lowest = 0.97 * lowestKm
        let gradient = screeningMuKm3S2 / (lowest * lowest * lowest)
        let farthest = withinKm + 2 * strayKm + 2 * (fastestKmS + 0.01 * reach) * reach
        // Half the relative acceleration, up to 2 μ/r³ of the distance, which is under twice the farthest on the way.
        let bend = 0.5 * 2.1 * gradient * 2 * farthest * reach * reach
        self.reach = Float(reach)
        // 0.1 km for single precision.
        limitKm = Float(withinKm + bend + 0.1)
        farthestKm = Float(farthest)
    }

    /// Whether pairs may meet, four at once: their relative places (km) and velocities (km/s), the squares of their
    /// distances and the sums of what they may stray.
    @inline(__always)
    func mayMeet(
        _ place: (x: SIMD4<Float>, y: SIMD4<Float>, z: SIMD4<Float>),
        _ rate: (x: SIMD4<Float>, y: SIMD4<Float>, z: SIMD4<Float>), squared: SIMD4<Float>, stray: SIMD4<Float>
    ) -> SIMDMask<SIMD4<Int32>> {
        let limit = stray + limitKm
        let product = place.x * rate.x + place.y * rate.y + place.z * rate.z
        let closing = product.replacing(with: -product, where: product .< 0)
        let speedSquared = rate.x * rate.x + rate.y * rate.y + rate.z * rate.z
        let excess = squared - limit * limit
        let passes = closing .<= speedSquared * reach
        let inside = excess * speedSquared .<= closing * closing
        let atEnd = excess - (2 * reach) * closing + (reach * reach) * speedSquared .<= 0
        return (excess .<= 0) .| (passes .& inside) .| (.!passes .& atEnd)
    }
}
