import Frames
import Testing
import Timekeeping

@Suite struct EarthRotationTests {
    /// eraGmst82(2400000.5, 53736) = 1.754174981860675096 rad (ERFA test program t_erfa_c.c), tolerance 1e-12.
    @Test func siderealTime() {
        let angle = EarthRotation.siderealAngleRad(ut1: JulianDate(day: 2_453_736.5, fraction: 0))
        #expect(abs(angle - 1.754174981860675096) < 1e-12)
    }

    /// The TEME to ITRF example of Vallado et al., AIAA 2006-6753 (2004-04-06 07:51:28.386009 UTC, UT1 − UTC
    /// −0.4399619 s, pole −0.140682″, 0.333309″). The example keeps UT1 in one double of
    /// Julian Date (steps of 40 µs, 20 mm) and its velocity includes the length of day: hence 2e-5 km and 2e-8 km/s.
    @Test func temeToITRF() throws {
        let table = try EarthOrientation(finals2000A: orientationLines)
        let state = StateVector<TEME>(
            position: Position(xKm: 5094.18016210, yKm: 6127.64465950, zKm: 6380.34453270),
            velocity: Velocity(xKmS: -4.746131487, yKmS: 0.785818041, zKmS: 5.531931288),
            epoch: try Instant(utc: "2004-04-06T07:51:28.386009Z"))
        let fixed = itrf(from: state, earthOrientation: table)
        #expect(abs(fixed.position.xKm + 1033.4793830) < 2e-5)
        #expect(abs(fixed.position.yKm - 7901.2952754) < 2e-5)
        #expect(abs(fixed.position.zKm - 6380.3565958) < 2e-5)
        #expect(abs(fixed.velocity.xKmS + 3.225636520) < 2e-8)
        #expect(abs(fixed.velocity.yKmS + 2.872451450) < 2e-8)
        #expect(abs(fixed.velocity.zKmS - 5.531924446) < 2e-8)
        let back = EarthRotation(at: state.epoch, earthOrientation: table).teme(fixed.position)
        #expect(back.relative(to: state.position).lengthKm < 1e-6)
    }
}

/// Two days of constant orientation in the columns of finals2000A.
private let orientationLines = [53_101, 53_102].map { day in
    " 4 4 6 \(day).00 I -0.140682 0.000047  0.333309 0.000047  I-0.4399619 0.0000046"
}.joined(separator: "\n")
