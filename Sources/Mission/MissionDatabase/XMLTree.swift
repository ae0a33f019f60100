import FoundationEssentials
import FoundationXML

/// Element of an XML document, with the place of its start tag.
struct XMLNode {
    let name: String
    let attributes: [String: String]
    let line: Int
    let column: Int
    var children: [XMLNode] = []
    var text = ""

    func children(_ name: String) -> [XMLNode] {
        children.filter { $0.name == name }
    }
}

/// XML document read into memory without document type definition, entities of its own or outside references.
enum XMLTree {
    /// Largest document, bytes.
    static let largestBytes = 32 << 20

    /// Root element, or the one problem that keeps the document from being read.
    static func read(_ bytes: [UInt8], path: String) -> Result<XMLNode, XMLRefusal> {
        guard bytes.count <= largestBytes else {
            return .failure(.init(line: 1, found: "\(bytes.count) bytes", expected: "at most \(largestBytes) bytes"))
        }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            return .failure(.init(line: 1, found: "bytes that are not UTF-8 text", expected: "an XML file in UTF-8"))
        }
        let scanner = StartTagScanner(bytes)
        if let refusal = scanner.checkProlog() { return .failure(refusal) }
        let builder = XMLTreeBuilder(places: scanner.places())
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.shouldProcessNamespaces = false
        parser.delegate = builder
        let isWellFormed = parser.parse()
        if let refusal = builder.refusal { return .failure(refusal) }
        guard isWellFormed, let root = builder.root else {
            let line = max(1, parser.lineNumber)
            return .failure(.init(line: line, found: "malformed XML", expected: "a well-formed document"))
        }
        return .success(root)
    }
}

/// Why a document could not be read at all.
struct XMLRefusal: Error {
    let line: Int
    let found: String
    let expected: String
}

private final class XMLTreeBuilder: XMLParserDelegate {
    private let places: [(line: Int, column: Int)]
    private var opened = 0
    private var stack: [XMLNode] = []
    private(set) var root: XMLNode?
    private(set) var refusal: XMLRefusal?
    /// Deepest nesting that is followed, so that no later walk over the tree can exhaust the stack.
    private static let deepest = 128

    init(places: [(line: Int, column: Int)]) {
        self.places = places
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        let place = opened < places.count ? places[opened] : (line: max(1, parser.lineNumber), column: 0)
        opened += 1
        let node = XMLNode(
            name: elementName, attributes: attributeDict, line: place.line, column: place.column)
        stack.append(node)
        guard stack.count > Self.deepest, refusal == nil else { return }
        refusal = XMLRefusal(
            line: place.line, found: "elements nested \(stack.count) deep", expected: "at most \(Self.deepest)")
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        guard let node = stack.popLast() else { return }
        if stack.isEmpty { root = node } else { stack[stack.count - 1].children.append(node) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard !stack.isEmpty else { return }
        stack[stack.count - 1].text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        guard !stack.isEmpty else { return }
        stack[stack.count - 1].text += String(decoding: block, as: UTF8.self)
    }
}
