public import Programme

/// A clause by its names.
public struct ClauseName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The document's id.
    public let document: String
    /// The clause's id within it.
    public let clause: String

    /// `iga-1998 art-5`.
    public var description: String { "\(document) \(clause)" }

    public static func < (first: ClauseName, second: ClauseName) -> Bool {
        (first.document, first.clause) < (second.document, second.clause)
    }
}

/// What was answered, as far as a later answer is compared with it.
public struct RecordedAnswer: Hashable, Sendable, Codable {
    /// The answer.
    public let outcome: Outcome
    /// What it rested on.
    public let basis: Basis
    /// The clauses that decided, by name.
    public let clauses: [ClauseName]
    /// What was missing.
    public let needs: [String]

    /// The answer of a decision.
    public init(_ decision: Decision) {
        outcome = decision.outcome
        basis = decision.basis
        clauses = decision.clauses.map { ClauseName(document: $0.document, clause: $0.clause) }.sorted()
        needs = decision.needs
    }
}

/// A decision that crossed partners, with what is needed to take it again.
public struct DecisionRecord: Hashable, Sendable {
    /// What was asked.
    public let request: JudgedRequest
    /// When it was decided.
    public let instant: CivilTime
    /// What was answered.
    public let answer: RecordedAnswer
    /// Digest of the agreements in force.
    public let agreements: ChainDigest
    /// Digest of the facts that bear on the request.
    public let facts: ChainDigest

    /// The record of a decision; `agreements` is `LivingAgreements.digest(at:)`.
    public init(_ decision: Decision, at instant: CivilTime, agreements: ChainDigest, facts: Facts) {
        request = decision.request
        self.instant = instant
        answer = RecordedAnswer(decision)
        self.agreements = agreements
        self.facts = facts.digest(for: decision.request)
    }
}

extension Decision {
    /// Whether more than one partner's node had a say: such a decision is kept.
    public var crossesPartners: Bool { judgements.count > 1 }
}

extension DecisionRecord: Codable {
    private enum Key: String, CodingKey {
        case request, instant, answer, agreements, facts
    }

    /// Reads a record; texts that are no time, digest or request are refused.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        request = try fields.decode(JudgedRequest.self, forKey: .request)
        instant = try fields.parsed(.instant) { CivilTime($0) }
        answer = try fields.decode(RecordedAnswer.self, forKey: .answer)
        agreements = try fields.parsed(.agreements) { ChainDigest(hexadecimal: $0) }
        facts = try fields.parsed(.facts) { ChainDigest(hexadecimal: $0) }
    }

    /// Writes a record.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(request, forKey: .request)
        try fields.encode(instant.description, forKey: .instant)
        try fields.encode(answer, forKey: .answer)
        try fields.encode(agreements.description, forKey: .agreements)
        try fields.encode(facts.description, forKey: .facts)
    }
}

extension KeyedDecodingContainer {
    /// A text that means a value.
    func parsed<Value>(_ key: Key, _ parse: (String) -> Value?) throws -> Value {
        let text = try decode(String.self, forKey: key)
        guard let value = parse(text) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "malformed `\(text)`")
        }
        return value
    }
}
