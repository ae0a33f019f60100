import Programme

extension ResilienceModel {
    /// What can be done about a scenario's losses, as JSON: minimal plans by cost and by date, the front of cost
    /// against days without, what no plan brings back, and how sure the figures are.
    ///
    /// At most 40 plans of each list are told; `planCount` says how many there are.
    /// - Throws: `ResilienceError`.
    public func plansJSON(_ scenario: Scenario) throws(ResilienceError) -> String {
        let plans = try restorationPlans(for: scenario)
        let losses = try whatIf(scenario)
        let weakest = Self.weakest(Array(losses.weakestConfidence.values))
        return JSONText.object([
            ("planCount", String(plans.byCost.count)), ("byCost", list(plans.byCost, weakest)),
            ("byDate", list(plans.byDate, weakest)), ("paretoFront", list(plans.paretoFront, weakest)),
            ("beyondHelp", JSONText.ids(plans.beyondHelp)), ("isComplete", String(plans.isComplete)),
            ("horizonDays", JSONText.number(3652.5)), ("lossConfidence", JSONText.optional(weakest?.rawValue)),
            ("restsOnWeakFigures", String(losses.restsOnWeakFigures)),
        ])
    }

    private func list(_ plans: [RestorationPlan], _ losses: Confidence?) -> String {
        let records = Dictionary(programme.restorations.map { ($0.id, $0) }) { first, _ in first }
        return JSONText.list(plans.prefix(40).map { planJSON($0, $0.ids.compactMap { records[$0] }, losses) })
    }

    private func planJSON(_ plan: RestorationPlan, _ records: [Restoration], _ losses: Confidence?) -> String {
        JSONText.object([
            ("ids", JSONText.ids(plan.ids)), ("costUsd", JSONText.number(plan.costUsd)),
            ("isCostWhole", String(plan.isCostWhole)),
            ("completeAfterDays", JSONText.number(plan.completeAfterDays)),
            ("daysWithout", JSONText.number(plan.daysWithout)),
            (
                "confidence",
                JSONText.optional(
                    Self.weakest(records.map(\.confidence) + [losses].compactMap(\.self))?.rawValue)
            ),
            ("sources", JSONText.ids(TransportEconomics.distinct(records.flatMap(sources)))),
        ])
    }
}
