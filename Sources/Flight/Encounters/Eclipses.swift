import Frames
import Glibc
public import Timekeeping

/// How the Earth covers the Sun.
public enum EclipseKind: String, Sendable, Codable, CaseIterable {
    /// All of the Sun is covered.
    case umbra
    /// Part of the Sun is covered, at its edge.
    case penumbra
    /// The Earth stands inside the Sun's disc; only beyond 1.3 million km.
    case annular
}

/// A stretch of an eclipse of one kind; an ordinary eclipse is penumbra, umbra, penumbra.
public struct Eclipse: Hashable, Sendable {
    /// How the Earth covers the Sun.
    public var kind: EclipseKind
    /// When.
    public var interval: EventInterval
}

/// All eclipses of an object by the Earth within a window, in time order: a conical shadow of the WGS 84 ellipsoid
/// without atmosphere, whose edge the real one blurs by some seconds of a low orbit, or of another shadow's body.
///
/// Edges are to 0.1 ms of the model; an eclipse of less than a second may be missed. Throws where the object cannot be
/// propagated or the window is reversed.
public func eclipses(
    of orbit: some Trajectory, from start: Instant, to end: Instant, shadow body: EarthShadow = .solid
) throws(EncounterError) -> [Eclipse] {
    let shadows = try shadowIntervals(of: orbit, from: start, to: end, body) { $0.contact }
    var found: [Eclipse] = []
    for shadow in shadows {
        let umbrae = try shadowIntervals(of: orbit, from: shadow.start, to: shadow.end, body) { $0.depth }
        let rings = try shadowIntervals(of: orbit, from: shadow.start, to: shadow.end, body) { $0.ring }
        let inner =
            umbrae.map { Eclipse(kind: .umbra, interval: $0) } + rings.map { Eclipse(kind: .annular, interval: $0) }
        found += parted(shadow, by: inner)
    }
    return found
}

/// The share of a window's sunlight that an object receives, 0…1: full light counts one, a penumbra its uncovered part.
public func sunlightShare(
    of orbit: some Trajectory, from start: Instant, to end: Instant, shadow: EarthShadow = .solid
) throws(EncounterError) -> Double {
    let length = end.secondsSince(start)
    guard length > 0 else { throw .windowReversed(from: start, to: end) }
    var lost = 0.0
    for eclipse in try eclipses(of: orbit, from: start, to: end, shadow: shadow) {
        guard eclipse.kind != .umbra else {
            lost += eclipse.interval.durationSeconds
            continue
        }
        // Simpson's rule over the partial phase.
        let (pieces, span) = (16, eclipse.interval.durationSeconds)
        for index in 0...pieces {
            let time = eclipse.interval.start.advanced(bySeconds: span * Double(index) / Double(pieces))
            let place = try orbit.temeState(at: time).position
            let light = sunlight(at: place, sun: Sun.position(at: time), shadow: shadow)
            let weight = index == 0 || index == pieces ? 1.0 : index % 2 == 1 ? 4 : 2
            lost += (1 - light.fraction) * weight * span / Double(3 * pieces)
        }
    }
    return min(1, max(0, 1 - lost / length))
}

private func parted(_ shadow: EventInterval, by inner: [Eclipse]) -> [Eclipse] {
    var (pieces, rest) = ([Eclipse](), shadow)
    for eclipse in inner.sorted(by: { $0.interval.start < $1.interval.start }) {
        var (piece, core) = (rest, eclipse.interval)
        piece.end = core.start
        piece.endsAfterWindow = false
        if piece.end > piece.start { pieces.append(Eclipse(kind: .penumbra, interval: piece)) }
        core.startsBeforeWindow = shadow.startsBeforeWindow && core.start == shadow.start
        core.endsAfterWindow = shadow.endsAfterWindow && core.end == shadow.end
        pieces.append(Eclipse(kind: eclipse.kind, interval: core))
        rest.start = core.end
        rest.startsBeforeWindow = false
    }
    if rest.end > rest.start { pieces.append(Eclipse(kind: .penumbra, interval: rest)) }
    return pieces
}

private func shadowIntervals(
    of orbit: some Trajectory, from start: Instant, to end: Instant, _ shadow: EarthShadow,
    _ angle: (ShadowAngles) -> Double
) throws(EncounterError) -> [EventInterval] {
    let sun = SunTrack(from: start, to: end)
    return try EventSearch().intervals(from: start, to: end) { seconds throws(EncounterError) in
        let instant = start.advanced(bySeconds: seconds)
        let state = try orbit.temeState(at: instant)
        let angles = ShadowAngles(state.position, sun: sun.position(at: instant), shadow: shadow)
        let greatestRate = ShadowAngles.greatestRate(MotionBounds(state), shadow: shadow)
        return EventSearch.Value(angle(angles), greatestRate: greatestRate)
    }
}

extension ShadowAngles {
    /// How far the discs overlap, radians; negative while all of the Sun is in view.
    var contact: Double { earthRadius + sunRadius - separation }
    /// How far the Earth's disc is inside the Sun's, radians; negative where it is not.
    var ring: Double { sunRadius - earthRadius - separation }

    /// How fast these angles change at most, rad/s: the separation turns no faster than the object does; the Earth's
    /// disc grows with the fall towards it.
    static func greatestRate(_ bounds: MotionBounds, shadow: EarthShadow) -> Double {
        let radius = shadow.equatorialRadiusKm
        let lowest = max(bounds.lowestKm, radius * 1.001)
        let horizon = (lowest * lowest - radius * radius).squareRoot()
        return bounds.turnRate + bounds.speed / lowest * radius / horizon
    }
}
