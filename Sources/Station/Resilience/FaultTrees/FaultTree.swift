/// How a gate of a fault tree follows from its arguments. Open-PSA Model Exchange Format 2.0d, fault tree layer.
public enum Connective: Hashable, Sendable {
    /// All arguments.
    case and
    /// At least one argument.
    case or
    /// At least so many arguments; an argument that stands twice counts twice.
    case atLeast(Int)
    /// At least `minimum` and at most `maximum` arguments.
    case cardinality(minimum: Int, maximum: Int)
    /// The one argument does not hold.
    case not
    /// An odd number of arguments.
    case xor
    /// No argument.
    case nor
    /// Not all arguments.
    case nand
    /// Two arguments that are alike.
    case iff
    /// The second argument, if the first holds.
    case imply
}

/// A fault tree: what brings about its top event, in terms of basic events.
///
/// Gates stand after what they refer to, so no tree holds a circle. Make one with `FaultTreeBuilder`, or read one with
/// `FaultTreeReader`.
public struct FaultTree: Hashable, Sendable {
    /// An event that nothing in the tree explains.
    public struct BasicEvent: Hashable, Sendable {
        /// Name, unique in the tree.
        public let name: String
        /// Probability that it occurs, 0 to 1; `nil` when none is known.
        public let probability: Double?
        /// Whether it was declared; an event that only formulas of a file name was not, and has no probability.
        public let isDeclared: Bool
    }

    /// A gate, an event or a constant of the tree that is being built.
    public struct Reference: Hashable, Sendable {
        let number: Int
    }

    enum Node: Hashable, Sendable {
        case event(Int)
        case constant(Bool)
        case gate(Connective, [Int])
    }

    /// Basic events, in the order in which they were declared.
    public let events: [BasicEvent]
    /// How many gates there are, those nested in others included.
    public var gateCount: Int {
        nodes.count { if case .gate = $0 { true } else { false } }
    }
    /// Events, constants and gates, each after its arguments.
    let nodes: [Node]
    let top: Int
}

/// Makes a fault tree in memory, from its events upward.
public struct FaultTreeBuilder {
    /// Most events, constants and gates of a tree.
    public static let largestTree = 1_000_000

    private var events: [FaultTree.BasicEvent] = []
    private var nodes: [FaultTree.Node] = []
    private var eventNodes: [String: Int] = [:]

    /// A tree without events.
    public init() {}

    /// The basic event of a name, declared if it is new.
    ///
    /// - Throws: `FaultTreeError.probability` outside 0 to 1, `.conflict` with the probability that it had before,
    ///   `.tooLarge`.
    public mutating func event(
        _ name: String, probability: Double? = nil
    ) throws(FaultTreeError) -> FaultTree.Reference {
        try event(name, probability: probability, isDeclared: true)
    }

    mutating func event(
        _ name: String, probability: Double?, isDeclared: Bool
    ) throws(FaultTreeError) -> FaultTree.Reference {
        if let probability, !(0...1).contains(probability) {
            throw .probability(event: name, value: probability)
        }
        if let node = eventNodes[name] {
            guard case .event(let index) = nodes[node], probability == nil || events[index].probability == probability
            else { throw .conflict(event: name) }
            return .init(number: node)
        }
        events.append(.init(name: name, probability: probability, isDeclared: isDeclared))
        let reference = try add(.event(events.count - 1))
        eventNodes[name] = reference.number
        return reference
    }

    /// What always or never holds: a house event.
    ///
    /// - Throws: `FaultTreeError.tooLarge`.
    public mutating func constant(_ value: Bool) throws(FaultTreeError) -> FaultTree.Reference {
        try add(.constant(value))
    }

    /// A gate over what was built before.
    ///
    /// - Throws: `FaultTreeError.arguments` when their number does not suit the connective, `.foreign` for a reference
    ///   of another builder, `.tooLarge`.
    public mutating func gate(
        _ connective: Connective, _ arguments: [FaultTree.Reference]
    ) throws(FaultTreeError) -> FaultTree.Reference {
        if let expected = connective.refusal(of: arguments.count) {
            throw .arguments(connective: connective.name, count: arguments.count, expected: expected)
        }
        let numbers = arguments.map(\.number)
        guard numbers.allSatisfy(nodes.indices.contains) else { throw .foreign }
        return try add(.gate(connective, numbers))
    }

    /// The tree whose top event is `top`; the builder can go on and make others.
    ///
    /// - Throws: `FaultTreeError.foreign` for a reference of another builder.
    // Mutating, so that a gate made in the call's own argument is part of the tree.
    public mutating func tree(top: FaultTree.Reference) throws(FaultTreeError) -> FaultTree {
        guard nodes.indices.contains(top.number) else { throw .foreign }
        return FaultTree(events: events, nodes: nodes, top: top.number)
    }

    private mutating func add(_ node: FaultTree.Node) throws(FaultTreeError) -> FaultTree.Reference {
        guard nodes.count < Self.largestTree else { throw .tooLarge(what: "nodes", most: Self.largestTree) }
        nodes.append(node)
        return .init(number: nodes.count - 1)
    }
}

extension Connective {
    /// Name as the exchange format writes it.
    var name: String {
        switch self {
        case .atLeast: "atleast"
        case .cardinality: "cardinality"
        default: "\(self)"
        }
    }

    /// What number of arguments was expected, when `count` does not suit.
    func refusal(of count: Int) -> String? {
        switch self {
        case .and, .or, .nor, .nand: count >= 1 ? nil : "at least one"
        case .not: count == 1 ? nil : "one"
        case .xor: count >= 2 ? nil : "at least two"
        case .iff, .imply: count == 2 ? nil : "two"
        case .atLeast(let minimum):
            minimum >= 0 && minimum <= count ? nil : "at least the \(minimum) that must hold"
        case .cardinality(let minimum, let maximum):
            minimum >= 0 && minimum <= maximum && maximum <= count ? nil : "between \(minimum) and \(maximum) of them"
        }
    }
}
