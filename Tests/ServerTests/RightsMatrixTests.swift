import Encounters
import Foundation
import HTTPTypes
import Operations
import Testing
import Timekeeping

@testable import Server

/// Every route for every partner, and for nobody. A route that is not in the matrix fails the test.
@Suite struct RightsMatrixTests {
    /// What each partner is answered: US owns what the packet tells, EU may read one parameter of it, RU nothing.
    struct Row {
        let target: String
        var statuses: [String: Int]
    }

    private static let open = ["US": 200, "EU": 200, "RU": 200, "JP": 200, "CA": 200]
    private static let shared = ["US": 200, "EU": 200, "RU": 403, "JP": 403, "CA": 403]
    private static let owned = ["US": 200, "EU": 403, "RU": 403, "JP": 403, "CA": 403]

    private static let matrix: [String: Row] = [
        "GET /api/me": Row(target: "/api/me", statuses: open),
        "GET /api/programme": Row(target: "/api/programme", statuses: open),
        "GET /api/parameters": Row(target: "/api/parameters", statuses: open),
        "GET /api/parameters/{name}/history": Row(
            target: "/api/parameters/USLAB000058/history?points=10", statuses: shared),
        "GET /api/export.csv": Row(target: "/api/export.csv?parameters=USLAB000058", statuses: owned),
        "GET /api/alarms": Row(target: "/api/alarms", statuses: open),
        "POST /api/alarms/{id}/acknowledge": Row(target: "/api/alarms/ALARM/acknowledge", statuses: owned),
        "GET /api/events": Row(target: "/api/events", statuses: open),
        "GET /api/orbit": Row(target: "/api/orbit", statuses: open),
        "GET /api/stations": Row(target: "/api/stations", statuses: open),
        "GET /api/passes": Row(target: "/api/passes?hours=12", statuses: open),
        "GET /api/passes/{station}/track": Row(
            target: "/api/passes/one/track?at=PASS", statuses: ["US": 403, "EU": 200, "RU": 403, "JP": 403, "CA": 403]),
        "GET /api/conjunctions": Row(target: "/api/conjunctions", statuses: open),
        "GET /api/link": Row(target: "/api/link", statuses: open),
        "GET /api/agreements": Row(target: "/api/agreements", statuses: open),
        "GET /api/ask": Row(target: "/api/ask?action=read&resource=orbit", statuses: open),
        "GET /api/live": Row(
            target: "/api/live", statuses: ["US": 426, "EU": 426, "RU": 426, "JP": 426, "CA": 426]),
    ]

    @Test func everyRouteAnswersEachPartnerAsDeclared() async throws {
        try await ServerFixture.run { fixture in
            let view = try #require(fixture.node.view(for: "US"))
            let alarm = try #require(await view.alarms().alarms.first { $0.parameter == ServerFixture.pressure })
            let europe = try #require(fixture.node.view(for: "EU"))
            let pass = try #require(try await europe.passes(hours: 48).compactMap(\.detail?.pass).first)
            for route in Routes.all {
                let name = "\(route.method.rawValue) \(route.pattern)"
                let row = try #require(Self.matrix[name], "undeclared route \(name)")
                let target = row.target.replacing("ALARM", with: "\(alarm.id)")
                    .replacing("PASS", with: "\(pass.tca.unixMilliseconds())")
                for partner in row.statuses.keys.sorted() {
                    let cookie = try await fixture.signIn(partner)
                    let answer = try await RawClient.request(
                        port: fixture.port, route.method.rawValue, target, headers: [cookie, fixture.origin])
                    #expect(
                        answer.status == row.statuses[partner], "\(name) for \(partner): \(answer.body.prefix(200))")
                    expectHeaders(answer)
                    if answer.status == 403 { #expect(answer.body.contains("no clause permits it")) }
                    if partner != "US", partner != "EU" { try expectNothingLeaks(answer.body, name) }
                }
                let nobody = try await RawClient.request(
                    port: fixture.port, route.method.rawValue, target, headers: [fixture.origin])
                #expect(nobody.status == 401)
                #expect(nobody.body == "{\"error\":\"sign in first\"}")
            }
        }
    }

    @Test func withoutASessionOnlyTheSignInPageIsServed() async throws {
        try await ServerFixture.run { fixture in
            let page = try await fixture.get("/sign-in")
            #expect(page.status == 200)
            #expect(page.body.contains("sign in"))
            expectHeaders(page)
            #expect(try await fixture.get("/sign-in.js").status == 200)
            #expect(try await fixture.get("/sign-in.css").status == 200)
            let head = try await RawClient.request(port: fixture.port, "HEAD", "/sign-in")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let root = try await fixture.get("/")
            #expect(root.status == 303)
            #expect(root.headers["location"] == "/sign-in")
            let targets = [
                "/assets/index.html", "/assets/js/main.js", "/none", "/api", "/api/me", "/sign-in/", "//", "/?x",
            ]
            for target in targets where target != "/?x" {
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

    private func expectHeaders(_ answer: RawClient.Answer) {
        #expect(
            answer.headers["content-security-policy"]
                == "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
        #expect(answer.headers["server"] == nil)
    }

    /// The packet's values, and the limits of what is another's, must not stand in an answer to who may not read them.
    private func expectNothingLeaks(_ body: String, _ name: String) throws {
        // Numbers by their value, however written; digits within some other figure are no leak.
        let numbers = Set(body.split { !($0.isNumber || ".-+eE".contains($0)) }.compactMap { Double($0) })
        for secret in [35_000.0, 700] { #expect(!numbers.contains(secret), "\(secret) in \(name)") }
        guard name == "GET /api/parameters" else { return }
        let list = try JSONDecoder().decode(ParametersBody.self, from: Data(body.utf8))
        for parameter in list.parameters where parameter.partner == "US" {
            let isBare = parameter.unit == nil && parameter.limits == nil && parameter.kind == nil
            #expect(isBare, "\(parameter.name)")
        }
    }
}
