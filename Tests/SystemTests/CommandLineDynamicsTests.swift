import Foundation
import TestSupport
import Testing

/// An ISS element set of 2024-07-05 (Space-Track), the one the reference passes were computed from.
private let station = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

/// The set of XM-3, geostationary at 85° west (SGP4-VER.TLE of AIAA 2006-6753, object 28626).
private let geostationary = """
    1 28626U 05008A   06176.46683397 -.00000205  00000-0  10000-3 0  2190
    2 28626   0.0019 286.9433 0000335  13.7918  55.6504  1.00270176  4891

    """

@Suite("The command line: passes, eclipses, orbits")
struct CommandLineDynamicsTests {
    struct PassRow: Decodable {
        let aos: String
        let tca: String
        let startsBeforeWindow: Bool
        let endsAfterWindow: Bool
        let durationSeconds: Double
        let rangeTcaKm: Double?
        let rangeRateAosKmS: Double?
        let dopplerAosHz: Double?
        let dopplerTcaHz: Double?
        let dopplerLosHz: Double?
        let visibleStart: String?
        let visibleEnd: String?
        let magnitude: Double?
    }

    private func passes(_ more: String..., elements: String = station, day: String = "2024-07-06") throws -> [PassRow] {
        let file = try write(elements, named: "set.tle")
        let outcome = try comity(
            ["passes", "--tle", file, "--from", "\(day)T00:00:00Z", "--to", "\(day)T16:00:00Z", "--format", "json"]
                + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try outcome.json([PassRow].self)
    }

    @Test("the columns of passes: the object's number beside its name")
    func passColumns() throws {
        let file = try write(station, named: "set.tle")
        let outcome = try comity(
            "passes", "--tle", file, "--site", "13.03,77.51,920", "--from", "2024-07-06T00:00:00Z", "--to",
            "2024-07-06T16:00:00Z", "--format", "csv")
        let columns = "station,aos,los,tca,maxElevationDeg,azimuthAosDeg,azimuthLosDeg,object,number,"
        #expect(outcome.output.hasPrefix(columns + "startsBeforeWindow,endsAfterWindow,durationSeconds\n"))
    }

    @Test("a level mask file gives the passes of that least elevation; a wall all round the rest takes some away")
    func mask() throws {
        let level = try write("# level\nazimuth elevation\n0 10\n180 10\n", named: "level.txt")
        let plain = try passes("--site", "13.03,77.51,920", "--min-elevation", "10")
        let masked = try passes("--site", "13.03,77.51,920", "--mask", level)
        #expect(plain.map(\.aos) == masked.map(\.aos))
        #expect(plain.count == 3)
        // The second of the three rises no higher than 10.1°: a corner of 11° hides it.
        let walled = try write("station site\n0,11\n180,11\n", named: "wall.csv")
        #expect(try passes("--site", "13.03,77.51,920", "--mask", walled).count == 2)
    }

    @Test("a mask that cannot be read is told with its line, and nothing is computed")
    func badMask() throws {
        let (file, mask) = (try write(station, named: "set.tle"), try write("0 5\nnorth 9\n", named: "mask.txt"))
        let outcome = try comity(
            "passes", "--tle", file, "--site", "13.03,77.51,920", "--from", "2024-07-06T00:00:00Z", "--to",
            "2024-07-06T16:00:00Z", "--mask", mask)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("mask.txt:2: `north 9`"))
    }

    @Test("Doppler is the frequency times the range rate over the speed of light, high before and low after")
    func doppler() throws {
        for pass in try passes("--site", "13.03,77.51,920", "--min-elevation", "10", "--frequency-hz", "145800000") {
            let (rate, shift) = (try #require(pass.rangeRateAosKmS), try #require(pass.dopplerAosHz))
            #expect(abs(shift + 145_800_000 * rate / 299_792.458) < 0.01)
            #expect(shift > 0)
            let (last, top) = (try #require(pass.dopplerLosHz), try #require(pass.dopplerTcaHz))
            let range = try #require(pass.rangeTcaKm)
            #expect(last < 0)
            #expect(abs(top) < 50)
            #expect((400...2000).contains(range))
        }
    }

    @Test("visible passes: within their pass, in the dark, with a magnitude")
    func visible() throws {
        // Munich in the summer night of 2024-07-06; dawn is near 3 h UTC, dusk near 20 h.
        let rows = try passes("--site", "48.1,11.6,500", "--min-elevation", "10", "--visible")
        #expect(!rows.isEmpty)
        for row in rows {
            let (start, end) = (try #require(row.visibleStart), try #require(row.visibleEnd))
            #expect(row.aos <= start && start < end)
            #expect(end < "2024-07-06T03:00:00")
            let magnitude = try #require(row.magnitude)
            #expect((-5...2).contains(magnitude))
        }
    }

    @Test("what never sets is one row of the whole window; what never rises is a note")
    func neverSets() throws {
        let rows = try passes("--site", "10,-85,0", elements: geostationary, day: "2006-06-26")
        #expect(rows.count == 1)
        #expect(rows.first?.startsBeforeWindow == true)
        #expect(rows.first?.endsAfterWindow == true)
        #expect(rows.first?.durationSeconds == 57_600)
        let file = try write(geostationary, named: "geo.tle")
        let outcome = try comity(
            "passes", "--tle", file, "--site", "10,100,0", "--from", "2006-06-26T00:00:00Z", "--to",
            "2006-06-26T16:00:00Z", "--format", "json")
        #expect(outcome.status == 0)
        #expect(outcome.output == "[\n]\n")
        #expect(outcome.errors.hasPrefix("note: `28626` is never above the horizon of `site`"))
    }

    struct EventRow: Decodable {
        let object: String
        let kind: String
        let start: String
        let durationSeconds: Double
        let place: String?
    }

    private func eclipse(_ more: String...) throws -> Outcome {
        let file = try write(station, named: "set.tle")
        return try comity(
            ["eclipse", "--tle", file, "--from", "2024-07-06T00:00:00Z", "--to", "2024-07-07T00:00:00Z"] + more)
    }

    @Test("eclipse keeps its columns, and filters kinds")
    func eclipseKinds() throws {
        let all = try eclipse("--format", "csv")
        #expect(all.output.hasPrefix("object,number,kind,start,end,durationSeconds,"))
        let umbrae = try eclipse("--kind", "umbra", "--format", "json").json([EventRow].self)
        #expect((15...16).contains(umbrae.count))
        #expect(umbrae.allSatisfy { $0.kind == "umbra" })
        #expect(all.output.split(separator: "\n").count > 1 + 2 * umbrae.count)
        #expect(try eclipse("--kind", "total").status == 2)
    }

    @Test("nodes, apsides, the South Atlantic Anomaly, crossings and exclusions come in order of time")
    func events() throws {
        let rows = try eclipse(
            "--events", "node,apsis,saa,crossing,moon-exclusion,sun-exclusion,beta", "--latitude", "-30,0",
            "--longitude",
            "-60", "--site", "48.1,11.6,500", "--within", "60", "--beta-above", "1", "--format", "json"
        ).json([EventRow].self)
        #expect(rows.map(\.start) == rows.map(\.start).sorted())
        func count(_ kind: String) -> Int { rows.count { $0.kind == kind } }
        // 15.5 revolutions in the day.
        #expect((15...16).contains(count("ascendingNode")))
        #expect(count("perigee") >= 15)
        // The contour spans 130° of longitude: most revolutions enter it.
        #expect((8...16).contains(count("southAtlanticAnomaly")))
        #expect(count("eastwardCrossing") >= 15)
        #expect(rows.contains { $0.kind == "southwardCrossing" && $0.place == "latitude -30.0" })
        #expect(rows.contains { $0.kind == "sunExclusion" && $0.place == "site" })
        #expect(rows.contains { $0.kind == "highBeta" })
        // Crossings of the equator's parallel are the nodes.
        let nodes = rows.filter { $0.kind == "ascendingNode" }.map { $0.start.prefix(18) }
        let crossings = rows.filter { $0.kind == "northwardCrossing" && $0.place == "latitude 0.0" }
        #expect(nodes == crossings.map { $0.start.prefix(18) })
    }

    @Test("an exclusion without a station, and a crossing without a line, are wrong usage")
    func missingPlace() throws {
        #expect(try eclipse("--events", "moon-exclusion").status == 2)
        #expect(try eclipse("--events", "crossing").status == 2)
    }

    @Test("the summary's share of sunlight is what the eclipses leave")
    func summary() throws {
        struct Row: Decodable {
            let sunlightPercent: Double, umbraSeconds: Double, penumbraSeconds: Double, umbraCount: Int
            let betaLeastDeg: Double, betaGreatestDeg: Double
        }
        let rows = try eclipse("--summary", "--format", "json").json([Row].self)
        let row = try #require(rows.first)
        let dark = 86_400 * (1 - row.sunlightPercent / 100)
        #expect(row.umbraSeconds < dark && dark < row.umbraSeconds + row.penumbraSeconds)
        #expect((60...100).contains(row.sunlightPercent))
        #expect(row.betaLeastDeg <= row.betaGreatestDeg)
        #expect(abs(row.betaGreatestDeg) < 76)
    }

    struct PlaceRow: Decodable {
        let xKm: Double
        let yKm: Double
        let zKm: Double
    }

    private func place(in frame: String) throws -> PlaceRow {
        let file = try write(station, named: "set.tle")
        let outcome = try comity(
            "orbit", "--tle", file, "--from", "2024-07-06T00:00:00Z", "--to", "2024-07-06T00:00:00Z", "--frame", frame,
            "--format", "json")
        return try #require(try outcome.json([PlaceRow].self).first)
    }

    @Test("frames differ as they should: the biased one by 0.02 arcseconds, lengths not at all")
    func frames() throws {
        func length(_ row: PlaceRow) -> Double {
            (row.xKm * row.xKm + row.yKm * row.yKm + row.zKm * row.zKm).squareRoot()
        }
        let teme = try place(in: "teme")
        var found: [String: PlaceRow] = [:]
        for frame in ["gcrf", "eme2000", "mod", "tod", "cirf", "itrf"] {
            let other = try place(in: frame)
            #expect(abs(length(other) - length(teme)) < 1e-6)
            found[frame] = other
        }
        let (gcrf, eme) = (try #require(found["gcrf"]), try #require(found["eme2000"]))
        let bias = hypot(hypot(gcrf.xKm - eme.xKm, gcrf.yKm - eme.yKm), gcrf.zKm - eme.zKm)
        // 23 mas at most at 6,790 km: 0.8 m.
        #expect(bias > 1e-5 && bias < 8e-4)
        // A quarter century of precession, 50.3″ a year: some 40 km.
        #expect((10...45).contains(hypot(hypot(gcrf.xKm - teme.xKm, gcrf.yKm - teme.yKm), gcrf.zKm - teme.zKm)))
    }

    private func write(_ text: String, named name: String) throws -> String {
        let file = try Built.temporaryFolder().appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }
}
