import Foundation
import Testing

@testable import Server

/// What a browser may fetch, signed in or not.
@Suite struct PageRightsTests {
    @Test func withoutASessionOnlyTheSignInPageIsServed() async throws {
        try await ServerFixture.run { fixture in
            let page = try await fixture.get("/sign-in")
            #expect(page.status == 200)
            #expect(page.body.contains("sign in"))
            RightsMatrixTests.expectHeaders(page)
            #expect(try await fixture.get("/sign-in.js").status == 200)
            #expect(try await fixture.get("/sign-in.css").status == 200)
            let head = try await RawClient.request(port: fixture.port, "HEAD", "/sign-in")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            for target in ["/", "/?x"] {
                let root = try await fixture.get(target)
                #expect(root.status == 303, "\(target)")
                #expect(root.headers["location"] == "/sign-in", "\(target)")
            }
            for target in ["/assets/index.html", "/assets/js/main.js", "/none", "/api", "/api/me", "/sign-in/", "//"] {
                let answer = try await fixture.get(target)
                #expect(answer.status == 401, "\(target)")
                #expect(answer.body == "{\"error\":\"sign in first\"}")
            }
        }
    }

    @Test func noPathLeadsOutOfTheFolder() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            #expect(try await fixture.get("/", cookie).status == 200)
            let script = try await fixture.get("/assets/js/main.js", cookie)
            #expect(script.status == 200)
            #expect(script.headers["content-type"] == "text/javascript; charset=utf-8")
            let tag = try #require(script.headers["etag"])
            let again = try await RawClient.request(
                port: fixture.port, "GET", "/assets/js/main.js", headers: [cookie, ("If-None-Match", tag)])
            #expect(again.status == 304)
            let libraries = try await fixture.get("/assets/vendor.json", cookie)
            #expect(libraries.body.replacing("\\/", with: "/") == "[\"vendor/plot.js\"]")
            let targets = [
                "/assets/../index.html", "/assets/%2e%2e/data/archive.sqlite", "/assets/..%2fdata/archive.sqlite",
                "//etc/passwd", "/assets//etc/passwd", "/assets/passwd.txt", "/assets/secret.key",
                "/assets/.hidden.js", "/assets/js/main.js%00.html", "/data/archive.sqlite", "/assets/",
            ]
            for target in targets {
                let answer = try await fixture.get(target, cookie)
                #expect(answer.status == 404 || answer.status == 400, "\(target)")
                #expect(!answer.body.contains("root:"))
            }
        }
    }
}
