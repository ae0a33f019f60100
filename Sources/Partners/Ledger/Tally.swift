public import Programme

/// How a partner stands in an account. All amounts have the account's unit; only entries signed by both sides count,
/// but for `unsigned`.
public struct PartnerBalance: Hashable, Sendable {
    /// The partner.
    public let partner: PartnerID
    /// Its share.
    public let allocated: Amount
    /// Got in barter.
    public let gained: Amount
    /// Given in barter.
    public let given: Amount
    /// Used.
    public let used: Amount
    /// What is left; below zero when more was used than there was.
    public let left: Amount
    /// Used by entries that a side has not signed yet.
    public let unsigned: Amount

    /// The share of the whole account that is used or given away, percent; zero for an empty account.
    public let usedPercent: Double
    /// Allocated, plus gained, less given: percent of the whole account.
    public let entitledPercent: Double
}

/// What one partner owes another in one unit.
public struct Debt: Hashable, Sendable {
    /// Who owes.
    public let debtor: PartnerID
    /// Who is owed.
    public let creditor: PartnerID
    /// How much, above zero.
    public let amount: Amount

    /// A debt from its parts.
    public init(debtor: PartnerID, creditor: PartnerID, amount: Amount) {
        self.debtor = debtor
        self.creditor = creditor
        self.amount = amount
    }
}

/// The sums over a book's records, kept up as they come.
struct Tally: Sendable {
    private var entries: [Int: LedgerEntry] = [:]
    /// Who still has to sign, by entry; one that all have signed is not in it.
    private var lacking: [Int: Set<PartnerID>] = [:]
    /// Entries that a reversal signed by both sides has undone.
    private(set) var undone: Set<Int> = []
    private var units: [PoolPeriod: AmountUnit] = [:]
    private var sums: [PoolPeriod: [PartnerID: Sums]] = [:]
    private var owed: [DebtKey: Int64] = [:]

    private struct Sums: Sendable {
        var allocated: Int64 = 0
        var gained: Int64 = 0
        var given: Int64 = 0
        var used: Int64 = 0
        var left: Int64? {
            let parts = [gained, -given, -used]
            return parts.reduce(Int64?(allocated)) { sum, part in sum?.checkedSum(part) }
        }
    }

    private struct DebtKey: Hashable {
        let first: PartnerID
        let second: PartnerID
        let unit: AmountUnit
    }

    mutating func take(_ record: LedgerRecord, number: Int) throws(LedgerError) {
        switch record {
        case .entry(let entry, _):
            try check(entry)
            entries[number] = entry
            lacking[number] = entry.parties
        case .signature(let entry, let partner, _, _): try sign(entry, partner)
        case .checkpoint: return
        }
    }

    private mutating func sign(_ number: Int, _ partner: PartnerID) throws(LedgerError) {
        guard let entry = entries[number] else { throw .noEntry(number) }
        var lacks = lacking[number] ?? []
        guard entry.parties.contains(partner) else { throw .notAParty(partner, entry: number) }
        guard lacks.remove(partner) != nil else { throw .signedAlready(partner, entry: number) }
        if lacks.isEmpty { try complete(entry) }
        lacking[number] = lacks.isEmpty ? nil : lacks
    }

    /// Counts an entry that all its parties have signed, whole or not at all.
    private mutating func complete(_ entry: LedgerEntry) throws(LedgerError) {
        if case .reversal(let number, _, _, _) = entry { try checkStands(number) }
        var draft = Draft()
        try count(entry, sign: 1, in: &draft)
        apply(draft)
        if case .reversal(let number, _, _, _) = entry { undone.insert(number) }
    }

    private func checkStands(_ number: Int) throws(LedgerError) {
        guard !undone.contains(number) else { throw .undoneAlready(entry: number) }
    }

    /// What an entry changes, held apart until all of it fits.
    private struct Draft {
        var sums: [PoolPeriod: [PartnerID: Sums]] = [:]
        var debts: [(millionths: Int64, unit: AmountUnit, debtor: PartnerID, creditor: PartnerID)] = []
    }

    private mutating func apply(_ draft: Draft) {
        for (account, partners) in draft.sums {
            for (partner, sum) in partners { sums[account, default: [:]][partner] = sum }
        }
        for debt in draft.debts { owe(debt.millionths, debt.unit, debt.debtor, debt.creditor) }
    }

    private func sums(of partner: PartnerID, in account: PoolPeriod, _ draft: Draft) -> Sums {
        draft.sums[account]?[partner] ?? sums[account]?[partner] ?? Sums()
    }

    // MARK: what an entry must fit

    private mutating func check(_ entry: LedgerEntry) throws(LedgerError) {
        switch entry {
        case .allocation(_, _, let account, let amount, _):
            try checkUnit(amount, in: account)
            units[account] = amount.unit
        case .use(_, _, let account, let amount, _):
            guard units[account] != nil else { throw .unknownAccount(account) }
            try checkUnit(amount, in: account)
        case .barter(let first, let second, let parcels, _):
            for parcel in parcels {
                guard Set([parcel.from, parcel.to]) == Set([first, second]), first != second else {
                    throw .strayParcel(parcel)
                }
            }
            // All parcels together, as they are counted once both have signed.
            var draft = Draft()
            try count(entry, sign: 1, in: &draft)
        case .charge(_, _, let amount, _), .offset(_, _, let amount, _):
            guard amount.millionths > 0 else { throw .emptyAmount(amount) }
        case .reversal(let number, let first, let second, _):
            guard let entry = entries[number], lacking[number] == nil else { throw .noEntry(number) }
            guard entry.parties == [first, second] else { throw .notAParty(first, entry: number) }
            if case .reversal = entry { throw .noEntry(number) }
            try checkStands(number)
        }
    }

    private func checkUnit(_ amount: Amount, in account: PoolPeriod) throws(LedgerError) {
        guard amount.millionths > 0 else { throw .emptyAmount(amount) }
        if let unit = units[account], unit != amount.unit {
            throw .unitMismatch(account, has: unit, given: amount.unit)
        }
    }

    private func checkLeft(_ parcel: Parcel, _ draft: Draft) throws(LedgerError) {
        guard let unit = units[parcel.account] else { throw .unknownAccount(parcel.account) }
        try checkUnit(parcel.amount, in: parcel.account)
        let left = sums(of: parcel.from, in: parcel.account, draft).left ?? 0
        guard parcel.amount.millionths <= left else {
            throw .exceedsBalance(
                parcel.from, parcel.account, left: Amount(millionths: left, unit), given: parcel.amount)
        }
    }

    // MARK: what an entry adds

    private func count(_ entry: LedgerEntry, sign: Int64, in draft: inout Draft) throws(LedgerError) {
        switch entry {
        case .allocation(let partner, _, let account, let amount, _):
            try add(sign * amount.millionths, to: \.allocated, of: partner, in: account, &draft)
        case .use(let partner, _, let account, let amount, _):
            try add(sign * amount.millionths, to: \.used, of: partner, in: account, &draft)
        case .barter(_, _, let parcels, _):
            for parcel in parcels {
                if sign > 0 { try checkLeft(parcel, draft) }
                try add(sign * parcel.amount.millionths, to: \.given, of: parcel.from, in: parcel.account, &draft)
                try add(sign * parcel.amount.millionths, to: \.gained, of: parcel.to, in: parcel.account, &draft)
            }
        case .charge(let debtor, let creditor, let amount, _):
            draft.debts.append((sign * amount.millionths, amount.unit, debtor, creditor))
        case .offset(let debtor, let creditor, let amount, _):
            draft.debts.append((-sign * amount.millionths, amount.unit, debtor, creditor))
        case .reversal(let number, _, _, _):
            if let undone = entries[number] { try count(undone, sign: -1, in: &draft) }
        }
    }

    private func add(
        _ millionths: Int64, to part: WritableKeyPath<Sums, Int64>, of partner: PartnerID, in account: PoolPeriod,
        _ draft: inout Draft
    ) throws(LedgerError) {
        var sum = sums(of: partner, in: account, draft)
        guard let new = sum[keyPath: part].checkedSum(millionths) else { throw .outOfRange(account) }
        sum[keyPath: part] = new
        guard sum.left != nil else { throw .outOfRange(account) }
        draft.sums[account, default: [:]][partner] = sum
    }

    private mutating func owe(_ millionths: Int64, _ unit: AmountUnit, _ debtor: PartnerID, _ creditor: PartnerID) {
        let isOrdered = debtor < creditor
        let key = DebtKey(first: isOrdered ? debtor : creditor, second: isOrdered ? creditor : debtor, unit: unit)
        owed[key, default: 0] = (owed[key] ?? 0).saturatingSum(isOrdered ? millionths : -millionths)
    }

    // MARK: answers

    var accounts: [PoolPeriod] { units.keys.sorted { ($0.pool, $0.period) < ($1.pool, $1.period) } }

    func balances(of account: PoolPeriod) -> [PartnerBalance] {
        guard let unit = units[account] else { return [] }
        let partners = (sums[account] ?? [:]).sorted { $0.key < $1.key }
        let whole = partners.reduce(0.0) { $0 + Double($1.value.allocated) }
        let waiting = unsignedUse(of: account)
        return partners.map { partner, sum in
            func amount(_ millionths: Int64) -> Amount { Amount(millionths: millionths, unit) }
            func percent(_ millionths: Double) -> Double { whole > 0 ? 100 * millionths / whole : 0 }
            return PartnerBalance(
                partner: partner, allocated: amount(sum.allocated), gained: amount(sum.gained),
                given: amount(sum.given), used: amount(sum.used), left: amount(sum.left ?? 0),
                unsigned: amount(waiting[partner] ?? 0), usedPercent: percent(Double(sum.used)),
                entitledPercent: percent(Double(sum.allocated) + Double(sum.gained) - Double(sum.given)))
        }
    }

    private func unsignedUse(of account: PoolPeriod) -> [PartnerID: Int64] {
        var waiting: [PartnerID: Int64] = [:]
        for number in lacking.keys {
            guard case .use(let partner, _, account, let amount, _)? = entries[number] else { continue }
            waiting[partner] = (waiting[partner] ?? 0).saturatingSum(amount.millionths)
        }
        return waiting
    }

    var debts: [Debt] {
        owed.filter { $0.value != 0 }.map { key, millionths in
            Debt(
                debtor: millionths > 0 ? key.first : key.second, creditor: millionths > 0 ? key.second : key.first,
                amount: Amount(millionths: millionths.magnitude > Int64.max ? .max : abs(millionths), key.unit))
        }.sorted {
            ($0.debtor, $0.creditor, $0.amount.unit.rawValue) < ($1.debtor, $1.creditor, $1.amount.unit.rawValue)
        }
    }

    var unsigned: [(entry: Int, lacks: [PartnerID])] {
        lacking.map { ($0.key, $0.value.sorted()) }.sorted { $0.0 < $1.0 }
    }
}

extension Int64 {
    fileprivate func checkedSum(_ other: Int64) -> Int64? {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? nil : sum
    }

    fileprivate func saturatingSum(_ other: Int64) -> Int64 {
        checkedSum(other) ?? (other > 0 ? .max : .min + 1)
    }
}
