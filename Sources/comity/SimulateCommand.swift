import ArgumentParser
import Foundation
import Orbits
import Simulator
import Timekeeping
import Transport

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "A station that behaves: real orbit, stated models, telemetry frames as a spacecraft sends them.",
        discussion: """
            Runs at the present time unless --at says otherwise; the same seed and times give the same bytes.
            Example: comity simulate examples/iss --to udp://127.0.0.1:10015
            """)

    @Argument(help: "The programme's folder.")
    var programme = "examples/iss"

    @Option(help: ArgumentHelp("Where frames are sent, one a datagram.", valueName: "udp://host:port"))
    var to: String?

    @Option(help: ArgumentHelp("Start of the simulation, ISO 8601 UTC; now when not given.", valueName: "time"))
    var at: Instant?

    @Option(help: ArgumentHelp("Simulated seconds for each second of the clock, 0.01 to 1000.", valueName: "factor"))
    var timeScale = 1.0

    @Option(help: "Packets sent for each one that the mission database asks for, 1 to 100.")
    var rate = 1

    @Option(help: "Start of the random numbers.")
    var seed: UInt64 = 1

    @Option(help: "People on board.")
    var crew = 7

    @Option(help: ArgumentHelp("Stop after this much simulated time; never when not given.", valueName: "seconds"))
    var duration: Double?

    @Flag(help: "List every parameter and the model that drives it, or the constant it holds; send nothing.")
    var list = false

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard list || to != nil else { throw ValidationError("give `--to udp://HOST:PORT`, or `--list`") }
        guard (0.01...1000).contains(timeScale) else {
            throw ValidationError("`--time-scale \(timeScale)`: expected 0.01 to 1000")
        }
    }

    func run() async throws {
        let folder = try ProgrammeFolder.load(programme)
        guard let elements = folder.elements else {
            throw Failure("`\(programme)/orbit.json`: not there, expected the station's element set")
        }
        let start = at ?? .present
        var simulator = try StationSimulator(
            database: folder.database, elements: elements, link: try SimulatorLink(folder.programme), start: start,
            settings: SimulatorSettings(seed: seed, crew: crew, rateFactor: rate))
        if list { return writeListing(simulator) }
        tellAge(of: elements.epoch, at: start)
        try await send(&simulator, from: start)
    }

    private func send(_ simulator: inout StationSimulator, from start: Instant) async throws {
        let sender = try await DatagramSender.open(to: try DatagramAddress(parsing: to ?? ""))
        let end = duration.map { start.advanced(bySeconds: $0) } ?? .latest
        let clock = ContinuousClock()
        let began = clock.now
        var isReachable = true
        while simulator.instant < end {
            let elapsed = (clock.now - began) / .seconds(1)
            for frame in try simulator.step(to: min(end, start.advanced(bySeconds: elapsed * timeScale))) {
                isReachable = await deliver(frame, by: sender, wasReachable: isReachable)
            }
            try await Task.sleep(for: .milliseconds(timeScale > 1 ? 20 : 50))
        }
        await sender.close()
    }

    /// A spacecraft sends whether anyone listens or not; that nobody does is told once.
    private func deliver(_ frame: [UInt8], by sender: DatagramSender, wasReachable: Bool) async -> Bool {
        do {
            try await sender.send(frame)
            return true
        } catch {
            if wasReachable { StandardError.write("note: \(error); the simulation goes on") }
            return false
        }
    }

    private func tellAge(of epoch: Instant, at start: Instant) {
        let days = start.secondsSince(epoch) / 86_400
        let side = days < 0 ? "ahead" : "old"
        StandardError.write("note: the element set is \(fixed(abs(days), decimals: 1)) days \(side)")
    }

    private func writeListing(_ simulator: StationSimulator) {
        var table = Table(columns: ["parameter", "model", "constant"])
        table.rows = simulator.listing.map { item in
            switch item.kind {
            case .modelled(let title): [.text(item.parameter), .text(title), .missing]
            case .static(let value): [.text(item.parameter), .text("static"), .literal("\(value)")]
            }
        }
        table.write(as: output.format)
    }
}
