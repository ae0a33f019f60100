/// Bounds on the work of an analysis. They count nodes and not seconds, so an answer does not depend on the machine.
public struct CutSetLimits: Hashable, Sendable {
    /// Most nodes of one decision diagram, of about 20 bytes each; counting adds the numbers by order of each node.
    public var nodes: Int

    /// Limits; the standard ones keep the process under 4 GB.
    public init(nodes: Int = 24_000_000) {
        self.nodes = nodes
    }
}

/// How many minimal cut sets a fault tree has.
public struct CutSetCount: Hashable, Sendable {
    /// All of them.
    public let total: UInt128
    /// By order: by how many events they have. Orders without cut sets are left out.
    public let byOrder: [Int: UInt128]
}

/// A fault tree solved: its minimal cut sets, held so that they can be counted without being listed.
///
/// A minimal cut set is a smallest set of basic events that brings about the top event when all of them occur and no
/// other does. For a coherent tree these are the prime implicants. In a tree with negations they are the least of the
/// failed events of its solutions (A. Rauzy, Mathematical foundation of minimal cutsets, IEEE Transactions on
/// Reliability 50, 2001); events that must not occur are not part of them. A top event that holds while nothing occurs
/// has one minimal cut set, the empty one; one that never holds has none.
public struct FaultTreeAnalysis {
    /// The tree.
    public let tree: FaultTree
    /// Modules, each after those it stands on, the top's at the end; empty when the top is an event or a constant.
    let modules: [ModuleSolution]
    let top: Literal

    /// Solves a tree: simplifies it, takes its modules apart and makes the decision diagram of each.
    ///
    /// - Throws: `FaultTreeError.nodeLimit` when a diagram stays too large in every order of its variables.
    public init(of tree: FaultTree, limits: CutSetLimits = CutSetLimits()) throws(FaultTreeError) {
        self.tree = tree
        let graph = LogicGraph(tree).simplified().grouped().rebuilt()
        top = graph.top
        guard graph.kinds[top.node] != .leaf else {
            modules = []
            return
        }
        let marks = graph.modules()
        let reached = graph.reachable()
        var solver = ModuleSolver(graph, limit: limits.nodes)
        var solved: [ModuleSolution] = []
        for gate in graph.gates where reached[gate] && (marks[gate] || gate == top.node) {
            solved.append(
                try solver.solve(Module(gate, of: graph, modules: marks), isTop: gate == top.node))
        }
        modules = solved
    }

    /// The one set of events of a top that is an event or a constant; `nil` when it never holds.
    var trivialCutSet: [Int]? {
        if top == .never { return nil }
        return top.node == 0 || top.isNegated ? [] : [top.node - 1]
    }

    /// Exact number of minimal cut sets.
    ///
    /// - Throws: `FaultTreeError.countOverflow` beyond 128 bits.
    public func count() throws(FaultTreeError) -> CutSetCount {
        guard !modules.isEmpty else {
            return CutSetCount(trivialCutSet.map { Orders<UInt128>(lowest: $0.count, numbers: [1]) } ?? .none)
        }
        if let orders = count(in: UInt64.self) { return CutSetCount(orders) }
        guard let orders = count(in: UInt128.self), let count = CutSetCount(checking: orders) else {
            throw .countOverflow
        }
        return count
    }

    /// Cut sets of the top by order; `nil` when a number does not fit the type.
    private func count<Number: FixedWidthInteger & UnsignedInteger>(in type: Number.Type) -> Orders<Number>? {
        var byModule: [Int: Orders<Number>] = [:]
        for module in modules {
            guard let orders = module.count(byModule) else { return nil }
            byModule[module.gate] = orders
        }
        return byModule[top.node]
    }
}

/// Exact number of minimal cut sets of a fault tree, in all and by order; see `FaultTreeAnalysis`.
///
/// - Throws: `FaultTreeError.nodeLimit`, `.countOverflow`.
public func minimalCutSets(
    of tree: FaultTree, limits: CutSetLimits = CutSetLimits()
) throws(FaultTreeError) -> CutSetCount {
    try FaultTreeAnalysis(of: tree, limits: limits).count()
}

extension CutSetCount {
    fileprivate init<Number: FixedWidthInteger & UnsignedInteger>(_ orders: Orders<Number>) {
        self = CutSetCount(checking: orders) ?? CutSetCount(total: 0, byOrder: [:])
    }

    fileprivate init?<Number: FixedWidthInteger & UnsignedInteger>(checking orders: Orders<Number>) {
        var total: UInt128 = 0
        var byOrder: [Int: UInt128] = [:]
        for (index, number) in orders.numbers.enumerated() where number != 0 {
            let (sum, isOver) = total.addingReportingOverflow(UInt128(number))
            guard !isOver else { return nil }
            total = sum
            byOrder[orders.lowest + index] = UInt128(number)
        }
        self.init(total: total, byOrder: byOrder)
    }
}
