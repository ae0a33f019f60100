import Frames
import Glibc
public import Orbits
public import Timekeeping

/// The place under an object at one moment.
public struct GroundTrackPoint: Hashable, Sendable {
    /// When.
    public var time: Instant
    /// Geodetic latitude, degrees north.
    public var latitudeDeg: Double
    /// Longitude, degrees east, −180 ..< 180.
    public var longitudeDeg: Double
    /// Height above the WGS 84 ellipsoid, km.
    public var altitudeKm: Double
}

/// The places under an object from `start` to `end` at even steps, both ends included where a step meets them.
///
/// Throws where the element set cannot be propagated, the window is reversed, or the step is not above zero or would
/// give more than a million points.
public func groundTrack(
    of propagator: SGP4, from start: Instant, to end: Instant, stepSeconds: Double,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [GroundTrackPoint] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let length = end.secondsSince(start)
    guard stepSeconds > 0, stepSeconds.isFinite, length / stepSeconds <= 1e6 else {
        let expected = "more than 0 s and at most a million steps"
        throw .unusableValue(name: "step", value: stepSeconds, expected: expected)
    }
    var points: [GroundTrackPoint] = []
    for index in 0...Int((length / stepSeconds).rounded(.down)) {
        let instant = start.advanced(bySeconds: Double(index) * stepSeconds)
        let state = try propagated(propagator, instant)
        let place = GeodeticPoint(itrf(from: state.position, at: instant, earthOrientation: earthOrientation))
        points.append(
            GroundTrackPoint(
                time: instant, latitudeDeg: place.latitudeDeg, longitudeDeg: place.longitudeDeg,
                altitudeKm: place.altitudeKm))
    }
    return points
}

/// Radius of the circle on a spherical Earth (6371.0088 km) from which an object is seen above an elevation, degrees of
/// arc; zero for an object at or below the ground.
public func footprintRadiusDeg(altitudeKm: Double, minElevationDeg: Double) -> Double {
    let mask = minElevationDeg * Double.pi / 180
    let ratio = 6371.0088 / (6371.0088 + altitudeKm) * cos(mask)
    guard altitudeKm > 0, ratio < 1 else { return 0 }
    return max(0, acos(ratio) - mask) * 180 / Double.pi
}
