public import Frames
import Glibc
public import Orbits
public import Timekeeping

/// Whatever tells where an object is: an element set's propagator, an ephemeris.
///
/// The searches of this module bound the motion by the orbit of the moment, so that a trajectory must be that of a body
/// in free flight around the Earth: continuous, its velocity the derivative of its position to 0.1 m/s.
public protocol Trajectory: Sendable {
    /// The state at an instant; throws where the trajectory does not reach it.
    func temeState(at instant: Instant) throws(EncounterError) -> StateVector<TEME>
}

extension SGP4: Trajectory {
    /// The state at an instant, with the object and the instant told where there is none.
    @inline(__always)
    public func temeState(at instant: Instant) throws(EncounterError) -> StateVector<TEME> {
        do {
            return try state(at: instant)
        } catch {
            throw .propagation(catalogueNumber: elements.catalogueNumber, at: instant, cause: error)
        }
    }
}

/// The Earth's rotation through a window: read at knots six hours apart, and even between them.
///
/// Sidereal time is even to 1e-10 s and the table of Earth orientation is linear between midnights, on which knots lie,
/// so that nothing is lost; the reading of the table is.
struct TurningEarth: Sendable {
    private struct Knot {
        var seconds: Double
        var angle: Double
        var rate: Double
        var xPole: Double
        var yPole: Double
    }

    private let knots: [Knot]
    private let firstInner: Double
    private static let spacing = 21_600.0

    /// From `start` on, for `lengthSeconds`.
    init(from start: Instant, lengthSeconds: Double, earthOrientation: EarthOrientation) {
        let sinceMidnight = start.julianDate(in: .utc).fraction * 86_400
        firstInner = Self.spacing - sinceMidnight.truncatingRemainder(dividingBy: Self.spacing)
        var times = [0.0]
        var next = firstInner
        while next < lengthSeconds {
            times.append(next)
            next += Self.spacing
        }
        times.append(next)
        var knots = times.map { Self.knot(start, $0, earthOrientation) }
        for index in knots.indices.dropLast() {
            let span = knots[index + 1].seconds - knots[index].seconds
            let turned = knots[index + 1].angle - knots[index].angle
            let whole = ((EarthRotation.rateRadS * span - turned) / (2 * Double.pi)).rounded()
            knots[index].rate = (turned + whole * 2 * Double.pi) / span
        }
        self.knots = knots
    }

    private static func knot(_ start: Instant, _ seconds: Double, _ table: EarthOrientation) -> Knot {
        let instant = start.advanced(bySeconds: seconds)
        let value = table.value(at: instant)
        let radians = Double.pi / 648_000
        return Knot(
            seconds: seconds,
            angle: EarthRotation(at: instant, earthOrientation: table).siderealAngleRad,
            rate: EarthRotation.rateRadS, xPole: value.xPoleArcsec * radians, yPole: value.yPoleArcsec * radians)
    }

    /// A state in ITRF, its velocity as seen from the turning Earth, `seconds` after the window's begin.
    @inline(__always)
    func itrf(_ state: StateVector<TEME>, atSeconds seconds: Double) -> StateVector<ITRF> {
        let place = Int(((seconds - firstInner) / Self.spacing).rounded(.down)) + 1
        let knot = knots[min(max(place, 0), knots.count - 1)]
        let angle = knot.angle + knot.rate * (seconds - knot.seconds)
        let (sine, cosine) = (sin(angle), cos(angle))
        let (r, v) = (state.position, state.velocity)
        func turned(_ x: Double, _ y: Double, _ z: Double) -> (Double, Double, Double) {
            let (east, north) = (cosine * x + sine * y, cosine * y - sine * x)
            return (east + knot.xPole * z, north - knot.yPole * z, z - knot.xPole * east + knot.yPole * north)
        }
        let (x, y, z) = turned(r.xKm, r.yKm, r.zKm)
        let rate = EarthRotation.rateRadS
        let (vx, vy, vz) = turned(v.xKmS + rate * r.yKm, v.yKmS - rate * r.xKm, v.zKmS)
        return StateVector(
            position: Position(xKm: x, yKm: y, zKm: z), velocity: Velocity(xKmS: vx, yKmS: vy, zKmS: vz),
            epoch: state.epoch)
    }
}
