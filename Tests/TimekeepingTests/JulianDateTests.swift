import Testing
import Timekeeping

/// Values of the ERFA test program t_erfa_c.c (functions named beside them).
@Suite struct JulianDateTests {
    @Test func calendar() {
        // eraCal2jd(2003, 6, 1) = 2400000.5 + 52791
        #expect(CalendarDate(year: 2003, month: 6, day: 1)?.modifiedJulianDay == 52_791)
        // eraJd2cal(2400000.5, 50123.9999) = 1996-02-10
        #expect(CalendarDate(modifiedJulianDay: 50_123) == CalendarDate(year: 1996, month: 2, day: 10))
    }

    @Test func scales() throws {
        // eraUtctai(2453750.5, 0.892100694) = 2453750.5 + 0.8924826384444444444, tolerance 1e-12
        let instant = try Instant(utc: "2006-01-15").advanced(bySeconds: 0.892100694 * 86_400)
        #expect(abs(instant.julianDate(in: .utc).fraction - 0.892100694) < 1e-12)
        #expect(instant.julianDate(in: .tai).day == 2_453_750.5)
        #expect(abs(instant.julianDate(in: .tai).fraction - 0.8924826384444444) < 1e-12)
        // eraTaitt(2453750.5, 0.892482639) = 2453750.5 + 0.892855139, tolerance 1e-12
        let later = instant.advanced(bySeconds: (0.892482639 - 0.8924826384444444) * 86_400)
        #expect(abs(later.julianDate(in: .tt).fraction - 0.892855139) < 1e-12)
        #expect(abs(instant.julianDate(in: .gps).fraction - (0.8924826384444444 - 19 / 86_400)) < 1e-12)
    }

    /// eraDtdb(2448939.5, 0.123, 0, 0, 0, 0), the first vector of t_erfa_c.c without its station's −0.4 µs.
    @Test func barycentricTime() throws {
        let instant = Instant(julianDate: JulianDate<TT>(day: 2_448_939.5, fraction: 0.123))
        #expect(abs(instant.tdbMinusTTSeconds + 0.0012799844332181637) < 80e-9)
    }

    /// eraDtdb at the geocentre by pyerfa 2.0.1.5, Julian Dates of TT at midnight; the table is cut at 5 ns.
    @Test(arguments: [
        (2_433_282.5, -7.069829559472634e-05), (2_440_587.5, -5.161209333154983e-05),
        (2_446_066.5, -6.706822855261995e-05),
        (2_451_544.5, -0.00011376309889272985), (2_457_388.5, -7.182513731715123e-05),
        (2_460_600.5, -0.0016101960583558507),
        (2_466_154.5, -7.213853325734738e-05), (2_469_807.5, -8.018829477924309e-05),
        (2_480_000.5, -0.0010050329104450036),
    ])
    func barycentricTimeThroughTheYears(day: Double, seconds: Double) {
        let instant = Instant(julianDate: JulianDate<TT>(day: day, fraction: 0))
        #expect(abs(instant.tdbMinusTTSeconds - seconds) < 80e-9)
    }

    /// A date of another scale does not fit: `EarthRotation.siderealAngleRad(ut1:)` takes `JulianDate<UT1>`, and
    /// `let date: JulianDate<TT> = instant.julianDate(in: .utc)` does not compile.
    @Test func scaleIsPartOfTheType() {
        let (tt, tdb) = (Instant.j2000TAI.julianDate(in: .tt), Instant.j2000TAI.julianDate(in: .tdb))
        #expect(type(of: tt) == JulianDate<TT>.self)
        #expect(ObjectIdentifier(type(of: tt)) != ObjectIdentifier(type(of: tdb)))
        let scales = [TAI.scale, TT.scale, TDB.scale, GPS.scale, UTC.scale, UT1.scale]
        #expect(scales == TimeScale.allCases)
    }

    /// eraTaiut1, eraTtut1, eraUt1tai and eraUt1utc with UT1 − UTC 0.3341 s, tolerance 1e-12 day; here an instant is
    /// kept to the nanosecond, 1.2e-14 day.
    @Test func earthRotationTime() throws {
        let table = try EarthOrientation(
            eopC04: "2006 1 15 0 53750 0 0 0.3341 0 0 0 0\n2006 1 16 0 53751 0 0 0.3341 0 0 0 0\n")
        let tai = Instant(julianDate: JulianDate<TAI>(day: 2_453_750.5, fraction: 0.892482639))
        #expect(abs(tai.julianDate(in: .ut1, earthOrientation: table).fraction - 0.8921045614537037037) < 1e-12)
        let tt = Instant(julianDate: JulianDate<TT>(day: 2_453_750.5, fraction: 0.892855139))
        #expect(abs(tt.julianDate(in: .ut1, earthOrientation: table).fraction - 0.8921045614537037037) < 1e-12)
        let ut1 = Instant(
            julianDate: JulianDate<UT1>(day: 2_453_750.5, fraction: 0.892104561), earthOrientation: table)
        #expect(abs(ut1.julianDate(in: .tai).fraction - 0.8924826385462962963) < 1e-12)
        #expect(abs(ut1.julianDate(in: .utc).fraction - 0.8921006941018518519) < 1e-12)
    }

    @Test func dayWithLeapSecondIsLonger() throws {
        let noon = try Instant(utc: "2016-12-31T12:00:00Z").julianDate(in: .utc)
        #expect(noon.day == 2_457_753.5)
        #expect(noon.fraction == 43_200.0 / 86_401)
        #expect(try Instant(utc: "2016-12-31T23:59:60.5Z").julianDate(in: .utc).fraction == 86_400.5 / 86_401)
    }

    @Test func partsStayInTheirRanges() {
        for seconds in stride(from: -200_000.0, through: 200_000, by: 7777.77) {
            let instant = Instant.j2000TAI.advanced(bySeconds: seconds)
            inRange(instant.julianDate(in: .tai))
            inRange(instant.julianDate(in: .tdb))
            inRange(instant.julianDate(in: .gps))
            inRange(instant.julianDate(in: .utc))
            inRange(instant.julianDate(in: .ut1))
        }
    }

    private func inRange<Scale: JulianDateScale>(_ date: JulianDate<Scale>) {
        #expect((0..<1).contains(date.fraction))
        #expect(date.day - date.day.rounded(.down) == 0.5)
    }
}
