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

/// What was decided on.
public enum JudgedRequest: Hashable, Sendable {
    /// A node's request for one of its resources.
    case access(AccessRequest)
    /// A request told by attributes.
    case open(OpenRequest)
}

/// The answer to a request.
public enum Outcome: String, CaseIterable, Sendable, Codable {
    /// It may be done.
    case permit
    /// It may not.
    case deny
    /// It may be done once what is missing is there.
    case needs
    /// Clauses only advise on it: none forbids it, and none gives a right to it.
    case advise
}

/// What an answer rests on.
public enum Basis: String, CaseIterable, Sendable, Codable {
    /// A clause about the partner's own things permits.
    case own
    /// A clause about other things permits.
    case clause
    /// Safety of life overrides what else is agreed.
    case lifeSafety = "life-safety"
    /// A clause forbids.
    case forbidden
    /// A clause asks for something that is missing.
    case missing
    /// Clauses advise, and none does anything else.
    case advised
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
    /// The document's rank.
    public let tier: Tier
    /// For a national law, whose.
    public let jurisdiction: String?
}

/// What one partner's node answers, by what binds all and by its own law.
public struct NodeJudgement: Hashable, Sendable {
    /// The partner's id, or the code of a state that is no partner.
    public let node: String
    /// Its answer.
    public let outcome: Outcome
    /// The clauses that decided it.
    public let clauses: [ClauseReference]
}

/// What a clause asks and the request has not.
public struct FailedCondition: Hashable, Sendable, CustomStringConvertible {
    /// What is asked.
    public let wanted: String
    /// What was there instead; empty where nothing is to be compared.
    public let seen: String

    /// One line.
    public var description: String { seen.isEmpty ? wanted : "\(wanted), but \(seen)" }
}

/// The clause that came nearest to permitting.
public struct NearestClause: Hashable, Sendable {
    /// The clause.
    public let clause: ClauseReference
    /// What it asks and the request has not.
    public let failed: [FailedCondition]
}

/// An answer with what it rests on.
public struct Decision: Hashable, Sendable {
    /// The request.
    public let request: JudgedRequest
    /// The answer.
    public let outcome: Outcome
    /// What it rests on.
    public let basis: Basis
    /// The clauses that decided: all that forbid, else all that miss something, else all that permit, highest first;
    /// none when no clause permits.
    public let clauses: [ClauseReference]
    /// Exactly what is missing when the answer is `needs`, highest clause first; else empty.
    public let missing: [MissingThing]
    /// Clauses that make it a duty, whatever the answer.
    public let duties: [ClauseReference]
    /// Clauses that advise on it.
    public let advice: [ClauseReference]
    /// Whether the act must be recorded, because it overrides what else is agreed.
    public let mustBeRecorded: Bool
    /// When no clause permits, the one that came nearest.
    public let nearest: NearestClause?
    /// What each node that has a say answers; the act goes ahead only if all permit.
    public let judgements: [NodeJudgement]
    /// The next instant at which a date in the agreements may change this answer; `nil` when none will.
    public let validUntil: CivilTime?
    let partnerName: String

    /// What is missing, as `consensus:RU` or `wait:10days`.
    public var needs: [String] { missing.map(\.description) }

    /// The answer in one plain sentence.
    public var why: String {
        let can = outcome == .permit ? " may" : outcome == .advise ? ":" : " may not"
        let deed = "\(partnerName)\(can) \(deed)"
        guard let first = clauses.first else { return "\(deed): no clause permits it" + nearestText }
        let others = clauses.count > 1 ? " (and \(clauses.count - 1) more)" : ""
        let reason = first.reason.map { ", because \($0)" } ?? ""
        let rest = outcome == .needs ? "; missing: " + needs.joined(separator: "; ") : ""
        return "\(deed): \(first.title) (\(first.document) \(first.clause))\(others) \(verb)\(reason)\(rest)"
    }

    private var verb: String {
        switch basis {
        case .own, .clause: "permits it"
        case .lifeSafety: "permits it for safety of life, and it must be recorded"
        case .forbidden: "forbids it"
        case .missing: "asks for more"
        case .advised: "advises on it, and no clause permits or forbids it"
        case .noClause: "does not permit it"
        }
    }

    private var deed: String {
        switch request {
        case .access(let request): "\(request.action) `\(request.resource)`"
        case .open(let request):
            request.resource.items.isEmpty
                ? "\(request.action)"
                : "\(request.action) `"
                    + request.resource.items.map { "\($0.name) \($0.value)" }.joined(separator: ", ") + "`"
        }
    }

    /// For a request told by attributes; a node's listing would be long with it.
    private var nearestText: String {
        guard case .open = request, let nearest else { return "" }
        let failed = nearest.failed.map(\.description).joined(separator: "; ")
        return "; nearest is \(nearest.clause.title) (\(nearest.clause.document) \(nearest.clause.clause)), "
            + "which asks: \(failed)"
    }
}
