public import MissionDatabase
public import Timekeeping

/// Parameter out of limits, kept until it is back within them and someone has acknowledged it.
public struct Alarm: Hashable, Sendable {
    /// Number of the alarm, unique within its monitor.
    public let id: Int
    /// Parameter, by its place in the database.
    public let parameterIndex: ParameterIndex
    /// Name of the parameter within its space system.
    public let parameter: String
    /// Unit of the value.
    public let unit: String?
    /// Level now; once back within limits, the last one before.
    public internal(set) var severity: LimitState
    /// Worst level since the alarm was raised.
    public internal(set) var worstSeverity: LimitState
    /// Side on which the value left its limits.
    public internal(set) var side: LimitSide
    /// Generation time of the sample that raised it.
    public let raisedAt: Instant
    /// Generation time of the last sample out of limits.
    public internal(set) var lastAt: Instant
    /// Last engineering value out of limits.
    public internal(set) var value: Value
    /// Who acknowledged it.
    public internal(set) var acknowledgedBy: String?
    /// When it was acknowledged.
    public internal(set) var acknowledgedAt: Instant?
    /// Whether the value is still out of limits.
    public internal(set) var isActive: Bool

    /// Alarm from its parts, for one that is read back from an archive.
    public init(
        id: Int, parameterIndex: ParameterIndex, parameter: String, unit: String?, severity: LimitState,
        worstSeverity: LimitState, side: LimitSide, raisedAt: Instant, lastAt: Instant, value: Value,
        acknowledgedBy: String? = nil, acknowledgedAt: Instant? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.parameterIndex = parameterIndex
        self.parameter = parameter
        self.unit = unit
        self.severity = severity
        self.worstSeverity = worstSeverity
        self.side = side
        self.raisedAt = raisedAt
        self.lastAt = lastAt
        self.value = value
        self.acknowledgedBy = acknowledgedBy
        self.acknowledgedAt = acknowledgedAt
        self.isActive = isActive
    }
}

/// Change in the life of an alarm, with the alarm as it is after it.
public enum AlarmEvent: Hashable, Sendable {
    /// Out of limits, or out of them again before anyone acknowledged.
    case raised(Alarm)
    /// Worse, or out on the other side; not acknowledged any more when it was never as bad before.
    case worsened(Alarm)
    /// Better, but still out of limits.
    case eased(Alarm)
    /// Back within limits and waiting to be acknowledged.
    case cleared(Alarm)
    /// Acknowledged while still out of limits.
    case acknowledged(Alarm)
    /// Acknowledged and back within limits: gone.
    case closed(Alarm)

    /// Alarm after the change.
    public var alarm: Alarm {
        switch self {
        case .raised(let alarm), .worsened(let alarm), .eased(let alarm), .cleared(let alarm),
            .acknowledged(let alarm), .closed(let alarm):
            alarm
        }
    }

    /// Name of the change.
    public var name: String {
        switch self {
        case .raised: "raised"
        case .worsened: "worsened"
        case .eased: "eased"
        case .cleared: "cleared"
        case .acknowledged: "acknowledged"
        case .closed: "closed"
        }
    }
}
