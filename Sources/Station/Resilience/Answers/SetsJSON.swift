import Programme

extension ResilienceModel {
    /// The smallest sets of departures that end a function or the programme, as JSON, with what each thing counts for.
    ///
    /// Each set tells the function through which the target is lost, and the weakest figure on the way.
    /// - Throws: `ResilienceError`.
    public func setsJSON(_ search: DepartureSearch) throws(ResilienceError) -> String {
        let found = try departureSets(search)
        let targets = try targets(of: search.target)
        let setting = setting(on: search.date)
        var sets: [String] = []
        var isWeak = false
        for set in found.sets {
            let chain = try chain(without: set.ids, targets, setting)
            let weakest = Self.weakest(chain.map(\.confidence))
            isWeak = isWeak || weakest == .low
            sets.append(setJSON(set, chain, weakest))
        }
        let target =
            switch search.target {
            case .function(let id): id.rawValue
            case .programme: "programme"
            }
        return JSONText.object([
            ("target", JSONText.string(target)), ("withinDays", JSONText.number(search.withinDays)),
            ("largest", String(found.largestSize)), ("isComplete", String(found.isComplete)),
            ("sets", JSONText.list(sets)), ("importance", JSONText.list(found.importance.map(importanceJSON))),
            ("restsOnWeakFigures", String(isWeak)),
        ])
    }

    private func chain(
        without ids: [String], _ targets: Set<Int>, _ setting: Setting
    ) throws(ResilienceError) -> [ChainStep] {
        var departures: [Departure] = []
        for id in ids { departures.append(Departure(try removal(named: id))) }
        let timeline = timeline(of: Scenario(departures), restorations: [], setting: setting, buffers: nil)
        return chain(ofFirst: targets, in: timeline)
    }

    private func setJSON(_ set: DepartureSet, _ chain: [ChainStep], _ weakest: Confidence?) -> String {
        JSONText.object([
            ("ids", JSONText.strings(set.ids)), ("afterDays", JSONText.number(set.afterDays)),
            ("through", JSONText.optional(chain.first?.id)), ("confidence", JSONText.optional(weakest?.rawValue)),
            ("sources", JSONText.ids(TransportEconomics.distinct(chain.flatMap(\.sources)))),
        ])
    }

    private func importanceJSON(_ importance: DepartureImportance) -> String {
        JSONText.object([
            ("id", JSONText.string(importance.id)), ("setCount", String(importance.setCount)),
            ("aloneCount", String(importance.aloneCount)),
            ("earliestDays", JSONText.number(importance.earliestDays)),
        ])
    }
}
