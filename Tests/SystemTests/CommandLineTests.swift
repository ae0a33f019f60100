import Foundation
import TestSupport
import Testing

/// An ISS element set of 2024-07-05 (Space-Track), the one the reference passes were computed from.
private let elementSet = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

@Suite("The command line")
struct CommandLineTests {
    static let commands = [
        "serve", "simulate", "check", "passes", "orbit", "decode", "ask", "eclipse", "conjunction", "catalogue",
        "screen",
    ]

    @Test("every command explains itself with an example", arguments: commands)
    func help(command: String) throws {
        let outcome = try comity(command, "--help")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Example: comity \(command)"))
    }

    @Test(
        "wrong usage is exit status 2, with what was wrong",
        arguments: [
            ["orbit"], ["passes", "--tle", "a", "--omm", "b"], ["nonsense"], ["orbit", "--frame", "mars"],
        ])
    func wrongUsage(arguments: [String]) throws {
        let outcome = try run(arguments)
        #expect(outcome.status == 2)
        #expect(!outcome.errors.isEmpty)
    }

    @Test("a file that is not there is one error line and exit status 1")
    func missingFile() throws {
        let outcome = try comity(
            "orbit", "--tle", "/nowhere/x.tle", "--from", "2024-07-06T00:00:00Z", "--to", "2024-07-06T00:01:00Z")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: `/nowhere/x.tle`: "))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    struct OrbitRow: Decodable {
        let object: String
        let time: String
        let xKm: Double
        let vzKmS: Double
    }

    @Test("orbit gives the state of the SGP4 verification set, object 5, at epoch and 360 minutes later")
    func orbit() throws {
        // SGP4-VER.TLE, satellite 00005, and tcppver.out (AIAA 2006-6753).
        let verification = """
            1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
            2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667

            """
        let file = try write(verification, named: "five.tle")
        let outcome = try comity(
            "orbit", "--tle", file, "--from", "2000-06-27T18:50:19.733568Z", "--to", "2000-06-28T00:50:19.733568Z",
            "--step", "21600", "--frame", "teme", "--format", "json")
        let rows = try outcome.json([OrbitRow].self)
        #expect(rows.count == 2)
        // The command takes a time, not minutes: half a microsecond of rounding is 4 mm here.
        #expect(abs(rows[0].xKm - 7022.46529266) < 5e-6)
        #expect(abs(rows[0].vzKmS - 4.534807250) < 5e-9)
        #expect(abs(rows[1].xKm + 7154.03120202) < 5e-6)
    }

    struct PassRow: Decodable {
        let station: String
        let aos: String
        let los: String
        let maxElevationDeg: Double
    }

    @Test("passes finds what Orekit 13.1.9 found over Bangalore")
    func passes() throws {
        let file = try write(elementSet, named: "iss.tle")
        let outcome = try comity(
            "passes", "--tle", file, "--site", "13.03,77.51,920", "--from", "2024-07-06T00:00:00Z",
            "--to", "2024-07-06T16:00:00Z", "--min-elevation", "10", "--format", "json")
        let rows = try outcome.json([PassRow].self)
        // Seconds after 2024-07-06T00:00:00Z, Orekit ElevationDetector at 1 ms tolerance; 0.05 s allowed.
        let expected = [(4824.668727, 5174.864613), (10754.296231, 10826.814838), (52718.974148, 53080.008122)]
        #expect(rows.count == expected.count)
        for (row, times) in zip(rows, expected) {
            #expect(abs(try seconds(row.aos) - times.0) < 0.05)
            #expect(abs(try seconds(row.los) - times.1) < 0.05)
            #expect(row.maxElevationDeg > 10)
        }
    }

    private func seconds(_ time: String) throws -> Double {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return try style.parse(time).timeIntervalSince(style.parse("2024-07-06T00:00:00.000Z"))
    }

    @Test("a bad element set is told with its line, and the rest goes on")
    func badElementSet() throws {
        let bad = elementSet.replacing("0  9991", with: "0  9990")
        let file = try write(bad + elementSet, named: "mixed.tle")
        let outcome = try comity(
            "orbit", "--tle", file, "--from", "2024-07-06T00:00:00Z", "--to", "2024-07-06T00:00:00Z", "--format", "json"
        )
        #expect(outcome.errors.contains("mixed.tle:2"))
        #expect(outcome.errors.contains("checksum"))
        #expect(try outcome.json([OrbitRow].self).count == 1)
        #expect(outcome.status == 1)
    }

    @Test("decode prints the packets of a JPSS-1 file in stream order")
    func decode() throws {
        guard let folder = SharedData.path("xtce/spp/jpss") else { return }
        struct Line: Decodable {
            struct Parameter: Decodable { let raw: Double, value: Double }
            let container: String
            let apid: Int
            let sequenceCount: Int
            let parameters: [String: Parameter]
        }
        let outcome = try comity(
            "decode", "--mdb", folder + "/jpss1_geolocation_xtce_v1.xml",
            folder + "/J01_G011_LZ_2021-04-09T00-00-00Z_V01.DAT1")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 7200)
        let first = try JSONDecoder().decode(Line.self, from: Data((lines.first ?? "").utf8))
        #expect(first.container == "JPSS_ATT_EPHEM")
        #expect(first.apid == 11)
        // First packet's fields by ccsdspy 2.0.1 with the column file of the same folder.
        #expect(first.parameters["ADAESCID"]?.raw == 159)
        #expect(first.parameters["PKT_LEN"]?.raw == 64)
    }

    @Test("the ISS programme checks clean")
    func checkExample() throws {
        let outcome = try comity("check", "examples/iss")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("39 elements"))
    }

    @Test("ask answers with the clause, and exit status 1 when the answer is no")
    func ask() throws {
        struct Answer: Decodable {
            struct Clause: Decodable { let document: String, clause: String }
            let outcome: String
            let clauses: [Clause]
            let why: String
        }
        let own = try comity(
            "ask", "examples/iss", "--partner", "NASA", "--action", "read", "--resource", "parameter:USLAB000058",
            "--format", "json")
        #expect(own.status == 0)
        let permitted = try own.json(Answer.self)
        #expect(permitted.outcome == "permit")
        #expect(!permitted.clauses.isEmpty)
        let other = try comity(
            "ask", "examples/iss", "--partner", "JAXA", "--action", "acknowledge", "--resource",
            "parameter:RUSSEG000001",
            "--format", "json")
        #expect(other.status == 1)
        let denied = try other.json(Answer.self)
        #expect(denied.outcome == "deny")
        #expect(denied.why.contains("no clause permits"))
    }

    @Test("an unknown partner is told with the nearest")
    func unknownPartner() throws {
        let outcome = try comity(
            "ask", "examples/iss", "--partner", "JAXXA", "--action", "read", "--resource", "parameter:USLAB000058")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("`JAXXA`"))
        #expect(outcome.errors.contains("did you mean `JAXA`"))
    }

    private func write(_ text: String, named name: String) throws -> String {
        let file = try Built.temporaryFolder().appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    private func run(_ arguments: [String]) throws -> Outcome {
        switch arguments.count {
        case 1: try comity(arguments[0])
        case 3: try comity(arguments[0], arguments[1], arguments[2])
        default: try comity(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])
        }
    }
}
