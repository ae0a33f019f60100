import Foundation
import Synchronization
import TestServer
import TestSupport
import Testing

/// SGP4-VER.TLE of AIAA 2006-6753: objects 5 and 28626; and an ISS set of 2024-07-05 (Space-Track).
private let vanguard = """
    1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
    2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667

    """
private let geostationary = """
    1 28626U 05008A   06176.46683397 -.00000205  00000-0  10000-3 0  2190
    2 28626   0.0019 286.9433 0000335  13.7918  55.6504  1.00270176  4891

    """
private let station = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

@Suite("The command line: catalogues")
struct CommandLineCatalogueTests {
    struct Row: Decodable {
        let catalogueNumber: Int
        let name: String
        let internationalDesignator: String
        let inclinationDeg: Double
        let perigeeKm: Double
        let apogeeKm: Double
        let periodMinutes: Double
        let ageDays: Double
        let regime: String
    }

    struct Update: Decodable, Equatable {
        var added = 0
        var renewed = 0
        var unchanged = 0
        var older = 0
        var unreadable = 0
        var total = 0
        var isFetched = true
    }

    private let folder: URL

    init() throws { folder = try Built.temporaryFolder() }

    private func write(_ text: String, named name: String) throws -> String {
        let file = folder.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("a list has the objects in order of number, with heights of their mean orbits")
    func list() throws {
        let file = try write(station + vanguard + geostationary, named: "three.tle")
        let outcome = try comity("catalogue", file, "--at", "2024-07-06T14:27:56.787Z", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try outcome.json([Row].self)
        #expect(rows.map(\.catalogueNumber) == [5, 25544, 28626])
        let iss = try #require(rows.dropFirst().first)
        #expect(iss.name == "ISS (ZARYA)")
        #expect(iss.internationalDesignator == "1998-067A")
        #expect(abs(iss.ageDays - 1) < 0.001)
        // 1440 min over 15.49600588 revolutions; Kepler's third law with WGS 72.
        #expect(abs(iss.periodMinutes - 92.927) < 0.001)
        #expect(abs(iss.perigeeKm - 411) < 3 && abs(iss.apogeeKm - 425) < 3)
        #expect(rows.map(\.regime) == ["leo", "leo", "geo"] || rows.map(\.regime) == ["meo", "leo", "geo"])
    }

    @Test(
        "filters take what they say",
        arguments: [
            (["--number", "5"], [5]), (["--number", "0..30000"], [5, 25544, 28626]), (["--name", "zarya"], [25544]),
            (["--perigee-km", "400..450"], [25544]), (["--perigee-km", "..1000"], [5, 25544]),
            (["--inclination-deg", "50.."], [25544]), (["--regime", "geo"], [28626]),
            (["--designator", "1998-067"], [25544]),
            (["--eccentricity", "0.1.."], [5]), (["--period-minutes", "1400..1450"], [28626]), (["--name", "x"], []),
        ])
    func filters(options: [String], expected: [Int]) throws {
        let file = try write(station + vanguard + geostationary, named: "three.tle")
        let rows = try comity(["catalogue", file, "--format", "json"] + options).json([Row].self)
        #expect(rows.map(\.catalogueNumber) == expected)
    }

    @Test("bounds that are none are wrong usage", arguments: ["x", "5..1", "..", "1...2", "nan"])
    func badBounds(bounds: String) throws {
        let file = try write(station, named: "one.tle")
        #expect(try comity("catalogue", file, "--perigee-km", bounds).status == 2)
    }

    @Test(
        "sets are written in every form and read back",
        arguments: ["a.tle", "a.3le", "a.json", "a.kvn", "a.xml", "a.csv"])
    func forms(name: String) throws {
        let file = try write(station + geostationary, named: "two.tle")
        let target = folder.appending(path: name).path()
        let outcome = try comity("catalogue", file, "--write", target)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        let rows = try comity("catalogue", target, "--format", "json").json([Row].self)
        #expect(rows.map(\.catalogueNumber) == [25544, 28626])
        #expect(abs((rows.first?.periodMinutes ?? 0) - 92.927) < 0.001)
    }

    @Test("a file that could not all be read is not replaced by what could be, unless that is asked for")
    func keepsWhatItCannotRead() throws {
        let damaged = station + geostationary.replacing("2190", with: "2191")
        let file = try write(damaged, named: "damaged.3le")
        let outcome = try comity("catalogue", file, "--write", file)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("left as it was"))
        #expect(try text(file) == damaged)
        let other = folder.appending(path: "other.3le").path()
        #expect(try comity("catalogue", file, "--write", other).status == 1)
        #expect(try text(other).contains("25544"))
        #expect(try comity("catalogue", file, "--write", file, "--may-lose").status == 1)
        #expect(try text(file) == text(other))
    }

    @Test("a form that a file's name does not tell is asked for")
    func unknownForm() throws {
        let file = try write(station, named: "one.tle")
        let target = folder.appending(path: "out.dat").path()
        #expect(try comity("catalogue", file, "--write", target).status == 2)
        #expect(try comity("catalogue", file, "--write", target, "--form", "omm-json").status == 0)
    }

    // MARK: Updates

    private func update(_ address: String, _ file: String, _ more: [String] = []) async throws -> Outcome {
        try comity(["catalogue", "update", "--from", address, "--into", file, "--format", "json"] + more)
    }

    private func row(_ outcome: Outcome) throws -> Update? {
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try outcome.json([Update].self).first
    }

    @Test("an update adds, renews, leaves the older, and asks the next time only for news")
    func update() async throws {
        let newer = station.replacing("24187.60274059", with: "24188.60274059").replacing("0  9991", with: "0  9992")
        let asked = Mutex<[[String: String]]>([])
        try await CannedServer.serving { request in
            asked.withLock { $0.append(request.headers) }
            if request.headers["if-none-match"] == "\"v1\"" { return .plain("304 Not Modified") }
            return .ok(newer + geostationary, headers: "ETag: \"v1\"\r\n")
        } _: { server in
            let file = try write(station + vanguard, named: "held.3le")
            let first = try row(await update(server.address + "/gp.php?GROUP=active&FORMAT=tle", file))
            #expect(first == Update(added: 1, renewed: 1, total: 3))
            #expect(try text(file).contains("24188.60274059"))
            let rows = try comity("catalogue", file, "--format", "json").json([Row].self)
            #expect(rows.map(\.catalogueNumber) == [5, 25544, 28626])
            #expect(rows.dropFirst().first?.name == "ISS (ZARYA)")
            let again = try row(await update(server.address + "/gp.php?GROUP=active&FORMAT=tle", file))
            #expect(again == Update(total: 3, isFetched: false))
            let forced = try row(await update(server.address + "/gp.php?GROUP=active&FORMAT=tle", file, ["--again"]))
            #expect(forced == Update(unchanged: 2, total: 3))
            let tags = asked.withLock { $0.map { $0["if-none-match"] } }
            #expect(tags == [nil, "\"v1\"", nil])
        }
    }

    @Test("older sets than those held change nothing")
    func older() async throws {
        let older = station.replacing("24187.60274059", with: "24186.60274059").replacing("0  9991", with: "0  9990")
        try await CannedServer.serving { _ in
            .ok(older)
        } _: { server in
            let file = try write(station, named: "held.tle")
            let before = try text(file)
            let told = try row(await update(server.address, file))
            #expect(told == Update(older: 1, total: 1))
            #expect(try text(file) == before)
        }
    }

    @Test("a file that is not there is made, in the form that its name tells")
    func made() async throws {
        try await CannedServer.serving { request in
            request.path == "/old" ? .moved(to: "/new") : .ok(station)
        } _: { server in
            let file = folder.appending(path: "new.json").path()
            let told = try row(await update(server.address + "/old", file))
            #expect(told == Update(added: 1, total: 1))
            #expect(try text(file).hasPrefix("["))
        }
    }

    @Test(
        "a bad download leaves the file as it was, with one line",
        arguments: [
            CannedServer.Response.ok("<html><body>No GP data found</body></html>"), .ok(""), .plain("404 Not Found"),
            .ok("Invalid query: \"GROUP=activ&FORMAT=tle\" (GROUP \"activ\" not found)"), .moved(to: "/again"),
            .init(text: "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + station),
            .ok(String(repeating: vanguard, count: 100)),
        ])
    func badDownload(response: CannedServer.Response) async throws {
        try await CannedServer.serving { _ in
            response
        } _: { server in
            let file = try write(station, named: "held.tle")
            let outcome = try await update(server.address + "/x", file, ["--limit-mb", "0.01", "--timeout", "5"])
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: `\(server.address)/"))
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
            #expect(try text(file) == station)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["held.tle"])
        }
    }

    @Test("a file that cannot all be read is not rewritten, and nothing is fetched")
    func heldIsDamaged() async throws {
        let count = Mutex(0)
        try await CannedServer.serving { _ in
            count.withLock { $0 += 1 }
            return .ok(vanguard)
        } _: { server in
            let damaged = station.replacing("0  9991", with: "0  9990") + geostationary
            let file = try write(damaged, named: "held.tle")
            let outcome = try await update(server.address, file)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("held.tle:2"))
            #expect(try text(file) == damaged)
            let asked = count.withLock { $0 }
            #expect(asked == 0)
        }
    }

    @Test("Ctrl-C while the server is silent ends at once and leaves the file")
    func interrupted() async throws {
        try await CannedServer.serving { _ in
            .init(text: "", staysOpen: true)
        } _: { server in
            let file = try write(station, named: "held.tle")
            let outcome = try comity(["catalogue", "update", "--from", server.address, "--into", file]) { process in
                Thread.sleep(forTimeInterval: 1)
                process.interrupt()
            }
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("error: stopped while fetching `\(server.address)`"))
            #expect(try text(file) == station)
        }
    }
}
