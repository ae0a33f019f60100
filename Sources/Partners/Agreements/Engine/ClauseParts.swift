import Programme

extension Clause {
    /// Everything that must hold for the clause to apply, beside action and time.
    ///
    /// Who has departed from the document is bound, and has its things reached, by what survives alone.
    func parts(in document: AgreementDocument, without departed: Set<PartnerID> = []) -> [ClausePart] {
        // An override holds in an emergency alone, whether its clause says so or not.
        var parts: [ClausePart] = overridesForLifeSafety ? [.condition(.emergency)] : []
        parts += subject.map(\.parts) ?? []
        let gone = survives || document.tier == .nationalLaw ? [] : departed
        let bound = Set(document.parties).subtracting(gone)
        if !gone.isEmpty {
            let names = gone.sorted().map { AttributeValue.text($0.rawValue) }
            parts.append(.condition(.not(.test(.subjectPartner, .isIn(.values(names))))))
        }
        if let resource { parts += resource.parts }
        // A clause that names resources, and any that gives a right, reaches only what a party to its own document
        // provides, so that two partners cannot give away a third one's data. A state's own law is bound by no such thing.
        let givesRight = effect == .permit || effect == .oblige || effect == .needs && thenPermits
        if document.tier != .nationalLaw, resource != nil || givesRight { parts.append(.holder(bound)) }
        parts += conditions.sorted().map(ClausePart.fact)
        return parts + (when.map(\.conjuncts) ?? []).map(ClausePart.condition)
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
