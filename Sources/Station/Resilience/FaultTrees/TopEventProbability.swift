/// Probability of a tree's top event, and how much each event matters to it.
public struct TopEventProbability: Hashable, Sendable {
    /// Importance of one basic event.
    public struct Importance: Hashable, Sendable {
        /// Event, as an index of `FaultTree.events`.
        public let event: Int
        /// Birnbaum's measure: by how much the top event is likelier when the event occurs than when it does not.
        public let birnbaum: Double
        /// Fussell and Vesely's measure as a share of risk: by what share of the top event's probability it would fall
        /// if the event never occurred (United States NRC, NUREG/CR-3385, 1983). 0 when the top event cannot occur.
        public let fussellVesely: Double
        /// Probability of the top event when the event has occurred, over its probability.
        public let riskAchievementWorth: Double
    }

    /// Probability that the top event occurs, 0 to 1; events are independent.
    public let probability: Double
    /// By event, in the order of `FaultTree.events`.
    public let importances: [Importance]
}

extension FaultTreeAnalysis {
    /// Exact probability of the top event, from the decision diagrams and not from the cut sets, with importances.
    ///
    /// - Throws: `FaultTreeError.noProbability` for an event without one on which the top event depends.
    public func topEventProbability() throws(FaultTreeError) -> TopEventProbability {
        var values = [Double](repeating: 0, count: tree.events.count + 1)
        for node in dependsOn {
            guard let value = tree.events[node - 1].probability else {
                throw .noProbability(event: tree.events[node - 1].name)
            }
            values[node] = value
        }
        var byModule: [Int: Double] = [:]
        var upward: [[Double]] = []
        for module in modules {
            let below = module.variables.map { byModule[$0] ?? values[$0] }
            upward.append(module.probabilities(below))
            byModule[module.gate] = upward.last?[Int(module.root)] ?? 0
        }
        let slopes = slopes(upward) { byModule[$0] ?? values[$0] }
        let probability = byModule[top.node] ?? trivialProbability(values)
        return TopEventProbability(
            probability: probability,
            importances: tree.events.indices.map { event in
                Self.importance(of: event, values[event + 1], slopes[event + 1] ?? 0, of: probability)
            })
    }

    private static func importance(
        of event: Int, _ value: Double, _ slope: Double, of top: Double
    ) -> TopEventProbability.Importance {
        TopEventProbability.Importance(
            event: event, birnbaum: slope, fussellVesely: top > 0 ? value * slope / top : 0,
            riskAchievementWorth: top > 0 ? (top + (1 - value) * slope) / top : 0)
    }

    /// Events, as nodes, that the simplified tree still has.
    private var dependsOn: [Int] {
        guard !modules.isEmpty else { return top.node == 0 ? [] : [top.node] }
        return modules.flatMap(\.variables).filter { $0 <= tree.events.count }
    }

    private func trivialProbability(_ values: [Double]) -> Double {
        let value = top.node == 0 ? 1 : values[top.node]
        return top.isNegated ? 1 - value : value
    }

    /// How fast the top event's probability grows with that of each event and module.
    private func slopes(_ upward: [[Double]], _ value: (Int) -> Double) -> [Int: Double] {
        guard !modules.isEmpty else { return [top.node: top.isNegated ? -1 : 1] }
        var slopes: [Int: Double] = [top.node: 1]
        for (module, probabilities) in zip(modules, upward).reversed() {
            let own = slopes[module.gate] ?? 0
            let inner = module.slopes(probabilities, module.variables.map(value))
            for (variable, slope) in zip(module.variables, inner) { slopes[variable] = own * slope }
        }
        return slopes
    }
}

extension ModuleSolution {
    /// Probability of the function of each node, from those of the variables.
    func probabilities(_ below: [Double]) -> [Double] {
        var values = [Double](repeating: 0, count: max(2, Int(root) + 1))
        values[1] = 1
        guard root > 1 else { return values }
        for index in 2...Int(root) {
            let node = diagram.table.nodes[index]
            let share = below[Int(node.level)]
            values[index] = share * values[Int(node.high)] + (1 - share) * values[Int(node.low)]
        }
        return values
    }

    /// How fast the module's probability grows with that of each variable: the probability of coming to each of its
    /// nodes, times what the variable changes there.
    func slopes(_ probabilities: [Double], _ below: [Double]) -> [Double] {
        var slopes = [Double](repeating: 0, count: variables.count)
        var coming = [Double](repeating: 0, count: max(2, Int(root) + 1))
        coming[Int(root)] = 1
        for index in stride(from: Int(root), to: 1, by: -1) where coming[index] > 0 {
            let node = diagram.table.nodes[index]
            let level = Int(node.level)
            slopes[level] += coming[index] * (probabilities[Int(node.high)] - probabilities[Int(node.low)])
            coming[Int(node.high)] += coming[index] * below[level]
            coming[Int(node.low)] += coming[index] * (1 - below[level])
        }
        return slopes
    }
}
