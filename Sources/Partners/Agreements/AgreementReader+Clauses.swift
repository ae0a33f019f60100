import Programme

extension DocumentReader {
    func clause(in frame: ClauseFrame) -> ValueReader<Clause> {
        .mapping("a clause") { [self] fields in
            let id = fields.required("id", frame.names.declaration("clause"))
            let title = fields.required("title", .text)
            let text = fields.required("text", .text)
            let source = fields.required("source", .text)
            let time = validity(fields, mustStart: false)
            let subject = solid("subject", subject(in: frame), fields)
            let actions = fields.required("actions", action.list)
            let resource = solid("resource", resource(in: frame), fields)
            let conditions = solid("conditions", term("condition", programme.conditions).list, fields)
            let when = solid("when", condition, fields)
            let effect = fields.required("effect", ValueReader<Effect>.choice)
            let needs = requirements(fields, effect)
            let reason = fields.optional("reason", .text)
            let marks = marks(fields, effect, frame)
            guard let id, let title, let text, let source, let time, let actions, let effect else { return nil }
            var clause = Clause(
                id: id, title: title, text: text, source: source, validity: time, subject: subject,
                actions: Set(actions), resource: resource, conditions: Set(conditions ?? []), when: when,
                effect: effect, needs: needs, reason: reason)
            marks(&clause)
            return clause
        }
    }

    /// A part that narrows a clause: `nil` only when it was not written, or after its fault was told.
    func solid<Value>(_ key: String, _ reader: ValueReader<Value>, _ fields: MappingReader) -> Value? {
        guard let node = fields.value(key) else { return nil }
        if node.isNull {
            node.report(expected: "a value, or no key `\(key)`")
            return nil
        }
        return reader.read(node)
    }

    private var action: ValueReader<ActionName> {
        let known = ActionName.allCases.map { "`\($0)`" }.joined(separator: ", ")
        let expected = "an action: \(known), or another word in lower case with hyphens"
        return ValueReader(expected: expected) { node in
            guard let text = node.scalarText, !node.isNull, node.boolean == nil, let action = ActionName(rawValue: text)
            else {
                let words = ActionName.allCases.map(\.rawValue)
                node.report(
                    expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
                return nil
            }
            guard let meant = action.misspeltKnown else { return action }
            node.report(expected: expected, suggestion: meant.rawValue)
            return nil
        }
    }

    /// The marks that some effects may carry and others not, and the notes for people.
    private func marks(_ fields: MappingReader, _ effect: Effect?, _ frame: ClauseFrame) -> (inout Clause) -> Void {
        let rules = fields.list("rule", ValueReader<String>.text)
        let confidence = fields.optional("confidence", ValueReader<Confidence>.choice)
        let duration = fields.optional("duration", .text)
        let survives = solid("survives", .boolean, fields) ?? false
        let physical = mark("physical", fields, goesWith: effect == .forbid, "effect `forbid`")
        let override = override(fields, effect, frame)
        let thenPermits = mark("thenPermits", fields, goesWith: effect == .needs, "effect `needs`")
        let left = mark(
            "leftToNationalLaw", fields,
            goesWith: frame.tier == .nationalLaw && [.permit, .needs, .oblige].contains(effect),
            "tier `nationalLaw` and effect `permit`, `needs` or `oblige`")
        return { clause in
            clause.rules = rules
            clause.confidence = confidence
            clause.duration = duration
            clause.survives = survives
            clause.isPhysical = physical ?? false
            clause.overridesForLifeSafety = override
            clause.thenPermits = thenPermits ?? true
            clause.isLeftToNationalLaw = left ?? false
        }
    }

    private func mark(_ key: String, _ fields: MappingReader, goesWith fits: Bool, _ company: String) -> Bool? {
        guard let node = fields.value(key) else { return nil }
        if !fits { node.report(found: "`\(key)` with something else", expected: "it with \(company) alone") }
        return ValueReader<Bool>.boolean.read(node)
    }

    private func override(_ fields: MappingReader, _ effect: Effect?, _ frame: ClauseFrame) -> Bool {
        guard let node = fields.value("override") else { return false }
        if effect != .permit {
            node.report(found: "`override` with something else", expected: "it with effect `permit` alone")
        }
        let isOfAll = programme.partners.allSatisfy { frame.parties.contains($0.id) }
        if frame.tier == .nationalLaw || frame.tier != nil && !isOfAll {
            node.report(
                found: frame.tier == .nationalLaw ? "`override` in a national law" : "`override` of some partners",
                expected: "it in a document with `parties`: all partners")
        }
        guard node.scalarText == "life-safety" else {
            node.report(
                expected: "`life-safety`, the only override there is",
                suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: ["life-safety"]) })
            return false
        }
        return true
    }

    /// `parties`, a list of partners, or `{partners, roles}`.
    private func subject(in frame: ClauseFrame) -> ValueReader<SubjectSelector> {
        ValueReader(expected: "`parties`, a list of partners, or `{partners, roles}`") { [self] node in
            if node.entries != nil {
                guard let fields = MappingReader(node, expected: "a subject") else { return nil }
                let partners = fields.required("partners", partners(in: frame))
                let roles = solid("roles", term("role", programme.roles).list, fields)
                fields.finish()
                return partners.map { SubjectSelector(partners: $0, roles: roles.map { Set($0) }) }
            }
            return partners(in: frame).read(node).map { SubjectSelector(partners: $0) }
        }
    }

    private func partners(in frame: ClauseFrame) -> ValueReader<Set<PartnerID>> {
        ValueReader(expected: "`parties` or a list of partners") { [self] node in
            if node.scalarText == "parties" { return Set(frame.parties) }
            return party(in: frame).list.read(node).map { Set($0) }
        }
    }

    private func party(in frame: ClauseFrame) -> ValueReader<PartnerID> {
        ValueReader(expected: "a party to this document") { [self] node in
            guard let found = partner.read(node) else { return nil }
            if !frame.bindsPartiesAlone || frame.parties.contains(found) { return found }
            let names = frame.parties.map { "`\($0)`" }.joined(separator: ", ")
            node.report(expected: "a party to this document: " + names)
            return nil
        }
    }
}
