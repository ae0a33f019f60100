import Resilience

/// What is asked of a fault tree, and its printing.
struct FaultTreeAnswer {
    enum Question {
        /// The exact number of minimal cut sets.
        case count
        /// Minimal cut sets, at most `number`, up to an order.
        case list(number: Int, upToOrder: Int)
        /// Probability of the top event, and importances.
        case probability
    }

    let path: String
    let top: String?
    let question: Question

    func write(as format: OutputFormat) throws {
        do {
            let tree = try FaultTreeReader.read([UInt8](try readFile(path)), source: path, top: top)
            tellUndeclared(tree.undeclaredEvents)
            let analysis = try FaultTreeAnalysis(of: tree)
            switch question {
            case .count: try writeCount(analysis, format)
            case .list(let number, let order): try writeList(analysis, number, order, format)
            case .probability: try writeProbability(analysis, format)
            }
        } catch let error as FaultTreeError {
            throw Failure("\(error)")
        }
    }

    private func tellUndeclared(_ names: [String]) {
        guard !names.isEmpty else { return }
        let listed = names.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 5 ? ", …" : "")
        StandardError.write(
            "note: \(path): basic events that are defined nowhere, taken without a probability: \(listed)")
    }

    private func writeCount(_ analysis: FaultTreeAnalysis, _ format: OutputFormat) throws {
        let count = try analysis.count()
        guard format != .json else { return print(count.json) }
        let rows: [[Cell]] = count.byOrder.sorted { $0.key < $1.key }.map {
            [.integer($0.key), .literal(String($0.value))]
        }
        Table(columns: ["order", "minimalCutSets"], rows: rows).write(as: format)
    }

    private func writeList(
        _ analysis: FaultTreeAnalysis, _ number: Int, _ order: Int, _ format: OutputFormat
    ) throws {
        guard format != .json else { return print(try analysis.cutSetsJSON(upToOrder: order, atMost: number)) }
        let list = try analysis.cutSets(upToOrder: order, atMost: number)
        let rows = list.sets.map { set -> [Cell] in
            [
                .integer(set.count), .text(set.map { analysis.tree.events[$0].name }.joined(separator: ",")),
                Self.cell(analysis.tree.probability(of: set)),
            ]
        }
        Table(columns: ["order", "events", "probability"], rows: rows).write(as: format)
        if list.isCut { StandardError.write("note: \(list.sets.count) minimal cut sets listed; there are more") }
    }

    private func writeProbability(_ analysis: FaultTreeAnalysis, _ format: OutputFormat) throws {
        guard format != .json else { return print(try analysis.topEventJSON()) }
        let top = try analysis.topEventProbability()
        var table = Table(
            columns: ["what", "name", "probability", "birnbaum", "fussellVesely", "riskAchievementWorth"])
        table.rows.append([
            .text("top event"), self.top.map { .text($0) } ?? .missing, Self.cell(top.probability), .missing, .missing,
            .missing,
        ])
        table.rows += analysis.ranked(top).map { importance in
            let event = analysis.tree.events[importance.event]
            return [
                .text("basic event"), .text(event.name), Self.cell(event.probability),
                Self.cell(importance.birnbaum), Self.cell(importance.fussellVesely),
                Self.cell(importance.riskAchievementWorth),
            ]
        }
        table.write(as: format)
        StandardError.write("note: \(FaultTreeAnalysis.probabilityMethod)")
    }

    /// All digits: probabilities are small.
    private static func cell(_ value: Double?) -> Cell { value.map { .literal(String($0)) } ?? .missing }
}
