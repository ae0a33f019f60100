import Foundation
import TestSupport
import Testing

/// An ISS element set of 2024-07-05 (Space-Track).
private let station = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

/// Object 5 of SGP4-VER.TLE (AIAA 2006-6753), high enough to be carried from 2000 to any of these years.
private let vanguard = """
    1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
    2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667

    """

@Suite("The command line: what is known of time")
struct CommandLineTimeTests {
    private let folder: URL

    init() throws { folder = try Built.temporaryFolder() }

    private func write(_ text: String, named name: String) throws -> String {
        let file = folder.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    private func orbit(_ from: String, _ to: String, _ more: String...) throws -> Outcome {
        let file = try write(vanguard, named: "set.tle")
        return try comity(
            ["orbit", "--tle", file, "--from", from, "--to", to, "--step", "1e9", "--format", "csv"] + more)
    }

    private func notes(_ outcome: Outcome) -> [String] {
        outcome.errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("note: leap seconds") }
    }

    @Test("within the table nothing is told; before 1972 and behind the expiry one note, with the date")
    func leapSecondCoverage() throws {
        #expect(notes(try orbit("1999-12-31T00:00:00Z", "2027-06-27T00:00:00Z")) == [])
        let before = notes(try orbit("1965-01-01T00:00:00Z", "1965-01-02T00:00:00Z", "--time-scale", "tai"))
        #expect(before.count == 1)
        #expect(before.first?.contains("from 1972-01-01 to 2027-06-28; before that UTC was steered") == true)
        let after = notes(try orbit("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"))
        #expect(after.count == 1)
        #expect(after.first?.contains("after that TAI-UTC is held at 37 s") == true)
    }

    @Test(
        "passes, eclipses, screening and the ephemeris tell it too, once each",
        arguments: [
            ["passes", "--tle", "SET", "--site", "48,11,500", "--to", "2027-07-01T03:00:00Z"],
            ["eclipse", "--tle", "SET", "--to", "2027-07-01T03:00:00Z"],
            ["eclipse", "--tle", "SET", "--to", "2027-07-01T03:00:00Z", "--summary"],
            ["screen", "--catalogue", "SET", "--all", "--days", "0.1"],
            ["ephemeris", "sun", "moon", "--to", "2027-07-01T03:00:00Z", "--frame", "itrf"],
        ])
    func everyCommand(arguments: [String]) throws {
        let file = try write(vanguard, named: "set.tle")
        let given = arguments.map { $0 == "SET" ? file : $0 } + ["--from", "2027-07-01T00:00:00Z"]
        let outcome = try comity(given)
        #expect(notes(outcome).count == 1, "\(outcome.errors)")
        let before = given.map { $0.replacing("2027-07-01", with: "2026-07-01") }
        #expect(notes(try comity(before)) == [])
    }

    /// A leap second at the end of 2027, which has not been: TAI − UTC is 38 s from 2028 on, and the object is where it
    /// is a second later by the same UTC.
    @Test("another table of leap seconds, in either form, is read and used")
    func anotherTable() throws {
        let ntp = "3124137600 32\n3345062400 33\n3439756800 34\n3550089600 35\n3644697600 36\n3692217600 37\n"
        let list = try write("#@ 4102444800\n" + ntp + "4039286400 38 # 1 Jan 2028\n", named: "l.list")
        let days = [(51_179, 32), (53_736, 33), (54_832, 34), (56_109, 35), (57_204, 36), (57_754, 37), (61_771, 38)]
        let lines = days.map { "\($0.0).0 1 1 2000 \($0.1)\n" }.joined()
        let dat = try write("#  File expires on 28 June 2028\n" + lines, named: "l.dat")
        func row(_ time: String, _ more: [String]) throws -> [Substring] {
            let file = try write(vanguard, named: "set.tle")
            let outcome = try comity(
                ["orbit", "--tle", file, "--from", time, "--to", time, "--time-scale", "tai", "--format", "csv"] + more)
            #expect(outcome.status == 0)
            if !more.isEmpty { #expect(notes(outcome) == []) }
            // Time, state and time in the other scale are the last eight columns.
            return try #require(outcome.output.split(separator: "\n").last).split(separator: ",").suffix(8).map(\.self)
        }
        let bundled = try row("2028-01-01T00:00:01.000Z", [])
        #expect(bundled[0] == "2028-01-01T00:00:01.000Z" && bundled[7] == "2028-01-01T00:00:38.000000000")
        for file in [list, dat] {
            let other = try row("2028-01-01T00:00:00.000Z", ["--leap-seconds", file])
            #expect(other[0] == "2028-01-01T00:00:00.000Z" && other[7] == "2028-01-01T00:00:38.000000000")
            #expect(other[1...6] == bundled[1...6])
        }
    }

    @Test("a leap second of the table given is printed as 60")
    func printedAs60() throws {
        let list = try write("#@ 4102444800\n3692217600 37\n4039286400 38\n", named: "l.list")
        let outcome = try comity(
            "orbit", "--tle", try write(vanguard, named: "set.tle"), "--from", "2027-12-31T23:59:59Z", "--to",
            "2028-01-01T00:00:00Z", "--step", "1", "--leap-seconds", list, "--format", "csv")
        let times = outcome.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").dropLast(6).last }
        #expect(times == ["2027-12-31T23:59:59.000Z", "2027-12-31T23:59:60.000Z", "2028-01-01T00:00:00.000Z"])
    }

    @Test("a table that cannot be read is told with its line, and nothing is computed")
    func badTable() throws {
        let list = try write("2272060800 10\n2287785600 15\n", named: "bad.list")
        let outcome = try orbit("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "--leap-seconds", list)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("bad.list`: leap second table, line 2: expected"))
        #expect(try orbit("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "--leap-seconds", "none.list").status == 1)
    }
}
