import SpaceLink
import Testing

@Suite struct SpacePacketTests {
    /// Headers packed by spacepackets 0.32.0 (Python) from the same fields.
    @Test func headersMatchPeer() throws {
        let first = try SpacePacket.build(
            apid: #require(APID(0x42)), sequenceFlags: .first, sequenceCount: #require(SequenceCount(16383)),
            hasSecondaryHeader: true, dataField: [1, 2, 3, 4])
        #expect(Array(first.bytes.prefix(6)) == bytes(hex: "08427fff0003"))
        let longest = try SpacePacket.build(
            type: .telecommand, apid: #require(APID(0x7FE)), sequenceCount: #require(SequenceCount(77)),
            dataField: [UInt8](repeating: 0, count: 65536))
        #expect(Array(longest.bytes.prefix(6)) == bytes(hex: "17fec04dffff"))
        #expect(longest.bytes.count == SpacePacket.largestBytes)
        let plain = try SpacePacket.build(
            apid: #require(APID(11)), sequenceCount: #require(SequenceCount(1)),
            dataField: [UInt8](repeating: 0, count: 65))
        #expect(Array(plain.bytes.prefix(6)) == bytes(hex: "000bc0010040"))
    }

    @Test func parsesWhatItBuilds() throws {
        var random = Seeded(1)
        for _ in 0..<500 {
            let data = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let packet = try SpacePacket.build(
                type: Bool.random(using: &random) ? .telemetry : .telecommand,
                apid: #require(APID(Int.random(in: 0...2047, using: &random))),
                sequenceFlags: #require(SequenceFlags(rawValue: UInt8.random(in: 0...3, using: &random))),
                sequenceCount: #require(SequenceCount(Int.random(in: 0...16383, using: &random))),
                hasSecondaryHeader: Bool.random(using: &random), dataField: data)
            let parsed = try SpacePacket(parsing: packet.bytes)
            #expect(parsed == packet)
            #expect(Array(parsed.dataField) == data)
        }
    }

    @Test func refusesWrongBytes() throws {
        #expect(throws: SpaceLinkError.truncated(neededBytes: 6, foundBytes: 5)) {
            try SpacePacket(parsing: [0, 1, 2, 3, 4])
        }
        #expect(throws: SpaceLinkError.truncated(neededBytes: 6, foundBytes: 0)) { try SpacePacket(parsing: []) }
        #expect(throws: SpaceLinkError.packetVersion(found: 7)) { try SpacePacket(parsing: [0xE0, 0, 0, 0, 0, 0, 0]) }
        #expect(throws: SpaceLinkError.truncated(neededBytes: 9, foundBytes: 8)) {
            try SpacePacket(parsing: [0, 1, 0xC0, 0, 0, 2, 9, 9])
        }
        #expect(throws: SpaceLinkError.trailingBytes(declaredBytes: 7, foundBytes: 8)) {
            try SpacePacket(parsing: [0, 1, 0xC0, 0, 0, 0, 9, 9])
        }
        #expect(throws: SpaceLinkError.packetDataLength(bytes: 0)) {
            try SpacePacket.build(apid: .idle, sequenceCount: .zero, dataField: [])
        }
        #expect(throws: SpaceLinkError.packetDataLength(bytes: 0)) { try SpacePacket.idle(lengthBytes: 6) }
        #expect(SpaceLinkError.packetVersion(found: 7).description == "wrong packet version: found `7`, expected `0`")
    }

    @Test func identifiersKeepTheirWidth() {
        #expect(APID(2048) == nil && APID(-1) == nil && APID(2047) == .idle)
        #expect(SequenceCount(16384) == nil)
        #expect(SequenceCount(16383)?.next == .zero)
        #expect(SequenceCount(3)?.steps(from: SequenceCount(16382) ?? .zero) == 5)
    }
}

@Suite struct PacketStreamReaderTests {
    private func packet(_ count: Int, apid: Int = 100, length: Int = 20) throws -> SpacePacket {
        try .build(
            apid: #require(APID(apid)), sequenceCount: #require(SequenceCount(count)),
            dataField: [UInt8](repeating: 0xFF, count: length))
    }

    @Test func readsPacketsInARow() throws {
        let packets = try (0..<10).map { try packet($0, length: 1 + $0) }
        let items = Array(PacketStreamReader(packets.flatMap(\.bytes)))
        var offset = 0
        for (item, packet) in zip(items, packets) {
            #expect(item == .packet(packet, offset: offset))
            offset += packet.bytes.count
        }
        #expect(items.count == 10)
        #expect(Array(PacketStreamReader([])).isEmpty)
    }

    @Test func reportsGarbageAndGoesOn() throws {
        let (first, second, third) = try (packet(0), packet(1), packet(2))
        let garbage = [UInt8](repeating: 0xEE, count: 9)
        let items = Array(PacketStreamReader(first.bytes + garbage + second.bytes + third.bytes))
        #expect(
            items == [
                .packet(first, offset: 0),
                .garbage(offset: 26, lengthBytes: 9, reason: .packetVersion(found: 7)),
                .packet(second, offset: 35), .packet(third, offset: 61),
            ])
    }

    @Test func reportsATruncatedEnd() throws {
        let whole = try packet(0)
        let items = Array(PacketStreamReader(whole.bytes + whole.bytes.dropLast(3)))
        #expect(
            items == [
                .packet(whole, offset: 0),
                .garbage(offset: 26, lengthBytes: 23, reason: .truncated(neededBytes: 26, foundBytes: 23)),
            ])
    }

    @Test func endsOnAnyBytes() {
        var random = Seeded(7)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var covered = 0
            for item in PacketStreamReader(bytes) {
                switch item {
                case .packet(let packet, let offset):
                    #expect(offset == covered)
                    covered += packet.bytes.count
                case .garbage(let offset, let length, _):
                    #expect(offset == covered && length > 0)
                    covered += length
                }
            }
            #expect(covered == bytes.count)
        }
    }
}
