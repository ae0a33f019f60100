import Foundation
import Testing

@testable import Server

/// The routes on what partners agreed, decided and owe each other.
@Suite struct PartnershipTests {
    private func object(_ answer: RawClient.Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    @Test func agreementsAreToldForAnyInstant() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("EU")
            let now = try object(try await fixture.get("/api/agreements", cookie))
            #expect(now["isNow"] as? Bool == true)
            let past = try object(try await fixture.get("/api/agreements?at=1999-06-01T00:00:00Z", cookie))
            #expect(past["isNow"] as? Bool == false)
            #expect((past["at"] as? String)?.hasPrefix("1999-06-01T00:00:00") == true)
            let document = try #require((past["documents"] as? [[String: Any]])?.first)
            #expect(document["signing"] as? String == "draft")
            let marks = try #require(document["signatures"] as? [[String: Any]]).compactMap { $0["mark"] as? String }
            #expect(marks == Array(repeating: "not-needed", count: 5))
            #expect(document["changes"] != nil && document["source"] != nil)
            let wrong = try await fixture.get("/api/agreements?at=yesterday", cookie)
            #expect(wrong.status == 400 && wrong.body.contains("bad `at`"))
        }
    }

    @Test func recordsAreToldToThoseTheyConcern() async throws {
        try await ServerFixture.run { fixture in
            let europe = try await fixture.signIn("EU")
            _ = try await fixture.get("/api/ask?action=export&resource=parameter:\(ServerFixture.pressure)", europe)
            // The node writes its books twice a second.
            for _ in 0..<100 where try await !fixture.get("/api/records", europe).body.contains("\"export\"") {
                try await Task.sleep(for: .milliseconds(50))
            }
            for (partner, isConcerned) in [("EU", true), ("US", true), ("JP", false)] {
                let answer = try object(
                    try await fixture.get("/api/records?limit=500", try await fixture.signIn(partner)))
                let records = try #require(answer["records"] as? [[String: Any]])
                let found = records.first {
                    $0["action"] as? String == "export" && $0["partner"] as? String == "EU"
                        && $0["resource"] as? String == "parameter:\(ServerFixture.pressure)"
                }
                #expect((found != nil) == isConcerned)
                if let found {
                    #expect(found["outcome"] as? String == "deny")
                    #expect((found["digest"] as? String)?.count == 64)
                }
                #expect((answer["head"] as? String)?.count == 64)
            }
            #expect(try await fixture.get("/api/records?limit=0", europe).status == 400)
        }
    }

    @Test func theLedgerIsToldAsThePageHasIt() async throws {
        try await ServerFixture.run { fixture in
            let europe = try await fixture.signIn("EU")
            let text = try await fixture.get("/api/ledger", europe).body
            let ledger = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let pool = try #require((ledger["pools"] as? [[String: Any]])?.first)
            let rows = try #require(pool["allocations"] as? [[String: Any]])
            let own = try #require(rows.first { $0["partner"] as? String == "EU" })
            for (name, value) in [("allocated", 30.0), ("used", 12), ("barteredIn", 5), ("available", 23)] {
                #expect((own[name] as? NSNumber)?.doubleValue == value, "\(name) in \(own)")
            }
            let barter = try #require((ledger["barters"] as? [[String: Any]])?.first)
            #expect(barter["state"] as? String == "signed" && barter["from"] as? String == "US")
            #expect((ledger["offsets"] as? [Any])?.count == 1)
            let chain = try #require(ledger["chain"] as? [String: Any])
            #expect(chain["intact"] as? Bool == true)
            #expect((ledger["checkpoints"] as? [[String: Any]])?.first?["valid"] as? Bool == true)
            #expect((ledger["entries"] as? [Any])?.count == 5)
            let japan = try object(try await fixture.get("/api/ledger", try await fixture.signIn("JP")))
            #expect((japan["offsets"] as? [Any])?.isEmpty == true && (japan["debts"] as? [Any])?.isEmpty == true)
            #expect(try await fixture.get("/api/ledger?period=1900", europe).status == 400)
        }
    }
}
