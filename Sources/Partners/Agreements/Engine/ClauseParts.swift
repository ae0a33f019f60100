import Programme

/// A programme's partners at one instant.
struct PartnerCircle: Sendable {
    let partners: [Partner]
    /// Those that have left the programme.
    let withdrawn: Set<PartnerID>

    /// Whether every partner that has not left is among these.
    func isWhole(_ parties: Set<PartnerID>) -> Bool {
        partners.allSatisfy { parties.contains($0.id) || withdrawn.contains($0.id) }
    }

    /// The partner whose state a jurisdiction is; `nil` for a state that is no partner's.
    func partner(of jurisdiction: String) -> PartnerID? {
        let found = partners.first { $0.id.rawValue == jurisdiction }
        return (found ?? partners.first { $0.states.contains(jurisdiction) })?.id
    }
}

/// What must hold for a clause, beside action and time.
struct ClauseParts {
    /// For it to apply.
    var applying: [ClausePart] = []
    /// For it to give a right too: others it only binds.
    var giving: [ClausePart] = []
    /// Whether an override in it counts.
    var mayOverride = false
}

extension Clause {
    /// Whether it gives a right when it applies: a permit, a duty, a requirement met.
    func givesRight(in document: AgreementDocument) -> Bool {
        (effect == .permit || effect == .oblige || effect == .needs && thenPermits)
            && (document.tier != .nationalLaw || isLeftToNationalLaw)
    }

    /// Everything that must hold for the clause to apply, and for it to give a right.
    ///
    /// Who has departed from the document is bound, and has its things reached, by what survives alone.
    func parts(in document: AgreementDocument, without departed: Set<PartnerID>, of circle: PartnerCircle)
        -> ClauseParts
    {
        let gone = survives || document.tier == .nationalLaw ? [] : departed
        let bound = Set(document.parties).subtracting(gone)
        var parts = ClauseParts()
        // An override sets aside what others forbid, so that all must have agreed to it; and no state can by its law.
        parts.mayOverride = document.tier != .nationalLaw && circle.isWhole(bound)
        // It holds in an emergency alone, whether its clause says so or not.
        parts.applying = overridesForLifeSafety ? [.condition(.emergency)] : []
        parts.applying += subject.map(\.parts) ?? []
        if !gone.isEmpty { parts.applying.append(.condition(.not(.subject(isIn: gone)))) }
        if let resource {
            parts.applying += resource.parts
            // A clause about resources speaks only of what a party to its own document provides. What a state's own law
            // forbids or asks for is bound by no such thing.
            if document.tier != .nationalLaw { parts.applying.append(.holder(bound)) }
        }
        parts.applying += conditions.sorted().map(ClausePart.fact)
        parts.applying += (when.map(\.conjuncts) ?? []).map(ClausePart.condition)
        let giving = rights(in: document, bound, circle)
        // Of a permit nothing is left without its right; a duty or a requirement binds all whom it speaks of.
        if effect == .permit { parts.applying += giving } else { parts.giving = giving }
        return parts
    }

    /// Whom, and over what, it can give a right: a state by its law its own people over its own things; some partners
    /// each other over theirs; all of them anyone. So two partners cannot give away a third one's data.
    private func rights(in document: AgreementDocument, _ bound: Set<PartnerID>, _ circle: PartnerCircle)
        -> [ClausePart]
    {
        guard givesRight(in: document) else { return [] }
        if document.tier == .nationalLaw {
            let home = Set([document.jurisdiction.flatMap(circle.partner)].compactMap(\.self))
            return [.condition(.subject(isIn: home)), .holder(home)]
        }
        let holder = resource == nil ? [ClausePart.holder(bound)] : []
        return (circle.isWhole(bound) ? [] : [.condition(.subject(isIn: bound))]) + holder
    }

    /// Every condition in it: its own and those that prove its requirements.
    var conditionsWithin: [Condition] {
        [when].compactMap(\.self)
            + needs.compactMap { requirement in
                if case .condition(let condition) = requirement.proof { condition } else { nil }
            }
    }
}

extension SubjectSelector {
    fileprivate var parts: [ClausePart] {
        let names = partners.map { AttributeValue.text($0.rawValue) }.sorted { $0.description < $1.description }
        let roles = roles.map { $0.sorted().map { AttributeValue.text($0.rawValue) } }
        return [.condition(.test(.subjectPartner, .isIn(.values(names))))]
            + (roles.map { [.condition(.test(AttributePath(.subject, "role"), .isIn(.values($0))))] } ?? [])
    }
}

extension ResourceSelector {
    private static let kind = AttributePath(.resource, "kind")
    private static let element = AttributePath(.resource, "element")
    private static let provider = AttributePath(.resource, "element", .provider)

    fileprivate var parts: [ClausePart] {
        var parts = [Self.isIn(Self.kind, kinds.map(\.rawValue))]
        if let elements { parts.append(Self.part(elements)) }
        if let providers { parts.append(Self.isIn(Self.provider, providers.map(\.rawValue))) }
        if let subsystems {
            parts.append(Self.isIn(AttributePath(.resource, "subsystem"), subsystems.map(\.rawValue)))
        }
        if let names { parts.append(.names(names)) }
        if let stations {
            parts.append(.condition(.test(Self.kind, .equals("station"))))
            parts.append(Self.part(stations))
        }
        return parts
    }

    private static func isIn(_ path: AttributePath, _ names: [String]) -> ClausePart {
        .condition(.test(path, .isIn(.values(names.sorted().map(AttributeValue.text)))))
    }

    private static func part(_ elements: ElementSelector) -> ClausePart {
        switch elements {
        case .own: .condition(.test(provider, .sameAs(.subjectPartner)))
        case .operated:
            .condition(.test(AttributePath(.resource, "element", .operator), .sameAs(.subjectPartner)))
        case .none: .condition(.test(element, .equals(.null)))
        case .these(let ids): isIn(element, ids.map(\.rawValue))
        }
    }

    private static func part(_ stations: StationSelector) -> ClausePart {
        let owner = AttributePath(.resource, "owner")
        return switch stations {
        case .own: .condition(.test(AttributePath(.resource, "owner", .partner), .sameAs(.subjectPartner)))
        case .owners(let partners): isIn(owner, partners.map(\.rawValue))
        case .these(let ids): isIn(AttributePath(.resource, "station"), Array(ids))
        }
    }
}

extension Condition {
    /// That the asking partner is one of these.
    fileprivate static func subject(isIn partners: Set<PartnerID>) -> Condition {
        .test(.subjectPartner, .isIn(.values(partners.sorted().map { AttributeValue.text($0.rawValue) })))
    }

    /// The conditions of which all must hold, as many as there are.
    var conjuncts: [Condition] {
        guard case .all(let parts) = self else { return [self] }
        return parts.flatMap(\.conjuncts)
    }

    /// Words that it compares with.
    var words: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.words)
        case .not(let part): part.words
        case .test(_, let test): test.words
        case .share, .inForce: []
        }
    }

    /// Ids of the documents whose being in force it asks.
    var documentsAskedAbout: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.documentsAskedAbout)
        case .not(let part): part.documentsAskedAbout
        case .inForce(let id): [id]
        case .test, .share: []
        }
    }
}

extension ValueTest {
    fileprivate var words: [String] {
        switch self {
        case .equals(.text(let text)), .differs(.text(let text)): [text]
        case .isIn(.values(let values)), .notIn(.values(let values)), .allIn(.values(let values)),
            .includes(.values(let values)):
            values.compactMap { if case .text(let text) = $0 { text } else { nil } }
        default: []
        }
    }
}

extension Requirement {
    /// Words that it compares with.
    var words: [String] {
        var words: [String] = []
        if case .these(let awaited) = parties {
            words += awaited.compactMap { if case .name(let name) = $0 { name } else { nil } }
        }
        if case .condition(let condition) = proof { words += condition.words }
        return words
    }
}

extension ClausePart {
    /// Words that it compares with.
    var words: [String] {
        switch self {
        case .condition(let condition): condition.words
        case .holder(let parties): parties.map(\.rawValue)
        case .names, .fact: []
        }
    }
}
