public import Programme

/// Rank of a document among the sources of the partnership's law (IGA art. 4.2), highest first.
public enum Tier: String, CaseIterable, Sendable, Codable {
    /// A treaty between states.
    case treaty
    /// A memorandum of understanding between agencies.
    case memorandum
    /// An arrangement that carries out a memorandum.
    case arrangement
    /// An operations plan.
    case plan
}

/// What a clause does to the requests it fits.
public enum Effect: String, CaseIterable, Sendable, Codable {
    /// Allows them, unless another clause forbids.
    case permit
    /// Forbids them, whatever else allows.
    case forbid
}

/// What a partner may want to do.
public enum ActionName: String, CaseIterable, Sendable, Codable {
    /// See the value.
    case read
    /// See that it exists, and what it is called.
    case list
    /// Take values away in a file.
    case export
    /// Answer for an alarm.
    case acknowledge
    /// Be served by it: an antenna, a laboratory.
    case use
    /// Send commands to it.
    case command
}

/// A span of time, closed at its start and open at its end; `nil` is without limit.
public struct Validity: Hashable, Sendable {
    /// First instant.
    public let from: CivilTime?
    /// First instant after.
    public let until: CivilTime?

    /// A span from its two ends.
    public init(from: CivilTime?, until: CivilTime?) {
        self.from = from
        self.until = until
    }

    /// Whether the span holds `instant`.
    public func contains(_ instant: CivilTime) -> Bool {
        (from.map { $0 <= instant } ?? true) && (until.map { instant < $0 } ?? true)
    }

    /// The part that both spans hold; empty when they do not meet.
    func intersection(_ other: Validity) -> Validity {
        Validity(
            from: [from, other.from].compactMap(\.self).max(), until: [until, other.until].compactMap(\.self).min())
    }
}

/// Which partners a clause speaks of, and in what role.
public struct SubjectSelector: Hashable, Sendable {
    /// The partners.
    public let partners: Set<PartnerID>
    /// The roles; `nil` for any person of these partners.
    public let roles: Set<TermID>?

    /// A selector from its parts.
    public init(partners: Set<PartnerID>, roles: Set<TermID>? = nil) {
        self.partners = partners
        self.roles = roles
    }
}

/// Which elements a clause speaks of.
public enum ElementSelector: Hashable, Sendable {
    /// Those the asking partner provides.
    case own
    /// Those the asking partner operates.
    case operated
    /// None: what belongs to the programme as a whole.
    case none
    /// These.
    case these(Set<ElementID>)
}

/// Which stations a clause speaks of.
public enum StationSelector: Hashable, Sendable {
    /// Those the asking partner owns.
    case own
    /// Those these partners own.
    case owners(Set<PartnerID>)
    /// These.
    case these(Set<String>)
}

/// Which resources a clause speaks of; every part that is there must fit.
public struct ResourceSelector: Hashable, Sendable {
    /// Kinds of resource.
    public let kinds: Set<ResourceKind>
    /// Elements; `nil` for any.
    public var elements: ElementSelector?
    /// Providers of the element; `nil` for any.
    public var providers: Set<PartnerID>?
    /// Subsystems; `nil` for any.
    public var subsystems: Set<TermID>?
    /// Parameter names; `nil` for any.
    public var names: NamePatterns?
    /// Stations; `nil` for any.
    public var stations: StationSelector?

    /// A selector of kinds alone; narrow it by setting its parts.
    public init(kinds: Set<ResourceKind>) {
        self.kinds = kinds
    }
}

/// Names, in full or by their beginning: `USLAB000058`, `COL_*`.
public struct NamePatterns: Hashable, Sendable {
    let exact: Set<String>
    let prefixes: [String]

    /// Patterns; a last `*` stands for any ending.
    public init(_ patterns: [String]) {
        exact = Set(patterns.filter { !$0.hasSuffix("*") })
        prefixes = patterns.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }.sorted()
    }

    /// Whether a name fits.
    public func match(_ name: String) -> Bool {
        exact.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }
}

/// One rule of a document.
public struct Clause: Hashable, Sendable {
    /// Id within the document, `art-5.2`.
    public let id: String
    /// Title.
    public let title: String
    /// The clause in plain words.
    public let text: String
    /// Where it is from; `illustrative` for what Comity made up.
    public let source: String
    /// When it holds, beside the document's own time.
    public let validity: Validity
    /// Whom it speaks of.
    public let subject: SubjectSelector
    /// What is done.
    public let actions: Set<ActionName>
    /// To what.
    public let resource: ResourceSelector
    /// Facts that must all hold.
    public let conditions: Set<TermID>
    /// What it does.
    public let effect: Effect
    /// Why, in words that complete `because …`.
    public let reason: String?

    /// A clause from its parts.
    public init(
        id: String, title: String, text: String = "", source: String = "",
        validity: Validity = Validity(from: nil, until: nil), subject: SubjectSelector, actions: Set<ActionName>,
        resource: ResourceSelector, conditions: Set<TermID> = [], effect: Effect, reason: String? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.source = source
        self.validity = validity
        self.subject = subject
        self.actions = actions
        self.resource = resource
        self.conditions = conditions
        self.effect = effect
        self.reason = reason
    }
}

/// One signed document: its parties, when it is in force, its clauses.
public struct AgreementDocument: Hashable, Sendable {
    /// Id, `iga-1998`.
    public let id: String
    /// Title.
    public let title: String
    /// Rank.
    public let tier: Tier
    /// Partners bound by it, in the order of the file.
    public let parties: [PartnerID]
    /// When it is in force.
    public let inForce: Validity
    /// Where it is from; `illustrative` for what Comity made up.
    public let source: String
    /// What it is about.
    public let summary: String?
    /// Its clauses.
    public let clauses: [Clause]

    /// A document from its parts.
    public init(
        id: String, title: String, tier: Tier, parties: [PartnerID], inForce: Validity, source: String = "",
        summary: String? = nil, clauses: [Clause]
    ) {
        self.id = id
        self.title = title
        self.tier = tier
        self.parties = parties
        self.inForce = inForce
        self.source = source
        self.summary = summary
        self.clauses = clauses
    }

    /// Whether it is not yet, now, or no longer in force.
    public func status(at instant: CivilTime) -> DocumentStatus {
        if let from = inForce.from, instant < from { return .notYetInForce }
        return inForce.contains(instant) ? .inForce : .ended
    }
}

/// Where a document stands in time.
public enum DocumentStatus: String, Sendable, Codable {
    /// Before its first instant.
    case notYetInForce = "not yet in force"
    /// Within its time.
    case inForce = "in force"
    /// After its end.
    case ended
}
