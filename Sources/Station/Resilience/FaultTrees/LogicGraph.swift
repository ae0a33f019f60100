/// A node or its negation.
struct Literal: Hashable, Comparable {
    let code: Int32

    init(_ node: Int, isNegated: Bool = false) { code = Int32(truncatingIfNeeded: node << 1 | (isNegated ? 1 : 0)) }
    private init(code: Int32) { self.code = code }

    var node: Int { Int(code >> 1) }
    var isNegated: Bool { code & 1 == 1 }
    var negated: Literal { Literal(code: code ^ 1) }
    func negated(if isNegated: Bool) -> Literal { isNegated ? negated : self }

    /// What became of it in a graph made from the one it stands in.
    func mapped(by map: [Literal]) -> Literal { map[node].negated(if: isNegated) }

    static let always = Literal(0)
    static let never = Literal(0, isNegated: true)
    static func < (left: Literal, right: Literal) -> Bool { left.code < right.code }
}

/// A fault tree as gates of three kinds over literals, each gate after its arguments and held once.
///
/// Node 0 always holds, then come the events, then the gates.
struct LogicGraph {
    enum Kind: Hashable {
        case leaf
        case and
        case or
        case atLeast(Int)

        var dual: Kind {
            switch self {
            case .and: .or
            case .or: .and
            default: self
            }
        }
        var isSimple: Bool { self == .and || self == .or }
    }

    private struct Key: Hashable {
        let kind: Kind
        let arguments: [Literal]
    }

    let eventCount: Int
    private(set) var kinds: [Kind]
    private(set) var arguments: [[Literal]]
    var top = Literal.never
    private var known: [Key: Int] = [:]

    var count: Int { kinds.count }
    var gates: Range<Int> { (eventCount + 1)..<kinds.count }
    /// Arguments of all gates: what simplification brings down.
    var size: Int { gates.reduce(0) { $0 + arguments[$1].count } }

    init(eventCount: Int) {
        self.eventCount = eventCount
        kinds = Array(repeating: .leaf, count: eventCount + 1)
        arguments = Array(repeating: [], count: eventCount + 1)
    }

    /// The literal of a gate, simplified by its constant, doubled and contrary arguments.
    mutating func add(_ kind: Kind, _ given: [Literal]) -> Literal {
        switch kind {
        case .leaf: .never
        case .and: addAll(given)
        case .or: addAll(given.map(\.negated)).negated
        case .atLeast(let minimum): addVote(minimum, given)
        }
    }

    /// Conjunction; a disjunction comes as the negation of one and is kept as such.
    private mutating func addAll(_ given: [Literal]) -> Literal {
        let sorted = Set(given).subtracting([.always]).sorted()
        for (left, right) in zip(sorted, sorted.dropFirst()) where left == right.negated { return .never }
        if sorted.contains(.never) { return .never }
        guard let first = sorted.first else { return .always }
        if sorted.count == 1 { return first }
        // One form for a gate and its dual: that with fewer negated arguments.
        let negatedCount = sorted.count { $0.isNegated }
        if negatedCount * 2 > sorted.count {
            return insert(.or, sorted.map(\.negated)).negated
        }
        return insert(.and, sorted)
    }

    private mutating func addVote(_ minimum: Int, _ given: [Literal]) -> Literal {
        var needed = minimum - given.count { $0 == .always }
        var sorted = given.filter { $0.node != 0 }.sorted()
        var index = 0
        while index + 1 < sorted.count {
            guard sorted[index] == sorted[index + 1].negated else {
                index += 1
                continue
            }
            // Of an argument and its contrary just one holds.
            needed -= 1
            sorted.removeSubrange(index...(index + 1))
            index = max(0, index - 1)
        }
        if needed <= 0 { return .always }
        if needed > sorted.count { return .never }
        if needed == sorted.count { return addAll(sorted) }
        if needed == 1 { return add(.or, sorted) }
        return insert(.atLeast(needed), sorted)
    }

    private mutating func insert(_ kind: Kind, _ sorted: [Literal]) -> Literal {
        let key = Key(kind: kind, arguments: sorted)
        if let node = known[key] { return Literal(node) }
        kinds.append(kind)
        arguments.append(sorted)
        known[key] = kinds.count - 1
        return Literal(kinds.count - 1)
    }
}

extension LogicGraph {
    /// The tree in gates of the three kinds.
    init(_ tree: FaultTree) {
        self.init(eventCount: tree.events.count)
        var literals: [Literal] = []
        literals.reserveCapacity(tree.nodes.count)
        for node in tree.nodes {
            switch node {
            case .event(let index): literals.append(Literal(index + 1))
            case .constant(let value): literals.append(value ? .always : .never)
            case .gate(let connective, let numbers): literals.append(addGate(connective, numbers.map { literals[$0] }))
            }
        }
        top = literals[tree.top]
        self = rebuilt()
    }

    private mutating func addGate(_ connective: Connective, _ given: [Literal]) -> Literal {
        switch connective {
        case .and: add(.and, given)
        case .or: add(.or, given)
        case .nand: add(.and, given).negated
        case .nor: add(.or, given).negated
        case .not: (given.first ?? .never).negated
        case .atLeast(let minimum): add(.atLeast(minimum), given)
        case .cardinality(let minimum, let maximum):
            add(.and, [add(.atLeast(minimum), given), add(.atLeast(maximum + 1), given).negated])
        case .xor: given.dropFirst().reduce(given.first ?? .never) { addEither($0, $1) }
        case .iff: addEither(given.first ?? .never, given.last ?? .never).negated
        case .imply: add(.or, [(given.first ?? .never).negated, given.last ?? .never])
        }
    }

    private mutating func addEither(_ left: Literal, _ right: Literal) -> Literal {
        add(.or, [add(.and, [left, right.negated]), add(.and, [left.negated, right])])
    }

    /// The same function with only the gates that the top reaches, each made anew by `make` from its new arguments.
    func rebuilt(
        _ make: (inout LogicGraph, _ gate: Int, _ map: [Literal]) -> Literal
    ) -> LogicGraph {
        var graph = LogicGraph(eventCount: eventCount)
        var map = (0..<count).map { Literal($0) }
        let marks = reachable()
        for gate in gates where marks[gate] { map[gate] = make(&graph, gate, map) }
        graph.top = map[top.node].negated(if: top.isNegated)
        return graph
    }

    /// The same function with only the gates that the top reaches.
    func rebuilt() -> LogicGraph {
        rebuilt { graph, gate, map in graph.add(kinds[gate], arguments[gate].map { $0.mapped(by: map) }) }
    }

    /// Marks the nodes that the top reaches.
    func reachable() -> [Bool] {
        var marks = [Bool](repeating: false, count: count)
        marks[top.node] = true
        for gate in gates.reversed() where marks[gate] {
            for argument in arguments[gate] { marks[argument.node] = true }
        }
        return marks
    }

    /// Where each node stands as an argument: gates, with the sign it has there.
    func occurrences() -> [[(gate: Int, isNegated: Bool)]] {
        var occurrences = [[(gate: Int, isNegated: Bool)]](repeating: [], count: count)
        for gate in gates {
            for argument in arguments[gate] { occurrences[argument.node].append((gate, argument.isNegated)) }
        }
        return occurrences
    }
}
