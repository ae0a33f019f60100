import Programme

/// Something in a body of agreements that its authors may not have meant.
public struct AgreementFinding: Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A permit of which a forbid of its rank, or lower tiers together, leave nothing.
        case contradiction
        /// A clause that no request meets.
        case neverApplies = "never applies"
        /// A clause that requests meet, but that never decides.
        case neverDecides = "never decides"
        /// An action or a named thing that no clause permits to anyone.
        case gap
        /// A duty whose act is forbidden wherever it holds.
        case impossibleDuty = "impossible duty"
        /// A permit and a forbid of one rank that meet on some requests, where the forbid prevails; a note, for documents
        /// write exceptions so.
        case overlap
        /// An action with more cases than can be tried; nothing else is said of it.
        case untried = "not all tried"
    }

    /// What kind of thing.
    public let kind: Kind
    /// The action; `nil` where it is the same for all of a clause's.
    public let action: ActionName?
    /// The clauses it is about.
    public let clauses: [ClauseReference]
    /// What is wrong, in words.
    public let reason: String
    /// A request that shows it, where one can.
    public let witness: OpenRequest?

    /// Names of the columns of `row`.
    public static let columns = ["kind", "action", "clauses", "reason", "witness"]

    /// Its figures as text, by `columns`.
    public var row: [String] {
        [
            kind.rawValue, action?.rawValue ?? "", names, reason,
            witness.map { JudgedRequest.open($0).plainText } ?? "",
        ]
    }

    /// One line.
    public var description: String {
        let shown = witness.map { "; for example \(JudgedRequest.open($0).plainText)" } ?? ""
        let about = [action?.rawValue, names.isEmpty ? nil : names].compactMap(\.self).joined(separator: ", ")
        return "\(kind.rawValue): \(about): \(reason)\(shown)"
    }

    private var names: String { clauses.map { "\($0.document) \($0.clause)" }.joined(separator: "; ") }
}

/// What was found in a body of agreements, and whether all was looked at.
public struct AgreementsReview: Sendable {
    /// The findings, by kind.
    public let findings: [AgreementFinding]
    /// Attributes whose values were too many kinds of lists to try all.
    public let inexact: [AttributePath]
    /// Actions with more cases than one check tries, of which nothing else is said.
    public let untried: [ActionName]

    /// Whether every case was tried: where it was not, that nothing was found does not say that nothing is there.
    public var isExhaustive: Bool { inexact.isEmpty && untried.isEmpty }

    /// What was not all tried, one line each; empty when the check is exhaustive.
    public var doubts: [String] {
        inexact.map { "lists of `\($0)` were too many to try all" } + untried.map { "\($0): too many cases to try all" }
    }
}

/// Contradictions, clauses that can never apply or never decide, gaps, and duties nobody can fulfil, in the documents
/// in force.
///
/// Exhaustive as `difference(from:to:facts:)` is. A contradiction is a permit (or a duty) and a forbid of one rank, of
/// national laws those of one state, that both apply wherever the permit does; or a permit of which forbids of lower tiers
/// leave nothing. Where they meet on some requests only, it is an overlap. A physical forbid and an override for safety
/// of life are neither. A gap is an action, or a name that documents give an attribute of a resource,
/// for which every request ends at *no clause permits*; what a clause forbids is no gap.
public func check(_ agreements: AgreementsInForce, facts: Facts = Facts()) -> [AgreementFinding] {
    review(agreements, facts: facts).findings
}

/// The findings of `check(_:facts:)`, with whether every case was tried.
public func review(_ agreements: AgreementsInForce, facts: Facts = Facts()) -> AgreementsReview {
    review(agreements, facts: facts) { AnalysisBudget() }
}

func review(
    _ agreements: AgreementsInForce, facts: Facts, budget: () -> AnalysisBudget
) -> AgreementsReview {
    let side = LawSide(agreements, facts)
    var inexact: Set<AttributePath> = []
    var untried: [ActionName] = []
    var findings: [AgreementFinding] = []
    var applies: Set<Int> = []
    var decides: Set<Int> = []
    var idle: [Int: String] = [:]
    for action in agreements.law.actions.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        let checker = ActionChecker(ActionSpace(action, [side], budget: budget()))
        let found = checker.contradictions() + checker.gaps() + checker.impossibleDuties()
        if checker.space.isSpent {
            untried.append(action)
            findings.append(tooMuch(action))
        } else {
            inexact.formUnion(checker.space.inexact)
            findings += found
        }
        for number in checker.numbers {
            // Where not every list was tried, nothing is said to be idle.
            if checker.applies(number) || !checker.isExhaustive { applies.insert(number) }
            if let reason = checker.idleness(number), checker.isExhaustive {
                idle[number] = reason
            } else {
                decides.insert(number)
            }
        }
    }
    for number in agreements.law.entries.indices where agreements.law.clauses[number].holdsNow {
        guard let clause = agreements.clause(number), !decides.contains(number) else { continue }
        findings.append(
            AgreementFinding(
                kind: applies.contains(number) ? .neverDecides : .neverApplies, action: nil, clauses: [clause],
                reason: idle[number] ?? "it lists no action", witness: nil))
    }
    let order = AgreementFinding.Kind.allCases
    return AgreementsReview(
        findings: order.flatMap { kind in findings.filter { $0.kind == kind } }, inexact: inexact.sorted(),
        untried: untried)
}

private func tooMuch(_ action: ActionName) -> AgreementFinding {
    AgreementFinding(
        kind: .untried, action: action, clauses: [], reason: "too many cases to try all", witness: nil)
}

/// Looks at the clauses of one action.
private struct ActionChecker {
    let space: ActionSpace
    let numbers: [Int]
    let outcomes: OutcomeDiagrams
    private var law: CompiledLaw { space.sides[0].law }

    init(_ space: ActionSpace) {
        self.space = space
        outcomes = space.outcomes(0)
        numbers = space.clausesNow(0)
    }

    var isExhaustive: Bool { space.inexact.isEmpty }

    private func reference(_ number: Int) -> [ClauseReference] {
        space.sides[0].reference(number).map { [$0] } ?? []
    }

    func applies(_ number: Int) -> Bool { space.fits(number, 0) != DecisionDiagrams.no }

    /// Why a clause never decides; `nil` when it does for some request.
    func idleness(_ number: Int) -> String? {
        let clause = law.clauses[number]
        let fits = space.fits(number, 0)
        if fits == DecisionDiagrams.no { return contradictoryParts(number) }
        // Advice changes no answer, and a duty is told whatever the answer.
        if clause.effect == .advise || clause.effect == .oblige { return nil }
        if clause.effect == .permit, !clause.givesPermission, !clause.isOverride {
            return "a permission of national law counts only with `leftToNationalLaw`"
        }
        let deciding: DecisionDiagrams.Node =
            switch clause.effect {
            case .forbid: space.diagrams.or(clause.isPhysical ? outcomes.physical : DecisionDiagrams.no, forbids)
            case .needs: space.diagrams.or(outcomes.missing, outcomes.permitted)
            default: space.diagrams.or(clause.isOverride ? outcomes.override : DecisionDiagrams.no, outcomes.permitted)
            }
        if space.diagrams.and(fits, deciding) != DecisionDiagrams.no { return nil }
        return "wherever it applies, " + blockers(fits, of: number)
    }

    private var forbids: DecisionDiagrams.Node { outcomes.forbidden }

    /// The clauses that prevail wherever a region lies.
    private func blockers(_ region: DecisionDiagrams.Node, of own: Int) -> String {
        var rest = region
        var names: [String] = []
        while let cells = space.plainest(rest), names.count < 4 {
            let first = space.diagrams.value(of: outcomes.first, at: cells) - 1
            guard first >= 0, first != own, let clause = reference(first).first else { break }
            names.append("\(clause.document) \(clause.clause)")
            rest = space.diagrams.subtract(rest, space.diagrams.map(outcomes.first) { $0 == first + 1 ? 1 : 0 })
        }
        return names.isEmpty ? "nothing follows from it" : names.joined(separator: ", ") + " decides"
    }

    /// The parts of a clause of which not all can hold.
    private func contradictoryParts(_ number: Int) -> String {
        let (clause, entry) = (law.clauses[number], law.entries[number])
        let places = Array(clause.parts.places)
        let nodes = places.map { space.condition(law.partEntries[$0], 0) }
        if let one = nodes.firstIndex(of: DecisionDiagrams.no) {
            return "`\(text(entry.parts[one]))` can never hold"
        }
        for one in nodes.indices {
            for two in nodes.indices where two > one {
                if space.diagrams.and(nodes[one], nodes[two]) == DecisionDiagrams.no {
                    return "`\(text(entry.parts[one]))` and `\(text(entry.parts[two]))` exclude each other"
                }
            }
        }
        return "its conditions can never all hold"
    }

    private func text(_ part: ClausePart) -> String {
        switch part {
        case .condition(let condition): condition.description
        case .names(let names): "resource.name like \(names)"
        case .holder(let parties):
            "a resource of " + parties.map(\.rawValue).sorted().joined(separator: ", ")
        case .fact(let term): term.rawValue
        }
    }

    // MARK: Contradictions

    func contradictions() -> [AgreementFinding] {
        let forbids = numbers.filter { law.clauses[$0].effect == .forbid && !law.clauses[$0].isPhysical }
        let permits = numbers.filter { law.clauses[$0].givesPermission && !law.clauses[$0].isOverride }
        return permits.flatMap { permit in
            forbids.compactMap { overlap(permit, $0) } + [uselessness(permit, forbids)].compactMap(\.self)
        }
    }

    /// Where a clause permits.
    private func giving(_ permit: Int) -> DecisionDiagrams.Node {
        let met = space.diagrams.subtract(space.fits(permit, 0), space.isUnmet(permit, 0))
        return space.diagrams.and(met, space.mayGive(permit, 0))
    }

    private func overlap(_ permit: Int, _ forbid: Int) -> AgreementFinding? {
        let (one, two) = (law.entries[permit].document, law.entries[forbid].document)
        guard one.tier == two.tier, one.tier != .nationalLaw || one.jurisdiction == two.jurisdiction else { return nil }
        let giving = giving(permit)
        let forbidding = space.fits(forbid, 0)
        let both = space.diagrams.and(giving, forbidding)
        let decisive = space.diagrams.and(both, outcomes.forbidden)
        guard let cells = space.plainest(decisive) ?? space.plainest(both), let witness = space.request(cells) else {
            return nil
        }
        let isWhole = isWithin(giving, forbidding)
        let reason =
            isWhole
            ? "the second forbids all that the first permits"
            : isWithin(forbidding, space.fits(permit, 0))
                ? "the second forbids part of what the first permits, and nothing else"
                : "each fits requests that the other does not, and both fit some"
        return AgreementFinding(
            kind: isWhole ? .contradiction : .overlap, action: space.action,
            clauses: reference(permit) + reference(forbid),
            reason: reason + (decisive == DecisionDiagrams.no ? "" : "; the second prevails"), witness: witness)
    }

    /// Whether one region lies in another, but for requests of other programmes and of who has withdrawn.
    private func isWithin(_ inner: DecisionDiagrams.Node, _ outer: DecisionDiagrams.Node) -> Bool {
        let usual = ordinary(inner)
        let region = usual == DecisionDiagrams.no ? inner : usual
        return space.diagrams.subtract(region, outer) == DecisionDiagrams.no
    }

    /// A permit of which the forbids of lower tiers leave nothing.
    private func uselessness(_ permit: Int, _ forbids: [Int]) -> AgreementFinding? {
        let giving = giving(permit)
        let tiers = Tier.allCases
        let own = tiers.firstIndex(of: law.entries[permit].document.tier) ?? 0
        let lower = forbids.filter { number in
            (tiers.firstIndex(of: law.entries[number].document.tier) ?? 0) > own
                && space.diagrams.and(space.fits(number, 0), giving) != DecisionDiagrams.no
        }
        let rest = lower.reduce(giving) { space.diagrams.subtract($0, space.fits($1, 0)) }
        guard rest == DecisionDiagrams.no, let cells = space.plainest(giving), let witness = space.request(cells) else {
            return nil
        }
        return AgreementFinding(
            kind: .contradiction, action: space.action, clauses: reference(permit) + lower.flatMap(reference),
            reason: "lower tiers forbid all that the first permits", witness: witness)
    }

    // MARK: Gaps and duties

    func gaps() -> [AgreementFinding] {
        let hopeful = hope
        if hopeful == DecisionDiagrams.no {
            guard !isForbidden(DecisionDiagrams.yes) else { return [] }
            let forbids = outcomes.forbidden != DecisionDiagrams.no || outcomes.physical != DecisionDiagrams.no
            return [
                AgreementFinding(
                    kind: .gap, action: space.action, clauses: [],
                    reason: forbids
                        ? "no clause permits it to anyone, and only some of it is forbidden"
                        : "no clause permits it to anyone", witness: nil)
            ]
        }
        return space.cells.indices.filter { space.cells[$0].path.scope == .resource }.flatMap { variable in
            space.cells[variable].values.indices.compactMap { gap(variable, $0, hopeful) }
        }
    }

    private func gap(_ variable: Int, _ cell: Int, _ hopeful: DecisionDiagrams.Node) -> AgreementFinding? {
        guard case .text(let text) = space.cells[variable].values[cell],
            space.sides[0].words(at: space.cells[variable].path, in: space.action).contains(text)
        else { return nil }
        let here = space.diagrams.test(variable, [cell])
        guard space.diagrams.and(here, hopeful) == DecisionDiagrams.no, !isForbidden(here) else { return nil }
        return AgreementFinding(
            kind: .gap, action: space.action, clauses: [],
            reason: "no clause permits it to anyone where \(space.cells[variable].path) is `\(text)`", witness: nil)
    }

    /// Where something is permitted, or would be with what is missing.
    private var hope: DecisionDiagrams.Node {
        space.diagrams.map(outcomes.code) { $0 > 0 && $0 != AnalysedOutcome.adviceCode ? 1 : 0 }
    }

    /// Whether every request of a region is forbidden, save those of other programmes and of who has withdrawn.
    private func isForbidden(_ region: DecisionDiagrams.Node) -> Bool {
        let barred = space.diagrams.or(outcomes.physical, outcomes.forbidden)
        return space.diagrams.subtract(ordinary(region), barred) == DecisionDiagrams.no
    }

    /// A region without requests of other programmes and of who has withdrawn.
    private func ordinary(_ region: DecisionDiagrams.Node) -> DecisionDiagrams.Node {
        var ordinary = region
        for name in ["programme", "withdrawn"] {
            if let variable = space.variable(AttributePath(.context, name)) {
                ordinary = space.diagrams.and(ordinary, space.diagrams.test(variable, [0]))
            }
        }
        return ordinary
    }

    func impossibleDuties() -> [AgreementFinding] {
        numbers.filter { law.clauses[$0].effect == .oblige }.compactMap { number in
            let fits = space.fits(number, 0)
            guard fits != DecisionDiagrams.no, space.diagrams.and(fits, hope) == DecisionDiagrams.no,
                let cells = space.plainest(fits), let witness = space.request(cells)
            else { return nil }
            let reason = "wherever it holds, " + blockers(fits, of: number)
            return AgreementFinding(
                kind: .impossibleDuty, action: space.action, clauses: reference(number), reason: reason,
                witness: witness)
        }
    }
}

extension LawSide {
    /// The texts that an action's clauses compare an attribute with, as they write them.
    fileprivate func words(at path: AttributePath, in action: ActionName) -> Set<String> {
        var words: Set<Int32> = []
        for test in tests(of: action) {
            guard case .step(let step) = test.test, step.path.derivation == 0, step.path != .subjectPartner,
                attribute(step.path) == path
            else { continue }
            switch step.operation {
            case .equals: add(step.first..<step.first + 1, to: &words)
            case .isIn, .allIn, .includes: add(step.first..<step.last, to: &words)
            case .isInGroup, .allInGroup, .includesGroup:
                if step.first >= 0 { words.formUnion(law.lexicon.groupMembers[Int(step.first)]) }
            default: break
            }
        }
        return Set(words.filter { $0 >= 0 }.map { law.lexicon.words[Int($0)] })
    }

    private func add(_ places: Range<Int32>, to words: inout Set<Int32>) {
        for place in places {
            let literal = law.literals[Int(place)]
            if literal.kind == .text { words.insert(Int32(truncatingIfNeeded: literal.bits)) }
        }
    }
}
