/// Knows every name that files declare, and holds references until all are declared.
///
/// Kinds are words for messages (`partner`, `element`). Kinds of one `space` share their names, so that a reference
/// which may mean either is never in doubt.
public final class NameRegister {
    private struct Declaration {
        let kind: String
        let path: String
        let line: Int
    }
    private struct Reference {
        let name: String
        let kinds: [String]
        let node: DocumentNode
    }
    private var spaceOfKind: [String: String]
    private var declarations: [String: [String: Declaration]] = [:]
    private var references: [Reference] = []

    /// A register in which the kinds of each group share one space of names.
    public init(sharedSpaces: [[String]] = []) {
        spaceOfKind = [:]
        for kinds in sharedSpaces {
            for kind in kinds { spaceOfKind[kind] = kinds.first }
        }
    }

    /// Reads a new name of a kind: letters, digits, `.`, `_` and `-`, at most 64. Reports names already taken.
    public func declaration(_ kind: String) -> ValueReader<String> {
        let expected = "an id for the \(kind): letters, digits, `.`, `_`, `-`, at most 64"
        return ValueReader(expected: expected) { [self] node in
            guard let name = node.scalarText, Self.isName(name) else {
                node.report(expected: expected)
                return nil
            }
            return declare(name, as: kind, at: node) ? name : nil
        }
    }

    /// Reads a reference to a name of one of the kinds; `resolve()` reports it when no file declares it.
    public func reference(_ kinds: String...) -> ValueReader<String> {
        reference(anyOf: kinds)
    }

    /// Reads a reference to a name of one of the kinds.
    public func reference(anyOf kinds: [String]) -> ValueReader<String> {
        let expected = Self.wanted(kinds)
        return ValueReader(expected: expected) { [self] node in
            guard let name = node.scalarText, !node.isNull else {
                node.report(expected: expected)
                return nil
            }
            references.append(Reference(name: name, kinds: kinds, node: node))
            return name
        }
    }

    /// Declares a name; reports and returns `false` when it is taken.
    @discardableResult
    public func declare(_ name: String, as kind: String, at node: DocumentNode) -> Bool {
        let space = spaceOfKind[kind] ?? kind
        if let first = declarations[space]?[name] {
            let place = first.path == node.path ? "line \(first.line)" : "\(first.path):\(first.line)"
            node.report(
                found: "`\(name)` again", expected: "an id not yet taken; the \(first.kind) at \(place) has it")
            return false
        }
        declarations[space, default: [:]][name] = Declaration(kind: kind, path: node.path, line: node.line)
        return true
    }

    /// Whether a name of one of the kinds was declared.
    public func isDeclared(_ name: String, anyOf kinds: [String]) -> Bool {
        kinds.contains { declarations[spaceOfKind[$0] ?? $0]?[name]?.kind == $0 }
    }

    /// Reports every reference to a name that no file declares.
    public func resolve() {
        for reference in references where !isDeclared(reference.name, anyOf: reference.kinds) {
            let names = reference.kinds.flatMap { kind in
                (declarations[spaceOfKind[kind] ?? kind] ?? [:]).filter { $0.value.kind == kind }.keys
            }
            reference.node.report(
                expected: Self.wanted(reference.kinds),
                suggestion: Spelling.nearest(to: reference.name, among: names.sorted()))
        }
        references.removeAll()
    }

    private static func wanted(_ kinds: [String]) -> String {
        "the id of a declared " + kinds.joined(separator: " or ")
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || ".-_".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
