/// Sender's side of one master channel: packets in, transfer frames out.
///
/// Packets follow one another through the frames of a virtual channel and may span them. CCSDS 132.0-B-3 4.2.
public struct TMFrameEncoder: Sendable {
    /// Properties of the frames.
    public let configuration: TMFrameConfiguration
    /// Operational control field of the frames to come, used where the configuration has one.
    public var operationalControlField: UInt32 = 0

    private var masterChannelFrameCount: UInt8 = 0
    private var channels = [Channel](repeating: Channel(), count: 8)

    private struct Channel {
        var frameCount: UInt8 = 0
        var pending: [UInt8] = []
        /// Offsets in `pending` at which packets start, ascending.
        var packetStarts: [Int] = []
        /// Bytes of `pending` up to the end of the last packet that is not filling.
        var payloadBytes = 0
    }

    /// Encoder whose counts start at zero.
    public init(configuration: TMFrameConfiguration) {
        self.configuration = configuration
    }

    /// Appends `packet` to a virtual channel, 0…7, and returns the frames that it completes.
    ///
    /// Throws when the virtual channel is not one of the eight.
    public mutating func append(
        _ packet: SpacePacket, virtualChannel: Int = 0
    ) throws(SpaceLinkError) -> [[UInt8]] {
        try check(virtualChannel)
        enqueue(packet, virtualChannel)
        channels[virtualChannel].payloadBytes = channels[virtualChannel].pending.count
        return completeFrames(virtualChannel)
    }

    /// Frames that carry what is left of a virtual channel, filled up with an idle packet.
    ///
    /// The end of the filling may stay behind for the next frame; bytes of other packets never do. Throws when the
    /// virtual channel is not one of the eight.
    public mutating func flush(virtualChannel: Int = 0) throws(SpaceLinkError) -> [[UInt8]] {
        try check(virtualChannel)
        guard channels[virtualChannel].payloadBytes > 0 else { return [] }
        let space = configuration.dataFieldBytes
        let left = space - channels[virtualChannel].pending.count % space
        enqueue(try SpacePacket.idle(lengthBytes: max(left, 7)), virtualChannel)
        return completeFrames(virtualChannel)
    }

    /// Frames of `packets` on one virtual channel, the last filled up, so that all of them are on their way.
    public mutating func frames(
        of packets: [SpacePacket], virtualChannel: Int = 0
    ) throws(SpaceLinkError) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        for packet in packets {
            frames += try append(packet, virtualChannel: virtualChannel)
        }
        return frames + (try flush(virtualChannel: virtualChannel))
    }

    /// Frame of idle data, on virtual channel 7 unless told otherwise. CCSDS 132.0-B-3 4.1.2.7.6.5, 4.1.4.6.
    public mutating func idleFrame(virtualChannel: Int = 7) throws(SpaceLinkError) -> [UInt8] {
        try check(virtualChannel)
        let filling = [UInt8](repeating: 0x55, count: configuration.dataFieldBytes)
        return frame(virtualChannel, .idleDataOnly, filling[...])
    }

    private func check(_ virtualChannel: Int) throws(SpaceLinkError) {
        guard channels.indices.contains(virtualChannel) else {
            throw .configuration(field: "virtual channel", found: virtualChannel, expected: "0 to 7")
        }
    }

    private mutating func enqueue(_ packet: SpacePacket, _ virtualChannel: Int) {
        channels[virtualChannel].packetStarts.append(channels[virtualChannel].pending.count)
        channels[virtualChannel].pending += packet.bytes
    }

    private mutating func completeFrames(_ virtualChannel: Int) -> [[UInt8]] {
        let space = configuration.dataFieldBytes
        let pending = channels[virtualChannel].pending
        let starts = channels[virtualChannel].packetStarts
        var frames: [[UInt8]] = []
        var sent = 0
        var nextStart = 0
        while pending.count - sent >= space {
            let isStart = nextStart < starts.count && starts[nextStart] < sent + space
            let pointer = isStart ? FirstHeaderPointer.packet(at: starts[nextStart] - sent) : .noPacketStart
            frames.append(frame(virtualChannel, pointer, pending[sent..<sent + space]))
            sent += space
            while nextStart < starts.count, starts[nextStart] < sent { nextStart += 1 }
        }
        guard sent > 0 else { return [] }
        channels[virtualChannel].pending = Array(pending[sent...])
        channels[virtualChannel].packetStarts = starts[nextStart...].map { $0 - sent }
        channels[virtualChannel].payloadBytes = max(0, channels[virtualChannel].payloadBytes - sent)
        return frames
    }

    private mutating func frame(
        _ virtualChannel: Int, _ pointer: FirstHeaderPointer, _ data: ArraySlice<UInt8>
    ) -> [UInt8] {
        let identification =
            configuration.spacecraftID << 4 | UInt16(truncatingIfNeeded: virtualChannel) << 1
            | (configuration.hasOperationalControlField ? 1 : 0)
        // Segment length identifier 3, as it must be without segments (4.1.2.7.5).
        let status = 0x1800 | pointer.word
        var bytes: [UInt8] = []
        bytes.reserveCapacity(configuration.frameLengthBytes)
        bytes += Self.octets(identification)
        bytes += [masterChannelFrameCount, channels[virtualChannel].frameCount]
        bytes += Self.octets(status)
        bytes += data
        if configuration.hasOperationalControlField { bytes += Self.octets(operationalControlField) }
        if configuration.hasFrameErrorControl { bytes += Self.octets(CRC16.checksum(bytes)) }
        masterChannelFrameCount &+= 1
        channels[virtualChannel].frameCount &+= 1
        return bytes
    }

    private static func octets(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
