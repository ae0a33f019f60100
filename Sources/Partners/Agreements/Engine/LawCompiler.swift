import Programme

/// Turns documents into the flat tables of `CompiledLaw`.
struct LawCompiler {
    let lexicon: Lexicon
    let life: AgreementLife
    let instant: CivilTime
    private(set) var bases: [AttributePath: Int32] = [:]
    private(set) var code: [Instruction] = []
    private(set) var literals: [Literal] = []
    private(set) var partEntries: [Int32] = []
    private(set) var requirements: [CompiledRequirement] = []
    private(set) var awaitedParties: [AwaitedParty] = []
    private(set) var shareTests: [ShareTest] = []
    private(set) var patterns: [NamePatterns] = []
    private(set) var facts: [TermID] = []

    init(lexicon: Lexicon, life: AgreementLife, instant: CivilTime) {
        self.lexicon = lexicon
        self.life = life
        self.instant = instant
        for path in FixedBase.paths { _ = base(path) }
    }

    mutating func compile(_ entry: ClauseEntry) -> CompiledClause {
        let (clause, document) = (entry.clause, entry.document)
        let start = partEntries.count
        for part in entry.parts { partEntries.append(compile(part)) }
        let parts = start..<partEntries.count
        let firstNeed = requirements.count
        for requirement in clause.needs {
            let compiled = compile(requirement)
            requirements.append(compiled)
        }
        let isNational = document.tier == .nationalLaw
        let firstRight = partEntries.count
        for part in entry.rights { partEntries.append(compile(part)) }
        return CompiledClause(
            effect: clause.effect, isNational: isNational, survives: clause.survives || isNational,
            isPhysical: clause.isPhysical && clause.effect == .forbid,
            isOverride: entry.isOverride, holdsNow: entry.holdsNow,
            givesPermission: clause.givesRight(in: document),
            programme: document.programme.map { lexicon.number($0) } ?? Lexicon.unknown,
            parts: TableRange(parts), rights: TableRange(firstRight..<partEntries.count),
            requirements: TableRange(firstNeed..<requirements.count))
    }

    private mutating func compile(_ part: ClausePart) -> Int32 {
        switch part {
        case .condition(let condition): return compile(condition, Instruction.accept, Instruction.reject)
        case .names(let names):
            patterns.append(names)
            return emit(
                Instruction(
                    operation: .names, path: PathCode(base: FixedBase.name, nil), first: Int32(patterns.count - 1),
                    onTrue: Instruction.accept, onFalse: Instruction.reject))
        case .holder(let parties):
            let range = append(parties.map(\.rawValue).sorted().map { .text($0) })
            return emit(
                Instruction(
                    operation: .holder, first: Int32(range.lowerBound), last: Int32(range.upperBound),
                    onTrue: Instruction.accept, onFalse: Instruction.reject))
        case .fact(let term):
            facts.append(term)
            let path = path(AttributePath(.context, term.rawValue))
            return emit(
                Instruction(
                    operation: .fact, path: path, first: Int32(facts.count - 1), onTrue: Instruction.accept,
                    onFalse: Instruction.reject))
        }
    }

    /// Emits a condition from its end to its beginning, so that every jump is known when it is written; returns where
    /// it starts.
    mutating func compile(_ condition: Condition, _ onTrue: Int32, _ onFalse: Int32) -> Int32 {
        switch condition {
        case .all(let parts): return parts.reversed().reduce(onTrue) { compile($1, $0, onFalse) }
        case .any(let parts): return parts.reversed().reduce(onFalse) { compile($1, onTrue, $0) }
        case .not(let part): return compile(part, onFalse, onTrue)
        case .test(let path, let test): return compile(test, at: self.path(path), onTrue, onFalse)
        case .share(let state, let pool, let amount):
            shareTests.append(ShareTest(state: state, pool: path(pool), amount: path(amount)))
            let first = Int32(shareTests.count - 1)
            return emit(Instruction(operation: .share, first: first, onTrue: onTrue, onFalse: onFalse))
        case .inForce(let id):
            let isInForce = life.times(of: id).contains(instant)
            return emit(
                Instruction(operation: .constant, first: isInForce ? 1 : 0, onTrue: onTrue, onFalse: onFalse))
        }
    }

    private mutating func compile(
        _ test: ValueTest, at path: PathCode, _ onTrue: Int32, _ onFalse: Int32
    ) -> Int32 {
        var instruction = Instruction(operation: .equals, path: path, onTrue: onTrue, onFalse: onFalse)
        switch test {
        case .equals(.list): instruction.operation = .constant
        case .equals(let value): instruction.first = Int32(append([value]).lowerBound)
        case .differs(let value): return compile(.equals(value), at: path, onFalse, onTrue)
        case .isIn(let names): set(&instruction, .isIn, .isInGroup, names)
        case .notIn(let names): return compile(.isIn(names), at: path, onFalse, onTrue)
        case .allIn(let names): set(&instruction, .allIn, .allInGroup, names)
        case .includes(let names): set(&instruction, .includes, .includesGroup, names)
        case .atLeast(let bound): set(&instruction, .atLeast, bound)
        case .above(let bound): set(&instruction, .above, bound)
        // Not above and not at least would hold for what is absent; so the limit itself is turned round.
        case .atMost(let bound): set(&instruction, .atLeast, bound, isReversed: true)
        case .below(let bound): set(&instruction, .above, bound, isReversed: true)
        case .daysTo(let other, let limit, let days):
            (instruction.operation, instruction.other) = (.daysTo, self.path(other))
            instruction.first = Int32(append([.number(days)]).lowerBound)
            instruction.last = limit.number
        case .sameAs(let other): (instruction.operation, instruction.other) = (.sameAs, self.path(other))
        case .differsFrom(let other): (instruction.operation, instruction.other) = (.differsFrom, self.path(other))
        case .present(let isPresent):
            instruction.operation = .present
            if !isPresent { (instruction.onTrue, instruction.onFalse) = (onFalse, onTrue) }
        case .countAtLeast(let count):
            (instruction.operation, instruction.first) = (.countAtLeast, Int32(clamping: count))
        case .countAtMost(let count):
            (instruction.operation, instruction.first) = (.countAtLeast, Int32(clamping: max(count, -1)) &+ 1)
            (instruction.onTrue, instruction.onFalse) = (onFalse, onTrue)
        }
        return emit(instruction)
    }

    private mutating func set(
        _ instruction: inout Instruction, _ one: Instruction.Operation, _ group: Instruction.Operation, _ names: NameSet
    ) {
        switch names {
        case .values(let values):
            let range = append(values)
            instruction.operation = one
            (instruction.first, instruction.last) = (Int32(range.lowerBound), Int32(range.upperBound))
        case .group(let name):
            instruction.operation = group
            instruction.first = groupNumber(name)
        }
    }

    /// `last` tells which way the comparison runs.
    private mutating func set(
        _ instruction: inout Instruction, _ operation: Instruction.Operation, _ bound: Bound, isReversed: Bool = false
    ) {
        instruction.operation = operation
        instruction.first = Int32(literals.count)
        instruction.last = isReversed ? 1 : 0
        switch bound {
        case .number(let number): literals.append(.number(number))
        case .date(let date): literals.append(Literal(kind: .text, bits: UInt64(bitPattern: DateKey.key(of: date))))
        }
    }

    /// A group's number; a group that no document defines has no members.
    private func groupNumber(_ name: String) -> Int32 {
        name == "otherPartners" ? Instruction.otherPartners : lexicon.groupNumbers[name] ?? Instruction.noGroup
    }

    private mutating func compile(_ requirement: Requirement) -> CompiledRequirement {
        let parties: CompiledRequirement.Parties
        switch requirement.parties {
        case nil: parties = .unsaid
        case .these(let awaited):
            let start = awaitedParties.count
            for party in awaited {
                switch party {
                case .name(let name): awaitedParties.append(.word(lexicon.number(name)))
                case .path(let path): awaitedParties.append(.path(self.path(path)))
                }
            }
            parties = .these(start..<awaitedParties.count)
        case .group(let name): parties = .group(groupNumber(name))
        }
        let proof: CompiledRequirement.Proof =
            switch requirement.proof {
            case nil: .unsaid
            case .path(let path): .path(self.path(path))
            case .condition(let condition):
                .condition(compile(condition, Instruction.accept, Instruction.reject))
            }
        return CompiledRequirement(
            isBarter: requirement.kind == .barter, parties: parties, proof: proof, days: requirement.days,
            elapsed: requirement.elapsed.map { path($0) } ?? .subjectPartner, pool: path(requirement.pool),
            amount: path(requirement.amount))
    }

    private mutating func append(_ values: [AttributeValue]) -> Range<Int> {
        let start = literals.count
        literals += values.compactMap { lexicon.literal($0) }
        return start..<literals.count
    }

    private mutating func emit(_ instruction: Instruction) -> Int32 {
        code.append(instruction)
        return Int32(code.count - 1)
    }

    mutating func path(_ path: AttributePath) -> PathCode {
        path.isSubjectPartner
            ? .subjectPartner : PathCode(base: base(AttributePath(path.scope, path.name)), path.derivation)
    }

    private mutating func base(_ path: AttributePath) -> Int32 {
        if let known = bases[path] { return known }
        bases[path] = Int32(bases.count)
        return Int32(bases.count - 1)
    }
}

extension DayLimit {
    /// Its number in an instruction.
    var number: Int32 {
        switch self {
        case .atLeast: 0
        case .atMost: 1
        case .above: 2
        case .below: 3
        }
    }
}

extension Lexicon {
    /// A document's value by numbers; `nil` for a list, which is equal to nothing.
    func literal(_ value: AttributeValue) -> Literal? {
        switch value {
        case .text(let text): .text(number(text))
        case .number(let number): .number(number)
        case .truth(let truth): .truth(truth)
        case .null: .null
        case .list: nil
        }
    }
}
