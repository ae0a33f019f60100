public import FoundationEssentials
public import Programme

/// What one party's signature on a document is worth.
public enum SignatureMark: Hashable, Sendable {
    /// It fits the bytes as they are.
    case fits(on: CivilTime, key: String)
    /// It does not fit: the bytes changed since, or it never was one.
    case bytesChanged(since: CivilTime, key: String)
    /// The programme has no such key of the party.
    case unknownKey(String)
    /// The key was revoked, or not valid on the day; in words.
    case keyNotValid(String)
    /// There is none.
    case absent
}

/// How a document stands with its parties' signatures.
public struct SigningStatus: Hashable, Sendable {
    /// In one word.
    public enum State: String, CaseIterable, Sendable, Codable {
        /// Nobody has signed.
        case draft
        /// Some have.
        case partlySigned = "partly signed"
        /// Every party has, and the bytes are those that were signed.
        case signed
        /// A signature does not fit the bytes.
        case bytesChanged = "bytes changed"
        /// A signature is by a key that does not count.
        case keyNotValid = "key not valid"
        /// A state's own law: enacted, not signed.
        case enacted
    }

    /// In one word.
    public let state: State
    /// Each party's signature, in the order of the document's parties; empty for a law.
    public let marks: [PartyMark]

    /// One party's signature.
    public struct PartyMark: Hashable, Sendable {
        /// The party.
        public let partner: PartnerID
        /// What its signature is worth.
        public let mark: SignatureMark
    }

    /// Whether every signature that is needed is there and fits.
    public var isComplete: Bool { state == .signed || state == .enacted }

    /// Parties whose signature is not there or does not count.
    public var lacks: [PartnerID] {
        marks.compactMap { if case .fits = $0.mark { nil } else { $0.partner } }
    }

    /// The day of the last signature that counts.
    public var lastSigned: CivilTime? {
        marks.compactMap { if case .fits(let date, _) = $0.mark { date } else { nil } }.max()
    }

    /// One sentence without its stop: `signed by north, south`; `the bytes changed since north signed on 2009-05-30`.
    public var words: String {
        func names(_ partners: [PartnerID]) -> String { partners.map(\.rawValue).joined(separator: ", ") }
        let faults = marks.compactMap(\.fault)
        if !faults.isEmpty { return faults.joined(separator: "; ") }
        switch state {
        case .enacted: return "a state's law, enacted and not signed"
        case .signed: return "signed by \(names(marks.map(\.partner)))"
        case .draft: return "a draft: not signed by \(names(lacks))"
        default: return "partly signed: not yet by \(names(lacks))"
        }
    }

    /// The status of a document from its bytes, the signatures on it and the parties' keys.
    ///
    /// Of several signatures of one party the first that fits counts. Signatures of others than the parties are nothing.
    public init(document: AgreementDocument, bytes: Data, signatures: [DocumentSignature], register: KeyRegister) {
        guard document.tier != .nationalLaw else {
            (state, marks) = (.enacted, [])
            return
        }
        marks = document.parties.map { partner in
            let own = signatures.filter { $0.partner == partner }
            let found = own.map { Self.mark($0, on: document.id, bytes, register) }
            let best = found.first { if case .fits = $0 { true } else { false } } ?? found.first ?? .absent
            return PartyMark(partner: partner, mark: best)
        }
        state = Self.state(marks.map(\.mark))
    }

    /// The status of a document that nobody has signed.
    public init(unsigned document: AgreementDocument) {
        marks = document.parties.map { PartyMark(partner: $0, mark: .absent) }
        state = document.tier == .nationalLaw ? .enacted : .draft
    }

    private static func mark(
        _ signature: DocumentSignature, on document: String, _ bytes: Data, _ register: KeyRegister
    ) -> SignatureMark {
        guard let key = register.key(signature.key, of: signature.partner) else { return .unknownKey(signature.key) }
        if let objection = key.objection(to: signature.date) { return .keyNotValid(objection) }
        let message = DocumentSignature.message(document: document, date: signature.date, bytes: bytes)
        return key.key.isValid(Data(signature.value), over: message)
            ? .fits(on: signature.date, key: signature.key) : .bytesChanged(since: signature.date, key: signature.key)
    }

    private static func state(_ marks: [SignatureMark]) -> State {
        var fitting = 0
        var signed = 0
        var hasBadKey = false
        for mark in marks {
            switch mark {
            case .fits: fitting += 1
            case .bytesChanged: return .bytesChanged
            case .unknownKey, .keyNotValid: hasBadKey = true
            case .absent: continue
            }
            signed += 1
        }
        if hasBadKey { return .keyNotValid }
        return signed == 0 ? .draft : fitting == marks.count ? .signed : .partlySigned
    }
}

extension SigningStatus.PartyMark {
    fileprivate var fault: String? {
        switch mark {
        case .bytesChanged(let date, _): "the bytes, or the date, changed since `\(partner)` signed on \(date.dateText)"
        case .unknownKey(let key): "`\(partner)` signed by key `\(key)`, which `keys.yaml` does not have"
        case .keyNotValid(let why): "the signature of `\(partner)` does not count: \(why)"
        case .fits, .absent: nil
        }
    }
}
