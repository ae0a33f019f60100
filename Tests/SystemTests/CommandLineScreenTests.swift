import Foundation
import TestSupport
import Testing

/// The station, a rocket body's companion that it meets, and a craft docked to it: sets of 2024-07-05 (Space-Track).
private let sets = """
    JD 2
    1 14729U 84012D   24187.43870496  .00005047  00000-0  48641-3 0  9993
    2 14729  63.2967 180.2704 0824938 115.5771 253.2850 13.66317631246230
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405
    ISS (NAUKA)
    1 49044U 21066A   24187.53445133  .00050475  00000-0  89733-3 0  9990
    2 49044  51.6378 224.4255 0010140  34.3231  81.9799 15.49612931461082

    """

@Suite("The command line: screening")
struct CommandLineScreenTests {
    struct Row: Decodable {
        let primary: Int
        let secondary: Int
        let tca: String?
        let missDistanceKm: Double
        let relativeSpeedKmS: Double?
        let primaryName: String
        let isCompanion: Bool?
    }

    private func write(_ text: String, named name: String) throws -> String {
        let file = try Built.temporaryFolder().appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    private func seconds(_ row: Row) throws -> Double {
        // Foundation reads no more than milliseconds.
        let time = try #require(row.tca)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let whole = try style.parse(time.prefix(19) + ".000Z").timeIntervalSince(
            style.parse("2024-07-06T00:00:00.000Z"))
        return whole + (Double("0" + time.dropFirst(19).dropLast()) ?? .nan)
    }

    @Test("one against a catalogue: time and distance of the reference, the docked craft a note")
    func one() throws {
        let outcome = try comity(
            "screen", "--catalogue", try write(sets, named: "sets.3le"), "--object", "25544", "--from",
            "2024-07-06T00:00:00Z", "--days", "0.2", "--within", "10", "--threads", "1", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try outcome.json([Row].self)
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.primary == 25544 && row.secondary == 14729)
        // iss_conjunctions_20240706.json (python-sgp4 2.27, minima to 1e-9 s); 1 ms and 0.1 m allowed.
        let time = try seconds(row)
        #expect(abs(time - 4017.27434938336) < 1e-3)
        #expect(abs(row.missDistanceKm - 9.964052951558081) < 1e-4)
        #expect(outcome.errors.hasPrefix("note: `25544` (ISS (ZARYA)) and `49044` (ISS (NAUKA)) fly together: "))
    }

    @Test("all against all has the pair too, and companions as rows when asked; columns keep their order")
    func all() throws {
        let file = try write(sets, named: "sets.3le")
        let common = ["screen", "--catalogue", file, "--all", "--from", "2024-07-06T00:00:00Z", "--days", "0.2"]
        let outcome = try comity(common + ["--within", "10", "--companions", "--format", "json"])
        let rows = try outcome.json([Row].self)
        // It meets both halves of the docked pair.
        #expect(rows.filter { $0.isCompanion == false }.map(\.secondary).sorted() == [25544, 49044])
        #expect(rows.filter { $0.isCompanion == true }.map(\.secondary) == [49044])
        let text = try comity(common + ["--within", "10", "--format", "csv"]).output
        #expect(text.hasPrefix("primary,secondary,tca,missDistanceKm,relativeSpeedKmS,primaryName,secondaryName,"))
    }

    @Test("every one of the station's 13 approaches of a week, among the objects that come near")
    func week() throws {
        guard let catalogue = SharedData.path("tle/satcat_20240705.3le"),
            let truth = SharedData.bytes("truth/iss_conjunctions_20240706.json")
        else { return }
        let expected = try JSONDecoder().decode([[Double]].self, from: Data(truth))
        let docked: Set = [49044, 58898, 58961, 59097, 59294, 59913, 59968]
        let apart = expected.filter { !docked.contains(Int($0[1])) }.sorted { $0[2] < $1[2] }
        let numbers = Set(expected.map { Int($0[1]) } + [25544]).map(String.init).joined(separator: ",")
        let few = try Built.temporaryFolder().appending(path: "few.3le").path()
        #expect(try comity("catalogue", catalogue, "--number", numbers, "--write", few).status == 0)
        let outcome = try comity(
            "screen", "--catalogue", few, "--object", "25544", "--from", "2024-07-06T00:00:00Z", "--days", "7",
            "--within", "10", "--format", "json")
        let rows = try outcome.json([Row].self)
        #expect(apart.count == 13)
        #expect(rows.map(\.secondary) == apart.map { Int($0[1]) })
        for (row, reference) in zip(rows, apart) {
            let time = try seconds(row)
            #expect(abs(time - reference[2]) < 1e-3)
            #expect(abs(row.missDistanceKm - reference[3]) < 1e-4)
        }
        #expect(outcome.errors.split(separator: "\n").count { $0.contains("fly together") } == docked.count)
    }

    @Test("objects not screened through the whole window are told, and a file has all of them")
    func failures() throws {
        // Decaying: python-sgp4 gives error 6 at the begin.
        let decaying = """
            1 58566U 23174CX  24177.75805186  .03420566  26406-1  51906-2 0  9996
            2 58566  97.4255 257.9706 0018158 262.2268  97.6954 16.09092282 35390

            """
        let file = try write(sets + decaying, named: "sets.3le")
        let list = try Built.temporaryFolder().appending(path: "failures.csv").path()
        let outcome = try comity(
            "screen", "--catalogue", file, "--all", "--from", "2024-07-06T00:00:00Z", "--days", "0.1", "--format",
            "csv",
            "--failures", list)
        #expect(outcome.status == 0)
        let lines = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2 && lines.first == "number,name,from,to,reason")
        #expect(lines.last?.hasPrefix("58566,,2024-07-06T00:00:00.000Z,") == true, "\(lines)")
    }

    @Test("an object that is not there, and wrong numbers, are told")
    func wrong() throws {
        let file = try write(sets, named: "sets.3le")
        let start = ["screen", "--catalogue", file, "--from", "2024-07-06T00:00:00Z"]
        let absent = try comity(start + ["--object", "7"])
        #expect(absent.status == 1)
        #expect(absent.errors == "error: no object `7` among the 3 of the catalogue\n")
        for options in [["--all", "--object", "5"], [], ["--all", "--days", "0"], ["--all", "--threads", "0"]] {
            #expect(try comity(start + options).status == 2)
        }
    }

    @Test("Ctrl-C ends a long screening with what it has, one line and no broken JSON")
    func interrupted() throws {
        // Many like the station, spread over all nodes and anomalies, so that there are minutes of work.
        let lines = sets.split(separator: "\n").map(String.init)
        let many = (0..<3000).map { index in
            let number = String(10_000 + index)
            let first = "1 " + number + lines[4].dropFirst(7)
            let angles = [17, 43].map { angle(Double(index * 7919) * 0.0137, column: $0) }
            let places = "  51.6389 \(angles[0]) 0010360  32.9136 \(angles[1]) "
            let second = "2 " + number + places + lines[5].dropFirst(52)
            return [first, second].map(withChecksum).joined(separator: "\n")
        }
        let file = try write(many.joined(separator: "\n") + "\n", named: "many.tle")
        let outcome = try comity(
            [
                "screen", "--catalogue", file, "--all", "--from", "2024-07-06T00:00:00Z", "--days", "30", "--format",
                "json",
            ]
        ) { process in
            Thread.sleep(forTimeInterval: 4)
            process.interrupt()
        }
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasSuffix("error: stopped before the end; the rows are those found until then\n"))
        _ = try outcome.json([Row].self)
    }

    /// Degrees in the eight columns of a two-line set, other ones for each column.
    private func angle(_ degrees: Double, column: Int) -> String {
        let turned = (degrees * Double(column)).truncatingRemainder(dividingBy: 360)
        return String(repeating: " ", count: turned < 10 ? 2 : turned < 100 ? 1 : 0) + String(format: "%.4f", turned)
    }

    /// A line of a two-line set with its last digit set right: digits count themselves, a minus one.
    private func withChecksum(_ line: String) -> String {
        let body = line.prefix(68)
        let sum = body.reduce(0) { $0 + ($1 == "-" ? 1 : $1.wholeNumberValue ?? 0) }
        return body + String(sum % 10)
    }
}
