import Frames
import Glibc
public import Timekeeping

/// A line on the ground that an object's track may cross.
public enum GroundLine: Hashable, Sendable {
    /// A geodetic latitude, degrees north.
    case latitudeDeg(Double)
    /// A longitude, degrees east.
    case longitudeDeg(Double)
}

/// A crossing of a line by the point under an object.
public struct GroundCrossing: Hashable, Sendable {
    /// When, to 0.1 ms of the model.
    public var time: Instant
    /// Northward across a latitude, eastward across a longitude.
    public var isNorthOrEastward: Bool
}

/// The crossings of a line by the point under an object within a window, in time order.
public func groundCrossings(
    of orbit: some Trajectory, _ line: GroundLine, from start: Instant, to end: Instant,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [GroundCrossing] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let track = GroundPlaces(orbit: orbit, start: start, end: end, earthOrientation: earthOrientation)
    let changes = try EventSearch().changes(lengthSeconds: end.secondsSince(start)) { seconds throws(EncounterError) in
        let (state, place) = try track.place(seconds)
        let bounds = MotionBounds(state)
        switch line {
        case .latitudeDeg(let latitude):
            let above = (GeodeticPoint(place).latitudeDeg - latitude) * Double.pi / 180
            return EventSearch.Value(above, greatestRate: 1.02 * bounds.turnRate)
        case .longitudeDeg(let longitude):
            let (sine, cosine) = (sine(ofDegrees: longitude), sine(ofDegrees: longitude + 90))
            return EventSearch.Value(place.yKm * cosine - place.xKm * sine, greatestRate: bounds.speed)
        }
    }
    var crossings: [GroundCrossing] = []
    for change in changes {
        // The plane of a meridian holds the opposite one too.
        if case .longitudeDeg(let longitude) = line {
            let place = try track.place(change.seconds).fixed
            let along = place.xKm * sine(ofDegrees: longitude + 90) + place.yKm * sine(ofDegrees: longitude)
            guard along > 0 else { continue }
        }
        let time = start.advanced(bySeconds: change.seconds)
        crossings.append(GroundCrossing(time: time, isNorthOrEastward: change.isRising))
    }
    return crossings
}

/// The place under an object through a window.
private struct GroundPlaces<Orbit: Trajectory> {
    let orbit: Orbit
    let start: Instant
    let earth: TurningEarth

    init(orbit: Orbit, start: Instant, end: Instant, earthOrientation: EarthOrientation) {
        (self.orbit, self.start) = (orbit, start)
        earth = TurningEarth(
            from: start, lengthSeconds: end.secondsSince(start), earthOrientation: earthOrientation)
    }

    func place(_ seconds: Double) throws(EncounterError) -> (inertial: StateVector<TEME>, fixed: Position<ITRF>) {
        let state = try orbit.temeState(at: start.advanced(bySeconds: seconds))
        return (state, earth.itrf(state, atSeconds: seconds).position)
    }
}

/// A region on the map, its corners joined by straight lines of latitude and longitude.
public struct GroundRegion: Hashable, Sendable {
    /// A corner.
    public struct Corner: Hashable, Sendable {
        /// Geodetic latitude, degrees north, −70…70.
        public var latitudeDeg: Double
        /// Longitude, degrees east; corners may pass ±180 as long as each is near the one before.
        public var longitudeDeg: Double

        /// Makes a corner.
        public init(latitudeDeg: Double, longitudeDeg: Double) {
            (self.latitudeDeg, self.longitudeDeg) = (latitudeDeg, longitudeDeg)
        }
    }

    /// The corners in their order round the region.
    public let corners: [Corner]

    /// Makes a region; throws with fewer than three corners or a latitude beyond 70° (near the poles a map's straight
    /// lines mean little).
    public init(corners: [Corner]) throws(EncounterError) {
        guard corners.count >= 3 else {
            throw .unusableValue(name: "region's count of corners", value: Double(corners.count), expected: "3 or more")
        }
        for corner in corners where !(abs(corner.latitudeDeg) <= 70) || !(abs(corner.longitudeDeg) <= 720) {
            throw .unusableValue(
                name: "region's latitude", value: corner.latitudeDeg, expected: "-70 to 70 degrees, and a longitude")
        }
        self.init(checked: corners)
    }

    init(checked corners: [Corner]) { self.corners = corners }

    /// Distance from the region's edge on the map, degrees; positive inside.
    func depthDeg(latitudeDeg: Double, longitudeDeg: Double) -> Double {
        [-360.0, 0, 360].map { depth(latitudeDeg, longitudeDeg + $0) }.max() ?? 0
    }

    private func depth(_ y: Double, _ x: Double) -> Double {
        var (nearest, isInside) = (Double.infinity, false)
        for (index, end) in corners.enumerated() {
            let start = corners[(index + corners.count - 1) % corners.count]
            let (dx, dy) = (end.longitudeDeg - start.longitudeDeg, end.latitudeDeg - start.latitudeDeg)
            let (px, py) = (x - start.longitudeDeg, y - start.latitudeDeg)
            let part = min(1, max(0, (px * dx + py * dy) / max(dx * dx + dy * dy, 1e-12)))
            nearest = min(nearest, hypot(px - part * dx, py - part * dy))
            if (start.latitudeDeg > y) != (end.latitudeDeg > y), px < dx * py / dy { isInside.toggle() }
        }
        return isInside ? nearest : -nearest
    }
}

/// The stretches of a window in which the point under an object is inside a region, to 0.1 ms of the model; a stay of
/// less than a second may be missed.
public func stays(
    of orbit: some Trajectory, over region: GroundRegion, from start: Instant, to end: Instant,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [EventInterval] {
    try stays(of: orbit, from: start, to: end, earthOrientation: earthOrientation) { _ in region }
}

/// The same over a region that moves, by up to 10° a year, as `GroundRegion.southAtlanticAnomaly(at:)` does.
public func stays(
    of orbit: some Trajectory, from start: Instant, to end: Instant, earthOrientation: EarthOrientation = .none,
    over region: (Instant) -> GroundRegion
) throws(EncounterError) -> [EventInterval] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let track = GroundPlaces(orbit: orbit, start: start, end: end, earthOrientation: earthOrientation)
    return try EventSearch().intervals(from: start, to: end) { seconds throws(EncounterError) in
        let (state, fixed) = try track.place(seconds)
        let place = GeodeticPoint(fixed)
        let depth = region(start.advanced(bySeconds: seconds))
            .depthDeg(latitudeDeg: place.latitudeDeg, longitudeDeg: place.longitudeDeg)
        // Up to 75° of latitude a degree of longitude is no shorter than 0.258 of one of latitude; whoever goes
        // beyond needs the time for 5° to be back at a corner.
        let turn = MotionBounds(state).turnRate * 180 / Double.pi * 1.02
        let rate = max(turn / 0.258, turn * abs(depth) / 5) + 1e-6
        return EventSearch.Value(depth, greatestRate: rate)
    }
}
