public import Programme

/// A what-if question: what leaves, what is done about it, and when.
public struct Scenario: Hashable, Sendable {
    /// What leaves, and how.
    public let departures: [Departure]
    /// What is decided on the day of the departure to bring back.
    public let restorations: [RestorationID]
    /// The day on which the programme is looked at; `nil` for as its files say it is now.
    public let date: CivilTime?

    /// A question from its parts.
    public init(_ departures: [Departure], restorations: [RestorationID] = [], date: CivilTime? = nil) {
        self.departures = departures
        self.restorations = restorations
        self.date = date
    }
}

/// What fails after a departure, and when.
public struct LossTimeline: Sendable {
    /// What was asked.
    public let scenario: Scenario
    /// Functions lost, days after the departure (a withdrawal's notice included), in order of time.
    public let functions: [Loss<StationFunction>]
    /// Providers in use that fail, in order of time.
    public let providers: [Loss<FunctionProvider>]
    /// Every absence, in order of time.
    let outages: [Outage]

    /// What was taken away.
    public var removals: [Removal] { scenario.departures.map(\.removal) }
}

/// Something lost, and when.
public struct Loss<Subject>: Hashable, Sendable {
    /// What.
    public let id: Identifier<Subject>
    /// Days after the departure; exact to a millionth of a day.
    public let afterDays: Double
    /// Days after which it stands again, from its first loss; `nil` for never.
    public let untilDays: Double?
}

extension ResilienceModel {
    /// What fails without these, by the order of time in which buffers run out.
    public func timeline(without removals: [Removal]) -> LossTimeline {
        timeline(of: Scenario(removals.map { Departure($0) }), restorations: [], setting: present, buffers: nil)
    }

    /// What fails in a scenario.
    ///
    /// - Throws: `ResilienceError.unknownRestoration`, `.noLeadTime`.
    public func timeline(of scenario: Scenario) throws(ResilienceError) -> LossTimeline {
        timeline(
            of: scenario, restorations: try planned(scenario.restorations), setting: setting(on: scenario.date),
            buffers: nil)
    }

    /// The restorations of a scenario with their times.
    func planned(_ ids: [RestorationID]) throws(ResilienceError) -> [PlannedRestoration] {
        var result: [PlannedRestoration] = []
        for id in ids {
            let restoration = try restoration(named: id.rawValue)
            guard let planned = plan(restoration) else { throw .noLeadTime(id: id.rawValue) }
            result.append(planned)
        }
        return result
    }

    /// When a restoration brings what back; `nil` without a lead time.
    func plan(_ restoration: Restoration) -> PlannedRestoration? {
        guard let months = restoration.leadMonths else { return nil }
        let numbers =
            restoration.restores.compactMap { assetNumbers[$0.rawValue] }
            + restoration.returns.compactMap { providerNumbers[$0.rawValue] }
        return PlannedRestoration(numbers: numbers, at: Self.millionths(months * 30.4375))
    }

    /// The departures of a scenario with what they take and their times.
    func planned(_ departures: [Departure]) -> [PlannedDeparture] {
        departures.map { departure in
            let start = Self.millionths(delayDays(of: departure))
            return PlannedDeparture(
                numbers: numbers(of: departure), from: start,
                until: departure.lastsDays.map { start + Self.millionths($0) })
        }
    }

    func run(
        of departures: [PlannedDeparture], restorations: [PlannedRestoration], setting: Setting,
        buffers: [Int64]? = nil
    ) -> DepartureRun {
        var run = DepartureRun(self, setting, buffers: buffers)
        for (index, departure) in departures.enumerated() {
            run.plan(departure.numbers, departure: index, at: departure.from, until: departure.until)
        }
        for restoration in restorations {
            for number in restoration.numbers { run.plan(restored: number, at: restoration.at) }
        }
        return run
    }

    func timeline(
        of scenario: Scenario, restorations: [PlannedRestoration], setting: Setting, buffers: [Int64]?
    ) -> LossTimeline {
        var run = run(
            of: planned(scenario.departures), restorations: restorations, setting: setting, buffers: buffers)
        run.finish()
        return LossTimeline(
            scenario: scenario, functions: losses(.function, run.outages), providers: losses(.provider, run.outages),
            outages: run.outages)
    }

    private func losses<Subject>(_ kind: NodeKind, _ outages: [Outage]) -> [Loss<Subject>] {
        var seen: Set<Int> = []
        return outages.filter { kinds[$0.number] == kind && $0.isReal && seen.insert($0.number).inserted }
            .sorted { ($0.from, $0.number) < ($1.from, $1.number) }
            .map {
                Loss(
                    id: Identifier(names[$0.number]), afterDays: Double($0.from) / 1e6,
                    untilDays: $0.until.map { Double($0) / 1e6 })
            }
    }
}

/// What goes, from when and until when.
struct PlannedDeparture: Sendable {
    let numbers: [Int]
    let from: Int64
    let until: Int64?
}

/// What stands again, and from when.
struct PlannedRestoration: Sendable {
    let numbers: [Int]
    let at: Int64
}
