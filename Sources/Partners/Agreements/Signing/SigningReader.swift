import FoundationEssentials
public import Programme

/// Reads `keys.yaml` and the files in `agreements/signatures`.
public enum SigningReader {
    /// Most keys of a programme, and most signatures of a document.
    public static let maximumEntries = 1000

    /// Reads a programme's keys: `signatures` (`required` or `recorded`) and `keys`, each with `partner`, `id`,
    /// `algorithm`, `publicKey` (base64) and, where it has them, `from`, `until` and `revoked`.
    public static func keys(_ file: SourceFile, programme: ProgrammeDescription) -> Checked<KeyRegister> {
        checked(file, register(PartnerReader(programme: programme)))
    }

    /// Reads signatures, one file a document: `document`, and `signatures`, each with `partner`, `key`, `on` and
    /// `value` (base64).
    public static func signatures(
        _ files: [SourceFile], documents: [AgreementDocument], programme: ProgrammeDescription
    ) -> Checked<[String: [DocumentSignature]]> {
        let log = ProblemLog()
        let reader = signed(documents.map(\.id), PartnerReader(programme: programme))
        var found: [String: [DocumentSignature]] = [:]
        for node in files.compactMap({ DocumentLoader.load($0, log: log) }) {
            guard let (document, signatures) = reader.read(node) else { continue }
            if found.updateValue(signatures, forKey: document) != nil {
                node.report(found: "`\(document)` in a second file", expected: "one file of signatures a document")
            }
        }
        let problems = log.problems
        return Checked(value: problems.isEmpty ? found : nil, problems: problems)
    }

    private static func checked<Value>(_ file: SourceFile, _ reader: ValueReader<Value>) -> Checked<Value> {
        let log = ProblemLog()
        let value = DocumentLoader.load(file, log: log).flatMap(reader.read)
        let problems = log.problems
        return Checked(value: problems.isEmpty ? value : nil, problems: problems)
    }

    private static func register(_ partners: PartnerReader) -> ValueReader<KeyRegister> {
        .mapping("a programme's keys") { fields in
            let rule = fields.required("signatures", ValueReader<SignatureRule>.choice)
            let keys = fields.list("keys", key(partners))
            for (place, key) in keys.enumerated() {
                let isSecond = keys[..<place].contains { $0.key.partner == key.key.partner && $0.key.id == key.key.id }
                if isSecond {
                    fields.place(of: "keys").report(
                        found: "key `\(key.key.id)` of `\(key.key.partner)` twice", expected: "each key once")
                }
            }
            if keys.count > maximumEntries {
                fields.place(of: "keys").report(found: "\(keys.count) keys", expected: "at most \(maximumEntries)")
            }
            return rule.map { KeyRegister(rule: $0, keys: keys) }
        }
    }

    private static func key(_ partners: PartnerReader) -> ValueReader<RegisteredKey> {
        .mapping("a key") { fields in
            let partner = fields.required("partner", partners.partner)
            let id = fields.required("id", .text)
            let algorithm = fields.required("algorithm", ValueReader<SignatureAlgorithm>.choice)
            let bytes = fields.required("publicKey", base64)
            let from = fields.optional("from", .instant)
            let until = fields.optional("until", .instant)
            let revoked = fields.optional("revoked", .instant)
            if let from, let until, until <= from {
                fields.place(of: "until").report(expected: "a time after `from`")
            }
            guard let partner, let id, let algorithm, let bytes else { return nil }
            let key = PartyKey(partner: partner, id: id, algorithm: algorithm, publicKey: bytes)
            if !key.isWellFormed {
                fields.place(of: "publicKey").report(
                    found: "\(bytes.count) bytes", expected: "a public key of `\(algorithm.rawValue)`")
            }
            return RegisteredKey(key: key, validity: Validity(from: from, until: until), revoked: revoked)
        }
    }

    private static func signed(
        _ documents: [String], _ partners: PartnerReader
    ) -> ValueReader<(String, [DocumentSignature])> {
        .mapping("signatures of a document") { fields in
            let document = fields.required("document", .named("document", documents))
            let signatures = fields.required("signatures", signature(partners).list) ?? []
            for (place, signature) in signatures.enumerated()
            where signatures[..<place].contains(where: { $0.partner == signature.partner && $0.key == signature.key }) {
                fields.place(of: "signatures").report(
                    found: "`\(signature.partner)` twice by key `\(signature.key)`", expected: "each key once")
            }
            if signatures.count > maximumEntries {
                fields.place(of: "signatures").report(
                    found: "\(signatures.count) signatures", expected: "at most \(maximumEntries)")
            }
            return document.map { ($0, signatures) }
        }
    }

    private static func signature(_ partners: PartnerReader) -> ValueReader<DocumentSignature> {
        .mapping("a signature") { fields in
            let partner = fields.required("partner", partners.partner)
            let key = fields.required("key", .text)
            let date = fields.required("on", .instant)
            let value = fields.required("value", base64)
            guard let partner, let key, let date, let value else { return nil }
            return DocumentSignature(partner: partner, key: key, date: date, value: [UInt8](value))
        }
    }

    private static var base64: ValueReader<Data> {
        .parsed("bytes in base64") { text in Data(base64Encoded: text).flatMap { $0.isEmpty ? nil : $0 } }
    }
}

/// Reads references to a programme's partners.
struct PartnerReader {
    let programme: ProgrammeDescription

    var partner: ValueReader<PartnerID> {
        let words = programme.partners.map(\.id.rawValue)
        return ValueReader<String>.named("partner", words).map { PartnerID($0) }
    }
}

extension ValueReader where Value == String {
    /// One of the names that there are.
    static func named(_ kind: String, _ names: [String]) -> ValueReader {
        let expected = names.count > 8 ? "a \(kind)'s id" : "one of " + names.map { "`\($0)`" }.joined(separator: ", ")
        let known = Set(names)
        return ValueReader(expected: expected) { node in
            if let text = node.scalarText, known.contains(text) { return text }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: names) })
            return nil
        }
    }
}
