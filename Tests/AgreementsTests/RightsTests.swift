import Agreements
import Programme
import Testing

/// Whom a clause can give a right, over what, and whose words count: what no signature but a party's own can change.
@Suite struct RightsTests {
    private let programme: ProgrammeDescription
    private let instant: CivilTime

    init() throws {
        programme = try ISS.programme()
        instant = try #require(ISS.instant)
    }

    private var everyone: [PartnerID] { programme.partners.map(\.id) }
    private let always = Validity(from: nil, until: nil)

    private func document(
        _ tier: Tier, _ parties: [PartnerID], id: String = "d", jurisdiction: String? = nil,
        inForce: Validity? = nil, _ clauses: [Clause]
    ) -> AgreementDocument {
        var document = AgreementDocument(
            id: id, title: id, tier: tier, parties: parties, inForce: inForce ?? always, clauses: clauses)
        document.jurisdiction = jurisdiction
        return document
    }

    private func clause(
        _ effect: Effect, _ action: ActionName = .command, when: Condition? = nil, needs: [Requirement] = [],
        _ change: (inout Clause) -> Void = { _ in }
    ) -> Clause {
        var clause = Clause(id: "c", title: "c", actions: [action], when: when, effect: effect, needs: needs)
        change(&clause)
        return clause
    }

    private func decision(
        _ documents: [AgreementDocument], _ subject: Attributes, _ action: ActionName = .command,
        _ resource: Attributes = [:], _ context: Attributes = [:]
    ) throws -> Decision {
        let law = AgreementsInForce(documents: documents, programme: programme, at: instant)
        let request = try OpenRequest(subject: subject, action: action, resource: resource, context: context)
        let decision = decide(request, under: law, facts: Facts())
        #expect(law.verdict(on: request, facts: Facts()).outcome == decision.outcome)
        return decision
    }

    // MARK: National law

    /// Of France, whose code is no partner's id; of the United States, over its own and others' things.
    @Test(arguments: [
        ("FR", "ESA", "columbus", Outcome.deny), ("FR", "CSA", "ssrms", .deny), ("US", "CSA", "ssrms", .deny),
        ("US", "NASA", "ssrms", .deny), ("US", "ESA", "destiny", .deny), ("US", "NASA", "destiny", .permit),
        ("France", "ESA", "columbus", .permit),
    ])
    func aStateGivesRightsToItsOwnOverItsOwn(state: String, agency: String, element: String, outcome: Outcome) throws {
        for effect in [Effect.permit, .oblige] {
            let law = document(
                .nationalLaw, [], jurisdiction: state, [clause(effect) { $0.isLeftToNationalLaw = true }])
            let found = try decision(
                [law], ["agency": .text(agency)], .command, ["kind": "element", "element": .text(element)])
            #expect(found.outcome == outcome, "\(effect): \(found.why)")
        }
    }

    @Test func aStatesRequirementBindsOthersToWhomItGivesNothing() throws {
        var licence = Requirement(.licence)
        licence.proof = .path(AttributePath(.context, "licence"))
        let needs = clause(.needs, .export, needs: [licence]) { $0.isLeftToNationalLaw = true }
        let law = document(.nationalLaw, [], jurisdiction: "US", [needs])
        func outcome(_ agency: AttributeValue, _ context: Attributes) throws -> Outcome {
            try decision([law], ["agency": agency], .export, [:], context).outcome
        }
        #expect(try outcome("ESA", [:]) == .needs)
        #expect(try outcome("ESA", ["licence": true]) == .deny)
        #expect(try outcome("NASA", ["licence": true]) == .permit)
    }

    @Test func aRequirementOfSomeBindsOverAThirdOnesThingsWithoutGivingThem() throws {
        var licence = Requirement(.licence)
        licence.proof = .path(AttributePath(.context, "licence"))
        let pact = document(.memorandum, ["US", "EU"], [clause(.needs, .use, needs: [licence])])
        func outcome(_ element: AttributeValue, _ context: Attributes) throws -> Outcome {
            try decision([pact], ["agency": "ESA"], .use, ["kind": "element", "element": element], context).outcome
        }
        #expect(try outcome("columbus", [:]) == .needs)
        #expect(try outcome("columbus", ["licence": true]) == .permit)
        #expect(try outcome("nauka", [:]) == .needs)
        #expect(try outcome("nauka", ["licence": true]) == .deny)
    }

    // MARK: Overrides

    @Test func anOverrideCountsOnlyInADocumentOfAllPartners() throws {
        let forbid = document(.nationalLaw, ["US"], id: "law", jurisdiction: "US", [clause(.forbid)])
        let override = clause(.permit) { $0.overridesForLifeSafety = true }
        func outcome(_ tier: Tier, _ parties: [PartnerID], _ jurisdiction: String? = nil) throws -> Outcome {
            try decision(
                [forbid, document(tier, parties, id: "plan", jurisdiction: jurisdiction, [override])],
                ["agency": "Roscosmos"], .command, [:], ["emergency": "life-safety"]
            ).outcome
        }
        #expect(try outcome(.plan, ["RU"]) == .deny)
        #expect(try outcome(.treaty, Array(everyone.dropLast())) == .deny)
        #expect(try outcome(.nationalLaw, everyone, "RU") == .deny)
        #expect(try outcome(.plan, everyone) == .permit)
    }

    private func override(_ head: String) -> SourceFile {
        SourceFile(
            path: "pact.yaml",
            text: """
                id: pact
                title: Pact
                \(head)
                inForceFrom: 2000-01-01
                source: illustrative
                clauses:
                  - id: one
                    title: one
                    text: one
                    source: illustrative
                    actions: [command]
                    effect: permit
                    override: life-safety

                """)
    }

    @Test(arguments: [
        ("tier: plan\nparties: [RU]", "pact.yaml:14:15: found `override` of some partners"),
        ("tier: nationalLaw\njurisdiction: RU", "pact.yaml:14:15: found `override` in a national law"),
    ]) func theReaderTellsAnOverrideThatCannotCount(head: String, told: String) throws {
        let read = AgreementReader.read(files: [override(head)], programme: programme)
        #expect(read.value == nil)
        let lines = read.problems.map(\.description)
        #expect(lines.contains { $0.hasPrefix(told) && $0.contains("`parties`: all partners") }, "\(lines)")
        let whole = override("tier: plan\nparties: [US, RU, EU, JP, CA]")
        #expect(AgreementReader.read(files: [whole], programme: programme).problems.isEmpty)
    }

    // MARK: Documents of some partners

    @Test func aDocumentOfSomeGivesRightsToThese() throws {
        let airlock = try #require(ActionName(rawValue: "open-airlock"))
        for effect in [Effect.permit, .oblige, .needs] {
            let one = clause(effect, airlock)
            let own = document(.plan, ["RU"], [one])
            #expect(try decision([own], ["org": "press"], airlock).outcome == .deny)
            #expect(try decision([own], ["agency": "NASA"], airlock).outcome == .deny)
            #expect(try decision([own], ["agency": "Roscosmos"], airlock).outcome == .permit)
            #expect(try decision([document(.plan, everyone, [one])], ["org": "press"], airlock).outcome == .permit)
        }
    }

    // MARK: Words of documents that are not in force

    private var ended: Validity { Validity(from: nil, until: instant) }

    @Test func onlyDocumentsInForceSayWhatWordsMean() throws {
        let permit = clause(.permit, .read, when: .test(.subjectPartner, .equals("US")))
        let group = clause(.permit, .use, when: .test(AttributePath(.subject, "org"), .isIn(.group("friends"))))
        let treaty = document(.treaty, everyone, id: "treaty", [permit, group])
        for (time, outcome) in [(always, Outcome.permit), (ended, .deny)] {
            var words = document(.plan, ["US"], id: "words", inForce: time, [])
            words.entities = [EntityRule(startingWith: ["Pal-"], partner: "US")]
            words.definitions = [NameGroup("friends", startingWith: ["Pal-"])]
            for action in [ActionName.read, .use] {
                #expect(try decision([treaty, words], ["org": "Pal-1"], action).outcome == outcome, "\(action)")
            }
        }
        let coming = try instant.adding(days: 3)
        var words = document(.plan, ["US"], id: "words", inForce: Validity(from: coming, until: nil), [])
        words.entities = [EntityRule(startingWith: ["Pal-"], partner: "US")]
        #expect(try decision([treaty, words], ["org": "Pal-1"], .read).validUntil == coming)
    }

    @Test func sharesOfWhatNoLongerBindsDoNotCount() throws {
        let permit = clause(
            .permit, .use,
            when: .share(.within, pool: Condition.defaultPool, amount: Condition.defaultAmount))
        var shares = document(.memorandum, ["US", "EU"], id: "shares", [])
        shares.shares = [SharePool(pool: "pool-a", percents: ["US": 50])]
        let documents = [document(.treaty, everyone, id: "treaty", [permit]), shares]
        let request = try OpenRequest(
            subject: ["agency": "NASA"], action: .use, resource: ["pool": "pool-a", "pct": 10])
        let yesterday = try instant.adding(days: -1)
        func outcome(_ events: [LifeEvent]) -> Outcome {
            let living = LivingAgreements(
                documents: documents, bytes: [:], record: LifeRecord(founding: [], carries: [:], events: events),
                programme: programme)
            return living.inForce(at: instant).verdict(on: request, facts: Facts()).outcome
        }
        func event(_ act: LifeEvent.Act) -> LifeEvent {
            LifeEvent(act, document: "shares", date: yesterday, source: "illustrative")
        }
        #expect(outcome([]) == .permit)
        #expect(outcome([event(.suspension(clauses: []))]) == .deny)
        #expect(outcome([event(.withdrawal(Withdrawal(partner: "EU", effective: yesterday)))]) == .deny)
    }

    // MARK: Who has left

    /// Japan gave notice in 2027 and is out a year later: nobody waits for its consent any more.
    @Test(arguments: ["partners", "otherPartners", "agencies"])
    func whoHasLeftIsInNoGroup(group: String) throws {
        var consensus = Requirement(.consensus)
        consensus.parties = .group(group)
        consensus.proof = .path(AttributePath(.context, "consensus"))
        let isIn = Condition.test(AttributePath(.resource, "with"), .isIn(.group(group)))
        let documents = [
            document(
                .treaty, everyone, id: "iga", [clause(.needs, needs: [consensus]), clause(.permit, .read, when: isIn)])
        ]
        let notice = try #require(CivilTime("2027-01-15"))
        let effective = try #require(CivilTime("2028-01-15"))
        let record = LifeRecord(
            founding: ["iga"], carries: [:],
            events: [
                LifeEvent(
                    .withdrawal(Withdrawal(partner: "JP", effective: effective)), document: "iga", date: notice,
                    source: "illustrative")
            ])
        let living = LivingAgreements(documents: documents, bytes: [:], record: record, programme: programme)
        let four: AttributeValue = ["US", "RU", "EU", "CA"]
        let asking = try OpenRequest(
            subject: ["agency": "NASA"], action: .command, resource: [:], context: ["consensus": four])
        let with: AttributeValue = group == "agencies" ? "JAXA" : "JP"
        let naming = try OpenRequest(subject: ["agency": "NASA"], action: .read, resource: ["with": with])
        for (date, isOut) in [("2028-01-14", false), ("2028-02-01", true)] {
            let law = living.inForce(at: try #require(CivilTime(date)))
            let asked = decide(asking, under: law, facts: Facts())
            #expect(asked.outcome == (isOut ? .permit : .needs), "\(date): \(asked.why)")
            #expect(law.verdict(on: naming, facts: Facts()).outcome == (isOut ? .deny : .permit))
        }
    }

    // MARK: Advice

    @Test func adviceAloneNeitherPermitsNorDenies() throws {
        let advice = document(.plan, ["US", "EU"], id: "accords", [clause(.advise)])
        let advised = try decision([advice], ["agency": "NASA"])
        #expect(advised.outcome == .advise && advised.basis == .advised && advised.clauses.count == 1)
        #expect(advised.why.contains("advises on it, and no clause permits or forbids it"))
        let treaty = { (effect: Effect) in self.document(.treaty, self.everyone, id: "treaty", [self.clause(effect)]) }
        #expect(try decision([advice, treaty(.forbid)], ["agency": "NASA"]).outcome == .deny)
        #expect(try decision([advice, treaty(.permit)], ["agency": "NASA"]).outcome == .permit)
        #expect(try decision([advice], ["agency": "NASA"], .read).outcome == .deny)
    }
}
