import Agreements
import Programme

/// The language of agreements read straight from its description, with nothing prepared: what the compiled engine must
/// agree with. It looks at every clause and walks every condition as it is written.
struct NaiveJudge {
    let documents: [AgreementDocument]
    let programme: ProgrammeDescription
    let facts: Facts
    let instant: CivilTime
    let request: OpenRequest
    /// Partners that have left the programme, and with it every document of theirs.
    var left: Set<PartnerID> = []

    struct Answer: Equatable {
        let outcome: Outcome
        let deciding: Set<String>
        let missing: Set<String>
    }

    private struct Applied {
        let name: String
        let clause: Clause
        let document: AgreementDocument
        let unmet: [Requirement]
    }

    func answer() -> Answer {
        let applied = documents.flatMap { document in
            document.clauses.filter { applies($0, of: document) }.map { clause in
                Applied(
                    name: "\(document.id) \(clause.id)", clause: clause, document: document,
                    unmet: clause.effect == .needs ? clause.needs.filter { !isMet($0) } : [])
            }
        }
        let forbids = applied.filter { $0.clause.effect == .forbid }
        let physical = forbids.filter(\.clause.isPhysical)
        if !physical.isEmpty { return answer(.deny, physical) }
        let overrides = applied.filter { entry in
            entry.clause.effect == .permit && entry.clause.overridesForLifeSafety
                && entry.document.tier != .nationalLaw && isOfAll(entry.clause, entry.document)
        }
        if !overrides.isEmpty { return answer(.permit, overrides) }
        if !forbids.isEmpty { return answer(.deny, forbids) }
        let unmet = applied.filter { !$0.unmet.isEmpty }
        if !unmet.isEmpty { return answer(.needs, unmet) }
        let permits = applied.filter { entry in
            let gives: Bool =
                switch entry.clause.effect {
                case .permit, .oblige: true
                case .needs: entry.clause.thenPermits
                case .forbid, .advise: false
                }
            return gives && mayGive(entry.clause, of: entry.document)
        }
        if !permits.isEmpty { return answer(.permit, permits) }
        let advice = applied.filter { $0.clause.effect == .advise }
        return answer(advice.isEmpty ? .deny : .advise, advice)
    }

    // MARK: Rights

    /// Those to whom a document speaks: its parties that have not left, and for what survives these too.
    private func parties(_ clause: Clause, _ document: AgreementDocument) -> Set<PartnerID> {
        Set(document.parties.filter { clause.survives || !left.contains($0) })
    }

    private func isOfAll(_ clause: Clause, _ document: AgreementDocument) -> Bool {
        let parties = parties(clause, document)
        return programme.partners.map(\.id).filter { !left.contains($0) }.allSatisfy(parties.contains)
    }

    /// Rules: a state by its law gives rights to its own people over its own things, where the agreements leave it to
    /// that law; a document of some partners to these; a document of all to anyone.
    private func mayGive(_ clause: Clause, of document: AgreementDocument) -> Bool {
        if document.tier == .nationalLaw {
            guard clause.isLeftToNationalLaw, let asking = subjectPartner,
                let partner = programme.partners.first(where: { $0.id == asking }),
                let state = document.jurisdiction, partner.id.rawValue == state || partner.states.contains(state)
            else { return false }
            return isHeld(by: [asking])
        }
        guard isHeld(by: parties(clause, document)) else { return false }
        if isOfAll(clause, document) { return true }
        return subjectPartner.map { parties(clause, document).contains($0) } ?? false
    }

    /// Documents in force at the instant; the words of others mean nothing.
    var inForce: [AgreementDocument] { documents.filter { $0.inForce.contains(instant) } }

    /// Whether fewer than two of several parties are left.
    func hasFallen(_ document: AgreementDocument) -> Bool {
        document.tier != .nationalLaw && document.parties.count > 1
            && document.parties.count { !left.contains($0) } < 2
    }

    private func answer(_ outcome: Outcome, _ deciding: [Applied]) -> Answer {
        Answer(
            outcome: outcome, deciding: Set(deciding.map(\.name)),
            missing: outcome == .needs ? Set(deciding.flatMap { $0.unmet.map(\.kind.rawValue) }) : [])
    }

    private func applies(_ clause: Clause, of document: AgreementDocument) -> Bool {
        guard document.inForce.contains(instant), clause.validity.contains(instant),
            clause.actions.contains(request.action), isOfProgramme(document)
        else { return false }
        // A permit of which nothing is left without its right does not apply; a duty or a requirement goes on to bind.
        if clause.effect == .permit, document.tier != .nationalLaw || clause.isLeftToNationalLaw,
            !mayGive(clause, of: document)
        {
            return false
        }
        if let asking = subjectPartner, left.contains(asking), document.tier != .nationalLaw, !clause.survives {
            return false
        }
        if case .truth(true) = attribute(AttributePath(.context, "withdrawn")), document.tier != .nationalLaw,
            !clause.survives
        {
            return false
        }
        if clause.overridesForLifeSafety, !holds(.emergency) { return false }
        if let subject = clause.subject {
            guard let partner = subjectPartner, subject.partners.contains(partner) else { return false }
        }
        return clause.when.map(holds) ?? true
    }

    /// Whether a party provides the element or owns the ground station asked for, so that it may be given away; or no
    /// such thing is asked for.
    private func isHeld(by parties: Set<PartnerID>) -> Bool {
        let isStation = attribute(AttributePath(.resource, "kind")) == .text("station")
        let name = AttributePath(.resource, isStation ? "owner" : "element")
        guard found(name).isThere else { return true }
        let holder = found(isStation ? name : AttributePath(.resource, "element", .provider))
        guard case .one(let value) = holder else { return false }
        return parties.contains { .text($0.rawValue) == value }
    }

    private func isOfProgramme(_ document: AgreementDocument) -> Bool {
        guard case .text(let asked) = attribute(AttributePath(.context, "programme")) else {
            return document.programme == nil
        }
        return document.programme == asked || document.programme == nil && asked == programme.id
    }

    // MARK: Values

    /// What stands at a path: nothing, one value, or several, of which some may name nobody.
    enum Found {
        case nothing
        case one(AttributeValue)
        case several([AttributeValue?], isDerived: Bool)

        var members: [AttributeValue?] {
            switch self {
            case .nothing: []
            case .one(let value): [value]
            case .several(let values, _): values
            }
        }

        var isThere: Bool {
            switch self {
            case .nothing: false
            case .one: true
            case .several(let values, let isDerived): !isDerived || values.contains { $0 != nil }
            }
        }

        var count: Int {
            if case .several(let values, isDerived: true) = self { return Set(values.compactMap(\.self)).count }
            return members.count
        }
    }

    private func attribute(_ path: AttributePath) -> AttributeValue? {
        // Of who has left this is so, whatever the request says.
        if path == AttributePath(.context, "withdrawn"), let asking = subjectPartner, left.contains(asking) {
            return .truth(true)
        }
        switch path.scope {
        case .subject: return request.subject[path.name]
        case .resource: return request.resource[path.name]
        case .context: return request.context[path.name] ?? facts.context[path.name]
        }
    }

    func found(_ path: AttributePath) -> Found {
        if path.isSubjectPartner { return subjectPartner.map { .one(.text($0.rawValue)) } ?? .nothing }
        switch attribute(AttributePath(path.scope, path.name)) {
        case nil, .null: return .nothing
        case .list(let members):
            guard let derivation = path.derivation else { return .several(members, isDerived: false) }
            return .several(members.map { derive($0, derivation) }, isDerived: true)
        case let value?:
            guard let derivation = path.derivation else { return .one(value) }
            return derive(value, derivation).map(Found.one) ?? .nothing
        }
    }

    private func derive(_ value: AttributeValue, _ derivation: Derivation) -> AttributeValue? {
        guard case .text(let text) = value else { return nil }
        if derivation == .partner { return partner(named: text).map { .text($0.rawValue) } }
        guard let element = programme.elements.first(where: { $0.id.rawValue == text }) else { return nil }
        let partner: PartnerID? =
            switch derivation {
            case .provider: element.provider
            case .registry: element.registry
            case .owner: element.owner
            case .operator, .partner: element.operator
            }
        return partner.map { .text($0.rawValue) }
    }

    func partner(named text: String) -> PartnerID? {
        if let found = programme.partner(named: text) { return found.id }
        let wanted = text.lowercased()
        let home = programme.partners.first {
            $0.states.contains { $0.lowercased() == wanted } || $0.controlCentreSite.rawValue.lowercased() == wanted
        }
        if let home { return home.id }
        let rules = inForce.flatMap(\.entities)
        if let rule = rules.first(where: { $0.names.contains { $0.lowercased() == wanted } }) { return rule.partner }
        var best: (length: Int, partner: PartnerID)?
        for rule in rules {
            let fitting = rule.beginnings.filter(text.hasPrefix) + rule.endings.filter(text.hasSuffix)
            for pattern in fitting where pattern.utf8.count > best?.length ?? 0 {
                best = (pattern.utf8.count, rule.partner)
            }
        }
        return best?.partner
    }

    var subjectPartner: PartnerID? {
        for name in ["partner", "agency", "state", "org", "contractor_of", "node"] {
            let members: [AttributeValue] =
                switch request.subject[name] {
                case .list(let values): values
                case let value?: [value]
                case nil: []
                }
            for case .text(let text) in members {
                if let partner = partner(named: text) { return partner }
            }
        }
        return nil
    }
}
