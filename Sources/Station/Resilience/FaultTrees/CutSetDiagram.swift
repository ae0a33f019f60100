/// A pair of families, or of a family and a function, under way.
struct DifferenceFrame {
    var family: UInt32
    var other: UInt32
    var level: UInt32
    var high: UInt32
    /// What is taken from the sets with the variable, and what after that.
    var otherHigh: UInt32
    var further: UInt32
    var low: UInt32
}

/// Families of sets without subsets of one another, as zero-suppressed decision diagrams (S. Minato, DAC 1993).
final class CutSetDiagram: DecisionDiagram<DifferenceFrame> {
    /// The least solutions of a function: the smallest sets of variables that make it hold while all others do not.
    ///
    /// After A. Rauzy, New algorithms for fault trees analysis, Reliability Engineering and System Safety 40, 1993: the
    /// solutions without a variable, and those with it that contain none without it. For a monotone function that is to
    /// say, for which the function without it does not hold, which is found faster. `nil` when the table is full.
    func minimalSolutions(of root: UInt32, in diagram: BinaryDecisionDiagram, isMonotone: Bool) -> UInt32? {
        guard root > 1 else { return root }
        let nodes = diagram.table.nodes
        let marks = diagram.table.reachable(from: root)
        var minimal = [UInt32](repeating: 0, count: Int(root) + 1)
        minimal[1] = 1
        for index in 2...Int(root) where marks[index] {
            let low = minimal[Int(nodes[index].low)]
            let high = minimal[Int(nodes[index].high)]
            let rest = isMonotone ? without(high, nodes[index].low, nodes) : without(high, low, nil)
            minimal[index] = rest == 0 ? low : table.node(nodes[index].level, low: low, high: rest)
            if table.isFull { return nil }
        }
        return minimal[Int(root)]
    }

    @inline(__always) private func known(_ family: UInt32, _ other: UInt32) -> UInt32? {
        if family == 0 || other == 1 { return 0 }
        // What is neither 0 nor 1 does not hold for the empty set, or does not have it.
        if other == 0 || family == 1 { return family }
        return cache.result(0, family, other)
    }

    /// The sets of a family for which a monotone function, a node of `functions`, does not hold; without `functions`
    /// those that contain no set of another family. Means nothing once the table is full.
    private func without(
        _ family: UInt32, _ other: UInt32, _ functions: UnsafeMutablePointer<NodeTable.Node>?
    ) -> UInt32 {
        var (family, other) = (family, other)
        var depth = 0
        while true {
            guard var value = known(family, other) else {
                let (left, right) = (table.nodes[Int(family)], (functions ?? table.nodes)[Int(other)])
                if right.level < left.level {
                    // No set of the family has this variable.
                    other = right.low
                    continue
                }
                var frame = DifferenceFrame(
                    family: family, other: other, level: left.level, high: left.high, otherHigh: other, further: 0,
                    low: .max)
                if right.level == left.level {
                    // A monotone function holds with a variable where it holds without; a family has two parts to try.
                    frame.otherHigh = functions == nil ? right.low : right.high
                    frame.further = functions == nil ? right.high : 0
                    other = right.low
                }
                stack[depth] = frame
                depth += 1
                family = left.low
                continue
            }
            while true {
                guard depth > 0 else { return value }
                let frame = stack[depth - 1]
                if frame.low == .max {
                    stack[depth - 1].low = value
                    (family, other) = (frame.high, frame.otherHigh)
                    break
                }
                if frame.further != 0 {
                    stack[depth - 1].further = 0
                    (family, other) = (value, frame.further)
                    break
                }
                value = value == 0 ? frame.low : table.node(frame.level, low: frame.low, high: value)
                if table.isFull { return 0 }
                cache.keep(value, 0, frame.family, frame.other)
                depth -= 1
            }
        }
    }
}
