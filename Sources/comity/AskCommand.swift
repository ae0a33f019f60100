import Agreements
import ArgumentParser
import Foundation
import Operations
import Programme

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Whether the agreements in force let a partner do something, and by which clause.",
        discussion: """
            Exit status 0 when they permit it, 1 when not.
            Example: comity ask examples/iss --partner ESA --action read --resource parameter:USLAB000058
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @Option(help: "The partner who asks: its id or its agency.")
    var partner: String

    @Option(help: "What it wants to do: read, list, export, acknowledge, use …")
    var action: String

    @Option(help: "With what: parameter:NAME, element:ID, station:ID, orbit …")
    var resource: String

    @Option(help: ArgumentHelp("On which date; today when not given.", valueName: "date"))
    var on: String?

    @OptionGroup var output: FormatOption

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        let decision = try folder.decision(partner: partner, action: action, resource: resource, on: on)
        write(decision)
        if decision.outcome != .permit { throw ExitCode(1) }
    }

    private func write(_ decision: Decision) {
        let clauses = decision.clauses.map { "\($0.document) \($0.clause)" }
        guard output.format == .json else {
            let row: [Cell] = [
                .text(decision.outcome.rawValue), .text(clauses.joined(separator: "; ")), .text(decision.why),
            ]
            Table(columns: ["outcome", "clauses", "why"], rows: [row]).write(as: output.format)
            return
        }
        let list = decision.clauses.map { clause in
            Table(columns: ["document", "clause", "title", "source", "effect"]).jsonObject([
                .text(clause.document), .text(clause.clause), .text(clause.title), .text(clause.source),
                .text(clause.effect.rawValue),
            ])
        }
        print(
            "{\"outcome\": \(jsonString(decision.outcome.rawValue)), \"clauses\": [\(list.joined(separator: ", "))], "
                + "\"why\": \(jsonString(decision.why))}")
    }
}
