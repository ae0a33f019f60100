import Agreements
import Programme
import Testing

/// The compiled engine beside the plain reading of the language, and the properties every law must have.
@Suite struct OpenRequestTests {
    private let programme: ProgrammeDescription
    private let instant: CivilTime

    init() throws {
        programme = try ISS.programme()
        instant = try #require(ISS.instant)
    }

    private func compiled(_ documents: [AgreementDocument]) -> AgreementsInForce {
        AgreementsInForce(documents: documents, programme: programme, at: instant)
    }

    /// 8 × 160 programmes, 8 requests each: 10,240 answers.
    @Test(arguments: 1...8) func agreesWithThePlainReading(_ seed: UInt64) throws {
        var law = RandomLaw(seed: seed &* 7919, programme: programme, instant: instant)
        var outcomes: [Outcome: Int] = [:]
        for _ in 0..<160 {
            let documents = law.documents()
            let agreements = compiled(documents)
            for _ in 0..<8 {
                let (request, facts) = (try law.request(), law.facts())
                let decision = decide(request, under: agreements, facts: facts)
                let verdict = agreements.verdict(on: request, facts: facts)
                let naive = NaiveJudge(
                    documents: documents, programme: programme, facts: facts, instant: instant, request: request
                ).answer()
                outcomes[naive.outcome, default: 0] += 1
                #expect(decision.outcome == naive.outcome, "\(request) under \(documents)")
                #expect(verdict.outcome == naive.outcome)
                #expect(Set(decision.clauses.map { "\($0.document) \($0.clause)" }) == naive.deciding)
                // Days alone that are missing beside a proof are told as `wait`.
                #expect(naive.missing.union(["wait"]).isSuperset(of: decision.missing.map(\.kind.rawValue)))
                #expect(verdict.clause.flatMap { agreements.clause($0) } == decision.clauses.first)
                #expect((decision.outcome == .needs) == !decision.missing.isEmpty)
                #expect(decision.mustBeRecorded == (decision.basis == .lifeSafety))
                let nodes = decision.judgements.map(\.outcome)
                #expect(nodes.isEmpty || decision.outcome == .permit || !nodes.allSatisfy { $0 == .permit })
                #expect(decision.outcome != .permit || nodes.allSatisfy { $0 == .permit })
            }
        }
        // The made-up laws must not all say the same.
        #expect(Outcome.allCases.allSatisfy { (outcomes[$0] ?? 0) > 20 }, "\(outcomes)")
    }

    /// The same after one partner has left the programme: 4 × 80 programmes, 8 requests each.
    @Test(arguments: 1...4) func agreesWithThePlainReadingAfterAWithdrawal(_ seed: UInt64) throws {
        var law = RandomLaw(seed: seed &* 1_299_709, programme: programme, instant: instant)
        for number in 0..<80 {
            let documents = law.documents()
            let leaver = programme.partners[number % programme.partners.count].id
            let agreements = LivingAgreements(documents: documents, bytes: [:], programme: programme)
                .inForce(at: instant, after: [.withdrawal(leaver)], programme: programme)
            for _ in 0..<8 {
                let (request, facts) = (try law.request(), law.facts())
                let decision = decide(request, under: agreements, facts: facts)
                var judge = NaiveJudge(
                    documents: documents, programme: programme, facts: facts, instant: instant, request: request)
                judge.left = [leaver]
                let naive = judge.answer()
                #expect(decision.outcome == naive.outcome, "\(request) without \(leaver) under \(documents)")
                #expect(agreements.verdict(on: request, facts: facts).outcome == naive.outcome)
                #expect(Set(decision.clauses.map { "\($0.document) \($0.clause)" }) == naive.deciding)
            }
        }
    }

    @Test(arguments: 1...4) func anAddedForbidNeverPermits(_ seed: UInt64) throws {
        var law = RandomLaw(seed: seed &* 104_729, programme: programme, instant: instant)
        for _ in 0..<120 {
            let documents = law.documents()
            let forbid = AgreementDocument(
                id: "z", title: "z", tier: .plan, parties: [], inForce: Validity(from: nil, until: nil),
                clauses: [law.clause(0, .plan, effect: .forbid)])
            let (before, after) = (compiled(documents), compiled(documents + [forbid]))
            for _ in 0..<4 {
                let (request, facts) = (try law.request(), law.facts())
                let first = before.verdict(on: request, facts: facts).outcome
                let second = after.verdict(on: request, facts: facts).outcome
                #expect(!(first != .permit && second == .permit))
            }
        }
    }

    @Test(arguments: 1...4) func orderDoesNotCount(_ seed: UInt64) throws {
        var law = RandomLaw(seed: seed &* 15_485_863, programme: programme, instant: instant)
        for _ in 0..<80 {
            let documents = law.documents()
            let shuffled = documents.map { document in
                var copy = AgreementDocument(
                    id: document.id, title: document.title, tier: document.tier, parties: document.parties,
                    inForce: document.inForce, clauses: document.clauses.shuffled(using: &law.random))
                copy.jurisdiction = document.jurisdiction
                copy.programme = document.programme
                copy.definitions = document.definitions
                copy.entities = document.entities
                copy.shares = document.shares
                return copy
            }.shuffled(using: &law.random)
            let (one, other) = (compiled(documents), compiled(shuffled))
            for _ in 0..<4 {
                let (request, facts) = (try law.request(), law.facts())
                #expect(
                    decide(request, under: one, facts: facts) == decide(request, under: other, facts: facts))
            }
        }
    }

    /// What no tier permits by itself all tiers together do not, but for safety of life.
    @Test(arguments: 1...4) func neverPermitsWhatEveryTierDenies(_ seed: UInt64) throws {
        var law = RandomLaw(seed: seed &* 32_452_843, programme: programme, instant: instant)
        for _ in 0..<60 {
            let documents = law.documents()
            let whole = compiled(documents)
            let tiers = Tier.allCases.map { tier in compiled(documents.map { $0.tier == tier ? $0 : empty($0) }) }
            for _ in 0..<4 {
                let (request, facts) = (try law.request(), law.facts())
                let together = decide(request, under: whole, facts: facts)
                let anyPermits = tiers.contains { $0.verdict(on: request, facts: facts).outcome == .permit }
                #expect(together.outcome != .permit || anyPermits)
                let emergency = request.context["emergency"] ?? facts.context["emergency"]
                #expect(together.basis != .lifeSafety || emergency == "life-safety")
                // What one tier forbids all together permit only by an override to which every partner agreed.
                let anyForbids = tiers.contains { $0.verdict(on: request, facts: facts).isForbidden(by: $0) }
                guard anyForbids, together.outcome == .permit else { continue }
                #expect(together.basis == .lifeSafety)
                for clause in together.clauses {
                    let document = try #require(documents.first { $0.id == clause.document })
                    #expect(document.tier != .nationalLaw)
                    #expect(Set(document.parties).isSuperset(of: programme.partners.map(\.id)))
                }
            }
        }
    }

    /// The same document without its clauses: what it defines stays.
    private func empty(_ document: AgreementDocument) -> AgreementDocument {
        var copy = AgreementDocument(
            id: document.id, title: document.title, tier: document.tier, parties: document.parties,
            inForce: document.inForce, clauses: [])
        copy.definitions = document.definitions
        copy.entities = document.entities
        copy.shares = document.shares
        return copy
    }

    @Test func garbageIsAnswered() throws {
        var law = RandomLaw(seed: 99, programme: programme, instant: instant)
        let names = [
            "", "agency", "element", "\u{0}", "é\u{301}", "pool", "pct", "consensus",
            String(repeating: "x", count: 900),
        ]
        let values: [AttributeValue] = [
            .number(.nan), .number(.infinity), .number(-.infinity), .number(-0.0), .text(""), .text("\u{0}\u{FFFD}"),
            .text(String(repeating: "9", count: 1024)), .list([]), .list([.null, .truth(false), .number(.nan)]), .null,
            .text("2026-99-99"), .text("-----------"), .list((0..<256).map { .number(Double($0)) }),
        ]
        for _ in 0..<200 {
            let agreements = compiled(law.documents())
            var some: [String: AttributeValue] = [:]
            for name in names { some[name] = values.randomElement(using: &law.random) }
            let request = try OpenRequest(
                subject: Attributes(some), action: .use, resource: Attributes(some), context: Attributes(some))
            let facts = law.facts()
            let decision = decide(request, under: agreements, facts: facts)
            #expect(!decision.why.isEmpty)
            #expect(agreements.verdict(on: request, facts: facts).outcome == decision.outcome)
        }
    }

    @Test func tooMuchIsRefused() {
        let long = AttributeValue.text(String(repeating: "x", count: 2000))
        let many = Attributes(Dictionary(uniqueKeysWithValues: (0..<100).map { ("a\($0)", AttributeValue.null) }))
        #expect(throws: AgreementsError.requestTooLarge("2000 bytes of text in `a`: expected at most 1024")) {
            try OpenRequest(subject: ["a": long], action: .use, resource: [:])
        }
        #expect(throws: AgreementsError.requestTooLarge("100 attributes: expected at most 64")) {
            try OpenRequest(subject: many, action: .use, resource: [:])
        }
        #expect(throws: AgreementsError.self) {
            try OpenRequest(subject: ["a": [["b"]]], action: .use, resource: [:])
        }
    }
}

extension Verdict {
    /// Whether a clause forbids.
    fileprivate func isForbidden(by agreements: AgreementsInForce) -> Bool {
        outcome == .deny && clause.flatMap { agreements.clause($0) }?.effect == .forbid
    }
}
