extension ConjunctionMessageReader {
    /// `cdm` elements, alone or inside `ndm`; after a broken message reading goes on at the next `<cdm`.
    static func readXML(_ bytes: [UInt8], into collector: inout ConjunctionCollector) {
        var scanner = XMLScanner(bytes)
        while true {
            var assembler: ConjunctionAssembler?
            do {
                guard try readMessage(&scanner, into: &assembler) else { return }
            } catch {
                if assembler == nil { collector.add(error, line: scanner.line) }
                assembler?.addProblem(error, line: scanner.line)
            }
            collector.add(&assembler)
        }
    }

    /// Reads on to the end of the next `cdm` element; false where there is none.
    private static func readMessage(
        _ scanner: inout XMLScanner, into assembler: inout ConjunctionAssembler?
    ) throws(NavigationDataError) -> Bool {
        while let token = try scanner.next() {
            guard case .open("cdm", let attributes, let isEmpty) = token else { continue }
            assembler = ConjunctionAssembler(version: attributes["version"] ?? "", line: scanner.line)
            if !isEmpty { try readBlocks(&scanner, into: &assembler) }
            return true
        }
        return false
    }

    private static let blocks: Set = [
        "header", "body", "relativeMetadataData", "relativeStateVector", "segment", "metadata", "data", "odParameters",
        "additionalParameters", "stateVector", "covarianceMatrix", "userDefinedParameters",
    ]

    private static func readBlocks(
        _ scanner: inout XMLScanner, into assembler: inout ConjunctionAssembler?
    ) throws(NavigationDataError) {
        var path = XMLPath("cdm", limit: 16)
        while let token = try scanner.next() {
            switch token {
            case .open(let name, let attributes, let isEmpty) where isKeyword(name):
                let start = scanner.line
                let value = isEmpty ? "" : try readValue(&scanner, of: name)
                assembler?.add(item(name, value, attributes), line: start)
            case .open(let name, _, let isEmpty):
                guard blocks.contains(name) else {
                    throw .malformed(found: "<\(name)>", expected: "an element of a conjunction data message")
                }
                if !isEmpty { try path.open(name) }
            case .close(let name):
                try path.close(name)
                if path.isEmpty { return }
            case .text(let text):
                let content = joinedToOneLine(text)
                guard content.isEmpty else { throw .malformed(found: content, expected: "an element") }
            case .other: break
            }
        }
        throw .malformed(found: "end of text", expected: "`</cdm>`")
    }

    private static func readValue(
        _ scanner: inout XMLScanner, of name: String
    ) throws(NavigationDataError) -> String {
        var value = ""
        while let token = try scanner.next() {
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
}
