public import MissionDatabase
public import Timekeeping

/// Alarms of all parameters: samples and acknowledgements in, changes out.
///
/// An alarm is raised after the number of violations in a row that the parameter's type asks for, and stays until the
/// value is within limits and someone has acknowledged it.
public struct AlarmMonitor: Sendable {
    /// Alarms that are not closed, the worst first, then by number.
    public var alarms: [Alarm] {
        open.values.sorted { ($1.severity, $0.id) < ($0.severity, $1.id) }
    }

    private var open: [ParameterIndex: Alarm] = [:]
    private var isOpen: [Bool]
    private var violations: [Int]
    private var nextID: Int
    private let parameters: [Parameter]

    /// Monitor of a database's parameters, with the alarms left open by one before it.
    ///
    /// New alarms are numbered from `nextID` or the highest number restored plus one, whichever is more.
    public init(_ database: Database, restoring alarms: [Alarm] = [], nextID: Int = 1) {
        parameters = database.parameters
        isOpen = Array(repeating: false, count: parameters.count)
        violations = Array(repeating: 0, count: parameters.count)
        self.nextID = nextID
        for alarm in alarms where parameters.indices.contains(alarm.parameterIndex) {
            open[alarm.parameterIndex] = alarm
            isOpen[alarm.parameterIndex] = true
            self.nextID = max(self.nextID, alarm.id + 1)
        }
    }

    /// Alarm by its number, if it is open.
    public func alarm(_ id: Int) -> Alarm? {
        open.values.first { $0.id == id }
    }

    /// Takes a sample; the change that it brings, if any. Samples of parameters without limits change nothing.
    public mutating func observe(_ sample: Sample) -> AlarmEvent? {
        let index = sample.parameter
        guard parameters.indices.contains(index), sample.limit != .none else { return nil }
        guard sample.limit.isViolation else {
            violations[index] = 0
            return isOpen[index] ? settle(index) : nil
        }
        violations[index] = min(violations[index] + 1, Int(UInt16.max))
        let isDue = violations[index] >= parameters[index].type.violationsToRaise
        guard var alarm = open[index] else { return isDue ? raise(sample) : nil }
        return update(&alarm, sample, isDue: isDue)
    }

    /// Takes all samples of a buffer; the changes that they bring.
    public mutating func observe(_ buffer: SampleBuffer) -> [AlarmEvent] {
        var events: [AlarmEvent] = []
        for (place, packet) in buffer.packets.enumerated() {
            for index in buffer.samples(ofPacket: place) {
                let parameter = Int(buffer.parameters[index])
                let mark = buffer.marks[index]
                if !mark.isViolation && !isOpen[parameter] && violations[parameter] == 0 { continue }
                if let event = observe(buffer.sample(index, at: packet.generationTime)) { events.append(event) }
            }
        }
        return events
    }

    /// Acknowledges an alarm; throws when it is not open or was acknowledged before.
    public mutating func acknowledge(
        _ id: Int, by person: String, at time: Instant
    ) throws(TelemetryError) -> AlarmEvent {
        guard var alarm = alarm(id) else { throw .unknownAlarm(id: id) }
        if let earlier = alarm.acknowledgedBy { throw .alreadyAcknowledged(id: id, by: earlier) }
        alarm.acknowledgedBy = person
        alarm.acknowledgedAt = time
        guard alarm.isActive else {
            close(alarm.parameterIndex)
            return .closed(alarm)
        }
        open[alarm.parameterIndex] = alarm
        return .acknowledged(alarm)
    }

    private mutating func raise(_ sample: Sample) -> AlarmEvent {
        let parameter = parameters[sample.parameter]
        let alarm = Alarm(
            id: nextID, parameterIndex: parameter.index, parameter: parameter.name, unit: parameter.unit,
            severity: sample.limit, worstSeverity: sample.limit, side: sample.side,
            raisedAt: sample.generationTime, lastAt: sample.generationTime, value: sample.value)
        nextID += 1
        open[parameter.index] = alarm
        isOpen[parameter.index] = true
        return .raised(alarm)
    }

    private mutating func update(_ alarm: inout Alarm, _ sample: Sample, isDue: Bool) -> AlarmEvent? {
        guard alarm.isActive || isDue else { return nil }
        let before = alarm
        alarm.isActive = true
        alarm.severity = sample.limit
        alarm.side = sample.side
        alarm.lastAt = sample.generationTime
        alarm.value = sample.value
        let isOtherSide = sample.side != before.side
        if sample.limit > before.worstSeverity || isOtherSide {
            alarm.worstSeverity = max(sample.limit, before.worstSeverity)
            alarm.acknowledgedBy = nil
            alarm.acknowledgedAt = nil
        }
        open[sample.parameter] = alarm
        if !before.isActive { return .raised(alarm) }
        if sample.limit > before.severity || isOtherSide { return .worsened(alarm) }
        return sample.limit < before.severity ? .eased(alarm) : nil
    }

    private mutating func settle(_ index: ParameterIndex) -> AlarmEvent? {
        guard var alarm = open[index], alarm.isActive else { return nil }
        alarm.isActive = false
        guard alarm.acknowledgedBy != nil else {
            open[index] = alarm
            return .cleared(alarm)
        }
        close(index)
        return .closed(alarm)
    }

    private mutating func close(_ index: ParameterIndex) {
        open[index] = nil
        isOpen[index] = false
    }
}
