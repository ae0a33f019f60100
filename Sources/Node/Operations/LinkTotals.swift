import Programme
import SpaceLink
public import Timekeeping

/// What came over the link since the archive was begun, over every restart.
public struct LinkTotals: Hashable, Sendable, Codable {
    /// Frames handed in.
    public var framesReceived: Int64 = 0
    /// Frames accepted.
    public var framesGood: Int64 = 0
    /// Frames refused.
    public var framesBad: Int64 = 0
    /// Frames that repeated the one before.
    public var framesRepeated: Int64 = 0
    /// Frames of idle data.
    public var framesIdle: Int64 = 0
    /// Frames missing from the master channel count.
    public var framesLost: Int64 = 0
    /// Frames dropped because they came faster than the node took them.
    public var framesDropped: Int64 = 0
    /// Packets taken out of the frames.
    public var packetsExtracted: Int64 = 0
    /// Packets dropped because they were damaged.
    public var packetsBad: Int64 = 0
    /// Packets missing from the sequence counts.
    public var packetsLost: Int64 = 0
    /// Idle packets passed over.
    public var packetsIdle: Int64 = 0
    /// Packets of an APID that the mission database does not define.
    public var packetsUnknown: Int64 = 0
    /// Packets that the mission database defines but could not decode.
    public var packetsUndecodable: Int64 = 0
    /// Octets handed in.
    public var bytesReceived: Int64 = 0
    /// Octets of packets received, by the id of the partner whose elements they tell about.
    public var octetsByPartner: [String: Int64]?
    /// When the last frame was received, good or bad.
    public var lastFrameAt: Instant?

    /// Totals of nothing.
    public init() {}

    /// The octets by partner with so many more for one.
    func adding(_ octets: Int64, for partner: PartnerID) -> [String: Int64] {
        var sum = octetsByPartner ?? [:]
        sum[partner.rawValue, default: 0] += octets
        return sum
    }

    /// These totals and what a receiver counted since it was made.
    func adding(_ counters: LinkCounters) -> LinkTotals {
        var sum = self
        sum.framesReceived += Int64(counters.framesReceived)
        sum.framesGood += Int64(counters.framesGood)
        sum.framesBad += Int64(counters.framesBad)
        sum.framesRepeated += Int64(counters.framesRepeated)
        sum.framesIdle += Int64(counters.framesIdle)
        sum.framesLost += Int64(counters.framesLost)
        sum.packetsExtracted += Int64(counters.packetsExtracted)
        sum.packetsBad += Int64(counters.packetsBad)
        sum.packetsLost += Int64(counters.packetsLost)
        sum.packetsIdle += Int64(counters.packetsIdle)
        sum.bytesReceived += Int64(counters.bytesReceived)
        return sum
    }
}
