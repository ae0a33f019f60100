extension CutSetCount {
    /// The numbers as JSON; whole, also beyond what a double holds.
    public var json: String {
        let orders = byOrder.sorted { $0.key < $1.key }.map { (String($0.key), String($0.value)) }
        return JSONText.object([("minimalCutSets", String(total)), ("byOrder", JSONText.object(orders))])
    }
}

extension FaultTree {
    /// Events that only formulas name, in the order in which they stand.
    public var undeclaredEvents: [String] { events.filter { !$0.isDeclared }.map(\.name) }

    /// Probability that all events of a cut set occur, as if independent; `nil` where one has none.
    ///
    /// - Parameter cutSet: indices of `events`; others are left out.
    public func probability(of cutSet: [Int]) -> Double? {
        var product = 1.0
        for index in cutSet where events.indices.contains(index) {
            guard let probability = events[index].probability else { return nil }
            product *= probability
        }
        return product
    }
}

extension FaultTreeAnalysis {
    /// How `topEventProbability()` computes, in words.
    public static let probabilityMethod = "exact, from binary decision diagrams; events are independent"

    /// Minimal cut sets as JSON, the smallest first: `order`, `events`, `probability`; `isComplete` is false where the
    /// bounds left some out, and `undeclaredEvents` are those that only formulas name.
    ///
    /// - Throws: as `cutSets(upToOrder:atMost:)`.
    public func cutSetsJSON(upToOrder order: Int = .max, atMost number: Int) throws(FaultTreeError) -> String {
        let list = try cutSets(upToOrder: order, atMost: number)
        let sets = list.sets.map { set in
            JSONText.object([
                ("order", String(set.count)), ("events", JSONText.strings(set.map { tree.events[$0].name })),
                ("probability", JSONText.number(tree.probability(of: set))),
            ])
        }
        return JSONText.object([
            ("cutSets", JSONText.list(sets)), ("isComplete", String(!list.isCut)),
            ("undeclaredEvents", JSONText.strings(tree.undeclaredEvents)),
        ])
    }

    /// Probability of the top event as JSON, with the method and the events, the most important first.
    ///
    /// - Throws: as `topEventProbability()`.
    public func topEventJSON() throws(FaultTreeError) -> String {
        let top = try topEventProbability()
        let importances = ranked(top).map { importance in
            JSONText.object([
                ("event", JSONText.string(tree.events[importance.event].name)),
                ("probability", JSONText.number(tree.events[importance.event].probability)),
                ("birnbaum", JSONText.number(importance.birnbaum)),
                ("fussellVesely", JSONText.number(importance.fussellVesely)),
                ("riskAchievementWorth", JSONText.number(importance.riskAchievementWorth)),
            ])
        }
        return JSONText.object([
            ("topEventProbability", JSONText.number(top.probability)),
            ("method", JSONText.string(Self.probabilityMethod)), ("importances", JSONText.list(importances)),
            ("undeclaredEvents", JSONText.strings(tree.undeclaredEvents)),
        ])
    }

    /// Importances by Fussell and Vesely's measure, the largest first, then by Birnbaum's and by name.
    public func ranked(_ top: TopEventProbability) -> [TopEventProbability.Importance] {
        top.importances.sorted { first, second in
            if first.fussellVesely != second.fussellVesely { return first.fussellVesely > second.fussellVesely }
            if first.birnbaum != second.birnbaum { return first.birnbaum > second.birnbaum }
            return tree.events[first.event].name < tree.events[second.event].name
        }
    }
}
