/// What went wrong on a link: counted and shown, never fatal.
public enum LinkAnomaly: Hashable, Sendable, CustomStringConvertible {
    /// Frame refused.
    case badFrame(reason: SpaceLinkError)
    /// Frame received twice in a row; the second is dropped.
    case repeatedFrame(virtualChannel: UInt8, count: UInt8)
    /// Frames missing from the master channel, damaged ones included, modulo 256.
    case masterChannelGap(lost: Int)
    /// Frames missing from a virtual channel, modulo 256.
    case virtualChannelGap(virtualChannel: UInt8, lost: Int)
    /// Packets missing from an APID.
    case packetGap(apid: APID, lost: Int)
    /// Sequence count of an APID that stepped back: the source started anew, or packets came out of order.
    case sequenceStepBack(apid: APID, expected: SequenceCount, found: SequenceCount)
    /// Packet dropped: part of it was lost, or its header cannot be right.
    case badPacket(virtualChannel: UInt8, reason: BadPacketReason)

    /// One line for the log and the link page.
    public var description: String {
        switch self {
        case .badFrame(let reason):
            "bad frame: \(reason)"
        case .repeatedFrame(let channel, let count):
            "frame `\(count)` of virtual channel \(channel) came twice"
        case .masterChannelGap(let lost):
            "\(lost) frames lost"
        case .virtualChannelGap(let channel, let lost):
            "\(lost) frames lost on virtual channel \(channel)"
        case .packetGap(let apid, let lost):
            "\(lost) packets lost of apid `\(apid)`"
        case .sequenceStepBack(let apid, let expected, let found):
            "apid `\(apid)` stepped back: found sequence count `\(found)`, expected `\(expected)`"
        case .badPacket(let channel, let reason):
            "bad packet on virtual channel \(channel): \(reason)"
        }
    }
}

/// Why a packet was dropped.
public enum BadPacketReason: Hashable, Sendable, CustomStringConvertible {
    /// Frames that carried the rest of it were lost.
    case interrupted(foundBytes: Int)
    /// Its length contradicts the first header pointer of the frame.
    case lengthContradictsFrame(foundBytes: Int, declaredBytes: Int?)
    /// Its header is of another packet version.
    case header(SpaceLinkError)

    /// One line, without the place.
    public var description: String {
        switch self {
        case .interrupted(let found):
            "the rest was lost after \(found) bytes"
        case .lengthContradictsFrame(let found, let declared?):
            "the frame ends it after \(found) bytes, its header declares \(declared)"
        case .lengthContradictsFrame(let found, nil):
            "the frame ends it after \(found) bytes, within the header"
        case .header(let error):
            "\(error)"
        }
    }
}

/// Counts since the start of a link.
///
/// `framesReceived == framesGood + framesBad + framesRepeated`, and `framesIdle` is part of `framesGood`.
public struct LinkCounters: Hashable, Sendable {
    /// Frames handed in.
    public var framesReceived = 0
    /// Frames accepted, idle ones included.
    public var framesGood = 0
    /// Frames refused.
    public var framesBad = 0
    /// Frames dropped because the one before was the same.
    public var framesRepeated = 0
    /// Frames of idle data.
    public var framesIdle = 0
    /// Frames missing from the master channel count; refused frames are among them when they were ours.
    public var framesLost = 0
    /// Packets handed out.
    public var packetsExtracted = 0
    /// Packets dropped.
    public var packetsBad = 0
    /// Packets missing from the sequence counts, over all APIDs.
    public var packetsLost = 0
    /// Idle packets passed over.
    public var packetsIdle = 0
    /// Bytes handed in.
    public var bytesReceived = 0

    /// Counts of zero.
    public init() {}
}
