public import Programme

/// A smallest set of restorations that brings back what is asked for, with its price and its delay.
public struct RestorationPlan: Hashable, Sendable {
    /// The restorations; nothing less of it suffices.
    public let ids: [RestorationID]
    /// Sum of the costs that are known, United States dollars.
    public let costUsd: Double
    /// Whether every restoration's whole cost is known; where not, `costUsd` is a lower bound.
    public let isCostWhole: Bool
    /// The day from which everything asked for stands for good, after the departure.
    public let completeAfterDays: Double
    /// Days without, summed over the functions asked for.
    public let daysWithout: Double
}

/// What can be done about a loss.
public struct RestorationPlans: Sendable {
    /// Every minimal plan, cheapest first.
    public let byCost: [RestorationPlan]
    /// The same, soonest first.
    public let byDate: [RestorationPlan]
    /// Plans that no other betters in both cost and days without, over the horizon asked for; the first costs nothing.
    /// Plans that are not minimal, or do not bring everything back, count too.
    public let paretoFront: [RestorationPlan]
    /// Lost functions that no restoration on file brings back in time.
    public let beyondHelp: [FunctionID]
    /// Whether every combination of every restoration that helps was tried. Where not, the 16 soonest were combined,
    /// at most four at a time.
    public let isComplete: Bool
}

extension ResilienceModel {
    /// Smallest sets of restorations that bring back functions lost in a scenario, and the front of cost against days
    /// without.
    ///
    /// What stands grows with what is restored. At most the 16 soonest restorations that help are combined, and more
    /// than ten of them at most four at a time; `isComplete` tells whether that was all.
    /// - Parameter functions: which must come back; every lost function that can, when `nil`.
    /// - Parameter horizonDays: days over which days without are counted, and by which all must stand.
    /// - Throws: `ResilienceError`.
    public func restorationPlans(
        for scenario: Scenario, bringingBack functions: [FunctionID]? = nil, horizonDays: Double = 3652.5
    ) throws(ResilienceError) -> RestorationPlans {
        guard (1...36_525).contains(horizonDays) else {
            throw .outside(name: "horizon", value: String(horizonDays), expected: "1 to 36525 days")
        }
        for function in functions ?? [] { _ = try self.function(named: function.rawValue) }
        let base = try planned(scenario.restorations)
        let trial = RestorationTrial(model: self, scenario: scenario, base: base, horizon: horizonDays)
        let all = trial.options
        let options = Array(all.prefix(Self.mostCombined))
        let lost = trial.lost(with: [])
        let whole = trial.lost(with: options)
        let wanted = Set(functions ?? Array(lost.keys))
        let beyond = wanted.filter { whole[$0]?.standsAtEnd == false }
        let found = trial.plans(options, wanted: wanted.subtracting(beyond))
        return RestorationPlans(
            byCost: found.byCost, byDate: found.byDate, paretoFront: found.front, beyondHelp: beyond.sorted(),
            isComplete: options.count == all.count && found.isWhole)
    }

    /// Most restorations that are combined.
    private static var mostCombined: Int { 16 }
}

private struct RestorationTrial {
    struct Outcome {
        let daysWithout, lastReturn: Double
        let standsAtEnd: Bool
    }
    let model: ResilienceModel
    let scenario: Scenario
    let base: [PlannedRestoration]
    let setting: Setting
    let departures: [PlannedDeparture]
    let horizon: Double

    init(model: ResilienceModel, scenario: Scenario, base: [PlannedRestoration], horizon: Double) {
        self.model = model
        self.scenario = scenario
        self.base = base
        self.horizon = horizon
        setting = model.setting(on: scenario.date)
        departures = model.planned(scenario.departures)
    }

    /// Restorations with a lead time of something that is lost, soonest first, without those in the scenario.
    var options: [Restoration] {
        let timeline = model.timeline(of: scenario, restorations: base, setting: setting, buffers: nil)
        let functions = Set(timeline.functions.map(\.id))
        let providers = Set(timeline.providers.map(\.id))
        var seen = Set(scenario.restorations)
        let open = model.programme.restorations.filter { option in
            option.leadMonths != nil && seen.insert(option.id).inserted
                && (option.restores.contains(where: functions.contains)
                    || option.returns.contains(where: providers.contains))
        }
        return open.sorted { ($0.leadMonths ?? 0, $0.id) < ($1.leadMonths ?? 0, $1.id) }
    }

    func lost(with restorations: [Restoration]) -> [FunctionID: Outcome] {
        let planned = base + restorations.compactMap(model.plan)
        var run = model.run(of: departures, restorations: planned, setting: setting)
        run.finish()
        var outcomes: [FunctionID: Outcome] = [:]
        for outage in run.outages where model.kinds[outage.number] == .function && outage.isReal {
            let id = FunctionID(model.names[outage.number])
            let from = min(Double(outage.from) / 1e6, horizon)
            let until = outage.until.map { min(Double($0) / 1e6, horizon) } ?? horizon
            outcomes[id] = Outcome(
                daysWithout: (outcomes[id]?.daysWithout ?? 0) + until - from, lastReturn: until,
                standsAtEnd: until < horizon || from >= horizon)
        }
        return outcomes
    }

    struct Found {
        let byCost, byDate, front: [RestorationPlan]
        let isWhole: Bool
    }

    func plans(_ options: [Restoration], wanted: Set<FunctionID>) -> Found {
        var minimal: [UInt32: RestorationPlan] = [:]
        var all: [RestorationPlan] = []
        let masks = (0..<(UInt32(1) << UInt32(options.count)))
            .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
        for mask in masks {
            let chosen = options.indices.filter { mask & (1 << UInt32($0)) != 0 }.map { options[$0] }
            if chosen.count > 4, options.count > 10 { break }
            let outcomes = lost(with: chosen)
            let plan = self.plan(chosen, outcomes, wanted)
            all.append(plan)
            let stands = !wanted.isEmpty && wanted.allSatisfy { outcomes[$0]?.standsAtEnd ?? true }
            if stands, !minimal.keys.contains(where: { $0 & mask == $0 }) { minimal[mask] = plan }
        }
        let plans = Array(minimal.values)
        return Found(
            byCost: plans.sorted {
                ($0.costUsd, $0.completeAfterDays, key($0)) < ($1.costUsd, $1.completeAfterDays, key($1))
            },
            byDate: plans.sorted {
                ($0.completeAfterDays, $0.costUsd, key($0)) < ($1.completeAfterDays, $1.costUsd, key($1))
            },
            front: front(all), isWhole: all.count == masks.count)
    }

    private func plan(
        _ chosen: [Restoration], _ outcomes: [FunctionID: Outcome], _ wanted: Set<FunctionID>
    ) -> RestorationPlan {
        let asked = wanted.compactMap { outcomes[$0] }
        return RestorationPlan(
            ids: chosen.map(\.id), costUsd: chosen.reduce(0) { $0 + ($1.wholeCostUsd ?? $1.costUsd ?? 0) },
            isCostWhole: chosen.allSatisfy { $0.wholeCostUsd != nil },
            completeAfterDays: asked.map(\.lastReturn).max() ?? 0,
            daysWithout: (wanted.sorted().reduce(0) { $0 + (outcomes[$1]?.daysWithout ?? 0) } * 1e6).rounded() / 1e6)
    }

    /// Cheapest first; each next one dearer, and with fewer days without.
    private func front(_ plans: [RestorationPlan]) -> [RestorationPlan] {
        var front: [RestorationPlan] = []
        let sorted = plans.sorted {
            ($0.costUsd, $0.daysWithout, Double($0.ids.count), key($0))
                < ($1.costUsd, $1.daysWithout, Double($1.ids.count), key($1))
        }
        for plan in sorted where plan.daysWithout < (front.last?.daysWithout ?? .infinity) { front.append(plan) }
        return front
    }

    private func key(_ plan: RestorationPlan) -> String { plan.ids.map(\.rawValue).joined(separator: ",") }
}
