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

    /// eraDtdb(2448939.5, 0.123, …) = −0.00128036800569 s at a station; the station's part is below 3 µs.
    @Test func barycentricTime() throws {
        let instant = try Instant(utc: "1992-11-13").advanced(bySeconds: 0.123 * 86_400 - 27 - 32.184)
        #expect(abs(instant.julianDate(in: .tt).value - 2_448_939.623) < 1e-8)
        #expect(abs(instant.tdbMinusTTSeconds + 0.00128036800569) < 13e-6)
    }

    @Test func dayWithLeapSecondIsLonger() throws {
        let noon = try Instant(utc: "2016-12-31T12:00:00Z").julianDate(in: .utc)
        #expect(noon.day == 2_457_753.5)
        #expect(noon.fraction == 43_200.0 / 86_401)
        #expect(try Instant(utc: "2016-12-31T23:59:60.5Z").julianDate(in: .utc).fraction == 86_400.5 / 86_401)
    }

    @Test func partsStayInTheirRanges() {
        for seconds in stride(from: -200_000.0, through: 200_000, by: 7777.77) {
            for scale in TimeScale.allCases {
                let date = Instant.j2000TAI.advanced(bySeconds: seconds).julianDate(in: scale)
                #expect((0..<1).contains(date.fraction))
                #expect(date.day - date.day.rounded(.down) == 0.5)
            }
        }
    }
}
