import Agreements
import Archive
import Foundation
import GroundNetwork
import MissionDatabase
import Operations
import Programme
import SpaceLink
import Telemetry
import Timekeeping

/// Packets of twenty parameters: decoded and checked alone, and through the whole node into its archive.
enum TelemetryBenchmarks {
    private static let parametersPerPacket = 20

    static func run() async throws {
        let database = try XTCEReader.read(Array(missionDatabase.utf8), source: "benchmark")
        let packets = try (0..<16_384).map { try packet($0, in: database) }
        try decoding(packets, database)
        try await ingest(packets, database)
    }

    private static func decoding(_ packets: [SpacePacket], _ database: Database) throws {
        let decoder = PacketDecoder(database)
        var samples = decoder.makeBuffer(capacity: parametersPerPacket)
        var count = 0
        let seconds = try fastest(of: 5) {
            count = 0
            for packet in packets {
                samples.removeAll()
                try decoder.decode(packet, receivedAt: .j2000TAI, into: &samples)
                count += samples.count
            }
        }
        guard count >= packets.count * parametersPerPacket else { throw BenchmarkFailure(what: "values are missing") }
        Report.line("telemetry.decode20", Double(packets.count) / seconds, "packets/s")
    }

    /// Frames into a node's queue until its archive has every packet; processor time counts, so that it is one core's.
    private static func ingest(_ packets: [SpacePacket], _ database: Database) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "comity-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = try SQLiteArchive.open(folder: folder.path())
        let link = try TMFrameConfiguration(
            spacecraftID: 0x2A, frameLengthBytes: 1115, hasOperationalControlField: false, hasFrameErrorControl: true)
        let programme = try programme()
        let node = try await OperationsNode.start(
            configuration: NodeConfiguration(
                programme: programme,
                agreements: LivingAgreements(documents: [], bytes: [:], programme: programme), database: database,
                network: StationNetwork(stations: [], relays: []), frames: link, elements: nil),
            archive: archive)
        var encoder = TMFrameEncoder(configuration: link)
        var frames: [[UInt8]] = []
        let rounds = 16
        for _ in 0..<rounds { frames += try encoder.frames(of: packets, virtualChannel: 0) }

        let work = Task { await node.run() }
        let (began, used) = (ContinuousClock.now, processorSeconds())
        for frame in frames {
            while node.frames.count > 4096 { await Task.yield() }
            _ = node.frames.offer(ReceivedFrame(bytes: frame, receptionTime: .j2000TAI))
        }
        let expected = Int64(packets.count * rounds)
        while try await archive.snapshot().packetsStored < expected { try await Task.sleep(for: .milliseconds(5)) }
        let (wall, processor) = ((ContinuousClock.now - began) / .seconds(1), processorSeconds() - used)
        work.cancel()
        node.frames.finish()
        Report.line("node.ingest20.perCore", Double(expected) / processor, "packets/s")
        Report.line("node.ingest20.wall", Double(expected) / wall, "packets/s")
    }

    private static func programme() throws -> ProgrammeDescription {
        let folder = checkout.appending(path: "examples/iss").path()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        let files = try names.map {
            SourceFile(path: "\(folder)/\($0)", text: try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
        guard let programme = ProgrammeReader.read(files: files).value else {
            throw BenchmarkFailure(what: "the programme cannot be read")
        }
        return programme
    }

    private static func packet(_ number: Int, in database: Database) throws -> SpacePacket {
        var values: [ParameterIndex: Value] = [:]
        for index in 0..<parametersPerPacket {
            guard let parameter = database.parameter(named: "P\(index)") else {
                throw BenchmarkFailure(what: "no parameter P\(index)")
            }
            values[parameter.index] =
                index % 4 == 3
                ? .float(20 + Double(number % 50) / 10) : .unsigned(UInt64((number &* 7 &+ index) % 4000))
        }
        if let count = database.parameter(named: "SRC_SEQ_CTR") {
            values[count.index] = .unsigned(UInt64(number % 16_384))
        }
        return try SpacePacket(parsing: database.encode(container: "TWENTY", values: values))
    }
}
