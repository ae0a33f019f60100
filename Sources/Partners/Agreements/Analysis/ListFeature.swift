import Programme

/// Something that holds of a list as soon as it has certain members, and of every longer list too.
///
/// It fails exactly for the lists that have no member of one of `escapes`: one set for *some member is one of these*,
/// one for each name for *all of these are there*.
struct ListFeature: Hashable {
    let escapes: [MemberSet]

    /// Whether it holds of a list of these members.
    func holds(_ members: MemberSet) -> Bool { escapes.allSatisfy { !$0.isDisjoint(with: members) } }

    /// The largest parts of a set of which it does not hold.
    func without(_ members: MemberSet) -> [MemberSet] {
        let rests = Set(escapes.map(members.subtracting))
        return rests.filter { rest in !rests.contains { $0 != rest && rest.isSubset(of: $0) } }.sorted()
    }
}

/// Tells the features of lists that the tests of one attribute look at, of one side.
struct ListFeatureFinder {
    /// Most ways in which one feature can fail.
    private static let mostEscapes = 1024

    private let probe: CellProbe
    private let side: LawSide
    /// What members can be.
    private let values: [AttributeValue]
    private let testsOfAsker: [ElementaryTest]
    private var found: Set<ListFeature> = []
    private var classesOfPath: [PathCode: [AttributeValue: MemberSet]] = [:]
    /// Features that hold whoever asks.
    private var always: Set<ListFeature> = []
    private var known: [Int32: Set<ListFeature>] = [:]
    /// Whether no feature was left out.
    private(set) var isComplete = true

    init(_ probe: CellProbe, _ number: Int, _ values: [AttributeValue]) {
        self.probe = probe
        self.values = values
        let side = probe.sides[number]
        self.side = side
        testsOfAsker = probe.tests[number].filter { AttributeTest($0, side).asksForPartner }
        add([set { _ in true }])
        for test in probe.tests[number] where !AttributeTest(test, side).asksForPartner { add(test, -1) }
        if probe.namesSubject { add([set { probe.subject($0, side) >= 0 }]) }
        always = found
    }

    /// The features where this partner asks; -1 for none.
    mutating func features(_ partner: Int32) -> Set<ListFeature> {
        if let features = known[partner] { return features }
        found = always
        for test in testsOfAsker { add(test, partner) }
        known[partner] = found
        return found
    }

    private func set(_ isIn: (AttributeValue) -> Bool) -> MemberSet {
        // Each value is put into a scene of its own.
        guard probe.budget.take(20 * values.count) else { return MemberSet(of: values.count) }
        return MemberSet(of: values.count) { isIn(values[$0]) }
    }

    /// What fails for every list is left out, and so is what no list fails.
    private mutating func add(_ escapes: [MemberSet]) {
        guard probe.budget.take(escapes.count * 10) else { return }
        let different = Set(escapes)
        guard !different.isEmpty, !different.contains(where: \.isEmpty) else { return }
        found.insert(ListFeature(escapes: different.sorted()))
    }

    private mutating func add(_ test: ElementaryTest, _ partner: Int32) {
        switch test {
        case .step(let step): add(step, partner)
        case .proof(let number): addProof(side.law.requirements[number], partner)
        case .elapsed, .amount, .withdrawn, .programme: break
        }
    }

    private mutating func add(_ step: Instruction, _ partner: Int32) {
        switch step.operation {
        case .isIn, .isInGroup: add([set { passes(step, $0, partner) }])
        case .allIn, .allInGroup: add([set { !passes(step, $0, partner) }])
        case .includes:
            add(
                (step.first..<step.last).map { place in
                    var one = step
                    (one.operation, one.first, one.last) = (.isIn, place, place + 1)
                    return set { passes(one, $0, partner) }
                })
        case .includesGroup:
            add(
                side.names(in: step.first, partner).map { name in
                    set { probe.derived(step.path, $0, side) == [.text(name)] }
                })
        case .present where step.path.derivation != 0: addPresence(step.path)
        case .countAtLeast where step.path.derivation != 0: addCount(step)
        case .sameAs, .differsFrom: addComparison(step.path, step.other, partner)
        default: break
        }
    }

    private func passes(_ step: Instruction, _ value: AttributeValue, _ partner: Int32) -> Bool {
        side.scene([(probe.path, .list([value]))], partner: partner) { $0.passes(step) }
    }

    /// The members by what a path makes of them, but those of which it makes nothing.
    private mutating func classes(_ code: PathCode) -> [AttributeValue: MemberSet] {
        if let known = classesOfPath[code] { return known }
        var classes: [AttributeValue: MemberSet] = [:]
        for (number, value) in values.enumerated() {
            guard let seen = probe.derived(code, value, side).first, seen != .null else { continue }
            if code.derivation != 0, seen == .truth(false) { continue }
            classes[seen, default: MemberSet(of: values.count)].insert(number)
        }
        classesOfPath[code] = classes
        return classes
    }

    private mutating func addPresence(_ code: PathCode) {
        guard code.derivation != 0 else { return }
        add([classes(code).values.reduce(MemberSet(of: values.count)) { $0.union($1) }])
    }

    /// So many different partners: fails without all but one fewer of them.
    private mutating func addCount(_ step: Instruction) {
        let classes = Array(classes(step.path).values)
        guard step.first > 0, classes.count >= Int(step.first), classes.count < 12 else {
            isComplete = isComplete && classes.count < 12
            return
        }
        let left = classes.count - Int(step.first) + 1
        let chosen = (0..<1 << classes.count).filter { $0.nonzeroBitCount == left }
        add(
            chosen.map { bits in
                classes.indices.filter { bits >> $0 & 1 == 1 }
                    .reduce(MemberSet(of: values.count)) { $0.union(classes[$1]) }
            })
    }

    /// A comparison with who asks, or of what two paths make of the same attribute.
    private mutating func addComparison(_ one: PathCode, _ two: PathCode, _ partner: Int32) {
        for code in [one, two] where code != .subjectPartner { addPresence(code) }
        if one == .subjectPartner || two == .subjectPartner {
            let code = one == .subjectPartner ? two : one
            guard partner >= 0, code != .subjectPartner else { return }
            let name = side.law.lexicon.partnerIDs[Int(partner)].rawValue
            return add([classes(code)[.text(name)] ?? MemberSet(of: values.count)])
        }
        let (first, second) = (classes(one), classes(two))
        var escapes = [MemberSet(of: values.count)]
        for (value, members) in first {
            guard let others = second[value], probe.budget.take(10 * escapes.count) else { continue }
            escapes = Array(Set(escapes.flatMap { [$0.union(members), $0.union(others)] }))
            if escapes.count > Self.mostEscapes {
                isComplete = false
                return
            }
        }
        add(escapes)
    }

    // MARK: Proofs

    private mutating func addProof(_ requirement: CompiledRequirement, _ partner: Int32) {
        guard case .path(let given) = requirement.proof, side.attribute(given) == probe.path else { return }
        switch requirement.parties {
        case .unsaid: break
        case .group(let group):
            add(side.names(in: group, partner).map { naming(side.law.lexicon.number($0), given) })
        case .these(let range):
            var parts: [MemberSet] = []
            for place in range {
                switch side.law.awaitedParties[place] {
                case .word(let word): parts.append(naming(word, given))
                case .path(.subjectPartner):
                    guard partner >= 0 else { return }
                    parts.append(naming(side.law.lexicon.partnerWords[Int(partner)], given))
                case .path(let wanted): addOwnNames(given, wanted)
                }
            }
            add(parts)
        }
    }

    /// The members that name somebody.
    private func naming(_ word: Int32, _ given: PathCode) -> MemberSet {
        set { value in
            side.scene([(probe.path, .list([value]))]) { scene in
                scene.names(scene.see(given), SeenValue(kind: .text, word: word))
            }
        }
    }

    /// Where the list itself tells who is waited for: who of them is named and who is not.
    private mutating func addOwnNames(_ given: PathCode, _ wanted: PathCode) {
        for (number, value) in values.enumerated() {
            let naming = set { other in
                side.scene([(probe.path, .list([value, other]))]) { scene in
                    let (target, seen) = (scene.see(wanted), scene.see(given))
                    let single = scene.member(seen, 1)
                    let name = scene.member(target, 0)
                    return name.isThere
                        && (scene.areEqual(single, name)
                            || scene.partner(name) >= 0 && scene.partner(single) == scene.partner(name))
                }
            }
            guard !naming.contains(number) else { continue }
            add([naming])
            add([set { $0 == value }])
        }
    }
}

extension LawSide {
    /// The names of a group, without the asking partner's where it is that of the others.
    fileprivate func names(in group: Int32, _ partner: Int32) -> [String] {
        if group == Instruction.otherPartners {
            return law.lexicon.standing.filter { $0 != partner }.map { law.lexicon.partnerIDs[Int($0)].rawValue }
        }
        guard group >= 0 else { return [] }
        return law.lexicon.groupMembers[Int(group)].compactMap { $0 < 0 ? nil : law.lexicon.words[Int($0)] }
    }
}
