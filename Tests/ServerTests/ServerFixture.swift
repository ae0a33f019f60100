import Agreements
import Archive
import Foundation
import Frames
import GroundNetwork
import Ledger
import MissionDatabase
import NIOCore
import Operations
import Orbits
import Programme
import SpaceLink
import Testing
import Timekeeping

@testable import Server

/// A whole node on a free port, with an archive on disk, the example programme and agreements of the test's own.
struct ServerFixture {
    static let pressure = "USLAB000058"
    /// The pressure of the packet that is there from the start: low enough for an alarm, and a figure that stands nowhere
    /// else, so that a leak of it is seen.
    static let firstPressureMmHg = 713.46

    let port: Int
    let keys: [String: String]
    let node: OperationsNode
    let database: Database
    let frames: TMFrameConfiguration
    let folder: String

    /// Runs a node, gives it one packet with a cabin pressure that raises an alarm, and ends it after `body`.
    static func run(
        limits: ConnectionLimits = ConnectionLimits(), throttle: Throttle = Throttle(),
        _ body: @escaping @Sendable (ServerFixture) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/server-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let archive = try SQLiteArchive.open(folder: folder + "/data")
        let (configuration, database) = try configuration()
        let node = try await OperationsNode.start(
            configuration: configuration, archive: archive, books: try BookFiles(folder: folder + "/data"))
        let made = try await SignInKeys.ensure(
            seats: seats(configuration.programme), store: archive, clock: SystemClock())
        let web = try makePages(folder)
        let server = try await ComityServer(
            configuration: .init(port: 0, webFolder: web), node: node, store: archive, clock: SystemClock(),
            limits: limits, throttle: throttle)
        let (ports, listening) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await node.run() }
            group.addTask { try await server.run { port in listening.yield(port) } }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let fixture = ServerFixture(
                port: port, keys: Dictionary(uniqueKeysWithValues: made.map { ($0.seat, $0.key) }), node: node,
                database: database, frames: configuration.frames, folder: folder)
            try await fixture.receive(pressureMmHg: Self.firstPressureMmHg)
            try await fixture.waitForPackets(1)
            do {
                try await body(fixture)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    /// Every partner as such, and in each role of the programme.
    static func seats(_ programme: ProgrammeDescription) -> [String] {
        programme.partners.flatMap { partner in
            [Seat(partner: partner.id)] + programme.roles.map { Seat(partner: partner.id, role: $0.id) }
        }.map(\.description)
    }

    /// A session's cookie for every seat, in the seats' order.
    func sessions() async throws -> [(seat: String, cookie: (String, String))] {
        var sessions: [(seat: String, cookie: (String, String))] = []
        for seat in keys.keys.sorted() { sessions.append((seat, try await signIn(seat))) }
        return sessions
    }

    var origin: (String, String) { ("Origin", "http://127.0.0.1:\(port)") }

    /// The `Cookie` header of a new session.
    func signIn(_ partner: String) async throws -> (String, String) {
        let key = try #require(keys[partner])
        let answer = try await RawClient.request(
            port: port, "POST", "/api/session", headers: [origin], body: "{\"key\":\"\(key)\"}")
        #expect(answer.status == 204)
        let cookie = try #require(answer.headers["set-cookie"]?.split(separator: ";").first)
        return ("Cookie", String(cookie))
    }

    func get(
        _ target: String, _ cookie: (String, String)? = nil, seconds: Double = 30
    ) async throws -> RawClient.Answer {
        try await RawClient.request(
            port: port, "GET", target, headers: cookie.map { [$0] } ?? [], seconds: seconds)
    }

    func receive(pressureMmHg: Double) async throws {
        let time = try CUCTime(SystemClock().now())
        func index(_ name: String) throws -> Int { try #require(database.parameter(named: name)).index }
        let bytes = try database.encode(
            container: "US_LifeSupport",
            values: [
                index("COARSE_TIME"): .unsigned(UInt64(time.coarseSeconds)),
                index("FINE_TIME"): .unsigned(UInt64(time.fine)),
                index(Self.pressure): .unsigned(UInt64((pressureMmHg / 0.02).rounded())),
            ])
        var encoder = TMFrameEncoder(configuration: frames)
        for frame in try encoder.frames(of: [try SpacePacket(parsing: bytes)]) {
            node.frames.offer(ReceivedFrame(bytes: frame, receptionTime: SystemClock().now()))
        }
    }

    func waitForPackets(_ count: Int64) async throws {
        let view = try #require(node.view(for: "US"))
        for _ in 0..<500 where try await view.link().archive.packetsStored < count {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await view.link().archive.packetsStored >= count)
    }

    private static func makePages(_ folder: String) throws -> String {
        let web = folder + "/Web"
        for folder in ["/js", "/vendor"] {
            try FileManager.default.createDirectory(atPath: web + folder, withIntermediateDirectories: true)
        }
        let pages = [
            "index.html": "<!doctype html><title>index</title>",
            "sign-in.html": "<!doctype html><title>sign in</title>",
            "sign-in.js": "1", "sign-in.css": "", "js/main.js": "export {}", "secret.key": "no page", ".hidden.js": "1",
            "vendor/plot.js": "1",
        ]
        for (name, text) in pages { try Data(text.utf8).write(to: URL(fileURLWithPath: web + "/" + name)) }
        try FileManager.default.createSymbolicLink(atPath: web + "/passwd.txt", withDestinationPath: "/etc/passwd")
        return web
    }

    private static func configuration() throws -> (NodeConfiguration, Database) {
        let programme = try #require(ProgrammeReader.read(files: try files("examples/iss")).value)
        let link = try #require(programme.link)
        let xml = try Data(contentsOf: try place("examples/iss").appendingPathComponent("mission-database.xml"))
        let database = try XTCEReader.read(Array(xml), source: "mission-database.xml")
        let elements = MeanElements(
            catalogueNumber: 25544, name: "ISS", epoch: SystemClock().now(), inclinationDeg: 51.64, raanDeg: 10,
            eccentricity: 0.0005, argumentOfPerigeeDeg: 30, meanAnomalyDeg: 20, meanMotionRevPerDay: 15.5, bstar: 1e-4)
        let network = StationNetwork(
            stations: [
                GroundStation(
                    id: "one", name: "One", owner: .partner("EU"),
                    point: .init(latitudeDeg: 40, longitudeDeg: -4, altitudeKm: 0.7), minimumElevationDeg: 5)
            ], relays: [])
        var configuration = NodeConfiguration(
            programme: programme,
            agreements: LivingAgreements(documents: [agreement(programme)], bytes: [:], programme: programme),
            database: database, network: network,
            frames: try TMFrameConfiguration(spacecraftID: link.spacecraftId, frameLengthBytes: link.frameLengthBytes),
            elements: elements, mode: .simulation)
        configuration.accounts = accounts
        return (configuration, database)
    }

    /// Crew time that Europe and America share, in this year and the next.
    private static var accounts: AccountPlan {
        let year = CivilTime(SystemClock().now()).year
        let periods = [year, year + 1].map { year in
            AccountPeriod(
                id: "\(year)",
                span: Validity(from: CivilTime(year: year, month: 1, day: 1), until: CivilTime("\(year + 1)-01-01")))
        }
        let account = PoolPeriod(pool: "crew-time", period: "\(year)")
        let date = CivilTime(year: year, month: 1, day: 1) ?? .distantPast
        func hours(_ count: Int64) -> Amount { Amount(millionths: count * 1_000_000, .hour) }
        let entries: [LedgerEntry] = [
            .allocation(partner: "EU", keeper: "US", account: account, amount: hours(30), document: "test"),
            .allocation(partner: "US", keeper: "US", account: account, amount: hours(70), document: "test"),
            .use(partner: "EU", keeper: "US", account: account, amount: hours(12), what: "research"),
            .barter(
                first: "EU", second: "US",
                parcels: [Parcel(from: "US", to: "EU", account: account, amount: hours(5))], terms: "a gift"),
            .charge(debtor: "EU", creditor: "US", amount: Amount(millionths: 9_000_000, .dollar), what: "costs"),
        ]
        return AccountPlan(
            periods: periods,
            pools: [AccountPool(id: "crew-time", title: "Crew time", unit: .hour, keeper: "US")],
            entries: entries.map { PlannedEntry(id: nil, $0, date: date, signedBy: $0.parties) })
    }

    /// Each reads, exports and acknowledges its own; Europe and Japan's payload scientists read Destiny's cabin pressure;
    /// all see orbit and link.
    private static func agreement(_ programme: ProgrammeDescription) -> AgreementDocument {
        let all = SubjectSelector(partners: Set(programme.partners.map(\.id)))
        var own = ResourceSelector(kinds: [.parameter, .alarm, .element, .event])
        own.elements = .own
        var named = ResourceSelector(kinds: [.parameter, .alarm])
        named.names = NamePatterns([pressure])
        var stations = ResourceSelector(kinds: [.station])
        stations.stations = .own
        return AgreementDocument(
            id: "test", title: "Test", tier: .treaty, parties: programme.partners.map(\.id),
            inForce: Validity(from: nil, until: nil),
            clauses: [
                Clause(
                    id: "own", title: "own", subject: all, actions: [.read, .list, .export, .acknowledge],
                    resource: own, effect: .permit),
                Clause(
                    id: "pressure", title: "pressure", subject: SubjectSelector(partners: ["EU"]), actions: [.read],
                    resource: named, effect: .permit),
                Clause(
                    id: "scientists", title: "scientists",
                    subject: SubjectSelector(partners: ["JP"], roles: ["payload-scientist"]), actions: [.read],
                    resource: named, effect: .permit),
                Clause(
                    id: "common", title: "common", subject: all, actions: [.read],
                    resource: ResourceSelector(kinds: [.orbit, .link]), effect: .permit),
                Clause(
                    id: "stations", title: "stations", subject: all, actions: [.read], resource: stations,
                    effect: .permit),
            ])
    }

    private static func place(_ path: String) throws -> URL {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let found = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: found.path) { return found }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private static func files(_ path: String) throws -> [SourceFile] {
        let folder = try place(path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
            return SourceFile(path: "\(path)/\(name)", bytes: bytes)
        }
    }
}
