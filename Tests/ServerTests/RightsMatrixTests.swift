import Encounters
import Foundation
import HTTPTypes
import Operations
import Testing
import Timekeeping

@testable import Server

/// Every route and every message for every partner in every role, and for nobody. A route without a row fails the test.
@Suite struct RightsMatrixTests {
    @Test func everyRouteHasARow() {
        let routes = Routes.all.map { "\($0.method.rawValue) \($0.pattern)" }
        #expect(Set(routes) == Set(RightsMatrix.rows.keys))
    }

    @Test func everyRouteAnswersEachSeatAsDeclared() async throws {
        try await ServerFixture.run { fixture in
            let places = try await Places(fixture)
            let sessions = try await fixture.sessions()
            try await acknowledge(places, fixture)
            for (name, row) in RightsMatrix.rows.sorted(by: { $0.key < $1.key }) {
                let target = places.fill(row.target)
                let method = String(name.prefix { $0 != " " })
                for (seat, cookie) in sessions {
                    let answer = try await RawClient.request(
                        port: fixture.port, method, target, headers: [cookie, fixture.origin], body: row.body)
                    let wanted = row.status(for: seat)
                    #expect(answer.status == wanted, "\(name) for \(seat): \(answer.body.prefix(200))")
                    Self.expectHeaders(answer)
                    if answer.status == 403 { #expect(answer.body.contains("no clause permits it")) }
                    if RightsMatrix.right(of: seat) == .none { try expectNothingLeaks(answer.body, name, to: seat) }
                }
                let nobody = try await RawClient.request(
                    port: fixture.port, method, target, headers: [fixture.origin], body: row.body)
                #expect(nobody.status == 401 && nobody.body == "{\"error\":\"sign in first\"}", "\(name)")
            }
        }
    }

    private func acknowledge(_ places: Places, _ fixture: ServerFixture) async throws {
        let cookie = try await fixture.signIn("US:flight-controller")
        let answer = try await RawClient.request(
            port: fixture.port, "POST", places.fill("/api/alarms/ALARM/acknowledge"), headers: [cookie, fixture.origin])
        #expect(answer.status == 200)
    }

    /// The live messages: values, alarms and events go to who may read them; clock and link to all.
    @Test func everyLiveMessageReachesOnlyWhoMayReadIt() async throws {
        try await ServerFixture.run { fixture in
            let sessions = try await fixture.sessions()
            try await withThrowingTaskGroup(of: (String, [String]).self) { group in
                for (seat, cookie) in sessions {
                    group.addTask {
                        let messages = try await RawWebSocket.messages(
                            port: fixture.port, headers: [cookie, fixture.origin], seconds: 4, until: { _ in false })
                        return (seat, messages ?? [])
                    }
                }
                try await Task.sleep(for: .seconds(1))
                try await fixture.receive(pressureMmHg: 701)
                for try await (seat, messages) in group { expectMessages(messages, of: seat) }
            }
        }
    }

    private func expectMessages(_ messages: [String], of seat: String) {
        let all = messages.joined(separator: "\n")
        let right = RightsMatrix.right(of: seat)
        #expect(all.contains("\"clock\"") && all.contains("\"link\""), "\(seat)")
        #expect(all.contains(ServerFixture.pressure) == (right != .none), "\(seat): \(all.prefix(300))")
        #expect(all.contains("701.0") == (right != .none), "\(seat)")
        // What the packet holds beside the pressure is its owner's alone.
        #expect(all.contains("USLAB000053") == (right == .owner), "\(seat)")
        if right == .none { #expect(!all.contains("\"alarm\"") && !all.contains("\"samples\""), "\(seat)") }
    }

    static func expectHeaders(_ answer: RawClient.Answer) {
        #expect(
            answer.headers["content-security-policy"]
                == "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
        #expect(answer.headers["server"] == nil)
    }

    /// The packet's values, and the limits of what is another's, must not stand in an answer to who may not read them.
    ///
    /// A peer in which two partners' roles shared one server gave one of them the other's values by its alarms, all of
    /// its events, and its parameters with their limits by the mission database and its export.
    private func expectNothingLeaks(_ body: String, _ name: String, to seat: String) throws {
        // Numbers by their value, however written; digits within some other figure, or within a digest, are no leak.
        let plain = body.replacing(#/"[0-9a-f]{64}"/#, with: "")
        let numbers = Set(plain.split { !($0.isNumber || ".-+eE".contains($0)) }.compactMap { Double($0) })
        for secret in [35_673, ServerFixture.firstPressureMmHg] {
            #expect(!numbers.contains(secret), "\(secret) in \(name)")
        }
        let data = Data(body.utf8)
        switch name {
        case "GET /api/parameters":
            let list = try JSONDecoder().decode(ParametersBody.self, from: data)
            for parameter in list.parameters where parameter.partner != String(seat.prefix { $0 != ":" }) {
                let isBare = parameter.unit == nil && parameter.limits == nil && parameter.kind == nil
                #expect(isBare, "\(parameter.name) for \(seat)")
            }
        case "GET /api/alarms":
            let answer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect((answer["alarms"] as? [Any])?.isEmpty == true, "\(seat)")
        case "GET /api/events":
            #expect(!body.contains(ServerFixture.pressure), "\(seat)")
        default: break
        }
    }
}

/// What varies in the targets: one alarm, one pass.
private struct Places {
    let alarm: String
    let pass: String

    init(_ fixture: ServerFixture) async throws {
        let owner = try #require(fixture.node.view(for: "US"))
        let raised = await owner.alarms().alarms.first { $0.parameter == ServerFixture.pressure }
        alarm = "\(try #require(raised).id)"
        let europe = try #require(fixture.node.view(for: "EU"))
        let first = try await europe.passes(hours: 48).compactMap(\.detail?.pass).first
        pass = "\(try #require(first).tca.unixMilliseconds())"
    }

    func fill(_ target: String) -> String {
        target.replacing("ALARM", with: alarm).replacing("PASS", with: pass)
    }
}
