/// What a visiting vehicle is for.
public enum VehicleKind: String, CaseIterable, Sendable, Codable {
    /// Carries crew.
    case crew
    /// Carries cargo.
    case cargo
    /// Carries both in quantity.
    case crewAndCargo = "crew-and-cargo"
    /// Brings the station down.
    case deorbit
}

/// A price with what it is for.
public struct Cost: Hashable, Sendable {
    /// Price, United States dollars of the day.
    public let usd: Double
    /// For what, `seat`, `kg`.
    public let per: String?
    /// When, and after whom.
    public let note: String?
    /// First day the price was asked or paid, `YYYY-MM-DD`.
    public let from: String?
    /// The contract the price is worked out from.
    public let contract: PricedContract?
    /// How sure the price is.
    public let confidence: Confidence
    /// Where it is from; the vehicle's own sources where empty.
    public let sources: [SourceID]
}

/// A sum and what was bought for it.
public struct PricedContract: Hashable, Sendable {
    /// Sum, United States dollars of the day.
    public let usd: Double
    /// How many seats or kilograms.
    public let quantity: Double

    /// Price of one, United States dollars.
    public var usdEach: Double { usd / quantity }
}

/// Fewest and most of something in a year.
public struct YearlyRange: Hashable, Sendable {
    /// Fewest.
    public let fewest: Double
    /// Most.
    public let most: Double

    /// So many times as much.
    public func times(_ factor: Double) -> YearlyRange {
        YearlyRange(fewest: fewest * factor, most: most * factor)
    }
}

/// A visiting vehicle.
public struct Vehicle: Hashable, Sendable {
    /// Id, `progress-ms`.
    public let id: VehicleID
    /// Name, `Progress MS`.
    public let name: String
    /// The partner that provides it.
    public let provider: PartnerID
    /// Who operates it, in words.
    public let operatorName: String
    /// What it is for.
    public let kind: VehicleKind
    /// Seats.
    public let seats: Int?
    /// Cargo up, kg.
    public let upMassKg: Double?
    /// Cargo brought back, kg.
    public let returnMassKg: Double?
    /// Port it needs, in words.
    public let portType: String
    /// Whether it can raise the orbit.
    public let canReboost: Bool
    /// Day of its first flight, `YYYY-MM-DD`; `nil` when it has not flown.
    public let firstFlight: String?
    /// Day of its last flight, `YYYY-MM-DD`.
    public let retired: String?
    /// Flights a year; `nil` where not known.
    public let flightsPerYear: YearlyRange?
    /// Prices known in public.
    public let costs: [Cost]
    /// What it cannot fly without.
    public let dependsOn: [AssetID]
    /// What else is to be known.
    public let note: String?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// A docking or berthing port.
public struct DockingPort: Hashable, Sendable {
    /// Id, `zvezda-aft`.
    public let id: DockingPortID
    /// The element it is on.
    public let element: ElementID
    /// Mechanism, in words.
    public let type: String
    /// Vehicles that use it.
    public let users: [VehicleID]
    /// What it is worth for raising the orbit, in words.
    public let reboostAxis: String?
    /// Whether propellant can pass; `nil` where not known.
    public let transfersPropellant: Bool?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}
