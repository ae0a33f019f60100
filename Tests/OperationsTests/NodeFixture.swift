import Agreements
import Foundation
import GroundNetwork
import MissionDatabase
import Orbits
import Programme
import SpaceLink
import Synchronization
import Testing
import Timekeeping

@testable import Operations

/// The example programme with agreements of the test's own, a clock that is moved by hand and an archive in memory.
final class NodeFixture: Sendable {
    static let start = try? Instant(utc: "2026-11-22T12:00:00Z")
    /// Destiny's cabin pressure: 0.02 mmHg a count; watch below 734, warning below 724, critical below 718 mmHg.
    static let pressure = "USLAB000058"
    static let pressureContainer = "US_LifeSupport"

    let configuration: NodeConfiguration
    let clock: ManualClock
    let archive: MemoryArchive
    let database: Database
    private let encoder: Mutex<TMFrameEncoder>
    private let sequence = Mutex(0)

    init(archive: MemoryArchive = MemoryArchive(), clock: ManualClock? = nil) throws {
        self.clock = try clock ?? ManualClock(#require(Self.start))
        self.archive = archive
        let programme = try #require(ProgrammeReader.read(files: try Self.files("examples/iss")).value)
        let link = try #require(programme.link)
        let xml = try Data(contentsOf: try Self.folder("examples/iss").appendingPathComponent("mission-database.xml"))
        database = try XTCEReader.read(Array(xml), source: "mission-database.xml")
        let frames = try TMFrameConfiguration(spacecraftID: link.spacecraftId, frameLengthBytes: link.frameLengthBytes)
        encoder = Mutex(TMFrameEncoder(configuration: frames))
        configuration = NodeConfiguration(
            programme: programme,
            agreements: LivingAgreements(documents: [Self.agreement(programme)], bytes: [:], programme: programme),
            database: database,
            network: StationNetwork(stations: [], relays: []), frames: frames, elements: Self.elements)
    }

    func node() async throws -> OperationsNode {
        try await OperationsNode.start(configuration: configuration, archive: archive, clock: clock)
    }

    /// A packet with Destiny's cabin pressure, mmHg, made at the clock's time; all else in it is zero.
    func packet(pressureMmHg: Double) throws -> SpacePacket {
        let time = try CUCTime(clock.now())
        let count = sequence.withLock { count in
            defer { count = (count + 1) % 16384 }
            return count
        }
        func index(_ name: String) throws -> Int { try #require(database.parameter(named: name)).index }
        let bytes = try database.encode(
            container: Self.pressureContainer,
            values: [
                index("SRC_SEQ_CTR"): .unsigned(UInt64(count)),
                index("COARSE_TIME"): .unsigned(UInt64(time.coarseSeconds)),
                index("FINE_TIME"): .unsigned(UInt64(time.fine)),
                index(Self.pressure): .unsigned(UInt64((pressureMmHg / 0.02).rounded())),
            ])
        return try SpacePacket(parsing: bytes)
    }

    /// The frames that carry packets.
    func frames(_ packets: [SpacePacket]) throws -> [ReceivedFrame] {
        try encoder.withLock { try $0.frames(of: packets) }
            .map { ReceivedFrame(bytes: $0, receptionTime: clock.now()) }
    }

    /// Gives the node one packet with a pressure and lets it work.
    func receive(_ node: OperationsNode, pressureMmHg: Double) async throws {
        for frame in try frames([try packet(pressureMmHg: pressureMmHg)]) { node.frames.offer(frame) }
        await node.step()
    }

    static let elements = MeanElements(
        catalogueNumber: 25544, name: "ISS", epoch: start ?? .j2000TAI, inclinationDeg: 51.64, raanDeg: 10,
        eccentricity: 0.0005, argumentOfPerigeeDeg: 30, meanAnomalyDeg: 20, meanMotionRevPerDay: 15.5, bstar: 1e-4,
        revolutionNumber: 100)

    /// Each sees and answers for its own; Europe sees the pressures of the United States; all see link and orbit.
    static func agreement(_ programme: ProgrammeDescription) -> AgreementDocument {
        let all = Set(programme.partners.map(\.id))
        var own = ResourceSelector(kinds: [.parameter, .alarm, .element, .event])
        own.elements = .own
        var pressure = ResourceSelector(kinds: [.parameter, .alarm])
        pressure.names = NamePatterns([Self.pressure])
        return AgreementDocument(
            id: "test", title: "Test", tier: .treaty, parties: programme.partners.map(\.id),
            inForce: Validity(from: nil, until: nil),
            clauses: [
                Clause(
                    id: "own", title: "own", subject: SubjectSelector(partners: all),
                    actions: [.read, .list, .export, .acknowledge, .use], resource: own, effect: .permit),
                Clause(
                    id: "pressure", title: "pressure", subject: SubjectSelector(partners: ["EU"]), actions: [.read],
                    resource: pressure, effect: .permit),
                Clause(
                    id: "common", title: "common", subject: SubjectSelector(partners: all), actions: [.read],
                    resource: ResourceSelector(kinds: [.orbit, .link]), effect: .permit),
            ])
    }

    static func folder(_ path: String) throws -> URL {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let found = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: found.path) { return found }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    static func files(_ path: String) throws -> [SourceFile] {
        let folder = try folder(path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
            return SourceFile(path: "\(path)/\(name)", bytes: bytes)
        }
    }
}

/// An archive in memory that can be told to fail.
final class MemoryArchive: ArchiveStore {
    struct State {
        var packets: [PacketRecord] = []
        var badFrames: [BadFrameRecord] = []
        var events: [NodeEvent] = []
        var alarms: [Int64: AlarmRecord] = [:]
        var totals = LinkTotals()
        var failure: ArchiveError?
        var appends = 0
    }

    private let state = Mutex(State())

    /// What was kept so far.
    var kept: State { state.withLock { $0 } }

    func fail(_ error: ArchiveError?) {
        state.withLock { $0.failure = error }
    }

    func append(_ batch: ArchiveBatch) async throws(ArchiveError) {
        let failure = state.withLock { state -> ArchiveError? in
            guard state.failure == nil else { return state.failure }
            state.appends += 1
            state.packets += batch.packets
            state.badFrames += batch.badFrames
            state.events += batch.events
            for alarm in batch.alarms { state.alarms[alarm.id] = alarm }
            state.totals = batch.totals ?? state.totals
            return nil
        }
        if let failure { throw failure }
    }

    func snapshot() async throws(ArchiveError) -> ArchiveSnapshot {
        state.withLock { state in
            var snapshot = ArchiveSnapshot()
            snapshot.totals = state.totals
            let good = state.packets.filter { $0.quality == .good }
            snapshot.latestPackets = Dictionary(grouping: good, by: \.apid).compactMap { $0.value.last }
            snapshot.alarms = state.alarms.values.filter { !$0.isOver }
            snapshot.lastAlarmID = state.alarms.keys.max() ?? 0
            snapshot.lastEventID = state.events.map(\.id).max() ?? 0
            snapshot.packetsStored = Int64(state.packets.count)
            snapshot.archivedThrough = state.packets.map(\.receptionTime).max()
            return snapshot
        }
    }

    func packets(_ query: PacketQuery) async throws(ArchiveError) -> PacketPage {
        let found = state.withLock { state in
            state.packets.filter {
                $0.apid == query.apid && $0.quality == .good && query.from <= $0.generationTime
                    && $0.generationTime < query.to
            }
        }
        return PacketPage(packets: found, next: nil)
    }

    func events(limit: Int, before: Int64?) async throws(ArchiveError) -> [NodeEvent] {
        state.withLock { state in
            Array(state.events.sorted { $0.id > $1.id }.filter { $0.id < before ?? .max }.prefix(limit))
        }
    }

    func badFrames(limit: Int) async throws(ArchiveError) -> [BadFrameRecord] {
        state.withLock { Array($0.badFrames.suffix(limit).reversed()) }
    }
}
