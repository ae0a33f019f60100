/// A module's function over its variables, and its least solutions.
struct ModuleSolution {
    /// The module's gate.
    let gate: Int
    /// Whether it stands for the gate's negation: a module's function never holds while nothing occurs.
    let isInverted: Bool
    /// Event or module of each level.
    let variables: [Int]
    let diagram: BinaryDecisionDiagram
    let root: UInt32
    let cutSets: CutSetDiagram
    let cutRoot: UInt32
}

/// Solves modules one after another, each after those it stands on.
struct ModuleSolver {
    let graph: LogicGraph
    let limit: Int
    /// Gates of modules that stand for their negation.
    private(set) var inverted: Set<Int> = []

    init(_ graph: LogicGraph, limit: Int) {
        self.graph = graph
        self.limit = limit
    }

    /// Diagrams of a module under the best order found.
    ///
    /// All orders are tried with a small table; the better half of those that do not fit goes on with a larger one.
    mutating func solve(_ module: Module, isTop: Bool) throws(FaultTreeError) -> ModuleSolution {
        let isInverted = isTop ? graph.top.isNegated : holdsForNothing(module)
        if isInverted { inverted.insert(module.gate) }
        var orders = VariableOrders(graph, module).all()
        var cap = max(1 << 13, 16 * module.variables.count)
        while true {
            var best: (diagram: BinaryDecisionDiagram, root: UInt32, order: [Int])?
            var progress: [Int] = []
            for order in orders {
                let smallest = best.map { $0.diagram.table.count } ?? min(cap, limit)
                let (diagram, root, built) = build(module, order, isInverted, limit: smallest)
                progress.append(built)
                if let root { best = (diagram, root, order) }
            }
            if let best {
                return try solution(module, best.order, isInverted, best.diagram, best.root)
            }
            guard cap < limit else { throw .nodeLimit(nodes: limit) }
            let ranked = orders.indices.sorted { (-progress[$0], $0) < (-progress[$1], $1) }
            orders = ranked.prefix(max(3, orders.count / 2)).map { orders[$0] }
            cap *= 4
        }
    }

    private func solution(
        _ module: Module, _ order: [Int], _ isInverted: Bool, _ diagram: BinaryDecisionDiagram, _ root: UInt32
    ) throws(FaultTreeError) -> ModuleSolution {
        let cutSets = CutSetDiagram(levels: order.count, limit: limit)
        let cutRoot = cutSets.minimalSolutions(of: root, in: diagram, isMonotone: isMonotone(module, isInverted))
        guard let cutRoot else { throw .nodeLimit(nodes: limit) }
        diagram.finish()
        cutSets.finish()
        return ModuleSolution(
            gate: module.gate, isInverted: isInverted, variables: order, diagram: diagram, root: root,
            cutSets: cutSets, cutRoot: cutRoot)
    }

    /// Whether no variable stands negated anywhere in the module.
    private func isMonotone(_ module: Module, _ isInverted: Bool) -> Bool {
        let needed = neededSigns(module, Literal(module.gate, isNegated: isInverted))
        return !module.variables.contains { needed.contains(Literal($0, isNegated: !inverted.contains($0))) }
    }

    /// Whether the module's gate holds while none of its variables does.
    private func holdsForNothing(_ module: Module) -> Bool {
        var holds: Set<Int> = []
        for gate in module.gates {
            let number = graph.arguments[gate].count { value(of: $0, holds) }
            let needed =
                switch graph.kinds[gate] {
                case .and: graph.arguments[gate].count
                case .or, .leaf: 1
                case .atLeast(let minimum): minimum
                }
            if number >= needed { holds.insert(gate) }
        }
        return holds.contains(module.gate)
    }

    private func value(of literal: Literal, _ holds: Set<Int>) -> Bool {
        (holds.contains(literal.node) || inverted.contains(literal.node)) != literal.isNegated
    }

    /// Root of the diagram, `nil` when it does not fit, and how many gates were built.
    private func build(
        _ module: Module, _ order: [Int], _ isInverted: Bool, limit: Int
    ) -> (BinaryDecisionDiagram, UInt32?, built: Int) {
        let diagram = BinaryDecisionDiagram(levels: order.count, limit: limit)
        var built: [Literal: UInt32] = [:]
        for (level, node) in order.enumerated() {
            for isNegated in [false, true] {
                built[Literal(node, isNegated: isNegated)] = diagram.literal(
                    UInt32(truncatingIfNeeded: level), negated: isNegated != inverted.contains(node))
            }
        }
        let root = Literal(module.gate, isNegated: isInverted)
        let needed = neededSigns(module, root)
        var number = 0
        for gate in module.gates {
            for isNegated in [false, true] where needed.contains(Literal(gate, isNegated: isNegated)) {
                let parts = graph.arguments[gate].map { built[$0.negated(if: isNegated)] ?? 0 }
                built[Literal(gate, isNegated: isNegated)] = join(graph.kinds[gate], isNegated, parts, diagram)
                if diagram.table.isFull { return (diagram, nil, number) }
                number += 1
            }
        }
        return (diagram, built[root], number)
    }

    private func join(
        _ kind: LogicGraph.Kind, _ isNegated: Bool, _ parts: [UInt32], _ diagram: BinaryDecisionDiagram
    ) -> UInt32 {
        switch kind {
        case .and: diagram.combine(isNegated ? .or : .and, parts)
        case .or, .leaf: diagram.combine(isNegated ? .and : .or, parts)
        case .atLeast(let minimum): diagram.atLeast(isNegated ? parts.count - minimum + 1 : minimum, parts)
        }
    }

    /// Gates with the sign in which they are needed; negations are carried down to the variables.
    private func neededSigns(_ module: Module, _ root: Literal) -> Set<Literal> {
        var needed: Set<Literal> = [root]
        for gate in module.gates.reversed() {
            for isNegated in [false, true] where needed.contains(Literal(gate, isNegated: isNegated)) {
                for argument in graph.arguments[gate] { needed.insert(argument.negated(if: isNegated)) }
            }
        }
        return needed
    }
}
