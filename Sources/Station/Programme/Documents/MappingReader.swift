/// Reads a mapping field by field, and remembers which keys were asked for.
///
/// `finish()` reports the keys nobody asked for, each with the nearest key that exists.
public final class MappingReader {
    /// The mapping itself.
    public let node: DocumentNode
    private var values: [String: DocumentNode] = [:]
    private var keys: [(name: String, node: DocumentNode)] = []
    private var known: [String] = []
    private var consumed: Set<String> = []

    /// The mapping at `node`; reports and returns `nil` when it is something else.
    public init?(_ node: DocumentNode, expected: String) {
        guard let entries = node.entries else {
            node.report(expected: "\(expected): a mapping")
            return nil
        }
        self.node = node
        for (key, value) in entries {
            guard let name = key.scalarText else {
                key.report(expected: "a key of plain text")
                continue
            }
            keys.append((name, key))
            values[name] = value
        }
    }

    /// The value of a key that must be there; reports when it is absent.
    public func required<Value>(_ key: String, _ reader: ValueReader<Value>) -> Value? {
        known.append(key)
        guard let value = values[key] else {
            node.report(found: "no `\(key)`", expected: "`\(key)`: \(reader.expected)")
            return nil
        }
        return reader.read(value)
    }

    /// The value of a key that may be absent or null.
    public func optional<Value>(_ key: String, _ reader: ValueReader<Value>) -> Value? {
        known.append(key)
        guard let value = values[key], !value.isNull else { return nil }
        return reader.read(value)
    }

    /// The list at a key that may be absent; empty then.
    public func list<Value>(_ key: String, _ item: ValueReader<Value>) -> [Value] {
        optional(key, item.list) ?? []
    }

    /// The node at a key, asked for without reading it.
    public func value(_ key: String) -> DocumentNode? {
        known.append(key)
        return values[key]
    }

    /// The place of a key's value, or of the mapping when it is absent.
    public func place(of key: String) -> DocumentNode { values[key] ?? node }

    /// The mapping's keys in the order written.
    var keyNames: [String] { keys.map(\.name) }

    /// The place of a key itself.
    func keyNode(_ name: String) -> DocumentNode { keys.first { $0.name == name }?.node ?? node }

    /// Marks a key as dealt with, so that `finish` does not report it again.
    func consume(_ key: String) { consumed.insert(key) }

    /// Marks a key as one that may be written.
    func know(_ key: String) { known.append(key) }

    /// The value of a key without asking for it.
    func peek(_ key: String) -> DocumentNode? { values[key] }

    /// Reports every key that nobody asked for.
    public func finish() {
        let taken = Set(known).union(consumed)
        let open = known.filter { values[$0] == nil }
        for (name, key) in keys where !taken.contains(name) {
            let near = Spelling.nearest(to: name, among: open) ?? Spelling.nearest(to: name, among: known)
            let all = Set(known).sorted().map { "`\($0)`" }.joined(separator: ", ")
            key.report(
                found: "unknown key \(DocumentNode.quoted(name))",
                expected: near == nil ? "one of \(all)" : "a known key",
                suggestion: near)
        }
    }
}
