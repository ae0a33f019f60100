import Programme

/// A path as a number: the attribute's, eight times, and how the value is derived.
struct PathCode: Hashable, BitwiseCopyable, Sendable {
    /// Derivation of `subject.partner`.
    static let subjectPartner = PathCode(base: 0, derivation: 6)

    let number: Int32

    init(base: Int32, derivation: Int32) { number = base << 3 | derivation }

    init(base: Int32, _ derivation: Derivation?) {
        let code: Int32 =
            switch derivation {
            case nil: 0
            case .partner: 1
            case .provider: 2
            case .registry: 3
            case .owner: 4
            case .operator: 5
            }
        self.init(base: base, derivation: code)
    }

    var base: Int32 { number >> 3 }
    var derivation: Int32 { number & 7 }
}

/// The kind of a value, as far as comparisons see it.
enum ValueKind: UInt8, BitwiseCopyable, Sendable {
    case absent, null, text, number, truth, list
}

/// A value written in a document: a word's number, a number's bits, a truth value.
struct Literal: Hashable, BitwiseCopyable, Sendable {
    let kind: ValueKind
    let bits: UInt64

    static let null = Literal(kind: .null, bits: 0)

    static func text(_ word: Int32) -> Literal { Literal(kind: .text, bits: UInt64(UInt32(bitPattern: word))) }
    /// A number; both zeros are one.
    static func number(_ value: Double) -> Literal {
        Literal(kind: .number, bits: value == 0 ? 0 : value.bitPattern)
    }
    static func truth(_ value: Bool) -> Literal { Literal(kind: .truth, bits: value ? 1 : 0) }
}

/// One test and where to go from it.
///
/// Conditions become a flat list of these. Each leads to an earlier one or out, so that no list can go round for ever.
struct Instruction: BitwiseCopyable, Sendable {
    enum Operation: UInt8, BitwiseCopyable, Sendable {
        /// The value is the literal `first`.
        case equals
        /// The value, or a member, is one of the literals `first ..< last`.
        case isIn
        /// The value, or a member, belongs to the group `first`.
        case isInGroup
        /// Every member is one of the literals.
        case allIn
        /// Every member belongs to the group.
        case allInGroup
        /// Every literal is a member.
        case includes
        /// Every name of the group is a member.
        case includesGroup
        /// The number or date is at least that of literal `first`.
        case atLeast
        /// Above it.
        case above
        /// From the date to the other date pass days as the literal `first` and `DayLimit` number `last` say.
        case daysTo
        /// Both values are there and share a member.
        case sameAs
        /// Both values are there and share none.
        case differsFrom
        /// The value is there.
        case present
        /// There are at least `first` members.
        case countAtLeast
        /// The share test `first`.
        case share
        /// The parameter's name fits the patterns `first`.
        case names
        /// Whoever holds the resource is one of the literals `first ..< last`.
        case holder
        /// The fact `first` holds.
        case fact
        /// `first` is not zero.
        case constant
    }

    /// Next place when a condition is decided: it holds.
    static let accept: Int32 = -1
    /// It does not hold.
    static let reject: Int32 = -2
    /// Group number of `otherPartners`, whose members hang on the request.
    static let otherPartners: Int32 = -1
    /// Group number of a group that no document defines.
    static let noGroup: Int32 = -2

    var operation: Operation
    var path = PathCode.subjectPartner
    var first: Int32 = 0
    var last: Int32 = 0
    var other = PathCode.subjectPartner
    var onTrue: Int32
    var onFalse: Int32
}

/// What `Instruction.Operation.share` compares.
struct ShareTest: Sendable {
    let state: ShareState
    let pool: PathCode
    let amount: PathCode
}

/// One whose act a requirement waits for: a word, or whom a path names.
enum AwaitedParty: Sendable {
    case word(Int32)
    case path(PathCode)
}

/// A requirement with its names as numbers.
struct CompiledRequirement: Sendable {
    enum Parties: Sendable {
        case unsaid
        case these(Range<Int>)
        case group(Int32)
    }
    enum Proof: Sendable {
        case unsaid
        case path(PathCode)
        case condition(Int32)
    }
    let isBarter: Bool
    let parties: Parties
    let proof: Proof
    let days: Double?
    let elapsed: PathCode
    let pool: PathCode
    let amount: PathCode

    /// Whether nothing could ever tell that it is met.
    var saysNothing: Bool {
        if case .unsaid = proof { return days == nil && !isBarter }
        return false
    }
}

/// A part of a clause that must hold: written as a condition, or as a selector that none expresses.
enum ClausePart: Hashable, Sendable {
    case condition(Condition)
    /// The parameter's name fits.
    case names(NamePatterns)
    /// Whoever holds the resource is a party to the document.
    case holder(Set<PartnerID>)
    /// A fact of the programme holds.
    case fact(TermID)
}

/// A clause as the outcome needs it.
struct CompiledClause: BitwiseCopyable, Sendable {
    let effect: Effect
    let isNational: Bool
    let survives: Bool
    let isPhysical: Bool
    let isOverride: Bool
    let holdsNow: Bool
    /// Whether it permits when it applies: a permit, a duty, a requirement met.
    let givesPermission: Bool
    /// The word of the programme its document speaks of, `Lexicon.unknown` for the folder's own.
    let programme: Int32
    /// Where each part's code starts, in `CompiledLaw.partEntries`.
    let parts: TableRange
    /// Those of what must hold beside them for it to permit.
    let rights: TableRange
    let requirements: TableRange
}

/// A span of a table.
struct TableRange: BitwiseCopyable, Sendable {
    let start: Int32
    let end: Int32

    init(_ range: Range<Int>) { (start, end) = (Int32(range.lowerBound), Int32(range.upperBound)) }

    /// The places in it.
    var places: Range<Int> { Int(start)..<Int(end) }
}
