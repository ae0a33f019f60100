public import Programme

/// Reads agreement documents from YAML.
public enum AgreementReader {
    /// Reads one document from each file, against the programme whose partners, elements and words they use.
    ///
    /// Where `parameterNames` and `stationIDs` are given, clauses may name no others. With any problem there is no
    /// value: to judge by half a document, or without one that forbids, could permit what was never agreed.
    public static func read(
        files: [SourceFile], programme: ProgrammeDescription, parameterNames: [String]? = nil,
        stationIDs: [String]? = nil
    ) -> Checked<[AgreementDocument]> {
        let log = ProblemLog()
        let reader = DocumentReader(
            programme: programme, parameterNames: parameterNames, stationIDs: stationIDs, register: NameRegister())
        let documents = files.compactMap { file -> AgreementDocument? in
            guard let node = DocumentLoader.load(file, log: log) else { return nil }
            return reader.document.read(node)
        }
        let problems = log.problems
        return Checked(value: problems.isEmpty ? documents : nil, problems: problems)
    }
}

/// Reads documents one after the other.
struct DocumentReader {
    let programme: ProgrammeDescription
    let parameterNames: [String]?
    let stationIDs: [String]?
    let register: NameRegister

    var document: ValueReader<AgreementDocument> {
        .mapping("an agreement") { [self] fields in
            let id = fields.required("id", register.declaration("document"))
            let title = fields.required("title", .text)
            let tier = fields.required("tier", ValueReader<Tier>.choice)
            let parties = fields.required("parties", partner.list) ?? []
            let inForce = validity(fields, mustStart: true)
            let source = fields.required("source", .text)
            let summary = fields.optional("summary", .text)
            let clauses = fields.required("clauses", clause(of: parties, names: NameRegister()).list) ?? []
            guard let id, let title, let tier, let inForce, let source else { return nil }
            return AgreementDocument(
                id: id, title: title, tier: tier, parties: parties, inForce: inForce, source: source,
                summary: summary, clauses: clauses)
        }
    }

    private func clause(of parties: [PartnerID], names: NameRegister) -> ValueReader<Clause> {
        .mapping("a clause") { [self] fields in
            let id = fields.required("id", names.declaration("clause"))
            let title = fields.required("title", .text)
            let text = fields.required("text", .text)
            let source = fields.required("source", .text)
            let time = validity(fields, mustStart: false)
            let subject = fields.required("subject", subject(of: parties))
            let actions = fields.required("actions", ValueReader<ActionName>.choice.list)
            let resource = fields.required("resource", resource(of: parties))
            let conditions = fields.list("conditions", term("condition", programme.conditions))
            let effect = fields.required("effect", ValueReader<Effect>.choice)
            let reason = fields.optional("reason", .text)
            guard let id, let title, let text, let source, let time, let subject, let actions, let resource, let effect
            else { return nil }
            return Clause(
                id: id, title: title, text: text, source: source, validity: time, subject: subject,
                actions: Set(actions), resource: resource, conditions: Set(conditions), effect: effect, reason: reason)
        }
    }

    private func validity(_ fields: MappingReader, mustStart: Bool) -> Validity? {
        let from =
            mustStart ? fields.required("inForceFrom", .instant) : fields.optional("inForceFrom", .instant)
        let until = fields.optional("inForceUntil", .instant)
        if let from, let until, until <= from {
            fields.place(of: "inForceUntil").report(expected: "a time after `inForceFrom`")
            return nil
        }
        return mustStart && from == nil ? nil : Validity(from: from, until: until)
    }

    /// `parties`, a list of partners, or `{partners, roles}`.
    private func subject(of parties: [PartnerID]) -> ValueReader<SubjectSelector> {
        ValueReader(expected: "`parties`, a list of partners, or `{partners, roles}`") { [self] node in
            if node.entries != nil {
                guard let fields = MappingReader(node, expected: "a subject") else { return nil }
                let partners = fields.required("partners", partners(of: parties))
                let roles = fields.optional("roles", term("role", programme.roles).list)
                fields.finish()
                return partners.map { SubjectSelector(partners: $0, roles: roles.map { Set($0) }) }
            }
            return partners(of: parties).read(node).map { SubjectSelector(partners: $0) }
        }
    }

    private func partners(of parties: [PartnerID]) -> ValueReader<Set<PartnerID>> {
        ValueReader(expected: "`parties` or a list of partners") { [self] node in
            if node.scalarText == "parties" { return Set(parties) }
            return party(of: parties).list.read(node).map { Set($0) }
        }
    }

    private func party(of parties: [PartnerID]) -> ValueReader<PartnerID> {
        ValueReader(expected: "a party to this document") { [self] node in
            guard let found = partner.read(node) else { return nil }
            if parties.contains(found) { return found }
            node.report(expected: "a party to this document: " + parties.map { "`\($0)`" }.joined(separator: ", "))
            return nil
        }
    }
}
