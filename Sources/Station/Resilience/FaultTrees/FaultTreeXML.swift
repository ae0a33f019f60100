import FoundationEssentials
import FoundationXML

/// Element of a fault tree file, with the line of its start tag.
struct FaultTreeElement {
    let name: String
    let attributes: [String: String]
    let line: Int
    var children: [FaultTreeElement] = []
}

/// Reads a fault tree file's elements, without declarations, entities of its own or outside references.
struct FaultTreeXML {
    /// Largest file, bytes.
    static let largestBytes = 64 << 20
    /// Deepest nesting of elements, so that no later walk can exhaust the stack.
    static let deepest = 100

    let source: String

    func read(_ bytes: [UInt8]) throws(FaultTreeError) -> FaultTreeElement {
        guard bytes.count <= Self.largestBytes else {
            throw refusal(1, "\(bytes.count) bytes", "at most \(Self.largestBytes) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            throw refusal(1, "bytes that are not UTF-8 text", "an XML file in UTF-8")
        }
        let builder = FaultTreeElementBuilder()
        let parser = XMLParser(data: Data(try checked(bytes)))
        parser.shouldResolveExternalEntities = false
        parser.shouldProcessNamespaces = false
        parser.delegate = builder
        let isWellFormed = parser.parse()
        if let line = builder.lineTooDeep {
            throw refusal(line, "elements nested more than \(Self.deepest) deep", "at most that")
        }
        guard isWellFormed, let root = builder.root else {
            throw refusal(max(1, parser.lineNumber), "malformed XML", "a well-formed document")
        }
        return root
    }

    /// The bytes without their `<!DOCTYPE opsa-mef>`, which says nothing and does not reach the parser.
    ///
    /// Refused are other document types, encodings in which one could hide, and processing instructions, of which one
    /// without data (`<?x?>`) makes the Foundation parser on Linux read from a null pointer.
    private func checked(_ bytes: [UInt8]) throws(FaultTreeError) -> [UInt8] {
        var text = bytes
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        var isBeforeRoot = true
        if try declaresXML(bytes[place...]) { place += 1 }
        while place < text.endIndex {
            if text[place] == UInt8(ascii: "\n") { line += 1 }
            if text[place] == UInt8(ascii: "<"), place + 1 < text.endIndex {
                let next = text[place + 1]
                if next == UInt8(ascii: "?") { throw refusal(line, "`<?`", "no processing instruction") }
                if next == UInt8(ascii: "!"), text[place...].starts(with: Self.documentType) {
                    guard isBeforeRoot, let end = Self.endOfPlainType(text[place...]) else {
                        throw refusal(
                            line, "`<!DOCTYPE`",
                            "`<!DOCTYPE opsa-mef>` before the first element, without declarations or an outside file, "
                                + "or none")
                    }
                    // Line ends stay, so that lines count as before.
                    for index in place..<end where text[index] != UInt8(ascii: "\n") { text[index] = UInt8(ascii: " ") }
                    continue
                }
                if next != UInt8(ascii: "!") { isBeforeRoot = false }
            }
            place += 1
        }
        return text
    }

    private static let documentType = Array("<!DOCTYPE".utf8)
    private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    /// Where a document type of a name alone ends; `nil` for any other.
    private static func endOfPlainType(_ text: ArraySlice<UInt8>) -> Int? {
        let rest = text.dropFirst(documentType.count)
        let name = rest.drop { spaces.contains($0) }
        let root = Array("opsa-mef".utf8)
        guard name.startIndex > rest.startIndex, name.starts(with: root) else { return nil }
        let end = name.dropFirst(root.count).drop { spaces.contains($0) }
        return end.first == UInt8(ascii: ">") ? end.startIndex + 1 : nil
    }

    /// Whether the text begins with an XML declaration, which is not a processing instruction.
    private func declaresXML(_ text: ArraySlice<UInt8>) throws(FaultTreeError) -> Bool {
        guard text.starts(with: "<?xml".utf8), text.dropFirst(5).first.map(Self.spaces.contains) == true else {
            return false
        }
        let head = String(decoding: text.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
        guard !head.contains("encoding") || head.contains("utf-8") || head.contains("us-ascii") else {
            throw refusal(1, "another encoding", "an XML file in UTF-8")
        }
        return true
    }

    private func refusal(_ line: Int, _ found: String, _ expected: String) -> FaultTreeError {
        .file(source: source, line: line, found: found, expected: expected)
    }
}

private final class FaultTreeElementBuilder: XMLParserDelegate {
    private var stack: [FaultTreeElement] = []
    private(set) var root: FaultTreeElement?
    private(set) var lineTooDeep: Int?

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        let line = max(1, parser.lineNumber)
        stack.append(FaultTreeElement(name: elementName, attributes: attributeDict, line: line))
        guard stack.count > FaultTreeXML.deepest, lineTooDeep == nil else { return }
        lineTooDeep = line
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        guard let element = stack.popLast() else { return }
        if stack.isEmpty { root = element } else { stack[stack.count - 1].children.append(element) }
    }
}
