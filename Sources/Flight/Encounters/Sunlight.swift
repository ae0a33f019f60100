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

/// The body that throws the Earth's shadow: the WGS 84 ellipsoid, higher by as much of the atmosphere as is taken for
/// opaque.
public struct EarthShadow: Hashable, Sendable {
    /// Height of what is opaque above the ellipsoid, km, 0…1000.
    public var opaqueHeightKm: Double

    /// Makes a shadow; values outside 0…1000 km are taken to the nearer end.
    public init(opaqueHeightKm: Double) {
        self.opaqueHeightKm = opaqueHeightKm.isFinite ? min(max(opaqueHeightKm, 0), 1000) : 0
    }

    /// The Earth without atmosphere.
    public static let solid = EarthShadow(opaqueHeightKm: 0)
    /// With 75 km of atmosphere: Danjon's enlargement for eclipses of the Moon (L'Astronomie 65, 1951), as the French
    /// almanac takes it (Espenak and Meeus, Five Millennium Canon of Lunar Eclipses, NASA/TP-2009-214172, 1.5).
    ///
    /// Made for the Moon's distance, where refraction dims the light that passes; seen from a low orbit the Sun is
    /// refracted above this, so that there the edge lies between `solid` and this.
    public static let danjon = EarthShadow(opaqueHeightKm: 75)

    var equatorialRadiusKm: Double { WGS84.equatorialRadiusKm + opaqueHeightKm }
    var polarRadiusKm: Double { WGS84.polarRadiusKm + opaqueHeightKm }
}

/// The sunlight at a place: a conical shadow of an ellipsoid, the WGS 84 one without atmosphere unless another is
/// given, and the Sun as an evenly bright disc (Montenbruck and Gill, Satellite Orbits, section 3.4.2).
///
/// The atmosphere shifts the shadow's edge by a few seconds of a low orbit. Inside the Earth it is dark.
public func sunlight(
    at position: Position<TEME>, sun: Position<TEME>, shadow body: EarthShadow = .solid
) -> Illumination {
    let shadow = ShadowAngles(position, sun: sun, shadow: body)
    if shadow.separation >= shadow.sunRadius + shadow.earthRadius { return Illumination(fraction: 1, state: .sunlit) }
    if shadow.depth >= 0 { return Illumination(fraction: 0, state: .umbra) }
    return Illumination(fraction: 1 - shadow.coveredFraction, state: .penumbra)
}

/// The Sun's and the Earth's discs as seen from an object, radians.
struct ShadowAngles {
    let sunRadius: Double
    let earthRadius: Double
    let separation: Double

    init(_ position: Position<TEME>, sun: Position<TEME>, shadow body: EarthShadow) {
        // Stretched along its axis the ellipsoid becomes a sphere, and the lines of sight stay straight: there the line
        // that touches it on the Sun's side is found, and brought back to be measured against the Sun.
        let stretch = body.equatorialRadiusKm / body.polarRadiusKm
        let object = position.scaled(zBy: stretch)
        let line = sun.relative(to: position)
        let source = line.scaled(zBy: stretch)
        let (radius, distance) = (max(object.lengthKm, 1e-6), max(line.lengthKm, 1e-6))
        sunRadius = asin(min(1, Sun.radiusKm / distance))
        earthRadius = asin(min(1, body.equatorialRadiusKm / radius))
        let along = -object.dot(source) / (radius * radius)
        let across = source.adding(object, times: along)
        let isBehind = across.lengthKm < 1e-9 * source.lengthKm
        guard !isBehind else {
            separation = along > 0 ? 0 : Double.pi
            return
        }
        let touching = object.scaled(by: -cos(earthRadius) / radius)
            .adding(across, times: sin(earthRadius) / across.lengthKm).scaled(zBy: 1 / stretch)
        let angle = touching.angle(to: line)
        let isOutside = atan2(across.lengthKm, along * radius) >= earthRadius
        separation = max(0, earthRadius + (isOutside ? angle : -angle))
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

extension Position<TEME> {
    fileprivate func scaled(zBy factor: Double) -> Position<TEME> {
        Position(xKm: xKm, yKm: yKm, zKm: zKm * factor)
    }

    fileprivate func scaled(by factor: Double) -> Position<TEME> {
        Position(xKm: xKm * factor, yKm: yKm * factor, zKm: zKm * factor)
    }

    fileprivate func adding(_ other: Position<TEME>, times factor: Double) -> Position<TEME> {
        Position(xKm: xKm + other.xKm * factor, yKm: yKm + other.yKm * factor, zKm: zKm + other.zKm * factor)
    }

    /// Radians; the sine keeps small angles exact.
    fileprivate func angle(to other: Position<TEME>) -> Double {
        let x = yKm * other.zKm - zKm * other.yKm
        let y = zKm * other.xKm - xKm * other.zKm
        let z = xKm * other.yKm - yKm * other.xKm
        return atan2((x * x + y * y + z * z).squareRoot(), dot(other))
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
    of propagator: SGP4, from start: Instant, to end: Instant, shadow: EarthShadow = .solid
) throws(EncounterError) -> SunlightChange? {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let length = end.secondsSince(start)
    let sight = UmbraSight(propagator: propagator, start: start, shadow: shadow)
    var (time, current) = (0.0, try sight.depth(at: 0))
    while time < length {
        let step = min(max(current.safeStepSeconds, 1), 3600)
        let next = try sight.depth(at: min(time + step, length))
        if (current.depth >= 0) != (next.depth >= 0) {
            return try sight.edge(between: time, and: min(time + step, length), from: current.depth >= 0)
        }
        (time, current) = (min(time + step, length), next)
    }
    return nil
}

private struct UmbraSight {
    let propagator: SGP4
    let start: Instant
    let shadow: EarthShadow

    func depth(at seconds: Double) throws(EncounterError) -> (depth: Double, safeStepSeconds: Double) {
        let instant = start.advanced(bySeconds: seconds)
        let state = try propagated(propagator, instant)
        let depth = ShadowAngles(state.position, sun: Sun.position(at: instant), shadow: shadow).depth
        return (depth, abs(depth) / ShadowAngles.greatestRate(MotionBounds(state), shadow: shadow))
    }

    func edge(between first: Double, and second: Double, from isDark: Bool) throws(EncounterError) -> SunlightChange {
        var (low, high) = (first, second)
        while high - low > 1e-4 {
            let middle = (low + high) / 2
            if (try depth(at: middle).depth >= 0) == isDark { low = middle } else { high = middle }
        }
        return SunlightChange(time: start.advanced(bySeconds: high), to: isDark ? .sunlit : .umbra)
    }
}

func propagated(_ propagator: SGP4, _ instant: Instant) throws(EncounterError) -> StateVector<TEME> {
    do {
        return try propagator.state(at: instant)
    } catch {
        throw .propagation(catalogueNumber: propagator.elements.catalogueNumber, at: instant, cause: error)
    }
}
