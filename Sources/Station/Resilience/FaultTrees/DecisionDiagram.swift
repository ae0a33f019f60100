/// What decision diagrams work with: their nodes, results kept, and a stack of their own, as deep as there are levels.
class DecisionDiagram<Frame> {
    final let table: NodeTable
    final var cache = OperationCache()
    final var stack: UnsafeMutablePointer<Frame>

    init(levels: Int, limit: Int) {
        table = NodeTable(limit: limit)
        // Each frame stands on a lower level than the one before.
        stack = .allocate(capacity: levels + 2)
    }

    deinit { stack.deallocate() }

    /// Gives back what only further operations would need.
    final func finish() {
        cache = OperationCache()
        stack.deallocate()
        stack = .allocate(capacity: 0)
    }
}
