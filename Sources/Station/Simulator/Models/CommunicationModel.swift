import Frames
import Glibc

/// Ku-band and S-band antennas that follow the relay satellites of the US network.
///
/// The best relay above the Earth's limb is taken when the one in use sets; the Ku-band antenna swings over and takes
/// 45 s to acquire. Relays stand near 41° W, 174° W and 85° E at the height of a day's orbit (NASA TDRSS slots).
struct CommunicationModel: StationModel {
    static let title = "communications: relay in view, antenna pointing, acquisition"

    private static let relayLongitudesDeg = [-41.0, -174.0, 85.0]
    private static let relayRadiusKm = 42_164.0
    private static let limbRadiusKm = 6_478.0
    private static let acquisitionSeconds = 45.0
    private static let slewDegS = 3.0

    private var relay: Int?
    private var hasPointed = false
    private var secondsOnRelay = acquisitionSeconds
    /// Elevation and cross-elevation of the Ku-band antenna, degrees.
    private var kuDeg = SIMD2(0.0, 0.0)
    /// Azimuth and elevation of the S-band antennas, degrees.
    private var sBandDeg = SIMD2(0.0, 0.0)

    private var isLocked: Bool { relay != nil && secondsOnRelay >= Self.acquisitionSeconds }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let orbit = conditions.orbit
        secondsOnRelay += seconds
        let wasPointing = hasPointed
        if relay.map({ !Self.isVisible($0, orbit) }) ?? true { choose(orbit) }
        guard let relay else { return }
        hasPointed = true
        let body = Self.bodyDirection(relay, orbit)
        let elevation = atan2(body.x, -body.z).degrees
        let cross = asin(body.y.clamped(-1, 1)).degrees
        let target = SIMD2(elevation.clamped(-115, 115), cross.clamped(-70, 70))
        // At the start of a run the antenna already points.
        let step = wasPointing ? Self.slewDegS * seconds : 360
        for axis in 0..<2 { kuDeg[axis] = kuDeg[axis].moved(towards: target[axis], by: step) }
        sBandDeg = SIMD2(atan2(body.y, body.x).degrees, asin((-body.z).clamped(-1, 1)).degrees)
    }

    /// Takes the relay highest above the station's horizon, if any is in view.
    private mutating func choose(_ orbit: OrbitConditions) {
        let visible = Self.relayLongitudesDeg.indices.filter { Self.isVisible($0, orbit) }
        let best = visible.max { Self.height($0, orbit) < Self.height($1, orbit) }
        if best != relay, hasPointed { secondsOnRelay = 0 }
        relay = best
    }

    private static func relayKm(_ index: Int) -> SIMD3<Double> {
        let longitude = relayLongitudesDeg[index].radians
        return SIMD3(cos(longitude), sin(longitude), 0) * relayRadiusKm
    }

    /// Sine of the angle above the local horizontal.
    private static func height(_ index: Int, _ orbit: OrbitConditions) -> Double {
        (relayKm(index) - orbit.earthFixedKm).direction.dot(orbit.earthFixedKm.direction)
    }

    /// Whether the straight line to the relay clears the Earth and its lower air.
    private static func isVisible(_ index: Int, _ orbit: OrbitConditions) -> Bool {
        let line = (relayKm(index) - orbit.earthFixedKm).direction
        let along = -orbit.earthFixedKm.dot(line)
        guard along > 0 else { return true }
        return (orbit.earthFixedKm + line * along).length > limbRadiusKm
    }

    /// Direction to the relay on LVLH axes: forward, starboard, down.
    private static func bodyDirection(_ index: Int, _ orbit: OrbitConditions) -> SIMD3<Double> {
        let line = (relayKm(index) - orbit.earthFixedKm).direction
        let down = orbit.earthFixedKm.direction * -1
        let starboard = down.cross(orbit.earthFixedForward).direction
        return SIMD3(line.dot(starboard.cross(down)), line.dot(starboard), line.dot(down))
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        values["Z1000013"] = isLocked ? 1 : 0
        values["Z1000014"] = kuDeg.x
        values["Z1000015"] = kuDeg.y
        for truss in ["P1", "S1"] {
            values[truss + "000004"] = sBandDeg.x
            values[truss + "000005"] = sBandDeg.y
        }
        values["USLAB000088"] = isLocked ? 1 : 0
        values["USLAB000089"] = isLocked && !conditions.crew.isAsleep ? 1 : 0
    }
}
