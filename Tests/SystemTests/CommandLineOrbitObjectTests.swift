import Foundation
import Testing

/// ISS, set of 2024-07-05 (Space-Track).
private let station = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

/// Object 28872 of SGP4-VER.TLE (AIAA 2006-6753), which decays some 50 minutes after its epoch.
private let decaying = """
    1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
    2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708

    """

@Suite("The command line: objects that decay, and several sets of one object")
struct CommandLineOrbitObjectTests {
    private struct Row: Decodable {
        let object: String
        let number: Int
        let epoch: String?
        let time: String?
        let kind: String?
        let place: String?
        let endsAfterWindow: Bool?
    }

    private let decayWindow = ["--from", "2005-11-29T00:30:00Z", "--to", "2005-11-30T00:30:00Z", "--format", "json"]

    private func isPartial(_ outcome: Outcome) -> Bool {
        outcome.status == 1 && outcome.errors.hasPrefix("error: `28872`: no state after 2005-11-29T01:")
            && outcome.errors.contains("has decayed") && outcome.errors.split(separator: "\n").count == 1
    }

    @Test("what comes before a decay is printed, and its end told in one line")
    func decay() throws {
        let file = try write(decaying)
        let passes = try comity(
            ["passes", "--tle", file, "--site", "0,0,0", "--min-elevation", "-89"] + decayWindow)
        #expect(isPartial(passes), "\(passes.errors)")
        #expect(try passes.json([Row].self).last?.endsAfterWindow == true)
        let events = try comity(["eclipse", "--tle", file, "--events", "eclipse,node,apsis"] + decayWindow)
        #expect(isPartial(events), "\(events.errors)")
        let rows = try events.json([Row].self)
        #expect(rows.contains { $0.kind == "ascendingNode" || $0.kind == "descendingNode" })
        #expect(rows.allSatisfy { $0.number == 28_872 })
        let summary = try comity(["eclipse", "--tle", file, "--summary"] + decayWindow)
        #expect(isPartial(summary))
        #expect(try summary.json([Row].self).count == 1)
        let orbit = try comity(["orbit", "--tle", file] + decayWindow)
        #expect(isPartial(orbit))
        #expect((45...55).contains(try orbit.json([Row].self).count))
    }

    @Test("of several sets of one object the one nearest to the start is taken, and the others are counted")
    func series() throws {
        // The same set on three days; checksums follow the digits of the epoch.
        let sets = [("24186.60274059", "0"), ("24187.60274059", "1"), ("24188.60274059", "2")].map { epoch, checksum in
            station.replacing("24187.60274059", with: epoch).replacing("0  9991", with: "0  999" + checksum)
        }
        let file = try write(sets.joined())
        let span = ["--from", "2024-07-06T16:00:00Z", "--to", "2024-07-06T16:00:00Z", "--format", "json"]
        let one = try comity(["orbit", "--tle", file] + span)
        #expect(one.status == 0)
        #expect(one.errors.hasPrefix("note: 2 other element sets of the same objects left aside"))
        #expect(try one.json([Row].self).map(\.number) == [25_544])
        let all = try comity(["orbit", "--tle", file, "--all-sets"] + span)
        #expect(all.errors.isEmpty)
        let rows = try all.json([Row].self)
        #expect(rows.map(\.epoch).map { $0?.prefix(10) } == ["2024-07-04", "2024-07-05", "2024-07-06"])
        // The set of the last day is the nearest: alone it gives the same row.
        let last = try comity(["orbit", "--tle", try write(sets[2])] + span)
        #expect(last.output == one.output)
    }

    @Test("a meridian by two names is one; what is out of range is wrong usage")
    func values() throws {
        let file = try write(station)
        let span = ["--from", "2024-07-06T00:00:00Z", "--to", "2024-07-06T06:00:00Z"]
        let crossings = ["--events", "crossing", "--format", "json"]
        let once = try comity(["eclipse", "--tle", file, "--longitude", "180"] + span + crossings)
        let twice = try comity(["eclipse", "--tle", file, "--longitude", "180,-180,180"] + span + crossings)
        #expect(try !once.json([Row].self).isEmpty)
        #expect(once.output == twice.output)
        for site in ["91,0,0", "48,361,0", "48,11", "48,,11,580", "48,11,nan"] {
            let outcome = try comity(["passes", "--tle", file, "--site", site] + span)
            #expect(outcome.status == 2 && outcome.errors.contains("`--site \(site)`"), "\(site): \(outcome.errors)")
        }
        for step in ["inf", "nan", "0"] {
            #expect(try comity(["orbit", "--tle", file, "--step", step] + span).status == 2)
        }
    }

    private func write(_ text: String) throws -> String {
        let file = try Built.temporaryFolder().appending(path: "set.tle")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }
}
