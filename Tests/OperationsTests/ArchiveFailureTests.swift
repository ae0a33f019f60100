import MissionDatabase
import Testing
import Timekeeping

@testable import Operations

@Suite struct ArchiveFailureTests {
    @Test func telemetryStaysLiveWhileTheDiskIsFullAndNothingIsLost() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let view = try #require(node.view(for: "US"))
        try await fixture.receive(node, pressureMmHg: 748)
        fixture.archive.fail(.full(path: "archive.sqlite"))
        for pressure in [749.0, 750, 751] {
            fixture.clock.advance(bySeconds: 1)
            try await fixture.receive(node, pressureMmHg: pressure)
        }
        #expect(await view.lastValues().first { $0.name == NodeFixture.pressure }?.value == .float(751))
        let failing = try await view.link().archive
        #expect(!failing.isKeeping)
        #expect(failing.text.contains("no space is left"))
        #expect(failing.packetsWaiting == 3)
        fixture.archive.fail(nil)
        fixture.clock.advance(bySeconds: 2)
        await node.step()
        #expect(try await view.link().archive.isKeeping)
        #expect(fixture.archive.kept.packets.count == 4)
        let told = fixture.archive.kept.events.filter { $0.kind == "archive" }.map(\.text)
        #expect(told.count == 2)
        #expect(told.last?.contains("3 packets held in memory were kept") == true)
        #expect(told.last?.hasSuffix("none was lost") == true)
    }

    @Test func whatMemoryCannotHoldIsToldExactly() async throws {
        var backlog = ArchiveBacklog(maximumBytes: 10 * (100 + 64))
        let start = Instant(nanosecondsSinceJ2000TAI: 800_000_000_000_000_000)
        for second in 0..<12 {
            var batch = ArchiveBatch()
            let time = start.advanced(bySeconds: Double(second))
            batch.packets = [
                PacketRecord(
                    apid: 1, generationTime: time, receptionTime: time, quality: .good,
                    bytes: [UInt8](repeating: 0, count: 100))
            ]
            backlog.add(batch)
        }
        let lost = try #require(backlog.lost)
        #expect(lost.packets + backlog.waiting.packets.count == 12)
        #expect(lost.from == start)
        #expect(lost.to == start.advanced(bySeconds: Double(lost.packets - 1)))
        #expect(backlog.waiting.packets.first?.receptionTime == start.advanced(bySeconds: Double(lost.packets)))
    }

    @Test func anAcknowledgementThatCannotBeKeptIsRefused() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        try await fixture.receive(node, pressureMmHg: 700)
        let view = try #require(node.view(for: "US"))
        let alarm = try #require(await view.alarms().alarms.first { $0.parameter == NodeFixture.pressure })
        fixture.archive.fail(.full(path: "archive.sqlite"))
        let working = Task { await node.run() }
        defer { working.cancel() }
        await #expect(throws: Refusal.self) { try await view.acknowledge(alarm: alarm.id) }
        #expect(await view.alarms().alarms.first { $0.id == alarm.id }?.acknowledgedBy == nil)
    }
}
