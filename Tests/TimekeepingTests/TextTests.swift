import Testing
import Timekeeping

@Suite struct TextTests {
    /// The example of the SOFA Time Scale and Calendar Tools (cookbook, 4.3): UTC 2006-01-15T21:24:37.5. Its TDB ends
    /// in 373, of which 0.33 µs belong to its site; here it is the geocentre's.
    @Test(arguments: [
        (TimeScale.utc, "2006-01-15T21:24:37.500000Z"), (.tai, "2006-01-15T21:25:10.500000"),
        (.tt, "2006-01-15T21:25:42.684000"), (.tdb, "2006-01-15T21:25:42.684372"), (.gps, "2006-01-15T21:24:51.500000"),
        (.ut1, "2006-01-15T21:24:37.834100"),
    ])
    func scalesOfOneInstant(scale: TimeScale, text: String) throws {
        let instant = try Instant(utc: "2006-01-15T21:24:37.5Z")
        let written = instant.text(in: scale, fractionDigits: 6, earthOrientation: .bundled)
        // The example's UT1 − UTC is rounded to 0.1 ms.
        #expect(scale == .ut1 ? written.prefix(23) == text.prefix(23) : written == text)
        let read = try Instant(text, in: scale, earthOrientation: .bundled)
        #expect(abs(read.secondsSince(instant)) < (scale == .ut1 ? 1e-4 : 1e-6))
    }

    /// Every scale, both forms of the day, nine digits: what is written is read as the same instant.
    @Test(arguments: TimeScale.allCases)
    func nanosecondsSurvive(scale: TimeScale) throws {
        let first = try Instant(utc: "1957-01-01")
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let instant = first.advanced(byNanoseconds: Int64(state >> 1) % (144 * 31_557_600 * 1_000_000_000))
            for form in DateForm.allCases {
                let text = instant.text(in: scale, form: form, fractionDigits: 9, earthOrientation: .bundled)
                let read = try Instant(text, in: scale, earthOrientation: .bundled)
                // Where UT1 or TDB falls behind, two nanoseconds of the count share one of theirs.
                let slack: Int64 = scale == .ut1 || scale == .tdb ? 1 : 0
                guard abs(read.nanosecondsSinceJ2000TAI - instant.nanosecondsSinceJ2000TAI) <= slack else {
                    Issue.record("\(text) in \(scale) is not read as it is printed")
                    return
                }
            }
        }
    }

    @Test func roundsInItsOwnScale() throws {
        let instant = try Instant("2024-12-31T23:59:59.9996", in: .tt)
        #expect(instant.text(in: .tt) == "2025-01-01T00:00:00.000")
        #expect(instant.text(in: .tt, form: .dayOfYear, fractionDigits: 4) == "2024-366T23:59:59.9996")
        #expect(instant.text(in: .utc, form: .dayOfYear, fractionDigits: 0) == "2024-366T23:58:51Z")
        #expect(try Instant("2016-12-31T23:59:60.5Z", in: .utc) == Instant(utc: "2016-12-31T23:59:60.5Z"))
        #expect(try Instant("2000-001T12:00", in: .tai) == .j2000TAI)
        #expect(Instant.latest.text(in: .tt).hasPrefix("2292-04-"))
        #expect(Instant.earliest.text(in: .gps).hasPrefix("1707-09-"))
    }

    @Test func refusesWhatIsNotOfTheScale() {
        // Only UTC has a zone and a second 60.
        for text in ["2026-11-22T22:05:17Z", "2016-12-31T23:59:60", "2026-13-01", "2026-11-22T25:00", "x", ""] {
            #expect(throws: TimeError.self) { try Instant(text, in: .tt) }
        }
        let error = #expect(throws: TimeError.self) { try Instant("soon", in: .gps) }
        let expected = "cannot read the time `soon`: expected GPS time such as `2026-11-22T22:05:17.5` or"
        #expect(error?.description.hasPrefix(expected) == true)
    }

    /// The week count returned to zero at 1999-08-22 and 2019-04-07, 0 h GPS time (IS-GPS-200, 3.3.4).
    @Test(arguments: [("1980-01-06", 0), ("1999-08-22", 1024), ("2019-04-07", 2048), ("1979-12-30", -1)])
    func gpsWeeks(day: String, week: Int) throws {
        let instant = try Instant(day, in: .gps)
        #expect(instant.gpsWeekTime.week == week && instant.gpsWeekTime.nanosecondsOfWeek == 0)
        let before = instant.advanced(byNanoseconds: -1).gpsWeekTime
        #expect(before.week == week - 1 && before.nanosecondsOfWeek == 604_799_999_999_999)
        #expect(Instant(before) == instant.advanced(byNanoseconds: -1))
        let time = try #require(GPSWeekTime(week: week, secondsOfWeek: 86_400.25))
        #expect(Instant(time).secondsSince(instant) == 86_400.25 && time.secondsOfWeek == 86_400.25)
    }

    @Test func refusesNoGPSWeek() {
        #expect(GPSWeekTime(week: 2048, secondsOfWeek: 604_800) == nil)
        #expect(GPSWeekTime(week: 2048, secondsOfWeek: -1) == nil)
        #expect(GPSWeekTime(week: 2048, secondsOfWeek: .nan) == nil)
        #expect(GPSWeekTime(week: .max, secondsOfWeek: 0) == nil)
        for instant in [Instant.earliest, .latest] { #expect(Instant(instant.gpsWeekTime) == instant) }
    }

    @Test func tellsHowWellAScaleIsKnown() throws {
        let (past, future) = (try Instant(utc: "2020-01-01"), try Instant(utc: "2060-01-01"))
        for scale in [TimeScale.tai, .tt, .tdb, .gps] { #expect(future.coverage(in: scale) == .known) }
        #expect(past.coverage(in: .utc) == .known && future.coverage(in: .utc) == .held)
        #expect(past.coverage(in: .ut1) == .missing)
        #expect(past.coverage(in: .ut1, earthOrientation: .bundled) == .known)
        #expect(future.coverage(in: .ut1, earthOrientation: .bundled) == .held)
    }
}
