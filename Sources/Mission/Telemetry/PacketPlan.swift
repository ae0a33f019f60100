import MissionDatabase

/// Container compiled for decoding: a flat list of steps.
struct PacketPlan: Sendable {
    let container: ContainerIndex
    let sizeBytes: Int
    let steps: [PlanStep]
    let coarseTime: FieldReading?
    let fineTime: FieldReading?

    init(_ database: Database, _ container: ContainerIndex, rules: ValueRules, timeFields: PacketTimeFields) {
        let layout = database.layouts[container]
        self.container = container
        sizeBytes = layout.sizeBytes
        steps = layout.fields.map { PlanStep($0, rules) }
        coarseTime = Self.reading(timeFields.coarse, 32, database, layout)
        fineTime = Self.reading(timeFields.fine, 16, database, layout)
    }

    private static func reading(
        _ name: String, _ sizeBits: Int, _ database: Database, _ layout: ContainerLayout
    ) -> FieldReading? {
        guard let field = layout.fields.first(where: { database.parameters[$0.parameter].name == name }),
            field.encoding.sizeBits == sizeBits, field.encoding.form == .unsigned
        else { return nil }
        return FieldReading(field)
    }
}

/// Decoding of one field.
struct PlanStep: Sendable {
    let parameter: Int32
    /// Way to read a number; `nil` for text and bytes.
    let reading: FieldReading?
    let field: ContainerLayout.Field
    let rule: ValueRule

    init(_ field: ContainerLayout.Field, _ rules: ValueRules) {
        parameter = Int32(truncatingIfNeeded: field.parameter)
        reading = FieldReading(field)
        self.field = field
        rule = rules.rules[field.parameter]
    }
}

/// What makes an engineering value and its limit state out of a raw one.
struct ValueRule: Sendable {
    enum Calibration: UInt8 { case none, linear, table }

    var calibration = Calibration.none
    var slope = 1.0
    var offset = 0.0
    /// Place in `ValueRules.calibrators`.
    var calibrator = 0
    /// Places in `ValueRules.ranges`.
    var firstRange = 0
    var rangeCount = 0
    var concernsInside = false
    /// Place in `ValueRules.states`, −1 for none.
    var states = -1
    /// Place in `ValueRules.validRanges`, −1 for none.
    var validRange = -1
}

/// Rules of all parameters, their tables side by side.
struct ValueRules: Sendable {
    /// Limit states of an enumeration's raw values.
    struct States: Sendable {
        let enumeration: Enumeration
        let alarms: EnumerationAlarms?
    }

    private(set) var rules: [ValueRule] = []
    private(set) var calibrators: [Calibrator] = []
    private(set) var ranges: [AlarmRange] = []
    private(set) var states: [States] = []
    private(set) var validRanges: [ValidRange] = []

    init(_ parameters: [Parameter]) {
        rules.reserveCapacity(parameters.count)
        for parameter in parameters { rules.append(rule(parameter.type)) }
    }

    private mutating func rule(_ type: ParameterType) -> ValueRule {
        var rule = ValueRule()
        if case .absoluteTime(_, let scale, let offset) = type.kind {
            (rule.calibration, rule.slope, rule.offset) = (.linear, scale, offset)
        }
        switch type.calibrator {
        case .polynomial(let coefficients)? where coefficients.count == 2:
            (rule.calibration, rule.slope, rule.offset) = (.linear, coefficients[1], coefficients[0])
        case let other?:
            (rule.calibration, rule.calibrator) = (.table, calibrators.count)
            calibrators.append(other)
        case nil: break
        }
        if let limits = type.limits {
            (rule.firstRange, rule.rangeCount) = (ranges.count, limits.ranges.count)
            rule.concernsInside = limits.concernsInside
            ranges += limits.ranges
        }
        if let enumeration = type.enumeration {
            rule.states = states.count
            states.append(States(enumeration: enumeration, alarms: type.enumerationAlarms))
        }
        if let valid = type.validRange {
            rule.validRange = validRanges.count
            validRanges.append(valid)
        }
        return rule
    }

    /// Engineering number of a raw number.
    func engineering(_ raw: Double, _ rule: ValueRule) -> Double {
        switch rule.calibration {
        case .none: raw
        case .linear: rule.offset + rule.slope * raw
        case .table: calibrators[rule.calibrator].engineering(raw)
        }
    }

    /// Limit state of an engineering number.
    func mark(_ number: Double, raw: Double, _ rule: ValueRule) -> LimitMark {
        if rule.states >= 0 { return stateMark(raw, states[rule.states]) }
        if number.isNaN { return .invalid }
        var mark = rule.rangeCount == 0 ? LimitMark.none : .nominal
        for index in rule.firstRange..<rule.firstRange + rule.rangeCount {
            let entry = ranges[index]
            let isBelow = entry.range.isBelow(number)
            let isAbove = entry.range.isAbove(number)
            if rule.concernsInside {
                guard !isBelow && !isAbove else { continue }
                mark = LimitMark(LimitState(entry.level), .state)
                break
            }
            guard isBelow || isAbove else { continue }
            mark = LimitMark(LimitState(entry.level), isBelow ? .low : .high)
            break
        }
        mark = mark.invalidated(number.isInfinite)
        guard rule.validRange >= 0 else { return mark }
        let valid = validRanges[rule.validRange]
        return mark.invalidated(!valid.range.contains(valid.appliesToCalibrated ? number : raw))
    }

    private func stateMark(_ raw: Double, _ states: States) -> LimitMark {
        guard let value = Int64(exactly: raw), let label = states.enumeration.label(value) else { return .invalid }
        guard let level = states.alarms?.level(label) else { return .none }
        return LimitMark(LimitState(level), level == .normal ? .none : .state)
    }
}
