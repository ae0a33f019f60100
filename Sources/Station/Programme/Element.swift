/// Whether something is in use.
public enum Status: String, CaseIterable, Sendable, Codable {
    /// In use.
    case active
    /// Fitted, used when something else fails.
    case backup
    /// Built, not cleared for use.
    case notCertified = "not-certified"
    /// No longer in use.
    case retired
    /// Brought down.
    case deorbited
    /// Planned.
    case future
}

/// A flight element: a module, a truss segment, an arm.
///
/// Who provided it, who registers it, who owns it, who built it and who operates it are five separate facts: Zarya
/// was provided and is owned by the United States, built and operated by Russia.
public struct Element: Hashable, Sendable {
    /// Id, `zarya`.
    public let id: ElementID
    /// Name, `Zarya (FGB)`.
    public let name: String
    /// The partner that provides it under the intergovernmental agreement; an element is a partner's own by this.
    public let provider: PartnerID
    /// The partner in whose register of space objects it stands (IGA art. 5.1); `nil` where not verified.
    public let registry: PartnerID?
    /// The partner that owns it, or under whose jurisdiction its owner stands.
    public let owner: PartnerID
    /// The owner, where it is a company.
    public let ownerCompany: String?
    /// Who built it.
    public let builder: String
    /// The partner whose controllers operate it.
    public let `operator`: PartnerID
    /// Who operates it, in words.
    public let operatorName: String
    /// The segment it belongs to.
    public let segment: TermID
    /// What it is attached to; `nil` for the first element.
    public let attachedTo: ElementID?
    /// Where on that element, `nadir`.
    public let attachedAt: String?
    /// Day of launch, `YYYY-MM-DD`, UTC.
    public let launchDate: String
    /// Launch vehicle or flight, `STS-98`.
    public let launchVehicle: String
    /// Mass at launch, kg.
    public let massKg: Double?
    /// What it does.
    public let function: String
    /// International designator, `1998-067A`.
    public let internationalDesignator: String?
    /// Number in the United States catalogue of space objects.
    public let catalogueNumber: Int?
    /// Whether it is in use.
    public let status: Status
    /// Day of its end, `YYYY-MM-DD`.
    public let endDate: String?
    /// What else is to be known.
    public let note: String?
    /// How sure the record is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]
}
