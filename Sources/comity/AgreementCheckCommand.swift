import Agreements
import ArgumentParser
import Programme

struct AgreementCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Contradictions between agreements in force, clauses that can never apply or decide, and gaps.",
        discussion: """
            A contradiction is a permit of which a forbid of its rank, or lower tiers
            together, leave nothing. Where the two meet on some requests only, it is an
            overlap: the forbid prevails there, as documents write exceptions. A gap is
            an action, or a thing that documents name, that no clause permits to anyone.
            Each finding that a request can show has one.
            Exit status 0 when there is no contradiction, every clause can apply and every
            case was tried, else 1; what was not tried is told.
            Example: comity agreement check examples/iss --at 2026-03-01
            Example: comity agreement check examples/cubesat --format json
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @OptionGroup var time: InstantOption

    @OptionGroup var output: FormatOption

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        let reviewed = review(folder.agreements.inForce(at: time.instant), facts: folder.facts)
        let findings = reviewed.findings
        Table(columns: AgreementFinding.columns, rows: findings.map { $0.row.map(Cell.text) })
            .write(as: output.format)
        for doubt in reviewed.doubts { StandardError.write("warning: not exhaustive: \(doubt)") }
        let faults: [AgreementFinding.Kind] = [.contradiction, .neverApplies]
        if !reviewed.isExhaustive || findings.contains(where: { faults.contains($0.kind) }) { throw ExitCode(1) }
    }
}
