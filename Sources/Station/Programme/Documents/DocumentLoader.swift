import Yams

/// Turns YAML text into a tree of values that know their line and column.
public enum DocumentLoader {
    /// Largest file taken, in bytes of UTF-8.
    public static let maximumBytes = 4 * 1024 * 1024

    /// Reads one YAML 1.2 document; reports and returns `nil` when it is not one.
    ///
    /// Refused beside malformed YAML: files over `maximumBytes`, and aliases. A short chain of aliases can stand for
    /// billions of values, and a file that people sign should say in its own place what it means.
    public static func load(_ file: SourceFile, log: ProblemLog) -> DocumentNode? {
        log.note(file: file.path)
        if let problem = refusal(of: file) {
            log.report(problem)
            return nil
        }
        do {
            guard let root = try Yams.compose(yaml: file.text, .basic, .default, .utf8) else {
                log.report(problem(file, found: "an empty document", expected: "YAML with at least one key"))
                return nil
            }
            return DocumentNode(node: root, path: file.path, log: log)
        } catch {
            log.report(problem(file, from: error))
            return nil
        }
    }

    private static func refusal(of file: SourceFile) -> Problem? {
        let size = file.text.utf8.count
        if size > maximumBytes {
            return problem(file, found: "\(size) bytes", expected: "a file of at most \(maximumBytes) bytes")
        }
        if let line = file.firstLineNotUTF8 {
            return problem(file, line: line, found: "bytes that are not UTF-8", expected: "UTF-8 text")
        }
        if let alias = AliasScan.firstAlias(in: file.text) {
            return problem(
                file, line: alias.line, column: alias.column, found: "an alias `\(alias.name)`",
                expected: "the value itself: anchors and aliases are not used in these files")
        }
        return nil
    }

    private static func problem(
        _ file: SourceFile, line: Int = 1, column: Int = 1, found: String, expected: String
    ) -> Problem {
        Problem(path: file.path, line: line, column: column, found: found, expected: expected)
    }

    private static func problem(_ file: SourceFile, from error: any Error) -> Problem {
        guard let error = error as? YamlError else {
            return problem(file, found: "unreadable YAML", expected: "YAML 1.2")
        }
        switch error {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
            return problem(
                file, line: mark.line, column: mark.column, found: "malformed YAML (\(text))", expected: "YAML 1.2")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\($0)`" }.joined(separator: ", ")
            return problem(
                file, line: max(1, context.mark.line), column: max(1, context.mark.column),
                found: "\(names) twice in one mapping", expected: "each key once")
        case .reader(let text, let offset, _, _):
            let before = file.text.prefix(offset ?? 0)
            let line = before.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
            return problem(file, line: line, found: "malformed YAML (\(text))", expected: "YAML 1.2")
        default:
            return problem(file, found: "unreadable YAML", expected: "YAML 1.2")
        }
    }
}
