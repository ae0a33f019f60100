public import MissionDatabase
public import Timekeeping

/// Where a value stands against the limits of its parameter.
public enum LimitState: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// Parameter without limits.
    case none = 0
    /// Within limits.
    case nominal
    /// Worth a look.
    case watch
    /// Out of its normal range.
    case warning
    /// Action will be needed.
    case distress
    /// Action is needed.
    case critical
    /// Worst.
    case severe

    /// Order of severity.
    public static func < (left: LimitState, right: LimitState) -> Bool { left.rawValue < right.rawValue }

    /// Whether the value is out of limits.
    public var isViolation: Bool { self >= .watch }

    /// State of a value at a level of concern of the mission database.
    init(_ level: ConcernLevel) {
        self =
            switch level {
            case .normal: .nominal
            case .watch: .watch
            case .warning: .warning
            case .distress: .distress
            case .critical: .critical
            case .severe: .severe
            }
    }
}

/// On which side a value left its limits.
public enum LimitSide: UInt8, Hashable, Sendable {
    /// Not out of limits.
    case none = 0
    /// Below the range.
    case low
    /// Above the range.
    case high
    /// A state or a range that is of concern in itself.
    case state
}

/// Value of one parameter at one time, checked.
public struct Sample: Hashable, Sendable {
    /// Parameter, by its place in the database.
    public let parameter: ParameterIndex
    /// When the spacecraft took the value; time of receipt where the packet does not say.
    public let generationTime: Instant
    /// Engineering value, in the unit of the parameter.
    public let value: Value
    /// Value as sent.
    public let raw: Value
    /// Where it stands against the limits.
    public let limit: LimitState
    /// On which side it left them.
    public let side: LimitSide
    /// Whether the value cannot be true: outside the valid range, without label, or not a number.
    public let isInvalid: Bool

    /// Sample from its parts.
    public init(
        parameter: ParameterIndex, generationTime: Instant, value: Value, raw: Value, limit: LimitState,
        side: LimitSide = .none, isInvalid: Bool = false
    ) {
        self.parameter = parameter
        self.generationTime = generationTime
        self.value = value
        self.raw = raw
        self.limit = limit
        self.side = side
        self.isInvalid = isInvalid
    }
}

/// Limit state, side and validity in one byte.
struct LimitMark: Hashable, Sendable {
    var bits: UInt8

    static let none = LimitMark(.none)
    static let nominal = LimitMark(.nominal)
    static let invalid = LimitMark(bits: 0x20)

    init(bits: UInt8) { self.bits = bits }

    init(_ state: LimitState, _ side: LimitSide = .none) {
        bits = state.rawValue | side.rawValue << 3
    }

    var state: LimitState { LimitState(rawValue: bits & 0x07) ?? .none }
    var side: LimitSide { LimitSide(rawValue: bits >> 3 & 0x03) ?? .none }
    var isInvalid: Bool { bits & 0x20 != 0 }
    var isViolation: Bool { bits & 0x07 >= LimitState.watch.rawValue }

    func invalidated(_ isInvalid: Bool) -> LimitMark {
        isInvalid ? LimitMark(bits: bits | 0x20) : self
    }
}
