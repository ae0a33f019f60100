extension DecisionDiagrams {
    /// Of each value that a function takes, values of all variables for which it does, of the least total weight;
    /// `weights` has a weight for each variable's each value.
    func lightestOfEach(_ node: Node, weights: [[Int]]) -> [Int: [Int]] {
        var search = LightestSearch(diagrams: self, weights: weights)
        return search.run(node)
    }
}

/// Finds for all values of a function at once where it is most lightly so, from the leaves up.
private struct LightestSearch {
    typealias Node = DecisionDiagrams.Node

    /// The way to one value from a node.
    private struct Step {
        let value: Int
        let weight: Int
        let cell: Int
    }

    let diagrams: DecisionDiagrams
    private let weights: [[Int]]
    private let defaults: [Int]
    private var steps: [[Step]] = []
    private var places: [Int32]
    /// For the node at hand, where each child stands among its children.
    private var owners: [Node]
    private var slots: [Int32]

    init(diagrams: DecisionDiagrams, weights: [[Int]]) {
        self.diagrams = diagrams
        let least = weights.map { $0.min() ?? 0 }
        self.weights = zip(weights, least).map { row, least in row.map { $0 - least } }
        defaults = zip(weights, least).map { $0.firstIndex(of: $1) ?? 0 }
        places = [Int32](repeating: -1, count: diagrams.count)
        owners = [Node](repeating: -1, count: diagrams.count)
        slots = [Int32](repeating: 0, count: diagrams.count)
    }

    mutating func run(_ root: Node) -> [Int: [Int]] {
        let found = steps[visit(root)]
        var result: [Int: [Int]] = [:]
        for step in found { result[step.value] = trace(root, step.value) }
        return result
    }

    private func trace(_ root: Node, _ value: Int) -> [Int] {
        var cells = defaults
        var node = root
        while diagrams.value(of: node) == nil {
            guard let step = steps[Int(places[Int(node)])].first(where: { $0.value == value }) else { break }
            cells[diagrams.variable(of: node)] = step.cell
            node = diagrams.branch(node, diagrams.variable(of: node), step.cell)
        }
        return cells
    }

    /// The place in `steps` of what a node leads to.
    private mutating func visit(_ node: Node) -> Int {
        let known = places[Int(node)]
        if known >= 0 { return Int(known) }
        let found: [Step]
        if let value = diagrams.value(of: node) {
            found = [Step(value: value, weight: 0, cell: 0)]
        } else {
            found = merged(children(of: node))
        }
        steps.append(found)
        places[Int(node)] = Int32(steps.count - 1)
        return steps.count - 1
    }

    /// Each child once, with the lightest value that leads to it.
    private mutating func children(of node: Node) -> [(node: Node, weight: Int, cell: Int)] {
        let variable = diagrams.variable(of: node)
        var children: [(node: Node, weight: Int, cell: Int)] = []
        for cell in 0..<diagrams.arities[variable] {
            let child = diagrams.branch(node, variable, cell)
            let weight = weights[variable][cell]
            if owners[Int(child)] == node {
                let slot = Int(slots[Int(child)])
                if weight < children[slot].weight { children[slot] = (child, weight, cell) }
            } else {
                owners[Int(child)] = node
                slots[Int(child)] = Int32(children.count)
                children.append((child, weight, cell))
            }
        }
        return children
    }

    private mutating func merged(_ children: [(node: Node, weight: Int, cell: Int)]) -> [Step] {
        var best: [Int: Int] = [:]
        var found: [Step] = []
        for child in children {
            for step in steps[visit(child.node)] {
                let new = Step(value: step.value, weight: step.weight + child.weight, cell: child.cell)
                if let place = best[step.value] {
                    if new.weight < found[place].weight { found[place] = new }
                } else {
                    best[step.value] = found.count
                    found.append(new)
                }
            }
        }
        return found
    }
}
