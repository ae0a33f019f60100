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
        let nodes = files.compactMap { DocumentLoader.load($0, log: log) }
        let reader = DocumentReader(
            programme: programme, parameterNames: parameterNames, stationIDs: stationIDs, register: NameRegister(),
            groupNames: Set(nodes.flatMap(groupNames)))
        let documents = nodes.compactMap(reader.document.read)
        reader.register.resolve()
        reader.refuseCircles(among: nodes)
        let problems = log.problems
        return Checked(value: problems.isEmpty ? documents : nil, problems: problems)
    }

    /// Names of the groups that a document defines: conditions of other documents may use them before it is read.
    private static func groupNames(_ root: DocumentNode) -> [String] {
        let definitions = root.entries?.first { $0.key.scalarText == "definitions" }?.value
        return definitions?.entries?.compactMap(\.key.scalarText) ?? []
    }
}

/// Reads documents one after the other.
struct DocumentReader {
    /// Words for the kinds of names that documents declare.
    enum Kind {
        static let document = "document"
        static let group = "group"
        static let pool = "pool"
    }
    /// Groups and names that the groups of a body of documents may take in, all of them written out.
    static let mostInnerNames = 200_000
    /// Groups that every programme has: ids of the partners, their agencies, ids of the partners but the subject's.
    static let builtInGroups = ["partners", "agencies", "otherPartners"]

    let programme: ProgrammeDescription
    let parameterNames: [String]?
    let stationIDs: [String]?
    let register: NameRegister
    let groupNames: Set<String>

    var document: ValueReader<AgreementDocument> {
        .mapping("an agreement") { [self] fields in
            let id = fields.required("id", register.declaration(Kind.document))
            let title = fields.required("title", .text)
            let tier = fields.required("tier", ValueReader<Tier>.choice)
            let jurisdiction = jurisdiction(fields, tier)
            let parties = parties(fields, tier)
            let inForce = validity(fields, mustStart: true)
            let source = fields.required("source", .text)
            let summary = fields.optional("summary", .text)
            let frame = ClauseFrame(tier: tier, parties: parties, names: NameRegister())
            let clauses = solid("clauses", clause(in: frame).list, fields)
            let extras = extras(fields)
            if clauses == nil, fields.value("clauses") == nil, extras.isIdle {
                fields.node.report(
                    found: "no `clauses`", expected: "`clauses`: a list, or `definitions`, `entities` or `shares`")
            }
            guard let id, let title, let tier, let inForce, let source else { return nil }
            var document = AgreementDocument(
                id: id, title: title, tier: tier, parties: parties, inForce: inForce, source: source,
                summary: summary, clauses: clauses ?? [])
            document.jurisdiction = jurisdiction
            extras.write(into: &document)
            return document
        }
    }

    /// A national law's parties may be left out: it binds whom it says.
    private func parties(_ fields: MappingReader, _ tier: Tier?) -> [PartnerID] {
        tier == .nationalLaw
            ? fields.list("parties", partner) : fields.required("parties", partner.list) ?? []
    }

    private func jurisdiction(_ fields: MappingReader, _ tier: Tier?) -> String? {
        guard tier == .nationalLaw else {
            if let node = fields.value("jurisdiction"), let tier {
                node.report(
                    found: "`jurisdiction` with tier `\(tier.rawValue)`", expected: "it with tier `nationalLaw` alone")
            }
            return nil
        }
        return fields.required("jurisdiction", state)
    }

    /// A partner, or the two letters of another state.
    private var state: ValueReader<String> {
        let expected = "a partner, or the two capital letters of a state that is none"
        return ValueReader(expected: expected) { [self] node in
            if let text = node.scalarText, text.utf8.count == 2,
                text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
            {
                return text
            }
            if let text = node.scalarText, let found = programme.partner(named: text) { return found.id.rawValue }
            let words = programme.partners.flatMap { [$0.id.rawValue, $0.agency] }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
            return nil
        }
    }

    func validity(_ fields: MappingReader, mustStart: Bool) -> Validity? {
        let from =
            mustStart ? fields.required("inForceFrom", .instant) : fields.optional("inForceFrom", .instant)
        let until = fields.optional("inForceUntil", .instant)
        if let from, let until, until <= from {
            fields.place(of: "inForceUntil").report(expected: "a time after `inForceFrom`")
            return nil
        }
        return mustStart && from == nil ? nil : Validity(from: from, until: until)
    }
}

/// What a document's clauses share.
struct ClauseFrame {
    let tier: Tier?
    let parties: [PartnerID]
    let names: NameRegister

    /// Whether clauses may speak of parties and their things alone; a state's law speaks of whom it likes.
    var bindsPartiesAlone: Bool { tier != .nationalLaw }
}
