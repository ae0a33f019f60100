public import FoundationEssentials
public import Programme

/// An account: so much of a pool in a period, `usos-crew-time` in `2026`.
public struct PoolPeriod: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The pool's name, as agreements write it.
    public let pool: String
    /// The period's name, `2026` or `increment-74`.
    public let period: String

    /// An account from its parts.
    public init(pool: String, period: String) {
        self.pool = pool
        self.period = period
    }

    /// `usos-crew-time 2026`.
    public var description: String { "\(pool) \(period)" }
}

/// One thing that one partner gives another out of its account.
public struct Parcel: Hashable, Sendable, Codable {
    /// Who gives.
    public let from: PartnerID
    /// Who gets.
    public let to: PartnerID
    /// Out of which account, and into which.
    public let account: PoolPeriod
    /// How much.
    public let amount: Amount

    /// A parcel from its parts.
    public init(from: PartnerID, to: PartnerID, account: PoolPeriod, amount: Amount) {
        self.from = from
        self.to = to
        self.account = account
        self.amount = amount
    }
}

/// What an entry says has happened. Two partners stand on it, and it counts when both have signed.
public enum LedgerEntry: Hashable, Sendable, Codable {
    /// A share of a pool, under a document.
    case allocation(partner: PartnerID, keeper: PartnerID, account: PoolPeriod, amount: Amount, document: String)
    /// Use, as it happened; the keeper runs the pool.
    case use(partner: PartnerID, keeper: PartnerID, account: PoolPeriod, amount: Amount, what: String)
    /// A barter of parcels between two partners, or a gift when one side alone gives.
    case barter(first: PartnerID, second: PartnerID, parcels: [Parcel], terms: String)
    /// A debt that grows: common costs, a service bought.
    case charge(debtor: PartnerID, creditor: PartnerID, amount: Amount, what: String)
    /// A debt settled in kind or in cash.
    case offset(debtor: PartnerID, creditor: PartnerID, amount: Amount, inKind: String)
    /// An earlier entry undone, by its number; what was signed stays readable.
    case reversal(of: Int, first: PartnerID, second: PartnerID, reason: String)

    /// The two that must sign; one and the same when a partner keeps its own pool.
    public var parties: Set<PartnerID> {
        switch self {
        case .allocation(let partner, let keeper, _, _, _), .use(let partner, let keeper, _, _, _): [partner, keeper]
        case .barter(let first, let second, _, _), .reversal(_, let first, let second, _): [first, second]
        case .charge(let debtor, let creditor, _, _), .offset(let debtor, let creditor, _, _): [debtor, creditor]
        }
    }
}

/// What a line of the ledger holds.
public enum LedgerRecord: Hashable, Sendable, Codable {
    /// Something that happened.
    case entry(LedgerEntry, at: CivilTime)
    /// A party's signature on an entry: over the digest of the entry's line.
    case signature(of: Int, by: PartnerID, key: String, value: Data)
    /// A party's signature on all that stands above: over the digest of the line before.
    case checkpoint(by: PartnerID, key: String, value: Data, at: CivilTime)
}
