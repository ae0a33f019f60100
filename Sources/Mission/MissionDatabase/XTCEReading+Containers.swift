extension XTCEReading {
    /// Reads the containers of a space system.
    mutating func readContainers(_ set: XMLNode, _ system: [String]) {
        check(set, children: ["SequenceContainer"])
        for node in set.children("SequenceContainer") {
            check(
                node, attributes: Annotations.attributes.union(["abstract"]),
                children: Annotations.children.union(["DefaultRateInStream", "EntryList", "BaseContainer"]))
            let draft = containerDraft(node)
            guard let name = name(of: node) else { continue }
            let earlier = containers.declare(draft, name: name, system: system, node: node)
            reportRepetition(of: name, "container", node, earlier?.node)
        }
    }

    private mutating func containerDraft(_ node: XMLNode) -> ContainerDraft {
        let notes = annotations(of: node)
        var entries: [EntryDraft] = []
        if let list = only("EntryList", in: node) {
            check(list, children: ["ParameterRefEntry", "ContainerRefEntry", "FixedValueEntry"])
            for child in list.children {
                if let entry = self.entry(child) { entries.append(entry) }
            }
        } else {
            report(node, found: "`SequenceContainer` without `EntryList`", expected: "one, even if it is empty")
        }
        return ContainerDraft(
            isAbstract: boolean("abstract", of: node, default: false), notes: notes, entries: entries,
            base: only("BaseContainer", in: node).flatMap { baseDraft($0) },
            periodSeconds: only("DefaultRateInStream", in: node).flatMap { period($0) })
    }

    private mutating func period(_ node: XMLNode) -> Double? {
        check(node, attributes: ["basis", "minimumValue", "maximumValue"])
        _ = word("basis", of: node, among: ["perSecond"], default: "perSecond")
        let rates = [double("minimumValue", of: node), double("maximumValue", of: node)].compactMap { $0 }
        guard let rate = rates.first else { return nil }
        guard rates.allSatisfy({ $0 >= 1e-9 }) else {
            report(node, found: "a rate of `\(rate)`", expected: "more than 0 per second, at least 1e-9")
            return nil
        }
        return 1 / rate
    }

    private mutating func entry(_ node: XMLNode) -> EntryDraft? {
        let content: EntryDraft.Content?
        switch node.name {
        case "ParameterRefEntry":
            check(node, attributes: ["parameterRef", "shortDescription"], children: ["LocationInContainerInBits"])
            content = required("parameterRef", of: node).map { .parameter($0) }
        case "ContainerRefEntry":
            check(node, attributes: ["containerRef", "shortDescription"], children: ["LocationInContainerInBits"])
            content = required("containerRef", of: node).map { .container($0) }
        case "FixedValueEntry":
            let known: Set = ["name", "shortDescription", "binaryValue", "sizeInBits"]
            check(node, attributes: known, children: ["LocationInContainerInBits"])
            content = fixedContent(node)
        default:
            return nil
        }
        let location = only("LocationInContainerInBits", in: node).flatMap { self.location($0) }
        return content.map { EntryDraft(content: $0, location: location ?? .afterPrevious(bits: 0), node: node) }
    }

    private mutating func fixedContent(_ node: XMLNode) -> EntryDraft.Content? {
        guard let text = required("binaryValue", of: node), required("sizeInBits", of: node) != nil,
            let size = integer("sizeInBits", of: node, in: 1...Self.largestBits)
        else { return nil }
        let digits = Array(text.trimmed)
        let bytes = (0..<digits.count / 2).compactMap { (pair: Int) -> UInt8? in
            UInt8(String(digits[2 * pair]) + String(digits[2 * pair + 1]), radix: 16)
        }
        guard digits.count % 2 == 0, bytes.count == digits.count / 2, bytes.count == (size + 7) / 8 else {
            report(
                node, found: "binaryValue `\(text)`", expected: "\((size + 7) / 8 * 2) hexadecimal digits, \(size) bits"
            )
            return nil
        }
        // The value is right-aligned; the layout keeps it aligned to its first bit.
        let shift = bytes.count * 8 - size
        let shifted = bytes.indices.map { index -> UInt8 in
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            let pair = (UInt16(bytes[index]) << 8 | UInt16(next)) << UInt16(shift)
            return UInt8(truncatingIfNeeded: pair >> 8)
        }
        return .fixed(bytes: shifted, sizeBits: size)
    }

    private mutating func location(_ node: XMLNode) -> ContainerEntry.Location? {
        check(node, attributes: ["referenceLocation"], children: ["FixedValue"])
        let places = ["previousEntry", "containerStart"]
        let place = word("referenceLocation", of: node, among: places, default: places[0])
        guard let value = only("FixedValue", in: node) else {
            report(node, found: "`LocationInContainerInBits` without `FixedValue`", expected: "a number of bits")
            return nil
        }
        let isFromStart = place == places[1]
        let range = isFromStart ? 0...Self.largestBits : -Self.largestBits...Self.largestBits
        guard let bits = integerText(value, in: range) else { return nil }
        return isFromStart ? .fromStart(bits: bits) : .afterPrevious(bits: bits)
    }

    private mutating func baseDraft(_ node: XMLNode) -> BaseDraft? {
        check(node, attributes: ["containerRef"], children: ["RestrictionCriteria"])
        let criteria = only("RestrictionCriteria", in: node).flatMap { restriction($0) }
        return required("containerRef", of: node).map { BaseDraft(reference: $0, restriction: criteria, node: node) }
    }

    private mutating func restriction(_ node: XMLNode) -> CriteriaDraft? {
        let kinds: Set = ["Comparison", "ComparisonList", "BooleanExpression"]
        check(node, children: kinds)
        guard let element = choice(kinds, in: node) else {
            report(node, found: "`RestrictionCriteria` without criteria", expected: Self.list(kinds))
            return nil
        }
        switch element.name {
        case "Comparison": return comparison(element)
        case "ComparisonList":
            check(element, children: ["Comparison"])
            var all: [CriteriaDraft] = []
            for child in element.children("Comparison") {
                if let draft = comparison(child) { all.append(draft) }
            }
            return .all(all)
        default: return conditions(element, .all, allowed: ["Condition", "ANDedConditions", "ORedConditions"])
        }
    }

    private enum Junction { case all, any }

    private mutating func conditions(
        _ node: XMLNode, _ junction: Junction, allowed: Set<String>
    ) -> CriteriaDraft? {
        check(node, children: allowed)
        if node.name == "BooleanExpression" { _ = choice(allowed, in: node) }
        if node.children.isEmpty {
            report(node, found: "`\(node.name)` without conditions", expected: Self.list(allowed))
        }
        var drafts: [CriteriaDraft] = []
        for child in node.children {
            let draft: CriteriaDraft? =
                switch child.name {
                case "Condition": condition(child)
                case "ANDedConditions": conditions(child, .all, allowed: ["Condition", "ORedConditions"])
                case "ORedConditions": conditions(child, .any, allowed: ["Condition", "ANDedConditions"])
                default: nil
                }
            if let draft { drafts.append(draft) }
        }
        return junction == .all ? .all(drafts) : .any(drafts)
    }

    private mutating func comparison(_ node: XMLNode) -> CriteriaDraft? {
        check(
            node, attributes: ["parameterRef", "value", "comparisonOperator", "useCalibratedValue", "instance"])
        let reference = required("parameterRef", of: node)
        let value = required("value", of: node)
        let names = Comparison.Relation.allCases.map(\.rawValue)
        let relation = word("comparisonOperator", of: node, among: names, default: "==")
        guard let reference, let value else { return nil }
        return draft(node, reference, relation, value, instance: node)
    }

    private mutating func condition(_ node: XMLNode) -> CriteriaDraft? {
        check(node, children: ["ParameterInstanceRef", "ComparisonOperator", "Value"])
        guard let instance = only("ParameterInstanceRef", in: node), let sign = only("ComparisonOperator", in: node),
            let value = only("Value", in: node)
        else {
            report(node, found: "`Condition` of another form", expected: "a parameter, an operator and a value")
            return nil
        }
        check(instance, attributes: ["parameterRef", "useCalibratedValue", "instance"])
        check(sign, allowsText: true)
        check(value, allowsText: true)
        guard Comparison.Relation(rawValue: sign.text.trimmed) != nil else {
            let expected = Self.list(Comparison.Relation.allCases.map(\.rawValue))
            report(sign, found: "`\(sign.text.trimmed)` in `ComparisonOperator`", expected: expected)
            return nil
        }
        guard let reference = required("parameterRef", of: instance) else { return nil }
        return draft(node, reference, sign.text.trimmed, value.text.trimmed, instance: instance)
    }

    private mutating func draft(
        _ node: XMLNode, _ reference: String, _ relation: String, _ value: String, instance: XMLNode
    ) -> CriteriaDraft {
        _ = integer("instance", of: instance, in: 0...0)
        let calibrated = boolean("useCalibratedValue", of: instance, default: true)
        return .comparison(
            ComparisonDraft(
                reference: reference, relation: Comparison.Relation(rawValue: relation) ?? .equal, value: value,
                usesCalibratedValue: calibrated, node: node))
    }
}
