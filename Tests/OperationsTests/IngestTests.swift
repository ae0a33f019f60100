import MissionDatabase
import SpaceLink
import Testing
import Timekeeping

@testable import Operations

@Suite struct IngestTests {
    @Test func aSampleIsKeptThenShown() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        try await fixture.receive(node, pressureMmHg: 748)
        let view = try #require(node.view(for: "US"))
        let sample = try #require(await view.lastValues().first { $0.name == NodeFixture.pressure })
        #expect(sample.value == .float(748))
        #expect(sample.raw == .unsigned(37400))
        #expect(sample.limitLetter == "N")
        #expect(sample.milliseconds == fixture.clock.now().unixMilliseconds())
        #expect(fixture.archive.kept.packets.map(\.apid) == [262])
        #expect(try await view.link().archive.packetsStored == 1)
    }

    @Test func aRefusedFrameIsCountedKeptAndTold() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let good = try #require(try fixture.frames([try fixture.packet(pressureMmHg: 748)]).first)
        var flipped = good
        flipped.bytes[200] ^= 0x10
        var short = good
        short.bytes.removeLast(7)
        let empty = ReceivedFrame(bytes: [], receptionTime: good.receptionTime)
        for frame in [flipped, short, empty, good] { node.frames.offer(frame) }
        await node.step()
        let totals = await node.totals
        #expect(totals.framesReceived == 4)
        #expect(totals.framesBad == 3)
        #expect(totals.framesGood == 1)
        #expect(fixture.archive.kept.badFrames.map(\.bytes) == [flipped.bytes, short.bytes, []])
        let view = try #require(node.view(for: "US"))
        #expect(await view.lastValues().contains { $0.name == NodeFixture.pressure })
        #expect(fixture.archive.kept.events.contains { $0.text.hasPrefix("bad frame") })
    }

    @Test func aStormOfBadFramesIsAFewLines() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        for _ in 0..<5000 { node.frames.offer(ReceivedFrame(bytes: [1, 2, 3], receptionTime: fixture.clock.now())) }
        for _ in 0..<5 { await node.step() }
        fixture.clock.advance(bySeconds: 11)
        await node.step()
        #expect(await node.totals.framesBad == 5000)
        let lines = fixture.archive.kept.events.filter { $0.text.contains("bad frame") }
        #expect(lines.count == 2)
        #expect(lines.last?.text.contains("more in 11 s") == true)
    }

    @Test func aPacketOfAnUnknownAPIDIsKeptAndMarked() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let stranger = try SpacePacket.build(
            apid: try #require(APID(1999)), sequenceCount: .zero, dataField: [UInt8](repeating: 5, count: 20))
        for frame in try fixture.frames([stranger]) { node.frames.offer(frame) }
        await node.step()
        let kept = fixture.archive.kept.packets
        #expect(kept.map(\.quality) == [.unknownAPID])
        #expect(kept.map(\.bytes) == [stranger.bytes])
        #expect(await node.totals.packetsUnknown == 1)
    }

    @Test func aPacketTooShortForItsContainerIsKeptAndMarked() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let short = try SpacePacket.build(
            apid: try #require(APID(262)), sequenceCount: .zero, hasSecondaryHeader: true, dataField: [1, 2, 3])
        for frame in try fixture.frames([short]) { node.frames.offer(frame) }
        await node.step()
        #expect(fixture.archive.kept.packets.map(\.quality) == [.undecodable])
        #expect(await node.totals.packetsUndecodable == 1)
    }

    @Test func aGapInTheSequenceIsCountedAndTold() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        try await fixture.receive(node, pressureMmHg: 748)
        _ = try fixture.packet(pressureMmHg: 748)
        try await fixture.receive(node, pressureMmHg: 748)
        #expect(await node.totals.packetsLost == 1)
        #expect(fixture.archive.kept.events.contains { $0.text == "1 packets lost of apid `262`" })
    }

    @Test func aRestartResumesWithEverything() async throws {
        let fixture = try NodeFixture()
        let first = try await fixture.node()
        let working = Task { await first.run() }
        try await fixture.receive(first, pressureMmHg: 700)
        let before = try #require(
            await first.view(for: "US")?.alarms().alarms.first { $0.parameter == NodeFixture.pressure })
        _ = try await first.view(for: "US")?.acknowledge(alarm: before.id)
        let totals = await first.totals
        working.cancel()
        await working.value
        let second = try await fixture.node()
        let view = try #require(second.view(for: "US"))
        #expect(await second.totals == totals)
        let alarm = try #require(await view.alarms().alarms.first { $0.id == before.id })
        #expect(alarm.acknowledgedBy == "US")
        #expect(alarm.isActive)
        #expect(await view.lastValues().first { $0.name == NodeFixture.pressure }?.value == .float(700))
        #expect(fixture.archive.kept.events.last?.text.hasPrefix("node started with 1 packets kept") == true)
        let ids = fixture.archive.kept.events.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func noPacketHoweverOddEndsTheNode() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        var random = SplitMix(state: 20_261_122)
        let good = try fixture.packet(pressureMmHg: 748)
        var packets: [SpacePacket] = []
        for _ in 0..<3000 {
            let apid = try #require(APID(random.next() % 2 == 0 ? 257 + random.next() % 30 : random.next() % 2047))
            var data = Array(good.bytes.dropFirst(6))
            data = Array((data + data + data).prefix(Int(1 + random.next() % UInt64(3 * data.count))))
            for _ in 0..<(random.next() % 8) {
                data[Int(random.next() % UInt64(data.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let count = try #require(SequenceCount(random.next() % 16384))
            packets.append(
                try SpacePacket.build(apid: apid, sequenceCount: count, hasSecondaryHeader: true, dataField: data))
        }
        for frame in try fixture.frames(packets) {
            node.frames.offer(frame)
            var damaged = frame
            damaged.bytes[Int(random.next() % UInt64(frame.bytes.count))] ^= UInt8(1 << (random.next() % 8))
            node.frames.offer(damaged)
        }
        while node.frames.count > 0 { await node.step() }
        #expect(fixture.archive.kept.packets.count == 3000)
        let totals = await node.totals
        #expect(totals.framesBad * 2 == totals.framesReceived)
        #expect(totals.packetsExtracted == 3000)
        let view = try #require(node.view(for: "US"))
        #expect(await !view.lastValues().isEmpty)
    }

    @Test func whatTheQueueDropsIsCounted() async throws {
        let fixture = try NodeFixture()
        let queue = FrameQueue(maximumFrames: 2)
        let node = try await OperationsNode.start(
            configuration: fixture.configuration, archive: fixture.archive, clock: fixture.clock, frames: queue)
        for _ in 0..<5 { queue.offer(ReceivedFrame(bytes: [0], receptionTime: fixture.clock.now())) }
        await node.step()
        #expect(await node.totals.framesDropped == 3)
    }
}

/// A small generator with a seed, so that a failure can be repeated (Steele, Lea and Flood 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
