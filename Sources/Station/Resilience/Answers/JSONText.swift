import Programme

/// Writes JSON text from parts that are JSON already.
enum JSONText {
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    static func ids<Subject>(_ ids: [Identifier<Subject>]) -> String { list(ids.map { string($0.rawValue) }) }

    static func strings(_ texts: [String]) -> String { list(texts.map(string)) }

    static func optional(_ text: String?) -> String { text.map(string) ?? "null" }

    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }

    static func string(_ text: String) -> String {
        // Ids and most reasons need no escape; they go through whole.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return "\"" + text + "\"" }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
