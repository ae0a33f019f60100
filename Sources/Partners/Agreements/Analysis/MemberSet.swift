/// Some of the members that lists are made of, by number.
struct MemberSet: Hashable, Comparable {
    private var words: [UInt64]

    /// None of so many.
    init(of count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

    /// Those of so many that a test picks.
    init(of count: Int, where isIn: (Int) -> Bool) {
        self.init(of: count)
        for number in 0..<count where isIn(number) { insert(number) }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ number: Int) -> Bool { words[number / 64] >> UInt64(number % 64) & 1 == 1 }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

    func subtracting(_ other: MemberSet) -> MemberSet { merged(other) { $0 & ~$1 } }

    func union(_ other: MemberSet) -> MemberSet { merged(other) { $0 | $1 } }

    func isDisjoint(with other: MemberSet) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == 0 } }

    func isSubset(of other: MemberSet) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }

    /// An order as good as any, so that what is found does not hang on chance.
    static func < (first: MemberSet, second: MemberSet) -> Bool {
        first.words.lexicographicallyPrecedes(second.words)
    }

    private func merged(_ other: MemberSet, _ join: (UInt64, UInt64) -> UInt64) -> MemberSet {
        var result = self
        for word in words.indices { result.words[word] = join(words[word], other.words[word]) }
        return result
    }
}
