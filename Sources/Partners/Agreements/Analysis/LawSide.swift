import Programme

/// Documents at one instant, as the analysis puts values before their tests.
struct LawSide: Sendable {
    let agreements: AgreementsInForce
    /// What partners have used of their pools; context and conditions are left out, because every one is tried.
    let facts: Facts

    var law: CompiledLaw { agreements.law }

    init(_ agreements: AgreementsInForce, _ facts: Facts) {
        self.agreements = agreements
        var facts = facts
        (facts.context, facts.conditions) = ([:], [])
        self.facts = facts
    }

    /// Puts values before the tests, with an asking partner by number; -1 for one that no attribute names.
    func scene<Result>(
        _ values: [(path: AttributePath, value: AttributeValue)], partner: Int32 = -1,
        _ body: (borrowing Scene) -> Result
    ) -> Result {
        var entries: [SceneEntry] = []
        func add(_ base: Int32, _ value: AttributeValue) {
            let word = if case .text(let text) = value { law.lexicon.number(text) } else { Lexicon.unknown }
            entries.append(SceneEntry(base: base, word: word, value: value))
        }
        if partner >= 0 { add(FixedBase.partner, .text(law.lexicon.partnerIDs[Int(partner)].rawValue)) }
        for (path, value) in values {
            if let base = law.bases.number(path.scope, path.name) { add(base, value) }
        }
        // Room for what the engine itself says of a partner that has left.
        entries.append(SceneEntry(base: -1, word: Lexicon.unknown, value: .null))
        return entries.withUnsafeMutableBufferPointer { buffer in
            let scene = Scene(law: law, entries: buffer, count: buffer.count, facts: facts)
            guard law.withdrawn.contains(scene.subjectPartner) else { return body(scene) }
            let place = scene.entry(of: FixedBase.withdrawn) ?? buffer.count - 1
            buffer[place] = SceneEntry(base: FixedBase.withdrawn, word: Lexicon.unknown, value: .truth(true))
            return body(Scene(law: law, entries: buffer, count: buffer.count, facts: facts))
        }
    }

    /// Numbers of the asking partners that can be, with -1 for none.
    var partners: Range<Int32> { -1..<Int32(law.lexicon.partnerIDs.count) }

    /// What each partner has left of each pool, percent.
    var sharesLeft: Set<Double> { Self.sharesLeft(law, facts) }

    static func sharesLeft(_ law: CompiledLaw, _ facts: Facts) -> Set<Double> {
        Set(
            law.shares.filter { $0.key.pool >= 0 }.map { key, percent in
                let pool = law.lexicon.words[Int(key.pool)]
                let use = facts.poolUse[.init(pool: pool, partner: law.lexicon.partnerIDs[Int(key.partner)])]
                return percent + (use.map { $0.barteredInPercent - $0.barteredOutPercent - $0.usedPercent } ?? 0)
            })
    }

    /// The attribute of a path's number.
    func attribute(_ path: PathCode) -> AttributePath { law.bases.paths[Int(path.base)] }

    /// Numbers of the clauses that speak of an action, highest first.
    func clauses(_ action: ActionName) -> [Int] {
        law.entries.indices.filter { law.entries[$0].clause.actions.contains(action) }
    }
}

/// What an elementary test asks, so that the same question of several clauses is put once.
enum TestKey: Hashable {
    case step(Instruction.Operation, PathCode, PathCode, [Literal], Int32, Int32)
    case proof(Int)
    case elapsed(PathCode, Double)
    case amount(PathCode, PathCode)
    case withdrawn
    case programme(Int32)
}

/// An elementary test with what it looks at.
struct AttributeTest {
    let test: ElementaryTest
    let key: TestKey
    /// The paths it looks at, but who asks.
    let codes: [PathCode]
    /// Their attributes, each once.
    let attributes: [AttributePath]
    /// Whether its answer hangs on who asks.
    let asksForPartner: Bool

    /// Whether values of several attributes are compared with each other, and not each with something known.
    let comparesValues: Bool

    init(_ test: ElementaryTest, _ side: LawSide) {
        self.test = test
        key = test.key(side.law)
        let paths = test.paths(side.law)
        let looksAtWithdrawal = paths.contains { $0 != .subjectPartner && $0.base == FixedBase.withdrawn }
        codes = paths.filter { $0 != .subjectPartner }
        attributes = Set(codes.map(side.attribute)).sorted()
        // Of a partner that has left the engine says so, whatever the request does.
        comparesValues = test.comparesValues(side.law)
        asksForPartner = paths.contains(.subjectPartner) || looksAtWithdrawal && !side.law.withdrawn.isEmpty
    }
}

/// One question that a clause asks of a request and that is answered at once, yes or no.
enum ElementaryTest {
    /// A step of a condition.
    case step(Instruction)
    /// Whether what proves this requirement does.
    case proof(Int)
    /// Whether the days of this requirement have passed.
    case elapsed(Int)
    /// Whether the amount of this requirement fits into the share.
    case amount(Int)
    /// Whether the subject has withdrawn.
    case withdrawn
    /// Whether the request is of the programme of this clause's document.
    case programme(Int)

    /// The paths that it looks at.
    func paths(_ law: CompiledLaw) -> [PathCode] {
        switch self {
        case .step(let step): Self.paths(step, law)
        case .proof(let number): Self.paths(law.requirements[number], law)
        case .elapsed(let number): [law.requirements[number].elapsed]
        case .amount(let number): [law.requirements[number].pool, law.requirements[number].amount, .subjectPartner]
        case .withdrawn: [PathCode(base: FixedBase.withdrawn, nil)]
        case .programme: [PathCode(base: FixedBase.programme, nil)]
        }
    }

    /// What tells it from other tests of its side; equal tests have one answer for every request.
    func key(_ law: CompiledLaw) -> TestKey {
        switch self {
        case .proof(let place): return .proof(place)
        case .elapsed(let place): return .elapsed(law.requirements[place].elapsed, law.requirements[place].days ?? 0)
        case .amount(let place): return .amount(law.requirements[place].pool, law.requirements[place].amount)
        case .withdrawn: return .withdrawn
        case .programme(let number): return .programme(law.clauses[number].programme)
        case .step(let step):
            switch step.operation {
            case .equals, .atLeast, .above, .daysTo:
                return .step(step.operation, step.path, step.other, [law.literals[Int(step.first)]], step.last, 0)
            case .isIn, .allIn, .includes, .holder:
                let literals = (step.first..<step.last).map { law.literals[Int($0)] }
                return .step(step.operation, step.path, step.other, literals, 0, 0)
            default: return .step(step.operation, step.path, step.other, [], step.first, step.last)
            }
        }
    }

    /// Whether it compares texts, and not only whether one is there.
    var comparesNames: Bool {
        guard case .step(let step) = self else { return false }
        switch step.operation {
        case .equals, .isIn, .isInGroup, .allIn, .allInGroup, .includes, .includesGroup, .sameAs, .differsFrom:
            return true
        default: return false
        }
    }

    fileprivate func comparesValues(_ law: CompiledLaw) -> Bool {
        switch self {
        case .step(let step): return [.sameAs, .differsFrom, .daysTo].contains(step.operation)
        case .proof(let number):
            guard case .these(let range) = law.requirements[number].parties else { return false }
            // Of whoever is derived only the partner counts, and partners are known.
            return range.contains { place in
                if case .path(let path) = law.awaitedParties[place] { path.derivation == 0 } else { false }
            }
        default: return false
        }
    }

    private static func paths(_ step: Instruction, _ law: CompiledLaw) -> [PathCode] {
        switch step.operation {
        case .constant: []
        case .share:
            [law.shareTests[Int(step.first)].pool, law.shareTests[Int(step.first)].amount, .subjectPartner]
        case .holder:
            [
                PathCode(base: FixedBase.kind, nil), PathCode(base: FixedBase.element, .provider),
                PathCode(base: FixedBase.owner, nil),
            ]
        case .sameAs, .differsFrom, .daysTo: [step.path, step.other]
        case .isInGroup, .allInGroup, .includesGroup:
            step.first == Instruction.otherPartners ? [step.path, .subjectPartner] : [step.path]
        default: [step.path]
        }
    }

    private static func paths(_ requirement: CompiledRequirement, _ law: CompiledLaw) -> [PathCode] {
        guard case .path(let given) = requirement.proof else { return [] }
        switch requirement.parties {
        case .unsaid: return [given]
        case .group(let group): return group == Instruction.otherPartners ? [given, .subjectPartner] : [given]
        case .these(let range):
            return [given]
                + range.compactMap { if case .path(let path) = law.awaitedParties[$0] { path } else { nil } }
        }
    }

    /// Its answer.
    func holds(_ scene: borrowing Scene) -> Bool {
        let law = scene.law
        switch self {
        case .step(let step): return scene.passes(step)
        case .elapsed(let number): return (scene.daysLeft(law.requirements[number]) ?? 0) <= 0
        case .amount(let number): return scene.excess(law.requirements[number]) == 0
        case .withdrawn: return scene.isWithdrawn
        case .programme(let number): return scene.isOfProgramme(law.clauses[number])
        case .proof(let number):
            guard case .path(let given) = law.requirements[number].proof else { return false }
            return scene.isProved(by: scene.see(given), law.requirements[number].parties)
        }
    }
}

extension LawSide {
    /// Every elementary test of an action's clauses, each once.
    func tests(of action: ActionName) -> [AttributeTest] {
        var seen: Set<TestKey> = []
        return clauses(action).flatMap(tests).map { AttributeTest($0, self) }.filter { seen.insert($0.key).inserted }
    }

    /// Every elementary test of a clause, each once.
    func tests(_ number: Int) -> [ElementaryTest] {
        let clause = law.clauses[number]
        var tests: [ElementaryTest] = [.programme(number)]
        if !clause.survives { tests.append(.withdrawn) }
        for place in Array(clause.parts.places) + Array(clause.rights.places) {
            tests += steps(from: law.partEntries[place])
        }
        for place in clause.requirements.places {
            let requirement = law.requirements[place]
            if requirement.days != nil { tests.append(.elapsed(place)) }
            if requirement.isBarter { tests.append(.amount(place)) }
            switch requirement.proof {
            case .unsaid: break
            case .path: tests.append(.proof(place))
            case .condition(let start): tests += steps(from: start)
            }
        }
        return tests
    }

    private func steps(from start: Int32) -> [ElementaryTest] {
        var seen: Set<Int32> = []
        var open = [start]
        while let place = open.popLast() {
            guard place >= 0, seen.insert(place).inserted else { continue }
            open += [law.code[Int(place)].onTrue, law.code[Int(place)].onFalse]
        }
        return seen.sorted().map { .step(law.code[Int($0)]) }
    }
}
