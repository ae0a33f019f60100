extension DecisionDiagrams {
    /// Of each value but 0 that a function takes, values of all variables for which it does, of the least total weight;
    /// `weights` has a weight for each variable's each value. Empty when the budget is spent.
    func lightestOfEach(_ node: Node, weights: [[Int]]) -> [Int: [Int]] {
        var search = LightestSearch(diagrams: self, weights: weights)
        return search.run(node)
    }

    /// The values of the second function that go with each value but 0 of the first, in ascending order.
    func valuesTogether(_ first: Node, _ second: Node) -> [Int: [Int]] {
        var seen: Set<SIMD2<Node>> = []
        var open = [SIMD2(first, second)]
        var found: [Int: Set<Int>] = [:]
        var known: [Node: [Int]] = [:]
        while let next = open.popLast() {
            guard next.x != Self.no, seen.insert(next).inserted, budget.take(10) else { continue }
            if let value = value(of: next.y) {
                let values = known[next.x] ?? values(of: next.x)
                known[next.x] = values
                for one in values where one != 0 { found[one, default: []].insert(value) }
            } else {
                let top = min(variable(of: next.x), variable(of: next.y))
                open += (0..<arities[top]).map { SIMD2(branch(next.x, top, $0), branch(next.y, top, $0)) }
            }
        }
        return found.mapValues { $0.sorted() }
    }
}

/// Finds for all values of a function at once where it is most lightly so, from the leaves up.
private struct LightestSearch {
    typealias Node = DecisionDiagrams.Node

    /// The way to one value from a node.
    private struct Step {
        /// The value as a constant.
        let value: Node
        let weight: Int32
        let cell: Int32
    }

    private struct Child {
        let node: Node
        var weight: Int32
        var cell: Int32
    }

    let diagrams: DecisionDiagrams
    private let weights: [[Int32]]
    private let defaults: [Int]
    /// The steps of all nodes, those of one together.
    private var steps: [Step] = []
    private var ranges: [Range<Int32>]
    /// For the node at hand, where each child stands among its children, and each value among its steps.
    private var owners: [Node]
    private var slots: [Int32]

    init(diagrams: DecisionDiagrams, weights: [[Int]]) {
        self.diagrams = diagrams
        let least = weights.map { $0.min() ?? 0 }
        self.weights = zip(weights, least).map { row, least in row.map { Int32(clamping: $0 - least) } }
        defaults = zip(weights, least).map { $0.firstIndex(of: $1) ?? 0 }
        ranges = [Range<Int32>](repeating: -1..<(-1), count: diagrams.count)
        owners = [Node](repeating: -1, count: diagrams.count)
        slots = [Int32](repeating: 0, count: diagrams.count)
    }

    mutating func run(_ root: Node) -> [Int: [Int]] {
        visit(root)
        guard !diagrams.budget.isSpent else { return [:] }
        var result: [Int: [Int]] = [:]
        for place in ranges[Int(root)] {
            let value = steps[Int(place)].value
            if let number = diagrams.value(of: value) { result[number] = trace(root, value) }
        }
        return result
    }

    private func trace(_ root: Node, _ value: Node) -> [Int] {
        var cells = defaults
        var node = root
        while node != value {
            guard let place = ranges[Int(node)].first(where: { steps[Int($0)].value == value }) else { break }
            let step = steps[Int(place)]
            cells[diagrams.variable(of: node)] = Int(step.cell)
            node = diagrams.branch(node, diagrams.variable(of: node), Int(step.cell))
        }
        return cells
    }

    /// Finds what a node leads to.
    private mutating func visit(_ node: Node) {
        guard ranges[Int(node)].lowerBound < 0, !diagrams.budget.isSpent else { return }
        let children = children(of: node)
        for child in children { visit(child.node) }
        let start = Int32(steps.count)
        if diagrams.value(of: node) == nil {
            merge(children, node)
        } else if node != DecisionDiagrams.no {
            steps.append(Step(value: node, weight: 0, cell: 0))
        }
        ranges[Int(node)] = start..<Int32(steps.count)
    }

    /// Each child once, with the lightest value that leads to it.
    private mutating func children(of node: Node) -> [Child] {
        let variable = diagrams.variable(of: node)
        var children: [Child] = []
        for (cell, child) in diagrams.branches(of: node).enumerated() where child != DecisionDiagrams.no {
            let weight = weights[variable][cell]
            if owners[Int(child)] == node {
                let slot = Int(slots[Int(child)])
                if weight < children[slot].weight {
                    (children[slot].weight, children[slot].cell) = (weight, Int32(cell))
                }
            } else {
                owners[Int(child)] = node
                slots[Int(child)] = Int32(children.count)
                children.append(Child(node: child, weight: weight, cell: Int32(cell)))
            }
        }
        return children
    }

    private mutating func merge(_ children: [Child], _ node: Node) {
        for child in children {
            let range = ranges[Int(child.node)]
            guard range.lowerBound >= 0, diagrams.budget.take(4 * range.count + 4) else { return }
            diagrams.budget.check(words: 3 * steps.count)
            for place in range {
                let step = steps[Int(place)]
                let new = Step(value: step.value, weight: step.weight + child.weight, cell: child.cell)
                let slot = Int(slots[Int(step.value)])
                if owners[Int(step.value)] == -2 - node {
                    if new.weight < steps[slot].weight { steps[slot] = new }
                } else {
                    owners[Int(step.value)] = -2 - node
                    slots[Int(step.value)] = Int32(steps.count)
                    steps.append(new)
                }
            }
        }
    }
}
