import Programme

/// The parts of a document that are not its head and not its clauses.
struct DocumentExtras {
    var programme: String?
    var entryIntoForce: EntryIntoForce?
    var noticePeriodDays: Int?
    var survival: String?
    var lapsesUnlessRenewed = false
    var definitions: [NameGroup] = []
    var entities: [EntityRule] = []
    var shares: [SharePool] = []

    /// Whether it says nothing that a decision uses.
    var isIdle: Bool { definitions.isEmpty && entities.isEmpty && shares.isEmpty }

    func write(into document: inout AgreementDocument) {
        document.programme = programme
        document.entryIntoForce = entryIntoForce
        document.noticePeriodDays = noticePeriodDays
        document.survival = survival
        document.lapsesUnlessRenewed = lapsesUnlessRenewed
        document.definitions = definitions
        document.entities = entities
        document.shares = shares
    }
}

extension DocumentReader {
    func extras(_ fields: MappingReader) -> DocumentExtras {
        var extras = DocumentExtras()
        extras.programme = solid("programme", .text, fields)
        extras.entryIntoForce = solid("entryIntoForce", entryIntoForce, fields)
        extras.noticePeriodDays = solid("noticePeriodDays", .integer(in: 0...36_525), fields)
        extras.survival = solid("survival", .text, fields)
        extras.lapsesUnlessRenewed = solid("lapsesUnlessRenewed", .boolean, fields) ?? false
        extras.definitions = solid("definitions", definitions, fields) ?? []
        extras.entities = solid("entities", entityRule.list, fields) ?? []
        extras.shares = solid("shares", sharePool.list, fields) ?? []
        // Kept for the life of an agreement: who signed, with which key.
        _ = fields.value("signatures")
        return extras
    }

    private var entryIntoForce: ValueReader<EntryIntoForce> {
        .mapping("how it comes into force") { fields in
            let act = fields.required("when", ValueReader<EntryIntoForce.Act>.choice)
            let text = fields.optional("text", .text)
            return act.map { EntryIntoForce(act: $0, text: text) }
        }
    }

    private var definitions: ValueReader<[NameGroup]> {
        ValueReader(expected: "groups of names, a mapping") { [self] node in
            guard let entries = node.entries else {
                node.report(expected: "groups of names: a mapping from each group's name to its members")
                return nil
            }
            return entries.compactMap { nameGroup($0.key, $0.value) }
        }
    }

    /// Tells groups that take in themselves.
    func refuseCircles(among roots: [DocumentNode]) {
        let entries = roots.flatMap { root in
            root.entries?.first { $0.key.scalarText == "definitions" }?.value.entries ?? []
        }
        let taken = Dictionary(
            entries.compactMap { entry in
                entry.key.scalarText.map { name in
                    let inner = entry.value.entries?.first { $0.key.scalarText == "groups" }?.value.items ?? []
                    return (name, inner.compactMap(\.scalarText))
                }
            }
        ) { first, _ in first }
        let sizes = Dictionary(
            entries.compactMap { entry in
                entry.key.scalarText.map { name in
                    let names = entry.value.entries?.first { $0.key.scalarText == "names" }?.value ?? entry.value
                    return (name, 1 + (names.items?.count ?? 0))
                }
            }
        ) { first, _ in first }
        var visited = 0
        for entry in entries {
            guard let name = entry.key.scalarText else { continue }
            var open = taken[name] ?? []
            var seen: Set<String> = []
            while let next = open.popLast() {
                visited += sizes[next] ?? 1
                if seen.insert(next).inserted { open += taken[next] ?? [] }
            }
            guard visited <= Self.mostInnerNames else {
                return entry.key.report(
                    found: "groups that take in too much",
                    expected: "at most \(Self.mostInnerNames) groups and names with all of them written out")
            }
            if seen.contains(name) {
                entry.key.report(found: "`\(name)`, which takes in itself", expected: "groups without a circle")
            }
        }
    }

    private func nameGroup(_ key: DocumentNode, _ node: DocumentNode) -> NameGroup? {
        guard let name = key.scalarText, !Self.builtInGroups.contains(name), PlainName.isName(name) else {
            let built = Self.builtInGroups.map { "`\($0)`" }.joined(separator: ", ")
            key.report(expected: "a group's name: letters, digits, `-`, `_`, and none of \(built)")
            return nil
        }
        guard register.declare(name, as: Kind.group, at: key) else { return nil }
        if node.items != nil { return memberNames.read(node).map { NameGroup(name, names: $0) } }
        guard let fields = MappingReader(node, expected: "a list, or `{names, startingWith, endingWith, groups}`")
        else {
            return nil
        }
        let names = solid("names", memberNames, fields) ?? []
        let beginnings = solid("startingWith", memberNames, fields) ?? []
        let endings = solid("endingWith", memberNames, fields) ?? []
        let groups = solid("groups", group.list, fields) ?? []
        fields.finish()
        if names.isEmpty, beginnings.isEmpty, endings.isEmpty, groups.isEmpty {
            node.report(expected: "a group of one name or more")
        }
        for built in groups where Self.builtInGroups.contains(built) {
            fields.place(of: "groups").report(found: "`\(built)`", expected: "groups that a document defines")
        }
        return NameGroup(name, names: names, startingWith: beginnings, endingWith: endings, groups: groups)
    }

    private var memberNames: ValueReader<[String]> { ValueReader<String>.text.list }

    private var entityRule: ValueReader<EntityRule> {
        .mapping("names and their partner") { [self] fields in
            let names = solid("names", memberNames, fields) ?? []
            let beginnings = solid("startingWith", memberNames, fields) ?? []
            let endings = solid("endingWith", memberNames, fields) ?? []
            let owner = fields.required("partner", partner)
            if names.isEmpty, beginnings.isEmpty, endings.isEmpty {
                fields.node.report(found: "no names", expected: "`names`, `startingWith` or `endingWith`")
            }
            return owner.map {
                EntityRule(names: names, startingWith: beginnings, endingWith: endings, partner: $0)
            }
        }
    }

    private var sharePool: ValueReader<SharePool> {
        .mapping("shares in a pool") { [self] fields in
            let pool = fields.required("pool", register.declaration(Kind.pool))
            let period = fields.required("period", ValueReader<SharePool.Period>.choice)
            let percents = fields.required("percent", percents)
            guard let pool, let period, let percents else { return nil }
            return SharePool(pool: pool, period: period, percents: percents)
        }
    }

    private var percents: ValueReader<[PartnerID: Double]> {
        ValueReader(expected: "a mapping from partners to percent") { [self] node in
            guard let entries = node.entries else {
                node.report(expected: "a mapping from partners to percent, as `{EU: 51}`")
                return nil
            }
            let percent = ValueReader<Double>.number(in: 0...100)
            var shares: [PartnerID: Double] = [:]
            for (key, value) in entries {
                guard let partner = partner.read(key), let share = percent.read(value) else { continue }
                if shares.updateValue(share, forKey: partner) != nil {
                    key.report(found: "`\(partner)` again", expected: "each partner once")
                }
            }
            let sum = shares.values.sorted().reduce(0, +)
            if sum > 100 + 1e-9 {
                node.report(found: "\(AttributeValue.figure(sum)) percent in all", expected: "at most 100")
            }
            return shares
        }
    }
}

/// Names of attributes and groups.
enum PlainName {
    /// Whether a text is one to 64 letters, digits, `-` and `_`.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_".utf8.contains(byte)
            }
    }
}
