/// What a place on the ground is.
public enum SiteKind: String, CaseIterable, Sendable, Codable {
    /// A launch pad or launch centre.
    case launchSite = "launch-site"
    /// A family of launchers, lost together when one is grounded.
    case launcher
    /// A control centre.
    case controlCentre = "control-centre"
    /// A ground terminal of relay satellites.
    case groundTerminal = "ground-terminal"
}

/// A place or fleet on the ground that the station rests on.
public struct Site: Hashable, Sendable {
    /// Id, `mcc-h`.
    public let id: SiteID
    /// Name.
    public let name: String
    /// The partner it belongs to, or under whose jurisdiction its owner stands.
    public let partner: PartnerID
    /// What it is.
    public let kind: SiteKind
    /// The state it lies in, where that is not the partner's own.
    public let country: String?
    /// Vehicles and functions that it makes possible.
    public let enables: [AssetID]
    /// Whether it is in use.
    public let status: Status
    /// What else is to be known.
    public let note: String?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// A place where crews train.
public struct TrainingSite: Hashable, Sendable {
    /// Id, `gctc`.
    public let id: TrainingSiteID
    /// Name.
    public let name: String
    /// The partner it belongs to.
    public let partner: PartnerID
    /// What is taught there.
    public let teaches: [String]
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// A path between the station and the ground.
public struct Communication: Hashable, Sendable {
    /// Id, `sband`.
    public let id: CommunicationID
    /// Name.
    public let name: String
    /// The partner that provides it.
    public let partner: PartnerID
    /// What it carries.
    public let role: String
    /// How many strings must work, of how many fitted.
    public let redundancy: Redundancy?
    /// Highest rate to the station, kbit/s.
    public let forwardRateKbitS: Double?
    /// Highest rate from the station, kbit/s.
    public let returnRateKbitS: Double?
    /// Frequencies, MHz.
    public let frequenciesMHz: [Double]
    /// Whether it is in use.
    public let status: Status
    /// What else is to be known.
    public let note: String?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}

/// So many needed of so many fitted.
public struct Redundancy: Hashable, Sendable {
    /// How many must work.
    public let needed: Int
    /// How many are fitted.
    public let fitted: Int
}
