extension LogicGraph {
    /// The same function without occurrences that an outer gate decides.
    ///
    /// Below a gate `x + H`, and nowhere else, `x` may be taken as false in `H`; below `x · H` as true.
    func withoutAbsorbed() -> LogicGraph {
        let dominators = Dominators(self)
        let occurrences = occurrences()
        var fixed: [Int: [Int: Literal]] = [:]
        for node in 1..<count where occurrences[node].count > 1 && occurrences[node].count <= 500 {
            for outer in occurrences[node] where kinds[outer.gate].isSimple {
                // As the outer gate says: what the node must be for the rest of the gate to matter.
                let value = Literal.always.negated(if: (kinds[outer.gate] == .or) != outer.isNegated)
                for inner in occurrences[node] where dominators.dominates(outer.gate, inner.gate) {
                    if fixed[inner.gate]?[node] == nil { fixed[inner.gate, default: [:]][node] = value }
                }
            }
        }
        guard !fixed.isEmpty else { return self }
        return rebuilt { graph, gate, map in
            let given = arguments[gate].map { argument in
                guard let value = fixed[gate]?[argument.node] else { return argument.mapped(by: map) }
                return value.negated(if: argument.isNegated)
            }
            return graph.add(kinds[gate], given)
        }
    }
}

/// Which gate stands on every way from the top to another (T. Lengauer and R. Tarjan's notion; computed in one pass,
/// since the graph has no circle).
private struct Dominators {
    private var enter: [Int]
    private var leave: [Int]

    init(_ graph: LogicGraph) {
        let occurrences = graph.occurrences()
        let marks = graph.reachable()
        var parent = [Int](repeating: -1, count: graph.count)
        var depth = [Int](repeating: 0, count: graph.count)
        var children = [[Int]](repeating: [], count: graph.count)
        for gate in graph.gates.reversed() where marks[gate] && gate != graph.top.node {
            var common = -1
            for outer in occurrences[gate] where marks[outer.gate] {
                common = common < 0 ? outer.gate : Self.meet(common, outer.gate, parent, depth)
            }
            guard common >= 0 else { continue }
            parent[gate] = common
            depth[gate] = depth[common] + 1
            children[common].append(gate)
        }
        enter = Array(repeating: -1, count: graph.count)
        leave = Array(repeating: -1, count: graph.count)
        number(graph.top.node, children)
    }

    private static func meet(_ left: Int, _ right: Int, _ parent: [Int], _ depth: [Int]) -> Int {
        var (left, right) = (left, right)
        while left != right {
            if depth[left] >= depth[right] { left = parent[left] } else { right = parent[right] }
        }
        return left
    }

    private mutating func number(_ root: Int, _ children: [[Int]]) {
        var clock = 0
        var stack = [(node: root, next: 0)]
        enter[root] = clock
        while let last = stack.last {
            clock += 1
            if last.next < children[last.node].count {
                let child = children[last.node][last.next]
                stack[stack.count - 1].next += 1
                enter[child] = clock
                stack.append((child, 0))
            } else {
                leave[last.node] = clock
                stack.removeLast()
            }
        }
    }

    /// Whether every way from the top to `inner` leads through `outer`, another gate.
    func dominates(_ outer: Int, _ inner: Int) -> Bool {
        outer != inner && enter[outer] >= 0 && enter[inner] > enter[outer] && leave[inner] <= leave[outer]
    }
}
