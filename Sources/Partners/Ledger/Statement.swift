public import Programme

/// One movement as all partners see it: whose account it lowers, whose it raises, and who stands by it.
public struct StatementRow: Hashable, Sendable {
    /// Number of the entry in the book.
    public let entry: Int
    /// When it happened.
    public let time: CivilTime
    /// The account; `nil` for a debt.
    public let account: PoolPeriod?
    /// Whose account it lowers, or who owes more by it.
    public let from: PartnerID?
    /// Whose account it raises, or who is owed more by it.
    public let to: PartnerID?
    /// How much; above zero.
    public let amount: Amount
    /// What for, in words.
    public let what: String
    /// The parties that have signed it.
    public let signedBy: [PartnerID]
    /// The parties that have not: it counts when there are none.
    public let lacks: [PartnerID]

    /// Whether all its parties have signed, so that it counts.
    public var counts: Bool { lacks.isEmpty }

    /// By how much it moves a partner's account, in millionths of the unit.
    func change(of partner: PartnerID) -> Int64 {
        (to == partner ? amount.millionths : 0) - (from == partner ? amount.millionths : 0)
    }
}

/// One line of a partner's statement.
public struct StatementLine: Hashable, Sendable {
    /// The movement.
    public let row: StatementRow
    /// By how much it moves the partner's account, with its sign.
    public let change: Amount
    /// What is left after it; it moves only by what counts.
    public let left: Amount
}

/// How all partners stand in one period.
public struct PeriodStatement: Hashable, Sendable {
    /// The account.
    public let account: PoolPeriod
    /// The partners' balances, in order of their ids.
    public let balances: [PartnerBalance]
}

extension StationLedger {
    /// Every movement of the book, in its order.
    public var rows: [StatementRow] {
        var signed: [Int: Set<PartnerID>] = [:]
        for record in records {
            if case .signature(let entry, let partner, _, _) = record { signed[entry, default: []].insert(partner) }
        }
        return records.enumerated().flatMap { place, record -> [StatementRow] in
            guard case .entry(let entry, let time) = record else { return [] }
            let signatures = signed[place + 1] ?? []
            return movements(of: entry).map { movement in
                StatementRow(
                    entry: place + 1, time: time, account: movement.account, from: movement.from, to: movement.to,
                    amount: movement.amount, what: movement.what, signedBy: signatures.sorted(),
                    lacks: entry.parties.subtracting(signatures).sorted())
            }
        }
    }

    /// A partner's movements in an account with what was left after each.
    public func statement(of account: PoolPeriod, for partner: PartnerID) -> [StatementLine] {
        var left: Int64 = 0
        return rows.filter { $0.account == account && ($0.from == partner || $0.to == partner) }.map { row in
            let change = row.change(of: partner)
            // Balances are checked as they are entered: their range holds the sum.
            if row.counts { left = left.addingReportingOverflow(change).partialValue }
            return StatementLine(
                row: row, change: Amount(millionths: change, row.amount.unit),
                left: Amount(millionths: left, row.amount.unit))
        }
    }

    /// What passed between two partners, debts and settlements too; the same whichever of them asks.
    public func rows(between first: PartnerID, _ second: PartnerID) -> [StatementRow] {
        let pair: Set<PartnerID> = [first, second]
        return rows.filter { row in row.from.map(pair.contains) ?? false && row.to.map(pair.contains) ?? false }
    }

    /// The balances of each period of a pool, in order.
    public func periods(of pool: String) -> [PeriodStatement] {
        accounts.filter { $0.pool == pool }.map { PeriodStatement(account: $0, balances: balances(of: $0)) }
    }

    /// Movements that only some of their parties have signed.
    public var oneSided: [StatementRow] { rows.filter { !$0.counts && !$0.signedBy.isEmpty } }

    private struct Movement {
        let account: PoolPeriod?
        let from: PartnerID?
        let to: PartnerID?
        let amount: Amount
        let what: String
    }

    private func movements(of entry: LedgerEntry) -> [Movement] {
        switch entry {
        case .allocation(let partner, _, let account, let amount, let document):
            return [Movement(account: account, from: nil, to: partner, amount: amount, what: "share by \(document)")]
        case .use(let partner, _, let account, let amount, let what):
            return [Movement(account: account, from: partner, to: nil, amount: amount, what: what)]
        case .barter(_, _, let parcels, let terms):
            return parcels.map {
                Movement(account: $0.account, from: $0.from, to: $0.to, amount: $0.amount, what: terms)
            }
        case .charge(let debtor, let creditor, let amount, let what):
            return [Movement(account: nil, from: debtor, to: creditor, amount: amount, what: what)]
        case .offset(let debtor, let creditor, let amount, let inKind):
            return [Movement(account: nil, from: creditor, to: debtor, amount: amount, what: inKind)]
        case .reversal(let number, _, _, let reason):
            guard records.indices.contains(number - 1), case .entry(let undone, _) = records[number - 1] else {
                return []
            }
            return movements(of: undone).map {
                Movement(
                    account: $0.account, from: $0.to, to: $0.from, amount: $0.amount,
                    what: "entry \(number) undone: \(reason)")
            }
        }
    }
}
