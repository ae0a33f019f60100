import Glibc
import Timekeeping

/// A place on the mean ecliptic and equinox of date with its change.
struct SphericalMotion {
    var longitudeRad = 0.0
    var latitudeRad = 0.0
    var distanceKm = 0.0
    /// Radians a second, against the equinox of date.
    var longitudeRateRadS = 0.0
    /// Radians a second.
    var latitudeRateRadS = 0.0
    var distanceRateKmS = 0.0

    /// The state in GCRF, the ecliptic's own turning included, relative to whatever the place is counted from.
    func state(centuriesTT t: Double, epoch: Instant) -> StateVector<GCRF> {
        let (sinL, cosL, sinB, cosB) = (sin(longitudeRad), cos(longitudeRad), sin(latitudeRad), cos(latitudeRad))
        let flat = distanceKm * cosB
        let flatRate = distanceRateKmS * cosB - distanceKm * sinB * latitudeRateRadS
        let turn = FrameRotation<GCRF, EclipticOfDate>.eclipticOfDate(t).inverse
        return turn(
            StateVector(
                position: Position(xKm: flat * cosL, yKm: flat * sinL, zKm: distanceKm * sinB),
                velocity: Velocity(
                    xKmS: flatRate * cosL - flat * sinL * longitudeRateRadS,
                    yKmS: flatRate * sinL + flat * cosL * longitudeRateRadS,
                    zKmS: distanceRateKmS * sinB + distanceKm * cosB * latitudeRateRadS),
                epoch: epoch))
    }

    /// The same place seen from the other end.
    var reversed: SphericalMotion {
        var motion = self
        motion.longitudeRad += Double.pi
        motion.latitudeRad.negate()
        motion.latitudeRateRadS.negate()
        return motion
    }
}

/// Mean ecliptic and equinox of date.
private enum EclipticOfDate: ReferenceFrame {
    static let name = "ecliptic of date"
}

extension FrameRotation where From == GCRF, To == EclipticOfDate {
    fileprivate static func eclipticOfDate(_ t: Double) -> FrameRotation {
        let step = 1e-4
        let (before, after) = (PrecessionAngles(t - step).eclipticMatrix, PrecessionAngles(t + step).eclipticMatrix)
        let change = (after + before.scaled(by: -1)).scaled(by: 1 / (2 * step * secondsPerCentury))
        return FrameRotation(matrix: PrecessionAngles(t).eclipticMatrix, ratePerSecond: change)
    }
}

/// Sums of A t^n cos(φ + ω t) in longitude, latitude and distance, t in Julian millennia since J2000.
struct SphericalSeries: Sendable {
    private struct Term {
        let coordinate: Int
        let power: Int
        /// Radians or au.
        let amplitude: Double
        let phaseRad: Double
        /// Radians a millennium.
        let rate: Double
    }

    private let terms: [Term]

    /// Reads a generated table: coordinate, power, amplitude 1e-11 rad or au, phase 1e-9 rad, rate 1e-6 rad a
    /// millennium.
    init(_ text: StaticString) {
        let numbers = HarmonicTable(text, argumentCount: 0, amplitudeCount: 5).numbers
        terms = stride(from: 0, to: numbers.count - 4, by: 5).map { first in
            Term(
                coordinate: Int(numbers[first]), power: Int(numbers[first + 1]), amplitude: numbers[first + 2] * 1e-11,
                phaseRad: numbers[first + 3] * 1e-9, rate: numbers[first + 4] * 1e-6)
        }
    }

    /// The sums at Julian centuries since J2000, distances in km, and their change a second.
    func motion(centuries: Double) -> SphericalMotion {
        let t = centuries / 10
        var motion = SphericalMotion()
        for term in terms {
            let angle = term.phaseRad + term.rate * t
            let (sine, cosine) = (sin(angle), cos(angle))
            var (scale, scaleRate) = (term.amplitude, 0.0)
            for _ in 0..<term.power {
                scaleRate = scaleRate * t + scale
                scale *= t
            }
            let value = scale * cosine
            let rate = scaleRate * cosine - scale * sine * term.rate
            switch term.coordinate {
            case 0:
                motion.longitudeRad += value
                motion.longitudeRateRadS += rate
            case 1:
                motion.latitudeRad += value
                motion.latitudeRateRadS += rate
            default:
                motion.distanceKm += value
                motion.distanceRateKmS += rate
            }
        }
        let second = 1 / (10 * secondsPerCentury)
        motion.longitudeRateRadS *= second
        motion.latitudeRateRadS *= second
        motion.distanceKm *= Sun.astronomicalUnitKm
        motion.distanceRateKmS *= Sun.astronomicalUnitKm * second
        return motion
    }
}
