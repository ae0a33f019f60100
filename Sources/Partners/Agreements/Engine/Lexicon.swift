import Programme

/// Every word of a programme and its documents by number, with what each names.
///
/// Requests are turned into these numbers once; the tests then compare numbers.
final class Lexicon: Sendable {
    /// What stands for a word that no document mentions.
    static let unknown: Int32 = -1

    private let table: WordTable
    let words: [String]
    let partnerIDs: [PartnerID]
    /// The word of each partner's id.
    let partnerWords: FlatTable<Int32>
    let agencies: [String]
    /// Indices of the partners that have not left the programme.
    let standing: [Int32]
    let elements: FlatTable<ElementParties>
    let groups: [NameGroup]
    let groupNumbers: [String: Int32]
    /// Words of each group's names.
    let groupMembers: [[Int32]]
    private let partnerOfWord: FlatTable<Int32>
    private let elementOfWord: FlatTable<Int32>
    private let groupBits: FlatTable<UInt64>
    private let bitWordsPerGroupSet: Int
    private let partnerNames: PartnerNames
    private let patterns: [EntityPattern]

    /// Words of a programme and of the documents in force.
    init(
        words vocabulary: some Sequence<String>, programme: ProgrammeDescription, withdrawn: Set<PartnerID>,
        documents: [AgreementDocument]
    ) {
        let partners = programme.partners
        standing = partners.indices.filter { !withdrawn.contains(partners[$0].id) }.map(Int32.init)
        partnerIDs = partners.map(\.id)
        agencies = partners.map(\.agency)
        let groups =
            Self.builtInGroups(partners.filter { !withdrawn.contains($0.id) })
            + NameGroup.flattened(documents.flatMap(\.definitions))
        let entities = documents.flatMap(\.entities)
        var numbers: [String: Int32] = [:]
        var words: [String] = []
        func add(_ word: String) {
            guard numbers[word] == nil else { return }
            numbers[word] = Int32(words.count)
            words.append(word)
        }
        for partner in partners {
            ([partner.id.rawValue, partner.agency, partner.name] + partner.aliases).forEach(add)
        }
        programme.elements.map(\.id.rawValue).forEach(add)
        groups.flatMap(\.names).forEach(add)
        entities.flatMap(\.names).forEach(add)
        vocabulary.forEach(add)
        let index = Dictionary(partners.enumerated().map { ($1.id, Int32($0)) }) { first, _ in first }
        partnerNames = PartnerNames(Self.partnerNames(programme, entities, index))
        patterns = Self.patterns(entities, index)
        let elementNumbers = Dictionary(programme.elements.enumerated().map { ($1.id.rawValue, Int32($0)) }) { a, _ in a
        }
        elements = FlatTable(
            programme.elements.map { element in
                ElementParties(
                    provider: index[element.provider] ?? -1, registry: element.registry.flatMap { index[$0] } ?? -1,
                    owner: index[element.owner] ?? -1, operator: index[element.operator] ?? -1)
            })
        table = WordTable(words)
        self.words = words
        partnerWords = FlatTable(partners.map { numbers[$0.id.rawValue] ?? Self.unknown })
        elementOfWord = FlatTable(words.map { elementNumbers[$0] ?? -1 })
        self.groups = groups
        groupNumbers = Dictionary(groups.enumerated().map { ($1.name, Int32($0)) }) { first, _ in first }
        groupMembers = groups.map { group in group.names.compactMap { numbers[$0] } }
        bitWordsPerGroupSet = (groups.count + 63) / 64
        groupBits = FlatTable(Self.bits(words, groups, bitWordsPerGroupSet))
        let (names, rules) = (partnerNames, patterns)
        partnerOfWord = FlatTable(words.map { Self.partner(named: $0, names, rules) })
    }

    deinit {
        table.free()
        partnerNames.free()
        partnerWords.free()
        elements.free()
        partnerOfWord.free()
        elementOfWord.free()
        groupBits.free()
    }

    /// Number of a word; `unknown` when no document mentions it.
    func number(_ word: String) -> Int32 { table.number(word) }

    /// Index of the partner that a word names, -1 when none.
    func partner(ofWord word: Int32) -> Int32 { partnerOfWord[Int(word)] }

    /// Index of the partner that an unknown word names, -1 when none.
    func partner(named text: String) -> Int32 { Self.partner(named: text, partnerNames, patterns) }

    /// Every name of a partner, in small letters.
    var namesOfPartners: [String] { partnerNames.all }

    /// The partner of each of these names, and of each pattern.
    var partnersOfNames: [Int32] { namesOfPartners.map { partner(named: $0) } + patterns.map(\.partner) }

    /// Beginnings of names that belong to a partner.
    var beginningsOfPartners: [String] { patterns.filter { !$0.isEnding }.map(\.text) }

    /// Endings of names that belong to a partner.
    var endingsOfPartners: [String] { patterns.filter(\.isEnding).map(\.text) }

    /// Index of the element that a word names, -1 when none.
    func element(ofWord word: Int32) -> Int32 { elementOfWord[Int(word)] }

    /// Whether a word belongs to a group.
    func isMember(_ word: Int32, of group: Int32) -> Bool {
        let bits = groupBits[Int(word) * bitWordsPerGroupSet + Int(group) / 64]
        return bits >> UInt64(group % 64) & 1 == 1
    }

    private static func builtInGroups(_ partners: [Partner]) -> [NameGroup] {
        [
            NameGroup("partners", names: partners.map(\.id.rawValue)),
            NameGroup("agencies", names: partners.map(\.agency)),
        ]
    }

    /// Names in lower case, a partner's own before its states and centres, those before what documents say.
    private static func partnerNames(
        _ programme: ProgrammeDescription, _ entities: [EntityRule], _ index: [PartnerID: Int32]
    ) -> [String: Int32] {
        var names: [String: Int32] = [:]
        func add(_ name: String, _ partner: PartnerID) {
            guard let number = index[partner], names[name.lowercased()] == nil else { return }
            names[name.lowercased()] = number
        }
        for partner in programme.partners { add(partner.id.rawValue, partner.id) }
        for partner in programme.partners {
            for name in [partner.agency, partner.name] + partner.aliases { add(name, partner.id) }
        }
        for partner in programme.partners {
            for name in partner.states + [partner.controlCentreSite.rawValue] { add(name, partner.id) }
        }
        for rule in entities {
            for name in rule.names { add(name, rule.partner) }
        }
        return names
    }

    private static func partner(
        named text: String, _ names: PartnerNames, _ patterns: [EntityPattern]
    ) -> Int32 {
        let found = names.partner(text)
        return found >= 0 ? found : patterns.first { $0.fits(text) }?.partner ?? -1
    }

    /// Patterns of entities, the longest first; of equals the first in the alphabet, whatever the order of files.
    private static func patterns(_ entities: [EntityRule], _ index: [PartnerID: Int32]) -> [EntityPattern] {
        entities.flatMap { rule in
            let partner = index[rule.partner] ?? -1
            return rule.beginnings.map { EntityPattern(text: $0, isEnding: false, partner: partner) }
                + rule.endings.map { EntityPattern(text: $0, isEnding: true, partner: partner) }
        }.sorted { first, second in
            let (one, two) = (first.text.utf8.count, second.text.utf8.count)
            return (two, first.text, first.partner) < (one, second.text, second.partner)
        }
    }

    private static func bits(_ words: [String], _ groups: [NameGroup], _ width: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: words.count * width)
        for (number, group) in groups.enumerated() {
            let names = Set(group.names)
            let isOpen = !group.beginnings.isEmpty || !group.endings.isEmpty
            for (place, word) in words.enumerated() where names.contains(word) || isOpen && group.contains(word) {
                bits[place * width + number / 64] |= 1 << UInt64(number % 64)
            }
        }
        return bits
    }
}

/// Names of partners in small letters, found in any case of letters.
struct PartnerNames: Sendable {
    private let names: WordTable
    private let partners: [Int32]

    init(_ partnerOfName: [String: Int32]) {
        let ordered = partnerOfName.sorted { $0.key < $1.key }
        names = WordTable(ordered.map(\.key))
        partners = ordered.map(\.value)
    }

    /// Index of the partner of a name, -1 when none has it.
    func partner(_ name: String) -> Int32 {
        let number = names.number(inAnyCase: name)
        return number < 0 ? -1 : partners[Int(number)]
    }

    /// Every name.
    var all: [String] { partners.indices.map { names.word($0) } }

    /// Gives the memory back.
    func free() { names.free() }
}

/// A beginning or an ending of names that belong to a partner.
struct EntityPattern: Sendable {
    let text: String
    let isEnding: Bool
    let partner: Int32

    func fits(_ name: String) -> Bool {
        isEnding ? name.endsBytewise(with: text) : name.utf8.starts(with: text.utf8)
    }
}

extension NameGroup {
    /// Groups with the members of the groups they take in written out; a group that takes in itself adds nothing.
    static func flattened(_ groups: [NameGroup]) -> [NameGroup] {
        let known = Dictionary(groups.map { ($0.name, $0) }) { first, _ in first }
        return groups.map { group in
            var parts: [NameGroup] = []
            var open = [group.name]
            var seen: Set<String> = []
            while let name = open.popLast() {
                guard seen.insert(name).inserted, let part = known[name] else { continue }
                parts.append(part)
                open += part.groups.reversed()
            }
            return NameGroup(
                group.name, names: parts.flatMap(\.names), startingWith: parts.flatMap(\.beginnings),
                endingWith: parts.flatMap(\.endings))
        }
    }
}

/// Indices of the partners that have to do with an element, -1 for none.
struct ElementParties: BitwiseCopyable, Sendable {
    let provider: Int32
    let registry: Int32
    let owner: Int32
    let `operator`: Int32
}
