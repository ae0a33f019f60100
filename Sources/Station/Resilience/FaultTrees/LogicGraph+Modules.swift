extension LogicGraph {
    /// Marks the gates whose events stand nowhere outside them: independent parts of the tree.
    ///
    /// Y. Dutuit and A. Rauzy, A linear-time algorithm to find modules of fault trees, IEEE Transactions on
    /// Reliability 45, 1996.
    func modules() -> [Bool] {
        var first = [Int](repeating: 0, count: count)
        var left = [Int](repeating: 0, count: count)
        var last = [Int](repeating: 0, count: count)
        visit { node, clock, isLeaving in
            if isLeaving { left[node] = clock }
            if first[node] == 0 { first[node] = clock }
            last[node] = clock
        }
        var marks = [Bool](repeating: false, count: count)
        // Of everything below a gate: when it was first and last seen.
        var (earliest, latest) = (first, last)
        for gate in gates where first[gate] > 0 {
            let below = arguments[gate].map(\.node)
            let (low, high) = (below.map { earliest[$0] }.min() ?? 0, below.map { latest[$0] }.max() ?? 0)
            marks[gate] = low > first[gate] && high < left[gate]
            (earliest[gate], latest[gate]) = (min(earliest[gate], low), max(latest[gate], high))
        }
        return marks
    }

    /// Walks left to right, down into each gate once; tells each coming to a node and the first leaving of a gate.
    private func visit(_ tell: (_ node: Int, _ clock: Int, _ isLeaving: Bool) -> Void) {
        var seen = [Bool](repeating: false, count: count)
        var clock = 1
        var stack: [(gate: Int, next: Int)] = [(top.node, 0)]
        seen[top.node] = true
        tell(top.node, clock, false)
        while let place = stack.last {
            clock += 1
            guard place.next < arguments[place.gate].count else {
                tell(place.gate, clock, true)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let node = arguments[place.gate][place.next].node
            tell(node, clock, false)
            guard !seen[node] else { continue }
            seen[node] = true
            if kinds[node] != .leaf { stack.append((node, 0)) }
        }
    }

    /// The same function with more modules: arguments that share nothing with the others stand in gates of their own.
    func grouped() -> LogicGraph {
        let modules = modules()
        let occurrences = occurrences()
        return rebuilt { graph, gate, map in
            guard kinds[gate].isSimple else {
                return graph.add(kinds[gate], arguments[gate].map { $0.mapped(by: map) })
            }
            let groups =
                modules[gate]
                ? components(of: gate, modules)
                : Self.split(arguments[gate]) {
                    occurrences[$0.node].count == 1 && (modules[$0.node] || $0.node <= eventCount)
                }
            guard groups.count > 1 else { return graph.add(kinds[gate], arguments[gate].map { $0.mapped(by: map) }) }
            let parts = groups.map { graph.add(kinds[gate], $0.map { $0.mapped(by: map) }) }
            return graph.add(kinds[gate], parts)
        }
    }

    private static func split(_ arguments: [Literal], _ isOwn: (Literal) -> Bool) -> [[Literal]] {
        let own = arguments.filter(isOwn)
        guard own.count > 1, own.count < arguments.count else { return [arguments] }
        return [own] + arguments.filter { !isOwn($0) }.map { [$0] }
    }

    /// Arguments of a module, those together that share anything.
    private func components(of gate: Int, _ modules: [Bool]) -> [[Literal]] {
        var group = Array(arguments[gate].indices)
        func root(_ index: Int) -> Int {
            var index = index
            while group[index] != index { index = group[index] }
            return index
        }
        var owner: [Int: Int] = [:]
        for (index, argument) in arguments[gate].enumerated() {
            var stack = [argument.node]
            while let node = stack.popLast() {
                if let other = owner[node] {
                    group[root(index)] = root(other)
                    continue
                }
                owner[node] = index
                // What is below a module stands nowhere else.
                if !modules[node] { stack += arguments[node].map(\.node) }
            }
        }
        var parts: [Int: [Literal]] = [:]
        var order: [Int] = []
        for (index, argument) in arguments[gate].enumerated() {
            let root = root(index)
            if parts[root] == nil { order.append(root) }
            parts[root, default: []].append(argument)
        }
        // Those that share nothing are one module together.
        let alone = order.filter { parts[$0]?.count == 1 }.flatMap { parts[$0] ?? [] }
        let shared = order.compactMap { parts[$0] }.filter { $0.count > 1 }
        return shared.isEmpty ? [arguments[gate]] : (alone.isEmpty ? shared : shared + [alone])
    }
}

/// An independent part of a fault tree: its gates, and the events and smaller modules that they stand on.
struct Module {
    /// Its gate.
    let gate: Int
    /// Gates, each after its arguments, the module's own at the end.
    let gates: [Int]
    /// Events and modules, each once, in the order in which they are met from the top, left to right.
    let variables: [Int]

    init(_ gate: Int, of graph: LogicGraph, modules: [Bool]) {
        self.gate = gate
        var gates: [Int] = []
        var variables: [Int] = []
        var seen: Set<Int> = [gate]
        var stack: [(gate: Int, next: Int)] = [(gate, 0)]
        while let place = stack.last {
            guard place.next < graph.arguments[place.gate].count else {
                gates.append(place.gate)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let node = graph.arguments[place.gate][place.next].node
            guard seen.insert(node).inserted else { continue }
            if modules[node] || graph.kinds[node] == .leaf {
                variables.append(node)
            } else {
                stack.append((node, 0))
            }
        }
        self.gates = gates
        self.variables = variables
    }
}
