public import Programme

/// What is carried, and sold by the piece.
public enum TransportGood: String, CaseIterable, Sendable, Codable {
    /// A person's seat, up and down.
    case seat
    /// A kilogram of cargo up.
    case kilogram = "kg"
}

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

/// Seats or kilograms that an agreement gives without a price, as the caller knows it from the agreements.
public struct AgreedTransport: Hashable, Sendable {
    /// The vehicle.
    public let vehicle: VehicleID
    /// Who may use them.
    public let user: PartnerID
    /// What is carried.
    public let good: TransportGood
    /// How many in a year.
    public let perYear: Double
    /// The agreement that says so.
    public let agreement: String

    /// A right from its parts.
    public init(vehicle: VehicleID, user: PartnerID, good: TransportGood, perYear: Double, agreement: String) {
        (self.vehicle, self.user, self.good, self.perYear, self.agreement) = (vehicle, user, good, perYear, agreement)
    }
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

    /// What the change costs, United States dollars; below zero it saves.
    public var costUsd: Double { (toUsd - fromUsd) * quantity }
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

    /// What each vehicle that has flown and not retired offers on a day; the latest prices without one.
    public func offers(of good: TransportGood, on date: CivilTime? = nil) -> [TransportOffer] {
        programme.vehicles.filter { isFlying($0, on: date) && load($0, good) > 0 }.map { vehicle in
            let cost = price(of: good, on: vehicle, at: date)
            return TransportOffer(
                vehicle: vehicle.id, partner: vehicle.provider, good: good, priceUsd: cost?.usd,
                priceFrom: cost?.from, perYear: yearly(vehicle, good),
                confidence: cost?.confidence ?? vehicle.confidence,
                sources: cost.flatMap { $0.sources.isEmpty ? nil : $0.sources } ?? vehicle.sources)
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
            confidence: [old.confidence, new.confidence].min(by: ResilienceModel.isWeaker) ?? .low)
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
