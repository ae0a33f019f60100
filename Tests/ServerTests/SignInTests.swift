import Foundation
import NIOCore
import Testing

@testable import Server

@Suite struct SignInTests {
    @Test func aSessionBeginsAndEnds() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("JP")
            #expect(cookie.1.hasPrefix("comity_session="))
            let me = try await fixture.get("/api/me", cookie)
            #expect(me.body.contains("\"agency\":\"JAXA\""))
            #expect(me.headers["cache-control"] == "no-store")
            let out = try await RawClient.request(
                port: fixture.port, "DELETE", "/api/session", headers: [cookie, fixture.origin])
            #expect(out.status == 204)
            #expect(try await fixture.get("/api/me", cookie).status == 401)
        }
    }

    @Test func theCookieIsOutOfReachOfScriptsAndOtherSites() async throws {
        try await ServerFixture.run { fixture in
            let key = try #require(fixture.keys["US"])
            let answer = try await RawClient.request(
                port: fixture.port, "POST", "/api/session", headers: [fixture.origin], body: "{\"key\":\"\(key)\"}")
            let cookie = try #require(answer.headers["set-cookie"])
            for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"] { #expect(cookie.contains(part)) }
        }
    }

    @Test func guessingIsSlowedPerSource() async throws {
        try await ServerFixture.run(throttle: Throttle(maximumFailures: 3)) { fixture in
            var statuses: [Int] = []
            for guess in 0..<5 {
                statuses.append(
                    try await RawClient.request(
                        port: fixture.port, "POST", "/api/session", headers: [fixture.origin],
                        body: "{\"key\":\"guess \(guess)\"}"
                    ).status)
            }
            #expect(statuses == [403, 403, 403, 429, 429])
        }
    }

    @Test func oneSourceDoesNotLockOutAnother() {
        let throttle = Throttle(maximumFailures: 2)
        let start = ContinuousClock.now
        for _ in 0..<5 { throttle.recordFailure("192.0.2.1", now: start) }
        #expect(!throttle.allows("192.0.2.1", now: start))
        #expect(throttle.allows("192.0.2.2", now: start))
        #expect(throttle.allows("192.0.2.1", now: start + .seconds(61)))
        for _ in 0..<5 { throttle.recordFailure("2001:db8:0:1::5", now: start) }
        #expect(!throttle.allows("2001:db8:0:1:ffff::6", now: start))
        #expect(throttle.allows("2001:db8:0:2::5", now: start))
    }

    @Test func anotherSiteCannotAct() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            let key = try #require(fixture.keys["US"])
            let origins = [
                "http://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1:\(fixture.port).evil",
            ]
            for origin in origins.map({ [("Origin", $0)] }) + [[]] {
                let signIn = try await RawClient.request(
                    port: fixture.port, "POST", "/api/session", headers: origin, body: "{\"key\":\"\(key)\"}")
                #expect(signIn.status == 403)
                let acknowledge = try await RawClient.request(
                    port: fixture.port, "POST", "/api/alarms/1/acknowledge", headers: origin + [cookie])
                #expect(acknowledge.status == 403)
                let out = try await RawClient.request(
                    port: fixture.port, "DELETE", "/api/session", headers: origin + [cookie])
                #expect(out.status == 403)
            }
            #expect(try await fixture.get("/api/me", cookie).status == 200)
        }
    }

    @Test func keysAreKeptOnlyAsHashesAndRenewingEndsTheOld() async throws {
        try await ServerFixture.run { fixture in
            let key = try #require(fixture.keys["US"])
            #expect(key.count == 43)
            #expect(Set(fixture.keys.values).count == fixture.keys.count)
            for name in ["archive.sqlite", "archive.sqlite-wal"] {
                let path = fixture.folder + "/data/" + name
                guard let data = FileManager.default.contents(atPath: path) else { continue }
                #expect(data.range(of: Data(key.utf8)) == nil)
            }
        }
    }

    // FIPS 180-4's own example of SHA-256, `abc`.
    @Test func hashesAreSHA256() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let hash = Secret.hash("abc").map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hash == expected)
        #expect(Secret.areEqual([1, 2], [1, 2]))
        #expect(!Secret.areEqual([1, 2], [1, 3]))
        #expect(!Secret.areEqual([1, 2], [1]))
    }
}
