public import Agreements
public import FoundationEssentials
import Programme

/// The keys by which a node signs its ledger for the partners that keep it here, one a partner.
///
/// The secret halves are kept beside the book and leave the node nowhere; the public halves are what others check by.
public struct AccountKeys: Sendable {
    /// The note with the secret halves.
    static let secretNote = "ledger-keys.secret"
    /// The note with the public halves.
    public static let publicNote = "ledger-keys.public"

    /// The signers, by partner.
    let signers: [PartnerID: PartySigner]
    /// Every key whose signatures the book takes.
    let known: [PartyKey]

    /// The keys kept, and a new one for each partner without.
    ///
    /// - Throws: `ArchiveError.wrongFormat` when a secret cannot be read: nothing is written over it then.
    static func open(_ partners: [PartnerID], in store: any BookStore) async throws(ArchiveError) -> AccountKeys {
        var signers = try readSecrets(try await store.note(secretNote) ?? Data())
        let held = Set(signers.map(\.key.partner))
        let new = partners.filter { !held.contains($0) }.compactMap {
            try? PartySigner(new: .ed25519, for: $0, id: "node")
        }
        signers += new
        if !new.isEmpty {
            try await store.keep(KeyLine.text(signers.map(KeyLine.init(secretOf:))), asNote: secretNote)
        }
        let known = try await publish(signers.map(\.key), in: store)
        let byPartner = Dictionary(signers.map { ($0.key.partner, $0) }, uniquingKeysWith: { first, _ in first })
        return AccountKeys(signers: byPartner, known: known)
    }

    /// Adds the public halves that the note lacks, as after a crash between the two notes; what stands there stays.
    private static func publish(_ keys: [PartyKey], in store: any BookStore) async throws(ArchiveError) -> [PartyKey] {
        var note = try await store.note(publicNote) ?? Data()
        let known = publicKeys(note)
        let missing = keys.filter { !known.contains($0) }
        guard !missing.isEmpty else { return known }
        if let last = note.last, last != 0x0A { note.append(0x0A) }
        try await store.keep(note + KeyLine.text(missing.map(KeyLine.init(publicOf:))), asNote: publicNote)
        return known + missing
    }

    private static func readSecrets(_ note: Data) throws(ArchiveError) -> [PartySigner] {
        var signers: [PartySigner] = []
        for (place, line) in KeyLine.lines(note).enumerated() where !line.isEmpty {
            // The line is not told: it may be a secret still.
            guard let signer = KeyLine(line)?.signer else {
                throw .wrongFormat(
                    path: secretNote, found: "line \(place + 1), which is no key",
                    expected: "partner, name, algorithm and bytes in base64")
            }
            signers.append(signer)
        }
        return signers
    }

    /// The public keys of a note; lines that are none are left out, and signatures by them do not count then.
    public static func publicKeys(_ note: Data) -> [PartyKey] { KeyLine.read(note).compactMap(\.key) }
}

/// One key on one line: partner, name, algorithm, bytes in base64.
struct KeyLine {
    let partner: PartnerID
    let id: String
    let algorithm: SignatureAlgorithm
    let bytes: Data

    init(secretOf signer: PartySigner) {
        (partner, id, algorithm) = (signer.key.partner, signer.key.id, signer.key.algorithm)
        bytes = signer.secretRepresentation
    }

    init(publicOf key: PartyKey) {
        (partner, id, algorithm, bytes) = (key.partner, key.id, key.algorithm, key.publicKey)
    }

    init?(_ line: Substring) {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 4, let algorithm = SignatureAlgorithm(rawValue: parts[2]),
            let bytes = Data(base64Encoded: parts[3])
        else { return nil }
        (partner, id, self.algorithm, self.bytes) = (PartnerID(parts[0]), parts[1], algorithm, bytes)
    }

    var signer: PartySigner? { try? PartySigner(secret: bytes, algorithm: algorithm, for: partner, id: id) }

    var key: PartyKey? {
        let key = PartyKey(partner: partner, id: id, algorithm: algorithm, publicKey: bytes)
        return key.isWellFormed ? key : nil
    }

    static func read(_ note: Data) -> [KeyLine] {
        lines(note).compactMap { KeyLine($0) }
    }

    static func lines(_ note: Data) -> [Substring] {
        String(decoding: note, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    static func text(_ lines: [KeyLine]) -> Data {
        Data(
            lines.map { "\($0.partner) \($0.id) \($0.algorithm.rawValue) \($0.bytes.base64EncodedString())\n" }
                .joined().utf8)
    }
}
