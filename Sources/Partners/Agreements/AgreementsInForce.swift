public import Programme

/// Documents made ready for quick answers at one instant.
///
/// Words are turned into numbers, conditions into one flat list of tests, and clauses are found by their action and one
/// equality each demands: a request meets only the few that could fit, however many there are. Clauses whose time is
/// not now are kept, to tell until when an answer holds.
public struct AgreementsInForce: Sendable {
    /// The instant the answers are for.
    public let instant: CivilTime
    /// The next instant at which any document or clause starts or ends; compile anew then.
    public let nextChange: CivilTime?
    let law: CompiledLaw

    /// Compiles documents; without a life they bind when they say they do.
    public init(
        documents: [AgreementDocument], life: AgreementLife? = nil, programme: ProgrammeDescription,
        at instant: CivilTime
    ) {
        self.instant = instant
        let life = life ?? AgreementLife(documents: documents)
        law = CompiledLaw(documents: documents, life: life, programme: programme, at: instant)
        let clauses = law.entries.flatMap(\.boundaries).filter { $0 > instant }
        nextChange = (clauses + [life.nextChange(after: instant)].compactMap(\.self)).min()
    }

    /// The outcome alone: what a gate asks before each value it lets through.
    public func verdict(on request: AccessRequest, facts: Facts) -> Verdict {
        law.withScene(request, facts) { $0.verdict(request.action) }
    }

    /// The outcome alone of a request told by attributes.
    public func verdict(on request: OpenRequest, facts: Facts) -> Verdict {
        law.withScene(request, facts) { $0.verdict(request.action) }
    }

    /// The clause of a verdict's number.
    public func clause(_ number: Int) -> ClauseReference? {
        law.entries.indices.contains(number) ? law.entries[number].reference : nil
    }

    /// Whether any clause speaks of an action, or a gate knows it.
    public func knows(_ action: ActionName) -> Bool {
        law.actions[action] != nil || ActionName.allCases.contains(action)
    }

    /// Every action that a clause speaks of, and those a gate knows, in alphabetical order.
    public var actions: [ActionName] {
        Set(law.actions.keys).union(ActionName.allCases).sorted { $0.rawValue < $1.rawValue }
    }
}

/// An outcome with the number of the clause that decided it.
public struct Verdict: Hashable, Sendable {
    /// The outcome.
    public let outcome: Outcome
    /// Number of the first clause that decided, for `AgreementsInForce.clause(_:)`; `nil` when no clause permits.
    public let clause: Int?
}
