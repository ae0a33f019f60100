import Testing
import Timekeeping

@Suite struct UTCTests {
    @Test(arguments: [
        "2026-11-22T22:05:17.000Z", "2000-01-01T00:00:00.000Z", "1972-06-30T23:59:60.250Z", "2016-12-31T23:59:60.999Z",
        "2017-01-01T00:00:00.000Z", "1957-10-04T19:28:34.000Z", "2024-02-29T12:00:00.125Z", "1900-03-01T00:00:00.000Z",
    ])
    func printsWhatItReads(text: String) throws {
        #expect(try Instant(utc: text).iso8601UTC() == text)
    }

    @Test func readsDayOfYearAndShortForms() throws {
        let instant = try Instant(utc: "2026-11-22T22:05:17Z")
        #expect(try Instant(utc: "2026-326T22:05:17Z") == instant)
        #expect(try Instant(utc: "2026-326 22:05:17") == instant)
        #expect(try Instant(utc: "2026-11-22T22:05:17+00:00") == instant)
        #expect(try Instant(utc: "2026-11-22") == Instant(utc: "2026-11-22T00:00"))
        #expect(instant.dayOfYearUTC() == "2026-326 22:05:17")
    }

    @Test func countsTheLeapSecond() throws {
        let before = try Instant(utc: "2016-12-31T23:59:59Z")
        let after = try Instant(utc: "2017-01-01T00:00:00Z")
        #expect(after.secondsSince(before) == 2)
        let within = before.advanced(bySeconds: 1.5)
        #expect(within.iso8601UTC() == "2016-12-31T23:59:60.500Z")
        #expect(within.dayOfYearUTC() == "2016-366 23:59:60")
        #expect(before.advanced(bySeconds: 1.9999).iso8601UTC(fractionDigits: 0) == "2017-01-01T00:00:00Z")
    }

    @Test func keepsNanoseconds() throws {
        let instant = try Instant(utc: "2024-07-06T01:02:03.123456789Z")
        #expect(instant.iso8601UTC(fractionDigits: 9) == "2024-07-06T01:02:03.123456789Z")
        #expect(instant.iso8601UTC(fractionDigits: 6) == "2024-07-06T01:02:03.123457Z")
        #expect(try Instant(utc: "2024-07-06T01:02:03.1234567895") == instant.advanced(byNanoseconds: 1))
    }

    /// 2000-01-01T12:00:00 TAI is 11:59:28 UTC, for TAI − UTC was 32 s (IERS Bulletin C 16).
    @Test func agreesWithTheCountsOrigin() throws {
        #expect(try Instant(utc: "2000-01-01T11:59:28Z") == .j2000TAI)
        #expect(Instant(unixNanoseconds: 946_727_968_000_000_000) == .j2000TAI)
        #expect(Instant.j2000TAI.unixMilliseconds() == 946_727_968_000)
    }

    @Test func unixTimeGoesBothWays() throws {
        for nanoseconds: Int64 in [0, 1_483_228_799_999_000_000, 1_483_228_800_000_000_000, -86_400_000_000_001] {
            let instant = Instant(unixNanoseconds: nanoseconds)
            let floor = Int64((Double(nanoseconds) / 1e6).rounded(.down))
            #expect(instant.unixMilliseconds() == floor)
        }
        #expect(try Instant(utc: "2016-12-31T23:59:60Z").unixMilliseconds() == 1_483_228_800_000)
    }

    @Test(arguments: [
        ("", "cannot read the time ``"), ("2026-13-01", "the month `13`"), ("2026-02-29", "the day `29`"),
        ("2026-366", "the day of year `366`"), ("2026-11-22T24:00:00Z", "the hour `24`"),
        ("2026-11-22T23:59:60Z", "the second `60`"), ("1600-01-01", "the year `1600`"),
        ("2026-11-22T22:05:17.Z", "cannot read"), ("2026-11-22T22:05:17+01:00", "cannot read"),
        ("2026-11-22T22:05:17Zx", "cannot read"), ("22.11.2026", "cannot read"), ("２０２６-11-22", "cannot read"),
    ])
    func refuses(text: String, message: String) {
        let error = #expect(throws: TimeError.self) { try Instant(utc: text) }
        #expect(error?.description.contains(message) == true)
        #expect(error?.description.contains("expected") == true)
    }

    /// A fraction is exact to the nanosecond in every year that an instant reaches.
    @Test(arguments: ["1709-01-02", "1957-10-04", "2026-05-30", "2147-01-01", "2204-07-05", "2291-12-31"])
    func fractionsAreExactInFarYears(day: String) throws {
        let whole = try Instant(utc: day + "T14:27:56").nanosecondsSinceJ2000TAI
        let exact = try Instant(utc: day + "T14:27:56.786976001").nanosecondsSinceJ2000TAI
        #expect(exact - whole == 786_976_001 && whole % 1_000_000_000 == 0)
    }
}
