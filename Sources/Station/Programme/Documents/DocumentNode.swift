import Yams

/// Where something stands in a file.
public struct SourcePlace: Hashable, Sendable {
    /// The file's path.
    public let path: String
    /// Line, from 1.
    public let line: Int
    /// Column, from 1, counted in Unicode scalars.
    public let column: Int

    init(_ node: DocumentNode) {
        (path, line, column) = (node.path, node.line, node.column)
    }
}

/// A value in a YAML file: a scalar, a list or a mapping, with its place.
public struct DocumentNode {
    let node: Node
    /// The file's path.
    public let path: String
    /// Where problems with this value go.
    public let log: ProblemLog

    /// Line, from 1.
    public var line: Int { max(1, node.mark?.line ?? 1) }
    /// Column, from 1, counted in Unicode scalars.
    public var column: Int { max(1, node.mark?.column ?? 1) }

    /// Reports that this value is not what was expected.
    public func report(found: String? = nil, expected: String, suggestion: String? = nil) {
        log.report(
            Problem(
                path: path, line: line, column: column, found: found ?? description, expected: expected,
                suggestion: suggestion))
    }

    /// The value's short form for messages: the text in backticks, or `a list`, `a mapping`, `nothing`.
    public var description: String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar): isNull ? "nothing" : Self.quoted(scalar.string)
        }
    }

    /// Whether the value is absent: empty, `~` or `null`.
    public var isNull: Bool {
        guard let plain = plainText else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(plain)
    }

    /// The scalar's text, quoted or plain; `nil` for lists and mappings.
    public var scalarText: String? { node.scalar?.string }

    /// The scalar's text when it is not quoted, so that it may mean a number, a truth value or nothing.
    public var plainText: String? {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
        return scalar.string
    }

    /// The list's items; `nil` when this is not a list.
    public var items: [DocumentNode]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.map { DocumentNode(node: $0, path: path, log: log) }
    }

    /// The mapping's keys and values; `nil` when this is not a mapping.
    public var entries: [(key: DocumentNode, value: DocumentNode)]? {
        guard case .mapping(let mapping) = node else { return nil }
        return mapping.map {
            (DocumentNode(node: $0.key, path: path, log: log), DocumentNode(node: $0.value, path: path, log: log))
        }
    }

    /// A plain number (YAML 1.2 core schema, decimal); `nil` for anything else, infinities included.
    public var number: Double? {
        guard let plain = plainText, Self.isDecimal(plain), let value = Double(plain), value.isFinite else {
            return nil
        }
        return value
    }

    /// `true` or `false`, plain; the `yes` and `no` of YAML 1.1 are text, so that Norway stays a country.
    public var boolean: Bool? {
        switch plainText {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// Text in backticks on one line, shortened to 60 characters.
    static func quoted(_ text: String) -> String {
        let line = String(text.map { $0.isNewline || $0 == "`" ? " " : $0 })
        return line.count > 60 ? "`\(line.prefix(57))...`" : "`\(line)`"
    }

    private static func isDecimal(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): continue
            default: return false
            }
        }
        return digits > 0
    }
}
