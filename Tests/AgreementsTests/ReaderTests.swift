import Agreements
import Programme
import Testing

private let good = """
    id: pact
    title: Pact
    tier: plan
    parties: [NASA, ESA]
    inForceFrom: 2026-01-01
    source: illustrative
    clauses:
      - id: one
        title: one
        text: a clause
        source: illustrative
        subject: [ESA]
        actions: [read]
        resource: {kinds: [parameter], elements: [destiny], subsystems: [power]}
        conditions: [proximity-operations]
        effect: permit

    """

@Suite struct ReaderTests {
    private let programme: ProgrammeDescription

    init() throws {
        programme = try ISS.programme()
    }

    private func read(_ old: String = "", _ new: String = "") -> Checked<[AgreementDocument]> {
        let text = old.isEmpty ? good : good.replacing(old, with: new, maxReplacements: 1)
        return AgreementReader.read(files: [SourceFile(path: "pact.yaml", text: text)], programme: programme)
    }

    @Test func readsItsParts() throws {
        let document = try #require(read().value?.first)
        #expect(read().problems == [])
        #expect(document.parties == ["US", "EU"])
        #expect(document.clauses.first?.subject == SubjectSelector(partners: ["EU"]))
        #expect(document.clauses.first?.conditions == ["proximity-operations"])
    }

    @Test(arguments: [
        (
            "parties: [NASA, ESA]", "parties: [NASA, ESA, JAX]",
            "pact.yaml:4:22: found `JAX`, expected a partner: `US`, `RU`, `EU`, `JP`, `CA` or an agency's name; "
                + "did you mean `JAXA`?"
        ),
        (
            "subject: [ESA]", "subject: [JAXA]",
            "pact.yaml:12:15: found `JAXA`, expected a party to this document: `US`, `EU`"
        ),
        (
            "subject: [ESA]", "subject: {partners: [ESA], roles: [flight-controler]}",
            "pact.yaml:12:40: found `flight-controler`, expected a role of the programme; did you mean "
                + "`flight-controller`?"
        ),
        (
            "[destiny]", "[kibo-pm]",
            "pact.yaml:14:47: found `kibo-pm`, provided by `JP`, expected an element that a party to this "
                + "document provides"
        ),
        (
            "[destiny]", "[destny]",
            "pact.yaml:14:47: found `destny`, expected an element of the programme; did you mean `destiny`?"
        ),
        (
            "[destiny]", "oen",
            "pact.yaml:14:46: found `oen`, expected `own`, `operated`, `none` or a list of elements; did you "
                + "mean `own`?"
        ),
        (
            "[power]", "[powr]",
            "pact.yaml:14:70: found `powr`, expected a subsystem of the programme; did you mean `power`?"
        ),
        (
            "kinds: [parameter]", "kinds: [parametre]",
            "pact.yaml:14:24: found `parametre`, expected one of `parameter`, `element`, `alarm`, `event`, `station`, "
                + "`orbit`, `link`; did you mean `parameter`?"
        ),
        (
            "kinds: [parameter]", "kinds: [orbit]",
            "pact.yaml:14:42: found `elements` for other kinds, expected `elements` with kinds `alarm`, `element`, "
                + "`event`, `parameter` alone"
        ),
        (
            "actions: [read]", "actions: [reed]",
            "pact.yaml:13:15: found `reed`, expected an action: `read`, `list`, `export`, `acknowledge`, `use`, `command`, "
                + "or another word in lower case with hyphens; did you mean `read`?"
        ),
        (
            "[proximity-operations]", "[proximity]",
            "pact.yaml:15:18: found `proximity`, expected a condition of the programme"
        ),
        (
            "effect: permit", "effect: allow",
            "pact.yaml:16:13: found `allow`, expected one of `permit`, `forbid`, `oblige`, `needs`, `advise`"
        ),
        (
            "inForceFrom: 2026-01-01", "inForceFrom: 2026-01-01\ninForceUntil: 2025-01-01",
            "pact.yaml:6:15: found `2025-01-01`, expected a time after `inForceFrom`"
        ),
        (
            "inForceFrom: 2026-01-01", "inForceFrom: soon",
            "pact.yaml:5:14: found `soon`, expected a UTC time or day, as `1998-11-20T06:40:00Z` or `1998-11-20`"
        ),
        (
            "tier: plan", "teir: plan",
            "pact.yaml:1:1: found no `tier`, expected `tier`: one of `nationalLaw`, `treaty`, "
                + "`memorandum`, `arrangement`, `plan`"
        ),
        (
            "    effect: permit", "    effect: permit\n  - id: one",
            "pact.yaml:17:9: found `one` again, expected an id not yet taken; the clause at line 8 has it"
        ),
    ]) func eachMistakeIsToldInItsPlace(old: String, new: String, message: String) {
        let found = read(old, new).problems.map(\.description)
        #expect(found.contains(message), "\(found)")
    }

    /// A misspelt part must not fall away, or the clause would permit more than its author wrote.
    @Test(arguments: [
        ("[destiny]", "~"), ("[power]", "[powr]"), ("[proximity-operations]", "[proximity]"), ("[ESA]", "[JAXA]"),
        ("effect: permit", "effect: permitt"), ("subject: [ESA]", "subject: {partners: [ESA], roles: x}"),
        ("effect: permit", "effect: permit\n    inForceUntil: someday"),
    ]) func aFaultyDocumentIsNotJudgedBy(old: String, new: String) {
        #expect(read(old, new).value == nil)
        #expect(!read(old, new).problems.isEmpty)
    }

    @Test func namesMayBeCheckedAgainstTheMissionDatabase() {
        let text = good.replacing("subsystems: [power]", with: "names: [USLAB00058, \"COL_*\", \"X_*\"]")
        let files = [SourceFile(path: "pact.yaml", text: text)]
        #expect(AgreementReader.read(files: files, programme: programme).isClean)
        let names = ["USLAB000058", "COL_PPO2"]
        #expect(
            AgreementReader.read(files: files, programme: programme, parameterNames: names).problems.map(\.description)
                == [
                    "pact.yaml:14:65: found `USLAB00058`, expected a parameter of the mission database; "
                        + "did you mean `USLAB000058`?",
                    "pact.yaml:14:86: found `X_*`, expected a parameter of the mission database",
                ])
    }

    @Test func stationsMayBeCheckedAgainstTheGroundNetwork() {
        let text = good.replacing(
            "{kinds: [parameter], elements: [destiny], subsystems: [power]}",
            with: "{kinds: [station], stations: [maspalomus]}")
        let found = AgreementReader.read(
            files: [SourceFile(path: "pact.yaml", text: text)], programme: programme, stationIDs: ["maspalomas"])
        #expect(
            found.problems.map(\.description) == [
                "pact.yaml:14:45: found `maspalomus`, expected a station of the ground network; "
                    + "did you mean `maspalomas`?"
            ])
    }

    @Test func documentTwice() {
        let files = ["a.yaml", "b.yaml"].map { SourceFile(path: $0, text: good) }
        let found = AgreementReader.read(files: files, programme: programme)
        #expect(
            found.problems.map(\.description) == [
                "b.yaml:1:5: found `pact` again, expected an id not yet taken; the document at a.yaml:1 has it"
            ])
    }

    @Test func damagedTextNeverCrashes() {
        var random = SplitMix(state: 7)
        let spice = Array("{}[]:,-&*!|>'\"%@`#?\n\t \u{0}~\\".utf8)
        for _ in 0..<400 {
            var bytes = Array(good.utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = Bool.random(using: &random) ? spice.randomElement(using: &random) ?? 0 : 0xC3
            }
            let file = SourceFile(path: "pact.yaml", bytes: bytes)
            _ = AgreementReader.read(files: [file], programme: programme)
        }
    }
}
