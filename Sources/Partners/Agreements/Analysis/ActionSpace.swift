import Programme

/// All requests for one action, as one or two bodies of documents tell them apart.
final class ActionSpace {
    let action: ActionName
    let sides: [LawSide]
    let cells: [AttributeCells]
    private let incomplete: [AttributePath]
    var diagrams: DecisionDiagrams
    private let variables: [AttributePath: Int]
    /// Of each side the asking partner's number, one more so that 0 is none.
    private(set) var askers: [DecisionDiagrams.Node] = []
    private var clauses: [[Int: DecisionDiagrams.Node]]
    private var steps: [[Int32: DecisionDiagrams.Node]]
    private var tests: [[TestKey: DecisionDiagrams.Node]]

    /// Attributes in `fixed` have that value alone; `null` for absent.
    init(
        _ action: ActionName, _ sides: [LawSide], fixed: [AttributePath: AttributeValue] = [:],
        budget: AnalysisBudget = AnalysisBudget()
    ) {
        self.action = action
        self.sides = sides
        let tests = sides.map { $0.tests(of: action) }
        // Who asks comes first, because most else is compared with it; then attributes of many cells, so that few nodes
        // have many branches.
        let built = CellBuilder(sides: sides, tests: tests, fixed: fixed, budget: budget).build()
            .enumerated().sorted { first, second in
                let (one, two) = (first.element, second.element)
                return (one.namesSubject ? Int.min : -one.values.count, first.offset)
                    < (two.namesSubject ? Int.min : -two.values.count, second.offset)
            }.map(\.element)
        cells = built
        incomplete = built.filter { !$0.isComplete }.map(\.path)
        variables = Dictionary(uniqueKeysWithValues: built.enumerated().map { ($1.path, $0) })
        diagrams = DecisionDiagrams(arities: built.map(\.values.count), budget: budget)
        clauses = sides.map { _ in [:] }
        steps = sides.map { _ in [:] }
        self.tests = sides.map { _ in [:] }
        askers = sides.map { asker($0) }
    }

    /// Attributes whose values are not all told apart, because there are too many cases; all once the budget is spent.
    var inexact: [AttributePath] { isSpent ? cells.map(\.path) : incomplete }

    /// Whether there were too many cases to find anything that is to be trusted.
    var isSpent: Bool { diagrams.budget.isSpent }

    /// The number of an attribute's variable; `nil` when no test looks at it.
    func variable(_ path: AttributePath) -> Int? { variables[path] }

    /// The partner that asks, by the first attribute that names one.
    private func asker(_ side: LawSide) -> DecisionDiagrams.Node {
        var node = diagrams.constant(0)
        // From the name that is tried last to the one tried first.
        let names = AttributePath.partnerNames.compactMap { self.variable(AttributePath(.subject, $0)) }
        for variable in names.reversed() where cells[variable].namesSubject {
            let named = cells[variable].values.map { cells[variable].subject($0, side) }
            for partner in side.partners.dropFirst() {
                let here = diagrams.test(variable, Set(named.indices.filter { named[$0] == partner }))
                node = diagrams.choose(here, diagrams.constant(Int(partner) + 1), node)
            }
        }
        return node
    }

    /// Yes where this partner asks; -1 for none.
    func asks(_ partner: Int32, _ side: Int = 0) -> DecisionDiagrams.Node {
        diagrams.map(askers[side]) { $0 == Int(partner) + 1 ? 1 : 0 }
    }

    /// What to call those who ask and are no partner's; where nothing hangs on who asks, that is everybody.
    var others: String { askers.allSatisfy { diagrams.value(of: $0) != nil } ? "anyone" : "anyone else" }

    // MARK: Clauses

    /// Yes where a clause applies, whether or not its time is now.
    func fits(_ number: Int, _ side: Int) -> DecisionDiagrams.Node {
        if let known = clauses[side][number] { return known }
        let clause = sides[side].law.clauses[number]
        var node = diagram(.programme(number), side)
        if !clause.survives { node = diagrams.subtract(node, diagram(.withdrawn, side)) }
        for place in clause.parts.places where node != DecisionDiagrams.no {
            node = diagrams.and(node, condition(sides[side].law.partEntries[place], side))
        }
        clauses[side][number] = node
        return node
    }

    /// Yes where a clause that applies may give its right.
    func mayGive(_ number: Int, _ side: Int) -> DecisionDiagrams.Node {
        let law = sides[side].law
        return law.clauses[number].rights.places.reduce(DecisionDiagrams.yes) { node, place in
            diagrams.and(node, condition(law.partEntries[place], side))
        }
    }

    /// Yes where a requirement is met.
    func isMet(_ place: Int, _ side: Int) -> DecisionDiagrams.Node {
        let requirement = sides[side].law.requirements[place]
        if requirement.saysNothing { return DecisionDiagrams.no }
        var node =
            switch requirement.proof {
            case .unsaid: requirement.isBarter ? DecisionDiagrams.no : DecisionDiagrams.yes
            case .condition(let start): condition(start, side)
            case .path: diagram(.proof(place), side)
            }
        if requirement.isBarter { node = diagrams.or(diagram(.amount(place), side), node) }
        return requirement.days == nil ? node : diagrams.and(diagram(.elapsed(place), side), node)
    }

    /// Yes where an unmet requirement lacks its proof, and where it lacks days.
    func lacks(_ place: Int, _ side: Int) -> (proof: DecisionDiagrams.Node, days: DecisionDiagrams.Node) {
        let requirement = sides[side].law.requirements[place]
        let unmet = diagrams.not(isMet(place, side))
        let late =
            requirement.days == nil ? DecisionDiagrams.no : diagrams.not(diagram(.elapsed(place), side))
        let hasProof =
            switch requirement.proof {
            case .unsaid: late
            case .condition(let start): condition(start, side)
            case .path: diagram(.proof(place), side)
            }
        return (diagrams.subtract(unmet, hasProof), diagrams.and(unmet, late))
    }

    /// Yes where the condition that starts there holds.
    func condition(_ place: Int32, _ side: Int) -> DecisionDiagrams.Node {
        if place == Instruction.accept { return DecisionDiagrams.yes }
        guard place >= 0 else { return DecisionDiagrams.no }
        if let known = steps[side][place] { return known }
        let step = sides[side].law.code[Int(place)]
        let test = diagram(.step(step), side)
        let node = diagrams.choose(test, condition(step.onTrue, side), condition(step.onFalse, side))
        steps[side][place] = node
        return node
    }

    // MARK: Elementary tests

    private func diagram(_ elementary: ElementaryTest, _ side: Int) -> DecisionDiagrams.Node {
        let key = elementary.key(sides[side].law)
        if let known = tests[side][key] { return known }
        let test = AttributeTest(elementary, sides[side])
        let found = test.attributes.compactMap { variables[$0] }.sorted()
        let columns = found.map { Column($0, cells[$0].classes(test, sides[side])) }
        var node = DecisionDiagrams.no
        if test.asksForPartner {
            for partner in sides[side].partners {
                let part = table(elementary, side, columns[...], [], partner)
                node = diagrams.choose(asks(partner, side), part, node)
            }
        } else {
            node = table(elementary, side, columns[...], [], -1)
        }
        tests[side][key] = node
        return node
    }

    /// An attribute as one test sees it: the class of each cell, and a cell of each class.
    private struct Column {
        let variable: Int
        let classes: [Int]
        let examples: [Int]

        init(_ variable: Int, _ classes: [Int]) {
            self.variable = variable
            self.classes = classes
            var examples: [Int] = []
            for (cell, number) in classes.enumerated() where number == examples.count { examples.append(cell) }
            self.examples = examples
        }
    }

    /// The test put to every combination of the classes of what it looks at.
    private func table(
        _ test: ElementaryTest, _ side: Int, _ rest: ArraySlice<Column>,
        _ chosen: [(path: AttributePath, value: AttributeValue)], _ partner: Int32
    ) -> DecisionDiagrams.Node {
        guard diagrams.budget.take(20) else { return DecisionDiagrams.no }
        guard let column = rest.first else {
            let holds = sides[side].scene(chosen, partner: partner) { test.holds($0) }
            return holds ? DecisionDiagrams.yes : DecisionDiagrams.no
        }
        let cells = cells[column.variable]
        let parts = column.examples.map { cell in
            table(test, side, rest.dropFirst(), chosen + [(cells.path, cells.values[cell])], partner)
        }
        return diagrams.node(column.variable, column.classes.map { parts[$0] })
    }
}

/// Finds the attributes that the tests of an action look at, and cuts each into cells.
struct CellBuilder {
    let sides: [LawSide]
    let tests: [[AttributeTest]]
    let fixed: [AttributePath: AttributeValue]
    let budget: AnalysisBudget

    /// The cells of every attribute: who asks first, then what is asked for, then the rest.
    func build() -> [AttributeCells] {
        var found: [AttributePath: [[AttributeTest]]] = [:]
        var asksForPartner = false
        for number in sides.indices {
            for test in tests[number] {
                if test.asksForPartner { asksForPartner = true }
                for path in test.attributes { found[path, default: sides.map { _ in [] }][number].append(test) }
            }
        }
        if asksForPartner {
            // Whoever asks is named as plainly by `subject.partner`, which is tried first, as by any other attribute.
            let first = AttributePath(.subject, AttributePath.partnerNames[0])
            let isEnough = found[first] == nil && fixed[first] == nil
            for name in AttributePath.partnerNames {
                let path = AttributePath(.subject, name)
                if path == first || !isEnough { found[path] = found[path] ?? sides.map { _ in [] } }
            }
        }
        let candidates = related(candidates(found))
        return found.keys.sorted(by: Self.precedes).map { path in
            let namesSubject =
                asksForPartner && path.scope == .subject && AttributePath.partnerNames.contains(path.name)
            let probe = CellProbe(
                path: path, tests: found[path] ?? [], sides: sides, namesSubject: namesSubject, budget: budget)
            var own = candidates[path] ?? Candidates()
            if namesSubject { for side in sides { own.addPartnerNames(side.law, all: !probe.isNameAlone) } }
            return AttributeCells(probe, candidates: own.values(), fixed: fixed[path])
        }
    }

    private func candidates(_ tests: [[AttributeTest]], at path: AttributePath) -> Candidates {
        var candidates = Candidates()
        for (side, tests) in zip(sides, tests) {
            for test in tests { candidates.add(test.test, side, at: path) }
        }
        return candidates
    }

    private func candidates(_ found: [AttributePath: [[AttributeTest]]]) -> [AttributePath: Candidates] {
        Dictionary(uniqueKeysWithValues: found.map { ($0.key, candidates($0.value, at: $0.key)) })
    }

    /// Attributes that are compared with each other can each be what the other can.
    private func related(_ candidates: [AttributePath: Candidates]) -> [AttributePath: Candidates] {
        var merged = candidates
        for _ in 0..<2 {
            for tests in tests {
                for test in tests where test.comparesValues && test.attributes.count > 1 {
                    for first in test.attributes {
                        for second in test.attributes where second != first {
                            if let other = merged[second] { merged[first]?.merge(other) }
                        }
                    }
                }
            }
        }
        return merged
    }

    private static func precedes(_ first: AttributePath, _ second: AttributePath) -> Bool {
        order(first) < order(second)
    }

    private static func order(_ path: AttributePath) -> (Int, Int, String) {
        let scope = AttributeScope.allCases.firstIndex(of: path.scope) ?? 0
        let place = path.scope == .subject ? AttributePath.partnerNames.firstIndex(of: path.name) ?? 6 : 0
        return (scope, place, path.name)
    }
}
