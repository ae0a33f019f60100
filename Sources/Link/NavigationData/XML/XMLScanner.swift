/// A piece of an XML text.
enum XMLToken {
    /// The beginning of an element, or all of one that is written `<name/>`; names without their namespace's prefix.
    case open(String, attributes: [String: String], isEmpty: Bool)
    /// The end of an element.
    case close(String)
    /// Text or CDATA, with the named and numbered characters resolved in text.
    case text(String)
    /// A comment or a processing instruction.
    case other
}

/// A cursor over the little of XML 1.0 that navigation messages use.
///
/// A document type is refused, so that no entity can be declared; entities other than the five of XML and numbered
/// characters stay as they stand. After an error reading goes on behind what was refused.
struct XMLScanner {
    private let bytes: [UInt8]
    private var position: Int
    /// Line at which the cursor stands, from 1.
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.span.afterByteOrderMark
    }

    /// The next piece; nil at the end.
    mutating func next() throws(NavigationDataError) -> XMLToken? {
        guard position < bytes.count else { return nil }
        guard bytes[position] == UInt8(ascii: "<") else { return .text(resolvedXML(try readText())) }
        if starts(with: "<!--") {
            try skip(4, to: "-->")
            return .other
        }
        if starts(with: "<![CDATA[") { return .text(try valid(try skip(9, to: "]]>"))) }
        if starts(with: "<?") {
            try skip(2, to: "?>")
            return .other
        }
        if starts(with: "<!") {
            advance(to: position + 2)
            throw .malformed(found: "<!", expected: "an element: document types are not read")
        }
        return try readTag()
    }

    private mutating func readTag() throws(NavigationDataError) -> XMLToken {
        let start = position + 1
        var (end, quote): (Int, UInt8?) = (start, nil)
        while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
            if quote == bytes[end] {
                quote = nil
            } else if quote == nil, bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
                quote = bytes[end]
            }
            end += 1
        }
        guard end < bytes.count else { throw unterminated("`>`") }
        defer { advance(to: end + 1) }
        var content = bytes[start..<end]
        if content.first == UInt8(ascii: "/") { return .close(try name(content.dropFirst())) }
        let isEmpty = content.last == UInt8(ascii: "/")
        if isEmpty { content.removeLast() }
        let element = try name(content.prefix { $0 > 32 })
        return .open(element, attributes: try attributes(content.drop { $0 > 32 }), isEmpty: isEmpty)
    }

    /// A name without its namespace's prefix.
    private func name(_ content: ArraySlice<UInt8>) throws(NavigationDataError) -> String {
        let whole = withoutBlanks(content)
        let local = whole.lastIndex(of: UInt8(ascii: ":")).map { whole[($0 + 1)...] } ?? whole
        let isName = local.allSatisfy { byte in
            (97...122).contains(byte | 32) || (48...57).contains(byte) || [45, 46, 95].contains(byte) || byte >= 128
        }
        guard let first = local.first, isName, !(45...57).contains(first) else {
            throw .malformed(found: text(content.prefix(40)), expected: "an element's name")
        }
        return try valid(local)
    }

    private func attributes(_ content: ArraySlice<UInt8>) throws(NavigationDataError) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = withoutBlanks(content)
        while !rest.isEmpty {
            let expected = "attributes such as `name=\"value\"`, each once"
            guard let sign = rest.firstIndex(of: UInt8(ascii: "=")), sign > rest.startIndex,
                case let value = rest[(sign + 1)...].drop(while: { $0 <= 32 }),
                let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = value.dropFirst().firstIndex(of: quote)
            else { throw .malformed(found: text(rest.prefix(40)), expected: expected) }
            let key = try valid(withoutBlanks(rest[..<sign]))
            let content = resolvedXML(try valid(value[(value.startIndex + 1)..<end]))
            guard attributes.updateValue(content, forKey: key) == nil else {
                throw .malformed(found: key, expected: expected)
            }
            rest = withoutBlanks(value[(end + 1)...])
        }
        return attributes
    }

    private mutating func readText() throws(NavigationDataError) -> String {
        let start = position
        advance(to: bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count)
        return try valid(bytes[start..<position])
    }

    private func valid(_ content: ArraySlice<UInt8>) throws(NavigationDataError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw .malformed(found: text(content.prefix(40)), expected: "UTF-8")
        }
        return text
    }

    /// Goes behind a marker; what stands before it.
    @discardableResult
    private mutating func skip(_ opening: Int, to end: StaticString) throws(NavigationDataError) -> ArraySlice<UInt8> {
        let length = end.utf8CodeUnitCount
        var place = position + opening
        let start = place
        while place + length <= bytes.count {
            if bytes.span.starts(place..<place + length, with: end) {
                advance(to: place + length)
                return bytes[start..<place]
            }
            place += 1
        }
        throw unterminated("`\(end)`")
    }

    private mutating func unterminated(_ expected: String) -> NavigationDataError {
        advance(to: bytes.count)
        return .malformed(found: "end of text", expected: expected)
    }

    private func starts(with prefix: StaticString) -> Bool {
        bytes.span.starts(position..<bytes.count, with: prefix)
    }

    private mutating func advance(to end: Int) {
        for byte in bytes[position..<end] where byte == 10 { line += 1 }
        position = end
    }

    private func withoutBlanks(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = content.drop { $0 <= 32 }
        while let last = slice.last, last <= 32 { slice.removeLast() }
        return slice
    }
}

/// The elements that are open, from the message's own inwards.
struct XMLPath {
    private var names: [String]
    private let limit: Int

    /// Begins with one element; at most `limit` may be open.
    init(_ name: String, limit: Int) { (names, self.limit) = ([name], limit) }

    var isEmpty: Bool { names.isEmpty }

    mutating func open(_ name: String) throws(NavigationDataError) {
        guard names.count < limit else { throw .malformed(found: "<\(name)>", expected: "a flatter message") }
        names.append(name)
    }

    mutating func close(_ name: String) throws(NavigationDataError) {
        guard names.popLast() == name else { throw .malformed(found: "</\(name)>", expected: "matching tags") }
    }
}
