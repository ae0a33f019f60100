import MissionDatabase
import Telemetry
import Timekeeping

extension AlarmRecord {
    /// The record of an alarm's state.
    init(_ alarm: Alarm, isOver: Bool = false) {
        self.init(
            id: Int64(alarm.id), parameter: alarm.parameter, severity: "\(alarm.severity)",
            worstSeverity: "\(alarm.worstSeverity)", side: "\(alarm.side)", raisedAt: alarm.raisedAt,
            lastAt: alarm.lastAt, value: StoredValue.text(alarm.value), isActive: alarm.isActive,
            acknowledgedBy: alarm.acknowledgedBy, acknowledgedAt: alarm.acknowledgedAt, isOver: isOver)
    }

    /// The alarm of this record; nil where the mission database no longer has its parameter.
    func alarm(in database: Database) -> Alarm? {
        guard let parameter = database.parameter(named: parameter), let value = StoredValue.value(value),
            let severity = Self.state(severity), let worst = Self.state(worstSeverity)
        else { return nil }
        return Alarm(
            id: Int(id), parameterIndex: parameter.index, parameter: parameter.name, unit: parameter.unit,
            severity: severity, worstSeverity: worst, side: Self.side(side), raisedAt: raisedAt, lastAt: lastAt,
            value: value, acknowledgedBy: acknowledgedBy, acknowledgedAt: acknowledgedAt, isActive: isActive)
    }

    private static func state(_ name: String) -> LimitState? {
        LimitState.allCases.first { "\($0)" == name }
    }

    private static func side(_ name: String) -> LimitSide {
        [LimitSide.low, .high].first { "\($0)" == name } ?? .state
    }
}

extension AlarmEvent {
    /// The record to keep after this change.
    var record: AlarmRecord {
        if case .closed(let alarm) = self { return AlarmRecord(alarm, isOver: true) }
        return AlarmRecord(alarm)
    }

    /// How much the change matters as an event.
    var eventSeverity: EventSeverity {
        switch self {
        case .raised(let alarm), .worsened(let alarm), .eased(let alarm):
            EventSeverity(rawValue: "\(alarm.severity)") ?? .warning
        case .cleared, .acknowledged, .closed: .info
        }
    }

    /// The change in words.
    var what: String {
        switch self {
        case .raised(let alarm): "alarm raised, \(alarm.severity)\(Self.sideText(alarm))"
        case .worsened(let alarm): "alarm worsened to \(alarm.severity)\(Self.sideText(alarm))"
        case .eased(let alarm): "alarm eased to \(alarm.severity)\(Self.sideText(alarm))"
        case .cleared: "back within limits, not acknowledged yet"
        case .acknowledged(let alarm): "alarm acknowledged by \(alarm.acknowledgedBy ?? "nobody")"
        case .closed: "alarm over: within limits and acknowledged"
        }
    }

    private static func sideText(_ alarm: Alarm) -> String {
        switch alarm.side {
        case .low: ", low"
        case .high: ", high"
        case .none, .state: ""
        }
    }
}
