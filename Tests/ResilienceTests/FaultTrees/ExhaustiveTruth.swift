import Resilience

/// A random fault tree, and its truth table worked out gate by gate: what it says of every set of events.
struct RandomFaultTree {
    let tree: FaultTree
    /// Bit `s`: whether the top holds when just the events of the bits of `s` occur.
    let table: TruthTable
    let probabilities: [Double]

    init(seed: UInt64, isCoherent: Bool) throws(FaultTreeError) {
        var random = SplitMix(state: seed)
        // Few large ones: a table has 2ⁿ entries.
        let eventCount = 2 + (random.below(8) == 0 ? random.below(11) : random.below(7))
        var builder = FaultTreeBuilder()
        var references: [FaultTree.Reference] = []
        var tables: [TruthTable] = []
        var probabilities: [Double] = []
        for index in 0..<eventCount {
            probabilities.append(Double(random.below(1000)) / 999)
            references.append(try builder.event("e\(index)", probability: probabilities[index]))
            tables.append(.variable(index, of: eventCount))
        }
        for _ in 0..<(2 + random.below(14)) {
            let chosen = Self.choose(from: references.count, &random)
            let connective = Self.connective(&random, chosen.count, isCoherent)
            let arguments = Self.isPair(connective) ? Array(chosen.prefix(2)) : chosen
            references.append(try builder.gate(connective, arguments.map { references[$0] }))
            tables.append(.join(connective, arguments.map { tables[$0] }, of: eventCount))
        }
        tree = try builder.tree(top: references[references.count - 1])
        table = tables[tables.count - 1]
        self.probabilities = probabilities
    }

    private static func choose(from count: Int, _ random: inout SplitMix) -> [Int] {
        var chosen: [Int] = []
        for _ in 0..<(2 + random.below(4)) {
            // Late ones more often, so that the tree grows deep.
            let index = random.below(2) == 0 ? random.below(count) : count - 1 - random.below(min(count, 5))
            if !chosen.contains(index) { chosen.append(index) }
        }
        while chosen.count < 2 { chosen.append((chosen[0] + 1) % count) }
        return chosen
    }

    private static func isPair(_ connective: Connective) -> Bool { connective == .iff || connective == .imply }

    private static func connective(_ random: inout SplitMix, _ count: Int, _ isCoherent: Bool) -> Connective {
        switch random.below(isCoherent ? 5 : 11) {
        case 0, 1: .and
        case 2, 3: .or
        case 4: .atLeast(1 + random.below(count))
        case 5: .xor
        case 6: .nor
        case 7: .nand
        case 8: .iff
        case 9: .imply
        default: .cardinality(minimum: random.below(2), maximum: 1 + random.below(count))
        }
    }
}

/// Truth values for all sets of some events, a bit each: bit `s` for the set of the bits of `s`.
struct TruthTable {
    /// Bits of a word whose number has bit 0, 1, … 5.
    private static let masks: [UInt64] = [
        0xAAAA_AAAA_AAAA_AAAA, 0xCCCC_CCCC_CCCC_CCCC, 0xF0F0_F0F0_F0F0_F0F0, 0xFF00_FF00_FF00_FF00,
        0xFFFF_0000_FFFF_0000, 0xFFFF_FFFF_0000_0000,
    ]

    private let count: Int
    private var words: [UInt64]

    private init(_ value: Bool, of count: Int) {
        self.count = count
        words = Array(repeating: value ? .max : 0, count: count > 6 ? 1 << (count - 6) : 1)
    }

    private init(_ left: TruthTable, _ right: TruthTable, _ join: (UInt64, UInt64) -> UInt64) {
        count = left.count
        words = zip(left.words, right.words).map(join)
    }

    static func variable(_ index: Int, of count: Int) -> TruthTable {
        var table = TruthTable(false, of: count)
        for word in table.words.indices {
            table.words[word] = index < 6 ? masks[index] : (word >> (index - 6) & 1 == 1 ? .max : 0)
        }
        return table
    }

    static func & (left: TruthTable, right: TruthTable) -> TruthTable { TruthTable(left, right, &) }
    static func | (left: TruthTable, right: TruthTable) -> TruthTable { TruthTable(left, right, |) }
    static func ^ (left: TruthTable, right: TruthTable) -> TruthTable { TruthTable(left, right, ^) }
    static prefix func ! (table: TruthTable) -> TruthTable { TruthTable(true, of: table.count) ^ table }

    static func join(_ connective: Connective, _ tables: [TruthTable], of count: Int) -> TruthTable {
        switch connective {
        case .and: tables.reduce(TruthTable(true, of: count), &)
        case .or: tables.reduce(TruthTable(false, of: count), |)
        case .atLeast(let minimum): atLeast(minimum, tables, of: count)
        case .cardinality(let minimum, let maximum):
            atLeast(minimum, tables, of: count) & !atLeast(maximum + 1, tables, of: count)
        case .not, .nor: !tables.reduce(TruthTable(false, of: count), |)
        case .xor: tables.reduce(TruthTable(false, of: count), ^)
        case .nand: !tables.reduce(TruthTable(true, of: count), &)
        case .iff: !(tables[0] ^ tables[1])
        case .imply: !tables[0] | tables[1]
        }
    }

    /// By all choices of so many tables.
    private static func atLeast(_ minimum: Int, _ tables: [TruthTable], of count: Int) -> TruthTable {
        var result = TruthTable(false, of: count)
        for choice in 0..<(1 << tables.count) where choice.nonzeroBitCount == minimum {
            let chosen = tables.indices.filter { choice >> $0 & 1 == 1 }
            result = result | chosen.reduce(TruthTable(true, of: count)) { $0 & tables[$1] }
        }
        return result
    }

    /// Where it holds for the set without an event: the values moved up to the sets with it.
    private func raised(by event: Int) -> TruthTable {
        var result = TruthTable(false, of: count)
        for word in words.indices {
            if event < 6 {
                result.words[word] = (words[word] & ~Self.masks[event]) << (1 << event)
            } else if word >> (event - 6) & 1 == 1 {
                result.words[word] = words[word ^ 1 << (event - 6)]
            }
        }
        return result
    }

    /// Whether it holds for a set.
    func holds(_ set: Int) -> Bool { words[set >> 6] >> UInt64(set & 63) & 1 == 1 }

    /// Sets for which it holds while it holds for no smaller set inside them, by order and then ascending.
    func minimalSets() -> [[Int]] {
        let closure = (0..<count).reduce(self) { $0 | $0.raised(by: $1) }
        let above = (0..<count).reduce(TruthTable(false, of: count)) { $0 | closure.raised(by: $1) }
        let minimal = self & !above
        return (0..<(1 << count)).filter { minimal.holds($0) }
            .map { set in (0..<count).filter { set >> $0 & 1 == 1 } }
            .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count }
    }

    /// Probability that it holds, with one event perhaps known.
    func probability(_ events: [Double], given: (event: Int, occurs: Bool)? = nil) -> Double {
        var events = events
        if let given { events[given.event] = given.occurs ? 1 : 0 }
        var shares = [1.0]
        for event in events { shares = shares.map { $0 * (1 - event) } + shares.map { $0 * event } }
        return shares.enumerated().reduce(0) { $0 + (holds($1.offset) ? $1.element : 0) }
    }
}

/// The same numbers on every machine (S. Vigna's SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
