/// Writes conjunction data messages (CCSDS 508.0-B-1); reading what was written gives the same message.
public enum ConjunctionMessageWriter {
    /// `KEYWORD = value [unit]` lines, ended by LF.
    public static func kvn(_ message: ConjunctionMessage) -> String {
        var text = line("CCSDS_CDM_VERS", message.version, unit: nil)
        for item in message.items {
            switch item {
            case .comment(let comment): text += comment.isEmpty ? "COMMENT\n" : "COMMENT \(comment)\n"
            case .field(let field): text += line(field.keyword, field.value, unit: field.unit)
            }
        }
        return text
    }

    private static func line(_ keyword: String, _ value: String, unit: String?) -> String {
        let padding = String(repeating: " ", count: max(0, 28 - keyword.count))
        let end = [value, unit.map { "[\($0)]" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return "\(keyword)\(padding) =\(end.isEmpty ? "" : " ")\(end)\n"
    }

    /// XML by the schema of CCSDS 505.0-B; comments stand before the keyword that they stood before.
    public static func xml(_ message: ConjunctionMessage) -> String {
        var writer = ConjunctionXMLWriter()
        writer.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        writer.add("<cdm id=\"CCSDS_CDM_VERS\" version=\"\(escapedXML(message.version))\">")
        writer.add(message.header, default: ["header"])
        writer.add(message.relative, default: ["body", "relativeMetadataData"])
        for object in [message.primary, message.secondary] {
            writer.add(object.items, default: ["body", "segment", "metadata"])
            writer.close(to: 1)
        }
        writer.close(to: 0)
        writer.add("</cdm>")
        return writer.text
    }
}

/// Opens and closes elements as the keywords' parts need them.
private struct ConjunctionXMLWriter {
    private(set) var text = ""
    private var path: [String] = []
    private var lastBlock: ConjunctionKeyword.Block?

    mutating func add(_ line: String) {
        text += String(repeating: "  ", count: path.count) + line + "\n"
    }

    /// Writes a part; comments after its last keyword stay in that keyword's element.
    mutating func add(_ items: [ConjunctionMessage.Item], default place: [String]) {
        for (index, item) in items.enumerated() {
            let following = items[index...].lazy.compactMap(Self.field).first
            if let block = following.flatMap(block) {
                go(to: Self.path(of: block), isNewBlock: lastBlock != block)
                lastBlock = block
            } else if path.isEmpty {
                go(to: place, isNewBlock: false)
            }
            switch item {
            case .comment(let comment): add("<COMMENT>\(escapedXML(comment))</COMMENT>")
            case .field(let field): add(element(field))
            }
        }
    }

    mutating func close(to depth: Int) {
        while path.count > depth, let name = path.popLast() { add("</\(name)>") }
        lastBlock = nil
    }

    private mutating func go(to target: [String], isNewBlock: Bool) {
        let shared = zip(path, target).prefix { $0 == $1 }.count
        // Both covariances, and what is said of them, are elements of one name.
        let isSameName = isNewBlock && lastBlock != nil && shared == target.count && path.last == "covarianceMatrix"
        let depth = isSameName ? shared - 1 : shared
        while path.count > depth, let name = path.popLast() { add("</\(name)>") }
        for name in target.dropFirst(path.count) {
            add("<\(name)>")
            path.append(name)
        }
    }

    /// The part of a keyword; what both covariances have stays in the one that is open.
    private func block(_ field: ConjunctionMessage.Field) -> ConjunctionKeyword.Block? {
        let block = ConjunctionKeyword.known(field.keyword)?.block
        return block == .covariance && lastBlock == .alternateCovariance ? .alternateCovariance : block
    }

    private static func field(_ item: ConjunctionMessage.Item) -> ConjunctionMessage.Field? {
        if case .field(let field) = item { field } else { nil }
    }

    private func element(_ field: ConjunctionMessage.Field) -> String {
        let unit = field.unit.map { " units=\"\(escapedXML($0))\"" } ?? ""
        guard !field.value.isEmpty else { return "<\(field.keyword)\(unit) nil=\"true\"/>" }
        return "<\(field.keyword)\(unit)>\(escapedXML(field.value))</\(field.keyword)>"
    }

    private static func path(of block: ConjunctionKeyword.Block) -> [String] {
        let data = ["body", "segment", "data"]
        return switch block {
        case .header: ["header"]
        case .relative: ["body", "relativeMetadataData"]
        case .relativeState: ["body", "relativeMetadataData", "relativeStateVector"]
        case .metadata: ["body", "segment", "metadata"]
        case .orbitDetermination: data + ["odParameters"]
        case .additional: data + ["additionalParameters"]
        case .state: data + ["stateVector"]
        case .covariance, .alternateCovariance, .covarianceMetadata: data + ["covarianceMatrix"]
        case .userDefined: data + ["userDefinedParameters"]
        }
    }
}
