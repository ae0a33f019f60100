/// Numbers of sets by how many members they have, from a lowest order on; a polynomial in effect.
struct Orders<Number: FixedWidthInteger & UnsignedInteger> {
    var lowest: Int
    var numbers: [Number]

    static var none: Orders { Orders(lowest: 0, numbers: []) }
    /// A single event.
    static var single: Orders { Orders(lowest: 1, numbers: [1]) }
}

extension ModuleSolution {
    /// The module's least solutions by order, from those of the modules it stands on; `nil` when a number is too large
    /// for its type.
    func count<Number>(_ byModule: [Int: Orders<Number>]) -> Orders<Number>? {
        let weights = variables.map { byModule[$0] ?? .single }
        guard cutRoot > 1 else { return cutRoot == 1 ? Orders(lowest: 0, numbers: [1]) : .none }
        var counting = Counting(weights: weights, nodes: cutSets.table, root: cutRoot)
        return counting.run()
    }
}

/// One walk from the leaves up; all numbers in one array.
private struct Counting<Number: FixedWidthInteger & UnsignedInteger> {
    let weights: [Orders<Number>]
    let nodes: NodeTable
    let root: UInt32
    /// Where a node's numbers start, and of which orders they are.
    private var spans: [Span]
    private var numbers: [Number] = [1]

    private struct Span {
        var start = 0
        var lowest: Int32 = 0
        var length: Int32 = 0
    }

    init(weights: [Orders<Number>], nodes: NodeTable, root: UInt32) {
        self.weights = weights
        self.nodes = nodes
        self.root = root
        spans = Array(repeating: Span(), count: Int(root) + 1)
        spans[1] = Span(start: 0, lowest: 0, length: 1)
    }

    mutating func run() -> Orders<Number>? {
        let marks = nodes.reachable(from: root)
        for index in 2...Int(root) where marks[index] {
            guard count(index) else { return nil }
        }
        let span = spans[Int(root)]
        return Orders(
            lowest: Int(span.lowest), numbers: Array(numbers[span.start..<(span.start + Int(span.length))]))
    }

    /// Numbers of a node: those without its variable and, times the variable's own, those with it.
    private mutating func count(_ index: Int) -> Bool {
        let node = nodes.nodes[index]
        let (low, high) = (spans[Int(node.low)], spans[Int(node.high)])
        let weight = weights[Int(node.level)]
        let lengthOfProduct = Int(high.length) + weight.numbers.count - 1
        let lowestOfProduct = Int(high.lowest) + weight.lowest
        let hasLow = low.length > 0
        let lowest = hasLow ? min(Int(low.lowest), lowestOfProduct) : lowestOfProduct
        let end = max(lowestOfProduct + lengthOfProduct, hasLow ? Int(low.lowest + low.length) : 0)
        let start = numbers.count
        numbers.append(contentsOf: repeatElement(0, count: end - lowest))
        spans[index] = Span(
            start: start, lowest: Int32(truncatingIfNeeded: lowest), length: Int32(truncatingIfNeeded: end - lowest))
        for offset in 0..<Int(low.length) {
            numbers[start + Int(low.lowest) - lowest + offset] = numbers[low.start + offset]
        }
        for (shift, factor) in weight.numbers.enumerated() where factor != 0 {
            let place = start + lowestOfProduct - lowest + shift
            for offset in 0..<Int(high.length) {
                let (product, isTooLarge) = numbers[high.start + offset].multipliedReportingOverflow(by: factor)
                let (sum, isOver) = numbers[place + offset].addingReportingOverflow(product)
                if isTooLarge || isOver { return false }
                numbers[place + offset] = sum
            }
        }
        return true
    }
}
