/// A table of plain values that never changes, read without counting references.
///
/// The outcome of a request is read from a dozen such tables, each many times; an array would count a reference at every
/// look. Whoever makes a table frees it, and hands it to nobody who outlives it.
struct FlatTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Written in `init` alone, so that many threads may read.
    private let values: UnsafeMutableBufferPointer<Element>

    init(_ elements: [Element]) {
        values = .allocate(capacity: elements.count)
        _ = values.initialize(from: elements)
    }

    var indices: Range<Int> { 0..<values.count }

    subscript(place: Int) -> Element {
        precondition(place >= 0 && place < values.count, "a table is read within its bounds")
        return values[place]
    }

    /// Gives the memory back; nobody may read the table afterwards.
    func free() { values.deallocate() }
}

/// Words by their text, found without taking memory.
struct WordTable: Sendable {
    private let slots: FlatTable<Int32>
    private let words: [String]

    /// A table of different words; each one's number is its place.
    init(_ words: [String]) {
        self.words = words
        var capacity = 8
        while capacity < words.count * 2 { capacity *= 2 }
        var slots = [Int32](repeating: -1, count: capacity)
        for (number, word) in words.enumerated() {
            var place = Self.hash(word) & (capacity - 1)
            while slots[place] >= 0 { place = (place + 1) & (capacity - 1) }
            slots[place] = Int32(number)
        }
        self.slots = FlatTable(slots)
    }

    /// The word of a number.
    func word(_ number: Int) -> String { words[number] }

    /// A word's number, -1 when it is not there.
    func number(_ word: String) -> Int32 {
        let mask = slots.indices.count - 1
        var place = Self.hash(word) & mask
        while true {
            let number = slots[place]
            if number < 0 || words[Int(number)] == word { return number }
            place = (place + 1) & mask
        }
    }

    /// The number of the word that `word` is in small letters, -1 when it is not there.
    func number(inAnyCase word: String) -> Int32 {
        // Only letters outside ASCII need more than a bit turned.
        guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return number(word.lowercased()) }
        let mask = slots.indices.count - 1
        var place = Self.hash(word, isFolded: true) & mask
        while true {
            let number = slots[place]
            if number < 0 || words[Int(number)].utf8.elementsEqual(word.utf8.lazy.map(Self.folded)) { return number }
            place = (place + 1) & mask
        }
    }

    /// Gives the memory back.
    func free() { slots.free() }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo), its halves mixed. The words are the documents' own and the table is at most
    /// half full, so whoever makes up requests cannot make a look long.
    private static func hash(_ word: String, isFolded: Bool = false) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word.utf8 { hash = (hash ^ UInt64(isFolded ? folded(byte) : byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF)
    }

    /// A byte of ASCII with capitals made small.
    private static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
