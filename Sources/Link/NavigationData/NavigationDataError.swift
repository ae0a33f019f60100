/// Why an element set was not read.
public enum NavigationDataError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A text that holds no element set of a known form.
    case nothingFound
    /// A two-line set of which a line is missing.
    case missingLine(expected: String, found: String)
    /// A line whose checksum does not fit.
    case badChecksum(found: String, expected: Int)
    /// A line that ends too early.
    case shortLine(length: Int, expected: Int)
    /// A field that cannot be read or lies out of range.
    case badField(name: String, value: String, expected: String)
    /// The two lines of a set speak of two objects.
    case numbersDiffer(first: String, second: String)
    /// A keyword that a message must have.
    case missingKeyword(String)
    /// A keyword given twice in one message.
    case repeatedKeyword(String)
    /// A message that is broken in its form.
    case malformed(found: String, expected: String)

    public var description: String {
        switch self {
        case .nothingFound: "no element set found: expected two-line sets or OMM as JSON, KVN, XML or CSV"
        case .missingLine(let expected, let found): "found `\(found)`: expected \(expected)"
        case .badChecksum(let found, let expected): "the checksum is `\(found)`: expected `\(expected)`"
        case .shortLine(let length, let expected): "the line has \(length) characters: expected at least \(expected)"
        case .badField(let name, let value, let expected): "the \(name) is `\(value)`: expected \(expected)"
        case .numbersDiffer(let first, let second):
            "the second line is of object `\(second)`: expected `\(first)` as in the first"
        case .missingKeyword(let keyword): "the message has no `\(keyword)`: expected one"
        case .repeatedKeyword(let keyword): "`\(keyword)` is given twice: expected once in a message"
        case .malformed(let found, let expected): "found `\(found)`: expected \(expected)"
        }
    }
}

/// A place in a text that could not be read, and why.
public struct ReadProblem: Hashable, Sendable, CustomStringConvertible {
    /// The text's name as the caller gave it, such as a file's path.
    public let source: String
    /// Line in the text, from 1.
    public let line: Int
    /// What was found and what was expected.
    public let message: String

    /// Makes a problem.
    public init(source: String, line: Int, message: String) {
        (self.source, self.line, self.message) = (source, line, message)
    }

    public var description: String { "\(source):\(line): \(message)" }
}
