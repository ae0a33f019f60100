public import Timekeeping

/// What the node could make of a packet.
public enum PacketQuality: Int, Sendable, CaseIterable {
    /// Decoded by the mission database.
    case good = 0
    /// Of an APID that the mission database does not define.
    case unknownAPID = 1
    /// Of a known APID, but not decodable by it.
    case undecodable = 2
}

/// One space packet as received: the truth from which every sample is decoded again.
public struct PacketRecord: Sendable, Equatable {
    /// Application process identifier, 0…2047.
    public var apid: UInt16
    /// When the spacecraft made it; the reception time where the packet does not tell.
    public var generationTime: Instant
    /// When this node received it.
    public var receptionTime: Instant
    /// What could be made of it.
    public var quality: PacketQuality
    /// The whole packet, header included.
    public var bytes: [UInt8]

    /// A packet as received.
    public init(
        apid: UInt16, generationTime: Instant, receptionTime: Instant, quality: PacketQuality, bytes: [UInt8]
    ) {
        self.apid = apid
        self.generationTime = generationTime
        self.receptionTime = receptionTime
        self.quality = quality
        self.bytes = bytes
    }
}

/// A frame that was refused, kept for a look at what is wrong with the link.
public struct BadFrameRecord: Sendable, Equatable {
    /// When this node received it.
    public var receptionTime: Instant
    /// Why it was refused.
    public var reason: String
    /// The bytes as received.
    public var bytes: [UInt8]

    /// A refused frame.
    public init(receptionTime: Instant, reason: String, bytes: [UInt8]) {
        self.receptionTime = receptionTime
        self.reason = reason
        self.bytes = bytes
    }
}

/// How much an event matters; the words of XTCE's alarm levels (CCSDS 660.1-G-2 4.3.2.2.5.6) after `info`.
public enum EventSeverity: String, Sendable, CaseIterable, Codable {
    /// Told, nothing to do.
    case info
    /// Worth watching.
    case watch
    /// Worth attention soon.
    case warning
    /// Worth attention now.
    case distress
    /// Action needed now.
    case critical
    /// Loss is near.
    case severe
}

/// Something that happened, told in one line.
public struct NodeEvent: Sendable, Equatable {
    /// Grows by one from event to event, over restarts.
    public var id: Int64
    /// When it happened.
    public var time: Instant
    /// How much it matters.
    public var severity: EventSeverity
    /// `node`, `link`, `archive`, `packet` or `alarm`.
    public var kind: String
    /// One line.
    public var text: String
    /// The element it concerns, where it concerns one.
    public var element: String?
    /// The parameter it tells about, where it tells about one.
    public var parameter: String?

    /// An event.
    public init(
        id: Int64, time: Instant, severity: EventSeverity, kind: String, text: String, element: String? = nil,
        parameter: String? = nil
    ) {
        self.id = id
        self.time = time
        self.severity = severity
        self.kind = kind
        self.text = text
        self.element = element
        self.parameter = parameter
    }
}

/// The state of one alarm as kept: its last state replaces the earlier ones.
public struct AlarmRecord: Sendable, Equatable {
    /// Unique over restarts.
    public var id: Int64
    /// The parameter's name.
    public var parameter: String
    /// `watch`, `warning`, `distress`, `critical` or `severe`.
    public var severity: String
    /// The worst severity since it was raised.
    public var worstSeverity: String
    /// `low`, `high` or `state`.
    public var side: String
    /// When the value left its limits, by the spacecraft's time.
    public var raisedAt: Instant
    /// Time of the sample the state is from.
    public var lastAt: Instant
    /// The engineering value, in ``StoredValue``'s form.
    public var value: String
    /// Whether the value is still outside its limits.
    public var isActive: Bool
    /// The partner that acknowledged it.
    public var acknowledgedBy: String?
    /// When it was acknowledged.
    public var acknowledgedAt: Instant?
    /// Whether it is over: back within limits and acknowledged.
    public var isOver: Bool

    /// An alarm's state.
    public init(
        id: Int64, parameter: String, severity: String, worstSeverity: String, side: String, raisedAt: Instant,
        lastAt: Instant, value: String, isActive: Bool, acknowledgedBy: String? = nil, acknowledgedAt: Instant? = nil,
        isOver: Bool = false
    ) {
        self.id = id
        self.parameter = parameter
        self.severity = severity
        self.worstSeverity = worstSeverity
        self.side = side
        self.raisedAt = raisedAt
        self.lastAt = lastAt
        self.value = value
        self.isActive = isActive
        self.acknowledgedBy = acknowledgedBy
        self.acknowledgedAt = acknowledgedAt
        self.isOver = isOver
    }
}
