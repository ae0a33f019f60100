import Foundation
import Testing

private struct Parameters: Decodable {
    struct Parameter: Decodable {
        struct Decision: Decodable {
            struct Clause: Decodable { let document: String, clause: String }
            let outcome: String
            let clauses: [Clause]
            let why: String
        }
        let name: String
        let label: String
        let element: String
        let partner: String
        let unit: String?
        let decision: Decision
    }
    let parameters: [Parameter]
}

private struct LinkStatus: Decodable {
    struct Counters: Decodable { let framesBad: Int, framesGood: Int }
    let counters: Counters
    struct Store: Decodable { let state: String, packetsStored: Int, archivedThrough: String? }
    let state: String
    let archive: Store
}

private struct History: Decodable {
    let name: String
    let points: [[Double]]
}

@Suite("A node and its simulator, as processes", .serialized)
struct NodeTests {
    @Test("each partner sees its own elements, and of others what a clause permits")
    func partnersSeeWhatClausesPermit() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        for (partner, own) in [("EU", "columbus"), ("RU", "zvezda"), ("US", "destiny"), ("JP", "kibo-pm")] {
            let listing = try await node.signIn(partner).get("/api/parameters", as: Parameters.self).parameters
            let ownItems = listing.filter { $0.element == own }
            #expect(!ownItems.isEmpty && ownItems.allSatisfy { $0.decision.outcome == "permit" }, "\(partner)")
            let withheld = listing.filter { $0.decision.outcome == "deny" }
            #expect(withheld.allSatisfy { $0.unit == nil && !$0.decision.why.isEmpty })
            let shared = listing.filter { $0.partner != partner && $0.decision.outcome == "permit" }
            #expect(!shared.isEmpty && shared.allSatisfy { !$0.decision.clauses.isEmpty }, "\(partner)")
            if partner != "US" { #expect(!withheld.isEmpty, "\(partner)") }
        }
    }

    @Test(
        "nothing answers without a session but the sign-in page",
        arguments: [
            "/api/me", "/api/parameters", "/api/link", "/api/nowhere", "/assets/styles.css", "/api/live",
        ])
    func unauthenticated(path: String) async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        #expect(try await node.status(of: path) == 401)
        #expect(try await node.status(of: "/sign-in") == 200)
    }

    @Test("values flow, and a node killed under load comes back with everything it had acknowledged")
    func killedNodeResumes() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        try node.startSimulator(["--time-scale", "20"])
        var partner = try await node.signIn("US")
        for round in 1...3 {
            var before = try await partner.get("/api/link", as: LinkStatus.self)
            let start = before.archive.packetsStored
            try await eventually("packets are archived in round \(round)", seconds: 20) {
                before = try await partner.get("/api/link", as: LinkStatus.self)
                return before.archive.packetsStored > start + 150
            }
            node.killNode()
            try await node.startNode()
            partner = try await node.signIn("US")
            let after = try await partner.get("/api/link", as: LinkStatus.self)
            #expect(after.archive.packetsStored >= before.archive.packetsStored)
            #expect((after.archive.archivedThrough ?? "") >= (before.archive.archivedThrough ?? "~"))
        }
        // The simulation runs ahead of the clock, so the span asked for does too; each sample has a point of its own.
        let format = Date.ISO8601FormatStyle()
        let (from, to) = (Date.now.addingTimeInterval(-600).formatted(format), Date.now.addingTimeInterval(3600))
        let history = try await partner.get(
            "/api/parameters/USLAB000058/history?points=5000&from=\(from)&to=\(to.formatted(format))", as: History.self)
        #expect(history.points.count > 3)
    }

    @Test("a withheld value is refused at every door")
    func withheldEverywhere() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        let partner = try await node.signIn("JP")
        let listing = try await partner.get("/api/parameters", as: Parameters.self).parameters
        let withheld = try #require(listing.first { $0.decision.outcome == "deny" })
        #expect(try await partner.send("/api/parameters/\(withheld.name)/history").status == 403)
        #expect(try await partner.send("/api/export.csv?parameters=\(withheld.name)").status == 403)
    }

    @Test("garbage on the link is counted and shown, and telemetry goes on beside it")
    func garbage() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        try node.startSimulator(["--time-scale", "5"])
        var generator = SystemRandomNumberGenerator()
        for length in [0, 1, 5, 6, 1114, 1115, 1116, 4000] {
            for _ in 0..<25 {
                try send((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }, to: node.linkPort)
            }
        }
        let partner = try await node.signIn("EU")
        try await eventually("garbage is counted and good frames arrive", seconds: 20) {
            let counters = try await partner.get("/api/link", as: LinkStatus.self).counters
            return counters.framesBad >= 150 && counters.framesGood > 20
        }
    }

    private func send(_ bytes: [UInt8], to port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let sent = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard sent == bytes.count else { throw NeverCame(description: "a datagram was not sent") }
    }

    @Test("a port in use is one clear error")
    func portInUse() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        let folder = try Built.temporaryFolder()
        let outcome = try comity(
            "serve", "examples/iss", "--data", folder.path(), "--port", "\(node.port)", "--listen", "udp://127.0.0.1:0")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("error: ") && outcome.errors.contains("\(node.port)"))
    }

    @Test("new sign-in links end those of roles too, whether the role is asked for again or not")
    func roleLinksEnd() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode(["--role", "JAXA:payload-scientist"])
        let seat = "JP:payload-scientist"
        _ = try await node.signIn(seat)
        node.end()
        // Kept as long as nobody renews.
        try await node.startNode(renewSignIn: false)
        _ = try await node.signIn(seat)
        node.end()
        let old = try #require(node.keys[seat])
        try await node.startNode()
        #expect(node.keys[seat] != old)
        node.use(key: old, for: seat)
        await #expect(throws: (any Error).self) { _ = try await node.signIn(seat) }
    }

    @Test("a role that the programme does not know is refused")
    func unknownRole() throws {
        let folder = try Built.temporaryFolder()
        for role in ["JAXA", "JAXA:astronaut", "XX:analyst"] {
            let outcome = try comity("serve", "examples/iss", "--data", folder.path(), "--port", "0", "--role", role)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("error: unknown role `\(role)`"), "\(outcome.errors)")
        }
    }

    @Test("a data folder that cannot be written is one clear error")
    func unwritableFolder() throws {
        let outcome = try comity("serve", "examples/iss", "--data", "/proc/comity", "--port", "0")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("error: `/proc/comity`"))
    }
}
