extension XTCEReading {
    private static let integerEncodings: Set = ["IntegerDataEncoding", "FloatDataEncoding"]

    /// Reads the parameter types of a space system.
    mutating func readTypes(_ set: XMLNode, _ system: [String]) {
        let readers: [String: (inout XTCEReading, XMLNode, String) -> ParameterType] = [
            "IntegerParameterType": { $0.integerType($1, $2) },
            "FloatParameterType": { $0.floatType($1, $2) },
            "EnumeratedParameterType": { $0.enumeratedType($1, $2) },
            "BooleanParameterType": { $0.booleanType($1, $2) },
            "StringParameterType": { $0.textType($1, $2, kind: .string, encoding: "StringDataEncoding") },
            "BinaryParameterType": { $0.textType($1, $2, kind: .binary, encoding: "BinaryDataEncoding") },
            "AbsoluteTimeParameterType": { $0.timeType($1, $2) },
        ]
        check(set, children: Set(readers.keys))
        for node in set.children {
            guard let read = readers[node.name] else { continue }
            let name = name(of: node)
            let type = read(&self, node, name ?? "")
            guard let name else { continue }
            let earlier = types.declare(type, name: name, system: system, node: node)
            reportRepetition(of: name, "parameter type", node, earlier?.node)
        }
    }

    private mutating func integerType(_ node: XMLNode, _ name: String) -> ParameterType {
        checkType(
            node, attributes: ["sizeInBits", "signed"],
            children: Self.integerEncodings.union(["ValidRange", "DefaultAlarm"]))
        _ = integer("sizeInBits", of: node, in: 1...64)
        let isSigned = boolean("signed", of: node, default: true)
        return numericType(node, name, kind: .integer(isSigned: isSigned))
    }

    private mutating func floatType(_ node: XMLNode, _ name: String) -> ParameterType {
        checkType(
            node, attributes: ["sizeInBits"], children: Self.integerEncodings.union(["ValidRange", "DefaultAlarm"]))
        _ = word("sizeInBits", of: node, among: ["32", "64"], default: "32")
        return numericType(node, name, kind: .float)
    }

    private mutating func numericType(_ node: XMLNode, _ name: String, kind: ParameterKind) -> ParameterType {
        let (encoding, calibrator) = numberEncoding(in: node)
        let valid = only("ValidRange", in: node).flatMap { validRange($0) }
        let alarm = only("DefaultAlarm", in: node)
        return ParameterType(
            name: name, kind: kind, unit: unit(of: node), encoding: encoding, calibrator: calibrator,
            enumeration: nil, limits: alarm.flatMap { staticRanges($0) }, enumerationAlarms: nil,
            violationsToRaise: alarm.map { violations($0) } ?? 1, validRange: valid)
    }

    private mutating func enumeratedType(_ node: XMLNode, _ name: String) -> ParameterType {
        checkType(node, children: ["IntegerDataEncoding", "EnumerationList", "DefaultAlarm"])
        let (encoding, calibrator) = numberEncoding(in: node)
        if calibrator != nil {
            report(node, found: "a calibrator in enumerated type `\(name)`", expected: "labels of raw values")
        }
        let enumeration = enumerationList(node)
        let alarm = only("DefaultAlarm", in: node)
        return ParameterType(
            name: name, kind: .enumerated, unit: unit(of: node), encoding: encoding, calibrator: nil,
            enumeration: enumeration, limits: nil,
            enumerationAlarms: alarm.flatMap { enumerationAlarms($0, enumeration) },
            violationsToRaise: alarm.map { violations($0) } ?? 1, validRange: nil)
    }

    private mutating func booleanType(_ node: XMLNode, _ name: String) -> ParameterType {
        checkType(node, attributes: ["oneStringValue", "zeroStringValue"], children: ["IntegerDataEncoding"])
        let one = node.attributes["oneStringValue"] ?? "True"
        let zero = node.attributes["zeroStringValue"] ?? "False"
        let (encoding, calibrator) = numberEncoding(in: node)
        if calibrator != nil {
            report(node, found: "a calibrator in boolean type `\(name)`", expected: "a raw value of 0 or 1")
        }
        return plainType(node, name, kind: .boolean(zero: zero, one: one), encoding: encoding)
    }

    private mutating func textType(
        _ node: XMLNode, _ name: String, kind: ParameterKind, encoding element: String
    ) -> ParameterType {
        checkType(node, children: [element])
        let encoding = only(element, in: node).flatMap { kind == .string ? stringEncoding($0) : binaryEncoding($0) }
        return plainType(node, name, kind: kind, encoding: encoding)
    }

    private mutating func timeType(_ node: XMLNode, _ name: String) -> ParameterType {
        check(
            node, attributes: Annotations.attributes,
            children: Annotations.children.union(["Encoding", "ReferenceTime"]))
        _ = annotations(of: node)
        var epoch = "TAI"
        if let reference = only("ReferenceTime", in: node) {
            check(reference, children: ["Epoch"])
            if let text = only("Epoch", in: reference) {
                check(text, allowsText: true)
                epoch = text.text.trimmed
            }
        }
        var (scale, offset) = (1.0, 0.0)
        var encoding: DataEncoding?
        if let element = only("Encoding", in: node) {
            check(element, attributes: ["units", "scale", "offset"], children: Self.integerEncodings)
            _ = word("units", of: element, among: ["seconds"], default: "seconds")
            scale = double("scale", of: element) ?? 1
            offset = double("offset", of: element) ?? 0
            let (found, calibrator) = numberEncoding(in: element)
            encoding = found
            if calibrator != nil || scale == 0 {
                report(element, found: "a calibrator or a scale of 0", expected: "a scale other than 0 and an offset")
            }
        }
        let kind = ParameterKind.absoluteTime(epoch: epoch, scaleSeconds: scale, offsetSeconds: offset)
        return ParameterType(
            name: name, kind: kind, unit: "s", encoding: encoding, calibrator: nil, enumeration: nil, limits: nil,
            enumerationAlarms: nil, violationsToRaise: 1, validRange: nil)
    }

    private mutating func plainType(
        _ node: XMLNode, _ name: String, kind: ParameterKind, encoding: DataEncoding?
    ) -> ParameterType {
        ParameterType(
            name: name, kind: kind, unit: unit(of: node), encoding: encoding, calibrator: nil, enumeration: nil,
            limits: nil, enumerationAlarms: nil, violationsToRaise: 1, validRange: nil)
    }

    private mutating func checkType(_ node: XMLNode, attributes: Set<String> = [], children: Set<String>) {
        check(
            node, attributes: Annotations.attributes.union(attributes),
            children: Annotations.children.union(children).union(["UnitSet"]))
        _ = annotations(of: node)
    }

    /// Units of a set, with powers other than 1 written after `^`.
    private mutating func unit(of node: XMLNode) -> String? {
        guard let set = only("UnitSet", in: node) else { return nil }
        check(set, children: ["Unit"])
        var units: [String] = []
        for unit in set.children("Unit") {
            check(unit, attributes: ["power", "description"], allowsText: true)
            let power = unit.attributes["power"].map { $0.trimmed } ?? "1"
            _ = double("power", of: unit)
            units.append(unit.text.trimmed + (power == "1" ? "" : "^\(power)"))
        }
        let joined = units.filter { !$0.isEmpty }.joined(separator: " ")
        return joined.isEmpty ? nil : joined
    }

    private mutating func enumerationList(_ node: XMLNode) -> Enumeration {
        guard let list = only("EnumerationList", in: node) else {
            report(node, found: "enumerated type without `EnumerationList`", expected: "one")
            return Enumeration(entries: [])
        }
        check(list, children: ["Enumeration"])
        var entries: [(entry: Enumeration.Entry, node: XMLNode)] = []
        for item in list.children("Enumeration") {
            if let entry = enumerationEntry(item) { entries.append((entry, item)) }
        }
        entries.sort { ($0.entry.value, $0.entry.maxValue) < ($1.entry.value, $1.entry.maxValue) }
        for (earlier, later) in zip(entries, entries.dropFirst()) where later.entry.value <= earlier.entry.maxValue {
            report(
                later.node, found: "enumeration value `\(later.entry.value)` twice",
                expected: "one label for each value")
        }
        return Enumeration(entries: entries.map(\.entry))
    }

    private mutating func enumerationEntry(_ node: XMLNode) -> Enumeration.Entry? {
        check(node, attributes: ["value", "maxValue", "label", "shortDescription"])
        _ = required("value", of: node)
        let label = required("label", of: node)
        let words = "a whole number of 64 bits"
        let value = number("value", of: node, as: Int64.self, words: words)
        let highest = number("maxValue", of: node, as: Int64.self, words: words)
        guard let value, let label else { return nil }
        guard highest ?? value >= value else {
            report(node, found: "maxValue `\(highest ?? 0)`", expected: "at least `\(value)`")
            return nil
        }
        return .init(
            value: value, maxValue: highest ?? value, label: label,
            shortDescription: node.attributes["shortDescription"])
    }
}
