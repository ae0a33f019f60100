import Agreements
import Foundation
import Programme
import Testing

@Suite struct LifeTests {
    private let programme: ProgrammeDescription
    private let documents: [AgreementDocument]

    init() throws {
        programme = try ISS.programme()
        documents = try #require(try ISS.documents(programme).value)
    }

    private func read(_ text: String) throws -> LifeRecord {
        let file = SourceFile(path: "life.yaml", text: text)
        let read = LifeReader.read(file, documents: documents, programme: programme)
        #expect(read.problems.map(\.description) == [])
        return try #require(read.value)
    }

    private func living(_ text: String) throws -> LivingAgreements {
        LivingAgreements(documents: documents, bytes: [:], record: try read(text), programme: programme)
    }

    private func date(_ text: String) throws -> CivilTime { try #require(CivilTime(text)) }

    // Notice on 15 January 2027, effective 365 days later: 15 January 2028 (2027 is no leap year).
    private let leaving = """
        founding: [iga-1998]
        carries:
          - {document: iga-1998, with: [mou-nasa-rsa]}
        events:
          - {event: withdrawal, document: iga-1998, partner: RU, on: 2027-01-15, source: illustrative}
        """

    @Test func aWithdrawalDayByDay() throws {
        let living = try living(leaving)
        let own = AccessRequest(
            partner: "RU", action: .read,
            resource: .parameter(name: "RS_CABIN_PRESSURE", element: "zvezda", subsystem: "life-support"))
        let others = AccessRequest(partner: "EU", action: own.action, resource: own.resource)
        let duties = try OpenRequest(
            subject: ["agency": "Roscosmos"], action: try #require(ActionName(rawValue: "keep-duties")), resource: [:])
        let sustaining = try OpenRequest(
            subject: ["agency": "Roscosmos"], action: try #require(ActionName(rawValue: "stop-sustaining")),
            resource: ["obligation": "sustain"])
        let start = try date("2026-12-15")
        for day in Array(30...32) + [213] + Array(392...399) {
            let instant = try start.adding(days: day)
            let law = living.inForce(at: instant)
            let isOut = day >= 31 + 365
            #expect(decide(own, under: law, facts: ISS.facts).outcome == (isOut ? .deny : .permit), "\(instant)")
            #expect(decide(others, under: law, facts: ISS.facts).outcome == (isOut ? .deny : .permit), "\(instant)")
            #expect(law.verdict(on: duties, facts: ISS.facts).outcome == .permit, "\(instant)")
            #expect(
                (law.verdict(on: sustaining, facts: ISS.facts).outcome == .permit) == isOut, "\(instant)")
            let stages = living.life.withdrawals(at: instant)
            #expect(stages.isEmpty == (day < 31))
            if let stage = stages.first {
                #expect(stage.hasTakenEffect == isOut)
                #expect(stage.daysLeft == max(0, 31 + 365 - day))
                #expect(stage.falling.contains("mou-nasa-rsa") && !stage.falling.contains("mou-nasa-esa"))
            }
            let expected: String? = isOut ? "fallen" : "in force"
            #expect(living.life.stage(of: "mou-nasa-rsa", at: instant)?.name == expected)
        }
    }

    @Test func tellsUntilWhenAnAnswerHolds() throws {
        let living = try living(leaving)
        let instant = try date("2027-06-01")
        let law = living.inForce(at: instant)
        let request = AccessRequest(
            partner: "RU", action: .read,
            resource: .parameter(name: "RS_CABIN_PRESSURE", element: "zvezda", subsystem: "life-support"))
        let effective = try date("2028-01-15")
        let until = try #require(decide(request, under: law, facts: ISS.facts).validUntil)
        #expect(until <= effective)
        #expect(try #require(law.nextChange) <= effective)
        #expect(living.life.nextChange(after: try date("2028-01-14")) == effective)
    }

    @Test func othersStayAndNoticeMayBeTakenBack() throws {
        let text = leaving.replacing("source: illustrative}", with: "retracted: 2027-12-01, source: illustrative}")
        let living = try living(text)
        let after = try date("2028-02-01")
        #expect(living.life.withdrawn(at: after).isEmpty)
        #expect(living.life.withdrawals(at: try date("2027-06-01")).count == 1)
        #expect(living.life.withdrawals(at: after).isEmpty)
        let gone = try self.living(leaving)
        #expect(gone.life.withdrawn(at: after) == ["RU"])
        #expect(gone.life.stage(of: "iga-1998", at: after)?.name == "in force")
        let european = AccessRequest(
            partner: "EU", action: .read,
            resource: .parameter(name: "COL_RACK_POWER", element: "columbus", subsystem: "power"))
        #expect(decide(european, under: gone.inForce(at: after), facts: ISS.facts).outcome == .permit)
    }

    @Test func equalsWhatAQuestionSaysOfItself() throws {
        let living = try living(leaving)
        let after = try date("2028-02-01")
        let bare = AgreementsInForce(documents: documents, programme: programme, at: after)
        for action in bare.actions {
            let told = try OpenRequest(
                subject: ["agency": "Roscosmos"], action: action, resource: ["label": "PROP", "data": "US-data"],
                context: ["withdrawn": true])
            let untold = try OpenRequest(subject: told.subject, action: action, resource: told.resource)
            let denied = try OpenRequest(
                subject: told.subject, action: action, resource: told.resource, context: ["withdrawn": false])
            let outcome = bare.verdict(on: told, facts: Facts()).outcome
            #expect(living.inForce(at: after).verdict(on: untold, facts: Facts()).outcome == outcome, "\(action)")
            #expect(living.inForce(at: after).verdict(on: denied, facts: Facts()).outcome == outcome, "\(action)")
        }
    }

    @Test func withoutEventsNothingChanges() throws {
        let living = try living("events: []")
        for text in ["1999-01-01", "2001-03-26", "2001-03-27", "2026-11-22T12:00:00Z", "2030-01-01"] {
            let instant = try date(text)
            let bare = AgreementsInForce(documents: documents, programme: programme, at: instant)
            #expect(living.inForce(at: instant).nextChange == bare.nextChange)
            for document in documents {
                let isInForce = living.life.stage(of: document.id, at: instant)?.isInForce
                #expect(isInForce == (document.inForce.contains(instant)), "\(document.id) \(text)")
            }
        }
    }

    @Test func tellsMistakes() throws {
        let file = SourceFile(
            path: "life.yaml",
            text: """
                founding: [iga-1999]
                events:
                  - {event: withdrawl, document: iga-1998, partner: RU, on: 2027-01-15, source: x}
                  - {event: withdrawal, document: mou-nasa-rsa, partner: JP, on: 2027-01-15, source: x}
                  - {event: suspension, document: iga-1998, clauses: [art-29], on: 2027-01-15, source: x}
                  - {event: amendment, document: iga-1998, by: iga-1998, on: 2027-01-15, source: x}
                """)
        let problems = LifeReader.read(file, documents: documents, programme: programme).problems
        #expect(problems.contains { $0.line == 1 && $0.suggestion == "iga-1998" })
        #expect(problems.contains { $0.line == 3 && $0.suggestion == "withdrawal" })
        #expect(problems.contains { $0.line == 4 })
        #expect(problems.contains { $0.line == 5 })
        #expect(problems.contains { $0.line == 6 })
    }
}
