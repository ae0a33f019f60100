import Foundation
import TestSupport
import Testing

/// Signing, comparing and accounting as people ask for them.
@Suite("The command line: signatures, differences, accounts")
struct CommandLinePartnershipTests {
    private func copy(_ example: String) throws -> URL {
        let folder = try Built.temporaryFolder().appending(path: "copy")
        try FileManager.default.copyItem(at: Built.checkout.appending(path: "examples/\(example)"), to: folder)
        return folder
    }

    @Test("parties sign a changed document with keys of their own, and it binds again")
    func sign() throws {
        let folder = try copy("cubesat")
        let document = folder.appending(path: "agreements/memorandum.yaml")
        let text = try String(contentsOf: document, encoding: .utf8)
        try text.replacing("both plan with it", with: "both plan by it").write(
            to: document, atomically: true, encoding: .utf8)
        for (party, algorithm) in [("north", "ed25519"), ("south", "p-256")] {
            #expect(try comity("check", folder.path()).errors.contains("not in force"))
            let key = folder.deletingLastPathComponent().appending(path: party + ".key").path()
            let signed = try comity(
                "agreement", "sign", document.path(), "--as", party, "--key", key, "--new-key", "--algorithm",
                algorithm,
                "--key-id", "of-the-test")
            #expect(signed.status == 0, "\(signed.errors)")
            let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let again = try comity("agreement", "sign", document.path(), "--as", party, "--key", key, "--new-key")
            #expect(again.status == 1 && again.errors.hasPrefix("error: "), "\(again.errors)")
        }
        let checked = try comity("check", folder.path())
        #expect(checked.status == 0 && !checked.errors.contains("not in force"), "\(checked.errors)")
    }

    private struct Difference: Decodable {
        struct Change: Decodable {
            struct Clause: Decodable {
                var document: String
            }
            var from: String
            var to: String
            var clauses: [Clause]
        }
        var changes: [Change]
        var errors: [String]
    }

    @Test("a document that ends takes away what it alone permits")
    func difference() throws {
        let outcome = try comity(
            "agreement", "diff", "examples/cubesat", "--expire", "memorandum", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let difference = try outcome.json(Difference.self)
        #expect(!difference.changes.isEmpty && difference.errors.isEmpty)
        #expect(difference.changes.allSatisfy { $0.clauses.contains { $0.document == "memorandum" } })
        // It is the programme's only document: nothing is permitted without it.
        #expect(difference.changes.allSatisfy { $0.to == "deny" })
        #expect(difference.changes.contains { $0.from == "permit" })
        let none = try comity("agreement", "diff", "examples/cubesat", "examples/cubesat")
        #expect(none.status == 0 && none.output.contains("nothing changes"), "\(none.output)")
        let unknown = try comity("agreement", "diff", "examples/cubesat", "--expire", "memorandom")
        #expect(unknown.status == 1 && unknown.errors.contains("did you mean `memorandum`?"), "\(unknown.errors)")
    }

    @Test("who may do something")
    func whoCan() throws {
        let outcome = try comity(
            "agreement", "who-can", "read", "parameter:NORTH_BATT_V", "--programme", "examples/cubesat", "--format",
            "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("permit") && outcome.output.contains("south"), "\(outcome.output)")
    }

    private struct Balance: Decodable {
        var pool: String
        var period: String
        var partner: String
        var allocated: Double
    }

    @Test("balances: the shares of the memoranda, and a ledger whose changed byte is found")
    func ledger() throws {
        let outcome = try comity("ledger", "examples/iss", "--period", "2026", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let crewTime = try outcome.json([Balance].self).filter { $0.pool == "usos-crew-time" }
        let whole = crewTime.map(\.allocated).reduce(0, +)
        // `shares` of the memoranda: US 76.6, JP 12.8, EU 8.3, CA 2.3 %.
        for (partner, share) in [("US", 76.6), ("JP", 12.8), ("EU", 8.3), ("CA", 2.3)] {
            let own = crewTime.first { $0.partner == partner }?.allocated ?? 0
            #expect(abs(100 * own / whole - share) < 1e-6, "\(partner)")
        }
    }

    @Test("a period or pool that there is none of is refused, with those that there are")
    func unknownPeriod() throws {
        let period = try comity("ledger", "examples/iss", "--period", "1890")
        #expect(period.status == 2 && period.output.isEmpty)
        #expect(period.errors.contains("`--period 1890`") && period.errors.contains("`2025`, `2026`"))
        let pool = try comity("ledger", "examples/iss", "--pool", "crew-seat")
        #expect(pool.status == 2 && pool.errors.contains("did you mean `crew-seats`?"))
    }

    @Test("use is entered as it happens, once the reader takes it")
    func enteredUse() throws {
        let folder = try copy("cubesat")
        let file = folder.appending(path: "ledger-entered.yaml")
        func enter(_ amount: String, _ partner: String = "north") throws -> Outcome {
            try comity(
                "ledger", "enter", folder.path(), "--pool", "pictures", "--partner", partner, "--amount", amount,
                "--what",
                "aurora: \"first\" night", "--date", "2026-03-01", "--format", "json")
        }
        struct Row: Decodable {
            var amount: Double
            var used: Double
            var available: Double
        }
        for (place, used) in [1.5, 3].enumerated() {
            let outcome = try enter("1.5")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let row = try #require(try outcome.json([Row].self).first)
            // 20 hours of its own and 10 by barter: examples/cubesat/ledger.yaml.
            #expect(row.amount == 1.5 && row.used == used && row.available == 30 - used)
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 3 + place)
        }
        let before = try Data(contentsOf: file)
        for (amount, partner, reason) in [
            ("-1", "north", "above zero"), ("1.0000001", "north", "six decimals"), ("1", "nort", "`north`?"),
        ] {
            let outcome = try enter(amount, partner)
            #expect(outcome.status == 1 && outcome.errors.contains(reason), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: file) == before)
        #expect(try comity("check", folder.path()).status == 0)
    }

    @Test("a node's ledger and records are whole; a changed byte is told by its line")
    func books() async throws {
        let node = try RunningNode()
        defer { node.stop() }
        try await node.startNode()
        try node.startSimulator()
        try await eventually("decisions were kept", seconds: 60) {
            let records = try? Data(contentsOf: node.data.appending(path: "records.chain"))
            return (records?.count ?? 0) > 2000
        }
        #expect(node.end() == 0)
        #expect(try comity("ledger", node.data.path(), "--verify").status == 0)
        let replayed = try comity("agreement", "replay", node.data.path(), "--programme", "examples/iss")
        #expect(replayed.status == 0, "\(replayed.errors)\(replayed.output.suffix(300))")
        for (name, command) in [
            ("ledger.chain", ["ledger", node.data.path(), "--verify"]),
            ("records.chain", ["agreement", "replay", node.data.path(), "--programme", "examples/iss"]),
        ] {
            let file = node.data.appending(path: name)
            let whole = try Data(contentsOf: file)
            var lines = whole.split(separator: 0x0A, omittingEmptySubsequences: false).map { Data($0) }
            let middle = lines[2].count / 2
            lines[2][middle] ^= 1
            try Data(lines.joined(separator: [0x0A])).write(to: file)
            let outcome = try comity(command)
            #expect(outcome.status == 1)
            #expect((outcome.errors + outcome.output).contains("3"), "\(name): \(outcome.errors)")
            // Off the end the lines that are left fit each other.
            let count = lines.count - 1
            for kept in [count - 1, 2] {
                try Data(whole.split(separator: 0x0A).prefix(kept).map { $0 + [0x0A] }.joined()).write(to: file)
                let cut = try comity(command)
                let missing = kept + 1 == count ? "line \(count): missing" : "lines \(kept + 1) to \(count): missing"
                #expect(cut.status == 1 && cut.errors.contains(missing), "\(name): \(cut.errors)")
            }
            try whole.write(to: file)
        }
    }

    private struct Used: Decodable {
        var pool: String
        var partner: String
        var used: Double
    }

    @Test("a node that is told to stop enters what it counted until then", arguments: [false, true])
    func lastEntries(byInterrupt: Bool) async throws {
        let node = try RunningNode(programme: "examples/cubesat")
        defer { node.stop() }
        // Within the period of examples/cubesat/ledger.yaml.
        let time = ["--at", "2026-05-01T12:00:00Z"]
        try await node.startNode(time)
        try node.startSimulator(time + ["--rate", "20"])
        let contacts = node.data.appending(path: "ledger-contacts")
        try await eventually("contacts last for ten seconds", seconds: 60) {
            ((try? Data(contentsOf: contacts))?.count ?? 0) > 0
        }
        #expect(node.end(byInterrupt: byInterrupt) == 0)
        let balances = try comity("ledger", node.data.path(), "--format", "json").json([Used].self)
        for pool in ["downlink", "svalbard"] {
            let used = balances.filter { $0.pool == pool && $0.used > 0 }
            #expect(!used.isEmpty, "\(pool): \(balances)")
        }
        #expect(try Data(contentsOf: contacts).isEmpty)
        #expect(try comity("ledger", node.data.path(), "--verify").status == 0)
    }

    @Test("signatures without keys are a mistake; a programme that asks for none says so")
    func signaturesWithoutKeys() throws {
        let folder = try copy("cubesat")
        try FileManager.default.removeItem(at: folder.appending(path: "keys.yaml"))
        let outcome = try comity("check", folder.path())
        #expect(outcome.status == 1 && outcome.errors.contains("keys.yaml:1:1: "), "\(outcome.errors)")
        #expect(try comity("serve", folder.path(), "--data", folder.path() + "/data", "--port", "0").status == 1)
        try FileManager.default.removeItem(at: folder.appending(path: "agreements/signatures"))
        let unsigned = try comity("check", folder.path())
        #expect(unsigned.status == 0 && unsigned.errors.contains("this programme asks for none"), "\(unsigned.errors)")
    }
}
