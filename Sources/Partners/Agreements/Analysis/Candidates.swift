import Programme

/// Gathers values of one attribute among which every case stands that the tests can tell apart.
struct Candidates {
    /// Texts that no document mentions; several, so that attributes that are compared can differ.
    static let others = ["something-else", "another-thing", "a-third-thing"]

    private var texts: Set<String> = []
    /// Other names for the same: in use only where no plainer one serves.
    private var variants: Set<String> = []
    private var partners: [String] = []
    private var numbers: Set<Double> = []
    private var dates: Set<Double> = []
    /// Days apart that date tests ask for.
    private var gaps: Set<Double> = []
    /// Whether another attribute is compared with this one, so that two values of one kind must be able to differ.
    private var isCompared = false

    /// Adds what a test compares an attribute with.
    mutating func add(_ test: ElementaryTest, _ side: LawSide, at path: AttributePath) {
        let law = side.law
        switch test {
        case .step(let step): add(step, side)
        case .elapsed(let number): numbers.insert(law.requirements[number].days ?? 0)
        case .amount: addShares(law, side.facts)
        case .withdrawn: break
        case .programme(let number):
            texts.insert(law.programmeID)
            if law.clauses[number].programme >= 0 {
                texts.insert(law.lexicon.words[Int(law.clauses[number].programme)])
            }
        case .proof(let number): add(law.requirements[number].parties, law)
        }
        for code in test.paths(law) where code != .subjectPartner && side.attribute(code) == path {
            if code.derivation == 1 { addPartnerNames(law, all: false) }
            // Of names that are looked at themselves, every other name of the same partner may count.
            if code.derivation == 0, test.comparesNames { addPartnerNames(law, all: true) }
            if code.derivation > 1 { addElements(law) }
        }
        // What is compared with a partner is told from other names by the names of partners.
        if test.paths(law).contains(.subjectPartner) { texts.formUnion(law.lexicon.partnerIDs.map(\.rawValue)) }
    }

    private mutating func add(_ step: Instruction, _ side: LawSide) {
        let law = side.law
        switch step.operation {
        case .equals: add([law.literals[Int(step.first)]], law)
        case .isIn, .allIn, .includes, .holder:
            add((step.first..<step.last).map { law.literals[Int($0)] }, law)
            if step.operation == .holder { texts.insert(ResourceKind.station.rawValue) }
        case .isInGroup, .allInGroup, .includesGroup: addGroup(step.first, law)
        case .atLeast, .above:
            let bound = law.literals[Int(step.first)]
            if bound.kind == .number {
                numbers.insert(Double(bitPattern: bound.bits))
            } else {
                dates.insert(DateKey.days(Int64(bitPattern: bound.bits)))
            }
        case .daysTo: gaps.insert(Double(bitPattern: law.literals[Int(step.first)].bits))
        case .share: addShares(law, side.facts)
        case .names:
            let names = law.patterns[Int(step.first)]
            texts.formUnion(names.exact)
            texts.formUnion(names.prefixes.map { $0 + "x" })
        case .sameAs, .differsFrom, .present, .countAtLeast, .fact, .constant: break
        }
    }

    private mutating func add(_ literals: [Literal], _ law: CompiledLaw) {
        for literal in literals {
            if literal.kind == .text { texts.insert(law.lexicon.words[Int(literal.bits)]) }
            if literal.kind == .number { numbers.insert(Double(bitPattern: literal.bits)) }
        }
    }

    private mutating func add(_ parties: CompiledRequirement.Parties, _ law: CompiledLaw) {
        switch parties {
        case .unsaid: break
        case .group(let group): addGroup(group, law)
        case .these(let range):
            for place in range {
                if case .word(let word) = law.awaitedParties[place], word >= 0 {
                    texts.insert(law.lexicon.words[Int(word)])
                }
            }
        }
        addPartnerNames(law, all: false)
    }

    private mutating func addGroup(_ number: Int32, _ law: CompiledLaw) {
        guard number >= 0 else {
            texts.formUnion(law.lexicon.partnerIDs.map(\.rawValue))
            return
        }
        let group = law.lexicon.groups[Int(number)]
        texts.formUnion(group.names)
        addPatterns(group.beginnings, group.endings)
    }

    /// Names that begin and end so, in every combination.
    private mutating func addPatterns(_ beginnings: [String], _ endings: [String]) {
        for other in ["x", "y"] {
            texts.formUnion(beginnings.map { $0 + other })
            texts.formUnion(endings.map { other + $0 })
        }
        for beginning in beginnings { texts.formUnion(endings.map { beginning + "x" + $0 }) }
    }

    /// The partners, and where names themselves are compared, every name of each, in small letters and so another text
    /// than what documents write, and every pattern of names.
    mutating func addPartnerNames(_ law: CompiledLaw, all: Bool) {
        for partner in law.lexicon.partnerIDs where !partners.contains(partner.rawValue) {
            partners.append(partner.rawValue)
        }
        guard all else { return }
        variants.formUnion(law.lexicon.namesOfPartners)
        addPatterns(law.lexicon.beginningsOfPartners, law.lexicon.endingsOfPartners)
    }

    private mutating func addElements(_ law: CompiledLaw) {
        for (number, word) in law.lexicon.words.enumerated() where law.lexicon.element(ofWord: Int32(number)) >= 0 {
            texts.insert(word)
        }
    }

    private mutating func addShares(_ law: CompiledLaw, _ facts: Facts) {
        numbers.formUnion([0, -1])
        for key in law.shares.keys where key.pool >= 0 { texts.insert(law.lexicon.words[Int(key.pool)]) }
        numbers.formUnion(LawSide.sharesLeft(law, facts))
    }

    /// Adds what another attribute can be, with which this one is compared.
    mutating func merge(_ other: Candidates) {
        isCompared = true
        texts.formUnion(other.texts)
        variants.formUnion(other.variants)
        if partners.isEmpty { partners = other.partners }
        numbers.formUnion(other.numbers)
        dates.formUnion(other.dates)
        gaps.formUnion(other.gaps)
    }

    /// The values: absent, truth values, numbers at and between all limits, dates likewise, texts.
    func values() -> [AttributeValue] {
        var seen: Set<String> = []
        // The first of equals stands for all of them, so plain names come first.
        let all = partners + texts.sorted() + Self.others + dateTexts() + variants.sorted()
        return [.null, .truth(true), .truth(false)]
            + all.filter { seen.insert($0).inserted }.map(AttributeValue.text)
            + between(numbers).map(AttributeValue.number)
    }

    /// Limits, and a number below, between each two, and above; several where two of them are compared.
    private func between(_ limits: Set<Double>) -> [Double] {
        let sorted = limits.filter(\.isFinite).sorted()
        guard let first = sorted.first, let last = sorted.last else { return isCompared ? [1, 2, 3] : [1] }
        let parts = isCompared ? [0.25, 0.5, 0.75] : [0.5]
        let middles = zip(sorted, sorted.dropFirst()).flatMap { low, high in parts.map { low + (high - low) * $0 } }
        let outside = parts.indices.flatMap { [first - Double($0 + 1), last + Double($0 + 1)] }
        return Array(Set(sorted + middles + outside)).sorted()
    }

    private func dateTexts() -> [String] {
        guard !dates.isEmpty || !gaps.isEmpty else { return [] }
        let second = 1 / 86_400.0
        let anchors = dates.isEmpty ? [Self.anchorDays] : dates
        var days = anchors
        for gap in gaps {
            for anchor in anchors {
                // Whole days stay far enough from each other for two dates to lie on either side of a third.
                days.formUnion([anchor + gap, anchor + gap - 1, anchor + gap + 1])
                days.formUnion([anchor - gap, anchor - gap - 1, anchor - gap + 1])
            }
        }
        if !dates.isEmpty { days.formUnion(days.flatMap { [$0 - second, $0 + second] }) }
        return days.sorted().compactMap(DateKey.text(days:))
    }

    /// 2026-01-01, where dates are compared with each other alone.
    private static let anchorDays = DateKey.key(of: "2026-01-01").map(DateKey.days) ?? 0
}

extension DateKey {
    /// The date so many days after 1 March of the year 0, to the second; `nil` outside years 1 to 9999.
    static func text(days: Double) -> String? {
        let seconds = (days * 86_400).rounded()
        guard seconds.isFinite, seconds >= 0, seconds < 86_400 * 3_652_000 else { return nil }
        let (day, second) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        let (era, ofEra) = day.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return CivilTime(
            year: yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), month: civilMonth,
            day: ofYear - (153 * month + 2) / 5 + 1, hour: second / 3600, minute: second / 60 % 60,
            second: second % 60)?.description
    }
}
