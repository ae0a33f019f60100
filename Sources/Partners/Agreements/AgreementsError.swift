/// Why a question in words could not be put.
public enum AgreementsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A word that names nothing: what it should have named, the word, the nearest that would do.
    case unknown(kind: String, word: String, suggestion: String?)
    /// A resource in a form that is not understood.
    case malformedResource(String)
    /// A request with more or longer attributes than are taken; what is too much.
    case requestTooLarge(String)
    /// A file of questions that cannot be read: its place, what was found, what was expected.
    case malformedQuestions(String)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .unknown(let kind, let word, let suggestion):
            let hint = suggestion.map { "; did you mean `\($0)`?" } ?? ""
            return "unknown \(kind) `\(word)`\(hint)"
        case .requestTooLarge(let what): return "request too large: \(what)"
        case .malformedQuestions(let what): return "malformed questions: \(what)"
        case .malformedResource(let text):
            return "malformed resource `\(text)`: expected `parameter:NAME`, `alarm:NAME`, `element:ID`, `event:ID`, "
                + "`station:ID`, `event`, `orbit` or `link`"
        }
    }
}
