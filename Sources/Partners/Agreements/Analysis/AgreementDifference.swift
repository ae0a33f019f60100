public import Programme

/// One change of outcome between two bodies of agreements: all requests that change so for the same reason.
public struct OutcomeChange: Hashable, Sendable, CustomStringConvertible {
    /// The action.
    public let action: ActionName
    /// The outcome before.
    public let before: AnalysedOutcome
    /// The outcome after.
    public let after: AnalysedOutcome
    /// The clauses that make the change: those that decide before or after and are not the same on both sides; where
    /// they are the same, both, because what they refer to has changed.
    public let clauses: [ClauseReference]
    /// The clause that decided first before; `nil` where no clause permitted.
    public let decidedBefore: ClauseReference?
    /// The clause that decides first after.
    public let decidedAfter: ClauseReference?
    /// Partners for whom it changes, by id; `anyone else` where no attribute names a partner.
    public let who: [String]
    /// A request that shows it, checked by judging it on both sides.
    public let witness: OpenRequest

    /// Names of the columns of `row`.
    public static let columns = ["action", "from", "to", "subject", "clauses", "witness"]

    /// Its figures as text, by `columns`.
    public var row: [String] {
        [
            action.rawValue, before.description, after.description, who.joined(separator: ", "), clauseNames,
            JudgedRequest.open(witness).plainText,
        ]
    }

    /// One line.
    public var description: String {
        "\(action): \(before) → \(after) for \(who.joined(separator: ", ")), by \(clauseNames); "
            + "for example \(JudgedRequest.open(witness).plainText)"
    }

    /// The clauses that make the change, `iga-1998 art-5; plan b`.
    public var clauseNames: String { clauses.map { "\($0.document) \($0.clause)" }.joined(separator: "; ") }
}

/// Every change of outcome between two bodies of agreements.
public struct AgreementDifference: Sendable {
    /// The instant it is for, of the second body.
    public let instant: CivilTime
    /// The changes, by the clauses that make them, action, and outcomes.
    public let changes: [OutcomeChange]
    /// Attributes whose values were too many kinds of lists to try all; empty when the difference is exhaustive.
    public let inexact: [AttributePath]
    /// Changes that were found but of which no request could be shown, and actions with more cases than one comparison
    /// tries, in words; empty as long as requests keep within the bounds of `Attributes` and documents within those of
    /// a comparison.
    public let unshown: [String]

    /// Whether every change is told and shown.
    public var isExhaustive: Bool { inexact.isEmpty && unshown.isEmpty }

    /// How much changes, in one line.
    public var summary: String {
        let count = changes.count == 1 ? "1 kind of change" : "\(changes.count) kinds of change"
        let doubts =
            inexact.map { "lists of `\($0)` were too many to try all" } + unshown.map { "not shown: \($0)" }
        return ([changes.isEmpty && doubts.isEmpty ? "nothing changes" : count] + doubts).joined(separator: "; ")
    }
}

extension JudgedRequest {
    /// As people write it: what is said of the subject, the resource and the context, without what is absent.
    public var plainText: String {
        switch self {
        case .access(let request):
            let role = request.role.map { " (\($0))" } ?? ""
            return "\(request.partner)\(role) \(request.action) \(request.resource)"
        case .open(let request):
            let parts: [(AttributeScope, Attributes)] = [
                (.subject, request.subject), (.resource, request.resource), (.context, request.context),
            ]
            let told = parts.flatMap { scope, attributes in
                attributes.items.filter { $0.value != .null }.map { "\(scope.rawValue).\($0.name)=\($0.value)" }
            }
            return ([request.action.rawValue] + told).joined(separator: " ")
        }
    }
}

/// Every change of outcome between two bodies of agreements, or one body at two instants, for requests told by
/// attributes.
///
/// Exhaustive, not sampled. Each attribute that the clauses of an action mention is cut into the cells that their tests
/// can tell apart: each value and name they speak of, and one of those they do not; numbers and dates below, at,
/// between and above their limits; lists by every combination of the members that matter, with the first that names a
/// partner and the number of members where a test counts them. Tests of several attributes (`sameAs`, `daysTo`,
/// `share`, a requirement's `of`) are put to every combination of cells. Requests are never listed one by one: the
/// outcome is one decision diagram of all attributes, so that every combination counts. Outcomes differ when the
/// outcome does, or, of two `needs`, the kinds of what is missing; not when only the names of who must act do.
///
/// Not exact are: attributes of `inexact`, whose lists are tried up to a limit; chains of `daysTo` over three or more
/// dates and `sameAs` over four or more attributes; names that differ from a partner's in the case of some letters
/// alone and begin or end as a group says; dates less than a second from a limit; and `facts.context` and
/// `facts.conditions`, instead of which every context is tried.
public func difference(
    from old: AgreementsInForce, to new: AgreementsInForce, facts: Facts = Facts()
) -> AgreementDifference {
    difference(from: old, to: new, facts: facts, budget: AnalysisBudget())
}

func difference(
    from old: AgreementsInForce, to new: AgreementsInForce, facts: Facts, budget: AnalysisBudget
) -> AgreementDifference {
    let sides = [LawSide(old, facts), LawSide(new, facts)]
    var changes: [OutcomeChange] = []
    var unshown: [String] = []
    var inexact: Set<AttributePath> = []
    for action in Set(old.law.actions.keys).union(new.law.actions.keys).sorted(by: { $0.rawValue < $1.rawValue })
    where !sides[0].isSame(as: sides[1], for: action) {
        let space = ActionSpace(action, sides, budget: budget)
        let found = space.changes()
        changes += found.changes
        unshown += found.unshown
        if !space.isSpent { inexact.formUnion(space.inexact) }
    }
    let grouped = changes.enumerated().sorted { first, second in
        (first.element.clauseNames, first.offset) < (second.element.clauseNames, second.offset)
    }
    return AgreementDifference(
        instant: new.instant, changes: grouped.map(\.element), inexact: inexact.sorted(), unshown: unshown)
}

extension ActionSpace {
    /// Every change from the first side to the second, and those of which no request could be shown.
    func changes() -> (changes: [OutcomeChange], unshown: [String]) {
        let (old, new) = (outcomes(0), outcomes(1))
        var groups: [SIMD4<Int>: Int] = [:]
        let grouped = diagrams.distinguish(SIMD4(old.code, new.code, old.first, new.first)) { key in
            let number = groups[key] ?? groups.count + 1
            groups[key] = number
            return number
        }
        let examples = diagrams.lightestOfEach(grouped, weights: weights)
        let who = diagrams.valuesTogether(grouped, askers[1])
        var found: (changes: [OutcomeChange], unshown: [String]) = ([], [])
        for number in isSpent ? [] : examples.keys.sorted() {
            guard diagrams.budget.take(Self.stepsOfChange) else { break }
            let cells = examples[number] ?? []
            let numbers = who[number] ?? []
            let names = (numbers.filter { $0 > 0 } + numbers.filter { $0 == 0 }).map { name(ofAsker: $0) }
            if let change = change(cells, names, old, new) {
                found.changes.append(change)
            } else {
                let codes = [old.code, new.code].map { AnalysedOutcome(code: diagrams.value(of: $0, at: cells)) }
                found.unshown.append("\(action): \(codes[0]) → \(codes[1])")
            }
        }
        if isSpent { found.unshown.append("\(action): too many cases to try all") }
        return found
    }

    /// What it costs to judge a witness, in steps.
    private static var stepsOfChange: Int { 20_000 }

    private func change(
        _ cells: [Int], _ who: [String], _ old: OutcomeDiagrams, _ new: OutcomeDiagrams
    ) -> OutcomeChange? {
        guard let witness = request(cells) else { return nil }
        let outcomes = sides.map { AnalysedOutcome(decide(witness, under: $0.agreements, facts: $0.facts)) }
        guard outcomes[0] != outcomes[1] else { return nil }
        let firsts = [old.first, new.first].map { diagrams.value(of: $0, at: cells) - 1 }
        return OutcomeChange(
            action: action, before: outcomes[0], after: outcomes[1],
            clauses: LawSide.makers(sides, firsts[0], firsts[1]), decidedBefore: sides[0].reference(firsts[0]),
            decidedAfter: sides[1].reference(firsts[1]), who: who, witness: witness)
    }

    /// A partner's id by the number that stands for it among `askers`.
    private func name(ofAsker number: Int) -> String {
        let partners = sides[1].law.lexicon.partnerIDs
        return partners.indices.contains(number - 1) ? partners[number - 1].rawValue : others
    }
}

extension LawSide {
    /// A clause by its number; `nil` for -1.
    func reference(_ number: Int) -> ClauseReference? { agreements.clause(number) }

    /// Those of two deciding clauses that are not the same on both sides; both where they are.
    static func makers(_ sides: [LawSide], _ old: Int, _ new: Int) -> [ClauseReference] {
        let both = [(old, 0), (new, 1)].filter { $0.0 >= 0 }
        let changed = both.filter { !sides[$0.1].hasTwin($0.0, in: sides[1 - $0.1]) }
        var references: [ClauseReference] = []
        for (number, side) in changed.isEmpty ? both : changed {
            guard let reference = sides[side].reference(number), !references.contains(reference) else { continue }
            references.append(reference)
        }
        return references
    }

    private func hasTwin(_ number: Int, in other: LawSide) -> Bool {
        let entry = law.entries[number]
        return other.law.entries.contains { entry.isSame(as: $0) }
    }

    /// Whether names are the same partners' on both sides.
    func namesPartners(as other: LawSide) -> Bool {
        let (one, two) = (law.lexicon, other.law.lexicon)
        return one.partnerIDs == two.partnerIDs && one.namesOfPartners == two.namesOfPartners
            && one.beginningsOfPartners == two.beginningsOfPartners
            && one.endingsOfPartners == two.endingsOfPartners && one.partnersOfNames == two.partnersOfNames
    }

    /// Whether two bodies say the same of an action, as far as can be told without looking at requests.
    func isSame(as other: LawSide, for action: ActionName) -> Bool {
        guard groupsUsed(action) == other.groupsUsed(action), namesPartners(as: other) else { return false }
        let (mine, others) = (clauses(action), other.clauses(action))
        guard mine.count == others.count, sharesByName == other.sharesByName, partnersThatLeft == other.partnersThatLeft
        else { return false }
        return zip(mine, others).allSatisfy { first, second in
            law.entries[first].isSame(as: other.law.entries[second]) && !law.entries[first].asksAboutDocuments
        }
    }

    /// The groups that an action's clauses name, with their members.
    private func groupsUsed(_ action: ActionName) -> Set<NameGroup> {
        let numbers = tests(of: action).compactMap { test -> Int32? in
            switch test.test {
            case .step(let step)
            where [.isInGroup, .allInGroup, .includesGroup].contains(step.operation): step.first
            case .proof(let number):
                if case .group(let group) = law.requirements[number].parties { group } else { nil }
            default: nil
            }
        }
        return Set(numbers.filter { $0 >= 0 }.map { law.lexicon.groups[Int($0)] })
    }

    private var partnersThatLeft: Set<PartnerID> { Set(law.withdrawn.map { law.lexicon.partnerIDs[Int($0)] }) }

    private var sharesByName: [String: Double] {
        Dictionary(
            law.shares.map { key, percent in
                let pool = key.pool >= 0 ? law.lexicon.words[Int(key.pool)] : ""
                return ("\(pool) \(law.lexicon.partnerIDs[Int(key.partner)])", percent)
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension ClauseEntry {
    /// Whether it says the same, at the same rank, and holds at the same time.
    fileprivate func isSame(as other: ClauseEntry) -> Bool {
        clause.id == other.clause.id && document.id == other.document.id && holdsNow == other.holdsNow
            && parts == other.parts && rights == other.rights && isOverride == other.isOverride
            && clause == other.clause && document.tier == other.document.tier
            && document.programme == other.document.programme
            && document.jurisdiction == other.document.jurisdiction
    }
}
