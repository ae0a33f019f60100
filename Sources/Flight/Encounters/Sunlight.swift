public import Frames
import Glibc
public import Orbits
public import Timekeeping

/// How much of the Sun an object sees past the Earth.
public struct Illumination: Hashable, Sendable {
    /// Where an object stands in the Earth's shadow.
    public enum State: String, Sendable, Codable {
        /// All of the Sun is in view.
        case sunlit
        /// The Earth covers part of the Sun.
        case penumbra
        /// The Earth covers all of the Sun.
        case umbra
    }

    /// Part of the Sun's disc in view, 0…1.
    public var fraction: Double
    /// Where the object stands.
    public var state: State

    /// Makes an illumination.
    public init(fraction: Double, state: State) {
        (self.fraction, self.state) = (fraction, state)
    }
}

/// The sunlight at a place: a conical shadow of the WGS 84 ellipsoid without atmosphere, the Sun as an evenly bright
/// disc (Montenbruck and Gill, Satellite Orbits, section 3.4.2).
///
/// The atmosphere, left out, shifts the shadow's edge by a few seconds of a low orbit. Inside the Earth it is dark.
public func sunlight(at position: Position<TEME>, sun: Position<TEME>) -> Illumination {
    let shadow = ShadowAngles(position, sun: sun)
    if shadow.separation >= shadow.sunRadius + shadow.earthRadius { return Illumination(fraction: 1, state: .sunlit) }
    if shadow.depth >= 0 { return Illumination(fraction: 0, state: .umbra) }
    return Illumination(fraction: 1 - shadow.coveredFraction, state: .penumbra)
}

/// The Sun's and the Earth's discs as seen from an object, radians.
struct ShadowAngles {
    let sunRadius: Double
    let earthRadius: Double
    let separation: Double

    init(_ position: Position<TEME>, sun: Position<TEME>) {
        // Stretched along its axis the ellipsoid becomes a sphere, and the lines of sight stay straight.
        let stretch = WGS84.equatorialRadiusKm / WGS84.polarRadiusKm
        let object = Position<TEME>(xKm: position.xKm, yKm: position.yKm, zKm: position.zKm * stretch)
        let source = Position<TEME>(xKm: sun.xKm, yKm: sun.yKm, zKm: sun.zKm * stretch)
        let line = source.relative(to: object)
        let (radius, distance) = (max(object.lengthKm, 1e-6), max(line.lengthKm, 1e-6))
        sunRadius = asin(min(1, Sun.radiusKm / distance))
        earthRadius = asin(min(1, WGS84.equatorialRadiusKm / radius))
        separation = acos(min(1, max(-1, -object.dot(line) / (radius * distance))))
    }

    /// How deep in the umbra, radians; negative outside.
    var depth: Double { earthRadius - sunRadius - separation }

    /// Part of the Sun's disc that the Earth's covers while their edges cross, or while it stands inside.
    var coveredFraction: Double {
        let (s, e, d) = (sunRadius, earthRadius, separation)
        if d <= s - e { return e * e / (s * s) }
        let x = (d * d + s * s - e * e) / (2 * d)
        let y = max(0, s * s - x * x).squareRoot()
        let sunPart = s * s * acos(min(1, max(-1, x / s)))
        let earthPart = e * e * acos(min(1, max(-1, (d - x) / e)))
        return min(1, max(0, (sunPart + earthPart - d * y) / (Double.pi * s * s)))
    }
}

/// Angle of the Sun above the orbit's plane, degrees, −90…90, positive on the side of the angular momentum.
public func betaAngleDeg(_ state: StateVector<TEME>, at instant: Instant) -> Double {
    let (r, v, sun) = (state.position, state.velocity, Sun.position(at: instant))
    let normal = Position<TEME>(
        xKm: r.yKm * v.zKmS - r.zKm * v.yKmS, yKm: r.zKm * v.xKmS - r.xKm * v.zKmS,
        zKm: r.xKm * v.yKmS - r.yKm * v.xKmS)
    let lengths = normal.lengthKm * sun.lengthKm
    guard lengths > 0 else { return 0 }
    return asin(min(1, max(-1, normal.dot(sun) / lengths))) * 180 / Double.pi
}

/// The moment at which an object enters or leaves the umbra.
public struct SunlightChange: Hashable, Sendable {
    /// When, to a millisecond of the model.
    public var time: Instant
    /// `umbra` when the last of the Sun goes, `sunlit` when the first of it comes.
    public var to: Illumination.State
}

/// The next moment after `start` at which an object enters or leaves the umbra; nil where there is none until `end`.
///
/// Steps by bounds on the object's motion; an umbra of less than a second may be passed over. Throws where the element
/// set cannot be propagated or the window is reversed.
public func nextSunlightChange(
    of propagator: SGP4, from start: Instant, to end: Instant
) throws(EncounterError) -> SunlightChange? {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let length = end.secondsSince(start)
    var (time, current) = (0.0, try shadow(propagator, start, 0))
    while time < length {
        let step = min(max(current.safeStepSeconds, 1), 3600)
        let next = try shadow(propagator, start, min(time + step, length))
        if (current.depth >= 0) != (next.depth >= 0) {
            return try edge(propagator, start, between: time, and: min(time + step, length), from: current.depth >= 0)
        }
        (time, current) = (min(time + step, length), next)
    }
    return nil
}

private func shadow(
    _ propagator: SGP4, _ start: Instant, _ seconds: Double
) throws(EncounterError) -> (depth: Double, safeStepSeconds: Double) {
    let instant = start.advanced(bySeconds: seconds)
    let state = try propagated(propagator, instant)
    let angles = ShadowAngles(state.position, sun: Sun.position(at: instant))
    let bounds = MotionBounds(state)
    // The separation turns no faster than the object does; the Earth's disc grows with the fall towards it.
    let lowest = max(bounds.lowestKm, WGS84.equatorialRadiusKm * 1.001)
    let horizon = (lowest * lowest - WGS84.equatorialRadiusKm * WGS84.equatorialRadiusKm).squareRoot()
    let growth = bounds.speed / lowest * WGS84.equatorialRadiusKm / horizon
    return (angles.depth, abs(angles.depth) / (bounds.turnRate + growth))
}

private func edge(
    _ propagator: SGP4, _ start: Instant, between first: Double, and second: Double, from isDark: Bool
) throws(EncounterError) -> SunlightChange {
    var (low, high) = (first, second)
    while high - low > 1e-4 {
        let middle = (low + high) / 2
        if (try shadow(propagator, start, middle).depth >= 0) == isDark { low = middle } else { high = middle }
    }
    return SunlightChange(time: start.advanced(bySeconds: high), to: isDark ? .sunlit : .umbra)
}

func propagated(_ propagator: SGP4, _ instant: Instant) throws(EncounterError) -> StateVector<TEME> {
    do {
        return try propagator.state(at: instant)
    } catch {
        throw .propagation(catalogueNumber: propagator.elements.catalogueNumber, at: instant, cause: error)
    }
}
