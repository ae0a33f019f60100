/// A cursor over the little of XML 1.0 that a conjunction data message uses; a document type is refused.
struct ConjunctionXMLScanner {
    private enum Token {
        case open(String, attributes: [String: String], isEmpty: Bool)
        case close(String)
        case text(String)
        case other
    }

    private static let blocks: Set = [
        "header", "body", "relativeMetadataData", "relativeStateVector", "segment", "metadata", "data", "odParameters",
        "additionalParameters", "stateVector", "covarianceMatrix", "userDefinedParameters",
    ]

    private let bytes: [UInt8]
    private var position = 0
    private(set) var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads on to the end of the next `cdm` element; false where there is none.
    mutating func readMessage(into assembler: inout ConjunctionAssembler?) throws(NavigationDataError) -> Bool {
        while let token = try next() {
            guard case .open("cdm", let attributes, let isEmpty) = token else { continue }
            assembler = ConjunctionAssembler(version: attributes["version"] ?? "", line: line)
            if !isEmpty { try readBlocks(into: &assembler) }
            return true
        }
        return false
    }

    private mutating func readBlocks(into assembler: inout ConjunctionAssembler?) throws(NavigationDataError) {
        var path = ["cdm"]
        while let token = try next() {
            switch token {
            case .open(let name, let attributes, let isEmpty) where Self.isKeyword(name):
                let start = line
                let value = isEmpty ? "" : try readValue(of: name)
                let item = Self.item(name, value, attributes)
                assembler?.add(item, line: start)
            case .open(let name, _, let isEmpty):
                guard Self.blocks.contains(name) else {
                    throw .malformed(found: "<\(name)>", expected: "an element of a conjunction data message")
                }
                guard path.count < 16 else { throw .malformed(found: "<\(name)>", expected: "a flatter message") }
                if !isEmpty { path.append(name) }
            case .close(let name):
                guard path.popLast() == name else { throw .malformed(found: "</\(name)>", expected: "matching tags") }
                if path.isEmpty { return }
            case .text(let text):
                let content = joinedToOneLine(text)
                guard content.isEmpty else { throw .malformed(found: content, expected: "an element") }
            case .other: break
            }
        }
        throw .malformed(found: "end of text", expected: "`</cdm>`")
    }

    private mutating func readValue(of name: String) throws(NavigationDataError) -> String {
        var value = ""
        while let token = try next() {
            switch token {
            case .text(let text): value += text
            case .other: break
            case .close(name): return value
            case .open(let inner, _, _): throw .malformed(found: "<\(inner)>", expected: "`</\(name)>` before it")
            case .close(let inner): throw .malformed(found: "</\(inner)>", expected: "`</\(name)>`")
            }
        }
        throw .malformed(found: "end of text", expected: "`</\(name)>`")
    }

    private static func item(
        _ name: String, _ value: String, _ attributes: [String: String]
    ) -> ConjunctionMessage.Item {
        if name == "COMMENT" { return .comment(joinedToOneLine(value)) }
        // The combined instantiation of the standard writes a user's own name as an attribute.
        let keyword = name == "USER_DEFINED" ? "USER_DEFINED_" + (attributes["parameter"] ?? "") : name
        return .field(ConjunctionMessage.Field(keyword, value, unit: attributes["units"]))
    }

    private static func isKeyword(_ name: String) -> Bool {
        name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 || $0 == 46 }
            || name.hasPrefix("USER_DEFINED_")
    }

    private mutating func next() throws(NavigationDataError) -> Token? {
        guard position < bytes.count else { return nil }
        guard bytes[position] == UInt8(ascii: "<") else { return .text(readText()) }
        if starts(with: "<!--") { return try skip(to: "-->") }
        if starts(with: "<![CDATA[") {
            let start = position + 9
            _ = try skip(to: "]]>")
            return .text(text(bytes[min(start, position - 3)..<(position - 3)]))
        }
        if starts(with: "<?") { return try skip(to: "?>") }
        if starts(with: "<!") {
            advance(to: position + 2)
            throw .malformed(found: "<!", expected: "an element: document types are not read")
        }
        return try readTag()
    }

    private mutating func readTag() throws(NavigationDataError) -> Token {
        let start = position + 1
        var (end, quote): (Int, UInt8?) = (start, nil)
        while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
            if quote == bytes[end] {
                quote = nil
            } else if quote == nil, [34, 39].contains(bytes[end]) {
                quote = bytes[end]
            }
            end += 1
        }
        guard end < bytes.count else {
            advance(to: bytes.count)
            throw .malformed(found: "end of text", expected: "`>`")
        }
        advance(to: end + 1)
        var content = bytes[start..<end]
        if content.first == UInt8(ascii: "/") { return .close(localName(content.dropFirst())) }
        let isEmpty = content.last == UInt8(ascii: "/")
        if isEmpty { content.removeLast() }
        return .open(localName(content), attributes: Self.attributes(content.drop { $0 > 32 }), isEmpty: isEmpty)
    }

    /// A name without its namespace's prefix.
    private func localName(_ content: ArraySlice<UInt8>) -> String {
        let name = content.prefix { $0 > 32 }
        return text(name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name)
    }

    private static func attributes(_ content: ArraySlice<UInt8>) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = content
        while let sign = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = text(rest[..<sign].filter { $0 > 32 })
            let value = rest[(sign + 1)...].drop { $0 <= 32 }
            guard let quote = value.first, let end = value.dropFirst().firstIndex(of: quote) else { break }
            attributes[name] = resolvedXML(text(value[(value.startIndex + 1)..<end]))
            rest = value[(end + 1)...]
        }
        return attributes
    }

    private mutating func readText() -> String {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let raw = text(bytes[position..<end])
        advance(to: end)
        return resolvedXML(raw)
    }

    private mutating func skip(to end: String) throws(NavigationDataError) -> Token {
        let marker = Array(end.utf8)
        var place = position
        while place + marker.count <= bytes.count {
            if bytes[place...].starts(with: marker) {
                advance(to: place + marker.count)
                return .other
            }
            place += 1
        }
        advance(to: bytes.count)
        throw .malformed(found: "end of text", expected: "`\(end)`")
    }

    private func starts(with prefix: String) -> Bool { bytes[position...].starts(with: prefix.utf8) }

    private mutating func advance(to end: Int) {
        let stop = min(end, bytes.count)
        for byte in bytes[position..<stop] where byte == 10 { line += 1 }
        position = stop
    }
}

/// Text with the five named entities and the numbered ones resolved; others are left as they stand.
private func resolvedXML(_ raw: String) -> String {
    guard raw.utf8.contains(UInt8(ascii: "&")) else { return raw }
    let named = ["lt": "<", "gt": ">", "quot": "\"", "apos": "'", "amp": "&"]
    var (result, rest) = ("", raw[...])
    while let mark = rest.firstIndex(of: "&") {
        result += rest[..<mark]
        rest = rest[mark...].dropFirst()
        guard let end = rest.prefix(10).firstIndex(of: ";") else {
            result += "&"
            continue
        }
        let name = rest[..<end]
        let isHexadecimal = name.hasPrefix("#x")
        let code =
            name.hasPrefix("#") ? UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10) : nil
        if let value = named[String(name)] ?? code.flatMap(Unicode.Scalar.init).map(String.init) {
            result += value
            rest = rest[end...].dropFirst()
        } else {
            result += "&"
        }
    }
    return result + rest
}
