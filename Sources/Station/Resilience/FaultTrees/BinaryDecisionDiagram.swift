/// A pair of functions under way.
struct ApplicationFrame {
    var first: UInt32
    var second: UInt32
    var level: UInt32
    var firstHigh: UInt32
    var secondHigh: UInt32
    var low: UInt32
}

/// Boolean functions as reduced ordered binary decision diagrams (R. Bryant, IEEE Transactions on Computers C-35,
/// 1986).
final class BinaryDecisionDiagram: DecisionDiagram<ApplicationFrame> {
    enum Operation: UInt32 { case and, or }

    /// The variable of a level, or that it does not hold.
    func literal(_ level: UInt32, negated: Bool) -> UInt32 {
        table.node(level, low: negated ? 1 : 0, high: negated ? 0 : 1)
    }

    @inline(__always) private func known(_ operation: Operation, _ first: UInt32, _ second: UInt32) -> UInt32? {
        if first == second { return first }
        if first <= 1 || second <= 1 {
            let (leaf, other) = first <= 1 ? (first, second) : (second, first)
            return leaf == operation.rawValue ? leaf : other
        }
        return first < second
            ? cache.result(operation.rawValue, first, second) : cache.result(operation.rawValue, second, first)
    }

    /// Both, or either, of two functions; means nothing once the table is full.
    func apply(_ operation: Operation, _ first: UInt32, _ second: UInt32) -> UInt32 {
        var (first, second) = (first, second)
        var depth = 0
        while true {
            guard var value = known(operation, first, second) else {
                let (left, right) = (table.nodes[Int(first)], table.nodes[Int(second)])
                let level = min(left.level, right.level)
                stack[depth] = ApplicationFrame(
                    first: min(first, second), second: max(first, second), level: level,
                    firstHigh: left.level == level ? left.high : first,
                    secondHigh: right.level == level ? right.high : second, low: .max)
                depth += 1
                if left.level == level { first = left.low }
                if right.level == level { second = right.low }
                continue
            }
            while true {
                guard depth > 0 else { return value }
                let frame = stack[depth - 1]
                if frame.low == .max {
                    stack[depth - 1].low = value
                    (first, second) = (frame.firstHigh, frame.secondHigh)
                    break
                }
                if frame.low != value { value = table.node(frame.level, low: frame.low, high: value) }
                if table.isFull { return 0 }
                cache.keep(value, operation.rawValue, frame.first, frame.second)
                depth -= 1
            }
        }
    }

    /// Function of all of many, joined from the lowest in the order upward, which keeps the parts small.
    func combine(_ operation: Operation, _ parts: [UInt32]) -> UInt32 {
        let sorted = parts.sorted { (table.nodes[Int($0)].level, $0) > (table.nodes[Int($1)].level, $1) }
        var value: UInt32 = operation == .and ? 1 : 0
        for part in sorted where !table.isFull { value = apply(operation, value, part) }
        return value
    }

    /// Whether at least `minimum` of the parts hold.
    func atLeast(_ minimum: Int, _ parts: [UInt32]) -> UInt32 {
        let sorted = parts.sorted { (table.nodes[Int($0)].level, $0) > (table.nodes[Int($1)].level, $1) }
        // reached[n]: at least n of those seen.
        var reached = [UInt32](repeating: 0, count: minimum + 1)
        reached[0] = 1
        for part in sorted {
            for number in stride(from: minimum, to: 0, by: -1) where !table.isFull {
                reached[number] = apply(.or, reached[number], apply(.and, part, reached[number - 1]))
            }
        }
        return reached[minimum]
    }
}
