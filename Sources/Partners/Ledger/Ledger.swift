public import Agreements
public import FoundationEssentials
public import Programme

/// The account book of a partnership: what each was given, used, bartered and owes.
///
/// Records are only ever added. Each line carries a digest over all before it, and parties sign the digest, so that any
/// byte that changes later is found, and where. An entry counts when each of its parties has signed it.
public struct StationLedger: Sendable {
    /// The records, in order; a record's number is its place, from 1.
    public private(set) var records: [LedgerRecord] = []
    private(set) var lines: [ChainLine<LedgerRecord>] = []
    private(set) var tally = Tally()
    private let keys: [PartnerID: [PartyKey]]

    /// An empty book; `keys` are those whose signatures it takes.
    public init(keys: [PartyKey]) {
        self.keys = Dictionary(grouping: keys, by: \.partner)
    }

    /// The digest of the last line.
    public var head: ChainDigest { lines.last?.digest ?? .start }

    /// The file: a line a record.
    public var text: Data { lines.reduce(into: Data()) { $0.append($1.text) } }

    /// The digest of each record's line, in order.
    public var digests: [ChainDigest] { lines.map(\.digest) }

    /// The lines that this book has beyond an earlier state of itself, as they stand in its file.
    public func lines(after earlier: StationLedger) -> Data {
        lines.dropFirst(earlier.records.count).reduce(into: Data()) { $0.append($1.text) }
    }

    /// Enters something that happened, and gives its number. It counts once its parties have signed.
    ///
    /// - Throws: `LedgerError` when it does not fit its account.
    public mutating func enter(_ entry: LedgerEntry, at time: CivilTime) throws(LedgerError) -> Int {
        try append(.entry(entry, at: time))
        return records.count
    }

    /// Signs an entry for a party.
    ///
    /// - Throws: `LedgerError` when it is no entry, or the signer is no party to it, or has signed.
    public mutating func sign(_ number: Int, with signer: PartySigner) throws(LedgerError) {
        guard lines.indices.contains(number - 1) else { throw .noEntry(number) }
        try append(
            .signature(
                of: number, by: signer.key.partner, key: signer.key.id,
                value: try signature(of: lines[number - 1].digest, by: signer)))
    }

    /// Signs all that stands in the book.
    ///
    /// - Throws: `LedgerError.unknownKey` when the signer's key is not one the book takes.
    public mutating func checkpoint(with signer: PartySigner, at time: CivilTime) throws(LedgerError) {
        try append(
            .checkpoint(
                by: signer.key.partner, key: signer.key.id, value: try signature(of: head, by: signer), at: time))
    }

    private func signature(of digest: ChainDigest, by signer: PartySigner) throws(LedgerError) -> Data {
        guard let value = try? signer.sign(digest.bytes) else {
            throw .badSignature(signer.key.partner, line: lines.count + 1)
        }
        return value
    }

    /// Adds a record made elsewhere, such as by another partner's node.
    ///
    /// - Throws: `LedgerError` when it does not fit what stands in the book; the book is then as before.
    public mutating func append(_ record: LedgerRecord) throws(LedgerError) {
        try check(record)
        try tally.take(record, number: records.count + 1)
        lines.append(ChainLine(record, after: head))
        records.append(record)
    }

    private func check(_ record: LedgerRecord) throws(LedgerError) {
        switch record {
        case .entry: return
        case .signature(let number, let partner, let key, let value):
            guard lines.indices.contains(number - 1) else { throw .noEntry(number) }
            try check(value, of: lines[number - 1].digest, by: partner, key)
        case .checkpoint(let partner, let key, let value, _):
            try check(value, of: head, by: partner, key)
        }
    }

    private func check(
        _ value: Data, of digest: ChainDigest, by partner: PartnerID, _ name: String
    ) throws(LedgerError) {
        // A partner that lost a secret has a new key of the old one's name; what either signed stands.
        let named = keys[partner]?.filter { $0.id == name } ?? []
        guard !named.isEmpty else { throw .unknownKey(partner, name) }
        guard named.contains(where: { $0.isValid(value, over: digest.bytes) }) else {
            throw .badSignature(partner, line: lines.count + 1)
        }
    }

    /// Balances of an account, partners in order of their ids.
    public func balances(of account: PoolPeriod) -> [PartnerBalance] { tally.balances(of: account) }

    /// Every account that something was allocated to, in order.
    public var accounts: [PoolPeriod] { tally.accounts }

    /// What each owes each, after offsets; signed by both sides.
    public var debts: [Debt] { tally.debts }

    /// Entries that still lack a signature, with who has to sign.
    public var unsigned: [(entry: Int, lacks: [PartnerID])] { tally.unsigned }

    /// The numbers of the entries that a reversal signed by both sides has undone.
    public var undone: Set<Int> { tally.undone }
}
