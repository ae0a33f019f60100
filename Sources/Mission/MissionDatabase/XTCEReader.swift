/// Reader of mission databases in XTCE 1.2 (CCSDS 660.1-G, OMG formal/18-10-04).
///
/// Understands telemetry of fixed layout: space systems, parameter types with encodings, calibrators, limits and units,
/// parameters, and containers with inheritance. Every element and attribute outside that is refused by name and line;
/// nothing is skipped. Document type definitions are refused.
public enum XTCEReader {
    /// Name space of XTCE 1.2.
    static let namespace = "http://www.omg.org/spec/XTCE/20180204"

    /// Database of a file; `source` is the path that problems name.
    ///
    /// Throws all problems of the file at once.
    public static func read(_ xml: [UInt8], source: String) throws(MissionDatabaseError) -> Database {
        var reading = XTCEReading(path: source)
        switch XMLTree.read(xml, path: source) {
        case .failure(let refusal):
            let problem = DatabaseProblem(
                path: source, line: refusal.line, column: 0, found: refusal.found, expected: refusal.expected,
                suggestion: nil)
            throw .problems([problem])
        case .success(let document):
            if let root = reading.unqualified(document) { reading.readRoot(root) }
        }
        let database = reading.resolved()
        guard let database, reading.problems.isEmpty else {
            throw .problems(reading.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return database
    }
}

extension XTCEReading {
    /// Document with the prefix of the root taken off all names; `nil` when the root is of another name space.
    mutating func unqualified(_ document: XMLNode) -> XMLNode? {
        let parts = document.name.split(separator: ":", maxSplits: 1)
        let prefix = parts.count == 2 ? String(parts[0]) : ""
        let space = document.attributes[prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)"]
        guard space == XTCEReader.namespace || (space == nil && prefix.isEmpty) else {
            report(
                document, found: "name space `\(space ?? "")` of `\(document.name)`",
                expected: "`\(XTCEReader.namespace)` (XTCE 1.2)")
            return nil
        }
        var attributes = document.attributes
        for name in attributes.keys where name == "xmlns" || name.hasPrefix("xmlns:") || name.hasPrefix("xsi:") {
            attributes[name] = nil
        }
        return Self.strip(document, prefix: prefix.isEmpty ? "" : prefix + ":", attributes: attributes)
    }

    private static func strip(_ node: XMLNode, prefix: String, attributes: [String: String]) -> XMLNode {
        let name = node.name.hasPrefix(prefix) ? String(node.name.dropFirst(prefix.count)) : node.name
        return XMLNode(
            name: name, attributes: attributes, line: node.line, column: node.column,
            children: node.children.map { strip($0, prefix: prefix, attributes: $0.attributes) }, text: node.text)
    }
}
