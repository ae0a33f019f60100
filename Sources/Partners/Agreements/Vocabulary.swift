public import Programme

/// Rank of a document among the sources of the partnership's law (IGA art. 4.2), highest first.
public enum Tier: String, CaseIterable, Sendable, Codable {
    /// A law of one state, which that state's node applies: it takes away, and gives only what is left to it.
    case nationalLaw
    /// A treaty between states.
    case treaty
    /// A memorandum of understanding between agencies.
    case memorandum
    /// An arrangement that carries out a memorandum.
    case arrangement
    /// An operations plan.
    case plan

    /// Place in the order, 0 for the highest.
    var number: Int {
        switch self {
        case .nationalLaw: 0
        case .treaty: 1
        case .memorandum: 2
        case .arrangement: 3
        case .plan: 4
        }
    }
}

/// What a clause does to the requests it fits.
public enum Effect: String, CaseIterable, BitwiseCopyable, Sendable, Codable {
    /// Allows them, unless another clause forbids or needs something.
    case permit
    /// Forbids them, whatever else allows.
    case forbid
    /// Allows them and makes a duty of them.
    case oblige
    /// Holds them until its requirements are met, and then allows them.
    case needs
    /// Says what would be good; changes no answer.
    case advise
}

/// What somebody wants to do: a word in lower case, with hyphens.
///
/// Six words mean something to a node's gate and stand here by name; documents may use any other.
public struct ActionName: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The word.
    public let rawValue: String

    /// See the value.
    public static let read = ActionName(known: "read")
    /// See that it exists, and what it is called.
    public static let list = ActionName(known: "list")
    /// Take values away in a file.
    public static let export = ActionName(known: "export")
    /// Answer for an alarm.
    public static let acknowledge = ActionName(known: "acknowledge")
    /// Be served by it: an antenna, a laboratory.
    public static let use = ActionName(known: "use")
    /// Send commands to it.
    public static let command = ActionName(known: "command")

    /// The six actions that a node's gate knows.
    public static let allCases: [ActionName] = [.read, .list, .export, .acknowledge, .use, .command]

    /// Longest word, in bytes.
    static let maximumBytes = 64

    private init(known: String) { rawValue = known }

    /// An action of this word; `nil` unless it is made of `a`–`z`, digits and inner hyphens, at most 64 bytes.
    public init?(rawValue: String) {
        let bytes = rawValue.utf8
        guard bytes.count <= Self.maximumBytes, let first = bytes.first, let last = bytes.last,
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= first, last != UInt8(ascii: "-"),
            bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The word.
    public var description: String { rawValue }

    /// One of the six that differs from this word by one letter more, less, other or swapped; `nil` when none does.
    ///
    /// A document that says `reed` means `read`; one that says `re-export` means what it says.
    var misspeltKnown: ActionName? {
        Self.allCases.first { $0 != self && Self.isOneEdit(Array(rawValue.utf8), Array($0.rawValue.utf8)) }
    }

    private static func isOneEdit(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        if first.count > second.count { return isOneEdit(second, first) }
        guard second.count - first.count <= 1 else { return false }
        let start = zip(first, second).prefix { $0 == $1 }.count
        let rest = first[start...]
        let other = second[start...]
        if first.count < second.count { return Array(rest) == Array(other.dropFirst()) }
        if Array(rest.dropFirst()) == Array(other.dropFirst()) { return true }
        return rest.count >= 2 && Array(rest.prefix(2).reversed()) == Array(other.prefix(2))
            && Array(rest.dropFirst(2)) == Array(other.dropFirst(2))
    }
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

    /// Whether no instant lies in it.
    var isEmpty: Bool { from.flatMap { from in until.map { $0 <= from } } ?? false }
}
