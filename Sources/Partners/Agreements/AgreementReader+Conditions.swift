import Programme

extension DocumentReader {
    /// A clause's `when`.
    var condition: ValueReader<Condition> {
        ValueReader(expected: "a condition: a mapping, or a list of which all must hold") { [self] node in
            guard let condition = condition(node, depth: 1) else { return nil }
            let count = condition.testCount
            guard count <= Condition.maximumTests else {
                node.report(found: "\(count) tests", expected: "at most \(Condition.maximumTests) in one condition")
                return nil
            }
            return condition
        }
    }

    private func condition(_ node: DocumentNode, depth: Int) -> Condition? {
        guard depth <= Condition.maximumDepth else {
            node.report(expected: "a condition nested at most \(Condition.maximumDepth) deep")
            return nil
        }
        if node.items != nil { return conditions(node, depth: depth).map(Condition.all) }
        guard let entries = node.entries, !entries.isEmpty else {
            node.report(expected: "a condition: a mapping with a path or `all`, `any`, `not`, or a list of such")
            return nil
        }
        let parts = entries.map { part(key: $0.key, value: $0.value, depth: depth) }
        let whole = parts.compactMap(\.self)
        guard whole.count == parts.count else { return nil }
        return whole.count == 1 ? whole.first : .all(whole)
    }

    /// The items of a list, all of them or none: what cannot be read must not fall away.
    private func conditions(_ node: DocumentNode, depth: Int) -> [Condition]? {
        guard let items = node.items, !items.isEmpty else {
            node.report(expected: "a list of one condition or more")
            return nil
        }
        let read = items.map { condition($0, depth: depth + 1) }
        let whole = read.compactMap(\.self)
        return whole.count == read.count ? whole : nil
    }

    private func part(key: DocumentNode, value: DocumentNode, depth: Int) -> Condition? {
        switch key.scalarText {
        case "all": conditions(value, depth: depth).map(Condition.all)
        case "any": conditions(value, depth: depth).map(Condition.any)
        case "not": condition(value, depth: depth + 1).map(Condition.not)
        case "share": share(value)
        case "inForce": register.reference(Kind.document).read(value).map(Condition.inForce)
        case "emergency":
            ValueReader<Bool>.boolean.read(value).map { $0 ? .emergency : .not(.emergency) }
        default: path.read(key).flatMap { path in tests(value, of: path) }
        }
    }

    private func share(_ node: DocumentNode) -> Condition? {
        let state = ValueReader<ShareState>.choice
        guard node.entries != nil else {
            return state.read(node).map {
                .share($0, pool: Condition.defaultPool, amount: Condition.defaultAmount)
            }
        }
        guard let fields = MappingReader(node, expected: "a share") else { return nil }
        let wanted = fields.required("is", state)
        let pool = solid("pool", path, fields)
        let amount = solid("amount", path, fields)
        fields.finish()
        guard let wanted else { return nil }
        return .share(wanted, pool: pool ?? Condition.defaultPool, amount: amount ?? Condition.defaultAmount)
    }

    /// `subject.X`, `resource.X` or `context.X`, with or without a last part that derives a partner.
    var path: ValueReader<AttributePath> {
        let expected =
            "`subject.X`, `resource.X` or `context.X`, then at most one of "
            + Derivation.allCases.map { "`.\($0.rawValue)`" }.joined(separator: ", ")
        return ValueReader(expected: expected) { node in
            let parts = (node.scalarText ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard let scope = parts.first.flatMap({ AttributeScope(rawValue: $0) }), (2...3).contains(parts.count),
                PlainName.isName(parts[1])
            else {
                node.report(expected: expected, suggestion: Self.meantPath(parts))
                return nil
            }
            guard parts.count == 3 else { return AttributePath(scope, parts[1]) }
            guard let derivation = Derivation(rawValue: parts[2]) else {
                let near = Spelling.nearest(to: parts[2], among: Derivation.allCases.map(\.rawValue))
                node.report(expected: expected, suggestion: near.map { "\(scope.rawValue).\(parts[1]).\($0)" })
                return nil
            }
            return AttributePath(scope, parts[1], derivation)
        }
    }

    private static func meantPath(_ parts: [String]) -> String? {
        let words = AttributeScope.allCases.map(\.rawValue) + ["all", "any", "not", "share", "inForce", "emergency"]
        guard let first = parts.first, let near = Spelling.nearest(to: first, among: words) else { return nil }
        return ([near] + parts.dropFirst()).joined(separator: ".")
    }
}

extension Condition {
    /// How many tests it makes at most.
    var testCount: Int {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.testCount }
        case .not(let part): part.testCount
        case .test, .share, .inForce: 1
        }
    }
}
