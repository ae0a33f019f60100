import Agreements
import MissionDatabase
import Operations
import Programme
import Timekeeping

/// A parameter's value in JSON: a number, a text or a truth value.
enum ValueBody: Codable, Equatable {
    case number(Double)
    case integer(Int64)
    case text(String)
    case truth(Bool)
    case missing

    init(_ value: Value) {
        switch value {
        case .unsigned(let number): self = Int64(exactly: number).map { .integer($0) } ?? .number(Double(number))
        case .signed(let number): self = .integer(number)
        case .float(let number): self = number.isFinite ? .number(number) : .missing
        case .boolean(let truth): self = .truth(truth)
        case .string(let text): self = .text(text)
        case .binary: self = .text(value.description)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .missing
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .integer(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .truth(let truth): try container.encode(truth)
        case .missing: try container.encodeNil()
        }
    }
}

struct ParameterBody: Codable {
    var name: String
    var label: String
    var element: String?
    var partner: String?
    var decision: DecisionBody
    var subsystem: String?
    var unit: String?
    var kind: String?
    var enumeration: [String: String]?
    var limits: [String: Double]?
    var periodSeconds: Double?
    var source: String?

    init(_ entry: ParameterEntry) {
        name = entry.name
        label = entry.label
        element = entry.element?.rawValue
        partner = entry.partner?.rawValue
        decision = DecisionBody(entry.decision)
        guard let detail = entry.detail else { return }
        subsystem = detail.subsystem
        unit = detail.type.unit
        kind = detail.type.kindName
        enumeration = Self.enumeration(detail.type)
        limits = detail.type.limits.map(Self.limits)
        periodSeconds = detail.periodSeconds
        source = detail.source
    }

    private static func enumeration(_ type: ParameterType) -> [String: String]? {
        let labels = type.enumerationLabels
        guard !labels.isEmpty else { return nil }
        return Dictionary(uniqueKeysWithValues: labels.map { (String($0.key), $0.value) })
    }

    /// `warningLow`, `warningHigh` and so on for each level that has an end.
    private static func limits(_ limits: StaticAlarmRanges) -> [String: Double] {
        var ends: [String: Double] = [:]
        for range in limits.ranges {
            if let low = range.range.low?.value, low.isFinite { ends[range.level.name + "Low"] = low }
            if let high = range.range.high?.value, high.isFinite { ends[range.level.name + "High"] = high }
        }
        return ends
    }
}

struct ParametersBody: Codable {
    var parameters: [ParameterBody]
}

struct HistoryBody: Encodable {
    struct Point: Encodable {
        var point: HistoryPoint

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(point.milliseconds)
            try container.encode(point.minimum)
            try container.encode(point.maximum)
            try container.encode(point.last)
        }
    }

    var name: String
    var unit: String?
    var points: [Point]

    init(_ history: History) {
        name = history.name
        unit = history.unit
        points = history.points.map(Point.init)
    }
}

struct AlarmBody: Codable {
    struct Acknowledged: Codable {
        var by: String
        var at: String
    }

    var id: Int64
    var parameter: String
    var label: String
    var element: String?
    var partner: String?
    var severity: String
    var side: String
    var value: ValueBody
    var unit: String?
    var raisedAt: String
    var lastAt: String
    var active: Bool
    var acknowledged: Acknowledged?
    var mayAcknowledge: Bool
    var decision: DecisionBody

    init(_ entry: AlarmEntry) {
        id = entry.id
        parameter = entry.parameter
        label = entry.label
        element = entry.element?.rawValue
        partner = entry.partner?.rawValue
        severity = entry.severity
        side = entry.side
        value = entry.value.map(ValueBody.init) ?? .missing
        unit = entry.unit
        raisedAt = entry.raisedAt.iso8601UTC()
        lastAt = entry.lastAt.iso8601UTC()
        active = entry.isActive
        if let by = entry.acknowledgedBy, let at = entry.acknowledgedAt {
            acknowledged = Acknowledged(by: by, at: at.iso8601UTC())
        }
        mayAcknowledge = entry.mayAcknowledge
        decision = DecisionBody(entry.decision)
    }
}

struct AlarmsBody: Codable {
    struct Withheld: Codable {
        var partner: String?
        var count: Int
        var why: String
    }

    var alarms: [AlarmBody]
    var withheld: [Withheld]

    init(_ answer: AlarmsAnswer) {
        alarms = answer.alarms.map(AlarmBody.init)
        withheld = answer.withheld.map { Withheld(partner: $0.partner?.rawValue, count: $0.count, why: $0.why) }
    }
}
