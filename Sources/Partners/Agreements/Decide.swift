import Programme

/// The gate: judges one request under the agreements in force.
///
/// Pure and total: the same three values always give the same answer, and every request has one. What no clause
/// permits is denied; a clause that forbids wins over any that permit, and one whose requirement is not met holds the
/// act until it is. A clause with a resource reaches only what a party to its own document provides, so that two
/// partners cannot give away a third one's data; the orbit, the link and events of the programme as a whole belong to
/// all. A document of some partners gives rights to these alone, a state's law to its own people over its own things.
public func decide(_ request: AccessRequest, under agreements: AgreementsInForce, facts: Facts) -> Decision {
    agreements.law.withScene(request, facts) { scene in
        scene.decision(.access(request), request.action, holder: request.partner.rawValue)
    }
}

/// Judges a request told by attributes, by the same clauses and in the same way.
public func decide(_ request: OpenRequest, under agreements: AgreementsInForce, facts: Facts) -> Decision {
    agreements.law.withScene(request, facts) { scene in
        let names = ["agency", "org", "state", "partner", "role", "person", "node"]
        let name = names.lazy.compactMap { request.subject[$0] }.first?.description
        return scene.decision(.open(request), request.action, holder: name ?? "anyone")
    }
}

/// A clause that applies, and whether its requirements are met.
struct AppliedClause {
    let number: Int
    let clause: CompiledClause
    let isMet: Bool
    /// Whether it permits: it gives a right, to this subject, and its requirements are met.
    let permits: Bool
    /// For a national law, whose.
    let jurisdiction: String?

    /// Whether a partner's node counts it: what binds all, and its own law.
    func counts(at node: String) -> Bool {
        // What a law permits because the agreements leave it to that law, and what saves lives, holds everywhere.
        !clause.isNational || jurisdiction == node || clause.isOverride || permits
    }
}

/// The outcome of the clauses that apply, and those of them that decided.
struct Settlement {
    let outcome: Outcome
    let basis: Basis
    let deciding: [AppliedClause]

    init(_ applied: [AppliedClause]) {
        let forbids = applied.filter { $0.clause.effect == .forbid }
        let unmet = applied.filter { $0.clause.effect == .needs && !$0.isMet }
        let permits = applied.filter(\.permits)
        // In the order in which they prevail.
        let steps: [(Outcome, Basis, [AppliedClause])] = [
            (.deny, .forbidden, forbids.filter(\.clause.isPhysical)),
            (.permit, .lifeSafety, applied.filter(\.clause.isOverride)),
            (.deny, .forbidden, forbids),
            (.needs, .missing, unmet),
            (.permit, .clause, permits),
            // Advice neither permits nor forbids; an act that only advice speaks of is told by it.
            (.advise, .advised, applied.filter { $0.clause.effect == .advise }),
        ]
        let step = steps.first { !$0.2.isEmpty } ?? (.deny, .noClause, [])
        (outcome, basis, deciding) = step
    }
}

extension Scene {
    /// The whole answer; `holder` is the asking partner's name for people.
    func decision(_ request: JudgedRequest, _ action: ActionName, holder name: String) -> Decision {
        var change: CivilTime?
        let applied = appliedClauses(action, &change)
        let exits = law.exits.values.filter { $0 > law.instant }
        change = (exits + [change, law.nextNaming].compactMap(\.self)).min()
        let settled = Settlement(applied)
        let isOwn = settled.basis == .clause && subjectPartner >= 0 && holderPartner == subjectPartner
        return Decision(
            request: request, outcome: settled.outcome, basis: isOwn ? .own : settled.basis,
            clauses: references(settled.deciding),
            missing: settled.basis == .missing ? settled.deciding.flatMap { missing($0.number) } : [],
            duties: references(applied.filter { $0.clause.effect == .oblige }),
            advice: references(applied.filter { $0.clause.effect == .advise }),
            mustBeRecorded: settled.basis == .lifeSafety,
            nearest: settled.basis == .noClause ? nearest(action) : nil,
            judgements: judgements(applied), validUntil: change, partnerName: displayName(request, name))
    }

    func references(_ applied: [AppliedClause]) -> [ClauseReference] {
        applied.map { law.entries[$0.number].reference }
    }

    /// Clauses that apply now, highest first; moves `change` to the next instant at which that may differ.
    private func appliedClauses(_ action: ActionName, _ change: inout CivilTime?) -> [AppliedClause] {
        var numbers: [Int32] = []
        eachCandidate(action) { numbers.append($0) }
        numbers.sort()
        var applied: [AppliedClause] = []
        var last: Int32 = -1
        for number in numbers where number != last {
            last = number
            let clause = law.clauses[Int(number)]
            let entry = law.entries[Int(number)]
            guard isBound(clause), entry.asksAboutDocuments || fits(clause) else { continue }
            for boundary in entry.boundaries where boundary > law.instant {
                change = change.map { min($0, boundary) } ?? boundary
            }
            guard clause.holdsNow, fits(clause) else { continue }
            let isMet = clause.effect != .needs || meets(clause)
            applied.append(
                AppliedClause(
                    number: Int(number), clause: clause, isMet: isMet,
                    permits: isMet && clause.givesPermission && mayGive(clause),
                    jurisdiction: entry.document.jurisdiction))
        }
        return applied
    }

    /// The partner to which the resource belongs, -1 when to none or all.
    private var holderPartner: Int32 {
        let kind = see(PathCode(base: FixedBase.kind, nil))
        return kind.kind == .text && text(kind) == ResourceKind.station.rawValue
            ? partner(see(PathCode(base: FixedBase.owner, nil)))
            : partner(see(PathCode(base: FixedBase.element, .provider)))
    }

    private func displayName(_ request: JudgedRequest, _ name: String) -> String {
        if case .access = request, subjectPartner >= 0 { return law.lexicon.agencies[Int(subjectPartner)] }
        return name
    }

    /// What each node answers that has a say: the subject's, those of whom the request names, the provider's, and
    /// those whose law applies.
    private func judgements(_ applied: [AppliedClause]) -> [NodeJudgement] {
        var nodes: [String] = []
        func add(_ node: String) {
            if !nodes.contains(node) { nodes.append(node) }
        }
        func add(_ partner: Int32) {
            if partner >= 0 { add(law.lexicon.partnerIDs[Int(partner)].rawValue) }
        }
        add(subjectPartner)
        for base in FixedBase.involvedOthers {
            let seen = see(PathCode(base: base, nil))
            for number in 0..<memberCount(seen) { add(partner(member(seen, number))) }
        }
        add(holderPartner)
        applied.compactMap(\.jurisdiction).forEach(add)
        return nodes.map { node in
            let settled = Settlement(applied.filter { $0.counts(at: node) })
            return NodeJudgement(node: node, outcome: settled.outcome, clauses: references(settled.deciding))
        }
    }
}
