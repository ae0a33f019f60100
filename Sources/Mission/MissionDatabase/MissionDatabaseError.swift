/// Mistake in a mission database file.
public struct DatabaseProblem: Hashable, Sendable, CustomStringConvertible {
    /// File.
    public let path: String
    /// Line, from 1.
    public let line: Int
    /// Column, from 1; 0 when unknown.
    public let column: Int
    /// What was found.
    public let found: String
    /// What was expected.
    public let expected: String
    /// Nearest right name, if any is near.
    public let suggestion: String?

    /// One line with the place, what was found and what was expected.
    public var description: String {
        let place = column > 0 ? "\(path):\(line):\(column)" : "\(path):\(line)"
        let hint = suggestion.map { "; did you mean `\($0)`?" } ?? ""
        return "\(place): found \(found), expected \(expected)\(hint)"
    }
}

/// Why a mission database, or a packet to be built from it, was refused.
public enum MissionDatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// File with mistakes, in the order of its lines; never empty.
    case problems([DatabaseProblem])
    /// Container that the database does not have.
    case unknownContainer(name: String)
    /// Abstract container, of which no packet can be built.
    case abstractContainer(name: String)
    /// Parameter that the container does not carry.
    case notInContainer(parameter: String, container: String)
    /// Raw value that its encoding cannot hold.
    case valueDoesNotFit(parameter: String, value: String, expected: String)

    /// Mistakes of the file, empty for other errors.
    public var problems: [DatabaseProblem] {
        if case .problems(let problems) = self { problems } else { [] }
    }

    /// One line; of several mistakes the first, and how many more there are.
    public var description: String {
        switch self {
        case .problems(let problems):
            (problems.first?.description ?? "no problem") + Self.others(problems.count - 1)
        case .unknownContainer(let name):
            "no container `\(name)` in the mission database"
        case .abstractContainer(let name):
            "container `\(name)` is abstract, expected one that packets can have"
        case .notInContainer(let parameter, let container):
            "parameter `\(parameter)` is not in container `\(container)`"
        case .valueDoesNotFit(let parameter, let value, let expected):
            "raw value `\(value)` of parameter `\(parameter)`, expected \(expected)"
        }
    }

    private static func others(_ count: Int) -> String {
        count > 0 ? " (and \(count) more)" : ""
    }
}
