extension XTCEReading {
    private static let levels: [(element: String, level: ConcernLevel)] = [
        ("WatchRange", .watch), ("WarningRange", .warning), ("DistressRange", .distress),
        ("CriticalRange", .critical), ("SevereRange", .severe),
    ]
    private static let bounds: Set = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]

    /// Violations in a row that raise an alarm.
    mutating func violations(_ alarm: XMLNode) -> Int {
        integer("minViolations", of: alarm, in: 1...65535) ?? 1
    }

    /// Limits of a numeric type.
    mutating func staticRanges(_ alarm: XMLNode) -> StaticAlarmRanges? {
        check(alarm, attributes: ["name", "shortDescription", "minViolations"], children: ["StaticAlarmRanges"])
        guard let node = only("StaticAlarmRanges", in: alarm) else { return nil }
        check(
            node, attributes: ["name", "shortDescription", "rangeForm"], children: Set(Self.levels.map(\.element)))
        let form = word("rangeForm", of: node, among: ["outside", "inside"], default: "outside")
        var ranges: [AlarmRange] = []
        for (element, level) in Self.levels {
            guard let child = only(element, in: node) else { continue }
            check(child, attributes: Self.bounds)
            if let range = range(child) { ranges.append(AlarmRange(level: level, range: range)) }
        }
        return StaticAlarmRanges(ranges: ranges, concernsInside: form == "inside")
    }

    /// Levels of the labels of an enumerated type.
    mutating func enumerationAlarms(_ alarm: XMLNode, _ enumeration: Enumeration) -> EnumerationAlarms? {
        check(
            alarm, attributes: ["name", "shortDescription", "minViolations", "defaultAlarmLevel"],
            children: ["EnumerationAlarmList"])
        let names = ConcernLevel.allCases.map(\.name)
        let standard = word("defaultAlarmLevel", of: alarm, among: names, default: "normal")
        var levels: [String: ConcernLevel] = [:]
        if let list = only("EnumerationAlarmList", in: alarm) {
            check(list, children: ["EnumerationAlarm"])
            for item in list.children("EnumerationAlarm") { readEnumerationAlarm(item, enumeration, &levels) }
        }
        return EnumerationAlarms(levels: levels, defaultLevel: ConcernLevel(name: standard) ?? .normal)
    }

    private mutating func readEnumerationAlarm(
        _ node: XMLNode, _ enumeration: Enumeration, _ levels: inout [String: ConcernLevel]
    ) {
        check(node, attributes: ["alarmLevel", "enumerationLabel"])
        _ = required("alarmLevel", of: node)
        let level = word("alarmLevel", of: node, among: ConcernLevel.allCases.map(\.name), default: "normal")
        guard let label = required("enumerationLabel", of: node) else { return }
        guard enumeration.value(label) != nil else {
            let labels = enumeration.entries.map(\.label)
            let near = suggestion(for: label, among: labels)
            report(node, found: "enumerationLabel `\(label)`", expected: "a label of the type", suggestion: near)
            return
        }
        if levels.updateValue(ConcernLevel(name: level) ?? .normal, forKey: label) != nil {
            report(node, found: "another alarm of label `\(label)`", expected: "one")
        }
    }

    /// Values that can be true at all.
    mutating func validRange(_ node: XMLNode) -> ValidRange? {
        check(node, attributes: Self.bounds.union(["validRangeAppliesToCalibrated"]))
        let applies = boolean("validRangeAppliesToCalibrated", of: node, default: true)
        return range(node).map { ValidRange(range: $0, appliesToCalibrated: applies) }
    }

    private mutating func range(_ node: XMLNode) -> ValueRange? {
        let low = bound(node, "minInclusive", "minExclusive")
        let high = bound(node, "maxInclusive", "maxExclusive")
        if let low, let high, low.value > high.value {
            report(
                node, found: "\(node.name) from `\(low.value)` to `\(high.value)`",
                expected: "a minimum below the maximum")
            return nil
        }
        guard low != nil || high != nil else {
            report(node, found: "`\(node.name)` without bounds", expected: Self.list(Self.bounds))
            return nil
        }
        return ValueRange(low: low, high: high)
    }

    private mutating func bound(_ node: XMLNode, _ inclusive: String, _ exclusive: String) -> Bound? {
        let closed = double(inclusive, of: node)
        let open = double(exclusive, of: node)
        if closed != nil && open != nil {
            report(node, found: "both \(inclusive) and \(exclusive)", expected: "one of them")
        }
        if let closed { return Bound(value: closed, isInclusive: true) }
        return open.map { Bound(value: $0, isInclusive: false) }
    }
}
