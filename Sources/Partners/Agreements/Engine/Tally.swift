/// The outcome alone, with the number of the clause that decided.
struct Tally {
    private var physical = Int32.max
    private var override = Int32.max
    private var forbid = Int32.max
    private var unmet = Int32.max
    private var permit = Int32.max
    private var advice = Int32.max

    /// Adds a clause, if it applies and could still change the answer.
    mutating func add(_ number: Int32, _ scene: borrowing Scene) {
        let clause = scene.law.clauses[Int(number)]
        guard clause.holdsNow, !isIdle(clause, number), scene.applies(clause) else { return }
        switch clause.effect {
        case .forbid where clause.isPhysical: physical = min(physical, number)
        case .forbid: forbid = min(forbid, number)
        case .needs where !scene.meets(clause): unmet = min(unmet, number)
        case .advise: advice = min(advice, number)
        default:
            if clause.isOverride { override = min(override, number) }
            if clause.givesPermission, scene.mayGive(clause) { permit = min(permit, number) }
        }
    }

    private func isIdle(_ clause: CompiledClause, _ number: Int32) -> Bool {
        switch clause.effect {
        case .permit, .oblige: number >= permit && !clause.isOverride
        case .forbid: number >= forbid && !clause.isPhysical
        case .advise: number >= advice
        case .needs: false
        }
    }

    var verdict: Verdict {
        let none = Int32.max
        if physical != none { return Verdict(outcome: .deny, clause: Int(physical)) }
        if override != none { return Verdict(outcome: .permit, clause: Int(override)) }
        if forbid != none { return Verdict(outcome: .deny, clause: Int(forbid)) }
        if unmet != none { return Verdict(outcome: .needs, clause: Int(unmet)) }
        if permit != none { return Verdict(outcome: .permit, clause: Int(permit)) }
        if advice != none { return Verdict(outcome: .advise, clause: Int(advice)) }
        return Verdict(outcome: .deny, clause: nil)
    }
}

extension Scene {
    /// The outcome for an action.
    func verdict(_ action: ActionName) -> Verdict {
        var tally = Tally()
        eachCandidate(action) { tally.add($0, self) }
        return tally.verdict
    }

    /// Hands over each clause that could apply; the same clause may come more than once.
    func eachCandidate(_ action: ActionName, _ body: (Int32) -> Void) {
        guard let number = law.actions[action] else { return }
        let index = law.index
        for place in index.openClauses(number) { body(index[place]) }
        if index.derivations[0] >> 6 & 1 == 1 { look(.subjectPartner, number, body) }
        for entry in 0..<count {
            let base = entries[entry].base
            let derivations = index.derivations[Int(base)]
            guard derivations != 0 else { continue }
            for derivation in Int32(0)..<6 where derivations >> UInt8(derivation) & 1 == 1 {
                look(PathCode(base: base, derivation: derivation), number, body)
            }
        }
    }

    private func look(_ path: PathCode, _ action: Int32, _ body: (Int32) -> Void) {
        let seen = see(path)
        for number in 0..<memberCount(seen) {
            guard let literal = literal(member(seen, number)) else { continue }
            let key = ClauseIndex.Key(action: action, path: path, value: literal)
            for place in law.index.clauses(key) { body(law.index[place]) }
        }
    }

    private func literal(_ seen: SeenValue) -> Literal? {
        switch seen.kind {
        case .text: seen.word >= 0 ? .text(seen.word) : nil
        case .number, .truth: Literal(kind: seen.kind, bits: seen.bits)
        case .absent, .null, .list: nil
        }
    }

    /// Whether a clause applies: its document is of the request's programme, it binds the subject, every part holds.
    func applies(_ clause: CompiledClause) -> Bool {
        isBound(clause) && fits(clause)
    }

    /// Whether every part of a clause holds.
    func fits(_ clause: CompiledClause) -> Bool {
        for place in clause.parts.places where !holds(from: law.partEntries[place]) { return false }
        return true
    }

    /// Whether a clause that applies may give the subject its right.
    func mayGive(_ clause: CompiledClause) -> Bool {
        for place in clause.rights.places where !holds(from: law.partEntries[place]) { return false }
        return true
    }

    /// Whether a clause's document is of the request's programme, and outlives the subject's withdrawal.
    func isBound(_ clause: CompiledClause) -> Bool {
        (clause.survives || !isWithdrawn) && isOfProgramme(clause)
    }

    /// Whether a clause's document is of the request's programme.
    func isOfProgramme(_ clause: CompiledClause) -> Bool {
        let asked = see(PathCode(base: FixedBase.programme, nil))
        guard asked.kind == .text else { return clause.programme == Lexicon.unknown }
        if asked.word >= 0, asked.word == clause.programme { return true }
        return clause.programme == Lexicon.unknown && text(asked) == law.programmeID
    }

    /// Whether every requirement of a clause is met.
    func meets(_ clause: CompiledClause) -> Bool {
        for place in clause.requirements.places where !isMet(law.requirements[place]) { return false }
        return true
    }
}
