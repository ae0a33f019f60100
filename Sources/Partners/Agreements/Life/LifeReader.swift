public import Programme

/// Reads `life.yaml`.
public enum LifeReader {
    /// Most events of a programme.
    public static let maximumEvents = 10_000

    /// Reads what happened to these documents: `founding`, `carries` and `events`.
    public static func read(
        _ file: SourceFile, documents: [AgreementDocument], programme: ProgrammeDescription
    ) -> Checked<LifeRecord> {
        let log = ProblemLog()
        let reader = EventReader(documents: documents, partners: PartnerReader(programme: programme))
        let value = DocumentLoader.load(file, log: log).flatMap(reader.record.read)
        let problems = log.problems
        return Checked(value: problems.isEmpty ? value : nil, problems: problems)
    }
}

private struct EventReader {
    let documents: [AgreementDocument]
    let partners: PartnerReader

    private enum Kind: String, CaseIterable {
        case renewal, suspension, resumption, amendment, withdrawal
    }

    var record: ValueReader<LifeRecord> {
        .mapping("the life of a programme's agreements") { fields in
            let founding = fields.list("founding", document)
            let carries = fields.list("carries", carrier)
            let events = fields.list("events", event)
            if events.count > LifeReader.maximumEvents {
                fields.place(of: "events").report(
                    found: "\(events.count) events", expected: "at most \(LifeReader.maximumEvents)")
            }
            return LifeRecord(
                founding: Set(founding),
                carries: Dictionary(carries.map { ($0.0, $0.1) }, uniquingKeysWith: { $0.union($1) }), events: events)
        }
    }

    private var document: ValueReader<String> { .named("document", documents.map(\.id)) }

    private var carrier: ValueReader<(String, Set<String>)> {
        .mapping("what falls with a document") { fields in
            let carrier = fields.required("document", document)
            let carried = fields.required("with", document.list)
            guard let carrier, let carried else { return nil }
            return (carrier, Set(carried))
        }
    }

    private var event: ValueReader<LifeEvent> {
        .mapping("an event") { fields in
            let kind = fields.required("event", ValueReader<Kind>.choice)
            let id = fields.required("document", document)
            let date = fields.required("on", .instant)
            let source = fields.required("source", .text)
            let subject = id.flatMap { id in documents.first { $0.id == id } }
            guard let kind, let subject, let date else { return nil }
            let act: LifeEvent.Act? =
                switch kind {
                case .renewal: renewal(fields, subject, date)
                case .suspension: .suspension(clauses: clauses(fields, of: subject))
                case .resumption: .resumption(clauses: clauses(fields, of: subject))
                case .amendment: amendment(fields, subject)
                case .withdrawal: withdrawal(fields, subject, date)
                }
            guard let act, let source else { return nil }
            return LifeEvent(act, document: subject.id, date: date, source: source)
        }
    }

    private func clauses(_ fields: MappingReader, of document: AgreementDocument) -> Set<String> {
        Set(fields.list("clauses", .named("clause of `\(document.id)`", document.clauses.map(\.id))))
    }

    private func renewal(_ fields: MappingReader, _ document: AgreementDocument, _ date: CivilTime) -> LifeEvent.Act? {
        let until = fields.required("until", .instant)
        if document.inForce.until == nil {
            fields.place(of: "document").report(
                found: "`\(document.id)`, which has no end", expected: "a document with `inForceUntil`")
        }
        guard let until else { return nil }
        if until <= date { fields.place(of: "until").report(expected: "a time after `on`") }
        return .renewal(until: until)
    }

    private func amendment(_ fields: MappingReader, _ document: AgreementDocument) -> LifeEvent.Act? {
        let by = fields.required("by", self.document)
        if let by, by == document.id {
            fields.place(of: "by").report(found: "`\(by)`, which amends itself", expected: "another document")
        }
        let clauses = clauses(fields, of: document)
        return by.map { .amendment(by: $0, clauses: clauses) }
    }

    private func withdrawal(
        _ fields: MappingReader, _ document: AgreementDocument, _ date: CivilTime
    ) -> LifeEvent.Act? {
        let partner = fields.required("partner", partners.partner)
        let agreed = fields.optional("takesEffect", .instant)
        let retracted = fields.optional("retracted", .instant)
        if let partner, !document.parties.contains(partner) {
            let parties = document.parties.map { "`\($0)`" }.joined(separator: ", ")
            fields.place(of: "partner").report(expected: "a party to `\(document.id)`: \(parties)")
        }
        if let agreed, agreed < date { fields.place(of: "takesEffect").report(expected: "a time not before `on`") }
        if let retracted, retracted < date {
            fields.place(of: "retracted").report(expected: "a time not before `on`")
        }
        guard let effective = agreed ?? document.noticePeriodDays.flatMap({ date.after(days: $0) }) else {
            fields.node.report(
                found: "a withdrawal from `\(document.id)`, which has no `noticePeriodDays`", expected: "`takesEffect`")
            return nil
        }
        return partner.map {
            .withdrawal(Withdrawal(partner: $0, effective: effective, retracted: retracted))
        }
    }
}
