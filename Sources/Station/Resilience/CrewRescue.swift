public import Programme

/// Seats to leave by, against people on board.
public struct CrewRescue: Hashable, Sendable {
    /// The function whose rule this is.
    public let function: FunctionID
    /// Seats needed: people on board.
    public let needed: Int
    /// Fewest seats there are at any time of the scenario.
    public let available: Int
    /// Seats missing at the worst time.
    public var shortBy: Int { max(0, needed - available) }
    /// When the first person is without a seat, days after the departure; `nil` for never.
    public let shortAfterDays: Double?
    /// When the last person has a seat again; `nil` for never, or where nobody was without.
    public let restoredAfterDays: Double?
    /// The figure of people on board.
    public let crew: CrewFigure
}

extension ResilienceModel {
    /// Seats of the providers that stand, through the scenario's time.
    func crewRescue(_ timeline: LossTimeline, _ setting: Setting) -> CrewRescue? {
        guard let function = programme.functions.first(where: { !$0.seatsForCrew.isEmpty }),
            let crew = crew(of: function, on: timeline.scenario.date)
        else { return nil }
        let seats = seats(of: function, setting)
        var changes: [(time: Int64, seats: Int)] = []
        for outage in timeline.outages where outage.isReal {
            guard let count = seats[outage.number] else { continue }
            changes.append((outage.from, -count))
            if let until = outage.until { changes.append((until, count)) }
        }
        var left = seats.values.reduce(0, +)
        var (fewest, short, restored) = (left, left < crew.people ? 0 : nil as Int64?, nil as Int64?)
        let sorted = changes.sorted { $0.time < $1.time }
        for (index, change) in sorted.enumerated() {
            left += change.seats
            guard index + 1 == sorted.count || sorted[index + 1].time > change.time else { continue }
            fewest = min(fewest, left)
            if left < crew.people {
                short = short ?? change.time
                restored = nil
            } else if short != nil, restored == nil {
                restored = change.time
            }
        }
        return CrewRescue(
            function: function.id, needed: crew.people, available: fewest,
            shortAfterDays: short.map { Double($0) / 1e6 },
            restoredAfterDays: restored.map { Double($0) / 1e6 }, crew: crew)
    }

    private func crew(of function: StationFunction, on date: CivilTime?) -> CrewFigure? {
        guard let date else { return function.seatsForCrew.last }
        return function.seatsForCrew.last { $0.from <= date }
    }

    private func seats(of function: StationFunction, _ setting: Setting) -> [Int: Int] {
        var seats: [Int: Int] = [:]
        for provider in function.providers {
            guard let number = providerNumbers[provider.id.rawValue], !setting.isIdle[number],
                let vehicle = programme.vehicles.first(where: { $0.id.rawValue == provider.asset.rawValue })
            else { continue }
            seats[number] = vehicle.seats ?? 0
        }
        return seats
    }
}
