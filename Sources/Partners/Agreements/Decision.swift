public import Programme

/// Who wants to do what to which resource.
public struct AccessRequest: Hashable, Sendable {
    /// The asking partner.
    public let partner: PartnerID
    /// The asking person's role, where known.
    public let role: TermID?
    /// What is to be done.
    public let action: ActionName
    /// To what.
    public let resource: Resource

    /// A request from its parts.
    public init(partner: PartnerID, role: TermID? = nil, action: ActionName, resource: Resource) {
        self.partner = partner
        self.role = role
        self.action = action
        self.resource = resource
    }
}

/// The answer to a request.
public enum Outcome: String, Sendable, Codable {
    /// It may be done.
    case permit
    /// It may not.
    case deny
}

/// What an answer rests on.
public enum Basis: String, Sendable, Codable {
    /// A clause about the partner's own things permits.
    case own
    /// A clause about other things permits.
    case clause
    /// A clause forbids.
    case forbidden
    /// No clause permits.
    case noClause = "no-clause"
}

/// A clause as an answer names it.
public struct ClauseReference: Hashable, Sendable, Codable {
    /// The document's id.
    public let document: String
    /// The clause's id within it.
    public let clause: String
    /// The document's title and the clause's.
    public let title: String
    /// Where the clause is from.
    public let source: String
    /// What it does.
    public let effect: Effect
    /// Why, in words that complete `because …`.
    public let reason: String?
}

/// An answer with what it rests on.
public struct Decision: Hashable, Sendable {
    /// The request.
    public let request: AccessRequest
    /// The answer.
    public let outcome: Outcome
    /// What it rests on.
    public let basis: Basis
    /// The clauses that decided: all that forbid, else all that permit; none when no clause permits.
    public let clauses: [ClauseReference]
    /// The next instant at which a date in the agreements may change this answer; `nil` when none will.
    public let validUntil: CivilTime?
    let partnerName: String

    /// The answer in one plain sentence.
    public var why: String {
        let deed = "\(partnerName) \(outcome == .permit ? "may" : "may not") \(request.action) `\(request.resource)`"
        guard let first = clauses.first else { return "\(deed): no clause permits it" }
        let others = clauses.count > 1 ? " (and \(clauses.count - 1) more)" : ""
        let verb = basis == .forbidden ? "forbids it" : "permits it"
        let reason = first.reason.map { ", because \($0)" } ?? ""
        return "\(deed): \(first.title) (\(first.document) \(first.clause))\(others) \(verb)\(reason)"
    }
}
