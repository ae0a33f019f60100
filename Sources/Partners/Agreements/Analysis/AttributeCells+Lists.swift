extension CellProbe {
    private struct ListState: Hashable {
        var seen: [UInt64]
        var subjects: [Int32]
        var length = 0
        /// Members that are there for what they are compared with and not for what they are.
        var chosen = 0
    }

    /// A member that stands for all of its kind, with what it is to the tests as bits.
    private struct ListMember {
        let value: AttributeValue
        let traits: [UInt64]
        let subjects: [Int32]
        /// Whether an earlier one differs from it in comparisons with other attributes alone.
        let isVariant: Bool
    }

    /// Lists that stand for all lists: what a list is to every test follows from which members it has, as far as the
    /// tests tell members apart, which of them is the first to name a partner, and how many there are. False when there
    /// were more than `mostLists` or `mostComparedLists` cases.
    ///
    /// No longer list is needed than there are members whose presence a test could ask for: a list keeps all its
    /// answers when every other member is left out.
    func lists(of candidates: [AttributeValue]) -> ([AttributeValue], Bool) {
        // The first of a list that names a partner counts as a single name does.
        if isNameAlone { return ([], true) }
        guard tests.contains(where: { $0.contains(where: \.looksAtMembers) }) || namesSubject else {
            return ([.list(["something-else"]), .list([])], true)
        }
        return isComparedWithOthers ? comparedLists(of: candidates) : closedLists(of: candidates)
    }

    /// Whether a test compares the members of a list with another attribute.
    private var isComparedWithOthers: Bool {
        zip(sides, tests).contains { side, tests in
            tests.contains { $0.looksAtMembers && AttributeTest($0, side).attributes.count > 1 }
        }
    }

    /// The lists where nothing but their own members and who asks counts.
    private func closedLists(of candidates: [AttributeValue]) -> ([AttributeValue], Bool) {
        var isComplete = true
        var seen: Set<[AttributeValue]> = []
        var lists: [AttributeValue] = []
        var finders = sides.indices.map { ListFeatureFinder(self, $0, candidates) }
        let named = candidates.map { value in namesSubject ? sides.map { subject(value, $0) } : [] }
        for partners in askers {
            var features: Set<ListFeature> = []
            for side in sides.indices { features.formUnion(finders[side].features(partners[side])) }
            let closure = ListClosure(candidates, named, features, longestCount: longestCount, budget: budget)
            isComplete = isComplete && closure.isComplete
            for list in closure.lists where seen.insert(list).inserted { lists.append(.list(list)) }
        }
        isComplete = isComplete && finders.allSatisfy(\.isComplete)
        return (lists.sorted { Self.length($0) < Self.length($1) }, isComplete)
    }

    private static func length(_ value: AttributeValue) -> Int {
        if case .list(let members) = value { members.count } else { 0 }
    }

    /// The partners that can ask, of each side; a name may be another partner's on the other side.
    private var askers: [[Int32]] {
        guard
            zip(sides, tests).contains(where: { side, tests in
                tests.contains { AttributeTest($0, side).asksForPartner }
            }), let first = sides.first
        else { return [sides.map { _ in -1 }] }
        let isSame = sides.allSatisfy { $0.namesPartners(as: first) }
        if isSame { return first.partners.map { partner in sides.map { _ in partner } } }
        return sides.reduce([[]]) { all, side in all.flatMap { one in side.partners.map { one + [$0] } } }
    }

    /// Lists of an attribute that is compared with others, up to a limit.
    private func comparedLists(of candidates: [AttributeValue]) -> ([AttributeValue], Bool) {
        let members = members(of: candidates)
        let cap = longestCount
        let mostChosen = comparisons + 1
        let longest = max(cap, membersNeeded + (namesSubject ? 1 : 0))
        let empty = ListState(
            seen: [UInt64](repeating: 0, count: members.first?.traits.count ?? 0),
            subjects: namesSubject ? sides.map { _ in -1 } : [])
        var known: Set<ListState> = [empty]
        var lists: [(state: ListState, values: [AttributeValue])] = [(empty, [])]
        var place = 0
        while place < lists.count {
            let list = lists[place]
            place += 1
            for member in list.values.count < longest ? members : [] {
                guard budget.take(20) else { return (lists.prefix(Self.listsKept).map { .list($0.values) }, false) }
                var next = list.state
                for word in next.seen.indices { next.seen[word] |= member.traits[word] }
                for side in next.subjects.indices where next.subjects[side] < 0 {
                    next.subjects[side] = member.subjects[side]
                }
                next.length = min(cap, next.length + 1)
                if member.isVariant { next.chosen += 1 }
                guard next.chosen <= mostChosen else { continue }
                guard known.insert(next).inserted else { continue }
                if lists.count >= Self.mostComparedLists {
                    return (lists.prefix(Self.listsKept).map { .list($0.values) }, false)
                }
                lists.append((next, list.values + [member.value]))
            }
        }
        return (lists.map { .list($0.values) }, true)
    }

    /// What tells members apart.
    private struct MemberKind: Hashable {
        let traits: Set<Int>
        let subjects: [Int32]
    }

    /// One member of each kind that the tests tell apart.
    private func members(of candidates: [AttributeValue]) -> [ListMember] {
        var numbers: [Trait: Int] = [:]
        var kinds: Set<MemberKind> = []
        var found: [(AttributeValue, Set<Int>)] = []
        for value in candidates {
            var kind: Set<Int> = []
            for trait in traits(value) {
                let number = numbers[trait] ?? numbers.count
                numbers[trait] = number
                kind.insert(number)
            }
            let subjects = namesSubject ? sides.map { subject(value, $0) } : []
            if kinds.insert(MemberKind(traits: kind, subjects: subjects)).inserted { found.append((value, kind)) }
        }
        let compared = Set(numbers.filter { $0.key.isComparison }.values)
        var plain: Set<MemberKind> = []
        return found.map { value, kind in
            var bits = [UInt64](repeating: 0, count: (numbers.count + 63) / 64)
            for number in kind { bits[number / 64] |= 1 << UInt64(number % 64) }
            let subjects = namesSubject ? sides.map { subject(value, $0) } : []
            let kindAlone = MemberKind(traits: kind.subtracting(compared), subjects: subjects)
            return ListMember(
                value: value, traits: bits, subjects: subjects, isVariant: !plain.insert(kindAlone).inserted)
        }
    }

    /// Members on which tests can hang that tell members apart by their very value.
    private var comparisons: Int {
        zip(sides, tests).reduce(0) { sum, part in
            part.1.filter { $0.comparesMembers(part.0) }.reduce(sum) { $0 + $1.membersNeeded(path, part.0) }
        }
    }

    /// Something that a member of a list is to a test.
    private enum Trait: Hashable {
        case member
        case holds(side: Int, test: Int, part: Int)
        case fails(side: Int, test: Int, part: Int)
        case value(side: Int, derivation: Int32, AttributeValue)

        var isComparison: Bool {
            if case .value = self { true } else { false }
        }
    }

    private func traits(_ value: AttributeValue) -> Set<Trait> {
        var traits: Set<Trait> = [.member]
        for (number, side) in sides.enumerated() {
            for (place, test) in tests[number].enumerated() where budget.take(20) {
                add(test, side, value, number, place, to: &traits)
            }
        }
        return traits
    }

    private func add(
        _ test: ElementaryTest, _ side: LawSide, _ value: AttributeValue, _ number: Int, _ place: Int,
        to traits: inout Set<Trait>
    ) {
        let paths = test.paths(side.law)
        switch test {
        case .step(let step):
            switch step.operation {
            case .isIn, .isInGroup, .allIn, .allInGroup:
                // A group of the other partners hangs on who asks.
                for partner in paths.contains(.subjectPartner) ? side.partners : -1..<0 {
                    let holds = side.scene([(path, .list([value]))], partner: partner) { test.holds($0) }
                    let isAll = step.operation == .allIn || step.operation == .allInGroup
                    if holds != isAll {
                        traits.insert(
                            isAll
                                ? .fails(side: number, test: place, part: Int(partner))
                                : .holds(side: number, test: place, part: Int(partner)))
                    }
                }
            case .includes:
                for part in step.first..<step.last {
                    var one = step
                    (one.operation, one.first, one.last) = (.isIn, part, part + 1)
                    let single = one
                    if side.scene([(path, .list([value]))], { $0.passes(single) }) {
                        traits.insert(.holds(side: number, test: place, part: Int(part)))
                    }
                }
            case .present where step.path.derivation != 0:
                if side.scene([(path, .list([value]))], { $0.passes(step) }) {
                    traits.insert(.holds(side: number, test: place, part: -1))
                }
            case .countAtLeast where step.path.derivation == 0: break
            case .includesGroup, .sameAs, .differsFrom, .countAtLeast:
                for code in paths where code != .subjectPartner && side.attribute(code) == path {
                    addValue(code, value, side, number, to: &traits)
                }
            default: break
            }
        case .proof(let requirement):
            addProof(side.law.requirements[requirement], value, side, number, place, to: &traits)
        case .elapsed, .amount, .withdrawn, .programme: break
        }
    }

    private func addValue(
        _ code: PathCode, _ value: AttributeValue, _ side: LawSide, _ number: Int, to traits: inout Set<Trait>
    ) {
        for one in derived(code, value, side) {
            traits.insert(.value(side: number, derivation: code.derivation, one))
        }
    }

    /// Whom a member names, of those whose act is waited for.
    private func addProof(
        _ requirement: CompiledRequirement, _ value: AttributeValue, _ side: LawSide, _ number: Int, _ place: Int,
        to traits: inout Set<Trait>
    ) {
        guard case .path(let given) = requirement.proof else { return }
        var words: [Int32] = []
        var hasPaths = false
        switch requirement.parties {
        case .unsaid: return
        case .group(let group):
            words =
                group == Instruction.otherPartners ? [] : group >= 0 ? side.law.lexicon.groupMembers[Int(group)] : []
            if group < 0 { words = side.law.lexicon.standing.map { side.law.lexicon.partnerWords[Int($0)] } }
        case .these(let range):
            for party in range {
                switch side.law.awaitedParties[party] {
                case .word(let word): words.append(word)
                case .path(let code):
                    hasPaths = true
                    // This attribute may be the one that names whose act is waited for.
                    if code != .subjectPartner, side.attribute(code) == path {
                        addName(requirement, code, value, side, number, to: &traits)
                    }
                }
            }
        }
        guard side.attribute(given) == path else { return }
        side.scene([(path, .list([value]))]) { scene in
            let seen = scene.see(given)
            for word in words where scene.names(seen, SeenValue(kind: .text, word: word)) {
                traits.insert(.holds(side: number, test: place, part: Int(word)))
            }
        }
        if hasPaths { addName(requirement, given, value, side, number, to: &traits) }
    }

    private func addName(
        _ requirement: CompiledRequirement, _ code: PathCode, _ value: AttributeValue, _ side: LawSide, _ number: Int,
        to traits: inout Set<Trait>
    ) {
        for shape in nameShape(requirement, code, value, side) {
            traits.insert(.value(side: number, derivation: -1, shape))
        }
    }

    /// Members of a list that the answers of all tests can hang on.
    private var membersNeeded: Int {
        zip(sides, tests).reduce(0) { sum, part in
            part.1.reduce(sum) { $0 + $1.membersNeeded(path, part.0) }
        }
    }

    /// The most members that a test counts.
    private var longestCount: Int {
        tests.joined().map { test in
            guard case .step(let step) = test, step.operation == .countAtLeast, step.path.derivation == 0 else {
                return 0
            }
            return max(0, Int(step.first))
        }.max() ?? 0
    }
}

extension ElementaryTest {
    /// Whether it tells members of a list apart by their very value.
    fileprivate func comparesMembers(_ side: LawSide) -> Bool {
        if case .step(let step) = self, [.includesGroup, .countAtLeast].contains(step.operation) { return true }
        return AttributeTest(self, side).attributes.count > 1
    }

    /// Members of a list at a path on which the answer can hang: those that make true that one is, or untrue that all
    /// are, something.
    fileprivate func membersNeeded(_ path: AttributePath, _ side: LawSide) -> Int {
        let law = side.law
        func count(group: Int32) -> Int {
            group >= 0 ? law.lexicon.groupMembers[Int(group)].count : law.lexicon.partnerIDs.count
        }
        switch self {
        case .step(let step):
            switch step.operation {
            case .includes: return Int(step.last - step.first)
            case .includesGroup: return count(group: step.first)
            case .countAtLeast: return max(0, Int(step.first))
            default: return looksAtMembers ? 1 : 0
            }
        case .proof(let number):
            guard case .path(let given) = law.requirements[number].proof else { return 0 }
            // Whoever is waited for and not named, or everybody that is named.
            let isProof = side.attribute(given) == path
            switch law.requirements[number].parties {
            case .unsaid: return 1
            case .group(let group): return isProof ? count(group: group) : 1
            case .these(let range): return isProof ? max(1, range.count) : 1
            }
        case .elapsed, .amount, .withdrawn, .programme: return 0
        }
    }

    /// Whether it looks at the members of a list.
    fileprivate var looksAtMembers: Bool {
        switch self {
        case .step(let step):
            switch step.operation {
            case .isIn, .isInGroup, .allIn, .allInGroup, .includes, .includesGroup, .sameAs, .differsFrom,
                .countAtLeast:
                true
            case .present: step.path.derivation != 0
            default: false
            }
        case .proof: true
        case .elapsed, .amount, .withdrawn, .programme: false
        }
    }
}
