/// Places of the start tags of an XML document, which the parser only tells by their ends.
struct StartTagScanner {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// Refuses a document type definition, encodings in which one could hide, and processing instructions.
    ///
    /// An instruction without data (`<?x?>`) makes the Foundation parser on Linux read from a null pointer, so none
    /// reaches it, wherever in the file it stands.
    func checkProlog() -> XMLRefusal? {
        var scanner = self
        if hasDeclaration {
            let head = String(decoding: bytes.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
            if head.contains("encoding"), !["utf-8", "us-ascii"].contains(where: head.contains) {
                return XMLRefusal(line: 1, found: "another encoding", expected: "an XML file in UTF-8")
            }
            scanner.step()
        }
        while scanner.skipToMark() != nil {
            if scanner.starts(with: "<?") {
                let expected = "no processing instruction"
                return XMLRefusal(line: scanner.line, found: "`<?`", expected: expected)
            }
            if scanner.starts(with: "<!DOCTYPE") {
                let expected = "a document without document type definition"
                return XMLRefusal(line: scanner.line, found: "`<!DOCTYPE`", expected: expected)
            }
            scanner.step()
        }
        return nil
    }

    /// Whether the document starts with an XML declaration.
    private var hasDeclaration: Bool {
        bytes.starts(with: "<?xml".utf8) && bytes.count > 5 && [0x20, 0x09, 0x0A, 0x0D].contains(bytes[5])
    }

    /// Line and column, from 1, of each start tag in order.
    func places() -> [(line: Int, column: Int)] {
        var scanner = self
        var places: [(line: Int, column: Int)] = []
        while let mark = scanner.skipToMark() {
            let place = (scanner.line, mark - scanner.lineStart + 1)
            if scanner.skipMarkup() { places.append(place) }
        }
        return places
    }

    private func starts(with text: String) -> Bool {
        bytes[offset...].starts(with: text.utf8)
    }

    /// Moves to the next `<` and returns its offset.
    private mutating func skipToMark() -> Int? {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") { step() }
        return offset < bytes.count ? offset : nil
    }

    /// Passes over one piece of markup and tells whether it was a start tag.
    private mutating func skipMarkup() -> Bool {
        let enclosed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"), ("</", ">")]
        for (opening, closing) in enclosed where starts(with: opening) {
            for _ in 0..<opening.utf8.count { step() }
            while offset < bytes.count, !starts(with: closing) { step() }
            return false
        }
        var quote: UInt8?
        while offset < bytes.count {
            let byte = bytes[offset]
            step()
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
        }
        return true
    }

    private mutating func step() {
        guard offset < bytes.count else { return }
        if bytes[offset] == UInt8(ascii: "\n") {
            line += 1
            lineStart = offset + 1
        }
        offset += 1
    }
}
