import Foundation
import TestSupport
import Testing

/// Agreements as people ask for them.
@Suite("The command line: agreements")
struct CommandLineAgreementTests {
    /// A copy of the example that two universities signed, changed by `change`.
    private func cubesat(_ change: (URL) throws -> Void = { _ in }) throws -> String {
        let folder = try Built.temporaryFolder().appending(path: "cubesat")
        try FileManager.default.copyItem(at: Built.checkout.appending(path: "examples/cubesat"), to: folder)
        try change(folder)
        return folder.path()
    }

    private func asked(_ folder: String) throws -> Outcome {
        try comity("ask", folder, "--partner", "south", "--action", "read", "--resource", "parameter:NORTH_BATT_V")
    }

    @Test("a document that all have signed binds")
    func signed() throws {
        let folder = try cubesat()
        let checked = try comity("check", folder)
        #expect(checked.status == 0 && !checked.errors.contains("not in force"), "\(checked.errors)")
        #expect(try asked(folder).status == 0)
    }

    @Test("a document whose bytes changed since it was signed does not bind, and check says why")
    func changed() throws {
        let folder = try cubesat { folder in
            let file = folder.appending(path: "agreements/memorandum.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing("both plan with it", with: "both plan by it").write(
                to: file, atomically: true, encoding: .utf8)
        }
        let checked = try comity("check", folder)
        #expect(checked.status == 0)
        #expect(checked.errors.hasPrefix("note: `memorandum`: not in force: ") && checked.errors.contains("changed"))
        let answer = try asked(folder)
        #expect(answer.status == 1 && answer.output.contains("no clause permits it"), "\(answer.output)")
    }

    @Test("a document without its signatures does not bind")
    func unsigned() throws {
        let folder = try cubesat { folder in
            try FileManager.default.removeItem(at: folder.appending(path: "agreements/signatures"))
        }
        #expect(try comity("check", folder).errors.hasPrefix("note: `memorandum`: not in force: "))
        #expect(try asked(folder).status == 1)
    }

    private func questions(_ expected: String) throws -> String {
        let file = try Built.temporaryFolder().appending(path: "questions.json")
        let text = """
            {"questions": [
              {"id": "Q1", "request": {"subject": {"agency": "ESA"}, "action": "use",
               "resource": {"pool": "columbus-accommodations", "pct": 50}, "context": {}}, "expected": "permit"},
              {"id": "Q2", "request": {"subject": {"agency": "ESA"}, "action": "use",
               "resource": {"pool": "columbus-accommodations", "pct": 55}, "context": {"unheardOf": [1, "x"]}},
               "expected": "needs", "needs": "\(expected)"}]}
            """
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    @Test("a file of questions: a row each, how many are right as the last line, and the exit status")
    func questionFile() throws {
        let right = try comity("ask", "examples/iss", "--questions", try questions("barter:4pct"))
        #expect(right.status == 0, "\(right.errors)")
        #expect(right.output.split(separator: "\n").last == "2 of 2 right")
        let wrong = try comity("ask", "examples/iss", "--questions", try questions("licence:US"), "--format", "csv")
        #expect(wrong.status == 1)
        #expect(wrong.output.split(separator: "\n").last == "1 of 2 right")
        #expect(wrong.output.contains("Q2,needs,barter:4pct,needs,licence:US,false"))
    }

    /// Truth: the project's table of 44 questions.
    @Test("the given questions are all right")
    func givenQuestions() throws {
        guard let path = SharedData.path("partnership/questions-give.json") else { return }
        let outcome = try comity("ask", "examples/iss", "--questions", path)
        #expect(outcome.status == 0)
        #expect(outcome.output.split(separator: "\n").last == "44 of 44 right")
    }
}
