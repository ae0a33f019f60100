import Programme

extension DocumentReader {
    /// The requirements of a `needs` clause; clauses of other effects have none.
    func requirements(_ fields: MappingReader, _ effect: Effect?) -> [Requirement] {
        guard let node = fields.value("needs") else {
            if effect == .needs {
                fields.node.report(found: "no `needs`", expected: "`needs`: a requirement, or a list of them")
            }
            return []
        }
        if let effect, effect != .needs {
            node.report(found: "`needs` with effect `\(effect.rawValue)`", expected: "it with effect `needs` alone")
        }
        guard let items = node.items else { return requirement.read(node).map { [$0] } ?? [] }
        if items.isEmpty || items.count > 64 { node.report(expected: "1 to 64 requirements") }
        return items.compactMap(requirement.read)
    }

    private var requirement: ValueReader<Requirement> {
        .mapping("a requirement") { [self] fields in
            let kind = fields.required("kind", ValueReader<RequirementKind>.choice)
            let parties = solid("of", requirementParties, fields)
            let proof = solid("given", proof, fields)
            let days = solid("days", .number(in: 0...36_525), fields)
            let elapsed = solid("elapsed", path, fields)
            let pool = solid("pool", path, fields)
            let amount = solid("amount", path, fields)
            guard let kind else { return nil }
            var requirement = Requirement(kind)
            requirement.parties = parties
            requirement.proof = proof
            requirement.days = days
            requirement.elapsed = elapsed
            requirement.pool = pool ?? requirement.pool
            requirement.amount = amount ?? requirement.amount
            refuseIncomplete(requirement, fields, hasPool: pool != nil || amount != nil)
            return requirement
        }
    }

    /// Tells what could never be met, or is said where it means nothing.
    private func refuseIncomplete(_ requirement: Requirement, _ fields: MappingReader, hasPool: Bool) {
        if hasPool, requirement.kind != .barter {
            fields.node.report(
                found: "`pool` or `amount` for `\(requirement.kind.rawValue)`", expected: "them for `barter` alone")
        }
        if (requirement.days == nil) != (requirement.elapsed == nil) {
            fields.node.report(
                found: "one of `days` and `elapsed`", expected: "both: the days wanted and where those passed stand")
        }
        if requirement.kind == .wait, requirement.days == nil {
            fields.node.report(found: "`wait` without `days`", expected: "`days` and `elapsed`")
        }
    }

    private var requirementParties: ValueReader<RequirementParties> {
        ValueReader(expected: "a list of names and paths, a group's name, or a path") { [self] node in
            if node.items != nil {
                return requirementParty.list.read(node).map(RequirementParties.these)
            }
            return Self.isPath(node)
                ? requirementParty.read(node).map { .these([$0]) } : group.read(node).map(RequirementParties.group)
        }
    }

    private var requirementParty: ValueReader<RequirementParty> {
        ValueReader(expected: "a name or a path") { [self] node in
            Self.isPath(node)
                ? path.read(node).map(RequirementParty.path)
                : ValueReader<String>.text.read(node).map(RequirementParty.name)
        }
    }

    private static func isPath(_ node: DocumentNode) -> Bool {
        AttributeScope.allCases.contains { node.scalarText?.hasPrefix($0.rawValue + ".") ?? false }
    }

    private var proof: ValueReader<RequirementProof> {
        ValueReader(expected: "a path, or a condition") { [self] node in
            if node.entries != nil || node.items != nil {
                return condition.read(node).map(RequirementProof.condition)
            }
            return path.read(node).map(RequirementProof.path)
        }
    }
}
