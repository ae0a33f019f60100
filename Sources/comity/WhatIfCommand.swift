import ArgumentParser
import Foundation
import Programme
import Resilience

struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "What a programme loses, when, and what restores it, if something goes.",
        discussion: """
            IDs are partners, elements, vehicles, sites, communication paths, functions or providers. Days count from the
            departure; the chain of each loss ends at what was taken away, and tells how sure its figures are.
            Example: comity what-if examples/iss --without RU
            Example: comity what-if examples/iss --without site31,falcon9 --on 2026-03-01 --format table
            Example: comity what-if --fault-tree baobab1.xml --count
            """)

    @Argument(help: "The programme's folder.")
    var programme: String?

    @Option(help: ArgumentHelp("What goes, with commas between.", valueName: "id,id…"))
    var without: String?

    @Option(help: ArgumentHelp("On which day; as things stand today when not given.", valueName: "date"))
    var on: String?

    @Option(help: ArgumentHelp("Restorations that are taken, with commas between.", valueName: "id,id…"))
    var with: String?

    @Option(help: "How it goes: taken-away, withdrawal (with notice and hand-over), sanction (services), grounding.")
    var kind: Kind = .takenAway

    @Option(help: ArgumentHelp("A fault tree in the Open-PSA exchange format.", valueName: "file"))
    var faultTree: String?

    @Flag(help: "Count the fault tree's minimal cut sets, exactly.")
    var count = false

    @Option(help: "How the answer is printed: json, table or csv.")
    var format: OutputFormat = .json

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case takenAway = "taken-away"
        case withdrawal, sanction, grounding

        var departure: DepartureKind {
            switch self {
            case .takenAway: .takenAway
            case .withdrawal: .withdrawal
            case .sanction: .sanction
            case .grounding: .grounding
            }
        }
    }

    func validate() throws {
        if faultTree != nil {
            guard programme == nil, without == nil, count else {
                throw ValidationError("`--fault-tree FILE` goes with `--count`, and without a programme")
            }
        } else if programme == nil || without == nil {
            throw ValidationError("give a programme and `--without ID`, or `--fault-tree FILE --count`")
        }
        if let on, CivilTime(on) == nil { throw ValidationError("`--on \(on)`: expected a date, such as 2026-03-01") }
    }

    func run() throws {
        if let faultTree { return try countCutSets(of: faultTree) }
        let model = ResilienceModel(try ProgrammeFolder.programme(in: programme ?? ""))
        do {
            let scenario = try model.scenario(
                without: ids(without), kind: kind.departure, with: ids(with), on: on.flatMap { CivilTime($0) })
            write(try model.whatIf(scenario))
        } catch {
            throw Failure("\(error)")
        }
    }

    private func ids(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private func write(_ answer: WhatIf) {
        guard format != .json else { return print(answer.json) }
        var table = Table(columns: ["kind", "id", "afterDays", "because", "weakestConfidence"])
        for loss in answer.timeline.functions {
            let chain = answer.chains[loss.id] ?? []
            table.rows.append([
                .text("function"), .text(loss.id.rawValue), .number(loss.afterDays, decimals: 4),
                .text(chain.dropFirst().map(\.id).joined(separator: " ← ")),
                answer.weakestConfidence[loss.id].map { .text($0.rawValue) } ?? .missing,
            ])
        }
        for loss in answer.timeline.providers {
            table.rows.append([
                .text("provider"), .text(loss.id.rawValue), .number(loss.afterDays, decimals: 4), .missing, .missing,
            ])
        }
        table.write(as: format)
    }

    private func countCutSets(of path: String) throws {
        let counted: CutSetCount
        do {
            let tree = try FaultTreeReader.read([UInt8](try readFile(path)), source: path)
            counted = try minimalCutSets(of: tree)
        } catch let error as FaultTreeError {
            throw Failure("\(error)")
        }
        let orders = counted.byOrder.sorted { $0.key < $1.key }
        guard format == .json else {
            let rows: [[Cell]] = orders.map { [.integer($0.key), .literal(String($0.value))] }
            return Table(columns: ["order", "minimalCutSets"], rows: rows).write(as: format)
        }
        let byOrder = orders.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        print("{\"minimalCutSets\": \(counted.total), \"byOrder\": {\(byOrder)}}")
    }
}
