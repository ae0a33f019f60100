import Foundation
import NIOCore
import Testing

@testable import Server

@Suite struct HostileClientTests {
    @Test func requestsOverTheLimitsAreRefused() async throws {
        try await ServerFixture.run { fixture in
            let large = String(repeating: "x", count: 70_000)
            let body = try await RawClient.request(
                port: fixture.port, "POST", "/api/session", headers: [fixture.origin], body: large)
            #expect(body.status == 413)
            let header = try await RawClient.request(
                port: fixture.port, "GET", "/sign-in", headers: [("X-Large", large)])
            #expect(header.status != 200)
            let many = (0..<200).map { ("X-\($0)", "1") }
            #expect(try await RawClient.request(port: fixture.port, "GET", "/sign-in", headers: many).status != 200)
            for text in ["GARBAGE\r\n\r\n", "GET /sign-in HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n"] {
                let answer = try await RawClient.exchange(port: fixture.port, text, seconds: 3)
                #expect(!answer.hasPrefix("HTTP/1.1 200"))
            }
            #expect(try await fixture.get("/sign-in").status == 200)
        }
    }

    @Test func aConnectionThatTricklesIsClosed() async throws {
        var limits = ConnectionLimits()
        limits.firstRequest = .milliseconds(300)
        limits.body = .milliseconds(300)
        try await ServerFixture.run(limits: limits) { fixture in
            let start = ContinuousClock.now
            _ = try await RawClient.exchange(
                port: fixture.port, "GET /sign-in HTTP/1.1\r\nHost: x\r\n", seconds: 30)
            #expect(ContinuousClock.now - start < .seconds(29))
            let half =
                "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:\(fixture.port)\r\n"
                + "Origin: http://127.0.0.1:\(fixture.port)\r\nContent-Length: 50\r\nConnection: close\r\n\r\n{\"key\""
            let begun = ContinuousClock.now
            _ = try await RawClient.exchange(port: fixture.port, half, seconds: 30)
            #expect(ContinuousClock.now - begun < .seconds(29))
            #expect(try await fixture.get("/sign-in").status == 200)
        }
    }

    @Test func badQueriesAreOneLine() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            for (target, status) in [
                ("/api/events?limit=0", 400), ("/api/events?limit=x", 400), ("/api/passes?hours=99999999999", 400),
                ("/api/parameters/NONE/history", 404), ("/api/parameters/%3Cscript%3E/history", 404),
                ("/api/parameters/USLAB000058/history?from=x", 400),
                ("/api/parameters/USLAB000058/history?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 400),
                ("/api/export.csv", 400), ("/api/ask?action=read", 400), ("/api/ask?action=x&resource=orbit", 400),
                ("/api/unknown", 404), ("/api/parameters/USLAB000058/history?from=99999999999999999999", 400),
                ("/api/agreements?at=-9223372036854775808", 400), ("/api/agreements?at=9999-01-01", 400),
                ("/api/ask?action=use&resource=pool:none:1", 400),
            ] {
                let answer = try await fixture.get(target, cookie)
                #expect(answer.status == status, "\(target)")
                let object = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
                let text = try #require(object?["error"] as? String)
                #expect(!text.contains("\n"))
            }
            let wrong = try await RawClient.request(
                port: fixture.port, "POST", "/api/me", headers: [cookie, fixture.origin])
            #expect(wrong.status == 405)
        }
    }

    @Test func aPortInUseIsOneClearError() async throws {
        try await ServerFixture.run { fixture in
            let error = await #expect(throws: ServerError.self) {
                try await ServerFixture.second(on: fixture.port, fixture)
            }
            #expect(error == .portInUse(host: "127.0.0.1", port: fixture.port))
        }
    }

    @Test func missingPagesAreOneClearError() throws {
        #expect(throws: ServerError.noPages(folder: "/nowhere", missing: "index.html")) {
            try StaticFiles(folder: "/nowhere")
        }
    }
}
