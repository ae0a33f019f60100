import ArgumentParser
import Programme

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Every mistake in a programme's folder, all at once.",
        discussion: """
            Reads the programme, its agreements, mission database, ground network and orbit, and reports unknown keys,
            wrong units, dangling references, duplicates and cycles with file, line, what was found and what was
            expected. A document that does not bind today is a note: unsigned, changed since it was signed, ended; so is who
            signed a document here.
            Example: comity check examples/iss
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @OptionGroup var output: FormatOption

    func run() throws {
        let checked = try ProgrammeFolder.read(programme)
        let problems = checked.problems
        if output.format == .table {
            for problem in problems { StandardError.write("error: \(problem)") }
            let folder = checked.folder
            let lines = folder.map { $0.signatureRule + $0.notInForce(at: .present) + $0.signed(at: .present) } ?? []
            for line in lines {
                StandardError.write("note: \(line)")
            }
            print(problems.isEmpty ? checked.folder?.summary ?? "" : "\(problems.count) mistakes in `\(programme)`")
        } else {
            var table = Table(columns: ["file", "line", "column", "found", "expected", "suggestion"])
            table.rows = problems.map { problem in
                [
                    .text(problem.path), .integer(problem.line), .integer(problem.column), .text(problem.found),
                    .text(problem.expected), problem.suggestion.map { .text($0) } ?? .missing,
                ]
            }
            table.write(as: output.format)
        }
        if !problems.isEmpty { throw ExitCode(1) }
    }
}
