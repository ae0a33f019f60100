import FoundationEssentials
import Programme

/// Writes `keys.yaml` and files of signatures as `SigningReader` reads them.
public enum SigningWriter {
    /// A programme's keys.
    public static func text(_ register: KeyRegister) -> String {
        var lines = ["signatures: \(register.rule.rawValue)", "keys:"]
        for registered in register.keys {
            let key = registered.key
            lines += [
                "  - partner: \(quoted(key.partner.rawValue))", "    id: \(quoted(key.id))",
                "    algorithm: \(key.algorithm.rawValue)",
            ]
            lines += registered.validity.from.map { ["    from: \($0.dateText)"] } ?? []
            lines += registered.validity.until.map { ["    until: \($0.dateText)"] } ?? []
            lines += registered.revoked.map { ["    revoked: \($0.dateText)"] } ?? []
            lines.append("    publicKey: \(key.publicKey.base64EncodedString())")
        }
        if register.keys.isEmpty { lines[1] = "keys: []" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The signatures of one document.
    public static func text(document: String, _ signatures: [DocumentSignature]) -> String {
        var lines = ["document: \(quoted(document))", signatures.isEmpty ? "signatures: []" : "signatures:"]
        for signature in signatures {
            lines += [
                "  - partner: \(quoted(signature.partner.rawValue))", "    key: \(quoted(signature.key))",
                "    on: \(signature.date.dateText)", "    value: \(Data(signature.value).base64EncodedString())",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Ids in quotes, so that none is taken for a number or a truth value.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
