public import FoundationEssentials
public import Programme

/// What a programme asks of its documents before they bind.
public enum SignatureRule: String, CaseIterable, Sendable, Codable {
    /// A document binds once every party's signature on its very bytes is there.
    case required
    /// Signatures are kept and shown; documents were signed elsewhere, on paper.
    case recorded
}

/// A party's key, and when signatures by it count.
public struct RegisteredKey: Hashable, Sendable {
    /// The key.
    public let key: PartyKey
    /// When it may sign.
    public let validity: Validity
    /// From when on it may not, because it was lost or taken.
    public let revoked: CivilTime?

    /// A key with its time.
    public init(key: PartyKey, validity: Validity = Validity(from: nil, until: nil), revoked: CivilTime? = nil) {
        self.key = key
        self.validity = validity
        self.revoked = revoked
    }

    /// Why a signature of this date does not count, in words; `nil` when it does.
    func objection(to date: CivilTime) -> String? {
        if let revoked, date >= revoked { return "key `\(key.id)` was revoked on \(revoked.dateText)" }
        return validity.contains(date) ? nil : "key `\(key.id)` was not valid on \(date.dateText)"
    }
}

/// A programme's `keys.yaml`.
public struct KeyRegister: Hashable, Sendable {
    /// What is asked of documents.
    public let rule: SignatureRule
    /// The parties' keys.
    public let keys: [RegisteredKey]

    /// A register from its parts; without a file signatures are only recorded.
    public init(rule: SignatureRule = .recorded, keys: [RegisteredKey] = []) {
        self.rule = rule
        self.keys = keys
    }

    /// A partner's key by its name.
    public func key(_ id: String, of partner: PartnerID) -> RegisteredKey? {
        keys.first { $0.key.partner == partner && $0.key.id == id }
    }
}

/// A party's signature on a document: over its id, the date, and the bytes of its file, all of them.
public struct DocumentSignature: Hashable, Sendable {
    /// Who signed.
    public let partner: PartnerID
    /// By which of its keys.
    public let key: String
    /// When, as the signer says.
    public let date: CivilTime
    /// The signature's bytes.
    public let value: [UInt8]

    /// A signature from its parts.
    public init(partner: PartnerID, key: String, date: CivilTime, value: [UInt8]) {
        self.partner = partner
        self.key = key
        self.date = date
        self.value = value
    }

    /// What is signed: `ID`, a line feed, the date as `2026-11-23T00:00:00Z`, a line feed, the file's bytes. So nobody can
    /// date a signature anew, or move it to another document.
    public static func message(document: String, date: CivilTime, bytes: Data) -> Data {
        Data("\(document)\n\(date)\n".utf8) + bytes
    }
}

extension CivilTime {
    /// `2026-11-23`, with the time of day only where it is not midnight.
    var dateText: String { secondOfDay == 0 ? String(description.prefix(10)) : description }
}
