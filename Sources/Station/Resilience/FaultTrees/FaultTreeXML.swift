import FoundationEssentials
import FoundationXML

/// Element of a fault tree file, with the line of its start tag.
struct FaultTreeElement {
    let name: String
    let attributes: [String: String]
    let line: Int
    var children: [FaultTreeElement] = []
}

/// Reads a fault tree file's elements, without document type definition, entities of its own or outside references.
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
        try checkMarks(bytes)
        let builder = FaultTreeElementBuilder()
        let parser = XMLParser(data: Data(bytes))
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

    /// Refuses what must not reach the parser: document type definitions, encodings in which one could hide, and
    /// processing instructions, of which one without data (`<?x?>`) makes the Foundation parser on Linux read from a
    /// null pointer.
    private func checkMarks(_ bytes: [UInt8]) throws(FaultTreeError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var place = text.startIndex
        var line = 1
        if text.starts(with: "<?xml".utf8),
            text.dropFirst(5).first.map({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) == true
        {
            let head = String(decoding: text.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
            guard !head.contains("encoding") || head.contains("utf-8") || head.contains("us-ascii") else {
                throw refusal(1, "another encoding", "an XML file in UTF-8")
            }
            place += 1
        }
        while place < text.endIndex {
            if text[place] == UInt8(ascii: "\n") { line += 1 }
            if text[place] == UInt8(ascii: "<"), place + 1 < text.endIndex {
                let next = text[place + 1]
                if next == UInt8(ascii: "?") { throw refusal(line, "`<?`", "no processing instruction") }
                if next == UInt8(ascii: "!"), text[place...].starts(with: "<!DOCTYPE".utf8) {
                    throw refusal(line, "`<!DOCTYPE`", "a document without document type definition")
                }
            }
            place += 1
        }
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
