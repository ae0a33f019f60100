/// How sure a record is, as its author judged it.
public enum Confidence: String, CaseIterable, Sendable, Codable {
    /// Several good sources, or the document itself.
    case high
    /// One good source, or common knowledge of the field.
    case medium
    /// Heard, not checked.
    case low
}

/// A partner: the party that provides elements, and judges access to them.
///
/// Eleven European states are one partner.
public struct Partner: Hashable, Sendable {
    /// Id, `EU`.
    public let id: PartnerID
    /// Name, `European Partner`.
    public let name: String
    /// Cooperating agency, `ESA`.
    public let agency: String
    /// Other names people use, `ESA`, `Europe`; the agency is among them or not.
    public let aliases: [String]
    /// States that make up the partner.
    public let states: [String]
    /// Name of the control centre.
    public let controlCentre: String
    /// The control centre among the programme's sites.
    public let controlCentreSite: SiteID
    /// Colour everywhere on the pages, `#ffd166`.
    public let colour: String
    /// The segment the partner's systems belong to.
    public let segment: TermID
    /// Share of the resources that the non-Russian partners divide, percent; `nil` for who keeps its own.
    public let utilisationSharePercent: Double?
    /// What else is to be known.
    public let note: String?
    /// Where it is from.
    public let sources: [SourceID]

    /// Whether `text` names this partner: its id, agency, name or an alias, in any case of letters.
    public func isNamed(_ text: String) -> Bool {
        let wanted = text.lowercased()
        return ([id.rawValue, agency, name] + aliases).contains { $0.lowercased() == wanted }
    }
}

/// Where a record is from.
public struct Source: Hashable, Sendable {
    /// Id, `IGA`.
    public let id: SourceID
    /// What to look up.
    public let citation: String
}

/// One word of a vocabulary that agreements may use: a subsystem, a role, a condition.
public struct Term: Hashable, Sendable {
    /// The word, `life-support`.
    public let id: TermID
    /// What it means.
    public let name: String
}
