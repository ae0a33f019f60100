public import Agreements
public import MissionDatabase
public import Orbits
public import Programme
public import Timekeeping

/// What kind of run this is, shown on every page.
public enum NodeMode: String, Sendable {
    /// Telemetry comes from a simulator.
    case simulation = "SIM"
    /// Telemetry comes from a spacecraft.
    case live = "LIVE"
    /// Telemetry comes from a recording.
    case replay = "REPLAY"
}

/// Why a view gives no answer.
public enum Refusal: Error, Sendable, Equatable {
    /// The agreements do not let the partner have it.
    case withheld(Decision)
    /// There is no such thing.
    case unknown(kind: String, name: String)
    /// The state of the thing does not allow it.
    case conflict(String)
    /// The request asks for more than one answer may cost, or makes no sense.
    case badRequest(String)
    /// The archive does not work at present.
    case archive(ArchiveError)
}

/// Who is asking, and what is run here.
public struct NodeIdentity: Sendable {
    /// The partner signed in.
    public let partner: Partner
    /// The role signed in; nil for the partner as such.
    public let role: Term?
    /// The programme's id.
    public let programmeID: String
    /// The programme's name.
    public let programmeName: String
    /// Where mission elapsed time starts.
    public let missionStart: Instant
    /// What kind of run this is.
    public let mode: NodeMode
    /// The orbit's source; nil when none is loaded or the partner may not see the orbit.
    public let elementSet: MeanElements?
    /// The node's present time.
    public let now: Instant

    /// Age of an element set after which its predictions deserve a warning, days.
    public static let staleAfterDays = 14.0
}

/// One parameter as listed for one partner.
public struct ParameterEntry: Sendable {
    /// Name in the mission database.
    public let name: String
    /// Short description.
    public let label: String
    /// The element it belongs to.
    public let element: ElementID?
    /// The partner whose element it is.
    public let partner: PartnerID?
    /// Whether its values may be read, and why.
    public let decision: Decision
    /// Everything else; nil where it is withheld.
    public let detail: ParameterDetail?
}

/// What is known of a parameter beyond its name.
public struct ParameterDetail: Sendable {
    /// Subsystem, empty where none is told.
    public let subsystem: String
    /// The type: unit, kind, enumeration, limits.
    public let type: ParameterType
    /// Time between two samples as the mission database tells it, s.
    public let periodSeconds: Double?
    /// Where its definition is from.
    public let source: String
}

/// One parameter over time, thinned to as many points as were asked for.
public struct History: Sendable {
    /// The parameter.
    public let name: String
    /// Unit of the values.
    public let unit: String?
    /// Points, oldest first; spans without samples have none.
    public let points: [HistoryPoint]
}

/// The samples of one span of time.
public struct HistoryPoint: Sendable, Equatable {
    /// Time of the last sample in the span, ms of Unix time.
    public var milliseconds: Int64
    /// Least value.
    public var minimum: Double
    /// Greatest value.
    public var maximum: Double
    /// Last value.
    public var last: Double
}

/// One alarm as one partner sees it.
public struct AlarmEntry: Sendable {
    /// Id.
    public let id: Int64
    /// The parameter's name.
    public let parameter: String
    /// Short description of the parameter.
    public let label: String
    /// The element it belongs to.
    public let element: ElementID?
    /// The partner whose element it is.
    public let partner: PartnerID?
    /// `watch`, `warning`, `distress`, `critical` or `severe`.
    public let severity: String
    /// `low`, `high` or `state`.
    public let side: String
    /// The engineering value that the state is from; nil where the partner may see the alarm but not the value.
    public let value: Value?
    /// Unit of the value.
    public let unit: String?
    /// When the value left its limits.
    public let raisedAt: Instant
    /// Time of the sample the state is from.
    public let lastAt: Instant
    /// Whether the value is still outside its limits.
    public let isActive: Bool
    /// The partner that acknowledged it.
    public let acknowledgedBy: String?
    /// When it was acknowledged.
    public let acknowledgedAt: Instant?
    /// Whether this partner may acknowledge it now.
    public let mayAcknowledge: Bool
    /// Why it may be seen.
    public let decision: Decision
}

/// Alarms that one partner may see, and how many of whom it may not.
public struct AlarmsAnswer: Sendable {
    /// The alarms, newest first.
    public let alarms: [AlarmEntry]
    /// Those withheld, counted by the partner whose they are.
    public let withheld: [WithheldCount]
}

/// How much of one partner's is withheld.
public struct WithheldCount: Sendable {
    /// Whose.
    public let partner: PartnerID?
    /// How many.
    public let count: Int
    /// Why.
    public let why: String
}

/// Events that one partner may see.
public struct EventsAnswer: Sendable {
    /// Events, newest first.
    public let events: [NodeEvent]
    /// How many of the newest were left out.
    public let withheldCount: Int
}

/// How the link and the archive do.
public struct LinkStatus: Sendable, Equatable {
    /// Whether frames come.
    public enum State: String, Sendable {
        /// A frame came lately.
        case receiving
        /// Frames came, but not lately.
        case silent
        /// No frame ever came.
        case never
    }

    /// Whether frames come.
    public let state: State
    /// What came since the archive was begun.
    public let totals: LinkTotals
    /// How the archive does.
    public let archive: ArchiveStatus
}

/// How the archive does.
public struct ArchiveStatus: Sendable, Equatable {
    /// Whether what arrives is being kept.
    public var isKeeping: Bool
    /// One line.
    public var text: String
    /// Packets kept.
    public var packetsStored: Int64
    /// Packets waiting in memory to be kept.
    public var packetsWaiting: Int
    /// The newest reception time of a packet kept.
    public var archivedThrough: Instant?
}
