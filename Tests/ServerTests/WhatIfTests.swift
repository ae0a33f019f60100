import Foundation
import Testing

@testable import Server

/// What is lost if a partner leaves, as the pages ask it.
@Suite struct WhatIfTests {
    private static func object(_ body: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    }

    @Test func everyQuestionIsAnswered() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("CA")
            let losses = try await fixture.get("/api/what-if?without=loopA,loopB", cookie)
            let lost = try #require(try Self.object(losses.body)["functionsLostAfterDays"] as? [String: Double])
            // From the worked cases that came with the programme's figures.
            #expect(lost["thermal"] == 0 && lost["power"] == 0.5 && lost["robotics"] == 0.6)
            let keys = [
                "model": "functions", "plans?without=RU": "paretoFront", "bands?without=RU&runs=20": "bands",
                "sets?function=attctl&withinDays=400": "sets", "transport": "crew", "history": "cases",
            ]
            for (question, key) in keys {
                let answer = try await fixture.get("/api/what-if/" + question, cookie, seconds: 120)
                #expect(answer.status == 200, "\(question): \(answer.body.prefix(200))")
                #expect(try Self.object(answer.body)[key] != nil, "\(question)")
            }
        }
    }

    @Test func wrongQuestionsAreRefusedInOneLine() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("CA")
            let questions = [
                "": 400, "?without=": 400, "?without=loopC": 400, "?without=RU&on=tomorrow": 400,
                "?without=RU&kind=war": 400, "?else=1": 400, "/bands?without=RU&runs=1000000": 400,
                "/sets?function=attctl&withinDays=-1": 400, "/none": 404, "/losses": 404,
            ]
            for (question, status) in questions {
                let answer = try await fixture.get("/api/what-if" + question, cookie)
                #expect(answer.status == status, "\(question): \(answer.body)")
                #expect(answer.body.hasPrefix("{\"error\":\"") && !answer.body.contains("\n"), "\(question)")
            }
        }
    }
}
