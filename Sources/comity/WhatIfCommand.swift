import ArgumentParser
import Foundation
import Programme
import Resilience

struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "What a programme loses, when, and what restores it, if something goes.",
        discussion: """
            IDs are partners, elements, vehicles, sites, communication paths, functions or
            providers. Days count from the departure; the chain of each loss ends at what
            was taken away, and tells how sure its figures are.
            Example: comity what-if examples/iss --without RU
            Example: comity what-if examples/iss --without site31,falcon9 --on 2026-03-01 --format table
            Example: comity what-if examples/iss --without RU --kind withdrawal --plans
            Example: comity what-if examples/iss --without site31 --bands --runs 2000 --seed 7
            Example: comity what-if examples/iss --without RU --tornado --format table
            Example: comity what-if examples/iss --sets attctl --within-days 400 --largest 3
            Example: comity what-if examples/iss --sets programme --within-days 365
            Example: comity what-if examples/iss --transport --on 2020-11-01 --format table
            Example: comity what-if examples/iss --history --format table
            Example: comity what-if examples/iss --agreement draft.yaml
            Example: comity what-if --fault-tree baobab1.xml --count
            Example: comity what-if --fault-tree baobab1.xml --list 20 --up-to-order 3 --format table
            Example: comity what-if --fault-tree baobab1.xml --top r1 --probability --format table
            """)

    @Argument(help: "The programme's folder.")
    var programme: String?

    @Option(help: ArgumentHelp("What goes, with commas between.", valueName: "id,id…"))
    var without: String?

    @Option(help: ArgumentHelp("On which day; as things stand today when not given.", valueName: "date"))
    var on: String?

    @Option(help: ArgumentHelp("Restorations that are taken, with commas between.", valueName: "id,id…"))
    var with: String?

    @Option(
        help:
            "How it goes: taken-away (when not given), withdrawal (with notice and hand-over), sanction (services), grounding."
    )
    var kind: Kind?

    @Flag(help: "What brings the lost things back, by cost and by date.")
    var plans = false

    @Flag(help: "When things are lost as buffers vary: shares and percentiles of drawn runs.")
    var bands = false

    @Flag(help: "Which buffers move the days of loss the most.")
    var tornado = false

    @Option(help: ArgumentHelp("Seed of the draws; 1 when not given.", valueName: "number"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("How many draws, 1 to 100000; 1000 when not given.", valueName: "number"))
    var runs: Int?

    @Option(
        help: ArgumentHelp("Smallest sets of departures that end a function, or the programme.", valueName: "function"))
    var sets: String?

    @Option(help: ArgumentHelp("Within how many days the sets end it; 365 when not given.", valueName: "days"))
    var withinDays: Double?

    @Option(help: ArgumentHelp("Largest size of sets, 1 to 6; 2 when not given.", valueName: "number"))
    var largest: Int?

    @Flag(help: "Prices and capacities of transport, and what a change of provider costs.")
    var transport = false

    @Flag(help: "Historical cases, computed beside what was seen.")
    var history = false

    @Flag(help: "What the model holds.")
    var model = false

    @Option(help: ArgumentHelp("A draft agreement: what it would do to the programme.", valueName: "file"))
    var agreement: String?

    @Option(help: ArgumentHelp("A fault tree in the Open-PSA exchange format.", valueName: "file"))
    var faultTree: String?

    @Flag(help: "Count the fault tree's minimal cut sets, exactly.")
    var count = false

    @Option(
        help: ArgumentHelp(
            "List the fault tree's minimal cut sets, at most so many, the smallest first.",
            valueName: "number"))
    var list: Int?

    @Option(help: ArgumentHelp("Largest order of the cut sets listed.", valueName: "number"))
    var upToOrder: Int?

    @Flag(help: "The exact probability of the fault tree's top event, and how much each event matters.")
    var probability = false

    @Option(help: ArgumentHelp("The fault tree's top gate, where several could be it.", valueName: "gate"))
    var top: String?

    @Option(help: "How the answer is printed: json, table or csv.")
    var format: OutputFormat = .json

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case takenAway = "taken-away"
        case withdrawal, sanction, grounding

        var departure: DepartureKind { DepartureKind(rawValue: rawValue) ?? .takenAway }
    }

    func run() throws {
        do {
            if let faultTree {
                return try FaultTreeAnswer(path: faultTree, top: top, question: faultTreeQuestion).write(as: format)
            }
            if let agreement {
                return try DraftAnswer(folder: programme ?? "", draft: agreement, date: date).write(as: format)
            }
            try answer(ResilienceModel(try ProgrammeFolder.programme(in: programme ?? "")))
        } catch let error as ResilienceError {
            throw Failure("\(error)")
        }
    }

    private func answer(_ asked: ResilienceModel) throws {
        let report = WhatIfReport(model: asked, format: format)
        if model { return print(asked.modelJSON(on: date)) }
        if transport { return report.transport(on: date) }
        if history { return try report.history() }
        if let sets {
            let target: LossTarget = sets == "programme" ? .programme : .function(FunctionID(sets))
            return try report.sets(
                DepartureSearch(
                    target: target, withinDays: withinDays ?? 365, largestSize: largest ?? 2, date: date))
        }
        let scenario = try asked.scenario(
            without: ids(without), kind: kind?.departure ?? .takenAway, with: ids(with), on: date)
        if plans { return try report.plans(scenario) }
        if bands { return try report.bands(scenario, runs: runs ?? 1_000, seed: seed ?? 1) }
        if tornado { return try report.tornado(scenario, runs: runs ?? 1_000, seed: seed ?? 1) }
        report.losses(try asked.whatIf(scenario))
    }

    private var date: CivilTime? { on.flatMap { CivilTime($0) } }

    private var faultTreeQuestion: FaultTreeAnswer.Question {
        if let list { return .list(number: list, upToOrder: upToOrder ?? .max) }
        return probability ? .probability : .count
    }

    func ids(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
