import Agreements
import Archive
import ArgumentParser
import Foundation
import NavigationData
import Operations
import Programme
import Server
import Timekeeping
import Transport

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run one node: receive frames, archive them, and show each partner what the agreements permit.",
        discussion: """
            At the first start each partner gets a sign-in link, printed once; only its
            hash is kept. The data folder also keeps every decision that crossed partners
            (records.chain) and the partners' accounts (ledger.chain): `comity agreement
            replay` and `comity ledger` read them.
            Example: comity serve examples/iss --data .comity/iss --listen udp://127.0.0.1:10015
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @Option(help: ArgumentHelp("Folder of the archive; made where it is missing.", valueName: "folder"))
    var data = ".comity/node"

    @Option(help: "Address of the pages and their interface.")
    var host = "127.0.0.1"

    @Option(help: "Port of the pages and their interface; 0 for any free one.")
    var port = 8090

    @Option(help: ArgumentHelp("Where telemetry frames arrive, one a datagram.", valueName: "udp://host:port"))
    var listen = "udp://127.0.0.1:10015"

    @Option(help: ArgumentHelp("Element sets to screen the spacecraft against, of any form.", valueName: "file"))
    var catalogue: String?

    @Option(help: "What the telemetry is: live, sim or replay. The pages show it.")
    var mode: Mode = .live

    @Option(help: ArgumentHelp("Folder of the pages.", valueName: "folder"))
    var web = "Web"

    @OptionGroup var orientation: EarthOrientationOption

    @Option(help: ArgumentHelp("Set the node's clock, as `simulate --at` sets the station's.", valueName: "time"))
    var at: Instant?

    @Option(help: ArgumentHelp("Seconds of the node's clock for each real one, as `simulate`.", valueName: "factor"))
    var timeScale = 1.0

    @Option(
        help: ArgumentHelp(
            "A sign-in link for one role of a partner's people; may be repeated.", valueName: "PARTNER:ROLE"))
    var role: [String] = []

    @Flag(help: "Make new sign-in links for every partner and role; the old ones and their sessions end.")
    var renewSignIn = false

    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case live, sim, replay

        var operations: NodeMode {
            switch self {
            case .live: .live
            case .sim: .simulation
            case .replay: .replay
            }
        }
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("`--port \(port)`: expected 0 to 65535") }
        guard (0.01...1000).contains(timeScale) else {
            throw ValidationError("`--time-scale \(timeScale)`: expected 0.01 to 1000")
        }
        guard mode != .live || (at == nil && timeScale == 1) else {
            throw ValidationError("`--at` and `--time-scale`: not in `--mode live`, whose clock is the real one")
        }
    }

    func run() async throws {
        StopSignal.watch()
        let folder = try ProgrammeFolder.load(programme)
        let address = try DatagramAddress(parsing: listen)
        let clock = self.clock
        let archive = try openArchive()
        let node = try await OperationsNode.start(
            configuration: try configuration(folder), archive: archive, clock: clock, books: try openBooks())
        let keys = try await signInKeys(for: try seats(node, folder.programme), in: archive, clock)
        let listener = try await DatagramListener.listen(on: address, queue: node.frames, clock: clock)
        let server = try await ComityServer(
            configuration: .init(host: host, port: port, webFolder: web), node: node, store: archive, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await node.run() }
            group.addTask { await followAccounts(folder, node) }
            group.addTask { try await server.run { tell(folder, keys: keys, port: $0, listener: listener) } }
            group.addTask { await StopSignal.wait() }
            defer { group.cancelAll() }
            // Whichever ends first ends the command; the node then keeps and enters what it still has.
            _ = try await group.next()
        }
        await listener.close()
        archive.close()
    }

    private var clock: any NodeClock {
        at == nil && timeScale == 1 ? SystemClock() : ScaledClock(start: at ?? .present, rate: timeScale)
    }

    private func configuration(_ folder: ProgrammeFolder) throws -> NodeConfiguration {
        var configuration = NodeConfiguration(
            programme: folder.programme, agreements: folder.agreements, database: folder.database,
            network: folder.network, frames: try folder.frames(), elements: folder.elements,
            earthOrientation: try orientation.read(), mode: mode.operations)
        configuration.catalogue = try catalogue.map(readCatalogue)
        configuration.accounts = folder.accounts
        configuration.agreementFiles = folder.agreementFiles
        return configuration
    }

    /// Takes up what people enter into the accounts while the node runs; what is wrong is told, and changes nothing.
    private func followAccounts(_ folder: ProgrammeFolder, _ node: OperationsNode) async {
        var known = try? folder.accountFiles()
        while (try? await Task.sleep(for: .seconds(2))) != nil {
            guard folder.accounts != nil, let files = try? folder.accountFiles(), files != known else { continue }
            let read = AccountPlanReader.read(
                files, programme: folder.programme, documents: folder.agreements.documents)
            for problem in read.problems { StandardError.write("error: \(problem)") }
            guard let plan = read.value else {
                known = files
                continue
            }
            if await node.follow(plan) { known = files }
        }
    }

    private func readCatalogue(_ path: String) throws -> ScreeningCatalogue {
        let bytes = [UInt8](try readFile(path))
        let (sets, problems) = ElementSetReader.read(bytes, source: path)
        return ScreeningCatalogue(
            name: URL(fileURLWithPath: path).lastPathComponent, objects: sets.map(\.elements),
            unreadableCount: problems.count)
    }

    private func openArchive() throws -> SQLiteArchive {
        do {
            return try SQLiteArchive.open(folder: data)
        } catch {
            throw Failure("`\(data)`: \(error)")
        }
    }

    /// Every partner, and the roles asked for; a partner may be named by its agency.
    private func seats(_ node: OperationsNode, _ programme: ProgrammeDescription) throws -> [String] {
        let roles = try role.map { text in
            let seat = Seat(text)
            let partner = seat.flatMap { programme.partner(named: $0.partner.rawValue) }
            guard let partner, let role = seat?.role, programme.roles.contains(where: { $0.id == role }) else {
                throw Failure("unknown role `\(text)`: expected PARTNER:ROLE, a role of `programme.yaml`")
            }
            return Seat(partner: partner.id, role: role).description
        }
        return node.partners + roles
    }

    private func openBooks() throws -> BookFiles {
        do {
            return try BookFiles(folder: data)
        } catch {
            throw Failure("`\(data)`: \(error)")
        }
    }

    private func signInKeys(
        for seats: [String], in archive: SQLiteArchive, _ clock: any NodeClock
    ) async throws -> [NewSignInKey] {
        guard renewSignIn else { return try await SignInKeys.ensure(seats: seats, store: archive, clock: clock) }
        // Roles of earlier runs too: what was handed out once must end.
        let earlier = try await archive.signInKeys().map(\.seat).filter { !seats.contains($0) }
        return try await SignInKeys.renew(seats: seats + earlier, store: archive, clock: clock)
    }

    private func tell(_ folder: ProgrammeFolder, keys: [NewSignInKey], port: Int, listener: DatagramListener) {
        var lines = LineWriter()
        lines.line("\(folder.programme.name) at http://\(host):\(port), telemetry from \(listener.address)")
        let width = keys.map(\.seat.count).max() ?? 0
        for key in keys {
            let agency = folder.programme.partner(named: String(key.seat.prefix { $0 != ":" }))?.agency ?? ""
            let columns = zip([key.seat, agency], [width, 10]).map {
                $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0)
            }
            lines.line(columns.joined(separator: " ") + key.link(host: host, port: port))
        }
        if keys.isEmpty { lines.line("sign-in links were printed at the first start; --renew-sign-in makes new ones") }
        lines.flush()
    }
}
