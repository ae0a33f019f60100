/// One mistake in a file that people edit, with its place and the way out.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file's path as given in `SourceFile`.
    public let path: String
    /// Line, from 1.
    public let line: Int
    /// Column, from 1, counted in Unicode scalars.
    public let column: Int
    /// What stands there.
    public let found: String
    /// What may stand there.
    public let expected: String
    /// The nearest thing that would be right, where there is one.
    public let suggestion: String?

    /// A problem from its parts.
    public init(
        path: String, line: Int, column: Int, found: String, expected: String, suggestion: String? = nil
    ) {
        self.path = path
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
    }

    /// One line: ``path:3:5: found `Uranus`, expected a partner; did you mean `US`?``.
    public var description: String { "\(path):\(line):\(column): \(message)" }

    /// The same without the place.
    public var message: String {
        let hint = suggestion.map { "; did you mean `\($0)`?" } ?? ""
        return "found \(found), expected \(expected)\(hint)"
    }
}

/// What was read, and everything that is wrong with it.
///
/// `value` is `nil` when the mistakes leave nothing whole to use. A value that comes with problems holds the
/// parts that are right; a caller that must not run on a faulty file asks `isClean`.
public struct Checked<Value: Sendable>: Sendable {
    /// The value, without its faulty parts.
    public let value: Value?
    /// Every problem, in the order of files, lines and columns.
    public let problems: [Problem]

    /// A value with its problems.
    public init(value: Value?, problems: [Problem]) {
        self.value = value
        self.problems = problems
    }

    /// Whether there is a value and no problem.
    public var isClean: Bool { value != nil && problems.isEmpty }
}

/// Gathers problems, so that one reading tells them all.
public final class ProblemLog {
    private var entries: [Problem] = []
    private var fileOrder: [String: Int] = [:]

    /// An empty log.
    public init() {}

    /// The problems so far, by file in the order the files were met, then by line and column.
    public var problems: [Problem] {
        entries.enumerated().sorted { key($0) < key($1) }.map(\.element)
    }

    /// Adds a problem.
    public func report(_ problem: Problem) {
        note(file: problem.path)
        entries.append(problem)
    }

    /// Fixes a file's place in the order of the report.
    func note(file path: String) {
        if fileOrder[path] == nil { fileOrder[path] = fileOrder.count }
    }

    private func key(_ entry: (offset: Int, element: Problem)) -> (Int, Int, Int, Int) {
        (fileOrder[entry.element.path] ?? 0, entry.element.line, entry.element.column, entry.offset)
    }
}
