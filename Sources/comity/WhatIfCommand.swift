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

    @Flag(help: "What brings the lost things back, by cost and by date.")
    var plans = false

    @Flag(help: "When things are lost as buffers vary: shares and percentiles of drawn runs.")
    var bands = false

    @Flag(help: "Which buffers move the days of loss the most.")
    var tornado = false

    @Option(help: ArgumentHelp("Seed of the draws.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("How many draws, 1 to 100000.", valueName: "number"))
    var runs = 1_000

    @Option(
        help: ArgumentHelp("Smallest sets of departures that end a function, or the programme.", valueName: "function"))
    var sets: String?

    @Option(help: ArgumentHelp("Within how many days the sets end it.", valueName: "days"))
    var withinDays = 365.0

    @Option(help: ArgumentHelp("Largest size of sets, 1 to 6.", valueName: "number"))
    var largest = 2

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

    @Option(help: "How the answer is printed: json, table or csv.")
    var format: OutputFormat = .json

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case takenAway = "taken-away"
        case withdrawal, sanction, grounding

        var departure: DepartureKind { DepartureKind(rawValue: rawValue) ?? .takenAway }
    }

    func validate() throws {
        if faultTree != nil || count {
            guard faultTree != nil, programme == nil, without == nil, questions.isEmpty, count else {
                throw ValidationError("`--fault-tree FILE` goes with `--count`, and without a programme")
            }
            return
        }
        guard programme != nil, questions.count == 1 || (questions.isEmpty && without != nil) else {
            throw ValidationError(
                "give a programme with `--without ID`, or with one of `--sets`, `--transport`, `--history`, `--model`, "
                    + "`--agreement`; or `--fault-tree FILE --count`")
        }
        if let without, ids(without).isEmpty { throw ValidationError("`--without \(without)`: expected an id") }
        let needsDeparture = plans || bands || tornado
        if needsDeparture, without == nil { throw ValidationError("`\(questions[0])` goes with `--without ID`") }
        if !needsDeparture, !questions.isEmpty, without != nil {
            throw ValidationError("`\(questions[0])` goes without `--without`")
        }
        if let on, CivilTime(on).map({ !(1957...2100).contains($0.year) }) ?? true {
            throw ValidationError("`--on \(on)`: expected a day of 1957 to 2100, such as 2026-03-01")
        }
        if format != .json, model { throw ValidationError("`--model` goes with `--format json`") }
    }

    /// The options given that each ask a question of their own.
    private var questions: [String] {
        [
            ("--plans", plans), ("--bands", bands), ("--tornado", tornado), ("--sets", sets != nil),
            ("--transport", transport), ("--history", history), ("--model", model), ("--agreement", agreement != nil),
        ].filter(\.1).map(\.0)
    }

    func run() throws {
        do {
            if let faultTree { return try FaultTreeCount(path: faultTree).write(as: format) }
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
                DepartureSearch(target: target, withinDays: withinDays, largestSize: largest, date: date))
        }
        let scenario = try asked.scenario(without: ids(without), kind: kind.departure, with: ids(with), on: date)
        if plans { return try report.plans(scenario) }
        if bands { return try report.bands(scenario, runs: runs, seed: seed) }
        if tornado { return try report.tornado(scenario, runs: runs, seed: seed) }
        report.losses(try asked.whatIf(scenario))
    }

    private var date: CivilTime? { on.flatMap { CivilTime($0) } }

    private func ids(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
