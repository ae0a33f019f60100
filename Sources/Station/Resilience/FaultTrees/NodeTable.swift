/// Nodes of a decision diagram in one flat array, each held once.
///
/// Nodes 0 and 1 are the leaves. A node stands after both its children, so walks over the array in either direction
/// need no recursion.
final class NodeTable {
    struct Node {
        /// Level of its variable, from 0 at the top; that of the leaves is the greatest.
        var level: UInt32
        var low: UInt32
        var high: UInt32
    }

    private(set) var nodes: UnsafeMutablePointer<Node>
    private(set) var count = 2
    /// Whether the limit was reached: what was built since means nothing.
    private(set) var isFull = false
    private let limit: Int
    private var capacity: Int
    private var slots: UnsafeMutablePointer<UInt32>
    private var mask: Int

    init(limit: Int) {
        self.limit = min(max(limit, 2), Int(UInt32.max) / 4)
        capacity = 1 << 5
        nodes = .allocate(capacity: capacity)
        nodes.initialize(repeating: Node(level: .max, low: 0, high: 0), count: 2)
        mask = (1 << 6) - 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    deinit {
        nodes.deallocate()
        slots.deallocate()
    }

    /// The node of these three, made if it is new; 0 once the table is full.
    @inline(__always) func node(_ level: UInt32, low: UInt32, high: UInt32) -> UInt32 {
        var slot = Self.hash(level, low, high) & mask
        while slots[slot] != 0 {
            let found = nodes[Int(slots[slot])]
            if found.low == low, found.high == high, found.level == level { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return insert(Node(level: level, low: low, high: high), slot)
    }

    @inline(never) private func insert(_ node: Node, _ slot: Int) -> UInt32 {
        guard count < limit else {
            isFull = true
            return 0
        }
        if count == capacity { growNodes() }
        let index = UInt32(truncatingIfNeeded: count)
        (nodes + count).initialize(to: node)
        slots[slot] = index
        count += 1
        if count * 4 > mask * 3 { growSlots() }
        return index
    }

    private func growNodes() {
        let larger = UnsafeMutablePointer<Node>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: nodes, count: count)
        nodes.deallocate()
        nodes = larger
        capacity *= 2
    }

    private func growSlots() {
        slots.deallocate()
        mask = mask * 2 + 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for index in 2..<count {
            var slot = Self.hash(nodes[index].level, nodes[index].low, nodes[index].high) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: index)
        }
    }

    @inline(__always) private static func hash(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> Int {
        var mixed = (UInt64(low) << 32 | UInt64(high)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 29) ^ UInt64(level)) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed >> 30)
    }

    /// Marks the nodes that `root` reaches, itself included.
    func reachable(from root: UInt32) -> [Bool] {
        var marks = [Bool](repeating: false, count: count)
        marks[Int(root)] = true
        for index in stride(from: Int(root), to: 1, by: -1) where marks[index] {
            marks[Int(nodes[index].low)] = true
            marks[Int(nodes[index].high)] = true
        }
        return marks
    }
}

/// Results of operations on pairs of nodes; a later result may drive out an earlier one.
final class OperationCache {
    private struct Entry {
        var first: UInt32
        var second: UInt32
        var operation: UInt32
        var result: UInt32
    }

    static let largest = 1 << 22
    private var entries: UnsafeMutablePointer<Entry>
    private var mask: Int
    private var insertions = 0

    init() {
        mask = (1 << 8) - 1
        entries = .allocate(capacity: mask + 1)
        entries.initialize(repeating: Entry(first: 0, second: 0, operation: .max, result: 0), count: mask + 1)
    }

    deinit { entries.deallocate() }

    @inline(__always) func result(_ operation: UInt32, _ first: UInt32, _ second: UInt32) -> UInt32? {
        let entry = entries[Self.hash(operation, first, second) & mask]
        let isSame = entry.first == first && entry.second == second && entry.operation == operation
        return isSame ? entry.result : nil
    }

    @inline(__always) func keep(_ result: UInt32, _ operation: UInt32, _ first: UInt32, _ second: UInt32) {
        entries[Self.hash(operation, first, second) & mask] = Entry(
            first: first, second: second, operation: operation, result: result)
        insertions += 1
        if insertions > mask, mask + 1 < Self.largest { grow() }
    }

    @inline(never) private func grow() {
        let old = entries
        let oldCount = mask + 1
        mask = mask * 4 + 3
        entries = .allocate(capacity: mask + 1)
        entries.initialize(repeating: Entry(first: 0, second: 0, operation: .max, result: 0), count: mask + 1)
        for index in 0..<oldCount where old[index].operation != .max {
            entries[Self.hash(old[index].operation, old[index].first, old[index].second) & mask] = old[index]
        }
        old.deallocate()
    }

    @inline(__always) private static func hash(_ operation: UInt32, _ first: UInt32, _ second: UInt32) -> Int {
        var mixed = (UInt64(first) << 32 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 31) ^ UInt64(operation)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: mixed >> 32)
    }
}
