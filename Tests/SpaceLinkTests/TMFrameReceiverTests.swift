import SpaceLink
import TestSupport
import Testing

@Suite struct TMFrameReceiverTests {
    private let configuration: TMFrameConfiguration

    init() throws {
        configuration = try TMFrameConfiguration(spacecraftID: 25, frameLengthBytes: 64)
    }

    private func packet(_ count: Int, apid: Int = 100, length: Int = 20) throws -> SpacePacket {
        try .build(
            apid: #require(APID(apid)), sequenceCount: #require(SequenceCount(count)),
            dataField: [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: length))
    }

    private func receive(_ frames: [[UInt8]]) -> (
        receiver: TMFrameReceiver, packets: [SpacePacket], anomalies: [LinkAnomaly]
    ) {
        var receiver = TMFrameReceiver(configuration: configuration)
        var packets: [SpacePacket] = []
        var anomalies: [LinkAnomaly] = []
        for frame in frames {
            let reception = receiver.receive(frame)
            packets += reception.packets
            anomalies += reception.anomalies
        }
        return (receiver, packets, anomalies)
    }

    @Test func packetsSpanFrames() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        let packets = try [1, 50, 51, 52, 300, 65536].enumerated().map { try packet($0, length: $1) }
        let result = receive(try encoder.frames(of: packets))
        #expect(result.packets == packets)
        #expect(result.anomalies == [])
        #expect(result.receiver.counters.packetsIdle <= 1)
    }

    @Test func idleFramesAreCounted() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        var frames = [try encoder.idleFrame()]
        frames += try encoder.frames(of: [packet(0, length: 100)])
        frames.append(try encoder.idleFrame())
        #expect(frames[0][4] & 0x07 == 0x07 && frames[0][5] == 0xFE)
        let result = receive(frames)
        #expect(result.packets.count == 1 && result.anomalies == [])
        #expect(result.receiver.counters.framesIdle == 2)
        #expect(result.receiver.counters.framesGood == frames.count)
    }

    @Test func channelsAreIndependent() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        let (long, short) = try (packet(0, apid: 1, length: 100), packet(0, apid: 2, length: 10))
        var frames = try encoder.append(long, virtualChannel: 0)
        frames += try encoder.frames(of: [short], virtualChannel: 5)
        frames += try encoder.flush(virtualChannel: 0)
        let result = receive(frames)
        #expect(result.packets == [short, long])
        #expect(result.anomalies == [])
    }

    @Test func aLostFrameCostsItsPacketsOnly() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        let packets = try (0..<12).map { try packet($0, length: 34) }
        var frames = try encoder.frames(of: packets)
        frames.remove(at: 2)
        let result = receive(frames)
        // Frame 2 holds bytes 112 to 167 of the stream of 40-byte packets: 2 (cut), 3 and 4 (cut).
        #expect(result.packets.map(\.sequenceCount.value) == [0, 1, 5, 6, 7, 8, 9, 10, 11])
        #expect(
            result.anomalies == [
                .masterChannelGap(lost: 1), .virtualChannelGap(virtualChannel: 0, lost: 1),
                .badPacket(virtualChannel: 0, reason: .interrupted(foundBytes: 32)),
                .packetGap(apid: try #require(APID(100)), lost: 3),
            ])
        #expect(result.anomalies.map(\.description)[3] == "3 packets lost of apid `100`")
    }

    @Test func aRepeatedFrameIsDropped() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        let frames = try encoder.frames(of: [packet(0)])
        let result = receive(frames + frames)
        #expect(result.packets.count == 1)
        #expect(result.anomalies == [.repeatedFrame(virtualChannel: 0, count: 0)])
    }

    @Test func aSourceThatStartsAnewIsNoLoss() throws {
        var encoder = TMFrameEncoder(configuration: configuration)
        let result = receive(try encoder.frames(of: [packet(900), packet(0), packet(1)]))
        #expect(result.packets.count == 3)
        #expect(result.receiver.counters.packetsLost == 0)
        let expected = try #require(SequenceCount(901))
        #expect(
            result.anomalies == [
                .sequenceStepBack(apid: try #require(APID(100)), expected: expected, found: .zero)
            ])
    }

    /// A packet that declares more than its sender put in: the next first header pointer gives it away.
    @Test func aPacketLongerThanItsFrameSaysIsDropped() throws {
        var encoder = TMFrameEncoder(configuration: try unchecked())
        var frames = try encoder.frames(of: (0..<6).map { try packet($0, length: 50) })
        frames[0][6 + 4] = 0x01  // 50 bytes become 306
        var receiver = TMFrameReceiver(configuration: try unchecked())
        let receptions = frames.map { receiver.receive($0) }
        // Packet 1 starts in the frame that packet 0 now claims whole.
        #expect(receptions.flatMap(\.packets).map(\.sequenceCount.value) == [2, 3, 4, 5])
        #expect(
            receptions.flatMap(\.anomalies) == [
                .badPacket(
                    virtualChannel: 0, reason: .lengthContradictsFrame(foundBytes: 58 + 54, declaredBytes: 312))
            ])
        #expect(receiver.counters.packetsBad == 1)
    }

    private func unchecked() throws -> TMFrameConfiguration {
        try TMFrameConfiguration(spacecraftID: 25, frameLengthBytes: 64, hasFrameErrorControl: false)
    }

    /// Dump of telemetry frames of spacecraft 123, 1115 bytes, with operational control field and no error control,
    /// from the tests of dariol83/ccsds. An independent reassembly in Python finds 613 packets of APID 1130.
    @Test func readsARecordedDump() throws {
        guard let file = SharedData.bytes("frames/dariol83/dumpFile_tm_1.hex") else { return }
        let recorded = try TMFrameConfiguration(
            spacecraftID: 123, frameLengthBytes: 1115, hasOperationalControlField: true, hasFrameErrorControl: false)
        var receiver = TMFrameReceiver(configuration: recorded)
        var packets: [SpacePacket] = []
        var anomalies: [LinkAnomaly] = []
        for line in String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline) {
            // A synchronisation marker of 4 bytes before each frame, check symbols behind it.
            let reception = receiver.receive(Array(bytes(hex: line).dropFirst(4).prefix(1115)))
            packets += reception.packets
            anomalies += reception.anomalies
        }
        #expect(packets.count == 613)
        #expect(packets.allSatisfy { $0.apid == APID(1130) })
        #expect(receiver.counters.framesGood == 152 && receiver.counters.framesIdle == 30)
        #expect(receiver.counters.framesBad == 0 && receiver.counters.packetsBad == 0)
        #expect(receiver.counters.framesLost == 0)
        // The recording was made of pieces: twelve steps in the sequence count.
        #expect(anomalies.count == 12)
    }

    /// Dump with encapsulation packets (version 7) among space packets: reported, and the rest goes on.
    @Test func otherPacketVersionsAreReported() throws {
        guard let file = SharedData.bytes("frames/dariol83/dumpFile_tm_encapsulation.hex") else { return }
        let recorded = try TMFrameConfiguration(
            spacecraftID: 123, frameLengthBytes: 1115, hasOperationalControlField: true, hasFrameErrorControl: false)
        var receiver = TMFrameReceiver(configuration: recorded)
        for line in String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline) {
            _ = receiver.receive(bytes(hex: line))
        }
        #expect(receiver.counters.framesGood == 11 && receiver.counters.packetsBad > 0)
    }
}
