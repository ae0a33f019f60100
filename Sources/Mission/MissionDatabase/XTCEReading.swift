/// State of reading one XTCE file: what has been declared so far, and every problem met.
struct XTCEReading {
    let path: String
    var problems: [DatabaseProblem] = []
    var header = DatabaseHeader.none
    var rootName = ""
    var types = Declarations<ParameterType>(noun: "parameter type")
    var parameters = Declarations<ParameterDraft>(noun: "parameter")
    var containers = Declarations<ContainerDraft>(noun: "container")
    private var suggestionsLeft = 50

    init(path: String) {
        self.path = path
    }

    mutating func report(_ node: XMLNode, found: String, expected: String, suggestion: String? = nil) {
        problems.append(
            DatabaseProblem(
                path: path, line: node.line, column: node.column, found: found, expected: expected,
                suggestion: suggestion))
    }

    /// Nearest of `names`; only for the first problems, since it is slow and the file may be hostile.
    mutating func suggestion(for name: String, among names: some Sequence<String>) -> String? {
        guard suggestionsLeft > 0 else { return nil }
        suggestionsLeft -= 1
        return nearestName(to: name, among: names)
    }

    /// Refuses every attribute, child element and text that is not named here.
    mutating func check(
        _ node: XMLNode, attributes: Set<String> = [], children: Set<String> = [], allowsText: Bool = false
    ) {
        for attribute in node.attributes.keys.sorted() where !attributes.contains(attribute) {
            let near = suggestion(for: attribute, among: attributes)
            report(
                node, found: "attribute `\(attribute)` of `\(node.name)`", expected: Self.list(attributes),
                suggestion: near)
        }
        for child in node.children where !children.contains(child.name) {
            let near = suggestion(for: child.name, among: children)
            report(
                child, found: "element `\(child.name)` in `\(node.name)`", expected: Self.list(children),
                suggestion: near)
        }
        if !allowsText, !node.text.isBlank {
            report(node, found: "text in `\(node.name)`", expected: "none")
        }
    }

    /// The child of a name, which may occur once.
    mutating func only(_ name: String, in node: XMLNode) -> XMLNode? {
        let found = node.children(name)
        for extra in found.dropFirst() {
            report(extra, found: "another `\(name)` in `\(node.name)`", expected: "one")
        }
        return found.first
    }

    /// The one child out of several kinds; reports when there are more.
    mutating func choice(_ names: Set<String>, in node: XMLNode) -> XMLNode? {
        let found = node.children.filter { names.contains($0.name) }
        for extra in found.dropFirst() {
            report(extra, found: "another choice `\(extra.name)` in `\(node.name)`", expected: "one")
        }
        return found.first
    }

    /// Value of an attribute that must be there.
    mutating func required(_ attribute: String, of node: XMLNode) -> String? {
        if let value = node.attributes[attribute] { return value }
        report(node, found: "`\(node.name)` without `\(attribute)`", expected: "attribute `\(attribute)`")
        return nil
    }

    /// Name of a declared thing; must have none of `./:[]` (XTCE 1.2 `NameType`) and no white space.
    mutating func name(of node: XMLNode) -> String? {
        guard let name = required("name", of: node) else { return nil }
        guard !name.isEmpty, !name.contains(where: { "./:[]".contains($0) || $0.isWhitespace }) else {
            report(node, found: "name `\(name)`", expected: "a name without any of `./:[]` and white space")
            return nil
        }
        return name
    }

    mutating func number<Number: LosslessStringConvertible>(
        _ attribute: String, of node: XMLNode, as type: Number.Type, words: String
    ) -> Number? {
        guard let text = node.attributes[attribute] else { return nil }
        if let number = Number(text.trimmed), (number as? Double)?.isFinite ?? true { return number }
        report(node, found: "\(attribute) `\(text)`", expected: words)
        return nil
    }

    mutating func double(_ attribute: String, of node: XMLNode) -> Double? {
        number(attribute, of: node, as: Double.self, words: "a number")
    }

    mutating func integer(_ attribute: String, of node: XMLNode, in range: ClosedRange<Int>) -> Int? {
        let words = "a whole number, \(range.lowerBound) to \(range.upperBound)"
        guard let value = number(attribute, of: node, as: Int.self, words: words) else { return nil }
        if range.contains(value) { return value }
        report(node, found: "\(attribute) `\(value)`", expected: words)
        return nil
    }

    mutating func boolean(_ attribute: String, of node: XMLNode, default standard: Bool) -> Bool {
        switch node.attributes[attribute]?.trimmed {
        case nil: return standard
        case "true", "1": return true
        case "false", "0": return false
        case let other?:
            report(node, found: "\(attribute) `\(other)`", expected: "`true` or `false`")
            return standard
        }
    }

    /// One of several words in an attribute.
    mutating func word(_ attribute: String, of node: XMLNode, among words: [String], default standard: String) -> String
    {
        guard let text = node.attributes[attribute]?.trimmed else { return standard }
        if words.contains(text) { return text }
        let near = suggestion(for: text, among: words)
        report(node, found: "\(attribute) `\(text)`", expected: Self.list(words), suggestion: near)
        return standard
    }

    /// Whole number that is the text of an element.
    mutating func integerText(_ node: XMLNode, in range: ClosedRange<Int>) -> Int? {
        check(node, allowsText: true)
        if let value = Int(node.text.trimmed), range.contains(value) { return value }
        report(
            node, found: "`\(node.text.trimmed)` in `\(node.name)`",
            expected: "a whole number, \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    static func list(_ names: some Collection<String>) -> String {
        names.isEmpty ? "none" : names.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension String {
    /// Text without the white space of XML (1.0, 2.3) at both ends.
    var trimmed: String {
        let view = utf8
        guard let start = view.firstIndex(where: { !$0.isXMLSpace }),
            let last = view.lastIndex(where: { !$0.isXMLSpace })
        else { return "" }
        return String(self[start..<view.index(after: last)])
    }

    /// Whether there is nothing but the white space of XML.
    var isBlank: Bool { utf8.allSatisfy(\.isXMLSpace) }
}

extension UInt8 {
    fileprivate var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}

/// Nearest of `names` by edits of single characters; `nil` when none is near.
func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    guard name.count <= 64 else { return nil }
    let most = max(1, name.count / 3)
    let candidates = names.filter { abs($0.count - name.count) <= most && $0 != name }
    let measured = candidates.map { ($0, editDistance(Array($0), Array(name))) }
    return measured.filter { $0.1 <= most }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let substituted = diagonal + (character == other ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
