import Agreements
import Programme

/// Bodies of agreements made up by chance over so few attributes and values that every request can be listed.
struct SmallLaw {
    private var state: UInt64
    let programme: ProgrammeDescription
    let instant: CivilTime
    /// The attributes of this programme, with every value that requests are listed with.
    private(set) var vocabulary: [(path: AttributePath, values: [AttributeValue])] = []

    /// The documents before and after, and whether a partner leaves besides.
    private(set) var before: [AgreementDocument] = []
    private(set) var after: [AgreementDocument] = []
    private(set) var leaves = false

    private static let attributes: [(AttributeScope, String)] = [
        (.subject, "agency"), (.subject, "state"), (.resource, "element"), (.resource, "data"), (.resource, "with"),
        (.resource, "pool"), (.resource, "pct"), (.context, "consensus"), (.context, "days"), (.context, "emergency"),
        (.context, "date"), (.context, "today"), (.context, "withdrawn"), (.context, "programme"),
    ]
    private static let words: [String: [AttributeValue]] = [
        "agency": ["US", "NASA", "esa", "US-firm", "CN", ["CN", "RU", "US"]],
        "state": ["France", "RU", "firm-RU", true, ["RU", "US"]],
        "element": ["columbus", "zarya", "EC", "destiny", ["columbus", "zarya"]],
        "data": ["EC", "PROP", "US", "US-firm", 2, ["EC", "PROP"], ["PROP", "nobody"], ["x"]],
        "with": ["US", "CN-lab", ["US", "RU"], ["US", "CN-lab"], ["nobody", "US", "ESA"], []],
        "pool": ["pool-a", "pool-b", 3], "pct": [0, 2.3, 40, 60, -1, "x"],
        "consensus": [true, false, "RU", ["RU", "ESA"], ["US", "RU", "EU", "JP", "CA"], ["RU", "EU", "JP", "CA"]],
        "days": [0, 29, 30, 31, 400, "30"], "emergency": ["life-safety", "fire"],
        "date": ["2026-01-01", "2026-06-01T12:00:00Z", "2027-03-01", "soon"],
        "today": ["2026-01-31", "2027-01-01", "2028-01-01", 5], "withdrawn": [true, false],
        "programme": ["iss", "other", "third"],
    ]
    private static let literals: [AttributeValue] = [
        "US", "NASA", "RU", "ESA", "esa", "columbus", "zarya", "EC", "PROP", "US-firm", "CN", "pool-a", true, false,
        nil, 2, 30, "life-safety", "2026-01-01", "nobody",
    ]
    private static let groups = ["partners", "agencies", "otherPartners", "firms", "mixed"]
    static let actions: [ActionName] = [.use, .read]

    init(seed: UInt64, programme: ProgrammeDescription, instant: CivilTime, attributes count: Int) {
        state = seed
        self.programme = programme
        self.instant = instant
        var names = Self.attributes
        for _ in 0..<count {
            let (scope, name) = names.remove(at: number(names.count))
            vocabulary.append((AttributePath(scope, name), [.null] + (Self.words[name] ?? [])))
        }
    }

    private mutating func number(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    private mutating func pick<T>(_ all: [T]) -> T { all[number(all.count)] }
    private mutating func chance(_ one: Int, in all: Int) -> Bool { number(all) < one }
    private mutating func several<T>(_ range: ClosedRange<Int>, _ make: (inout Self) -> T) -> [T] {
        (0..<range.lowerBound + number(range.count)).map { _ in make(&self) }
    }

    private mutating func path() -> AttributePath {
        if chance(1, in: 6) { return .subjectPartner }
        let path = pick(vocabulary).path
        guard chance(1, in: 3) else { return path }
        // Of anything but elements these are all absent.
        let derivations: [Derivation] = path.name == "element" ? [.partner, .provider, .operator] : [.partner]
        return AttributePath(path.scope, path.name, pick(derivations))
    }

    private mutating func literal(at path: AttributePath) -> AttributeValue {
        if path.derivation != nil || path.isSubjectPartner { return pick(["US", "RU", "EU"]) }
        let own = (Self.words[path.name] ?? []).filter { if case .list = $0 { false } else { true } }
        return own.isEmpty || chance(1, in: 4) ? pick(Self.literals) : pick(own)
    }

    private mutating func names(at path: AttributePath) -> NameSet {
        chance(1, in: 2) ? .group(pick(Self.groups)) : .values(several(1...3) { $0.literal(at: path) })
    }

    private mutating func bound() -> Bound { chance(2, in: 3) ? .number(pick([2, 30, 40])) : .date(instant) }

    private mutating func test(at path: AttributePath) -> ValueTest {
        switch number(18) {
        case 0, 1, 2: .equals(literal(at: path))
        case 3: .differs(literal(at: path))
        case 4, 5: .isIn(names(at: path))
        case 6: .notIn(names(at: path))
        case 7: .allIn(names(at: path))
        case 8: .includes(names(at: path))
        case 9: .atLeast(bound())
        case 10: .atMost(bound())
        case 11: .above(bound())
        case 12: .sameAs(self.path())
        case 13: .differsFrom(self.path())
        case 14: .present(chance(1, in: 2))
        case 15: .countAtLeast(number(4))
        case 16: .countAtMost(number(3))
        default: .daysTo(self.path(), pick(DayLimit.allCases), pick([0, 30, 365]))
        }
    }

    private mutating func condition(_ depth: Int = 0) -> Condition {
        switch number(depth < 2 ? 12 : 8) {
        case 0:
            return .share(pick(ShareState.allCases), pool: Condition.defaultPool, amount: Condition.defaultAmount)
        case 1...7:
            let path = path()
            return .test(path, test(at: path))
        case 8, 9: return .all(several(1...3) { $0.condition(depth + 1) })
        case 10: return .any(several(1...3) { $0.condition(depth + 1) })
        default: return .not(condition(depth + 1))
        }
    }

    private mutating func requirement() -> Requirement {
        var requirement = Requirement(pick([.consensus, .notice, .licence, .barter, .wait]))
        switch number(3) {
        case 0: requirement.parties = .group(pick(Self.groups))
        case 1: requirement.parties = .these(several(1...2) { $0.chance(1, in: 3) ? .path($0.path()) : .name("RU") })
        default: break
        }
        switch number(4) {
        case 0: requirement.proof = .condition(condition(1))
        case 1, 2: requirement.proof = .path(chance(1, in: 2) ? AttributePath(.context, "consensus") : path())
        default: break
        }
        if chance(1, in: 3) {
            requirement.days = 30
            requirement.elapsed = AttributePath(.context, "days")
        }
        return requirement
    }

    private mutating func clause(_ id: Int, _ tier: Tier) -> Clause {
        let effect = pick([.permit, .permit, .permit, .forbid, .needs, .needs, .oblige, .advise] as [Effect])
        var clause = Clause(
            id: "c\(id)", title: "clause \(id)", actions: Set(several(1...2) { $0.pick(Self.actions) }),
            when: chance(7, in: 8) ? condition() : nil, effect: effect,
            needs: effect == .needs ? several(1...2) { $0.requirement() } : [])
        clause.thenPermits = chance(2, in: 3)
        clause.survives = chance(1, in: 4)
        clause.isPhysical = effect == .forbid && chance(1, in: 8)
        clause.overridesForLifeSafety = effect == .permit && chance(1, in: 10)
        clause.isLeftToNationalLaw = tier == .nationalLaw && chance(1, in: 2)
        return clause
    }

    mutating func documents() -> [AgreementDocument] {
        (0..<1 + number(3)).map { number in
            let tier = pick(Tier.allCases)
            var document = AgreementDocument(
                id: "d\(number)", title: "document \(number)", tier: tier,
                parties: chance(1, in: 3) ? ["US", "EU"] : programme.partners.map(\.id),
                inForce: chance(1, in: 10) ? Validity(from: nil, until: instant) : Validity(from: nil, until: nil),
                clauses: (0..<1 + self.number(3)).map { clause($0, tier) })
            if tier == .nationalLaw { document.jurisdiction = pick(["US", "RU", "CN"]) }
            if chance(1, in: 10) { document.programme = "other" }
            if number == 0 {
                document.definitions = [
                    NameGroup("firms", names: ["Airbus"], startingWith: ["US-", "CN-"], endingWith: ["-RU"]),
                    NameGroup("mixed", names: ["EC", "columbus"], groups: ["firms"]),
                ]
                document.entities = [
                    EntityRule(names: ["Airbus"], startingWith: chance(1, in: 2) ? ["US-"] : [], partner: "US"),
                    EntityRule(endingWith: ["-RU"], partner: "RU"),
                ]
                document.shares = [SharePool(pool: "pool-a", percents: ["US": 46.7, "EU": 51, "CA": 2.3])]
            }
            return document
        }
    }

    /// The documents amended: a clause more, less or other, a document more or less.
    mutating func amended(_ documents: [AgreementDocument]) -> [AgreementDocument] {
        var amended = documents
        let place = number(amended.count)
        let old = amended[place]
        var clauses = old.clauses
        switch number(4) {
        case 0: clauses.append(clause(9, old.tier))
        case 1: clauses.remove(at: number(clauses.count))
        case 2: clauses[number(clauses.count)] = clause(8, old.tier)
        default: clauses = []
        }
        var new = AgreementDocument(
            id: old.id, title: old.title, tier: old.tier, parties: old.parties, inForce: old.inForce, clauses: clauses)
        (new.jurisdiction, new.programme) = (old.jurisdiction, old.programme)
        (new.definitions, new.entities, new.shares) = (old.definitions, old.entities, old.shares)
        amended[place] = new
        return amended
    }

    /// A body of agreements, and the same after an amendment, and now and then a withdrawal too.
    mutating func bodies() throws -> [AgreementsInForce] {
        before = documents()
        after = amended(before)
        let old = AgreementsInForce(documents: before, programme: programme, at: instant)
        guard chance(1, in: 4) else {
            return [old, AgreementsInForce(documents: after, programme: programme, at: instant)]
        }
        leaves = true
        let living = LivingAgreements(documents: after, bytes: [:], programme: programme)
        let leaver = pick(programme.partners).id
        return [old, living.inForce(at: instant, after: [.withdrawal(leaver)], programme: programme)]
    }

    /// Calls `body` with every request of the vocabulary for an action.
    func eachRequest(_ action: ActionName, _ body: (OpenRequest) throws -> Void) throws {
        try each(vocabulary[...], [:], action, body)
    }

    private func each(
        _ rest: ArraySlice<(path: AttributePath, values: [AttributeValue])>,
        _ chosen: [AttributeScope: [String: AttributeValue]], _ action: ActionName,
        _ body: (OpenRequest) throws -> Void
    ) throws {
        guard let next = rest.first else {
            // What an open request would imply of itself is said not to be there.
            let resource = ["kind": .null, "subsystem": .null, "owner": .null] as [String: AttributeValue]
            return try body(
                OpenRequest(
                    subject: Attributes(chosen[.subject] ?? [:]), action: action,
                    resource: Attributes((chosen[.resource] ?? [:]).merging(resource) { first, _ in first }),
                    context: Attributes(chosen[.context] ?? [:])))
        }
        for value in next.values {
            var more = chosen
            more[next.path.scope, default: [:]][next.path.name] = value
            try each(rest.dropFirst(), more, action, body)
        }
    }
}
