public import Agreements
public import Ledger
public import Programme

/// The partners' accounts as one partner sees them.
public struct LedgerAnswer: Sendable {
    /// The programme's id.
    public let programmeID: String
    /// What people wrote down.
    public let plan: AccountPlan
    /// The period that balances are told for.
    public let period: AccountPeriod
    /// The book.
    public let ledger: StationLedger
    /// Where the book was changed by others; nil when it is whole.
    public let fault: LedgerFault?
    /// Who asks.
    let asker: PartnerID
    /// How agreements divide the pools.
    let shares: [SharePool]

    /// The accounts of a plan, for whoever may see all of them.
    public init(
        programmeID: String, plan: AccountPlan, period: AccountPeriod, ledger: StationLedger, fault: LedgerFault?,
        asker: PartnerID, shares: [SharePool]
    ) {
        self.programmeID = programmeID
        self.plan = plan
        self.period = period
        self.ledger = ledger
        self.fault = fault
        self.asker = asker
        self.shares = shares
    }

    /// How one partner stands in one pool.
    public struct Standing: Sendable {
        /// Its share of the pool by the agreement; `nil` where none divides it.
        public let sharePercent: Double?
        /// Its balance.
        public let balance: PartnerBalance

        /// Part of what it is entitled to that it has used, percent; `nil` when it is entitled to nothing.
        public var usedPercent: Double? {
            let entitled = balance.allocated.value + balance.gained.value - balance.given.value
            return entitled > 0 ? 100 * balance.used.value / entitled : nil
        }
    }

    /// The pools that anything was allocated of in the period.
    public var pools: [AccountPool] {
        let accounts = Set(ledger.accounts)
        return plan.pools.filter { accounts.contains(PoolPeriod(pool: $0.id, period: period.id)) }
    }

    /// How the partners stand in a pool, in order of their ids.
    public func standings(in pool: AccountPool) -> [Standing] {
        let percents = shares.first { $0.pool == pool.id }?.percents ?? [:]
        return ledger.balances(of: PoolPeriod(pool: pool.id, period: period.id)).map {
            Standing(sharePercent: percents[$0.partner], balance: $0)
        }
    }

    /// One partner's use of a pool on one day.
    public struct DayUse: Sendable {
        /// The day, `2026-02-01`.
        public let day: String
        /// The partner.
        public let partner: PartnerID
        /// What it used that day.
        public let used: Amount
    }

    /// What was used of a pool on each day with use, in order; only what both sides have signed.
    public func history(of pool: AccountPool) -> [DayUse] {
        let account = PoolPeriod(pool: pool.id, period: period.id)
        let lacking = Set(ledger.unsigned.map(\.entry))
        var sums: [String: [PartnerID: Int64]] = [:]
        for (place, record) in ledger.records.enumerated() where !lacking.contains(place + 1) {
            guard case .entry(let entry, let date) = record, let use = use(by: entry), use.account == account else {
                continue
            }
            let day = String(date.description.prefix(10))
            let sum = (sums[day]?[use.partner] ?? 0).addingReportingOverflow(use.millionths)
            sums[day, default: [:]][use.partner] = sum.overflow ? .max : sum.partialValue
        }
        return sums.sorted { $0.key < $1.key }.flatMap { day, partners in
            partners.sorted { $0.key < $1.key }.map {
                DayUse(day: day, partner: $0.key, used: Amount(millionths: $0.value, pool.unit))
            }
        }
    }

    /// What an entry uses of an account; below zero where it undoes a use.
    private func use(by entry: LedgerEntry) -> (partner: PartnerID, account: PoolPeriod, millionths: Int64)? {
        switch entry {
        case .use(let partner, _, let account, let amount, _): return (partner, account, amount.millionths)
        case .reversal(let number, _, _, _):
            guard ledger.records.indices.contains(number - 1),
                case .entry(.use(let partner, _, let account, let amount, _), _) = ledger.records[number - 1]
            else { return nil }
            return (partner, account, -amount.millionths)
        default: return nil
        }
    }

    /// Movements of the period that the asking partner may see, newest first: all of common accounts, and its own debts.
    public var rows: [StatementRow] {
        ledger.rows.filter { row in
            guard let account = row.account else {
                return period.span.contains(row.time) && (row.from == asker || row.to == asker)
            }
            return account.period == period.id
        }.reversed()
    }

    /// Barters, charges and offsets of the period with their numbers, newest first: a barter by its parcels' accounts, a
    /// debt by its date; debts only of the asking partner.
    public var exchanges: [(number: Int, entry: LedgerEntry, date: CivilTime)] {
        ledger.records.enumerated().reversed().compactMap { place, record in
            guard case .entry(let entry, let date) = record, isExchange(entry, date) else { return nil }
            return (place + 1, entry, date)
        }
    }

    private func isExchange(_ entry: LedgerEntry, _ date: CivilTime) -> Bool {
        switch entry {
        case .barter(_, _, let parcels, _): parcels.contains { $0.account.period == period.id }
        case .charge(let debtor, let creditor, _, _), .offset(let debtor, let creditor, _, _):
            period.span.contains(date) && concernsAsker(debtor, creditor)
        default: false
        }
    }

    /// What is owed to or by the asking partner.
    public var debts: [Debt] { ledger.debts.filter { concernsAsker($0.debtor, $0.creditor) } }

    /// Whether the asking partner is one of the two.
    private func concernsAsker(_ debtor: PartnerID, _ creditor: PartnerID) -> Bool {
        asker == debtor || asker == creditor
    }

    /// The name that the file gives an entry.
    public func name(of entry: LedgerEntry, on date: CivilTime) -> String? {
        plan.entries.first { $0.entry == entry && $0.date == date }?.id
    }
}
