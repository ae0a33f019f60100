import Agreements
import Foundation
import Programme
import Testing

/// The analysis against every request of small programmes, one by one.
///
/// `COMITY_ANALYSIS_PROGRAMMES` sets how many programmes are tried; by default few, for a build without optimisation.
@Suite struct AnalysisTests {
    private static let programmes =
        ProcessInfo.processInfo.environment["COMITY_ANALYSIS_PROGRAMMES"].flatMap { UInt64($0) } ?? 4

    @Test func tellsEveryChangeOfEveryRequest() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        for seed in 1...Self.programmes {
            var law = SmallLaw(seed: seed, programme: programme, instant: instant, attributes: 1)
            let pair = try law.bodies()
            let difference = difference(from: pair[0], to: pair[1])
            #expect(difference.unshown.isEmpty, "seed \(seed): \(difference.summary)")
            var told: Set<ShownChange> = []
            for change in difference.changes {
                let shown = ShownChange(change.witness, pair)
                #expect(shown.isChange, "seed \(seed): \(change)")
                #expect(shown == ShownChange(change), "seed \(seed): \(change)")
                told.insert(shown)
            }
            for action in SmallLaw.actions {
                try law.eachRequest(action) { request in
                    let shown = ShownChange(request, pair)
                    // What is said to be inexact is not claimed.
                    guard shown.isChange, difference.isExhaustive else { return }
                    #expect(told.contains(shown), "seed \(seed): \(shown) of \(request) is not told")
                }
            }
        }
    }

    @Test func findsNoClauseIdleThatDecides() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        for seed in 1...Self.programmes {
            var law = SmallLaw(seed: seed, programme: programme, instant: instant, attributes: 1)
            let body = try law.bodies()[0]
            let idle = check(body).filter { [.neverApplies, .neverDecides].contains($0.kind) }.flatMap(\.clauses)
            for action in SmallLaw.actions {
                try law.eachRequest(action) { request in
                    let decision = decide(request, under: body, facts: Facts())
                    #expect(Set(decision.clauses).isDisjoint(with: idle), "seed \(seed): \(request)")
                }
            }
        }
    }

    @Test func witnessesAreQuestions() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        let documents = try #require(try ISS.documents(programme).value)
        let living = LivingAgreements(documents: documents, bytes: [:], programme: programme)
        let now = living.inForce(at: instant)
        let then = living.inForce(at: instant, after: [.withdrawal("RU")], programme: programme)
        let difference = difference(from: now, to: then, facts: ISS.facts)
        #expect(!difference.changes.isEmpty)
        #expect(difference.isExhaustive)
        for change in difference.changes {
            let file = "{\"questions\": [\(change.question(id: "w"))]}"
            let question = try #require(try Questions.read(Array(file.utf8)).first)
            #expect(question.request == change.witness)
            #expect(decide(question.request, under: now, facts: ISS.facts).outcome == change.before.outcome)
            #expect(decide(question.request, under: then, facts: ISS.facts).outcome == change.after.outcome)
        }
    }

    @Test func nothingChangesWithoutAChange() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        let documents = try #require(try ISS.documents(programme).value)
        let living = LivingAgreements(documents: documents, bytes: [:], programme: programme)
        let same = living.inForce(at: instant, after: documents.map(Alteration.document), programme: programme)
        let difference = difference(from: same, to: same)
        #expect(difference.changes.isEmpty)
        #expect(difference.summary == "nothing changes")
        #expect(difference.json().contains("\"changes\": []"))
    }

    @Test func tellsWhoMayReadAndWhatTheyNeed() throws {
        let programme = try ISS.programme()
        let document = AgreementDocument(
            id: "lab", title: "Lab", tier: .treaty, parties: ["US", "EU"], inForce: Validity(from: nil, until: nil),
            clauses: [
                Clause(
                    id: "a", title: "a", actions: [.use], when: .test(.subjectPartner, .equals("US")), effect: .permit),
                Clause(
                    id: "b", title: "b", actions: [.use], when: .test(.subjectPartner, .equals("EU")), effect: .needs,
                    needs: [Self.licence]),
            ])
        let body = AgreementsInForce(
            documents: [document], programme: programme, at: try #require(ISS.instant))
        let answer = whoCan(.use, resource: [:], under: body)
        #expect(answer.isComplete)
        let permitted = answer.cases.filter { $0.outcome.outcome == .permit }
        #expect(Set(permitted.flatMap(\.who)) == ["US", "EU"])
        #expect(
            permitted.contains { $0.who == ["EU"] && $0.conditions.description.contains("context.licence is true") })
        #expect(Set(answer.cases.filter { $0.outcome.outcome == .needs }.flatMap(\.who)) == ["EU"])
        #expect(Set(answer.cases.filter { $0.outcome.outcome == .deny }.flatMap(\.who)).contains("RU"))
    }

    private static var licence: Requirement {
        var licence = Requirement(.licence)
        licence.proof = .path(AttributePath(.context, "licence"))
        return licence
    }

    @Test func findsContradictionsAndIdleClauses() throws {
        let programme = try ISS.programme()
        let role = AttributePath(.subject, "role")
        let document = AgreementDocument(
            id: "lab", title: "Lab", tier: .treaty, parties: ["US", "EU"], inForce: Validity(from: nil, until: nil),
            clauses: [
                Clause(id: "may", title: "", actions: [.use], when: .test(role, .equals("crew")), effect: .permit),
                Clause(
                    id: "not", title: "", actions: [.use], when: .test(role, .isIn(.values(["crew"]))), effect: .forbid),
                Clause(
                    id: "never", title: "", actions: [.use],
                    when: .all([.test(role, .equals("crew")), .test(role, .equals("guest"))]), effect: .permit),
                Clause(id: "gap", title: "", actions: [.command], effect: .advise),
            ])
        let body = AgreementsInForce(
            documents: [document], programme: programme, at: try #require(ISS.instant))
        let findings = check(body)
        func clauses(_ kind: AgreementFinding.Kind) -> [[String]] {
            findings.filter { $0.kind == kind }.map { $0.clauses.map(\.clause) }
        }
        #expect(clauses(.contradiction) == [["may", "not"]])
        #expect(clauses(.neverApplies) == [["never"]])
        #expect(clauses(.neverDecides) == [["may"]])
        #expect(findings.contains { $0.kind == .gap && $0.action == .command })
    }
}

/// What becomes of a request on two sides, and by which clause first.
private struct ShownChange: Hashable {
    let action: ActionName
    let outcomes: [AnalysedOutcome]
    let clauses: [ClauseReference?]

    init(_ request: OpenRequest, _ bodies: [AgreementsInForce]) {
        let decisions = bodies.map { decide(request, under: $0, facts: Facts()) }
        action = request.action
        outcomes = decisions.map(AnalysedOutcome.init)
        clauses = decisions.map(\.clauses.first)
    }

    init(_ change: OutcomeChange) {
        action = change.action
        outcomes = [change.before, change.after]
        clauses = [change.decidedBefore, change.decidedAfter]
    }

    var isChange: Bool { outcomes[0] != outcomes[1] }
}
