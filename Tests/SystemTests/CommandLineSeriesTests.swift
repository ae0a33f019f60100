import Foundation
import TestSupport
import Testing

/// Element sets of 2024-07-05 (Space-Track) of two objects that decayed on 2024-07-21 and 2025-06-07 (Register of
/// Objects Launched into Outer Space, UNOOSA).
private let falling = """
    1 47951U 21022V   24187.59951723  .00021360  00000-0  81734-3 0  9994
    2 47951  97.4590  85.9251 0016339  76.9975 283.3086 15.26466687181389
    1 53382U 22096N   24187.55062521  .00495453  10136-3  12886-2 0  9999
    2 53382  97.3804 109.5550 0008954 138.5062 221.6895 15.94939905107252

    """

/// The set of XM-3, geostationary at 85° west (SGP4-VER.TLE of AIAA 2006-6753, object 28626).
private let geostationary = """
    1 28626U 05008A   06176.46683397 -.00000205  00000-0  10000-3 0  2190
    2 28626   0.0019 286.9433 0000335  13.7918  55.6504  1.00270176  4891

    """

@Suite("The command line: manoeuvres and decay")
struct CommandLineSeriesTests {
    struct Burn: Decodable {
        let catalogueNumber: Int
        let lastBefore: String
        let firstAfter: String
        let time: String
        let deltaVMS: Double
        let deltaVErrorMS: Double
        let semiMajorAxisChangeKm: Double
        let meanAltitudeBeforeKm: Double
        let meanAltitudeAfterKm: Double
    }

    struct Decay: Decodable {
        let catalogueNumber: Int
        let epoch: String
        let earliest: String?
        let expected: String?
        let latest: String?
        let daysLeft: Double?
        let outlook: String
        let setCount: Int
    }

    private let folder: URL

    init() throws { folder = try Built.temporaryFolder() }

    private func write(_ text: String, named name: String) throws -> String {
        let file = folder.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    /// The station's sets of the days round a step that is laid in: mean motion falls on day 10 by 0.0054 revolutions a
    /// day, which raises the semi-major axis of 6796 km by 2a/3n of it, 1.58 km; v/2a of that is 0.89 m/s.
    private func series() -> String {
        (0..<40).map { index in
            let day = 187.1 + 0.5 * Double(index)
            let motion = 15.496 + 0.0003 * Double(index) * 0.5 - (index >= 20 ? 0.0054 : 0)
            let first = String(format: "1 25544U 98067A   24%012.8f  .00015430  00000-0  28127-3 0  999", day)
            let second = String(format: "2 25544  51.6389 224.0870 0010360  32.9136 104.5931 %11.8f46140", motion)
            return [first, second].map { $0 + String(checksum($0)) }.joined(separator: "\n")
        }.joined(separator: "\n") + "\n"
    }

    private func checksum(_ line: String) -> Int {
        line.reduce(0) { $0 + ($1 == "-" ? 1 : $1.wholeNumberValue ?? 0) } % 10
    }

    @Test("a step of the axis is a row: when, how much, from which height to which")
    func step() throws {
        let file = try write(series() + geostationary, named: "series.tle")
        let outcome = try comity("catalogue", "manoeuvres", file, "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try outcome.json([Burn].self)
        #expect(rows.count == 1)
        let burn = try #require(rows.first)
        #expect(burn.catalogueNumber == 25544)
        // Day 187.1 of the leap year 2024 is 5 July; the step lies between days 196.6 and 197.1.
        #expect(burn.lastBefore.hasPrefix("2024-07-14T14:24:00"))
        #expect(burn.firstAfter.hasPrefix("2024-07-15T02:24:00"))
        #expect(burn.lastBefore <= burn.time && burn.time <= burn.firstAfter)
        #expect(abs(burn.deltaVMS - 0.89) < 0.03)
        #expect(abs(burn.semiMajorAxisChangeKm - 1.58) < 0.05)
        #expect(abs(burn.meanAltitudeAfterKm - burn.meanAltitudeBeforeKm - 1.53) < 0.1)
        #expect(outcome.errors.contains("note: `28626`: one set, too few to tell a manoeuvre"))
    }

    @Test("a greater least speed leaves it out, and a note says that nothing was found")
    func leastSpeed() throws {
        let file = try write(series(), named: "series.tle")
        let outcome = try comity("catalogue", "manoeuvres", file, "--least-delta-v", "2", "--format", "json")
        #expect(outcome.status == 0)
        #expect(outcome.output == "[\n]\n")
        #expect(outcome.errors.hasPrefix("note: `25544`: no manoeuvre in 40 sets, 2024-07-05T02:24:00Z to 2024-07-24"))
        #expect(try comity("catalogue", "manoeuvres", file, "--least-delta-v", "0").status == 2)
        #expect(try comity("catalogue", "manoeuvres", file, "--number", "5").status == 1)
    }

    /// Ten steps from December 2024 to July 2025; ignition on 2025-04-24 at 00:08 UTC with 1.22 m/s (www1.ru).
    @Test("the station's reboosts")
    func reboosts() throws {
        guard let file = SharedData.path("tle/iss_25544_tle_series_2024-12_2025-07.txt") else { return }
        let rows = try comity("catalogue", "manoeuvres", file, "--format", "json").json([Burn].self)
        #expect(rows.count == 10)
        let burn = try #require(rows.first { $0.lastBefore < "2025-04-24T00:08" && $0.firstAfter > "2025-04-24T00:08" })
        #expect(abs(burn.deltaVMS - 1.22) < 0.1)
    }

    @Test("forecasts of what has fallen: soonest first, the register's days within a third of the time left")
    func decays() throws {
        let file = try write(falling + geostationary, named: "falling.tle")
        let outcome = try comity("catalogue", "decay", file, "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try outcome.json([Decay].self)
        #expect(rows.map(\.catalogueNumber) == [53382, 47951, 28626])
        #expect(rows.map(\.outlook) == ["reentry", "reentry", "deepSpace"])
        for (row, days) in zip(rows, [16.0, 337]) {
            let left = try #require(row.daysLeft)
            #expect(abs(log(left / days)) < log(1.33))
            let (earliest, expected) = (try #require(row.earliest), try #require(row.expected))
            let latest = try #require(row.latest)
            #expect(row.epoch < earliest && earliest < expected && expected < latest)
        }
        #expect(rows.last?.expected == nil)
    }

    @Test("the Sun and the horizon asked for count")
    func rules() throws {
        let file = try write(falling, named: "falling.tle")
        func row(_ more: String...) throws -> Decay {
            let outcome = try comity(["catalogue", "decay", file, "--number", "47951", "--format", "json"] + more)
            return try #require(try outcome.json([Decay].self).first)
        }
        let (plain, quiet) = (try row(), try row("--f107-expected", "70"))
        let (soon, late) = (try #require(plain.daysLeft), try #require(quiet.daysLeft))
        #expect(late > 1.2 * soon)
        let short = try row("--years", "0.1")
        #expect(short.outlook == "noneWithinYears" && short.expected == nil)
        let told = try comity("catalogue", "decay", file, "--number", "47951", "--years", "0.1")
        #expect(told.errors == "note: no decay within 0.1 years: 1 of 1 objects\n")
        for wrong in [["--f107", "10"], ["--f107-expected", "900"], ["--ap", "-1"], ["--years", "0"]] {
            #expect(try comity(["catalogue", "decay", file] + wrong).status == 2)
        }
    }

    @Test("a reboost within the last ten days is told instead of a forecast")
    func manoeuvred() throws {
        // The step lies in the middle of 40 sets over 20 days; the first 30 end five days after it.
        let lines = series().split(separator: "\n").prefix(60).joined(separator: "\n") + "\n"
        let outcome = try comity(
            "catalogue", "decay", try write(lines, named: "series.tle"), "--format", "json")
        #expect(outcome.status == 0)
        let row = try #require(try outcome.json([Decay].self).first)
        #expect(row.outlook == "manoeuvred" && row.setCount == 30 && row.expected == nil)
        #expect(outcome.errors.hasPrefix("note: `25544`: manoeuvred by 0.") && outcome.errors.contains("2024-07-1"))
    }

    @Test("a set that cannot be read is told with its line; the rest is forecast, status 1")
    func damaged() throws {
        let file = try write(falling.replacing("0  9994", with: "0  9990"), named: "damaged.tle")
        for command in ["manoeuvres", "decay"] {
            let outcome = try comity("catalogue", command, file, "--format", "csv")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("damaged.tle:1"))
        }
    }
}
