public import Programme

/// The answer to a what-if question: what is lost and when, why, and what brings it back.
public struct WhatIf: Sendable {
    /// What was asked.
    public let scenario: Scenario
    /// What fails, and when.
    public let timeline: LossTimeline
    /// For each lost function, its chain of causes from the function down to what left.
    public let chains: [FunctionID: [ChainStep]]
    /// For each lost function, the weakest confidence on its chain.
    public let weakestConfidence: [FunctionID: Confidence]
    /// For each lost provider, the step that says when and by which figure.
    public let providerCauses: [ProviderID: ChainStep]
    /// What brings lost things back, by lead time and then cost.
    public let restorations: [RestorationOption]
    /// Seats to leave by, against people on board; `nil` where the programme tells no people on board.
    public let crewRescue: CrewRescue?
    /// What the law says of each departure, in the order of the scenario; `nil` where no rule covers it.
    public let rules: [DepartureRule?]
    /// Why each departure takes what it takes, in words and in the same order; `nil` where there is no more to say than
    /// that it goes.
    public let reasons: [String?]
    /// The least sure reading of agreements that the departures come from; `nil` where they come from none.
    public internal(set) var weakestReading: Confidence?

    /// Whether a lost function's or provider's figures are weak, or the reading of agreements that leads to the losses.
    public var restsOnWeakFigures: Bool {
        weakestConfidence.values.contains(.low) || providerCauses.values.contains { $0.confidence == .low }
            || weakestReading == .low
    }
}

/// A restoration, and what it would bring back in this scenario.
public struct RestorationOption: Hashable, Sendable {
    /// What is done, at what cost, how soon.
    public let restoration: Restoration
    /// Days from the decision to the effect; `nil` where not known.
    public let leadDays: Double?
    /// Functions that it brings back or keeps, with the day from which each stands for good; `nil` days where the lead
    /// time is not known.
    public let bringsBack: [FunctionID: Double?]
    /// Where its figures are from: its own sources, else those of the function it is written under.
    public let sources: [SourceID]
}

extension ResilienceModel {
    /// What is lost in a scenario, why, and what restores it.
    ///
    /// - Throws: `ResilienceError.unknownRestoration`, `.noLeadTime`.
    public func whatIf(_ scenario: Scenario) throws(ResilienceError) -> WhatIf {
        let planned = try planned(scenario.restorations)
        let setting = setting(on: scenario.date)
        let timeline = timeline(of: scenario, restorations: planned, setting: setting, buffers: nil)
        let chains = chains(of: timeline)
        let options = options(for: timeline, restorations: planned, setting: setting)
        return WhatIf(
            scenario: scenario, timeline: timeline, chains: chains,
            weakestConfidence: chains.compactMapValues { $0.map(\.confidence).min(by: Self.isWeaker) },
            providerCauses: providerCauses(of: timeline), restorations: options,
            crewRescue: crewRescue(timeline, setting),
            rules: scenario.departures.map(rule(for:)), reasons: scenario.departures.map(reason(for:)))
    }

    /// A question from ids as people write them.
    ///
    /// - Throws: `ResilienceError.unknown` for an id that names nothing, `.unsuited` for what cannot go in this way.
    public func scenario(
        without ids: [String], kind: DepartureKind = .takenAway, with restorations: [String] = [],
        on date: CivilTime? = nil
    ) throws(ResilienceError) -> Scenario {
        var departures: [Departure] = []
        for id in ids {
            let removal = try removal(named: id)
            guard self.kinds(of: removal).contains(kind) else { throw .unsuited(kind: kind, id: id) }
            departures.append(Departure(removal, kind: kind))
        }
        return Scenario(departures, restorations: restorations.map { RestorationID($0) }, date: date)
    }

    static func isWeaker(_ one: Confidence, than other: Confidence) -> Bool { rank(one) < rank(other) }

    static func weakest(_ all: [Confidence]) -> Confidence? { all.min(by: isWeaker) }

    static func rank(_ confidence: Confidence) -> Int {
        switch confidence {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }

    /// Every restoration of something that the timeline loses, with what it would mend.
    private func options(
        for timeline: LossTimeline, restorations: [PlannedRestoration], setting: Setting
    ) -> [RestorationOption] {
        let lost = Set(timeline.functions.map(\.id))
        let lostProviders = Set(timeline.providers.map(\.id))
        var seen: Set<RestorationID> = []
        let open = programme.restorations.filter { option in
            !timeline.scenario.restorations.contains(option.id) && seen.insert(option.id).inserted
                && (option.restores.contains(where: lost.contains)
                    || option.returns.contains(where: lostProviders.contains))
        }
        let departures = planned(timeline.scenario.departures)
        let before = standing(timeline.outages)
        let options = open.map { option -> RestorationOption in
            let planned = plan(option) ?? plan(option, at: 0)
            var run = run(of: departures, restorations: restorations + [planned], setting: setting)
            run.finish()
            let after = standing(run.outages)
            var mended: [FunctionID: Double?] = [:]
            for number in after.indices where before[number] == nil {
                guard let day = after[number] else { continue }
                mended[FunctionID(names[number])] = .some(option.leadMonths == nil ? nil : day)
            }
            return RestorationOption(
                restoration: option, leadDays: option.leadMonths.map { $0 * 30.4375 }, bringsBack: mended,
                sources: sources(of: option))
        }
        return options.filter { !$0.bringsBack.isEmpty }.sorted { key($0) < key($1) }
    }

    /// A restoration's own sources, else those of the function it is written under.
    func sources(of restoration: Restoration) -> [SourceID] {
        guard restoration.sources.isEmpty else { return restoration.sources }
        return programme.functions.first { $0.restoration.contains { $0.id == restoration.id } }?.sources ?? []
    }

    private func key(_ option: RestorationOption) -> (Double, Double, String) {
        (
            option.leadDays ?? .infinity, option.restoration.costUsd ?? .infinity,
            option.restoration.id.rawValue
        )
    }

    private func plan(_ restoration: Restoration, at time: Int64) -> PlannedRestoration {
        let numbers =
            restoration.restores.compactMap { assetNumbers[$0.rawValue] }
            + restoration.returns.compactMap { providerNumbers[$0.rawValue] }
        return PlannedRestoration(numbers: numbers, at: time)
    }

    /// By number the functions that stand in the end, with the day of their last return (0 for those never lost).
    private func standing(_ outages: [Outage]) -> [Double?] {
        var days: [Double?] = kinds.map { $0 == .function ? 0 : nil }
        for outage in outages where kinds[outage.number] == .function && outage.isReal {
            days[outage.number] = outage.until.map { Double($0) / 1e6 }
        }
        return days
    }
}
