import Agreements
import ArgumentParser
import Programme

struct AgreementCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Contradictions between agreements in force, clauses that can never apply or decide, and gaps.",
        discussion: """
            A contradiction is a permit and a forbid of one rank on the same request; the forbid prevails. A gap is an
            action, or a thing that documents name, that no clause permits to anyone. Each finding that a request can
            show has one.
            Exit status 0 when there is no contradiction and every clause can apply and decide, else 1.
            Example: comity agreement check examples/iss --at 2026-03-01
            Example: comity agreement check examples/cubesat --format json
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @OptionGroup var time: InstantOption

    @OptionGroup var output: FormatOption

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        let findings = check(folder.agreements.inForce(at: time.instant), facts: folder.facts)
        Table(columns: AgreementFinding.columns, rows: findings.map { $0.row.map(Cell.text) })
            .write(as: output.format)
        let faults: [AgreementFinding.Kind] = [.contradiction, .neverApplies, .neverDecides]
        if findings.contains(where: { faults.contains($0.kind) }) { throw ExitCode(1) }
    }
}
