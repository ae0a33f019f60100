import Frames
import Orbits
import Timekeeping

/// Made-up element sets, the same for the same seed.
struct SyntheticCatalogue {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func objects(_ count: Int) -> [MeanElements] {
        var source = self
        return (0..<count).map { source.object($0) }
    }

    /// A cluster near geostationary height, transfer orbits to it, orbits like Molniya's, and low ones near the equator.
    func highObjects(_ count: Int) -> [MeanElements] {
        var source = self
        return (0..<count).map { number in
            switch number % 4 {
            case 0: source.high(number, inclination: 0.05...3, eccentricity: 0...0.002, revPerDay: 1.0025...1.0030, 4)
            case 1: source.high(number, inclination: 3...8, eccentricity: 0.71...0.73, revPerDay: 2.2...2.4, 360)
            case 2: source.high(number, inclination: 62...65, eccentricity: 0.68...0.73, revPerDay: 2...2.01, 20)
            default: source.high(number, inclination: 1...9, eccentricity: 0...0.003, revPerDay: 14.8...15.6, 360)
            }
        }
    }

    private mutating func high(
        _ number: Int, inclination: ClosedRange<Double>, eccentricity: ClosedRange<Double>,
        revPerDay: ClosedRange<Double>, _ anomalySpreadDeg: Double
    ) -> MeanElements {
        let spread = min(anomalySpreadDeg, 40)
        return MeanElements(
            catalogueNumber: 80_000 + number, epoch: instant("2024-07-05T12:00:00Z"),
            inclinationDeg: uniform(inclination.lowerBound, inclination.upperBound), raanDeg: uniform(0, spread),
            eccentricity: uniform(eccentricity.lowerBound, eccentricity.upperBound), argumentOfPerigeeDeg: 270,
            meanAnomalyDeg: uniform(0, anomalySpreadDeg),
            meanMotionRevPerDay: uniform(revPerDay.lowerBound, revPerDay.upperBound), bstar: uniform(0, 0.0002))
    }

    /// Between 545 and 565 km at all inclinations.
    private mutating func object(_ number: Int) -> MeanElements {
        MeanElements(
            catalogueNumber: 90_000 + number, epoch: instant("2024-07-05T12:00:00Z"),
            inclinationDeg: uniform(40, 100), raanDeg: uniform(0, 360), eccentricity: uniform(0.0001, 0.0012),
            argumentOfPerigeeDeg: uniform(0, 360), meanAnomalyDeg: uniform(0, 360),
            meanMotionRevPerDay: uniform(15.04, 15.10), bstar: uniform(0, 0.0005))
    }

    /// Steele, Lea and Flood's SplitMix64.
    private mutating func uniform(_ low: Double, _ high: Double) -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return low + (high - low) * Double(mixed >> 11) / 9_007_199_254_740_992
    }
}

/// A minimum of the distance of two objects.
struct BruteApproach {
    let primary: Int
    let secondary: Int
    let seconds: Double
    let km: Double
}

/// Every minimum below a distance: the range rate of every pair every ten seconds, and bisection where it turns.
func bruteForce(_ objects: [MeanElements], days: Double, withinKm: Double) -> [BruteApproach] {
    let orbits = objects.compactMap { try? SGP4($0) }
    let step = 10.0
    let count = Int((days * 86_400 / step).rounded(.down))
    func motion(_ orbit: SGP4, _ seconds: Double) -> (SIMD3<Double>, SIMD3<Double>) {
        let minutes = (ScreeningTests.start.secondsSince(orbit.elements.epoch) + seconds) / 60
        guard let state = try? orbit.state(minutesSinceEpoch: minutes) else { return (.zero, .zero) }
        return (
            SIMD3(state.position.xKm, state.position.yKm, state.position.zKm),
            SIMD3(state.velocity.xKmS, state.velocity.yKmS, state.velocity.zKmS)
        )
    }
    func opening(_ one: (SIMD3<Double>, SIMD3<Double>), _ two: (SIMD3<Double>, SIMD3<Double>)) -> Double {
        ((two.0 - one.0) * (two.1 - one.1)).sum()
    }
    let tracks = orbits.map { orbit in (0...count).map { motion(orbit, Double($0) * step) } }
    var found = [BruteApproach]()
    for first in orbits.indices {
        for second in orbits.indices.dropFirst(first + 1) {
            var before = opening(tracks[first][0], tracks[second][0])
            for index in 1...count {
                let now = opening(tracks[first][index], tracks[second][index])
                defer { before = now }
                let gap = tracks[second][index].0 - tracks[first][index].0
                // At up to 16 km/s an approach is at most 160 km away.
                guard before < 0, now >= 0, (gap * gap).sum() < (withinKm + 160) * (withinKm + 160) else { continue }
                var (low, high) = (Double(index - 1) * step, Double(index) * step)
                while high - low > 1e-6 {
                    let middle = 0.5 * (low + high)
                    let rate = opening(motion(orbits[first], middle), motion(orbits[second], middle))
                    if rate < 0 { low = middle } else { high = middle }
                }
                let gapAtLeast = motion(orbits[second], low).0 - motion(orbits[first], low).0
                let km = (gapAtLeast * gapAtLeast).sum().squareRoot()
                guard km <= withinKm else { continue }
                found.append(BruteApproach(primary: first, secondary: second, seconds: low, km: km))
            }
        }
    }
    return found.sorted { $0.seconds < $1.seconds }
}
