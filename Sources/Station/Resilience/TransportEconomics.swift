public import Programme

/// What one vehicle offers of one good.
public struct TransportOffer: Hashable, Sendable {
    /// The vehicle.
    public let vehicle: VehicleID
    /// The partner that provides it.
    public let partner: PartnerID
    /// What it carries.
    public let good: TransportGood
    /// Price of one, United States dollars of the day; `nil` where none is known.
    public let priceUsd: Double?
    /// The day from which that price held, `YYYY-MM-DD`.
    public let priceFrom: String?
    /// Fewest and most in a year; `nil` where flights or load are not known.
    public let perYear: YearlyRange?
    /// How sure the price is, or the vehicle's record where there is none.
    public let confidence: Confidence
    /// Where the price is from.
    public let sources: [SourceID]
}

/// What it costs to carry by another vehicle what one carried.
public struct ProviderChange: Hashable, Sendable {
    /// Price before, of one, United States dollars.
    public let fromUsd: Double
    /// Price after.
    public let toUsd: Double
    /// How many are paid for: those that no agreement gives are left.
    public let quantity: Double
    /// How many of the other vehicle's flights that takes, at full load; `nil` where its load is not known.
    public let flights: Double?
    /// How many a year the other vehicle lacks at its most; 0 where it has enough, `nil` where not known.
    public let shortPerYear: Double?
    /// The weaker of the two prices' confidences.
    public let confidence: Confidence
    /// Where the two prices are from.
    public let sources: [SourceID]

    /// What the change costs, United States dollars; below zero it saves.
    public var costUsd: Double { (toUsd - fromUsd) * quantity }
}

/// A change of provider, and what it comes to.
public struct ProviderSwitch: Hashable, Sendable {
    /// The vehicle that carried.
    public let from: VehicleID
    /// The vehicle that is to carry.
    public let to: VehicleID
    /// What is carried.
    public let good: TransportGood
    /// What the change costs or saves.
    public let change: ProviderChange
}

/// Crew and cargo transport by vehicle: prices, capacities, changes of provider.
public struct TransportEconomics: Sendable {
    private let programme: ProgrammeDescription

    /// The transport of a programme.
    public init(_ programme: ProgrammeDescription) { self.programme = programme }

    /// Every price known of a good, by vehicle and day.
    public func prices(of good: TransportGood) -> [(vehicle: VehicleID, cost: Cost)] {
        programme.vehicles.flatMap { vehicle in
            vehicle.costs.filter { $0.per == good.rawValue }.map { (vehicle.id, $0) }
        }
        .sorted { ($0.0, $0.1.from ?? "") < ($1.0, $1.1.from ?? "") }
    }

    /// What agreements give without a price on a day; all that is on file without one.
    public func agreed(on date: CivilTime? = nil) -> [AgreedTransport] {
        programme.agreedTransport.filter { $0.holds(on: date) }
    }

    /// Every change between two vehicles that fly on the day and have a price, each for one full flight of the other.
    public func changes(of good: TransportGood, on date: CivilTime? = nil) -> [ProviderSwitch] {
        let priced = offers(of: good, on: date).filter { $0.priceUsd != nil }.map(\.vehicle)
        return priced.flatMap { from in
            priced.compactMap { to -> ProviderSwitch? in
                guard from != to, let vehicle = programme.vehicles.first(where: { $0.id == to }) else { return nil }
                let quantity = load(vehicle, good)
                return change(from: from, to: to, of: good, quantity: quantity, on: date).map {
                    ProviderSwitch(from: from, to: to, good: good, change: $0)
                }
            }
        }
    }

    /// What each vehicle that has flown and not retired offers on a day; the latest prices without one.
    public func offers(of good: TransportGood, on date: CivilTime? = nil) -> [TransportOffer] {
        programme.vehicles.filter { isFlying($0, on: date) && load($0, good) > 0 }.map { vehicle in
            let cost = price(of: good, on: vehicle, at: date)
            return TransportOffer(
                vehicle: vehicle.id, partner: vehicle.provider, good: good, priceUsd: cost?.usd,
                priceFrom: cost?.from, perYear: yearly(vehicle, good),
                confidence: cost?.confidence ?? vehicle.confidence,
                sources: cost.map { sources($0, vehicle) } ?? vehicle.sources)
        }
    }

    /// What vehicles that fly on a day bring back to the ground; no price of that alone is on file.
    public func returns(on date: CivilTime? = nil) -> [TransportOffer] {
        programme.vehicles.compactMap { vehicle in
            guard let load = vehicle.returnMassKg, load > 0, isFlying(vehicle, on: date) else { return nil }
            return TransportOffer(
                vehicle: vehicle.id, partner: vehicle.provider, good: .kilogram, priceUsd: nil, priceFrom: nil,
                perYear: vehicle.flightsPerYear?.times(load), confidence: vehicle.confidence,
                sources: vehicle.sources)
        }
    }

    /// What it costs or saves to carry by another vehicle; `nil` where a price is missing or a vehicle is unknown.
    ///
    /// - Parameter quantity: seats or kilograms a year.
    /// - Parameter agreed: what agreements give on the other vehicle without a price; it is not paid for.
    public func change(
        from: VehicleID, to: VehicleID, of good: TransportGood, quantity: Double, on date: CivilTime? = nil,
        agreed: [AgreedTransport] = []
    ) -> ProviderChange? {
        guard let before = programme.vehicles.first(where: { $0.id == from }),
            let after = programme.vehicles.first(where: { $0.id == to }),
            let old = price(of: good, on: before, at: date), let new = price(of: good, on: after, at: date)
        else { return nil }
        let given = agreed.filter { $0.vehicle == to && $0.good == good }.reduce(0) { $0 + $1.perYear }
        let load = load(after, good)
        return ProviderChange(
            fromUsd: old.usd, toUsd: new.usd, quantity: max(0, quantity - given),
            flights: load > 0 ? (quantity / load).rounded(.up) : nil,
            shortPerYear: yearly(after, good).map { max(0, quantity - $0.most) },
            confidence: ResilienceModel.weakest([old.confidence, new.confidence]) ?? .low,
            sources: Self.distinct(sources(old, before) + sources(new, after)))
    }

    private func sources(_ cost: Cost, _ vehicle: Vehicle) -> [SourceID] {
        cost.sources.isEmpty ? vehicle.sources : cost.sources
    }

    /// Each once, in the order given.
    static func distinct(_ sources: [SourceID]) -> [SourceID] {
        var seen: Set<SourceID> = []
        return sources.filter { seen.insert($0).inserted }
    }

    private func isFlying(_ vehicle: Vehicle, on date: CivilTime?) -> Bool {
        let first = vehicle.firstFlight.flatMap { CivilTime($0) }
        let last = vehicle.retired.flatMap { CivilTime($0) }
        guard let date else { return first != nil && last == nil }
        return (first.map { $0 <= date } ?? false) && (last.map { date < $0 } ?? true)
    }

    /// The latest price at or before the day; a price without a day holds where no dated one does.
    private func price(of good: TransportGood, on vehicle: Vehicle, at date: CivilTime?) -> Cost? {
        let prices = vehicle.costs.filter { $0.per == good.rawValue }
        let dated = prices.filter { cost in
            guard let from = cost.from.flatMap({ CivilTime($0) }) else { return false }
            return date.map { from <= $0 } ?? true
        }
        return dated.max { ($0.from ?? "") < ($1.from ?? "") } ?? prices.first { $0.from == nil }
    }

    private func load(_ vehicle: Vehicle, _ good: TransportGood) -> Double {
        switch good {
        case .seat: vehicle.kind == .cargo ? 0 : Double(vehicle.seats ?? 0)
        case .kilogram: vehicle.kind == .crew ? 0 : vehicle.upMassKg ?? 0
        }
    }

    private func yearly(_ vehicle: Vehicle, _ good: TransportGood) -> YearlyRange? {
        vehicle.flightsPerYear.map { $0.times(load(vehicle, good)) }
    }
}
