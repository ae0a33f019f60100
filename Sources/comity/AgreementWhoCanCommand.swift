import Agreements
import ArgumentParser
import Programme

struct AgreementWhoCanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who-can",
        abstract: "Which partners may do something with a resource, which may not, and who needs what for it.",
        discussion: """
            The resource is one of a node's (parameter:NAME, alarm:NAME, element:ID, event,
            event:ID, station:ID, orbit, link), or attributes as NAME=VALUE with commas
            between, or any. Each row is a case: whoever is in it and meets its conditions
            gets its outcome.
            Example: comity agreement who-can read parameter:USLAB000058 --programme examples/iss
            Example: comity agreement who-can let-use element=columbus --programme examples/iss
            """)

    @Argument(help: "What is to be done: read, use, command, let-use …")
    var action: String

    @Argument(help: "With what: parameter:NAME, element=ID,data=KIND, any …")
    var resource: String

    @Option(help: ArgumentHelp("The programme's folder; the current one when not given.", valueName: "folder"))
    var programme = "."

    @OptionGroup var time: InstantOption

    @OptionGroup var output: FormatOption

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        let agreements = folder.agreements.inForce(at: time.instant)
        let facts = folder.facts
        guard let deed = ActionName(rawValue: action.lowercased()), agreements.knows(deed) else {
            let nearest = Spelling.nearest(to: action, among: agreements.actions.map(\.rawValue))
            throw Failure("unknown action `\(action)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
        }
        let answer: WhoCan
        do {
            answer =
                if let attributes = try attributes {
                    whoCan(deed, resource: attributes, under: agreements, facts: facts)
                } else {
                    whoCan(
                        deed, try Resource(parsing: resource, programme: folder.programme, facts: facts),
                        under: agreements, facts: facts)
                }
        } catch let error as AgreementsError {
            throw Failure("\(error)")
        }
        Table(columns: WhoCanCase.columns, rows: answer.cases.map { $0.row.map(Cell.text) }).write(as: output.format)
        if !answer.isComplete { StandardError.write("warning: more cases than are shown") }
    }

    /// The resource where it is told by attributes; `nil` where it is one of a node's.
    private var attributes: Attributes? {
        get throws {
            if resource == "any" { return [:] }
            guard resource.contains("=") else { return nil }
            var values: [String: AttributeValue] = [:]
            for part in resource.split(separator: ",") {
                let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
                guard let name = sides.first, let value = sides.last, sides.count == 2 else {
                    throw Failure("`\(part)`: expected an attribute as NAME=VALUE, such as element=columbus")
                }
                values[name] = Self.value(value)
            }
            return Attributes(values)
        }
    }

    private static func value(_ text: String) -> AttributeValue {
        switch text {
        case "true": .truth(true)
        case "false": .truth(false)
        case "null": .null
        default: Double(text).map(AttributeValue.number) ?? .text(text)
        }
    }
}
