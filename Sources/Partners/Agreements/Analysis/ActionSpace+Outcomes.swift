import Programme

/// An outcome, and of `needs` the kinds of what is missing.
public struct AnalysedOutcome: Hashable, Sendable, CustomStringConvertible {
    /// The outcome.
    public let outcome: Outcome
    /// Kinds of what is missing, in the order of `RequirementKind`; empty unless the outcome is `needs`.
    public let missing: [RequirementKind]

    /// `permit`, `deny`, `needs consensus, notice`.
    public var description: String {
        missing.isEmpty
            ? outcome.rawValue : "\(outcome.rawValue) " + missing.map(\.rawValue).joined(separator: ", ")
    }

    /// The outcome of a decision.
    public init(_ decision: Decision) {
        outcome = decision.outcome
        let kinds = Set(decision.missing.map(\.kind))
        missing = RequirementKind.allCases.filter(kinds.contains)
    }

    /// From a number: 0 denied, 1 permitted, `adviceCode` advised, else the kinds as bits from the second.
    init(code: Int) {
        outcome = code == 0 ? .deny : code == 1 ? .permit : code == Self.adviceCode ? .advise : .needs
        missing = RequirementKind.allCases.enumerated().filter { code >> ($0.offset + 1) & 1 == 1 }.map(\.element)
    }

    /// The number of advice: a bit after those of the kinds.
    static let adviceCode = 1 << (RequirementKind.allCases.count + 1)

    /// The opposite of `init(code:)`.
    static func bit(of kind: RequirementKind) -> Int {
        1 << ((RequirementKind.allCases.firstIndex(of: kind) ?? 0) + 1)
    }
}

/// What the clauses of an action do to all requests for it.
struct OutcomeDiagrams {
    typealias Node = DecisionDiagrams.Node

    /// The outcome by its code, `AnalysedOutcome.init(code:)`.
    var code = DecisionDiagrams.no
    /// One more than the number of the clause that decided first; 0 where no clause permits.
    var first = DecisionDiagrams.no
    /// Yes where each step of the order of precedence is reached and decides.
    var physical = DecisionDiagrams.no
    var override = DecisionDiagrams.no
    var forbidden = DecisionDiagrams.no
    var missing = DecisionDiagrams.no
    var permitted = DecisionDiagrams.no
}

extension ActionSpace {
    /// Yes where a clause applies now and its requirements are not met.
    func isUnmet(_ number: Int, _ side: Int) -> DecisionDiagrams.Node {
        let clause = sides[side].law.clauses[number]
        guard clause.effect == .needs else { return DecisionDiagrams.no }
        var met = DecisionDiagrams.yes
        for place in clause.requirements.places { met = diagrams.and(met, isMet(place, side)) }
        return diagrams.subtract(fits(number, side), met)
    }

    /// The numbers of the clauses that hold now; those of an ended or coming document do nothing.
    func clausesNow(_ side: Int) -> [Int] {
        sides[side].clauses(action).filter { sides[side].law.clauses[$0].holdsNow }
    }

    /// What the clauses do to every request.
    func outcomes(_ side: Int) -> OutcomeDiagrams {
        var result = OutcomeDiagrams()
        var firsts: [[(Int, DecisionDiagrams.Node)]] = [[], [], [], [], [], []]
        for number in clausesNow(side) {
            let clause = sides[side].law.clauses[number]
            let fits = fits(number, side)
            let unmet = isUnmet(number, side)
            if clause.effect == .forbid {
                firsts[clause.isPhysical ? 0 : 2].append((number, fits))
            }
            if clause.isOverride { firsts[1].append((number, fits)) }
            if clause.effect == .needs { firsts[3].append((number, unmet)) }
            if clause.givesPermission {
                firsts[4].append((number, diagrams.and(diagrams.subtract(fits, unmet), mayGive(number, side))))
            }
            if clause.effect == .advise { firsts[5].append((number, fits)) }
        }
        var steps = firsts.map { step in step.reduce(DecisionDiagrams.no) { diagrams.or($0, $1.1) } }
        // Higher steps overwrite lower ones, and in a step the first clause those after it.
        for step in firsts.reversed() {
            for (number, node) in step.reversed() {
                result.first = diagrams.choose(node, diagrams.constant(number + 1), result.first)
            }
        }
        for place in 1..<6 {
            for higher in 0..<place { steps[place] = diagrams.subtract(steps[place], steps[higher]) }
        }
        (result.physical, result.override, result.forbidden) = (steps[0], steps[1], steps[2])
        (result.missing, result.permitted) = (steps[3], steps[4])
        result.code = diagrams.choose(
            diagrams.or(steps[1], steps[4]), DecisionDiagrams.yes,
            diagrams.choose(steps[3], missingKinds(firsts[3].map(\.0), side), advised(steps[5])))
        return result
    }

    /// The code where clauses only advise.
    private func advised(_ node: DecisionDiagrams.Node) -> DecisionDiagrams.Node {
        diagrams.choose(node, diagrams.constant(AnalysedOutcome.adviceCode), DecisionDiagrams.no)
    }

    /// The kinds of all requirements that are not met, as bits.
    private func missingKinds(_ numbers: [Int], _ side: Int) -> DecisionDiagrams.Node {
        let law = sides[side].law
        var unmet: [RequirementKind: DecisionDiagrams.Node] = [:]
        for number in numbers {
            let clause = law.clauses[number]
            for (place, requirement) in zip(clause.requirements.places, law.entries[number].clause.needs) {
                let lacks = lacks(place, side)
                // Days missing beside a proof are told as a wait of their own.
                let kind = requirement.proof == nil ? requirement.kind : .wait
                for (kind, node) in [(requirement.kind, lacks.proof), (kind, lacks.days)] {
                    let here = diagrams.and(fits(number, side), node)
                    unmet[kind] = diagrams.or(unmet[kind] ?? DecisionDiagrams.no, here)
                }
            }
        }
        var code = DecisionDiagrams.no
        for kind in RequirementKind.allCases {
            guard let node = unmet[kind] else { continue }
            let with = diagrams.map(code) { $0 | AnalysedOutcome.bit(of: kind) }
            code = diagrams.choose(node, with, code)
        }
        return code
    }

    // MARK: Witnesses

    /// The plainest request for which a function is yes: few attributes, names before anything else.
    func plainest(_ node: DecisionDiagrams.Node) -> [Int]? {
        diagrams.lightestOfEach(node, weights: weights)[1]
    }

    /// How plain each value of each attribute is; the plainest have the least weight.
    var weights: [[Int]] {
        cells.map { attribute in attribute.values.enumerated().map { Self.weight($0.element, $0.offset) } }
    }

    private static func weight(_ value: AttributeValue, _ cell: Int) -> Int {
        switch value {
        case .null: 0
        case .list(let members): 400 + 60 * members.count + min(cell, 50)
        case .text(let text) where Candidates.others.contains(text): 150
        default: 100 + min(cell, 40)
        }
    }

    /// The request that lies in these cells, as plain as can be.
    ///
    /// What an open request implies of itself (the kind of what it names, the owner of a station) is said to be null
    /// where the cells leave it out and that makes a difference.
    func request(_ chosen: [Int]) -> OpenRequest? {
        var values: [AttributeScope: [String: AttributeValue]] = [:]
        for (variable, cell) in chosen.enumerated() {
            let value = cells[variable].values[cell]
            if value != .null { values[cells[variable].path.scope, default: [:]][cells[variable].path.name] = value }
        }
        var implied: [String: AttributeValue] = [:]
        let named = values[.resource] ?? [:]
        if ["name", "station", "element"].contains(where: { named[$0] != nil }) {
            for name in ["kind", "element", "subsystem", "owner"] where named[name] == nil {
                if variable(AttributePath(.resource, name)) != nil { implied[name] = .null }
            }
        }
        guard let plain = request(values, [:]), !implied.isEmpty, let full = request(values, implied) else {
            return request(values, implied)
        }
        let isSame = sides.allSatisfy { side in
            let decisions = [plain, full].map { decide($0, under: side.agreements, facts: side.facts) }
            return AnalysedOutcome(decisions[0]) == AnalysedOutcome(decisions[1])
                && decisions[0].clauses == decisions[1].clauses
        }
        return isSame ? plain : full
    }

    private func request(
        _ values: [AttributeScope: [String: AttributeValue]], _ implied: [String: AttributeValue]
    ) -> OpenRequest? {
        try? OpenRequest(
            subject: Attributes(values[.subject] ?? [:]), action: action,
            resource: Attributes((values[.resource] ?? [:]).merging(implied) { own, _ in own }),
            context: Attributes(values[.context] ?? [:]))
    }
}
