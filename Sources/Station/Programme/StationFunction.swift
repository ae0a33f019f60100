/// How much is lost with a function.
public enum Criticality: String, CaseIterable, Sendable, Codable {
    /// Lives on board.
    case lifeCritical = "life-critical"
    /// The station itself.
    case stationCritical = "station-critical"
    /// People on the ground.
    case publicSafety = "public-safety"
    /// One segment.
    case segmentCritical = "segment-critical"
    /// The mission: crew, cargo.
    case missionCritical = "mission-critical"
    /// The means of repair.
    case repairCritical = "repair-critical"
    /// The means of repair of one segment.
    case repair
    /// A part of the mission.
    case mission
    /// Much of the science.
    case scienceCritical = "science-critical"
    /// Some of the science.
    case science
}

/// What must work for a function to be there.
public indirect enum SuccessRule: Hashable, Sendable {
    /// At least so many of these providers.
    case atLeast(Int, of: [ProviderID])
    /// Every one of these rules.
    case all([SuccessRule])
    /// At least one of these rules.
    case any([SuccessRule])

    /// Whether the rule holds while exactly these providers work.
    public func holds(with working: Set<ProviderID>) -> Bool {
        switch self {
        case .atLeast(let count, let providers): providers.count(where: working.contains) >= count
        case .all(let rules): rules.allSatisfy { $0.holds(with: working) }
        case .any(let rules): rules.contains { $0.holds(with: working) }
        }
    }
}

/// Something a provider cannot do without, and how long it lasts once that is gone.
public struct Need: Hashable, Sendable {
    /// What is needed.
    public let asset: AssetID
    /// Days the provider goes on after the loss: stocks, docked ships, batteries. The likeliest figure.
    public let bufferDays: Double
    /// Shortest and longest the buffer may be, days; `nil` where no range is known.
    public let rangeDays: ClosedRange<Double>?
    /// The stock the buffer is counted from, where it is one.
    public let stock: Stock?
    /// How sure the figure is, where the file says it of this figure.
    public let statedConfidence: Confidence?
    /// Where the figure is from; the function's own sources where empty.
    public let sources: [SourceID]
}

/// Something that is used up.
public struct Stock: Hashable, Sendable {
    /// How much there is, in `unit`.
    public let amount: Double
    /// What is counted, `crew-day of oxygen`.
    public let unit: String
    /// How much goes a day once nothing comes in.
    public let ratePerDay: Double
}

/// One of the ways a function is provided.
public struct FunctionProvider: Hashable, Sendable {
    /// Id, `reboost-progress`.
    public let id: ProviderID
    /// The element, vehicle, site or communication path that does it.
    public let asset: AssetID
    /// The partner that provides it.
    public let partner: PartnerID
    /// How much it can do, in words.
    public let capacity: String?
    /// What it cannot do without.
    public let needs: [Need]
    /// Whether it is in use.
    public let status: Status
    /// Since when it has been in use; `nil` where its asset's own dates tell it.
    public let from: CivilTime?
    /// When its use ends or ended.
    public let until: CivilTime?
    /// What kind of thing a sanction would take: a service goes, hardware on board stays; `nil` leaves it to the asset.
    public let isService: Bool?
}

/// A time's rough size, where no figure is known.
public enum Magnitude: String, CaseIterable, Sendable, Codable {
    /// At once.
    case immediate
    /// Minutes.
    case minutes
    /// Hours.
    case hours
    /// Days.
    case days
    /// Weeks.
    case weeks
}

/// How long the loss of a function takes to be felt. Planning grade.
public struct TimeToLoss: Hashable, Sendable {
    /// Shortest, days; `nil` where only the magnitude is known.
    public let shortestDays: Double?
    /// Longest, days.
    public let longestDays: Double?
    /// Rough size, where no figure is known.
    public let magnitude: Magnitude?
    /// What has happened by then.
    public let until: String
}

/// A way to get a function back.
public struct Restoration: Hashable, Sendable {
    /// Id, `attctl-1` unless the file gives one.
    public let id: RestorationID
    /// Functions that stand again; the function it is written under unless the file says otherwise.
    public let restores: [FunctionID]
    /// Providers that stand again, where it does not bring back a function as a whole.
    public let returns: [ProviderID]
    /// What is done.
    public let action: String
    /// Cost, United States dollars; `nil` where not known.
    public let costUsd: Double?
    /// What the cost is for, `seat`, where it is not the whole.
    public let per: String?
    /// How many of what the cost is for make the whole.
    public let quantity: Double?
    /// Time from decision to effect, months of 30.4375 days; `nil` where not known.
    public let leadMonths: Double?
    /// What else is to be known.
    public let note: String?
    /// How sure the figures are.
    public let confidence: Confidence
    /// Where the figures are from.
    public let sources: [SourceID]

    /// The whole cost, United States dollars; `nil` where it is not known, or known only for one of an unknown number.
    public var wholeCostUsd: Double? {
        guard per != nil else { return costUsd }
        return costUsd.flatMap { cost in cost == 0 ? 0 : quantity.map { $0 * cost } }
    }
}

/// How many people were on board from a day on.
public struct CrewFigure: Hashable, Sendable {
    /// First day it holds.
    public let from: CivilTime
    /// People on board.
    public let people: Int
    /// How sure the figure is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// Something the station must be able to do, and what that rests on.
///
/// Functions may need one another in a circle: attitude control needs power, power needs attitude control.
public struct StationFunction: Hashable, Sendable {
    /// Id, `reboost`.
    public let id: FunctionID
    /// Name.
    public let name: String
    /// How much is lost with it.
    public let criticality: Criticality
    /// What must work.
    public let success: SuccessRule
    /// The redundancy, in words.
    public let redundancy: String
    /// Who provides it.
    public let providers: [FunctionProvider]
    /// People on board by date, where the providers' seats must be enough for all of them; empty elsewhere.
    public let seatsForCrew: [CrewFigure]
    /// How long its loss takes to be felt.
    public let timeToLoss: TimeToLoss
    /// What brings it back.
    public let restoration: [Restoration]
    /// What else is to be known: validations against history, limits.
    public let notes: [String]
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}
