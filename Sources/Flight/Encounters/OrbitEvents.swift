public import Frames
import Glibc
public import Timekeeping

/// A moment on an orbit.
public struct OrbitEvent: Hashable, Sendable {
    /// What happens.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The object crosses the equator northward.
        case ascendingNode
        /// The object crosses the equator southward.
        case descendingNode
        /// The distance from the Earth's centre is at a least value.
        case perigee
        /// The distance from the Earth's centre is at a greatest value.
        case apogee
    }

    /// What happens.
    public var kind: Kind
    /// When.
    public var time: Instant
}

/// Passages of nodes and apsides within a window, in time order, to 0.1 ms of the model.
///
/// Nodes are crossings of the true equator of date. Apsides are the extremes of the true distance; where the Earth's
/// bulge moves that more than the eccentricity does (below about 0.001), there may be two of each in a revolution.
public func orbitEvents(
    of orbit: some Trajectory, from start: Instant, to end: Instant
) throws(EncounterError) -> [OrbitEvent] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let (search, length) = (EventSearch(), end.secondsSince(start))
    let nodes = try search.changes(lengthSeconds: length) { seconds throws(EncounterError) in
        let state = try orbit.temeState(at: start.advanced(bySeconds: seconds))
        return EventSearch.Value(state.position.zKm, greatestRate: MotionBounds(state).speed)
    }
    let apsides = try search.changes(lengthSeconds: length) { seconds throws(EncounterError) in
        let state = try orbit.temeState(at: start.advanced(bySeconds: seconds))
        let bounds = MotionBounds(state)
        let radialRate = state.position.dot(Position(state.velocity)) / max(state.position.lengthKm, 1e-6)
        return EventSearch.Value(
            radialRate, greatestRate: bounds.acceleration + bounds.speed * bounds.speed / bounds.lowestKm)
    }
    func event(_ change: EventSearch.Change, _ rising: OrbitEvent.Kind, _ falling: OrbitEvent.Kind) -> OrbitEvent {
        OrbitEvent(kind: change.isRising ? rising : falling, time: start.advanced(bySeconds: change.seconds))
    }
    let events =
        nodes.map { event($0, .ascendingNode, .descendingNode) } + apsides.map { event($0, .perigee, .apogee) }
    return events.sorted { $0.time < $1.time }
}

/// The stretches of a window in which the Sun stands at least `leastDeg` above or below the orbit's plane, the size of
/// the beta angle; a stretch of less than ten minutes may be missed.
public func highBetaIntervals(
    of orbit: some Trajectory, from start: Instant, to end: Instant, leastDeg: Double
) throws(EncounterError) -> [EventInterval] {
    try EventSearch(leastStepSeconds: 600).intervals(from: start, to: end) { seconds throws(EncounterError) in
        let instant = start.advanced(bySeconds: seconds)
        let state = try orbit.temeState(at: instant)
        let excess = (abs(betaAngleDeg(state, at: instant)) - leastDeg) * Double.pi / 180
        return EventSearch.Value(excess, greatestRate: MotionBounds(state).planeRate)
    }
}

/// The stretches of a window in which the Sun stands within an angle of the line from a site to an object, as an
/// antenna there sees them; only while the object is above `minElevationDeg`.
public func sunExclusions(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant, withinDeg: Double,
    minElevationDeg: Double = 0, earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [EventInterval] {
    try exclusions(
        of: orbit, over: site, from: start, to: end, withinDeg: withinDeg, minElevationDeg: minElevationDeg,
        earthOrientation: earthOrientation
    ) { instant in
        itrf(from: Sun.position(at: instant), at: instant, earthOrientation: earthOrientation)
    }
}

/// The stretches of a window in which a body, such as the Moon, stands within an angle of the line from a site to an
/// object; only while the object is above `minElevationDeg`.
///
/// `body` tells the body's place; it may move through the site's sky at up to twice the Earth's rate of rotation.
public func exclusions(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant, withinDeg: Double,
    minElevationDeg: Double = 0, earthOrientation: EarthOrientation = .none, body: (Instant) -> Position<ITRF>
) throws(EncounterError) -> [EventInterval] {
    let stays = try passes(
        of: orbit, over: site, from: start, to: end, minElevationDeg: minElevationDeg,
        earthOrientation: earthOrientation)
    var found: [EventInterval] = []
    for stay in stays {
        let intervals = try EventSearch().intervals(from: stay.aos, to: stay.los) { seconds throws(EncounterError) in
            let instant = stay.aos.advanced(bySeconds: seconds)
            let state = try orbit.temeState(at: instant)
            let line = itrf(from: state, earthOrientation: earthOrientation).position.relative(to: site.position)
            let bounds = MotionBounds(state)
            let nearest = max(bounds.lowestKm - site.position.lengthKm, 20)
            return EventSearch.Value(
                withinDeg * Double.pi / 180 - angleRad(line, body(instant).relative(to: site.position)),
                greatestRate: bounds.speed / nearest + 2 * EarthRotation.rateRadS)
        }
        found += intervals.map { interval in
            var whole = interval
            whole.startsBeforeWindow = interval.startsBeforeWindow && stay.startsBeforeWindow
            whole.endsAfterWindow = interval.endsAfterWindow && stay.endsAfterWindow
            return whole
        }
    }
    return found
}

/// The angle between two lines, radians.
func angleRad<Frame>(_ first: Position<Frame>, _ second: Position<Frame>) -> Double {
    let lengths = max(first.lengthKm * second.lengthKm, 1e-12)
    return acos(min(1, max(-1, first.dot(second) / lengths)))
}
