import Frames
import Timekeeping

/// State vector, place, sunlight and beta angle of the propagated orbit (SGP4).
struct NavigationModel: StationModel {
    static let title = "orbit: SGP4 from the element set, Sun and Earth's shadow"

    /// GPS time began at 1980-01-06T00:00:00 UTC, when TAI − GPS = 19 s (IS-GPS-200): this many seconds of TAI before
    /// 2000-01-01T12:00:00 TAI.
    static let gpsEpochSeconds = 630_763_200.0 - 19

    /// Seconds of GPS time since its beginning.
    static func gpsSeconds(_ instant: Instant) -> Double {
        Double(instant.nanosecondsSinceJ2000TAI) * 1e-9 + gpsEpochSeconds
    }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {}

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        let orbit = conditions.orbit
        let toJ2000 = MeanEquatorJ2000(at: orbit.instant)
        let position = toJ2000(orbit.positionKm)
        let velocity = toJ2000(orbit.velocityKmS) * 1_000
        values["USLAB000032"] = position.x
        values["USLAB000033"] = position.y
        values["USLAB000034"] = position.z
        values["USLAB000035"] = velocity.x
        values["USLAB000036"] = velocity.y
        values["USLAB000037"] = velocity.z
        values["USLAB000040"] = orbit.betaDeg
        values["USLAB000102"] = Self.gpsSeconds(orbit.instant)
        values["NAV_LATITUDE"] = orbit.point.latitudeDeg
        values["NAV_LONGITUDE"] = orbit.point.longitudeDeg
        values["NAV_ALTITUDE"] = orbit.point.altitudeKm
        values["NAV_SUNLIGHT"] = orbit.sunlitFraction <= 0 ? 0 : orbit.sunlitFraction < 1 ? 1 : 2
    }
}
