/// Piece of a file of concatenated packets.
public enum PacketStreamItem: Equatable, Sendable {
    /// Whole packet that starts at `offset`.
    case packet(SpacePacket, offset: Int)
    /// Bytes from `offset` that are no packet, and why.
    case garbage(offset: Int, lengthBytes: Int, reason: SpaceLinkError)
}

/// Reader of packets that follow one another without frames, as in recorded files.
///
/// Bytes that cannot be a packet are reported with their offset and passed over up to the next place where two packets
/// in a row, or one that ends the file, can start, of APIDs met before in the file.
public struct PacketStreamReader: Sequence, IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private var offset = 0
    private var apidsMet: Set<APID> = []

    /// Reader from the first byte of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Next packet or stretch of garbage; `nil` at the end.
    public mutating func next() -> PacketStreamItem? {
        guard offset < bytes.count else { return nil }
        do throws(SpaceLinkError) {
            let packet = try packet(at: offset)
            apidsMet.insert(packet.apid)
            defer { offset += packet.bytes.count }
            return .packet(packet, offset: offset)
        } catch {
            let start = offset
            offset = resynchronised(after: start)
            return .garbage(offset: start, lengthBytes: offset - start, reason: error)
        }
    }

    private func packet(at start: Int) throws(SpaceLinkError) -> SpacePacket {
        let header = try PacketHeader(bytes, at: start)
        guard bytes.count - start >= header.packetBytes else {
            throw .truncated(neededBytes: header.packetBytes, foundBytes: bytes.count - start)
        }
        return SpacePacket(header: header, bytes: Array(bytes[start..<start + header.packetBytes]))
    }

    private func resynchronised(after start: Int) -> Int {
        var candidate = start + 1
        while candidate < bytes.count {
            if let following = end(ofPacketAt: candidate),
                following == bytes.count || end(ofPacketAt: following) != nil
            {
                return candidate
            }
            candidate += 1
        }
        return bytes.count
    }

    private func end(ofPacketAt start: Int) -> Int? {
        guard let header = try? PacketHeader(bytes, at: start), bytes.count - start >= header.packetBytes,
            apidsMet.isEmpty || apidsMet.contains(header.apid)
        else { return nil }
        return start + header.packetBytes
    }
}
