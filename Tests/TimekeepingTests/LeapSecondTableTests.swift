import TestSupport
import Testing
import Timekeeping

@Suite struct LeapSecondTableTests {
    /// eraDat of the ERFA test program t_erfa_c.c.
    @Test(arguments: [(2003, 6, 1, 32), (2008, 1, 17, 33), (2017, 9, 1, 37)])
    func knownOffsets(year: Int, month: Int, day: Int, offset: Int) throws {
        let date = try #require(CalendarDate(year: year, month: month, day: day))
        #expect(LeapSecondTable.bundled.taiMinusUTCSeconds(onModifiedJulianDay: date.modifiedJulianDay) == offset)
    }

    @Test func tellsItsExpiry() {
        #expect(LeapSecondTable.bundled.expires.iso8601UTC() == "2027-06-28T00:00:00.000Z")
        #expect(LeapSecondTable.bundled.entries.count == 28)
    }

    @Test func bundledTableIsTheIERSFile() throws {
        guard let text = SharedData.text("earth/Leap_Second.dat") else { return }
        #expect(try LeapSecondTable(leapSecondDat: text) == .bundled)
    }

    @Test func dayLengths() {
        #expect(LeapSecondTable.bundled.secondsInDay(modifiedJulianDay: 57_753) == 86_401)
        #expect(LeapSecondTable.bundled.secondsInDay(modifiedJulianDay: 57_754) == 86_400)
    }

    /// A negative leap second has not been; a table that has one must still be a clock without gap or repeat.
    @Test func negativeLeapSecond() throws {
        let table = try LeapSecondTable(leapSecondDat: " 57754.0 1 1 2017 37\n 62502.0 1 1 2030 36\n")
        let last = try Instant(utc: "2029-12-31T23:59:58Z", leapSeconds: table)
        #expect(last.advanced(bySeconds: 1).iso8601UTC(leapSeconds: table) == "2030-01-01T00:00:00.000Z")
        #expect(throws: TimeError.self) { try Instant(utc: "2029-12-31T23:59:59Z", leapSeconds: table) }
    }

    @Test func refusesBrokenTables() {
        let broken = "# comment\n 57754.0 1 1 2017 37\n 57204.0 1 7 2015 36\n"
        let error = #expect(throws: TimeError.self) { try LeapSecondTable(leapSecondDat: broken) }
        #expect(error?.description.hasPrefix("leap second table, line 3: expected") == true)
        #expect(throws: TimeError.emptyTable(table: "leap second table")) { try LeapSecondTable(leapSecondDat: "#\n") }
    }
}
