/// Some of a tree's minimal cut sets.
public struct CutSetList: Hashable, Sendable {
    /// Cut sets as ascending indices of `FaultTree.events`, the smallest sets first, those of one order ascending.
    public let sets: [[Int]]
    /// Whether the tree has more that the bounds left out.
    public let isCut: Bool
}

extension FaultTreeAnalysis {
    /// Minimal cut sets up to an order, the smallest first, at most so many.
    ///
    /// When not all sets of an order have room, which of that order are given depends on the diagram but not on the
    /// run.
    ///
    /// - Throws: `FaultTreeError.countOverflow`.
    public func cutSets(
        upToOrder order: Int = .max, atMost number: Int = 1_000_000
    ) throws(FaultTreeError) -> CutSetList {
        let count = try count()
        var room = UInt128(max(0, number))
        var quotas: [Int: Int] = [:]
        for (size, sets) in count.byOrder.sorted(by: { $0.key < $1.key }) where size <= order {
            let given = min(room, sets)
            if given > 0 { quotas[size] = Int(given) }
            room -= given
        }
        let given = quotas.values.reduce(0, +)
        var listing = Listing(self, quotas)
        listing.run()
        let sets = listing.sets.sorted { ($0.count, $0) < ($1.count, $1) }
        return CutSetList(sets: sets, isCut: UInt128(given) < count.total)
    }
}

private func < (left: (Int, [Int]), right: (Int, [Int])) -> Bool {
    left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}

/// Walks the diagrams of all modules at once, on a stack of its own.
private struct Listing {
    private struct Pending {
        let module: Int
        let node: UInt32
    }

    private struct State {
        /// Diagrams from each of which a set is still to be taken.
        var pending: [Pending]
        var chosen: [Int]
        /// Least number of events that the pending ones add.
        var least: Int
    }

    private let analysis: FaultTreeAnalysis
    private let places: [Int: Int]
    /// By module and node: the order of the smallest set.
    private var least: [[Int]] = []
    private var quotas: [Int: Int]
    private var left: Int
    private(set) var sets: [[Int]] = []

    init(_ analysis: FaultTreeAnalysis, _ quotas: [Int: Int]) {
        self.analysis = analysis
        self.quotas = quotas
        left = quotas.values.reduce(0, +)
        var places: [Int: Int] = [:]
        for (place, module) in analysis.modules.enumerated() { places[module.gate] = place }
        self.places = places
        for module in analysis.modules { least.append(leastOrders(module)) }
    }

    private func leastOrders(_ module: ModuleSolution) -> [Int] {
        // Half the range: no set has it, and two such numbers can be added.
        var orders = [Int](repeating: Int.max / 4, count: max(2, Int(module.cutRoot) + 1))
        orders[1] = 0
        guard module.cutRoot > 1 else { return orders }
        for index in 2...Int(module.cutRoot) {
            let node = module.cutSets.table.nodes[index]
            let own = weight(module, node.level)
            orders[index] = min(orders[Int(node.low)], min(Int.max / 4, orders[Int(node.high)] + own))
        }
        return orders
    }

    private func weight(_ module: ModuleSolution, _ level: UInt32) -> Int {
        guard let place = places[module.variables[Int(level)]] else { return 1 }
        return least[place][Int(analysis.modules[place].cutRoot)]
    }

    mutating func run() {
        guard let last = analysis.modules.indices.last else {
            if let only = analysis.trivialCutSet, quotas[only.count] != nil { sets = [only] }
            return
        }
        guard let largest = quotas.keys.max() else { return }
        let root = analysis.modules[last].cutRoot
        var stack = [
            State(pending: [Pending(module: last, node: root)], chosen: [], least: least[last][Int(root)])
        ]
        while left > 0, let state = stack.popLast() { step(state, &stack, largest) }
    }

    private mutating func step(_ given: State, _ stack: inout [State], _ largest: Int) {
        var state = given
        guard let next = state.pending.popLast() else { return keep(state.chosen) }
        guard next.node != 0 else { return }
        guard next.node != 1 else { return stack.append(state) }
        let module = analysis.modules[next.module]
        let node = module.cutSets.table.nodes[Int(next.node)]
        state.least -= least[next.module][Int(next.node)]
        var low = state
        low.pending.append(Pending(module: next.module, node: node.low))
        low.least += least[next.module][Int(node.low)]
        if node.low != 0, low.chosen.count + low.least <= largest { stack.append(low) }
        state.pending.append(Pending(module: next.module, node: node.high))
        state.least += least[next.module][Int(node.high)]
        let variable = module.variables[Int(node.level)]
        if let place = places[variable] {
            let root = analysis.modules[place].cutRoot
            state.pending.append(Pending(module: place, node: root))
            state.least += least[place][Int(root)]
        } else {
            state.chosen.append(variable - 1)
        }
        if state.chosen.count + state.least <= largest { stack.append(state) }
    }

    private mutating func keep(_ chosen: [Int]) {
        guard let quota = quotas[chosen.count], quota > 0 else { return }
        quotas[chosen.count] = quota - 1
        left -= 1
        sets.append(chosen.sorted())
    }
}
