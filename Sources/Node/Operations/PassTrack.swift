public import Encounters
public import Frames
import GroundNetwork
import Orbits
import Timekeeping

/// One pass as a station sees it: the way across its sky, what hides the horizon, and where the Sun is.
public struct PassTrackAnswer: Sendable {
    /// One moment of the pass.
    public struct Point: Sendable {
        /// When, and towards where.
        public let sky: SkyTrackPoint
        /// Part of the Sun's disc that the spacecraft sees, 0…1.
        public let illumination: Double
    }

    /// Id of the station.
    public let station: String
    /// The station's name.
    public let stationName: String
    /// The pass.
    public let pass: Pass
    /// From AOS to LOS at even steps, both ends included.
    public let points: [Point]
    /// When the spacecraft enters or leaves the umbra during the pass.
    public let sunlightChanges: [SunlightChange]
    /// Where the station sees nothing: the lowest elevation by azimuth, degrees.
    public let mask: [MaskPointAnswer]
    /// Where the Sun stands in the station's sky at culmination; its elevation is negative by night.
    public let sun: LookAngles
}

/// The lowest elevation that a station sees towards an azimuth.
public struct MaskPointAnswer: Sendable, Equatable {
    /// Azimuth from north through east, degrees.
    public let azimuthDeg: Double
    /// Lowest elevation, degrees.
    public let elevationDeg: Double
}

extension OrbitService {
    /// How far from a moment a pass that holds it may begin and end, s: an hour holds any of a low orbit.
    private static let reachSeconds = 3600.0
    private static let stepSeconds = 10.0
    private static let mostPoints = 720

    /// The pass over a station that is under way at an instant, step by step; nil where none is.
    func passTrack(over station: GroundStation, at instant: Instant) throws(EncounterError) -> PassTrackAnswer? {
        let site = TopocentricSite(point: station.point)
        let found = try Encounters.passes(
            of: orbit, over: site, from: instant.advanced(bySeconds: -Self.reachSeconds),
            to: instant.advanced(bySeconds: Self.reachSeconds), mask: try station.elevationMask(),
            earthOrientation: earthOrientation)
        guard let pass = found.first(where: { $0.aos <= instant && instant <= $0.los }) else { return nil }
        let sun = itrf(from: Sun.position(at: pass.tca), at: pass.tca, earthOrientation: earthOrientation)
        return PassTrackAnswer(
            station: station.id, stationName: station.name, pass: pass, points: try points(of: pass, over: site),
            sunlightChanges: try sunlightChanges(during: pass),
            mask: stride(from: 0.0, to: 360, by: 3).map {
                MaskPointAnswer(azimuthDeg: $0, elevationDeg: station.minimumElevationDeg(azimuthDeg: $0))
            },
            sun: site.look(
                at: StateVector(
                    position: sun, velocity: Velocity(xKmS: 0, yKmS: 0, zKmS: 0), epoch: pass.tca)))
    }

    private func points(of pass: Pass, over site: TopocentricSite) throws(EncounterError) -> [PassTrackAnswer.Point] {
        let steps = min(max((pass.durationSeconds / Self.stepSeconds).rounded(.up), 2), Double(Self.mostPoints))
        // A hair less than even, so that rounding does not lose the last point.
        let track = try skyTrack(
            of: orbit, over: site, from: pass.aos, to: pass.los,
            stepSeconds: max(pass.durationSeconds / steps * (1 - 1e-12), 1e-6), earthOrientation: earthOrientation)
        var points: [PassTrackAnswer.Point] = []
        for sky in track {
            let position = try orbit.temeState(at: sky.time).position
            let light = sunlight(at: position, sun: Sun.position(at: sky.time))
            points.append(PassTrackAnswer.Point(sky: sky, illumination: light.fraction))
        }
        return points
    }

    private func sunlightChanges(during pass: Pass) throws(EncounterError) -> [SunlightChange] {
        var changes: [SunlightChange] = []
        var start = pass.aos
        while changes.count < 8, let change = try nextSunlightChange(of: orbit, from: start, to: pass.los) {
            changes.append(change)
            // Past the edge, which is known to a millisecond, so that it is not found twice.
            start = change.time.advanced(bySeconds: 1)
            if start >= pass.los { break }
        }
        return changes
    }
}
