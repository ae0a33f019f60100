/// Level of concern of a value, from none to the worst. XTCE 1.2 `ConcernLevels`.
public enum ConcernLevel: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// Within every limit.
    case normal = 0
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
    public static func < (left: ConcernLevel, right: ConcernLevel) -> Bool { left.rawValue < right.rawValue }

    /// Name as XTCE writes it.
    public var name: String { "\(self)" }

    init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }
}

/// End of a range.
public struct Bound: Hashable, Sendable {
    /// Value of the end, in the unit of the parameter.
    public let value: Double
    /// Whether the end belongs to the range.
    public let isInclusive: Bool

    /// End from its value.
    public init(value: Double, isInclusive: Bool) {
        self.value = value
        self.isInclusive = isInclusive
    }
}

/// Range of numbers, open to a side that has no bound. XTCE 1.2 `FloatRange`.
public struct ValueRange: Hashable, Sendable {
    /// Low end.
    public let low: Bound?
    /// High end.
    public let high: Bound?

    /// Range from its ends.
    public init(low: Bound?, high: Bound?) {
        self.low = low
        self.high = high
    }

    /// Whether `value` lies below the range.
    @inlinable public func isBelow(_ value: Double) -> Bool {
        guard let low else { return false }
        return low.isInclusive ? value < low.value : value <= low.value
    }

    /// Whether `value` lies above the range.
    @inlinable public func isAbove(_ value: Double) -> Bool {
        guard let high else { return false }
        return high.isInclusive ? value > high.value : value >= high.value
    }

    /// Whether `value` lies in the range; not a number lies in none.
    @inlinable public func contains(_ value: Double) -> Bool {
        !value.isNaN && !isBelow(value) && !isAbove(value)
    }
}

/// Range of one level of concern.
public struct AlarmRange: Hashable, Sendable {
    /// Level that a value gets by this range.
    public let level: ConcernLevel
    /// Range, in engineering units.
    public let range: ValueRange

    /// Range of a level.
    public init(level: ConcernLevel, range: ValueRange) {
        self.level = level
        self.range = range
    }
}

/// Limits of a numeric parameter on its engineering value. XTCE 1.2 `StaticAlarmRanges`.
public struct StaticAlarmRanges: Hashable, Sendable {
    /// Ranges from the worst level to the mildest.
    public let ranges: [AlarmRange]
    /// Whether values inside a range are of concern; else those outside it.
    public let concernsInside: Bool

    /// Limits; the ranges may come in any order.
    public init(ranges: [AlarmRange], concernsInside: Bool = false) {
        self.ranges = ranges.sorted { $0.level > $1.level }
        self.concernsInside = concernsInside
    }

    /// Range of a level, if there is one.
    public func range(_ level: ConcernLevel) -> ValueRange? {
        ranges.first { $0.level == level }?.range
    }
}

/// Levels of the labels of an enumeration. XTCE 1.2 `EnumerationAlarmList`.
public struct EnumerationAlarms: Hashable, Sendable {
    /// Level by label.
    public let levels: [String: ConcernLevel]
    /// Level of every other label.
    public let defaultLevel: ConcernLevel

    /// Levels by label.
    public init(levels: [String: ConcernLevel], defaultLevel: ConcernLevel = .normal) {
        self.levels = levels
        self.defaultLevel = defaultLevel
    }

    /// Level of a label.
    public func level(_ label: String) -> ConcernLevel { levels[label] ?? defaultLevel }
}
