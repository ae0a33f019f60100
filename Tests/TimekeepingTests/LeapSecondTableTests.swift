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

    /// The rows and the expiry of leap-seconds.list as IERS published it with Bulletin C 70 (July 2025).
    private static let list = """
        #	comment
        #$	3960835200
        #@	3991593600
        #NTP Time      DTAI    Day Month Year
        2272060800      10      # 1 Jan 1972
        2287785600      11      # 1 Jul 1972
        2303683200      12      # 1 Jan 1973
        2335219200      13      # 1 Jan 1974
        2366755200      14      # 1 Jan 1975
        2398291200      15      # 1 Jan 1976
        2429913600      16      # 1 Jan 1977
        2461449600      17      # 1 Jan 1978
        2492985600      18      # 1 Jan 1979
        2524521600      19      # 1 Jan 1980
        2571782400      20      # 1 Jul 1981
        2603318400      21      # 1 Jul 1982
        2634854400      22      # 1 Jul 1983
        2698012800      23      # 1 Jul 1985
        2776982400      24      # 1 Jan 1988
        2840140800      25      # 1 Jan 1990
        2871676800      26      # 1 Jan 1991
        2918937600      27      # 1 Jul 1992
        2950473600      28      # 1 Jul 1993
        2982009600      29      # 1 Jul 1994
        3029443200      30      # 1 Jan 1996
        3076704000      31      # 1 Jul 1997
        3124137600      32      # 1 Jan 1999
        3345062400      33      # 1 Jan 2006
        3439756800      34      # 1 Jan 2009
        3550089600      35      # 1 Jul 2012
        3644697600      36      # 1 Jul 2015
        3692217600      37      # 1 Jan 2017

        #h	49db2447 571e5e1b 2f002a53 9c8da8e4 39b8e49e
        """

    /// The same history as in the bundled table; that file's words tell its expiry, 28 June 2026.
    @Test(arguments: ["\n", "\r\n"])
    func readsTheListOfNTP(ending: String) throws {
        let text = Self.list.replacing("\n", with: ending)
        let table = try LeapSecondTable(leapSecondsList: text)
        #expect(table.entries == LeapSecondTable.bundled.entries)
        #expect(table.expires.iso8601UTC() == "2026-06-28T00:00:00.000Z")
        #expect(try LeapSecondTable(text: text) == table)
    }

    @Test func tellsTheTwoFilesApart() throws {
        let text = "#  File expires on 28 June 2027\r\n 41317.0    1  1 1972       10\r\n"
        let table = try LeapSecondTable(text: text)
        #expect(table == (try LeapSecondTable(leapSecondDat: text)))
        #expect(table.entries.count == 1)
        #expect(table.expires == LeapSecondTable.bundled.expires.advanced(bySeconds: -27))
        #expect(throws: TimeError.emptyTable(table: "leap second table")) { try LeapSecondTable(text: "#@ 3991593600") }
    }

    /// Before, within, after: the ends are those of the bundled file.
    @Test func tellsItsCoverage() throws {
        let table = LeapSecondTable.bundled
        #expect(table.coverage(at: try Instant(utc: "1971-12-31T23:59:59Z")) == .before)
        #expect(table.coverage(at: try Instant(utc: "1972-01-01T00:00:00Z")) == .known)
        #expect(table.coverage(at: try Instant(utc: "2027-06-27T23:59:59Z")) == .known)
        #expect(table.coverage(at: try Instant(utc: "2027-06-28T00:00:00Z")) == .expired)
    }

    @Test(arguments: [
        ("2272060800 10\n2287785600\n", 2), ("2272060800 10\n2287785600 12\n", 2), ("2272060801 10\n", 1),
        ("2287785600 11\n2272060800 10\n", 2), ("#@ soon\n2272060800 10\n", 1), ("2272060800 ten\n", 1),
        ("99999999999999999999 10\n", 1), ("<html>\n", 1),
    ])
    func refusesBrokenLists(text: String, line: Int) {
        let error = #expect(throws: TimeError.self) { try LeapSecondTable(leapSecondsList: text) }
        #expect(error?.description.hasPrefix("leap second table, line \(line): expected") == true)
    }

    @Test func refusesBrokenTables() {
        let broken = "# comment\n 57754.0 1 1 2017 37\n 57204.0 1 7 2015 36\n"
        let error = #expect(throws: TimeError.self) { try LeapSecondTable(leapSecondDat: broken) }
        #expect(error?.description.hasPrefix("leap second table, line 3: expected") == true)
        #expect(throws: TimeError.emptyTable(table: "leap second table")) { try LeapSecondTable(leapSecondDat: "#\n") }
    }
}
