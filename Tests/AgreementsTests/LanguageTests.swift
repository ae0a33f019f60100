import Agreements
import Programme
import Testing

/// Each test and requirement of the language by itself, written as people write it.
@Suite struct LanguageTests {
    private let programme: ProgrammeDescription
    private let instant: CivilTime

    init() throws {
        programme = try ISS.programme()
        instant = try #require(ISS.instant)
    }

    private static let frame = """
        id: pact
        title: Pact
        tier: treaty
        parties: [NASA, ESA]
        inForceFrom: 2020-01-01
        source: illustrative
        definitions:
          firms: {names: [Airbus], startingWith: [PRC-], endingWith: [-GmbH]}
          open: {groups: [firms], names: [nobody]}
        entities:
          - {names: [DLR], startingWith: [US-, US-EU-], partner: US}
          - {startingWith: [US-EU-lab], partner: EU}
        shares:
          - {pool: lab, period: year, percent: {EU: 51, US: 46.7}}
        clauses:
          - id: one
            title: one
            text: a clause
            source: illustrative
            actions: [let-use]
            reason: so it was agreed

        """

    private func read(_ rest: String) -> Checked<[AgreementDocument]> {
        let indented = rest.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return AgreementReader.read(
            files: [SourceFile(path: "pact.yaml", text: Self.frame + indented + "\n")], programme: programme)
    }

    private func decision(_ rest: String, _ request: OpenRequest, facts: Facts = Facts()) throws -> Decision {
        let found = read(rest)
        let documents = try #require(found.value, "\(found.problems)")
        let agreements = AgreementsInForce(documents: documents, programme: programme, at: instant)
        let decision = decide(request, under: agreements, facts: facts)
        #expect(agreements.verdict(on: request, facts: facts).outcome == decision.outcome)
        return decision
    }

    private static func request(
        _ context: Attributes = [:], subject: Attributes = ["agency": "ESA"],
        resource: Attributes = ["element": "columbus", "pool": "lab", "pct": 50]
    ) throws -> OpenRequest {
        let action = try #require(ActionName(rawValue: "let-use"))
        return try OpenRequest(subject: subject, action: action, resource: resource, context: context)
    }

    // LAW: one row a form, with the context it meets and whether it holds there.
    @Test(
        arguments: [
            ("context.x: US", ["x": "US"], true),
            ("context.x: US", ["x": ["US"]], false),
            ("context.x: [US, EU]", ["x": ["RU", "EU"]], true),
            ("context.x: null", [:], true),
            ("context.x: null", ["x": false], false),
            ("context.x: {isNot: true}", [:], true),
            ("context.x: {isNot: true}", ["x": true], false),
            ("context.x: {in: firms}", ["x": "PRC-lab"], true),
            ("context.x: {in: open}", ["x": ["Muster-GmbH"]], true),
            ("context.x: {notIn: open}", ["x": "nobody"], false),
            ("context.x: {notIn: [a]}", [:], true),
            ("context.x: {allIn: firms}", ["x": ["Airbus", "PRC-lab"]], true),
            ("context.x: {allIn: firms}", ["x": []], false),
            ("context.x: {includes: [a, b]}", ["x": ["b", "c", "a"]], true),
            ("context.x: {includes: otherPartners}", ["x": ["US", "RU", "JP", "CA"]], true),
            ("context.x: {includes: partners}", ["x": ["US", "RU", "JP", "CA"]], false),
            ("context.x: {atLeast: 30, below: 31}", ["x": 30.5], true),
            ("context.x: {atLeast: 30}", ["x": "30"], false),
            ("context.x: {above: 2021-09-01}", ["x": "2022-06-01"], true),
            ("context.x: {atMost: 2021-09-01}", ["x": "2021-09-01T00:00:01Z"], false),
            ("context.x: {atMost: 5}", [:], false),
            ("context.x: {daysTo: context.y, atLeast: 365}", ["x": "2027-03-01", "y": "2028-02-29"], true),
            ("context.x: {daysTo: context.y, atLeast: 365}", ["x": "2027-03-01", "y": "2028-02-28"], false),
            ("context.x.partner: {sameAs: subject.partner}", ["x": "France"], true),
            ("context.x.partner: {differsFrom: subject.partner}", ["x": "US-EU-lab-2"], false),
            ("context.x.partner: {differsFrom: subject.partner}", ["x": "US-EU-x"], true),
            ("context.x.partner: {differsFrom: subject.partner}", ["x": "somebody"], false),
            ("context.x.partner: {countAtLeast: 2}", ["x": ["NASA", "US", "DLR"]], false),
            ("context.x: {countAtMost: 0}", [:], true),
            ("context.x: {present: true}", ["x": nil], false),
            ("resource.element.operator: EU", [:], true),
            ("{share: within}", [:], true),
            ("{share: {is: exceeded, amount: context.x}}", ["x": 51.1], true),
            ("{share: {is: none, pool: context.x}}", ["x": "other"], true),
            ("{share: {is: none, pool: context.x}}", [:], false),
            ("{inForce: pact}", [:], true),
            ("{emergency: true}", ["emergency": "life-safety"], true),
            ("{any: [{context.x: 1}, {not: {context.x: {present: true}}}]}", ["x": 2], false),
        ] as [(String, Attributes, Bool)]) func testHolds(form: String, context: Attributes, holds: Bool) throws
    {
        let found = try decision("when:\n  - \(form)\neffect: permit", try Self.request(context))
        #expect((found.outcome == .permit) == holds, "\(form) with \(context)")
    }

    @Test(
        arguments: [
            (
                "{kind: consensus, of: partners, given: context.consensus}", ["consensus": ["ESA", "US"]],
                "consensus:RU,JP,CA"
            ),
            ("{kind: consensus, of: otherPartners, given: context.consensus}", [:], "consensus:US,RU,JP,CA"),
            (
                "{kind: signature, of: [MCOP, CSA, NASA], given: context.signed}", ["signed": ["US"]],
                "signature:CSA,MCOP"
            ),
            ("{kind: determination, of: resource.element, given: context.x}", ["x": false], "determination:columbus"),
            ("{kind: approval, of: [subject.partner, SSCB], given: context.x}", [:], "approval:EU,SSCB"),
            ("{kind: licence, of: [US], given: {context.licence: true}}", ["licence": false], "licence:US"),
            ("{kind: wait, days: 30, elapsed: context.days}", ["days": 20], "wait:10days"),
            ("{kind: notice, days: 365, elapsed: context.days}", [:], "notice:365days"),
            (
                "{kind: certification, given: context.x, days: 30, elapsed: context.days}", ["x": true, "days": 20],
                "wait:10days"
            ),
            ("{kind: barter, amount: context.pct}", ["pct": 55], "barter:4pct"),
            ("{kind: security-agreement, given: context.x}", ["x": ["US"]], "security-agreement"),
            ("{kind: amendment}", [:], "amendment"),
        ] as [(String, Attributes, String)]) func tellsWhatIsMissing(form: String, context: Attributes, missing: String)
        throws
    {
        let found = try decision("effect: needs\nneeds:\n  - \(form)", try Self.request(context))
        #expect(found.outcome == .needs && found.needs == [missing], "\(found.needs)")
        #expect(found.why.hasSuffix("because so it was agreed; missing: " + missing))
    }

    @Test(
        arguments: [
            ("{kind: consensus, of: otherPartners, given: context.x}", ["x": ["NASA", "RSA", "Japan", "CA"]]),
            ("{kind: consensus, of: otherPartners, given: context.x}", ["x": true]),
            ("{kind: wait, days: 30, elapsed: context.x}", ["x": 30]),
            ("{kind: barter}", [:]),
        ] as [(String, Attributes)]) func whatIsMetPermits(form: String, context: Attributes) throws
    {
        let request = try Self.request(context)
        let found = try decision("effect: needs\nneeds: \(form)", request)
        #expect(found.outcome == .permit && found.basis == .own)
        #expect(try decision("effect: needs\nthenPermits: false\nneeds: \(form)", request).outcome == .deny)
    }

    @Test func theLedgerCounts() throws {
        let used = Facts(poolUse: [PoolUse(pool: "lab", partner: "EU", usedPercent: 3, barteredInPercent: 1)])
        let clause = "effect: needs\nneeds: {kind: barter}"
        #expect(try decision(clause, try Self.request(), facts: used).needs == ["barter:1pct"])
    }

    /// The engine itself asks for the emergency, whether the clause does or not.
    @Test func overridesOnlyForSafetyOfLife() throws {
        let forbid = "  - {id: two, title: two, text: no, source: x, actions: [let-use], effect: forbid}"
        let frame = Self.frame.replacing("parties: [NASA, ESA]", with: "parties: [US, RU, EU, JP, CA]")
        let text = frame + "    effect: permit\n    override: life-safety\n" + forbid + "\n"
        let found = AgreementReader.read(files: [SourceFile(path: "pact.yaml", text: text)], programme: programme)
        let agreements = AgreementsInForce(
            documents: try #require(found.value, "\(found.problems)"), programme: programme, at: instant)
        let calm = decide(try Self.request(), under: agreements, facts: Facts())
        #expect(calm.outcome == .deny && calm.basis == .forbidden && !calm.mustBeRecorded)
        let fire = decide(try Self.request(["emergency": "life-safety"]), under: agreements, facts: Facts())
        #expect(fire.outcome == .permit && fire.basis == .lifeSafety && fire.mustBeRecorded)
        #expect(fire.clauses.map(\.clause) == ["one"])
    }

    @Test func theNearestClauseIsTold() throws {
        let found = try decision(
            "when: [{context.notified: true}, {resource.element: columbus}]\neffect: permit", try Self.request())
        #expect(
            found.why == "ESA may not let-use `element columbus, pct 50, pool lab`: no clause permits it; nearest is "
                + "Pact, one (pact one), which asks: `context.notified` to be `true`, but `context.notified` was absent"
        )
        #expect(found.judgements.map { "\($0.node) \($0.outcome)" } == ["EU deny"])
    }

    // A faulty part is told in its place, and never falls away.
    @Test(arguments: [
        (
            "when: {context.x.partnr: US}\neffect: permit", "22:12: found `context.x.partnr`",
            "did you mean `context.x.partner`?"
        ),
        ("when: {contxt.x: US}\neffect: permit", "22:12: found `contxt.x`", "did you mean `context.x`?"),
        (
            "when: {context.x: {atLest: 3}}\neffect: permit", "22:24: found unknown test `atLest`",
            "did you mean `atLeast`?"
        ),
        ("when: {context.x: {in: firmz}}\neffect: permit", "22:28: found `firmz`", "did you mean `firms`?"),
        ("when: {context.x: {in: []}}\neffect: permit", "22:28: found a list", "at most 256"),
        ("when: {context.x: {atLeast: soon}}\neffect: permit", "22:33: found `soon`", "`1998-11-20`"),
        ("when: {context.x: {daysTo: context.y}}\neffect: permit", "22:23: found `daysTo` alone", "`below`"),
        ("when: {inForce: pakt}\neffect: permit", "22:21: found `pakt`", "did you mean `pact`?"),
        ("when: {emergency: yes}\neffect: permit", "22:23: found `yes`", "`true` or `false`"),
        ("when: ~\neffect: permit", "22:11: found nothing", "or no key `when`"),
        ("when: []\neffect: permit", "22:11: found a list", "one condition or more"),
        ("effect: needs", "16:5: found no `needs`", "a requirement"),
        ("effect: permit\nneeds: {kind: wait, days: 3, elapsed: context.x}", "23:12: found `needs`", "`needs` alone"),
        ("effect: needs\nneeds: {kind: licens}", "23:19: found `licens`", "did you mean `licence`?"),
        ("effect: needs\nneeds: {kind: wait}", "23:12: found `wait` without `days`", "`elapsed`"),
        ("effect: forbid\noverride: life-safety", "23:15: found `override`", "`permit` alone"),
        ("effect: permit\noverride: whim", "23:15: found `whim`", "`life-safety`"),
        ("effect: permit\nphysical: true", "23:15: found `physical`", "`forbid` alone"),
        ("effect: permit\nleftToNationalLaw: true", "23:24: found `leftToNationalLaw`", "`nationalLaw`"),
    ]) func mistakesAreTold(rest: String, found: String, expected: String) {
        let checked = read(rest)
        let lines = checked.problems.map(\.description)
        #expect(checked.value == nil)
        #expect(lines.contains { $0.hasPrefix("pact.yaml:" + found) && $0.contains(expected) }, "\(lines)")
    }

    @Test(arguments: [
        ("open: {groups: [firms], names: [nobody]}", "open: {groups: [open]}", "takes in itself"),
        ("groups: [firms]", "groups: [firmz]", "did you mean `firms`?"),
        ("percent: {EU: 51, US: 46.7}", "percent: {EU: 51, US: 56.7}", "found 107.7 percent in all"),
        ("tier: treaty", "tier: treaty\njurisdiction: US", "`nationalLaw` alone"),
        ("tier: treaty", "tier: nationalLaw", "no `jurisdiction`"),
    ]) func mistakesOfTheDocument(old: String, new: String, expected: String) {
        let text = Self.frame.replacing(old, with: new) + "    effect: permit\n"
        let checked = AgreementReader.read(
            files: [SourceFile(path: "pact.yaml", text: text)], programme: programme)
        #expect(checked.value == nil)
        #expect(checked.problems.contains { $0.description.contains(expected) }, "\(checked.problems)")
    }

    /// Two partners cannot give away what a third one provides, whether their clause names resources or none.
    @Test func aRightReachesOnlyWhatAPartyProvides() throws {
        let rest = "effect: permit"
        let own = try Self.request(resource: ["element": "destiny"])
        let foreign = try Self.request(resource: ["element": "zvezda"])
        #expect(try decision(rest, own).outcome == .permit)
        #expect(try decision(rest, foreign).outcome == .deny)
        // A bar needs no such leave.
        #expect(try decision("effect: forbid", foreign).basis == .forbidden)
    }

    /// Groups of groups of groups must not take the machine.
    @Test func groupsThatTakeInTooMuchAreRefused() {
        let groups = (1...1000).map { "  g\($0): {names: [n\($0)], groups: [g\($0 - 1)]}" }.joined(separator: "\n")
        let text = Self.frame.replacing("  open:", with: "  g0: [n0]\n" + groups + "\n  open:") + "    effect: permit\n"
        let found = AgreementReader.read(files: [SourceFile(path: "pact.yaml", text: text)], programme: programme)
        #expect(found.value == nil)
        #expect(found.problems.contains { $0.found == "groups that take in too much" }, "\(found.problems)")
    }
}
