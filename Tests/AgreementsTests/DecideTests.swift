import Agreements
import Programme
import Testing

/// Properties that must hold for any documents, tried on many made up by chance with fixed seeds.
@Suite struct DecideTests {
    private let programme: ProgrammeDescription
    private let instant: CivilTime

    init() throws {
        programme = try ISS.programme()
        instant = try #require(ISS.instant)
    }

    private func agreements(_ documents: [AgreementDocument]) -> AgreementsInForce {
        AgreementsInForce(documents: documents, programme: programme, at: instant)
    }

    private func requests() -> [AccessRequest] {
        let facts = ISS.facts.parameters.sorted { $0.key < $1.key }
        let resources: [Resource] =
            facts.map { .parameter(name: $0.key, element: $0.value.element, subsystem: $0.value.subsystem) }
            + [.element("zarya"), .element("columbus"), .element("nowhere"), .orbit, .link, .event(element: nil)]
            + [.event(element: "nauka"), .station(id: "moscow", owner: "RU"), .station(id: "santiago", owner: nil)]
        return programme.partners.flatMap { partner in
            ActionName.allCases.flatMap { action in
                resources.map { AccessRequest(partner: partner.id, action: action, resource: $0) }
            }
        }
    }

    private func randomClause(_ number: Int, effect: Effect?, _ random: inout SplitMix) -> Clause {
        func some<T: Hashable>(_ all: [T]) -> Set<T> {
            Set(all.filter { _ in Bool.random(using: &random) })
        }
        var resource = ResourceSelector(kinds: some(ResourceKind.allCases))
        if Bool.random(using: &random) { resource.subsystems = some(programme.subsystems.map(\.id)) }
        if Bool.random(using: &random) { resource.providers = some(programme.partners.map(\.id)) }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: resource.elements = .own
        case 1: resource.elements = .operated
        case 2: resource.elements = .these(some(programme.elements.map(\.id)))
        default: break
        }
        let from = try? instant.adding(days: Int.random(in: -20...4, using: &random))
        let until = try? instant.adding(days: Int.random(in: -2...20, using: &random))
        return Clause(
            id: "c\(number)", title: "clause \(number)", validity: Validity(from: from, until: until),
            subject: SubjectSelector(partners: some(programme.partners.map(\.id))),
            actions: some(ActionName.allCases), resource: resource,
            effect: effect ?? (Int.random(in: 0..<4, using: &random) == 0 ? .forbid : .permit))
    }

    private func document(_ id: String, _ clauses: [Clause], parties: [PartnerID]? = nil) -> AgreementDocument {
        AgreementDocument(
            id: id, title: id, tier: .plan, parties: parties ?? programme.partners.map(\.id),
            inForce: Validity(from: nil, until: nil), clauses: clauses)
    }

    @Test func withoutDocumentsEverythingIsDenied() {
        let none = agreements([])
        for request in requests() {
            let decision = decide(request, under: none, facts: ISS.facts)
            #expect(decision.outcome == .deny && decision.basis == .noClause && decision.validUntil == nil)
        }
    }

    @Test(arguments: 1...6) func anAddedForbidNeverPermits(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let clauses = (0..<12).map { randomClause($0, effect: nil, &random) }
        let before = agreements([document("a", clauses)])
        let after = agreements([document("a", clauses + [randomClause(99, effect: .forbid, &random)])])
        for request in requests() {
            let first = decide(request, under: before, facts: ISS.facts)
            let second = decide(request, under: after, facts: ISS.facts)
            #expect(!(first.outcome == .deny && second.outcome == .permit))
        }
    }

    @Test(arguments: 1...6) func orderDoesNotCount(_ seed: UInt64) {
        var random = SplitMix(state: seed &+ 100)
        let clauses = (0..<12).map { randomClause($0, effect: nil, &random) }
        let one = agreements([document("a", Array(clauses[..<6])), document("b", Array(clauses[6...]))])
        let other = agreements([
            document("b", clauses[6...].shuffled(using: &random)),
            document("a", clauses[..<6].shuffled(using: &random)),
        ])
        for request in requests() {
            #expect(
                decide(request, under: one, facts: ISS.facts) == decide(request, under: other, facts: ISS.facts))
        }
    }

    /// Until the told instant nothing changes: asked again on every day before it, the answer is the same.
    @Test(arguments: 1...4) func answersHoldUntilTheToldInstant(_ seed: UInt64) throws {
        var random = SplitMix(state: seed &+ 200)
        let documents = [document("a", (0..<12).map { randomClause($0, effect: nil, &random) })]
        let days = try (0...21).map { try instant.adding(days: $0) }
        let later = days.map { AgreementsInForce(documents: documents, programme: programme, at: $0) }
        for request in requests() {
            let now = decide(request, under: agreements(documents), facts: ISS.facts)
            for (day, under) in zip(days, later) where now.validUntil.map({ day < $0 }) ?? true {
                let then = decide(request, under: under, facts: ISS.facts)
                #expect((then.outcome, then.basis, then.clauses.count) == (now.outcome, now.basis, now.clauses.count))
            }
        }
    }

    @Test func twoPartnersCannotGiveAwayAThirdOnesData() {
        let all = Clause(
            id: "c", title: "all to all", subject: SubjectSelector(partners: ["US", "EU"]),
            actions: Set(ActionName.allCases), resource: ResourceSelector(kinds: Set(ResourceKind.allCases)),
            effect: .permit)
        let pact = agreements([document("pact", [all], parties: ["US", "EU"])])
        func outcome(_ partner: PartnerID, _ resource: Resource) -> Outcome {
            decide(AccessRequest(partner: partner, action: .read, resource: resource), under: pact, facts: ISS.facts)
                .outcome
        }
        #expect(outcome("US", .element("columbus")) == .permit)
        #expect(outcome("US", .element("nauka")) == .deny)
        #expect(outcome("EU", .station(id: "moscow", owner: "RU")) == .deny)
        #expect(outcome("US", .element("nowhere")) == .deny)
    }

    @Test func unknownPartnersAreDenied() throws {
        let iss = agreements(try #require(try ISS.documents(programme).value))
        let request = AccessRequest(partner: "XX", action: .read, resource: .orbit)
        #expect(decide(request, under: iss, facts: ISS.facts).why == "XX may not read `orbit`: no clause permits it")
    }

    @Test func isQuick() throws {
        let iss = agreements(try #require(try ISS.documents(programme).value))
        let all = requests()
        var permitted = 0
        let clock = ContinuousClock()
        let time = clock.measure {
            for _ in 0..<50 {
                for request in all where iss.verdict(on: request, facts: ISS.facts).outcome == .permit {
                    permitted += 1
                }
            }
        }
        let each = time / (50 * all.count)
        print("verdict: \(each) a request, \(all.count) requests, \(permitted / 50) permitted")
        #expect(each < .microseconds(500))  // unoptimised builds; the optimised figure is in Benchmarks
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable chance for tests.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
