import Programme
import Testing

/// The keys that tell how long things last, since when they are used and what restores them; and mistakes in them.
@Suite struct ResilienceFieldTests {
    private func read(_ old: String, _ new: String) -> Checked<ProgrammeDescription> {
        let text = smallProgramme.replacing(old, with: new, maxReplacements: 1)
        return ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", text: text)])
    }

    @Test(arguments: ["css", "apollo-soyuz"])
    func examplesCheckClean(name: String) throws {
        let folder = try #require(Examples.folder("examples/\(name)"))
        let read = ProgrammeReader.read(files: try Examples.files(folder))
        #expect(read.problems.map(\.description) == [])
        #expect(read.value?.id == name)
    }

    @Test func buffersWithRangeAndStock() throws {
        let stock = "{pointing: {stock: {amount: 280, unit: crew-day, perDay: 2}, lowDays: 100, confidence: high}}"
        let read = read("{pointing: 0.1}", stock)
        #expect(read.isClean, "\(read.problems)")
        let need = try #require(read.value?.functions.first?.providers.first?.needs.first)
        #expect(need.bufferDays == 140 && need.rangeDays == 100...140 && need.statedConfidence == .high)
        #expect(need.stock?.unit == "crew-day")
    }

    @Test func restorationsHaveIds() throws {
        let text = """
            timeToLoss: {magnitude: minutes, until: it tumbles}
                restoration:
                  - {action: wait, leadMonths: 1, costUsd: 5, per: kg, quantity: 4}
                  - {id: both, action: replace, leadMonths: 2, restores: [power, pointing]}
                  - {action: spare, returns: [wheels]}
            """
        let read = read("timeToLoss: {magnitude: minutes, until: it tumbles}", text)
        #expect(read.isClean, "\(read.problems)")
        let restorations = try #require(read.value?.restorations)
        #expect(restorations.map(\.id) == ["pointing-1", "both", "pointing-3"])
        #expect(restorations.map(\.restores) == [["pointing"], ["power", "pointing"], []])
        #expect(restorations.map(\.returns) == [[], [], ["wheels"]])
        #expect(restorations.first?.wholeCostUsd == 20)
    }

    @Test(arguments: [
        (
            "{pointing: 0.1}", "{pointing: -0.1}",
            "programme.yaml:54:87: found `-0.1`, expected a number from 0 to 36525"
        ),
        (
            "{pointing: 0.1}", "{pointing: {days: -1}}",
            "programme.yaml:54:94: found `-1`, expected a number from 0 to 36525"
        ),
        (
            "{pointing: 0.1}", "{pointing: {days: 5, lowDays: 6}}",
            "programme.yaml:54:87: found a range from 6 to 5 days around 5, expected `lowDays` at most the buffer, "
                + "and `highDays` at least, within 36525 days"
        ),
        (
            "{pointing: 0.1}", "{pointing: {days: 5, stock: {amount: 1, unit: kg, perDay: 1}}}",
            "programme.yaml:54:87: found no buffer or two, expected either `days` or a `stock`"
        ),
        (
            "{pointing: 0.1}", "{pointing: {stock: {amount: 1, unit: kg, perDay: 0}}}",
            "programme.yaml:54:125: found `0`, expected a number from 1e-09 to 1000000000000"
        ),
        (
            "{pointing: 0.1}", "{nowhere: 0.1}",
            "programme.yaml:54:77: found `nowhere`, expected the id of a declared element or vehicle or site or "
                + "communication or function"
        ),
        (
            "atLeast: 1, of: [wheels]", "atLeast: 2, of: [wheels]",
            "programme.yaml:59:24: found `2`, expected a whole number from 1 to 1"
        ),
        (
            "status: active, needs", "status: active, from: 2027-01-01, until: 2026-01-01, needs",
            "programme.yaml:54:84: found an end at or before `from`, expected a later day"
        ),
        (
            "status: active, needs", "status: active, from: 1026-01-01, needs",
            "programme.yaml:54:65: found the year 1026, expected a day of the years 1957 to 2100"
        ),
        (
            "status: active, needs", "status: future, until: 2027-01-01, needs",
            "programme.yaml:54:51: found `future`, with an end and no beginning, expected `from` as well, or another "
                + "status"
        ),
        (
            "function: carries\n    status: active", "function: carries\n    status: deorbited",
            "programme.yaml:54:51: found `active`, while `bus` is not in use, expected a status that agrees with what "
                + "does it"
        ),
        (
            "massKg: 4", "endDate: 2027-01-01",
            "programme.yaml:33:13: found `active`, with an `endDate`, expected `retired` or `deorbited`, or no "
                + "`endDate`"
        ),
        (
            "massKg: 4", "endDate: 2025-01-01",
            "programme.yaml:31:14: found `2025-01-01`, before the beginning on 2026-01-01, expected a day after it"
        ),
        (
            "massKg: 4", "endDate: 3026-01-01",
            "programme.yaml:31:14: found the year 3026, expected a day of the years 1957 to 2100"
        ),
        (
            "until: it tumbles}", "until: it tumbles}\n    restoration: [{action: pay, costUsd: -1}]",
            "programme.yaml:64:42: found `-1` USD, expected 0 to 10000000000000 USD"
        ),
        (
            "until: it tumbles}", "until: it tumbles}\n    restoration: [{action: pay, restores: [powr]}]",
            "programme.yaml:64:44: found `powr`, expected the id of a declared function; did you mean `power`?"
        ),
        (
            "segments:", "departureRules: [{kind: withdrawl, because: so}]\nsegments:",
            "programme.yaml:65:25: found `withdrawl`, expected one of `taken-away`, `withdrawal`, `sanction`, "
                + "`grounding`; did you mean `withdrawal`?"
        ),
        (
            "segments:", "history: [{id: H, event: it, asOfDate: true}]\nsegments:",
            "programme.yaml:65:40: found `asOfDate` without a date, expected `date` as well"
        ),
    ]) func eachMistakeIsToldInItsPlace(old: String, new: String, message: String) {
        let found = read(old, new).problems.map(\.description)
        #expect(found.contains(message), "\(found)")
    }

    /// Which documents there are is known beside the programme's own files; the place is told with the name.
    @Test func agreedTransportNamesADocument() throws {
        let agreed = "agreedTransport:\n  - {vehicle: ship, user: A, good: seat, perYear: 1, agreement: seat-exchang}\n"
        let text =
            "vehicles:\n  - {id: ship, name: Ship, provider: A, operatorName: Alpha, kind: cargo, portType: any, "
            + "canReboost: false}\n"
        let read = ProgrammeReader.read(
            files: [
                SourceFile(path: "programme.yaml", text: smallProgramme + "\ninclude: [vehicles.yaml]\n"),
                SourceFile(path: "vehicles.yaml", text: agreed + text),
            ])
        #expect(read.problems.map(\.description) == [])
        let programme = try #require(read.value)
        let problems = programme.unknownAgreements(among: ["memorandum", "seat-exchange"])
        #expect(
            problems.map(\.description) == [
                "vehicles.yaml:2:65: found `seat-exchang`, expected the id of an agreement; did you mean "
                    + "`seat-exchange`?"
            ])
        #expect(programme.unknownAgreements(among: ["seat-exchang"]).isEmpty)
    }
}
