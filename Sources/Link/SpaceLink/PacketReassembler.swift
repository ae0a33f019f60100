/// Packets of one virtual channel, put together from the data fields of its frames.
///
/// CCSDS 132.0-B-3 4.3.2. After a loss nothing is trusted up to the next first header pointer.
struct PacketReassembler: Sendable {
    /// What a frame's data field gave.
    struct Outcome {
        var packets: [SpacePacket] = []
        var bad: [BadPacketReason] = []
        var idlePackets = 0
    }

    /// Bytes of a packet that started in an earlier frame.
    private var partial: [UInt8] = []
    /// Whether the place of the next packet header is known.
    private var isSynchronised = false

    /// Forgets the packet under way because frames were lost; the reason when there was one.
    mutating func interrupt() -> BadPacketReason? {
        isSynchronised = false
        defer { partial = [] }
        return partial.isEmpty ? nil : .interrupted(foundBytes: partial.count)
    }

    /// Takes the data field of the next frame.
    mutating func receive(_ data: ArraySlice<UInt8>, _ pointer: FirstHeaderPointer) -> Outcome {
        var outcome = Outcome()
        switch pointer {
        case .idleDataOnly:
            // A packet cannot go on past a frame of idle data on its own channel (4.1.2.7.6.5).
            if let reason = interrupt() { outcome.bad.append(reason) }
        case .noPacketStart:
            if isSynchronised { proceed(with: data, mustEnd: false, &outcome) }
        case .packet(let offset):
            let start = data.startIndex + Swift.min(offset, data.count)
            if isSynchronised { proceed(with: data[..<start], mustEnd: true, &outcome) }
            startPackets(in: data[start...], &outcome)
        }
        return outcome
    }

    /// Continues the packet under way, which must end exactly with `data` if it ends, or if `mustEnd` says so.
    ///
    /// The pointer is a second witness of the packet's length: a packet that contradicts it is not handed out.
    private mutating func proceed(with data: ArraySlice<UInt8>, mustEnd: Bool, _ outcome: inout Outcome) {
        if partial.isEmpty && data.isEmpty { return }
        let wasUnderWay = !partial.isEmpty
        partial += data
        do throws(SpaceLinkError) {
            let isHeaderWhole = partial.count >= SpacePacket.primaryHeaderBytes
            if !isHeaderWhole && !mustEnd && wasUnderWay { return }
            let header = isHeaderWhole && wasUnderWay ? try PacketHeader(partial, at: 0) : nil
            if let header, header.packetBytes > partial.count, !mustEnd { return }
            if let header, header.packetBytes == partial.count {
                deliver(SpacePacket(header: header, bytes: partial), &outcome)
            } else {
                isSynchronised = false
                outcome.bad.append(
                    .lengthContradictsFrame(foundBytes: partial.count, declaredBytes: header?.packetBytes))
            }
        } catch {
            isSynchronised = false
            outcome.bad.append(.header(error))
        }
        partial = []
    }

    /// Takes packets from where the first header pointer says that one starts.
    private mutating func startPackets(in data: ArraySlice<UInt8>, _ outcome: inout Outcome) {
        isSynchronised = true
        partial = Array(data)
        var offset = 0
        do throws(SpaceLinkError) {
            while partial.count - offset >= SpacePacket.primaryHeaderBytes {
                let header = try PacketHeader(partial, at: offset)
                guard partial.count - offset >= header.packetBytes else { break }
                let bytes = Array(partial[offset..<offset + header.packetBytes])
                deliver(SpacePacket(header: header, bytes: bytes), &outcome)
                offset += header.packetBytes
            }
            partial.removeFirst(offset)
        } catch {
            outcome.bad.append(.header(error))
            partial = []
            isSynchronised = false
        }
    }

    private func deliver(_ packet: SpacePacket, _ outcome: inout Outcome) {
        if packet.isIdle { outcome.idlePackets += 1 } else { outcome.packets.append(packet) }
    }
}
