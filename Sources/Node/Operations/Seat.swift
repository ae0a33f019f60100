public import Programme

/// A seat at a node: a partner, or one role of its people. Each has a sign-in key of its own, and rights of its own.
public struct Seat: Hashable, Sendable, CustomStringConvertible {
    /// Whose people sit here.
    public let partner: PartnerID
    /// In which of the programme's roles; nil for the partner as such, who has no right that a clause gives to a role.
    public let role: TermID?

    /// A seat of a partner.
    public init(partner: PartnerID, role: TermID? = nil) {
        self.partner = partner
        self.role = role
    }

    /// A seat from `PARTNER` or `PARTNER:ROLE`; nil where the text is neither.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }), let partner = parts.first else { return nil }
        self.init(partner: PartnerID(partner), role: parts.count > 1 ? TermID(parts[1]) : nil)
    }

    /// `PARTNER` or `PARTNER:ROLE`.
    public var description: String {
        role.map { "\(partner.rawValue):\($0.rawValue)" } ?? partner.rawValue
    }
}
