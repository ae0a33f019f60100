public import Programme

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
