import Programme
import Resilience
import Testing

/// Mistakes in what the model rests on: each told with file and line, and never computed with.
@Suite struct BadInputTests {
    private static let programme = """
        id: duo
        name: Two
        missionStart: 2026-01-01
        segments: [{id: bus, name: bus}]
        partners:
          - {id: A, name: Alpha, agency: ALF, controlCentre: {site: a-cc, name: A}, colour: "#112233", segment: bus}
          - {id: B, name: Beta, agency: BET, controlCentre: {site: b-cc, name: B}, colour: "#332211", segment: bus}
        sites:
          - {id: a-cc, name: A, partner: A, kind: control-centre}
          - {id: b-cc, name: B, partner: B, kind: control-centre}
        vehicles:
          - {id: ship, name: Ship, provider: A, operatorName: Alpha, kind: cargo, portType: any, canReboost: false}
        functions:
          - id: power
            name: Power
            criticality: life-critical
            success: {atLeast: 1, of: [panels, cells]}
            redundancy: none
            providers:
              - {id: panels, by: a-cc, partner: A, status: active, needsBufferDays: {pointing: 0.1}}
              - {id: cells, by: a-cc, partner: A, status: backup}
            timeToLoss: {magnitude: hours, until: dark}
            restoration: [{action: repair, costUsd: 1, leadMonths: 1}, {action: replace}]
          - id: pointing
            name: Pointing
            criticality: mission
            success: {atLeast: 1, of: [wheels]}
            redundancy: none
            providers:
              - {id: wheels, by: b-cc, partner: B, status: active, needsBufferDays: {power: 0.5}}
            timeToLoss: {magnitude: minutes, until: it tumbles}
        departureRules:
          - {kind: withdrawal, noticeDays: 365, because: the treaty says so}
        history:
          - {id: H1, event: it, date: 2026-02-01, without: [a-cc], asOfDate: false}
        """

    private func read(_ old: String = "", _ new: String = "") -> Checked<ProgrammeDescription> {
        let text = old.isEmpty ? Self.programme : Self.programme.replacing(old, with: new, maxReplacements: 1)
        return ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", text: text)])
    }

    /// Partners may rest on one another in a circle: it stands, and falls whole.
    @Test func circlesOfPartnersAreSolved() throws {
        let read = read()
        #expect(read.problems.map(\.description) == [])
        let model = ResilienceModel(try #require(read.value))
        #expect(model.timeline(without: []).functions.isEmpty)
        let lost = model.timeline(without: [.partner("B")]).functions
        #expect(lost.map(\.id) == ["pointing", "power"] && lost.map(\.afterDays) == [0, 0.1])
        let other = model.timeline(without: [.partner("A")]).functions
        #expect(other.map(\.id) == ["power", "pointing"] && other.map(\.afterDays) == [0, 0.5])
    }

    @Test(arguments: [
        (
            "{pointing: 0.1}", "{nowhere: 0.1}",
            "programme.yaml:20:78: found `nowhere`, expected the id of a declared element or vehicle or site or "
                + "communication or function"
        ),
        (
            "atLeast: 1, of: [panels, cells]", "atLeast: 3, of: [panels, cells]",
            "programme.yaml:17:24: found `3`, expected a whole number from 1 to 2"
        ),
        (
            "of: [panels, cells]", "of: [panels, panels]",
            "programme.yaml:17:31: found a provider twice, expected each provider once, since `atLeast` counts them"
        ),
        (
            "{pointing: 0.1}", "{pointing: -0.1}",
            "programme.yaml:20:88: found `-0.1`, expected a number from 0 to 36525"
        ),
        (
            "status: backup}", "status: future, until: 2027-01-01}",
            "programme.yaml:21:51: found `future`, with an end and no beginning, expected `from` as well, or another "
                + "status"
        ),
        (
            "status: backup}", "status: backup, from: 9026-01-01}",
            "programme.yaml:21:65: found the year 9026, expected a day of the years 1957 to 2100"
        ),
        (
            "{action: replace}", "{action: replace, restores: []}",
            "programme.yaml:23:92: found a restoration of nothing, expected ids, or no key `restores`"
        ),
        (
            "{action: replace}", "{action: replace, restores: [nothing]}",
            "programme.yaml:23:93: found `nothing`, expected the id of a declared function"
        ),
        (
            "{action: replace}", "{action: replace, id: power-1}",
            "programme.yaml:23:86: found the restoration `power-1` again, expected an `id` of its own"
        ),
        (
            "id: wheels", "id: panels",
            "programme.yaml:30:14: found `panels` again, expected an id not yet taken; the provider at line 20 has it"
        ),
        (
            "id: pointing", "id: power",
            "programme.yaml:24:9: found `power` again, expected an id not yet taken; the function at line 14 has it"
        ),
        (
            "canReboost: false}", "canReboost: false, dependsOn: [ship]}",
            "programme.yaml:12:120: found `ship` itself, expected what it cannot fly without"
        ),
        (
            "because: the treaty says so}", "because: so}\n  - {kind: withdrawal, because: no}",
            "programme.yaml:34:12: found a second rule for `withdrawal` of every partner, expected one rule for each "
                + "kind and partner"
        ),
        (
            "noticeDays: 365", "noticeDays: -1",
            "programme.yaml:33:36: found `-1` day, expected 0 to 36525 day"
        ),
        (
            "because: the treaty says so", "because: so, goes: [a-cc], stays: [a-cc]",
            "programme.yaml:33:75: found `a-cc`, which goes as well, expected what stays, or what goes"
        ),
        (
            "without: [a-cc]", "without: [a-c]",
            "programme.yaml:35:53: found `a-c`, expected a partner, element, vehicle, site, communication path, "
                + "function or provider; did you mean `a-cc`?"
        ),
        (
            "date: 2026-02-01", "date: 1026-02-01",
            "programme.yaml:35:31: found the year 1026, expected a day of the years 1957 to 2100"
        ),
        (
            "history:", "agreedTransport: [{vehicle: shop, user: A, good: seat, perYear: 1, agreement: x}]\nhistory:",
            "programme.yaml:34:29: found `shop`, expected the id of a declared vehicle; did you mean `ship`?"
        ),
    ]) func eachMistakeIsToldInItsPlace(old: String, new: String, message: String) {
        let found = read(old, new).problems.map(\.description)
        #expect(found.contains(message), "\(found)")
    }

    /// Nothing stands on firm ground where a provider went for a weak figure, though no function rests on it.
    @Test func weakCausesOfProvidersCount() throws {
        let text = Self.programme.replacing("{pointing: 0.1}", with: "{pointing: {days: 0.1, confidence: low}}")
            .replacing("status: backup}", with: "status: active}")
        let programme = try #require(
            ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", text: text)]).value)
        let model = ResilienceModel(programme)
        let answer = try model.whatIf(try model.scenario(without: ["wheels"]))
        #expect(answer.timeline.functions.map(\.id) == ["pointing"])
        #expect(answer.providerCauses["panels"]?.confidence == .low)
        #expect(answer.weakestConfidence["pointing"] != .low)
        #expect(answer.restsOnWeakFigures)
    }

    /// What no file check can refuse, the question refuses.
    @Test func questionsAreChecked() throws {
        let model = ResilienceModel(try #require(read().value))
        #expect(throws: ResilienceError.noLeadTime(id: "power-2")) {
            try model.json(.losses, ["without": "A", "with": "power-2"])
        }
        #expect(throws: ResilienceError.unknown(id: "Gamma", suggestion: nil)) {
            try model.json(.losses, ["without": "Gamma"])
        }
    }
}
