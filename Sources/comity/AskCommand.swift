import Agreements
import ArgumentParser
import Foundation
import Operations
import Programme
import Timekeeping

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Whether the agreements in force let a partner do something, and by which clause.",
        discussion: """
            Exit status 0 when they permit it, 1 when not. With --questions: 0 when every
            answer is as the file expects; a question without `expected` is answered and
            does not count as right. Shares of pools are judged as if nothing was used;
            with --ledger by the balances of the programme's `ledger` files up to that
            date, as a node does. A file of questions:
              {"questions": [{"id": "Q1", "request": {"subject": {"agency": "ESA"},
               "action": "use", "resource": {"pool": "columbus-accommodations",
               "pct": 55}, "context": {}}, "expected": "needs", "needs": "barter:4pct"}]}
            Example: comity ask examples/iss --partner ESA --action read --resource parameter:USLAB000058
            Example: comity ask examples/iss --questions questions.json
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @Option(help: "The partner who asks: its id or its agency.")
    var partner: String?

    @Option(help: "What it wants to do: read, list, export, acknowledge, use …")
    var action: String?

    @Option(help: "With what: parameter:NAME, element:ID, station:ID, orbit …")
    var resource: String?

    @Option(help: ArgumentHelp("Questions told by attributes, with the answers expected.", valueName: "file"))
    var questions: String?

    @Option(help: ArgumentHelp("On which date; today when not given.", valueName: "date"))
    var on: String?

    @Flag(inversion: .prefixedNo, help: "Judge shares of pools by the balances of the programme's `ledger` files.")
    var ledger = false

    @OptionGroup var output: FormatOption

    func validate() throws {
        let words = [partner, action, resource].compactMap(\.self)
        guard questions == nil ? words.count == 3 : words.isEmpty else {
            throw ValidationError("give `--partner`, `--action` and `--resource`, or `--questions FILE`")
        }
        if let on, (try? Instant(utc: on)) == nil {
            throw ValidationError("`--on \(on)`: expected a UTC date, or one with a time")
        }
    }

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        if let questions { return try answer(questions, folder) }
        let decision = try folder.decision(
            partner: partner ?? "", action: action ?? "", resource: resource ?? "", on: on,
            byLedger: ledger)
        write(decision)
        guard decision.outcome != .permit else { return }
        let instant = try on.map { try Instant(utc: $0) } ?? Instant.present
        for note in folder.notInForce(at: instant) { StandardError.write("note: \(note)") }
        throw ExitCode(1)
    }

    private func answer(_ path: String, _ folder: ProgrammeFolder) throws {
        let rows = try folder.answers(toQuestionsIn: path, on: on, byLedger: ledger)
        QuestionReport(rows: rows).write(as: output.format)
        guard rows.allSatisfy(\.isRight) else { throw ExitCode(1) }
    }

    private func write(_ decision: Decision) {
        let clauses = decision.clauses.map { "\($0.document) \($0.clause)" }
        guard output.format == .json else {
            let row: [Cell] = [
                .text(decision.outcome.rawValue), .text(clauses.joined(separator: "; ")), .text(decision.why),
            ]
            Table(columns: ["outcome", "clauses", "why"], rows: [row]).write(as: output.format)
            if decision.judgements.count > 1 {
                let words = decision.judgements.map { "\($0.node) \($0.outcome.rawValue)" }
                StandardError.write("note: by each node that has a say: \(words.joined(separator: ", "))")
            }
            if let nearest = decision.nearest { StandardError.write("note: nearest is \(Self.words(nearest))") }
            return
        }
        let list = decision.clauses.map { clause in
            Table(columns: ["document", "clause", "title", "source", "effect"]).jsonObject([
                .text(clause.document), .text(clause.clause), .text(clause.title), .text(clause.source),
                .text(clause.effect.rawValue),
            ])
        }
        let needs = decision.needs.map(jsonString).joined(separator: ", ")
        let judgements = decision.judgements.map(Self.json).joined(separator: ", ")
        print(
            "{\"outcome\": \(jsonString(decision.outcome.rawValue)), \"needs\": [\(needs)], "
                + "\"clauses\": [\(list.joined(separator: ", "))], \"why\": \(jsonString(decision.why)), "
                + "\"nearest\": \(decision.nearest.map { jsonString(Self.words($0)) } ?? "null"), "
                + "\"judgements\": [\(judgements)]}")
    }

    private static func json(_ judgement: NodeJudgement) -> String {
        let clauses = judgement.clauses.map { jsonString("\($0.document) \($0.clause)") }.joined(separator: ", ")
        return "{\"node\": \(jsonString(judgement.node)), "
            + "\"outcome\": \(jsonString(judgement.outcome.rawValue)), \"clauses\": [\(clauses)]}"
    }

    private static func words(_ nearest: NearestClause) -> String {
        let failed = nearest.failed.map(\.description).joined(separator: "; ")
        return "\(nearest.clause.document) \(nearest.clause.clause), which asks for \(failed)"
    }
}

/// Answers to a file of questions: a row each, and how many are right as the last line.
struct QuestionReport {
    let rows: [QuestionRow]

    func write(as format: OutputFormat) {
        let table = Table(columns: Self.columns, rows: rows.map(Self.cells))
        guard format == .json else {
            table.write(as: format)
            print(Questions.summary(rows))
            return
        }
        print("{\"rows\": [")
        for (index, row) in table.rows.enumerated() {
            print("  " + table.jsonObject(row) + (index + 1 < rows.count ? "," : "],"))
        }
        print("\"right\": \(rows.count(where: \.isRight)), \"total\": \(rows.count)}")
    }

    private static let columns = ["id", "outcome", "needs", "expected", "expectedNeeds", "isRight", "clauses", "why"]

    private static func cells(_ row: QuestionRow) -> [Cell] {
        let clauses = row.decision.clauses.map { "\($0.document) \($0.clause)" }.joined(separator: "; ")
        return [
            .text(row.id), .text(row.decision.outcome.rawValue), .text(row.decision.needs.joined(separator: "; ")),
            row.expected.map { .text($0) } ?? .missing, row.expectedNeeds.map { .text($0) } ?? .missing,
            .flag(row.isRight), .text(clauses), .text(row.decision.why),
        ]
    }
}
