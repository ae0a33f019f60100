public import Programme

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One question of a file, with the answer expected.
public struct Question: Hashable, Sendable {
    /// Id.
    public let id: String
    /// What is asked.
    public let request: OpenRequest
    /// The outcome expected, in lower case: `permit`, `deny`, `needs`, `oblige`, `advise`; `nil` when none is.
    public let expected: String?
    /// What is expected to be missing, `consensus:RU`.
    public let expectedNeeds: String?

    /// The instant that the request itself names, by `context.date` or `context.today`.
    public var instant: CivilTime? {
        ["date", "today"].lazy.compactMap { name -> CivilTime? in
            if case .text(let text) = request.context[name] { CivilTime(text) } else { nil }
        }.first
    }
}

/// One question's answer, and whether it is as expected.
public struct QuestionRow: Hashable, Sendable {
    /// The question's id.
    public let id: String
    /// The answer.
    public let decision: Decision
    /// The outcome expected.
    public let expected: String?
    /// What is expected to be missing.
    public let expectedNeeds: String?

    /// Whether outcome and, for `needs`, the kind of a missing thing are as expected; false where nothing is expected.
    ///
    /// Where several things are missing, the kind of any of them will do: all are missing alike, and none decides alone.
    /// `oblige` is met by a permission that carries a duty, `advise` by one that carries advice or by advice alone.
    public var isRight: Bool {
        switch expected {
        case nil: false
        case "oblige": decision.outcome == .permit && !decision.duties.isEmpty
        case "advise": [.permit, .advise].contains(decision.outcome) && !decision.advice.isEmpty
        case "needs":
            decision.outcome == .needs
                && (expectedKind.map { kind in decision.missing.contains { $0.kind.rawValue == kind } } ?? true)
        case let word?: decision.outcome.rawValue == word
        }
    }

    private var expectedKind: String? {
        expectedNeeds.flatMap { $0.split(separator: ":", maxSplits: 1).first.map(String.init) }
    }
}

/// Reads and answers files of questions: `{"questions": [{"id", "request", "expected", "needs"}]}`.
public enum Questions {
    /// Largest file taken, in bytes.
    public static let maximumBytes = 16 * 1024 * 1024
    /// Most questions in one file.
    public static let maximumCount = 100_000

    /// Reads questions; keys that are not known are left alone. Throws what is wrong with the first faulty one.
    public static func read(_ bytes: [UInt8]) throws(AgreementsError) -> [Question] {
        guard bytes.count <= maximumBytes else {
            throw .malformedQuestions("\(bytes.count) bytes: expected at most \(maximumBytes)")
        }
        let file: QuestionFile
        do {
            file = try JSONDecoder().decode(QuestionFile.self, from: Data(bytes))
        } catch {
            throw .malformedQuestions(explain(error))
        }
        guard file.questions.count <= maximumCount else {
            throw .malformedQuestions("\(file.questions.count) questions: expected at most \(maximumCount)")
        }
        guard !file.questions.isEmpty else {
            throw .malformedQuestions("an empty list of questions: expected at least one")
        }
        var questions: [Question] = []
        for (number, entry) in file.questions.enumerated() {
            questions.append(try entry.question(number: number + 1))
        }
        return questions
    }

    /// Answers questions, each at the instant it names itself, else at `instant`; `inForce` tells what binds then,
    /// `facts` what is known.
    public static func answer(
        _ questions: [Question], under inForce: (CivilTime) -> AgreementsInForce, facts: (CivilTime) -> Facts,
        at instant: CivilTime
    ) -> [QuestionRow] {
        var compiled: [CivilTime: (agreements: AgreementsInForce, facts: Facts)] = [:]
        return questions.map { question in
            let moment = question.instant ?? instant
            // Each date costs a compilation; a file of many dates must not cost memory too.
            if compiled.count > 64 { compiled.removeAll() }
            let known = compiled[moment] ?? (inForce(moment), facts(moment))
            compiled[moment] = known
            return QuestionRow(
                id: question.id, decision: decide(question.request, under: known.agreements, facts: known.facts),
                expected: question.expected, expectedNeeds: question.expectedNeeds)
        }
    }

    /// `44 of 44 right`; `2 of 3 right, 1 without an expected answer`.
    public static func summary(_ rows: [QuestionRow]) -> String {
        let openCount = rows.count { $0.expected == nil }
        let open = openCount > 0 ? ", \(openCount) without an expected answer" : ""
        return "\(rows.count(where: \.isRight)) of \(rows.count) right\(open)"
    }

    private static func explain(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not JSON" }
        let context: DecodingError.Context
        let what: String
        switch error {
        case .keyNotFound(let key, let found): (context, what) = (found, "no `\(key.stringValue)`")
        case .typeMismatch(_, let found), .valueNotFound(_, let found): (context, what) = (found, "another type")
        case .dataCorrupted(let found): (context, what) = (found, found.debugDescription)
        @unknown default: return "not JSON"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return "at `\(path.isEmpty ? "the top" : path)`: \(what)"
    }
}

private struct QuestionFile: Decodable {
    let questions: [QuestionEntry]
}

private struct QuestionEntry: Decodable {
    struct Request: Decodable {
        let subject: [String: JSONValue]?
        let action: String
        let resource: [String: JSONValue]?
        let context: [String: JSONValue]?
    }

    let id: String
    let request: Request
    let expected: String?
    let needs: String?

    func question(number: Int) throws(AgreementsError) -> Question {
        guard let action = ActionName(rawValue: request.action) else {
            throw .malformedQuestions(
                "question \(number) `\(id.prefix(64))`: action `\(request.action.prefix(64))`, expected a word in lower "
                    + "case with hyphens")
        }
        let open: OpenRequest
        do {
            open = try OpenRequest(
                subject: Self.attributes(request.subject), action: action,
                resource: Self.attributes(request.resource), context: Self.attributes(request.context))
        } catch {
            throw .malformedQuestions("question \(number) `\(id.prefix(64))`: \(error)")
        }
        return Question(id: id, request: open, expected: expected?.lowercased(), expectedNeeds: needs)
    }

    private static func attributes(_ values: [String: JSONValue]?) -> Attributes {
        Attributes((values ?? [:]).mapValues(\.value))
    }
}

/// A JSON value as an attribute; objects and lists within lists are refused.
private struct JSONValue: Decodable {
    let value: AttributeValue

    init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            var members: [AttributeValue] = []
            while !list.isAtEnd { members.append(try Self.scalar(list.superDecoder())) }
            value = .list(members)
        } else {
            value = try Self.scalar(decoder)
        }
    }

    private static func scalar(_ decoder: any Decoder) throws -> AttributeValue {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() { return .null }
        if let truth = try? single.decode(Bool.self) { return .truth(truth) }
        if let number = try? single.decode(Double.self) { return .number(number) }
        if let text = try? single.decode(String.self) { return .text(text) }
        throw DecodingError.typeMismatch(
            String.self,
            DecodingError.Context(
                codingPath: decoder.codingPath, debugDescription: "expected a text, number, truth value or null"))
    }
}
