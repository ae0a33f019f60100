/// How something leaves a programme; the law treats each its own way.
public enum DepartureKind: String, CaseIterable, Sendable, Codable {
    /// Everything goes at once, hardware too.
    case takenAway = "taken-away"
    /// A partner leaves under its treaty: after the notice, with the duties of handing over that the treaty lays down.
    case withdrawal
    /// A sanction or a legal bar: services stop (sites, operations, crew, flights), hardware on board stays.
    case sanction
    /// Flights stop; what is docked stays.
    case grounding
}

/// What the law says of a departure of one kind, as the programme's files tell it.
public struct DepartureRule: Hashable, Sendable {
    /// The kind it is about.
    public let kind: DepartureKind
    /// The partner it is about; `nil` for every partner with no rule of its own.
    public let partner: PartnerID?
    /// Days from the notice to the effect.
    public let noticeDays: Double
    /// What goes, where the law names it; `nil` for all that this kind of departure takes.
    public let goes: [AssetID]?
    /// What stays although the partner goes: hardware and services to be handed over.
    public let stays: [AssetID]
    /// Why, with the article.
    public let because: String
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// Something that happened, or may: what went, what was seen.
public struct HistoricalCase: Hashable, Sendable {
    /// Id, `S01`.
    public let id: String
    /// What happened.
    public let event: String
    /// When; `nil` for what has not happened.
    public let date: CivilTime?
    /// What was gone: ids of anything that can go.
    public let without: [String]
    /// How it went.
    public let kind: DepartureKind
    /// Whether the programme is taken as it was on that day, not as it is now.
    public let isAsOfDate: Bool
    /// For how many days it was gone; `nil` for good.
    public let lastsDays: Double?
    /// What was seen.
    public let observed: [String]
    /// Functions that were lost, or nearly so that operations changed.
    public let lost: [FunctionID]
    /// Functions that went on.
    public let stood: [FunctionID]
    /// Seats missing for people on board; `nil` where it was no question.
    public let seatsShort: Int?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from, in words.
    public let source: String
}
