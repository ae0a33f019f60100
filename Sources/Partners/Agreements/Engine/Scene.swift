import Programme

/// One attribute of a request: its number, its value, the value's word.
struct SceneEntry {
    let base: Int32
    let word: Int32
    let value: AttributeValue
}

/// A value as a test sees it.
struct SeenValue {
    static let absent = SeenValue(kind: .absent)

    var kind: ValueKind
    var word: Int32 = Lexicon.unknown
    /// Bits of a number or a truth value.
    var bits: UInt64 = 0
    /// Where the value itself stands, for lists and words that no document mentions.
    var entry: Int = -1
    var member: Int = -1
    /// What is made of each member of a list.
    var derivation: Int32 = 0

    var isThere: Bool { kind != .absent && kind != .null }

    func `is`(_ literal: Literal) -> Bool {
        switch kind {
        case .absent, .null: literal.kind == .null
        case .text: literal.kind == .text && word >= 0 && UInt64(UInt32(bitPattern: word)) == literal.bits
        case .number, .truth: literal.kind == kind && literal.bits == bits
        case .list: false
        }
    }
}

/// One request before the tests: its attributes, as far as any document mentions them, and the facts.
///
/// It lives on the stack for the time of one decision.
struct Scene {
    let law: CompiledLaw
    let entries: UnsafeMutableBufferPointer<SceneEntry>
    let count: Int
    let facts: Facts
    /// Index of the asking partner, -1 when no attribute names one.
    private(set) var subjectPartner: Int32 = -1
    /// Whether the subject has withdrawn.
    private(set) var isWithdrawn = false

    init(law: CompiledLaw, entries: UnsafeMutableBufferPointer<SceneEntry>, count: Int, facts: Facts) {
        self.law = law
        self.entries = entries
        self.count = count
        self.facts = facts
        isWithdrawn = see(PathCode(base: FixedBase.withdrawn, nil)).is(.truth(true))
        for base in FixedBase.partnerNames where subjectPartner < 0 {
            let seen = see(PathCode(base: base, nil))
            for member in 0..<memberCount(seen) where subjectPartner < 0 {
                subjectPartner = partner(self.member(seen, member))
            }
        }
    }

    func entry(of base: Int32) -> Int? {
        for place in 0..<count where entries[place].base == base { return place }
        return nil
    }

    /// The value at a path.
    func see(_ path: PathCode) -> SeenValue {
        if path == .subjectPartner { return seenPartner(subjectPartner) }
        guard let place = entry(of: path.base) else { return .absent }
        var seen = value(entries[place].value, word: entries[place].word, entry: place, member: -1)
        if path.derivation == 0 { return seen }
        guard seen.kind == .list else { return derive(seen, path.derivation) }
        seen.derivation = path.derivation
        return seen
    }

    /// How many values a test of members looks at: those of a list, or the one value.
    func memberCount(_ seen: SeenValue) -> Int {
        guard seen.kind == .list else { return seen.isThere ? 1 : 0 }
        guard case .list(let members) = entries[seen.entry].value else { return 0 }
        return members.count
    }

    /// A member of a list, or the one value.
    func member(_ seen: SeenValue, _ number: Int) -> SeenValue {
        guard seen.kind == .list else { return seen }
        guard case .list(let members) = entries[seen.entry].value, members.indices.contains(number) else {
            return .absent
        }
        let word = if case .text(let text) = members[number] { law.lexicon.number(text) } else { Lexicon.unknown }
        let found = value(members[number], word: word, entry: seen.entry, member: number)
        return seen.derivation == 0 ? found : derive(found, seen.derivation)
    }

    /// A text value's text; empty for anything else.
    func text(_ seen: SeenValue) -> String {
        if seen.word >= 0 { return law.lexicon.words[Int(seen.word)] }
        guard seen.kind == .text, seen.entry >= 0 else { return "" }
        switch entries[seen.entry].value {
        case .text(let text): return text
        case .list(let members) where members.indices.contains(seen.member):
            if case .text(let text) = members[seen.member] { return text }
            return ""
        default: return ""
        }
    }

    /// Index of the partner that a value names, -1 when none.
    func partner(_ seen: SeenValue) -> Int32 {
        guard seen.kind == .text else { return -1 }
        return seen.word >= 0 ? law.lexicon.partner(ofWord: seen.word) : law.lexicon.partner(named: text(seen))
    }

    func seenPartner(_ index: Int32) -> SeenValue {
        index < 0 ? .absent : SeenValue(kind: .text, word: law.lexicon.partnerWords[Int(index)])
    }

    /// Whether two values, neither a list, are equal.
    func areEqual(_ first: SeenValue, _ second: SeenValue) -> Bool {
        guard first.kind == second.kind else { return false }
        return switch first.kind {
        case .text:
            first.word >= 0 || second.word >= 0 ? first.word == second.word : text(first) == text(second)
        case .number, .truth: first.bits == second.bits
        case .absent, .null, .list: false
        }
    }

    private func value(_ value: AttributeValue, word: Int32, entry: Int, member: Int) -> SeenValue {
        switch value {
        case .text: SeenValue(kind: .text, word: word, entry: entry, member: member)
        // What is not a number is not known.
        case .number(let number):
            number.isNaN ? .absent : SeenValue(kind: .number, bits: Literal.number(number).bits)
        case .truth(let truth): SeenValue(kind: .truth, bits: truth ? 1 : 0)
        case .null: SeenValue(kind: .null)
        case .list: member < 0 ? SeenValue(kind: .list, entry: entry) : .absent
        }
    }

    private func derive(_ seen: SeenValue, _ derivation: Int32) -> SeenValue {
        guard seen.kind == .text else { return .absent }
        if derivation == 1 { return seenPartner(partner(seen)) }
        guard seen.word >= 0 else { return .absent }
        let number = law.lexicon.element(ofWord: seen.word)
        guard number >= 0 else { return .absent }
        let parties = law.lexicon.elements[Int(number)]
        return switch derivation {
        case 2: seenPartner(parties.provider)
        case 3: seenPartner(parties.registry)
        case 4: seenPartner(parties.owner)
        case 5: seenPartner(parties.operator)
        default: .absent
        }
    }
}
