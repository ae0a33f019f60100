import Foundation
import Testing

@testable import Server

/// A draft before signing: what it would change, what is wrong with it, and that nothing of it is kept.
@Suite struct DraftTests {
    private struct Answer: Decodable {
        struct Mistake: Decodable {
            var line: Int?
            var message: String
        }
        struct Change: Decodable {
            var from: String
            var to: String
            var action: String
            var witnessText: String
        }
        var errors: [Mistake]
        var changes: [Change]
        var summary: String
        var replaces: String?
    }

    private static let draft = """
        id: new-plan
        title: Plan on pressure
        tier: plan
        parties: [US, EU]
        inForceFrom: 2020-01-01
        source: a test
        clauses:
          - id: bar
            title: no reading by Europe
            text: Europe reads nothing of Destiny.
            source: a test
            subject: [EU]
            actions: [read]
            resource: {kinds: [parameter]}
            effect: forbid
        """

    private func review(_ text: String, _ fixture: ServerFixture) async throws -> (status: Int, answer: Answer?) {
        let cookie = try await fixture.signIn("JP:analyst")
        let answer = try await RawClient.request(
            port: fixture.port, "POST", "/api/agreements/draft?at=2026-06-01", headers: [cookie, fixture.origin],
            body: text, seconds: 120)
        return (answer.status, try? JSONDecoder().decode(Answer.self, from: Data(answer.body.utf8)))
    }

    @Test func aDraftTellsWhatItChangesAndChangesNothing() async throws {
        try await ServerFixture.run { fixture in
            let (status, answer) = try await review(Self.draft, fixture)
            #expect(status == 200)
            let change = try #require(answer?.changes.first { $0.action == "read" })
            #expect(change.from == "permit" && change.to == "deny", "\(change)")
            #expect(change.witnessText.contains("EU"))
            #expect(answer?.errors.isEmpty == true)
            let europe = try await fixture.signIn("EU")
            let stillReads = try await fixture.get("/api/parameters/\(ServerFixture.pressure)/history", europe)
            #expect(stillReads.status == 200)
        }
    }

    @Test func mistakesComeWithTheirLines() async throws {
        try await ServerFixture.run { fixture in
            let (status, answer) = try await review(
                Self.draft.replacing("subject: [EU]", with: "subject: [UE]"), fixture)
            #expect(status == 200)
            #expect(answer?.changes.isEmpty == true)
            let mistake = try #require(answer?.errors.first)
            #expect(mistake.line == 12 && mistake.message.contains("`UE`"), "\(mistake)")
            for text in ["", "- : [", "id: x", "\u{0}", String(repeating: "[", count: 5000)] {
                let (status, answer) = try await review(text, fixture)
                #expect(status == 200 && answer?.errors.isEmpty == false, "\(text.prefix(20)): \(status)")
            }
            let (tooLarge, _) = try await review(String(repeating: "#", count: 300_000), fixture)
            #expect(tooLarge == 413)
        }
    }
}
