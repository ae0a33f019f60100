extension ElementSetReader {
    /// Objects with the keywords as keys, values as numbers or strings; alone, in an array, or one after the other.
    ///
    /// After a broken object reading goes on at the next `{`, for a message has no object inside.
    static func readJSON(_ bytes: [UInt8], into collector: inout Collector) {
        var scanner = JSONScanner(bytes)
        while scanner.skipToObject(&collector) {
            let line = scanner.line
            do {
                let message = try scanner.readMessage()
                collector.add(message, line: line)
            } catch {
                collector.add(error, line: scanner.line)
            }
        }
    }
}

/// A cursor over JSON (RFC 8259) that knows its line.
private struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Moves to the next `{`; what stands between is punctuation, or left over from a broken object.
    mutating func skipToObject(_ collector: inout Collector) -> Bool {
        while let byte = peek(), byte != UInt8(ascii: "{") { advance(byte) }
        return position < bytes.count
    }

    mutating func readMessage() throws(NavigationDataError) -> OMMFields {
        var message = OMMFields()
        try expect("{")
        skipBlanks()
        if take("}") { return message }
        repeat {
            skipBlanks()
            let keyword = try readString()
            skipBlanks()
            try expect(":")
            let start = line
            if let value = try readValue(depth: 0) { try message.set(keyword, value, line: start) }
            skipBlanks()
        } while take(",")
        try expect("}")
        return message
    }

    /// A value as its text; nil for `null` and for what holds other values.
    private mutating func readValue(depth: Int) throws(NavigationDataError) -> String? {
        skipBlanks()
        switch peek() {
        case UInt8(ascii: "\""): return try readString()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            try skipNested(depth: depth)
            return nil
        default:
            let start = position
            while let byte = peek(), !isDelimiter(byte) { advance(byte) }
            let literal = text(bytes[start..<position])
            guard !literal.isEmpty else { throw unexpected("a value") }
            return literal == "null" ? nil : literal
        }
    }

    private mutating func skipNested(depth: Int) throws(NavigationDataError) {
        guard depth < 32 else { throw .malformed(found: "deep nesting", expected: "a flat message") }
        let isArray = peek() == UInt8(ascii: "[")
        try expect(isArray ? "[" : "{")
        skipBlanks()
        if take(isArray ? "]" : "}") { return }
        repeat {
            if !isArray {
                skipBlanks()
                _ = try readString()
                skipBlanks()
                try expect(":")
            }
            _ = try readValue(depth: depth + 1)
            skipBlanks()
        } while take(",")
        try expect(isArray ? "]" : "}")
    }

    private mutating func readString() throws(NavigationDataError) -> String {
        try expect("\"")
        var content: [UInt8] = []
        while let byte = peek(), byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw unexpected("the end of a string before the end of its line") }
            advance(byte)
            if byte == UInt8(ascii: "\\") { content += try readEscape() } else { content.append(byte) }
        }
        try expect("\"")
        return text(content)
    }

    private mutating func readEscape() throws(NavigationDataError) -> [UInt8] {
        guard let byte = peek() else { throw unexpected("an escape") }
        advance(byte)
        switch byte {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            let digits = text(bytes[position...].prefix(4))
            guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16) else {
                throw unexpected("four hexadecimal digits")
            }
            position += 4
            // Halves of a surrogate pair stand for a character outside the names of spacecraft: marked as unknown.
            return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
        default: throw unexpected("an escape")
        }
    }

    private func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= 32 || [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "{")].contains(byte)
    }

    private mutating func skipBlanks() {
        while let byte = peek(), byte <= 32 { advance(byte) }
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance(_ byte: UInt8) {
        if byte == 10 { line += 1 }
        position += 1
    }

    private mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ expected: Unicode.Scalar) throws(NavigationDataError) {
        guard take(expected) else { throw unexpected("`\(expected)`") }
    }

    private func unexpected(_ expected: String) -> NavigationDataError {
        let found = peek().map { $0 < 32 ? "end of line" : text([$0]) } ?? "end of text"
        return .malformed(found: found, expected: expected)
    }
}
