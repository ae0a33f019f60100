/// What one frame brought.
public struct FrameReception: Sendable {
    /// Virtual channel of the frame; `nil` when the frame was refused.
    public var virtualChannelID: UInt8?
    /// Packets that the frame completed, idle ones left out, in order.
    public var packets: [SpacePacket] = []
    /// What went wrong.
    public var anomalies: [LinkAnomaly] = []
    /// Operational control field, where there is one.
    public var operationalControlField: UInt32?
}

/// Receiver's side of one master channel: transfer frames in, packets out. CCSDS 132.0-B-3 4.3.
public struct TMFrameReceiver: Sendable {
    /// Properties of the frames.
    public let configuration: TMFrameConfiguration
    /// Counts since the receiver was made.
    public private(set) var counters = LinkCounters()

    private var channels = [Channel](repeating: Channel(), count: 8)
    private var lastFrame: [UInt8] = []
    private var lastMasterCount: UInt8?
    private var expectedSequence: [SequenceCount?] = Array(repeating: nil, count: 2048)

    private struct Channel: Sendable {
        var lastCount: UInt8?
        var reassembler = PacketReassembler()
    }

    /// Receiver that has seen no frame yet.
    public init(configuration: TMFrameConfiguration) {
        self.configuration = configuration
    }

    /// Takes one frame, good or bad.
    public mutating func receive(_ frame: [UInt8]) -> FrameReception {
        counters.framesReceived += 1
        counters.bytesReceived += frame.count
        var reception = FrameReception()
        do throws(SpaceLinkError) {
            let parsed = try TransferFrameTM(parsing: frame, configuration: configuration)
            accept(parsed, &reception)
        } catch {
            counters.framesBad += 1
            reception.anomalies.append(.badFrame(reason: error))
        }
        return reception
    }

    private mutating func accept(_ frame: TransferFrameTM, _ reception: inout FrameReception) {
        let channel = Int(frame.virtualChannelID)
        let count = frame.virtualChannelFrameCount
        reception.virtualChannelID = frame.virtualChannelID
        reception.operationalControlField = frame.operationalControlField
        if frame.bytes == lastFrame {
            counters.framesRepeated += 1
            reception.anomalies.append(.repeatedFrame(virtualChannel: frame.virtualChannelID, count: count))
            return
        }
        lastFrame = frame.bytes
        counters.framesGood += 1
        checkCounts(frame, &reception)
        if frame.firstHeaderPointer == .idleDataOnly { counters.framesIdle += 1 }
        let outcome = channels[channel].reassembler.receive(frame.dataField, frame.firstHeaderPointer)
        counters.packetsIdle += outcome.idlePackets
        for reason in outcome.bad { drop(reason, frame.virtualChannelID, &reception) }
        for packet in outcome.packets { deliver(packet, &reception) }
    }

    private mutating func checkCounts(_ frame: TransferFrameTM, _ reception: inout FrameReception) {
        let channel = Int(frame.virtualChannelID)
        let masterLost = Self.missing(after: lastMasterCount, before: frame.masterChannelFrameCount)
        let lost = Self.missing(after: channels[channel].lastCount, before: frame.virtualChannelFrameCount)
        lastMasterCount = frame.masterChannelFrameCount
        channels[channel].lastCount = frame.virtualChannelFrameCount
        if masterLost > 0 {
            counters.framesLost += masterLost
            reception.anomalies.append(.masterChannelGap(lost: masterLost))
        }
        guard lost > 0 else { return }
        reception.anomalies.append(.virtualChannelGap(virtualChannel: frame.virtualChannelID, lost: lost))
        if let reason = channels[channel].reassembler.interrupt() {
            drop(reason, frame.virtualChannelID, &reception)
        }
    }

    private static func missing(after last: UInt8?, before current: UInt8) -> Int {
        guard let last else { return 0 }
        return Int(current &- last &- 1)
    }

    private mutating func drop(_ reason: BadPacketReason, _ channel: UInt8, _ reception: inout FrameReception) {
        counters.packetsBad += 1
        reception.anomalies.append(.badPacket(virtualChannel: channel, reason: reason))
    }

    private mutating func deliver(_ packet: SpacePacket, _ reception: inout FrameReception) {
        let index = Int(packet.apid.value)
        if let expected = expectedSequence[index] {
            let lost = packet.sequenceCount.steps(from: expected)
            if lost >= SequenceCount.modulus / 2 {
                reception.anomalies.append(
                    .sequenceStepBack(apid: packet.apid, expected: expected, found: packet.sequenceCount))
            } else if lost > 0 {
                counters.packetsLost += lost
                reception.anomalies.append(.packetGap(apid: packet.apid, lost: lost))
            }
        }
        expectedSequence[index] = packet.sequenceCount.next
        counters.packetsExtracted += 1
        reception.packets.append(packet)
    }
}
