/// Place of a parameter in `Database.parameters`.
public typealias ParameterIndex = Int

/// Quantity that a packet carries. XTCE 1.2 `Parameter`.
public struct Parameter: Hashable, Sendable {
    /// Place in `Database.parameters`.
    public let index: ParameterIndex
    /// Name within its space system.
    public let name: String
    /// Name from the root: `/ISS/NODE3000005`.
    public let qualifiedName: String
    /// Short description, empty when there is none.
    public let label: String
    /// Long description.
    public let longDescription: String?
    /// Names in other name spaces.
    public let aliases: [String: String]
    /// Further facts by name, such as `element`, `source` and `subsystem`.
    public let ancillary: [String: String]
    /// Type.
    public let type: ParameterType

    /// Unit of the engineering value.
    public var unit: String? { type.unit }
}

/// Type of parameters. XTCE 1.2 `ParameterType`.
public struct ParameterType: Hashable, Sendable {
    /// Name within its space system.
    public let name: String
    /// Kind of engineering value.
    public let kind: ParameterKind
    /// Unit of the engineering value.
    public let unit: String?
    /// How raw values lie in packets; `nil` for parameters that no packet carries.
    public let encoding: DataEncoding?
    /// Raw to engineering; `nil` when they are the same number.
    public let calibrator: Calibrator?
    /// Labels by raw value, for enumerated types.
    public let enumeration: Enumeration?
    /// Limits, for numeric types.
    public let limits: StaticAlarmRanges?
    /// Levels of labels, for enumerated types.
    public let enumerationAlarms: EnumerationAlarms?
    /// Violations in a row that raise an alarm, 1 and up.
    public let violationsToRaise: Int
    /// Values that can be true at all.
    public let validRange: ValidRange?

    /// Kind as the node's interface names it: `float`, `integer`, `enumerated`, …
    public var kindName: String {
        switch kind {
        case .integer: "integer"
        case .float: "float"
        case .enumerated: "enumerated"
        case .boolean: "boolean"
        case .string: "string"
        case .binary: "binary"
        case .absoluteTime: "absoluteTime"
        }
    }
}

/// Kind of engineering value.
public enum ParameterKind: Hashable, Sendable {
    /// Whole number.
    case integer(isSigned: Bool)
    /// Number with fraction.
    case float
    /// Label of a raw whole number.
    case enumerated
    /// Truth value, with what its two states are called.
    case boolean(zero: String, one: String)
    /// Text.
    case string
    /// Bytes.
    case binary
    /// Seconds after an epoch: raw × `scaleSeconds` + `offsetSeconds`.
    case absoluteTime(epoch: String, scaleSeconds: Double, offsetSeconds: Double)
}

/// Values that can be true at all. XTCE 1.2 `ValidRange`.
public struct ValidRange: Hashable, Sendable {
    /// Range.
    public let range: ValueRange
    /// Whether it speaks of the engineering value; else of the raw one.
    public let appliesToCalibrated: Bool
}

/// Labels of an enumerated type. XTCE 1.2 `EnumerationList`.
public struct Enumeration: Hashable, Sendable {
    /// One label and the raw values that have it.
    public struct Entry: Hashable, Sendable {
        /// Lowest raw value.
        public let value: Int64
        /// Highest raw value.
        public let maxValue: Int64
        /// Label.
        public let label: String
        /// Description, if any.
        public let shortDescription: String?
    }

    /// Entries, ascending by value, without overlap.
    public let entries: [Entry]

    /// Label of a raw value; `nil` when it has none.
    public func label(_ raw: Int64) -> String? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].maxValue < raw { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].value <= raw else { return nil }
        return entries[low].label
    }

    /// Lowest raw value that has a label; `nil` when none has.
    public func value(_ label: String) -> Int64? {
        entries.first { $0.label == label }?.value
    }

    /// Labels by raw value, ranges by their lowest value.
    public var labels: [Int64: String] {
        Dictionary(entries.map { ($0.value, $0.label) }) { first, _ in first }
    }
}

extension ParameterType {
    /// Labels by raw value, for listings; empty for types that are not enumerated.
    public var enumerationLabels: [Int64: String] { enumeration?.labels ?? [:] }

    /// Raw value whose engineering value is nearest to `engineering`, for what builds packets.
    ///
    /// Turns labels, truth values and calibrators round; `nil` where that cannot be done or the result does not fit.
    public func raw(fromEngineering engineering: Value) -> Value? {
        switch (kind, engineering) {
        case (.enumerated, .string(let label)): enumeration?.value(label).map { .signed($0) }
        case (.string, .string), (.binary, .binary), (.boolean, .boolean): engineering
        case (.absoluteTime(_, let scale, let offset), _):
            engineering.number.flatMap { fit(($0 - offset) / scale) }
        default:
            engineering.number.flatMap { number in
                if let calibrator { calibrator.raw(number).flatMap(fit) } else { fit(number) }
            }
        }
    }

    private func fit(_ number: Double) -> Value? {
        guard let encoding else { return nil }
        switch encoding.form {
        case .ieee754: return .float(number)
        case .unsigned: return UInt64(exactly: number.rounded()).map { .unsigned($0) }
        case .twosComplement: return Int64(exactly: number.rounded()).map { .signed($0) }
        case .string, .binary: return nil
        }
    }
}
