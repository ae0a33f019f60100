import Encounters
import Frames
import GroundNetwork
import Orbits
import Timekeeping

/// The orbit and the passes, computed away from the node's actor and kept for a while.
actor OrbitService {
    /// A pass over one station of the network.
    struct StationPass: Sendable {
        let station: GroundStation
        let pass: Pass
    }

    /// How long passes are kept before they are computed anew, s of the node's time.
    private static let keptSeconds = 300.0
    private static let longestHours = 48

    let orbit: SGP4
    private let stations: [GroundStation]
    let earthOrientation: EarthOrientation
    private var passes: [StationPass] = []
    private var passesFrom: Instant?
    private var passesHours = 0
    private var answer: OrbitAnswer?

    /// A service for the configuration's orbit; nil where it has none, or none that can be propagated.
    init?(configuration: NodeConfiguration) {
        guard let elements = configuration.elements, let orbit = try? SGP4(elements) else { return nil }
        self.orbit = orbit
        stations = configuration.network.stations
        earthOrientation = configuration.earthOrientation
    }

    /// Where the spacecraft is at an instant, and around it; kept for a second of the node's time.
    func answer(at now: Instant) throws -> OrbitAnswer {
        if let answer, abs(now.secondsSince(answer.time)) < 1 { return answer }
        let fresh = try compute(at: now)
        answer = fresh
        return fresh
    }

    /// The passes that are under way or begin in the next hours, by the time they begin.
    func passes(from now: Instant, hours: Int) throws -> [StationPass] {
        let isCurrent = passesFrom.map { (0..<Self.keptSeconds).contains(now.secondsSince($0)) } ?? false
        if !isCurrent || passesHours < hours {
            passes = try computePasses(from: now, hours: min(hours, Self.longestHours))
            passesFrom = now
            passesHours = hours
        }
        let end = now.advanced(bySeconds: Double(hours) * 3600)
        return passes.filter { $0.pass.los > now && $0.pass.aos < end }
    }

    /// Radius of the circle from which the spacecraft is over an elevation, degrees of arc.
    func acquisitionRadiusDeg(minimumElevationDeg: Double, at now: Instant) throws -> Double {
        footprintRadiusDeg(altitudeKm: try answer(at: now).point.altitudeKm, minElevationDeg: minimumElevationDeg)
    }

    private func computePasses(from now: Instant, hours: Int) throws -> [StationPass] {
        // A pass under way began before now; a quarter of an hour holds the longest of a low orbit.
        let start = now.advanced(bySeconds: -900)
        let end = now.advanced(bySeconds: Double(hours) * 3600 + Self.keptSeconds)
        var found: [StationPass] = []
        for station in stations {
            let all = try Encounters.passes(
                of: orbit, over: TopocentricSite(point: station.point), from: start, to: end,
                mask: try station.elevationMask(), earthOrientation: earthOrientation)
            found += all.map { StationPass(station: station, pass: $0) }
        }
        return found.sorted { $0.pass.aos < $1.pass.aos }
    }

    private func compute(at now: Instant) throws -> OrbitAnswer {
        let elements = orbit.elements
        let state = try orbit.state(at: now)
        let point = GeodeticPoint(itrf(from: state, earthOrientation: earthOrientation).position)
        let period = elements.periodMinutes
        let halfSpan = period * 90
        let revolutions = now.secondsSince(elements.epoch) / 86_400 * elements.meanMotionRevPerDay
        let light = sunlight(at: state.position, sun: Sun.position(at: now))
        // Of a low orbit the next change comes within a revolution, or, in permanent sunlight, not at all.
        let change = try nextSunlightChange(of: orbit, from: now, to: now.advanced(bySeconds: period * 120))
        return OrbitAnswer(
            elements: elements, time: now, point: point, speedKmS: state.velocity.lengthKmS,
            illumination: light, betaDeg: betaAngleDeg(state, at: now),
            nextSunlightChange: change.map { ($0.time, Self.isToSunlight($0.to, from: light.state)) },
            periodMinutes: period,
            track: try groundTrack(
                of: orbit, from: now.advanced(bySeconds: -halfSpan), to: now.advanced(bySeconds: halfSpan),
                stepSeconds: 30, earthOrientation: earthOrientation),
            footprintRadiusDeg: footprintRadiusDeg(altitudeKm: point.altitudeKm, minElevationDeg: 0),
            subsolar: subsolarPoint(at: now, earthOrientation: earthOrientation),
            revolution: elements.revolutionNumber + Int((revolutions + elements.meanAnomalyDeg / 360).rounded(.down)))
    }

    private static func isToSunlight(_ next: Illumination.State, from present: Illumination.State) -> Bool {
        next == .sunlit || (next == .penumbra && present == .umbra)
    }
}
