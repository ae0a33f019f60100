import Agreements
import Programme

/// Small programmes of agreements and requests made up by chance, from few words so that they meet.
struct RandomLaw {
    var random: SplitMix
    let programme: ProgrammeDescription
    let instant: CivilTime

    private static let words = [
        "US", "RU", "EU", "NASA", "ESA", "esa", "Roscosmos", "France", "mcc-m", "columbus", "nauka", "zarya", "US-firm",
        "PRC-lab", "firm-RU", "NASA-EU", "Airbus", "EC", "PROP", "pool-a", "pool-b", "life-safety", "iss", "other",
        "2026-01-01", "2026-06-01T12:00:00Z", "2027-03-01", "nobody",
    ]
    private static let names: [AttributeScope: [String]] = [
        .subject: ["agency", "state", "org", "role", "node"],
        .resource: ["element", "data", "user", "pool", "pct", "with"],
        .context: ["consensus", "licence", "days", "date", "emergency", "withdrawn", "programme"],
    ]
    private static let actions: [ActionName] = [.use, .read, .command]
    private static let groups = ["partners", "agencies", "otherPartners", "firms", "mixed"]

    init(seed: UInt64, programme: ProgrammeDescription, instant: CivilTime) {
        random = SplitMix(state: seed)
        self.programme = programme
        self.instant = instant
    }

    private mutating func pick<T>(_ all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &random)] }
    mutating func chance(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < one }
    private mutating func several<T>(_ range: ClosedRange<Int>, _ make: (inout Self) -> T) -> [T] {
        (0..<Int.random(in: range, using: &random)).map { _ in make(&self) }
    }

    private mutating func scalar() -> AttributeValue {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .number(pick([0, 2.3, 30, 51, 365, -1]))
        case 1: .truth(chance(1, in: 2))
        case 2: .null
        default: .text(pick(Self.words))
        }
    }

    mutating func value() -> AttributeValue {
        chance(1, in: 4) ? .list(several(0...3) { $0.scalar() }) : scalar()
    }

    mutating func path() -> AttributePath {
        let scope = pick(AttributeScope.allCases)
        let name = chance(1, in: 12) && scope == .subject ? "partner" : pick(Self.names[scope] ?? ["x"])
        return AttributePath(scope, name, chance(1, in: 4) ? pick(Derivation.allCases) : nil)
    }

    private mutating func nameSet() -> NameSet {
        chance(1, in: 2) ? .group(pick(Self.groups)) : .values(several(0...3) { $0.scalar() })
    }

    private mutating func bound() -> Bound {
        chance(1, in: 2) ? .number(pick([0, 2.3, 30, 365])) : .date(instant)
    }

    private mutating func test() -> ValueTest {
        switch Int.random(in: 0..<19, using: &random) {
        case 0, 1, 2: .equals(value())
        case 3: .differs(value())
        case 4, 5: .isIn(nameSet())
        case 6: .notIn(nameSet())
        case 7: .allIn(nameSet())
        case 8: .includes(nameSet())
        case 9: .atLeast(bound())
        case 10: .atMost(bound())
        case 11: .above(bound())
        case 12: .below(bound())
        case 13: .sameAs(path())
        case 14: .differsFrom(path())
        case 15: .present(chance(1, in: 2))
        case 16: .countAtLeast(Int.random(in: 0...2, using: &random))
        case 17: .countAtMost(Int.random(in: 0...2, using: &random))
        default: .daysTo(path(), pick(DayLimit.allCases), pick([0, 30, 365]))
        }
    }

    mutating func condition(_ depth: Int = 0) -> Condition {
        switch Int.random(in: 0..<(depth < 3 ? 14 : 9), using: &random) {
        case 0: .share(pick(ShareState.allCases), pool: Condition.defaultPool, amount: Condition.defaultAmount)
        case 1: chance(1, in: 2) ? .inForce(pick(["d0", "d1", "nowhere"])) : .emergency
        case 2...8: .test(path(), test())
        case 9, 10: .all(several(0...3) { $0.condition(depth + 1) })
        case 11, 12: .any(several(0...3) { $0.condition(depth + 1) })
        default: .not(condition(depth + 1))
        }
    }

    private mutating func requirement() -> Requirement {
        var requirement = Requirement(pick(RequirementKind.allCases))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: requirement.parties = .group(pick(Self.groups))
        case 1:
            requirement.parties = .these(
                several(1...2) { $0.chance(1, in: 3) ? .path($0.path()) : .name($0.pick(Self.words)) })
        default: break
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: requirement.proof = .condition(condition(2))
        case 1, 2: requirement.proof = .path(path())
        case 3: requirement.proof = .path(AttributePath(.context, "consensus"))
        default: break
        }
        if chance(1, in: 3) {
            requirement.days = 30
            requirement.elapsed = AttributePath(.context, "days")
        }
        return requirement
    }

    mutating func clause(_ number: Int, _ tier: Tier, effect: Effect? = nil) -> Clause {
        let effect = effect ?? pick([.permit, .permit, .forbid, .needs, .oblige, .advise])
        let subject = chance(1, in: 4) ? SubjectSelector(partners: [pick(programme.partners.map(\.id))]) : nil
        let time = chance(1, in: 8) ? Validity(from: nil, until: instant) : Validity(from: nil, until: nil)
        var clause = Clause(
            id: "c\(number)", title: "clause \(number)", validity: time, subject: subject,
            actions: Set(several(1...2) { $0.pick(Self.actions) }),
            when: chance(7, in: 8) ? condition() : nil, effect: effect,
            needs: effect == .needs ? several(0...2) { $0.requirement() } : [])
        clause.thenPermits = chance(3, in: 4)
        clause.survives = chance(1, in: 2)
        clause.isPhysical = effect == .forbid && chance(1, in: 8)
        clause.overridesForLifeSafety = effect == .permit && chance(1, in: 12)
        clause.isLeftToNationalLaw = tier == .nationalLaw && chance(1, in: 2)
        return clause
    }

    /// Most often all, that documents meet in one request.
    private mutating func parties() -> [PartnerID] {
        let all = programme.partners.map(\.id)
        return chance(1, in: 3) ? Set(several(1...3) { $0.pick(all) }).sorted() : all
    }

    mutating func documents() -> [AgreementDocument] {
        (0..<Int.random(in: 1...4, using: &random)).map { number in
            let tier = pick(Tier.allCases)
            var document = AgreementDocument(
                id: "d\(number)", title: "document \(number)", tier: tier, parties: parties(),
                inForce: chance(1, in: 8) ? Validity(from: nil, until: instant) : Validity(from: nil, until: nil),
                clauses: (0..<Int.random(in: 1...4, using: &random)).map { clause($0, tier) })
            if tier == .nationalLaw { document.jurisdiction = pick(["US", "RU", "CN"]) }
            if chance(1, in: 8) { document.programme = "other" }
            if number == 0 {
                document.definitions = [
                    NameGroup("firms", names: ["Airbus"], startingWith: ["US-", "PRC-"], endingWith: ["-RU"]),
                    NameGroup("mixed", names: ["EC", "columbus"], groups: ["firms"]),
                ]
                document.entities = [
                    EntityRule(names: ["Airbus"], startingWith: ["US-"], partner: "EU"),
                    EntityRule(startingWith: ["NASA-"], endingWith: ["-RU"], partner: "RU"),
                ]
                document.shares = [SharePool(pool: "pool-a", percents: ["US": 46.7, "EU": 51, "CA": 2.3])]
            }
            return document
        }
    }

    private mutating func attributes(_ scope: AttributeScope) -> Attributes {
        var values: [String: AttributeValue] = [:]
        for name in Self.names[scope] ?? [] where chance(1, in: 2) { values[name] = value() }
        if scope == .context, chance(3, in: 4) { values["programme"] = nil }
        return Attributes(values)
    }

    mutating func request() throws -> OpenRequest {
        try OpenRequest(
            subject: attributes(.subject), action: pick(Self.actions), resource: attributes(.resource),
            context: attributes(.context))
    }

    mutating func facts() -> Facts {
        Facts(
            context: chance(1, in: 4) ? Attributes(["emergency": "life-safety", "days": 40]) : [:],
            poolUse: chance(1, in: 2)
                ? [PoolUse(pool: "pool-a", partner: "EU", usedPercent: 20, barteredInPercent: 1)] : [])
    }
}
