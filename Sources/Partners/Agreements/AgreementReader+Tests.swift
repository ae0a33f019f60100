import Programme

extension DocumentReader {
    /// What is written beside a path: a value, a list of values, or a mapping of tests.
    func tests(_ node: DocumentNode, of path: AttributePath) -> Condition? {
        if let entries = node.entries {
            guard !entries.isEmpty else {
                node.report(expected: "one test or more")
                return nil
            }
            if entries.contains(where: { $0.key.scalarText == "daysTo" }) { return daysTo(node, of: path) }
            let read = entries.map { test($0.key, $0.value) }
            let whole = read.compactMap(\.self)
            guard whole.count == read.count else { return nil }
            return whole.count == 1 ? whole.first.map { .test(path, $0) } : .all(whole.map { .test(path, $0) })
        }
        if node.items != nil { return values.read(node).map { .test(path, .isIn(.values($0))) } }
        return value.read(node).map { .test(path, .equals($0)) }
    }

    private static let testWords = [
        "is", "isNot", "in", "notIn", "allIn", "anyIn", "includes", "atLeast", "atMost", "above", "below", "sameAs",
        "differsFrom", "present", "countAtLeast", "countAtMost", "daysTo",
    ]

    private func test(_ key: DocumentNode, _ node: DocumentNode) -> ValueTest? {
        switch key.scalarText {
        case "is": value.read(node).map(ValueTest.equals)
        case "isNot": value.read(node).map(ValueTest.differs)
        case "in", "anyIn": names.read(node).map(ValueTest.isIn)
        case "notIn": names.read(node).map(ValueTest.notIn)
        case "allIn": names.read(node).map(ValueTest.allIn)
        case "includes": wholeSet(node).map(ValueTest.includes)
        case "atLeast": bound.read(node).map(ValueTest.atLeast)
        case "atMost": bound.read(node).map(ValueTest.atMost)
        case "above": bound.read(node).map(ValueTest.above)
        case "below": bound.read(node).map(ValueTest.below)
        case "sameAs": path.read(node).map(ValueTest.sameAs)
        case "differsFrom": path.read(node).map(ValueTest.differsFrom)
        case "present": ValueReader<Bool>.boolean.read(node).map(ValueTest.present)
        case "countAtLeast": count.read(node).map(ValueTest.countAtLeast)
        case "countAtMost": count.read(node).map(ValueTest.countAtMost)
        default: unknownTest(key)
        }
    }

    /// `{daysTo: PATH, atLeast: 365}`: days from this date to that.
    private func daysTo(_ node: DocumentNode, of start: AttributePath) -> Condition? {
        guard let fields = MappingReader(node, expected: "days") else { return nil }
        let end = fields.required("daysTo", path)
        let limits = DayLimit.allCases.compactMap { limit in
            solid(limit.rawValue, .number(in: -1_000_000...1_000_000), fields).map { (limit, $0) }
        }
        if DayLimit.allCases.allSatisfy({ fields.value($0.rawValue) == nil }) {
            node.report(found: "`daysTo` alone", expected: "it with `atLeast`, `atMost`, `above` or `below`")
        }
        fields.finish()
        return end.map { end in .all(limits.map { .test(start, .daysTo(end, $0.0, $0.1)) }) }
    }

    private func unknownTest(_ key: DocumentNode) -> ValueTest? {
        let words = Self.testWords.map { "`\($0)`" }.joined(separator: ", ")
        key.report(
            found: "unknown test \(key.description)", expected: "one of \(words)",
            suggestion: key.scalarText.flatMap { Spelling.nearest(to: $0, among: Self.testWords) })
        return nil
    }

    /// A text, a number, `true`, `false` or `null`.
    private var value: ValueReader<AttributeValue> {
        let expected = "a text, a number, `true`, `false` or `null`"
        return ValueReader(expected: expected) { node in
            guard let text = node.scalarText, text.utf8.count <= Attributes.maximumTextBytes else {
                node.report(expected: expected)
                return nil
            }
            if node.isNull { return .null }
            if let truth = node.boolean { return .truth(truth) }
            return node.number.map(AttributeValue.number) ?? .text(text)
        }
    }

    /// A list of values, all of them or none.
    private var values: ValueReader<[AttributeValue]> {
        let expected = "a list of one value or more, at most \(Attributes.maximumMembers)"
        return ValueReader(expected: expected) { [self] node in
            guard let items = node.items, (1...Attributes.maximumMembers).contains(items.count) else {
                node.report(expected: expected)
                return nil
            }
            let read = items.compactMap(value.read)
            return read.count == items.count ? read : nil
        }
    }

    /// A list of values or the name of a group.
    private var names: ValueReader<NameSet> {
        ValueReader(expected: "a list of values or a group's name") { [self] node in
            node.items != nil ? values.read(node).map(NameSet.values) : group.read(node).map(NameSet.group)
        }
    }

    /// A group by its name: a built-in one, or one that some document of the folder defines.
    var group: ValueReader<String> {
        let expected = "a list, or the name of a defined group"
        return ValueReader(expected: expected) { [self] node in
            let known = groupNames.union(Self.builtInGroups)
            if let name = node.scalarText, known.contains(name) { return name }
            node.report(
                expected: expected,
                suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: known.sorted()) })
            return nil
        }
    }

    /// A value, a list, or a group: the word counts as a group's name where there is such a group.
    private func wholeSet(_ node: DocumentNode) -> NameSet? {
        if node.items != nil { return values.read(node).map(NameSet.values) }
        if let name = node.scalarText, groupNames.contains(name) || Self.builtInGroups.contains(name) {
            return .group(name)
        }
        return value.read(node).map { .values([$0]) }
    }

    private var bound: ValueReader<Bound> {
        let expected = "a number, or a UTC time or day, as `1998-11-20T06:40:00Z` or `1998-11-20`"
        return ValueReader(expected: expected) { node in
            if let number = node.number { return .number(number) }
            if let date = node.scalarText.flatMap({ CivilTime($0) }) { return .date(date) }
            node.report(expected: expected)
            return nil
        }
    }

    private var count: ValueReader<Int> { .integer(in: 0...Attributes.maximumMembers) }
}
