extension ElementSetReader {
    /// `omm` elements, alone or inside `ndm`; within one, every element that holds text is a keyword.
    ///
    /// After a broken message reading goes on at the next `<omm`.
    static func readXML(_ bytes: [UInt8], into collector: inout Collector) {
        var scanner = XMLScanner(bytes)
        while true {
            do {
                guard let (message, line) = try scanner.readMessage() else { return }
                collector.add(message, line: line)
            } catch {
                collector.add(error, line: scanner.line)
            }
        }
    }
}

/// A cursor over the little of XML 1.0 that a navigation message uses; a document type is refused.
private struct XMLScanner {
    private enum Token {
        case open(String)
        case close(String)
        case empty
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    private(set) var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func readMessage() throws(NavigationDataError) -> (OMMFields, line: Int)? {
        while let token = try next() {
            guard case .open("omm") = token else { continue }
            let start = line
            return (try readKeywords(), start)
        }
        return nil
    }

    private mutating func readKeywords() throws(NavigationDataError) -> OMMFields {
        var message = OMMFields()
        var (path, content, start): ([String], String, Int) = (["omm"], "", line)
        while let token = try next() {
            switch token {
            case .open(let name):
                guard path.count < 64 else { throw .malformed(found: name, expected: "a flatter message") }
                path.append(name)
                (content, start) = ("", line)
            case .text(let part): content += part
            case .empty: break
            case .close(let name):
                guard path.popLast() == name else { throw .malformed(found: "</\(name)>", expected: "matching tags") }
                let value = text(trimmedOfBlanks(content))
                if !value.isEmpty, name != "COMMENT", name != "USER_DEFINED" {
                    try message.set(name, value, line: start)
                }
                content = ""
                if path.isEmpty { return message }
            }
        }
        throw .malformed(found: "end of text", expected: "`</omm>`")
    }

    private mutating func next() throws(NavigationDataError) -> Token? {
        guard position < bytes.count else { return nil }
        guard bytes[position] == UInt8(ascii: "<") else { return .text(try readText()) }
        if starts(with: "<!--") { return try skip(to: "-->") }
        if starts(with: "<?") { return try skip(to: "?>") }
        if starts(with: "<!") {
            advance(to: position + 2)
            throw .malformed(found: "<!", expected: "an element: document types are not read")
        }
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
            advance(to: bytes.count)
            throw .malformed(found: "end of text", expected: "`>`")
        }
        advance(to: end + 1)
        return tag(bytes[start..<end])
    }

    private func tag(_ content: ArraySlice<UInt8>) -> Token {
        let isClosing = content.first == UInt8(ascii: "/")
        if content.last == UInt8(ascii: "/") { return .empty }
        let name = (isClosing ? content.dropFirst() : content).prefix { $0 > 32 }
        // A name may come with a namespace's prefix.
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        return isClosing ? .close(text(local)) : .open(text(local))
    }

    private mutating func readText() throws(NavigationDataError) -> String {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let raw = text(bytes[position..<end])
        advance(to: end)
        guard raw.utf8.contains(UInt8(ascii: "&")) else { return raw }
        return resolved(raw)
    }

    private func resolved(_ raw: String) -> String {
        let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&apos;": "'", "&amp;": "&"]
        var (result, rest) = ("", raw[...])
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            let entity = entities.first { rest.hasPrefix($0.key) }
            result += entity?.value ?? "&"
            rest = rest.dropFirst(entity?.key.count ?? 1)
        }
        return result + rest
    }

    private mutating func skip(to end: String) throws(NavigationDataError) -> Token {
        let marker = Array(end.utf8)
        while position < bytes.count {
            if bytes[position...].starts(with: marker) {
                advance(to: position + marker.count)
                return .empty
            }
            advance(to: position + 1)
        }
        throw .malformed(found: "end of text", expected: "`\(end)`")
    }

    private func starts(with prefix: String) -> Bool { bytes[position...].starts(with: prefix.utf8) }

    private mutating func advance(to end: Int) {
        for byte in bytes[position..<min(end, bytes.count)] where byte == 10 { line += 1 }
        position = min(end, bytes.count)
    }
}

private func trimmedOfBlanks(_ content: String) -> ArraySlice<UInt8> {
    var slice = Array(content.utf8)[...].drop { $0 <= 32 }
    while let last = slice.last, last <= 32 { slice.removeLast() }
    return slice
}
