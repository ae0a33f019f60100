import Agreements
import Foundation
import Programme
import TestSupport
import Testing

@Suite struct QuestionsTests {
    private let programme: ProgrammeDescription
    private let instant: CivilTime

    init() throws {
        programme = try ISS.programme()
        instant = try #require(ISS.instant)
    }

    /// Truth: the project's table of 44 questions with their answers.
    @Test func theGivenQuestionsAreRight() throws {
        guard let bytes = SharedData.bytes("partnership/questions-give.json") else { return }
        let documents = try #require(try ISS.documents(programme).value)
        let rows = Questions.answer(
            try Questions.read(bytes),
            under: LivingAgreements(documents: documents, bytes: [:], programme: programme).inForce(at:),
            facts: { _ in Facts() }, at: instant)
        #expect(rows.filter { !$0.isRight }.map { "\($0.id): \($0.decision.why)" } == [])
        #expect(Questions.summary(rows) == "44 of 44 right")
    }

    /// Further questions, their answers by the rules that stand beside them; in the repository, so that a clean clone asks
    /// the station's law something too.
    @Test func theQuestionsByRuleAreRight() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/questions-by-rule.json")
        let questions = try Questions.read([UInt8](try Data(contentsOf: file)))
        let documents = try #require(try ISS.documents(programme).value)
        let rows = Questions.answer(
            questions,
            under: LivingAgreements(documents: documents, bytes: [:], programme: programme).inForce(at:),
            facts: { _ in Facts() }, at: instant)
        #expect(rows.count >= 16)
        #expect(rows.filter { !$0.isRight }.map { "\($0.id): \($0.decision.why)" } == [])
    }

    @Test func whatNothingIsExpectedOfIsAnsweredAndNotRight() throws {
        let documents = try #require(try ISS.documents(programme).value)
        let request = #"{"subject": {"agency": "ESA"}, "action": "read", "resource": {"kind": "orbit"}}"#
        let rows = Questions.answer(
            try read(#"{"questions": [{"id": "open", "request": \#(request)}]}"#),
            under: LivingAgreements(documents: documents, bytes: [:], programme: programme).inForce(at:),
            facts: { _ in Facts() }, at: instant)
        #expect(rows.map(\.isRight) == [false] && rows.map(\.expected) == [nil])
        #expect(Questions.summary(rows) == "0 of 1 right, 1 without an expected answer")
    }

    private func read(_ text: String) throws -> [Question] { try Questions.read(Array(text.utf8)) }

    @Test func valuesOfEveryKindAreRead() throws {
        let questions = try read(
            """
            {"meta": {}, "questions": [{"id": "a", "request": {"subject": {"org": "X", "n": 2.5}, "action": "let-use",
              "resource": {"with": ["A", 1, true, null]}, "context": {"ok": false, "none": null, "today": "2027-06-01"}},
              "expected": "Needs", "needs": "licence:US", "why": "because"}]}
            """)
        let question = try #require(questions.first)
        #expect(question.request.subject["n"] == 2.5 && question.request.subject["org"] == "X")
        #expect(question.request.resource["with"] == ["A", 1, true, nil])
        #expect(question.request.context["ok"] == false && question.request.context["none"] == .null)
        #expect(question.expected == "needs" && question.expectedNeeds == "licence:US")
        #expect(question.instant == CivilTime("2027-06-01"))
    }

    @Test(arguments: [
        ("", "malformed questions: at `the top`"),
        ("{\"questions\": []}", "malformed questions: an empty list of questions: expected at least one"),
        ("[1]", "malformed questions: at `the top`: another type"),
        ("{\"questions\": [{\"id\": \"a\"}]}", "at `.questions[0]`: no `request`"),
        (
            "{\"questions\": [{\"id\": \"a\", \"request\": {\"action\": \"Be bad\"}}]}",
            "action `Be bad`, expected a word"
        ),
        (
            "{\"questions\": [{\"id\": \"a\", \"request\": {\"action\": \"use\", \"subject\": {\"a\": {\"b\": 1}}}}]}",
            "at `.questions[0].request.subject.a"
        ),
    ]) func faultsAreTold(text: String, message: String) {
        let error = #expect(throws: AgreementsError.self) { try read(text) }
        #expect(error?.description.contains(message) ?? false, "\(String(describing: error))")
    }

    @Test func deepAndLongFilesAreRefusedAndDoNotCrash() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: AgreementsError.self) { try read("{\"questions\": \(deep)") }
        #expect(throws: AgreementsError.self) { try Questions.read([UInt8](repeating: 0x20, count: 17 * 1024 * 1024)) }
    }
}
