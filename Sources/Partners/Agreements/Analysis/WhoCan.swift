import Programme

/// What an attribute must be like in a case: one of some values, each standing for all that no clause tells from it.
public struct AttributeCondition: Hashable, Sendable, CustomStringConvertible {
    /// The attribute.
    public let path: AttributePath
    /// Values that it may have; `null` for absent.
    public let values: [AttributeValue]
    /// Values that it may not have.
    public let excluded: [AttributeValue]

    /// `context.consensus is true`, `resource.data is not public`.
    public var description: String {
        let isExclusion = excluded.count < values.count
        let list = isExclusion ? excluded : values
        let names = list.map { $0 == .null ? "absent" : "\($0)" }
        return "\(path) is \(isExclusion ? "not " : "")\(names.joined(separator: " or "))"
    }
}

/// A case in which partners may do something, need something for it, or may not.
public struct WhoCanCase: Hashable, Sendable, CustomStringConvertible {
    /// The partners, by id; `anyone else` for whom no attribute names as a partner's.
    public fileprivate(set) var who: [String]
    /// What becomes of their requests.
    public let outcome: AnalysedOutcome
    /// What must be so; all must hold. Empty: always.
    public let conditions: [AttributeCondition]
    /// The clauses that decide the witness.
    public let clauses: [ClauseReference]
    /// A request of this case, judged.
    public let witness: OpenRequest

    /// Names of the columns of `row`.
    public static let columns = ["who", "outcome", "conditions", "clauses", "witness"]

    /// Its figures as text, by `columns`.
    public var row: [String] {
        [
            who.joined(separator: ", "), outcome.description, conditions.map(\.description).joined(separator: "; "),
            clauses.map { "\($0.document) \($0.clause)" }.joined(separator: "; "),
            JudgedRequest.open(witness).plainText,
        ]
    }

    /// One line.
    public var description: String {
        let when = conditions.isEmpty ? "" : " when " + conditions.map(\.description).joined(separator: " and ")
        let names = clauses.map { "\($0.document) \($0.clause)" }.joined(separator: "; ")
        return "\(who.joined(separator: ", ")): \(outcome)\(when) (\(names.isEmpty ? "no clause permits" : names))"
    }
}

/// Who may do something with a resource.
public struct WhoCan: Sendable {
    /// The action.
    public let action: ActionName
    /// The cases, by outcome; they may overlap where they say the same.
    public let cases: [WhoCanCase]
    /// Whether the cases are all there are; false when there were more than `WhoCan.mostCases(_:)` for one partner and
    /// outcome, or an attribute's lists were too many to try all.
    public let isComplete: Bool

    /// Most cases of one partner and outcome; what is denied is the rest, and told in fewer.
    public static func mostCases(_ outcome: Outcome) -> Int { outcome == .deny ? 12 : 40 }
}

/// Who may do something with a resource told by attributes: what is not said of it, or of the subject and the context,
/// may be anything. Requests of another programme are left aside unless a clause speaks of one.
///
/// Exhaustive as `difference(from:to:facts:)` is.
public func whoCan(
    _ action: ActionName, resource: Attributes, under agreements: AgreementsInForce, facts: Facts = Facts()
) -> WhoCan {
    var fixed: [AttributePath: AttributeValue] = [:]
    for item in resource.items { fixed[AttributePath(.resource, item.name)] = item.value }
    return whoCan(action, fixed, agreements, facts)
}

/// Who may do something with one of a node's resources, in which role and under which facts of the programme.
public func whoCan(
    _ action: ActionName, _ resource: Resource, under agreements: AgreementsInForce, facts: Facts = Facts()
) -> WhoCan {
    var fixed: [AttributePath: AttributeValue] = [:]
    // Of a node's request nothing is known but these.
    for path in agreements.law.bases.paths where path.scope == .resource { fixed[path] = .null }
    for path in agreements.law.bases.paths where path.scope == .subject && !["partner", "role"].contains(path.name) {
        fixed[path] = .null
    }
    func set(_ name: String, _ value: String?) {
        if let value { fixed[AttributePath(.resource, name)] = .text(value) }
    }
    set("kind", resource.kind.rawValue)
    set("element", resource.element?.rawValue)
    set("subsystem", resource.subsystem?.rawValue)
    set("name", resource.parameterName)
    if case .station(let id, let owner) = resource {
        set("station", id)
        set("owner", owner?.rawValue)
    }
    return whoCan(action, fixed, agreements, facts)
}

private func whoCan(
    _ action: ActionName, _ given: [AttributePath: AttributeValue], _ agreements: AgreementsInForce, _ facts: Facts
) -> WhoCan {
    let side = LawSide(agreements, facts)
    var fixed = given
    if !side.clauses(action).contains(where: { side.law.entries[$0].document.programme != nil }) {
        fixed[AttributePath(.context, "programme")] = .null
    }
    let space = ActionSpace(action, [side], fixed: fixed)
    let code = space.outcomes(0).code
    var cases: [WhoCanCase] = []
    var isComplete = space.inexact.isEmpty
    for value in space.diagrams.values(of: code).sorted(by: { order($0) < order($1) }) {
        let region = space.diagrams.map(code) { $0 == value ? 1 : 0 }
        for partner in Array(side.partners.dropFirst()) + [-1] {
            let found = space.cases(of: region, partner: partner, outcome: AnalysedOutcome(code: value))
            isComplete = isComplete && found.isComplete
            for one in found.cases { merge(one, into: &cases) }
        }
    }
    return WhoCan(action: action, cases: cases, isComplete: isComplete && !space.isSpent)
}

/// Permitted first, then what needs something, then denied.
private func order(_ code: Int) -> Int { code == 1 ? 0 : code == 0 ? .max : code }

private func merge(_ one: WhoCanCase, into cases: inout [WhoCanCase]) {
    let same = cases.firstIndex {
        $0.outcome == one.outcome && $0.conditions == one.conditions && $0.clauses == one.clauses
    }
    if let same {
        cases[same].who += one.who
    } else {
        cases.append(one)
    }
}

extension ActionSpace {
    typealias Cube = [Int: Set<Int>]

    /// Cases that cover a region where this partner asks, each as wide as it can be.
    fileprivate func cases(
        of region: DecisionDiagrams.Node, partner: Int32, outcome: AnalysedOutcome
    ) -> (cases: [WhoCanCase], isComplete: Bool) {
        let asking = asks(partner)
        let who = partner < 0 ? others : sides[0].law.lexicon.partnerIDs[Int(partner)].rawValue
        var rest = diagrams.and(region, asking)
        var cases: [WhoCanCase] = []
        while let cells = plainest(rest) {
            if cases.count == WhoCan.mostCases(outcome.outcome) { return (cases, false) }
            let cube = widened(cells, region, asking)
            guard !isSpent else { return (cases, false) }
            rest = diagrams.subtract(rest, node(cube))
            guard let witness = request(cells) else { return (cases, false) }
            let decision = decide(witness, under: sides[0].agreements, facts: sides[0].facts)
            cases.append(
                WhoCanCase(
                    who: [who], outcome: outcome, conditions: conditions(cube), clauses: decision.clauses,
                    witness: witness))
        }
        return (cases, true)
    }

    /// A case around a request, as wide as it can be with all of this partner's requests in it in the region.
    func widened(_ cells: [Int], _ region: DecisionDiagrams.Node, _ care: DecisionDiagrams.Node) -> Cube {
        let outside = diagrams.subtract(care, region)
        var cube = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($0.offset, Set([$0.element])) })
        for variable in cells.indices.reversed() {
            cube[variable] = nil
            let out = diagrams.and(node(cube), outside)
            let leaving = diagrams.cells(of: variable, in: out)
            let staying = Set(self.cells[variable].values.indices).subtracting(leaving)
            if !leaving.isEmpty { cube[variable] = staying }
        }
        return cube
    }

    private func node(_ cube: Cube) -> DecisionDiagrams.Node {
        var node = DecisionDiagrams.yes
        for (variable, cells) in cube.sorted(by: { $0.key > $1.key }) {
            node = diagrams.and(diagrams.test(variable, cells), node)
        }
        return node
    }

    private func conditions(_ cube: Cube) -> [AttributeCondition] {
        cube.sorted { $0.key < $1.key }.map { variable, chosen in
            let all = cells[variable].values
            return AttributeCondition(
                path: cells[variable].path, values: all.indices.filter(chosen.contains).map { all[$0] },
                excluded: all.indices.filter { !chosen.contains($0) }.map { all[$0] })
        }
    }
}
