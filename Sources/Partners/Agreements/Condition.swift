public import Programme

/// Whose attribute a path names.
public enum AttributeScope: String, CaseIterable, Sendable, Codable {
    /// Who asks.
    case subject
    /// What is asked for.
    case resource
    /// Everything else that is known.
    case context
}

/// What is made of an attribute's value before it is tested; all are a partner's id.
public enum Derivation: String, CaseIterable, Sendable, Codable {
    /// The partner that the value names: by id, agency, alias, state, control centre, or as a document's `entities` say.
    case partner
    /// The partner that provides the element which the value names.
    case provider
    /// The partner in whose register that element stands.
    case registry
    /// The partner that owns that element.
    case owner
    /// The partner that operates that element.
    case `operator`
}

/// Where a test finds its value: `context.licence`, `resource.element.provider`.
///
/// `subject.partner` is the first that names a partner of the subject's `partner`, `agency`, `state`, `org`,
/// `contractor_of` and `node`.
public struct AttributePath: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whose attribute.
    public let scope: AttributeScope
    /// Its name.
    public let name: String
    /// What is made of it; `nil` for the value itself.
    public let derivation: Derivation?

    /// The asking partner.
    public static let subjectPartner = AttributePath(.subject, "partner")

    /// Attributes of the subject that may name its partner, in the order in which they are tried.
    static let partnerNames = ["partner", "agency", "state", "org", "contractor_of", "node"]

    /// A path from its parts.
    public init(_ scope: AttributeScope, _ name: String, _ derivation: Derivation? = nil) {
        self.scope = scope
        self.name = name
        self.derivation = derivation
    }

    /// Whether this is `subject.partner`, which is looked for in several attributes.
    public var isSubjectPartner: Bool {
        scope == .subject && name == "partner" && (derivation == nil || derivation == .partner)
    }

    /// As documents write it.
    public var description: String {
        "\(scope.rawValue).\(name)" + (derivation.map { ".\($0.rawValue)" } ?? "")
    }

    public static func < (first: AttributePath, second: AttributePath) -> Bool {
        first.description < second.description
    }
}

/// Names that a test compares with: written out, or a group defined in some document.
public enum NameSet: Hashable, Sendable {
    /// These values; `null` among them stands for an absent attribute too.
    case values([AttributeValue])
    /// The group of this name.
    case group(String)
}

/// What one attribute must be like.
public enum ValueTest: Hashable, Sendable {
    /// Equal; with `null`, absent or null. A list is equal to nothing.
    case equals(AttributeValue)
    /// The opposite of `equals`: also holds for what is absent.
    case differs(AttributeValue)
    /// One of these; of a list, some member is.
    case isIn(NameSet)
    /// The opposite of `isIn`: also holds for what is absent.
    case notIn(NameSet)
    /// There, not an empty list, and every member one of these.
    case allIn(NameSet)
    /// The list holds all of these.
    case includes(NameSet)
    /// A number, or a date, at least this.
    case atLeast(Bound)
    /// At most this.
    case atMost(Bound)
    /// More than this.
    case above(Bound)
    /// Less than this.
    case below(Bound)
    /// A date, from which to the date at the path so many days pass.
    case daysTo(AttributePath, DayLimit, Double)
    /// Both there and equal; of lists, they share a member.
    case sameAs(AttributePath)
    /// Both there and not so.
    case differsFrom(AttributePath)
    /// There and not null, or the opposite.
    case present(Bool)
    /// A list of at least so many; a single value counts one.
    case countAtLeast(Int)
    /// A list of at most so many; what is absent counts none.
    case countAtMost(Int)
}

/// How a number of days is compared with a limit.
public enum DayLimit: String, CaseIterable, Sendable, Codable {
    /// At least so many.
    case atLeast
    /// At most so many.
    case atMost
    /// More.
    case above
    /// Fewer.
    case below
}

/// A limit for a number or a date.
public enum Bound: Hashable, Sendable {
    /// A number, in the attribute's own unit.
    case number(Double)
    /// A UTC date and time.
    case date(CivilTime)
}

/// How a wish for a part of a pool stands to the partner's share in it.
public enum ShareState: String, CaseIterable, Sendable, Codable {
    /// What is asked fits into what the partner has left.
    case within
    /// It is more than the partner has left.
    case exceeded
    /// The partner has no share in the pool, or the pool is not known.
    case none
}

/// A clause's condition: closed, total and typed, without loops, so that its cost is bounded by its length.
public indirect enum Condition: Hashable, Sendable {
    /// All of these; true when there are none.
    case all([Condition])
    /// At least one of these; false when there are none.
    case any([Condition])
    /// Not this.
    case not(Condition)
    /// An attribute is like this.
    case test(AttributePath, ValueTest)
    /// The subject's share in the pool that `pool` names stands so to the percent at `amount`.
    case share(ShareState, pool: AttributePath, amount: AttributePath)
    /// Another document is in force.
    case inForce(String)

    /// Deepest nesting that a document may use.
    public static let maximumDepth = 24
    /// Most tests in one condition.
    public static let maximumTests = 500

    /// Safety of life is at stake: `context.emergency` is `life-safety`.
    public static let emergency = Condition.test(
        AttributePath(.context, "emergency"), .equals(.text("life-safety")))
    /// Where a pool is named unless a document says otherwise.
    public static let defaultPool = AttributePath(.resource, "pool")
    /// Where the percent asked for stands unless a document says otherwise.
    public static let defaultAmount = AttributePath(.resource, "pct")
}
