/// Place of a container in `Database.containers`.
public typealias ContainerIndex = Int

/// Layout of a packet or of a part of one. XTCE 1.2 `SequenceContainer`.
public struct Container: Hashable, Sendable {
    /// Place in `Database.containers`.
    public let index: ContainerIndex
    /// Name within its space system.
    public let name: String
    /// Name from the root.
    public let qualifiedName: String
    /// Whether it only serves as a base or part of others.
    public let isAbstract: Bool
    /// Short description, empty when there is none.
    public let label: String
    /// Long description.
    public let longDescription: String?
    /// Names in other name spaces.
    public let aliases: [String: String]
    /// Further facts by name.
    public let ancillary: [String: String]
    /// Container whose entries come first.
    public let base: ContainerIndex?
    /// What must hold for a packet of the base to be one of this container; `nil` when nothing must.
    public let restriction: MatchCriteria?
    /// Entries in order, without those of the base.
    public let entries: [ContainerEntry]
    /// Time between packets of this container, seconds, where the database states it.
    public let periodSeconds: Double?
}

/// Piece of a container.
public struct ContainerEntry: Hashable, Sendable {
    /// What lies there.
    public let content: Content
    /// Where it lies.
    public let location: Location

    /// What an entry holds.
    public enum Content: Hashable, Sendable {
        /// Parameter.
        case parameter(ParameterIndex)
        /// Another container, whole.
        case container(ContainerIndex)
        /// Bits that never change, most significant first.
        case fixed(bytes: [UInt8], sizeBits: Int)
    }

    /// Where an entry starts.
    public enum Location: Hashable, Sendable {
        /// Bits after the end of the entry before.
        case afterPrevious(bits: Int)
        /// Bits after the start of the container.
        case fromStart(bits: Int)
    }
}

/// Condition on parameters of a packet. XTCE 1.2 `MatchCriteria`.
public indirect enum MatchCriteria: Hashable, Sendable {
    /// Comparison of one parameter with a constant.
    case comparison(Comparison)
    /// All must hold.
    case all([MatchCriteria])
    /// One must hold.
    case any([MatchCriteria])

    /// Every comparison within.
    public var comparisons: [Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .all(let criteria), .any(let criteria): criteria.flatMap(\.comparisons)
        }
    }

    /// Comparisons that must hold each by itself.
    public var requiredComparisons: [Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .all(let criteria): criteria.flatMap(\.requiredComparisons)
        case .any(let criteria): criteria.count == 1 ? criteria.flatMap(\.requiredComparisons) : []
        }
    }
}

/// Comparison of a parameter with a constant. XTCE 1.2 `Comparison`.
public struct Comparison: Hashable, Sendable {
    /// Parameter on the left side.
    public let parameter: ParameterIndex
    /// Relation.
    public let relation: Relation
    /// Constant on the right side.
    public let constant: Constant
    /// Whether the engineering value is compared; else the raw one.
    public let usesCalibratedValue: Bool

    /// Relation between two values.
    public enum Relation: String, Hashable, Sendable, CaseIterable {
        /// Same value.
        case equal = "=="
        /// Another value.
        case notEqual = "!="
        /// Below.
        case less = "<"
        /// Below or the same.
        case lessOrEqual = "<="
        /// Above.
        case greater = ">"
        /// Above or the same.
        case greaterOrEqual = ">="

        /// Whether the relation holds between two values.
        public func holds<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
            switch self {
            case .equal: left == right
            case .notEqual: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    /// Right side of a comparison.
    public enum Constant: Hashable, Sendable {
        /// Whole number, or raw value of an enumeration's label.
        case integer(Int128)
        /// Number with fraction.
        case real(Double)
    }
}
