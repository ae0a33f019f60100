/// Orders of a module's variables that may keep its diagram small. None is best for every tree, so several are tried.
///
/// Variables and gates go by numbers of their own: the variables from 0 as they are met from the top, then the gates,
/// the module's own at the end.
struct VariableOrders {
    private let variables: [Int]
    /// Arguments of each gate.
    private let arguments: [[Int]]
    /// How many gates of the module a node stands in.
    private var uses: [Double]
    /// Arguments below a gate, counted with each way to them; a rough measure of how large its diagram is.
    private var weights: [Double]

    private var count: Int { variables.count }
    private var top: Int { weights.count - 1 }

    init(_ graph: LogicGraph, _ module: Module) {
        variables = module.variables
        var numbers: [Int: Int] = [:]
        for node in module.variables + module.gates { numbers[node] = numbers.count }
        arguments = module.gates.map { graph.arguments[$0].compactMap { numbers[$0.node] } }
        uses = Array(repeating: 0, count: numbers.count)
        weights = Array(repeating: 1, count: numbers.count)
        for (index, below) in arguments.enumerated() {
            for node in below { uses[node] += 1 }
            weights[module.variables.count + index] = below.reduce(0) { $0 + weights[$1] }
        }
    }

    /// Each order once, as nodes of the graph.
    func all() -> [[Int]] {
        // Where all variables stand once below one gate, every order is as good.
        guard arguments.count > 1 else { return [variables] }
        let isGate = { $0 >= count }
        let walks = [
            depthFirst { _ in 0 },
            depthFirst { (isGate($0) ? 1e300 : 0) - uses[$0] },
            depthFirst { weights[$0] },
            depthFirst { -weights[$0] },
            depthFirst { -uses[$0] },
            depthFirst { isGate($0) ? 1e6 - uses[$0] : uses[$0] },
            depthFirst { isGate($0) ? weights[$0] : 1e300 },
            byWeight(),
        ]
        var orders: [[Int]] = []
        for order in walks + walks.map(pulled) where !orders.contains(order) { orders.append(order) }
        return orders.map { $0.map { variables[$0] } }
    }

    /// Left to right, down first, arguments of the smallest key first.
    private func depthFirst(_ key: (Int) -> Double) -> [Int] {
        var order: [Int] = []
        var seen = [Bool](repeating: false, count: weights.count)
        var stack = [top]
        while let node = stack.popLast() {
            guard node >= count else {
                order.append(node)
                continue
            }
            var below: [Int] = []
            for argument in arguments[node - count] where !seen[argument] {
                seen[argument] = true
                below.append(argument)
            }
            let sorted = below.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
            stack += sorted.reversed().map(\.element)
        }
        return order
    }

    /// Time and again the variable on which the top hangs most, each gate sharing its weight evenly among what is left
    /// of its arguments (S. Minato, N. Ishiura and S. Yajima, DAC 1990).
    private func byWeight() -> [Int] {
        guard count <= 1000 else { return Array(0..<count) }
        var order: [Int] = []
        var isGone = [Bool](repeating: false, count: count)
        while order.count < count {
            let shares = shares(without: isGone)
            let left = (0..<count).filter { !isGone[$0] }
            guard let next = left.max(by: { (shares[$0], -$0) < (shares[$1], -$1) }) else { break }
            order.append(next)
            isGone[next] = true
        }
        return order
    }

    private func shares(without isGone: [Bool]) -> [Double] {
        var isEmpty = isGone + [Bool](repeating: false, count: arguments.count)
        for (index, below) in arguments.enumerated() { isEmpty[count + index] = below.allSatisfy { isEmpty[$0] } }
        var shares = [Double](repeating: 0, count: weights.count)
        shares[top] = 1
        for (index, below) in arguments.enumerated().reversed() where shares[count + index] > 0 {
            let number = below.count { !isEmpty[$0] }
            let share = shares[count + index] / Double(max(1, number))
            for node in below where !isEmpty[node] { shares[node] += share }
        }
        return shares
    }

    /// An order pulled together: each variable moved time and again to the middle of the gates it stands in
    /// (F. Aloul, I. Markov and K. Sakallah, FORCE, GLSVLSI 2003). The best by total span of the gates is kept.
    private func pulled(_ start: [Int]) -> [Int] {
        var order = start
        var best = (order: start, span: Double.infinity)
        for _ in 0..<60 {
            let (places, span) = places(of: order)
            if span < best.span { best = (order, span) }
            var sums = [Double](repeating: 0, count: weights.count)
            for (index, below) in arguments.enumerated() {
                for node in below { sums[node] += places[count + index] }
            }
            let keys = (0..<count).map { sums[$0] / max(1, uses[$0]) }
            let next = order.enumerated().sorted {
                (keys[$0.element], $0.offset) < (keys[$1.element], $1.offset)
            }
            let moved = next.map(\.element)
            if moved == order { break }
            order = moved
        }
        return best.order
    }

    /// Where each variable stands, each gate at the middle of its arguments; and how far all gates reach.
    private func places(of order: [Int]) -> (places: [Double], span: Double) {
        var places = [Double](repeating: 0, count: weights.count)
        for (place, variable) in order.enumerated() { places[variable] = Double(place) }
        var span = 0.0
        for (index, below) in arguments.enumerated() where !below.isEmpty {
            let (low, high, sum) = below.reduce((Double.infinity, -Double.infinity, 0.0)) {
                (min($0.0, places[$1]), max($0.1, places[$1]), $0.2 + places[$1])
            }
            places[count + index] = sum / Double(below.count)
            span += high - low
        }
        return (places, span)
    }
}
