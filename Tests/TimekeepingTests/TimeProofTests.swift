import Testing
import Timekeeping

/// Invariants over the whole space age and beyond, 1957 to 2100, by exhaustion where days are concerned.
@Suite struct TimeProofTests {
    private let firstDay = 35_839
    private let lastDay = 88_433

    @Test func rangeIs1957To2100() {
        #expect(CalendarDate(modifiedJulianDay: firstDay) == CalendarDate(year: 1957, month: 1, day: 1))
        #expect(CalendarDate(modifiedJulianDay: lastDay) == CalendarDate(year: 2100, month: 12, day: 31))
    }

    /// Every UTC day begins where the one before it ended, to the nanosecond, and prints what it is.
    @Test func everyMidnight() throws {
        var expected = try Instant(utc: "1957-01-01T00:00:00Z")
        for day in firstDay...lastDay {
            let date = CalendarDate(modifiedJulianDay: day)
            let text = "\(date.year)-\(two(date.month))-\(two(date.day))T00:00:00.000000000Z"
            let midnight = try Instant(utc: text)
            guard midnight == expected, midnight.iso8601UTC(fractionDigits: 9) == text else {
                Issue.record("the day \(text) does not follow the day before it")
                return
            }
            let length = LeapSecondTable.bundled.secondsInDay(modifiedJulianDay: day)
            expected = midnight.advanced(byNanoseconds: Int64(length) * 1_000_000_000)
        }
    }

    /// The last and first nanoseconds at every midnight, whether a leap second lies there or not.
    @Test func everyNanosecondAroundMidnight() throws {
        for day in stride(from: firstDay, through: lastDay, by: 1) {
            let date = CalendarDate(modifiedJulianDay: day)
            let midnight = try Instant(utc: "\(date.year)-\(two(date.month))-\(two(date.day))")
            for step: Int64 in [-1_000_000_001, -1_000_000_000, -1, 1] {
                let instant = midnight.advanced(byNanoseconds: step)
                let text = instant.iso8601UTC(fractionDigits: 9)
                guard try Instant(utc: text) == instant else {
                    Issue.record("\(text) is not read as it is printed")
                    return
                }
            }
        }
    }

    /// Text goes there and back at instants spread over the range, to the nanosecond, in both forms of date.
    @Test func nanosecondsSurviveText() throws {
        let first = try Instant(utc: "1957-01-01")
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let offset = Int64(state >> 1) % (144 * 31_557_600 * 1_000_000_000)
            let instant = first.advanced(byNanoseconds: offset)
            let text = instant.iso8601UTC(fractionDigits: 9)
            #expect(try Instant(utc: text) == instant)
            #expect(instant.advanced(byNanoseconds: -offset) == first)
        }
    }

    /// A Julian Date in any scale leads back to its instant, to the tenth of a nanosecond its double keeps.
    @Test func julianDatesLeadBack() throws {
        let first = try Instant(utc: "1957-01-01")
        for step in stride(from: 0.0, to: 144 * 31_557_600, by: 1_234_567.890123457) {
            let instant = first.advanced(bySeconds: step)
            leadsBack(instant, .tai)
            leadsBack(instant, .tt)
            leadsBack(instant, .tdb)
            leadsBack(instant, .gps)
            leadsBack(instant, .utc)
            leadsBack(instant, .ut1)
        }
        let leap = try Instant(utc: "2016-12-31T23:59:60.5Z")
        leadsBack(leap, .tdb)
        leadsBack(leap, .utc)
    }

    private func leadsBack<Scale: JulianDateScale>(_ instant: Instant, _ scale: Scale) {
        let back = Instant(julianDate: instant.julianDate(in: scale))
        #expect(abs(back.nanosecondsSinceJ2000TAI - instant.nanosecondsSinceJ2000TAI) <= 1)
    }

    @Test func refusesNoJulianDate() {
        #expect(Instant(julianDate: JulianDate<TT>(day: .nan, fraction: 0)) == .j2000TAI)
        #expect(Instant(julianDate: JulianDate<UTC>(day: 1e300, fraction: 0)) == .latest)
        #expect(Instant(julianDate: JulianDate<TDB>(day: -1e300, fraction: 0)) == .earliest)
    }

    /// eraTdbtt, eraTttai, eraUtctai of the ERFA test program t_erfa_c.c, each way, tolerance 1e-12 day.
    @Test func julianDatesOfScales() {
        let tt = Instant(julianDate: JulianDate<TT>(day: 2_453_750.5, fraction: 0.892482639))
        #expect(abs(tt.julianDate(in: .tai).fraction - 0.892110139) < 1e-12)
        let utc = Instant(julianDate: JulianDate<UTC>(day: 2_453_750.5, fraction: 0.892100694))
        #expect(abs(utc.julianDate(in: .tai).fraction - 0.8924826384444444444) < 1e-12)
    }

    @Test func leapSecondCoverage() throws {
        let table = LeapSecondTable.bundled
        #expect(table.coverage(at: try Instant(utc: "1971-12-31T23:59:59Z")) == .before)
        #expect(table.coverage(at: try Instant(utc: "1972-01-01")) == .known)
        #expect(table.coverage(at: try Instant(utc: "2027-06-27T23:59:59Z")) == .known)
        #expect(table.coverage(at: try Instant(utc: "2027-06-28")) == .expired)
    }

    /// A worse knowledge compares as greater, so that the worst of many is their maximum.
    @Test func coveragesAreOrdered() {
        let worst: [EarthOrientation.Coverage] = [.none, .measured, .outside, .predicted]
        #expect(worst.sorted() == [.measured, .predicted, .outside, .none])
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
