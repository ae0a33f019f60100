/// What kind of thing a `needs` clause waits for.
public enum RequirementKind: String, CaseIterable, Sendable, Codable {
    /// Others must be told.
    case notice
    /// A named set must agree.
    case consensus
    /// A named set must concur.
    case concurrence
    /// An authority must license it.
    case licence
    /// Somebody must certify.
    case certification
    /// Time must pass.
    case wait
    /// Whoever furnished it must permit in writing.
    case writtenPermission = "written-permission"
    /// A board must approve.
    case approval
    /// What exceeds the share must be bought or bartered.
    case barter
    /// Somebody must sign.
    case signature
    /// Whoever provides the element must determine.
    case determination
    /// An agreement on the security of information must be there.
    case securityAgreement = "security-agreement"
    /// The document must be amended.
    case amendment
    /// The parties must have consulted.
    case consultation
}

/// Whose act a requirement waits for.
public enum RequirementParties: Hashable, Sendable {
    /// These.
    case these([RequirementParty])
    /// The members of a group; `otherPartners` leaves the subject's own out.
    case group(String)
}

/// One whose act a requirement waits for.
public enum RequirementParty: Hashable, Sendable {
    /// This name, as written.
    case name(String)
    /// Whom the attribute names.
    case path(AttributePath)
}

/// What tells that a requirement is met.
public enum RequirementProof: Hashable, Sendable {
    /// The attribute is true, or names all whose act is waited for.
    case path(AttributePath)
    /// The condition holds.
    case condition(Condition)
}

/// One thing that must be there before an act goes ahead.
///
/// It is met when everything it states is: the proof, the days passed, and for `barter` an amount within the share. One
/// that states nothing is never met.
public struct Requirement: Hashable, Sendable {
    /// What kind of thing.
    public let kind: RequirementKind
    /// Whose act; `nil` when that needs no saying.
    public var parties: RequirementParties?
    /// What tells that it is met.
    public var proof: RequirementProof?
    /// Days that must have passed.
    public var days: Double?
    /// Where the days passed stand.
    public var elapsed: AttributePath?
    /// For `barter`, where the pool is named.
    public var pool = Condition.defaultPool
    /// For `barter`, where the percent asked for stands.
    public var amount = Condition.defaultAmount

    /// A requirement of a kind; say more by setting its parts.
    public init(_ kind: RequirementKind) {
        self.kind = kind
    }
}

/// What is missing, exactly: `consensus:RU`, `wait:10days`, `barter:4pct`.
public struct MissingThing: Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing.
    public let kind: RequirementKind
    /// Whose act, or how much, in the programme's order; empty when the kind says all.
    public let details: [String]
    /// The clause that asks for it.
    public let clause: ClauseReference

    /// `kind:detail`, details joined by a comma.
    public var description: String {
        details.isEmpty ? kind.rawValue : kind.rawValue + ":" + details.joined(separator: ",")
    }
}
