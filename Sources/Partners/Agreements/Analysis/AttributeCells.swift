import Programme

/// One attribute of an action's requests, cut into the cells that the tests can tell apart.
struct AttributeCells {
    /// The attribute.
    let path: AttributePath
    /// One value of each cell; an absent attribute first, where it may be absent.
    let values: [AttributeValue]
    /// Whether every value lies in one of the cells.
    let isComplete: Bool
    private let cells: [CellKey: Int]
    private let probe: CellProbe

    init(
        _ probe: CellProbe, candidates: [AttributeValue], fixed: AttributeValue?
    ) {
        self.probe = probe
        path = probe.path
        let lists = fixed == nil ? probe.lists(of: candidates) : ([], true)
        var values: [AttributeValue] = []
        var cells: [CellKey: Int] = [:]
        for value in fixed.map({ [$0] }) ?? (candidates + lists.0) {
            // One value must be left.
            if probe.budget.isSpent, !values.isEmpty { break }
            let key = probe.key(value)
            guard cells[key] == nil else { continue }
            cells[key] = values.count
            values.append(value)
        }
        (self.values, self.cells, isComplete) = (values, cells, lists.1)
    }

    /// Whether this attribute may name the asking partner.
    var namesSubject: Bool { probe.namesSubject }

    /// The partner that a value names as the asking one, -1 when none.
    func subject(_ value: AttributeValue, _ side: LawSide) -> Int32 { probe.subject(value, side) }

    /// The class of each cell to one test, numbered in the order of the cells.
    func classes(_ test: AttributeTest, _ side: LawSide) -> [Int] {
        guard test.attributes.count > 1 else { return Array(values.indices) }
        var numbers: [[Set<AttributeValue>]: Int] = [:]
        return values.map { value in
            let shapes = probe.shapes(test, value, side)
            let number = numbers[shapes] ?? numbers.count
            numbers[shapes] = number
            return number
        }
    }

    /// The cell of a value; `nil` when it lies in none, which cannot be while `isComplete` holds.
    func cell(of value: AttributeValue) -> Int? { cells[probe.key(value)] }
}

/// What the tests of an action make of a value.
struct CellKey: Hashable {
    private var bits: [UInt64] = []
    private var count = 0
    var subjects: [Int32] = []
    var parts: [Set<AttributeValue>] = []

    /// Adds a test's answer.
    mutating func add(_ answer: Bool) {
        if count & 63 == 0 { bits.append(0) }
        if answer { bits[count / 64] |= 1 << UInt64(count & 63) }
        count += 1
    }
}

/// Puts values of one attribute before all tests that look at it.
struct CellProbe {
    /// Most cells that lists of one attribute may make.
    static let mostLists = 2000
    /// Most cells that lists of one attribute may make where it is compared with others.
    static let mostComparedLists = 2000

    /// How many of them are kept where there are more, the shortest.
    static let listsKept = 150

    let path: AttributePath
    let sides: [LawSide]
    /// Whether the asking partner matters and this attribute may name it.
    let namesSubject: Bool
    /// The tests that look at it, by side.
    let tests: [[ElementaryTest]]
    let budget: AnalysisBudget
    private let sorted: [SortedTests]

    /// Tests by what they look at beside this attribute.
    private struct SortedTests {
        let alone: [ElementaryTest]
        let withPartner: [ElementaryTest]
        let compared: [AttributeTest]

        init(_ tests: [AttributeTest]) {
            let single = tests.filter { $0.attributes.count == 1 }
            alone = single.filter { !$0.asksForPartner }.map(\.test)
            withPartner = single.filter(\.asksForPartner).map(\.test)
            compared = tests.filter { $0.attributes.count > 1 }
        }
    }

    init(path: AttributePath, tests: [[AttributeTest]], sides: [LawSide], namesSubject: Bool, budget: AnalysisBudget) {
        self.path = path
        self.sides = sides
        self.namesSubject = namesSubject
        self.budget = budget
        self.tests = tests.map { $0.map(\.test) }
        sorted = tests.map(SortedTests.init)
    }

    /// Whether nothing but the partner it names counts.
    var isNameAlone: Bool { namesSubject && tests.allSatisfy(\.isEmpty) }

    /// What the tests make of a value; values of one key are never told apart.
    func key(_ value: AttributeValue) -> CellKey {
        var key = CellKey()
        for (side, tests) in zip(sides, sorted) {
            takeCost(of: tests, side)
            side.scene([(path, value)]) { scene in
                for test in tests.alone { key.add(test.holds(scene)) }
                if namesSubject { key.subjects.append(scene.subjectPartner) }
            }
            for partner in tests.withPartner.isEmpty ? 0..<0 : side.partners {
                side.scene([(path, value)], partner: partner) { scene in
                    for test in tests.withPartner { key.add(test.holds(scene)) }
                }
            }
            for test in tests.compared { key.parts += shapes(test, value, side) }
        }
        return key
    }

    private func takeCost(of tests: SortedTests, _ side: LawSide) {
        let ofPartners = tests.withPartner.count * side.partners.count
        _ = budget.take(20 + 10 * (tests.alone.count + ofPartners) + 50 * tests.compared.count)
    }

    /// The partner that the value names as the asking one, -1 when none.
    func subject(_ value: AttributeValue, _ side: LawSide) -> Int32 {
        side.scene([(path, value)]) { $0.subjectPartner }
    }

    /// What a value is to a test that compares it with other attributes.
    func shapes(_ test: AttributeTest, _ value: AttributeValue, _ side: LawSide) -> [Set<AttributeValue>] {
        test.codes.filter { side.attribute($0) == path }.map { shape(test.test, $0, value, side) }
    }

    /// The value as a comparison between attributes sees it: raw, and the partner it names.
    private func shape(
        _ test: ElementaryTest, _ code: PathCode, _ value: AttributeValue, _ side: LawSide
    ) -> Set<AttributeValue> {
        if case .step(let step) = test, step.operation == .holder { return holderShape(code, value, side) }
        if case .proof(let number) = test { return proofShape(side.law.requirements[number], code, value, side) }
        if test.asksForShare { return shareShape(test, code, value, side) }
        var shape: Set<AttributeValue> = []
        if case .list(let members) = value {
            shape.insert(.list([]))
            for member in members { shape.formUnion(derived(code, member, side)) }
        } else {
            shape = derived(code, value, side)
        }
        return shape
    }

    /// Of a pool only its name counts, of an amount only which partners' shares it fits into.
    private func shareShape(
        _ test: ElementaryTest, _ code: PathCode, _ value: AttributeValue, _ side: LawSide
    ) -> Set<AttributeValue> {
        let pools = Set(side.law.shares.keys.map(\.pool))
        switch value {
        case .text(let text) where pools.contains(side.law.lexicon.number(text)): return [value]
        case .text: return [.text("")]
        case .number(let number):
            // Without a share nothing is left.
            let limits = side.sharesLeft.union([0]).sorted()
            return [.number(number < 0 ? -1 : Double(limits.count { number > $0 + 1e-9 }))]
        default: return [.truth(false)]
        }
    }

    /// Of whoever holds the resource only single names of partners count, of the kind only whether it is a station.
    private func holderShape(_ code: PathCode, _ value: AttributeValue, _ side: LawSide) -> Set<AttributeValue> {
        if value == .null { return [.null] }
        guard case .text(let text) = value else { return [.truth(false)] }
        if code.derivation != 0 { return derived(code, value, side) }
        let names = side.law.lexicon.partnerIDs.map(\.rawValue) + [ResourceKind.station.rawValue]
        return [names.contains(text) ? value : .truth(false)]
    }

    /// Names that prove, or are waited for: by the partner, else, where one waited for may be none, by the name itself.
    private func proofShape(
        _ requirement: CompiledRequirement, _ code: PathCode, _ value: AttributeValue, _ side: LawSide
    ) -> Set<AttributeValue> {
        if value == .null || value == .truth(true) { return [value] }
        let members = if case .list(let members) = value { members } else { [value] }
        let shapes = members.flatMap { nameShape(requirement, code, $0, side) }
        return Set(shapes).union([members.isEmpty ? .list([]) : .truth(false)])
    }

    func nameShape(
        _ requirement: CompiledRequirement, _ code: PathCode, _ member: AttributeValue, _ side: LawSide
    ) -> [AttributeValue] {
        let seen = derived(code, member, side).first ?? .null
        if case .text(let text) = seen {
            let partner = side.law.lexicon.partner(named: text)
            // Not to be taken for a number that is a value itself.
            if partner >= 0 { return [.list([.null, .number(Double(partner))])] }
        }
        // A name that is no partner's counts where it is waited for, and so does one that may be.
        return waitsForAnyName(requirement, side) ? [.list([seen])] : isProof(requirement, code) ? [] : [.list([.null])]
    }

    private func isProof(_ requirement: CompiledRequirement, _ code: PathCode) -> Bool {
        if case .path(let given) = requirement.proof { given == code } else { false }
    }

    /// Whether some name waited for need not be a partner's.
    private func waitsForAnyName(_ requirement: CompiledRequirement, _ side: LawSide) -> Bool {
        guard case .these(let range) = requirement.parties else { return false }
        return range.contains { place in
            switch side.law.awaitedParties[place] {
            case .word(let word): word < 0 || side.law.lexicon.partner(ofWord: word) < 0
            case .path(let path): path != .subjectPartner && path.derivation == 0
            }
        }
    }

    func derived(_ code: PathCode, _ value: AttributeValue, _ side: LawSide) -> Set<AttributeValue> {
        guard code.derivation != 0 else { return [value] }
        let text = side.scene([(path, value)]) { scene in scene.text(scene.see(code)) }
        return text.isEmpty ? [value == .null ? .null : .truth(false)] : [.text(text)]
    }
}

extension ElementaryTest {
    /// Whether it compares an amount with a share.
    fileprivate var asksForShare: Bool {
        switch self {
        case .amount: true
        case .step(let step): step.operation == .share
        default: false
        }
    }
}
