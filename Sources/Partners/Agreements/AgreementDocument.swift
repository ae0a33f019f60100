public import Programme

/// One signed document: its parties, when it is in force, its clauses.
public struct AgreementDocument: Hashable, Sendable {
    /// Id, `iga-1998`.
    public let id: String
    /// Title.
    public let title: String
    /// Rank.
    public let tier: Tier
    /// For a national law, whose node applies it: a partner's id, or the code of a state that is no partner.
    public var jurisdiction: String?
    /// The programme it speaks of, where that is not the one whose folder it lies in.
    public var programme: String?
    /// Partners bound by it, in the order of the file.
    public let parties: [PartnerID]
    /// When it is in force.
    public let inForce: Validity
    /// How it came, or is to come, into force.
    public var entryIntoForce: EntryIntoForce?
    /// Days from notice of withdrawal until it takes effect.
    public var noticePeriodDays: Int?
    /// What goes on to bind who has left, in words.
    public var survival: String?
    /// Whether it ends at `inForce.until` unless renewed.
    public var lapsesUnlessRenewed = false
    /// Where it is from; `illustrative` for what Comity made up.
    public let source: String
    /// What it is about.
    public let summary: String?
    /// Groups of names that conditions of every document may use.
    public var definitions: [NameGroup] = []
    /// Which partner a name belongs to.
    public var entities: [EntityRule] = []
    /// Who may use how much of what.
    public var shares: [SharePool] = []
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

    /// The same document with these clauses alone.
    func keeping(clauses: [Clause]) -> AgreementDocument {
        var kept = AgreementDocument(
            id: id, title: title, tier: tier, parties: parties, inForce: inForce, source: source, summary: summary,
            clauses: clauses)
        (kept.jurisdiction, kept.programme, kept.entryIntoForce) = (jurisdiction, programme, entryIntoForce)
        (kept.noticePeriodDays, kept.survival) = (noticePeriodDays, survival)
        kept.lapsesUnlessRenewed = lapsesUnlessRenewed
        (kept.definitions, kept.entities, kept.shares) = (definitions, entities, shares)
        return kept
    }
}

/// How a document comes into force.
public struct EntryIntoForce: Hashable, Sendable {
    /// What brings it into force.
    public enum Act: String, CaseIterable, Sendable, Codable {
        /// Instruments deposited with the depositary.
        case deposited
        /// The last signature.
        case signed
        /// A date that the document names.
        case date
    }

    /// What brings it into force.
    public let act: Act
    /// The rule in words.
    public let text: String?
}

/// A group of names, `prc-entities`.
public struct NameGroup: Hashable, Sendable {
    /// The group's own name.
    public let name: String
    /// Names in full.
    public let names: [String]
    /// Beginnings of names.
    public let beginnings: [String]
    /// Endings of names.
    public let endings: [String]
    /// Other groups whose members belong to it too.
    public let groups: [String]

    /// A group from its parts.
    public init(
        _ name: String, names: [String] = [], startingWith: [String] = [], endingWith: [String] = [],
        groups: [String] = []
    ) {
        self.name = name
        self.groups = groups
        self.names = names
        beginnings = startingWith
        endings = endingWith
    }

    /// Whether a name belongs to it.
    func contains(_ text: String) -> Bool {
        names.contains(text) || beginnings.contains { text.utf8.starts(with: $0.utf8) }
            || endings.contains { text.endsBytewise(with: $0) }
    }
}

/// Names that belong to a partner: its states, its contractors.
public struct EntityRule: Hashable, Sendable {
    /// Names in full.
    public let names: [String]
    /// Beginnings of names.
    public let beginnings: [String]
    /// Endings of names.
    public let endings: [String]
    /// The partner. Of several rules that fit a name one with the name in full counts, else the longest pattern's.
    public let partner: PartnerID

    /// A rule from its parts.
    public init(
        names: [String] = [], startingWith: [String] = [], endingWith: [String] = [], partner: PartnerID
    ) {
        self.names = names
        beginnings = startingWith
        endings = endingWith
        self.partner = partner
    }
}

/// How a pool is divided: `columbus-accommodations`, each year.
public struct SharePool: Hashable, Sendable {
    /// The span over which use is counted.
    public enum Period: String, CaseIterable, Sendable, Codable {
        /// A calendar year.
        case year
        /// An increment of the station's crew.
        case increment
    }

    /// The pool's name.
    public let pool: String
    /// The span over which use is counted.
    public let period: Period
    /// Each partner's share, percent.
    public let percents: [PartnerID: Double]

    /// A division from its parts.
    public init(pool: String, period: Period = .year, percents: [PartnerID: Double]) {
        self.pool = pool
        self.period = period
        self.percents = percents
    }
}

extension String {
    /// Whether the bytes of `ending` are its last.
    func endsBytewise(with ending: String) -> Bool {
        utf8.reversed().starts(with: ending.utf8.reversed())
    }
}
