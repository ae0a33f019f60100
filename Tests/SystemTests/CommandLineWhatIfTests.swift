import Foundation
import Testing

/// Departures, drafts and fault trees as people ask for them.
@Suite("The command line: what-if")
struct CommandLineWhatIfTests {
    /// Truth: iss_expected_losses.json, "both ammonia loops out".
    @Test("what-if tells losses, chains and restorations as JSON")
    func whatIf() throws {
        struct Step: Decodable { let id: String }
        struct Answer: Decodable {
            let functionsLostAfterDays: [String: Double]
            let providersLostAfterDays: [String: Double]
            let chain: [String: [Step]]
        }
        let outcome = try comity("what-if", "examples/iss", "--without", "loopA,loopB")
        let answer = try outcome.json(Answer.self)
        #expect(outcome.status == 0)
        let lost = [
            "thermal": 0, "power": 0.5, "co2": 0.6, "comm-usos": 0.6, "cmd-usos": 0.6, "gnc-usos": 0.6,
            "eva-usos": 0.6, "robotics": 0.6,
        ]
        #expect(answer.functionsLostAfterDays == lost)
        #expect(answer.providersLostAfterDays["cdra-lab"] == 0.5)
        #expect(answer.chain["power"]?.first?.id == "power")
        #expect(["loopA", "loopB"].contains(answer.chain["power"]?.last?.id))
        let unknown = try comity("what-if", "examples/iss", "--without", "loopC")
        #expect(unknown.status == 1 && unknown.errors.hasPrefix("error: unknown id `loopC`"), "\(unknown.errors)")
        #expect(try comity("what-if", "examples/iss").status == 2)
    }

    /// Options that say nothing of the answer are refused before anything is computed.
    @Test(
        "options that do not belong together are wrong usage",
        arguments: [
            (["examples/iss", "--without", "RU", "--seed", "3"], "`--seed` goes with `--bands` or `--tornado`"),
            (["examples/iss", "--transport", "--runs", "4"], "`--runs` goes with `--bands` or `--tornado`"),
            (["examples/iss", "--transport", "--kind", "sanction"], "`--kind` goes with `--without ID`"),
            (["examples/iss", "--sets", "programme", "--with", "x"], "`--with` goes with `--without ID`"),
            (["examples/iss", "--without", "RU", "--within-days", "3"], "`--within-days` goes with `--sets FUNCTION`"),
            (["examples/iss", "--without", "RU", "--largest", "3"], "`--largest` goes with `--sets FUNCTION`"),
            (["examples/iss", "--plans"], "`--plans` goes with `--without ID`"),
            (["examples/iss", "--history", "--without", "RU"], "`--history` goes without `--without`"),
            (["examples/iss", "--history", "--on", "2020-01-01"], "`--on` says nothing with `--history`"),
            (["examples/iss", "--without", "RU", "--plans", "--bands"], "`--plans`, `--bands` ask different things"),
            (["examples/iss", "--count"], "`--count` goes with `--fault-tree FILE`"),
            (["examples/iss", "--without", "RU", "--list", "3"], "`--list` goes with `--fault-tree FILE`"),
            (["--fault-tree", "t.xml"], "`--fault-tree FILE` goes with one of `--count`, `--list NUMBER`, "),
            (["--fault-tree", "t.xml", "--count", "--probability"], "`--fault-tree FILE` goes with one of `--count`"),
            (["--fault-tree", "t.xml", "--count", "--kind", "sanction"], "goes without `--kind`"),
            (["examples/iss", "--fault-tree", "t.xml", "--count"], "goes without a programme"),
            (["--fault-tree", "t.xml", "--count", "--up-to-order", "2"], "`--up-to-order` goes with `--list NUMBER`"),
            (["--fault-tree", "t.xml", "--list", "0"], "`--list 0`: expected a whole number from 1 to 1000000"),
        ])
    func wrongUsage(arguments: [String], message: String) throws {
        let outcome = try comity(["what-if"] + arguments)
        #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test("a departure of a kind that does not suit is refused")
    func unsuitedKinds() throws {
        let outcome = try comity("what-if", "examples/iss", "--without", "falcon9", "--kind", "withdrawal")
        #expect(outcome.status == 1)
        #expect(outcome.errors == "error: withdrawal of `falcon9`: expected a partner or a state\n")
    }

    @Test("one state of a partner takes nothing, and the answer says why")
    func oneState() throws {
        let outcome = try comity("what-if", "examples/iss", "--without", "Sweden", "--format", "csv")
        #expect(outcome.status == 0)
        #expect(outcome.output.split(whereSeparator: \.isNewline).count == 1)
        #expect(outcome.errors == "note: taken-away of `Sweden`: the other states of `EU` go on as one partner\n")
    }

    /// One figure for how sure a band is, in rows as in JSON.
    @Test("bands in rows are as sure as in JSON")
    func bandsAgree() throws {
        struct Band: Decodable {
            let id: String
            let confidence: String
        }
        struct Answer: Decodable { let bands: [Band] }
        let asked = ["what-if", "examples/iss", "--without", "site31", "--bands", "--runs", "50"]
        let told = try comity(asked).json(Answer.self).bands.map { "\($0.id) \($0.confidence)" }
        let rows = try comity(asked + ["--format", "csv"]).output.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",")
        }
        #expect(rows.first?.last == "confidence")
        #expect(rows.dropFirst().map { "\($0.first ?? "") \($0.last ?? "")" }.sorted() == told.sorted())
    }

    @Test("a draft's rows tell from when, for how long, by which clause, what is assumed and how sure it is")
    func draftRows() throws {
        let file = try Built.temporaryFolder().appending(path: "draft.yaml")
        let text = """
            id: no-progress
            title: No Progress
            tier: arrangement
            parties: [NASA, Roscosmos]
            inForceFrom: 2026-06-01
            inForceUntil: 2027-06-01
            source: illustrative
            definitions: {ships: [progress-ms]}
            clauses:
              - id: bar
                title: no ships
                text: Progress does not come while there is no licence.
                source: illustrative
                actions: [use]
                when: [{resource.vehicle: {in: ships}}, {context.licence: null}]
                effect: forbid
            """
        try text.write(to: file, atomically: true, encoding: .utf8)
        let outcome = try comity(
            "what-if", "examples/iss", "--agreement", file.path(), "--on", "2026-03-01", "--format", "csv")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = outcome.output.split(whereSeparator: \.isNewline)
        #expect(
            rows.first == "what,id,kind,fromDays,lastsDays,costUsdPerYear,clauses,assumes,because,confidence")
        // 2026-03-01 to 2026-06-01 are 92 days, and a year to 2027-06-01.
        let taken = "takes,progress-ms,grounding,92.00,365.00,,no-progress bar,taken to hold: `context.licence` absent,"
        #expect(rows.contains { $0.hasPrefix(taken) }, "\(outcome.output)")
        #expect(rows.contains { $0.hasPrefix("lost,prop-resupply,function,92.0000,365.0000,") }, "\(outcome.output)")
    }

    @Test("seats agreed in a document that is not there are told with their place")
    func unknownAgreement() throws {
        let folder = try Built.temporaryFolder().appending(path: "iss")
        try FileManager.default.copyItem(at: Built.checkout.appending(path: "examples/iss"), to: folder)
        let file = folder.appending(path: "vehicles.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("agreement: seat-exchange", with: "agreement: seat-exchang").write(
            to: file, atomically: true, encoding: .utf8)
        let outcome = try comity("check", folder.path())
        #expect(outcome.status == 1)
        let lines = outcome.errors.split(whereSeparator: \.isNewline).filter { $0.contains("`seat-exchang`") }
        #expect(lines.count == 2, "\(outcome.errors)")
        let message = ": found `seat-exchang`, expected the id of an agreement; did you mean `seat-exchange`?"
        #expect(lines.allSatisfy { $0.contains("/vehicles.yaml:") && $0.hasSuffix(message) }, "\(outcome.errors)")
    }

    /// Two of three pumps, or the power.
    private func faultTree(_ change: (String) -> String = { $0 }) throws -> String {
        let file = try Built.temporaryFolder().appending(path: "tree.xml")
        let events = ["a", "b", "c"].map { "<basic-event name=\"\($0)\"/>" }.joined()
        let definitions = [("a", 0.125), ("b", 0.25), ("c", 0.5), ("power", 0.25)].map {
            "<define-basic-event name=\"\($0)\"><float value=\"\($1)\"/></define-basic-event>"
        }
        let text = """
            <?xml version="1.0"?>
            <!DOCTYPE opsa-mef>
            <opsa-mef><define-fault-tree name="t"><define-gate name="top"><or><atleast min="2">\(events)</atleast>
            <basic-event name="power"/></or></define-gate></define-fault-tree>
            <model-data>\(definitions.joined())</model-data></opsa-mef>
            """
        try change(text).write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    @Test("a fault tree's minimal cut sets are counted")
    func faultTreeCount() throws {
        let outcome = try comity("what-if", "--fault-tree", try faultTree(), "--count")
        #expect(outcome.output == #"{"minimalCutSets":4,"byOrder":{"1":1,"2":3}}"# + "\n", "\(outcome.errors)")
        let rows = try comity(
            "what-if", "--fault-tree", try faultTree(), "--top", "t.top", "--count", "--format", "csv")
        #expect(rows.output == "order,minimalCutSets\n1,1\n2,3\n", "\(rows.errors)")
    }

    @Test("a fault tree's minimal cut sets are listed with order and probability")
    func faultTreeList() throws {
        let tree = try faultTree()
        let outcome = try comity("what-if", "--fault-tree", tree, "--list", "10", "--format", "csv")
        #expect(
            outcome.output == """
                order,events,probability
                1,power,0.25
                2,"a,b",0.03125
                2,"a,c",0.0625
                2,"b,c",0.125

                """, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        let first = try comity("what-if", "--fault-tree", tree, "--list", "2", "--format", "csv")
        #expect(first.errors == "note: 2 minimal cut sets listed; there are more\n")
        let single = try comity("what-if", "--fault-tree", tree, "--list", "9", "--up-to-order", "1")
        let set = #"{"order":1,"events":["power"],"probability":0.25}"#
        #expect(single.output == #"{"cutSets":[\#(set)],"isComplete":false,"undeclaredEvents":[]}"# + "\n")
    }

    /// By hand: ab + ac + bc - 2abc = 0.1875, and 1 - 0.8125 · 0.75 = 0.390625.
    @Test("a fault tree's top event has its probability, with the method")
    func faultTreeProbability() throws {
        let outcome = try comity("what-if", "--fault-tree", try faultTree(), "--probability", "--format", "csv")
        #expect(outcome.output.contains("\ntop event,,0.390625,,,\n"), "\(outcome.output) \(outcome.errors)")
        #expect(outcome.output.contains("\nbasic event,power,0.25,0.8125,0.52,"), "\(outcome.output)")
        #expect(outcome.errors == "note: exact, from binary decision diagrams; events are independent\n")
    }

    @Test("events that a fault tree defines nowhere are told, and have no probability")
    func faultTreeUndeclared() throws {
        let tree = try faultTree { $0.replacing("<basic-event name=\"power\"/>", with: "<basic-event name=\"powr\"/>") }
        let outcome = try comity("what-if", "--fault-tree", tree, "--count")
        #expect(outcome.status == 0 && outcome.output.hasPrefix(#"{"minimalCutSets":4,"#))
        let note = "basic events that are defined nowhere, taken without a probability: `powr`"
        #expect(outcome.errors == "note: \(tree): \(note)\n")
        let refused = try comity("what-if", "--fault-tree", tree, "--probability")
        #expect(refused.status == 1 && refused.errors.contains("error: event `powr` has no probability"))
    }
}
