import Agreements
import Ledger
import Operations
import Programme

/// The partners' accounts.
struct LedgerBody: Encodable {
    struct Period: Encodable {
        var id: String
        var from: String?
        var until: String?
    }

    struct Pool: Encodable {
        var id: String
        var title: String
        var unit: String
        var keeper: String
        var metered: Bool
        var allocations: [Allocation]
        var history: [DayUse]
    }

    struct Allocation: Encodable {
        var partner: String
        var sharePercent: Double?
        var allocated: Double
        var used: Double
        var unsigned: Double
        var barteredIn: Double
        var barteredOut: Double
        var available: Double
        var usedPercent: Double?
    }

    struct DayUse: Encodable {
        var day: String
        var partner: String
        var used: Double
    }

    struct Parcel: Encodable {
        var from: String
        var amount: Double
        var unit: String
        var pool: String
    }

    struct Barter: Encodable {
        var id: String
        var from: String
        var to: String
        var gives: String
        var amount: Double
        var unit: String
        var `for`: String
        var returns: [Parcel]
        var date: String
        var state: String
        var note: String
    }

    struct Offset: Encodable {
        var id: String
        var kind: String
        var debtor: String
        var creditor: String
        var amount: Double
        var unit: String
        var note: String
        var date: String
        var state: String
    }

    struct Entry: Encodable {
        var sequence: Int
        var at: String
        var kind: String
        var pool: String?
        var period: String?
        var from: String?
        var to: String?
        var amount: Double
        var unit: String
        var note: String
        var state: String
        var digest: String
    }

    struct Fault: Encodable {
        var sequence: Int
        var words: String
    }

    struct Chain: Encodable {
        var head: String
        var count: Int
        var intact: Bool
        var fault: Fault?
    }

    struct Checkpoint: Encodable {
        var sequence: Int
        var at: String
        var partner: String
        var key: String
        var valid: Bool
    }

    struct Debt: Encodable {
        var debtor: String
        var creditor: String
        var amount: Double
        var unit: String
    }

    static let mostEntries = 200

    var programme: String
    var periods: [Period]
    var period: String
    var pools: [Pool]
    var barters: [Barter]
    var offsets: [Offset]
    var debts: [Debt]
    var entries: [Entry]
    var chain: Chain
    var checkpoints: [Checkpoint]

    init(_ answer: LedgerAnswer) {
        let lines = LedgerLines(answer)
        programme = answer.programmeID
        periods = answer.plan.periods.map {
            Period(id: $0.id, from: $0.span.from?.description, until: $0.span.until?.description)
        }
        period = answer.period.id
        pools = answer.pools.map { Pool($0, answer) }
        barters = lines.barters
        offsets = lines.offsets
        debts = answer.debts.map {
            Debt(
                debtor: $0.debtor.rawValue, creditor: $0.creditor.rawValue, amount: $0.amount.value,
                unit: $0.amount.unit.rawValue)
        }
        entries = answer.rows.prefix(Self.mostEntries).map { lines.entry($0) }
        chain = Chain(
            head: answer.ledger.head.description, count: answer.ledger.records.count, intact: answer.fault == nil,
            fault: answer.fault.map { Fault(sequence: $0.firstLine, words: $0.description) })
        checkpoints = lines.checkpoints
    }
}

extension LedgerBody.Pool {
    init(_ pool: AccountPool, _ answer: LedgerAnswer) {
        self.init(
            id: pool.id, title: pool.title, unit: pool.unit.rawValue, keeper: pool.keeper.rawValue,
            metered: pool.meter != nil, allocations: answer.standings(in: pool).map(LedgerBody.Allocation.init),
            history: answer.history(of: pool).map {
                LedgerBody.DayUse(day: $0.day, partner: $0.partner.rawValue, used: $0.used.value)
            })
    }
}

extension LedgerBody.Allocation {
    init(_ standing: LedgerAnswer.Standing) {
        let balance = standing.balance
        self.init(
            partner: balance.partner.rawValue, sharePercent: standing.sharePercent, allocated: balance.allocated.value,
            used: balance.used.value, unsigned: balance.unsigned.value, barteredIn: balance.gained.value,
            barteredOut: balance.given.value, available: balance.left.value, usedPercent: standing.usedPercent)
    }
}

/// The book's lines as the page has them.
private struct LedgerLines {
    let answer: LedgerAnswer
    let digests: [ChainDigest]
    let lacking: [Int: [PartnerID]]
    let undone: Set<Int>
    let titles: [String: String]

    init(_ answer: LedgerAnswer) {
        self.answer = answer
        digests = answer.ledger.digests
        lacking = Dictionary(
            answer.ledger.unsigned.map { ($0.entry, $0.lacks) }, uniquingKeysWith: { first, _ in first })
        undone = answer.ledger.undone
        titles = Dictionary(answer.plan.pools.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    private func state(_ number: Int) -> String {
        if undone.contains(number) { return "undone" }
        guard let lacks = lacking[number], !lacks.isEmpty else { return "signed" }
        return "waits for \(lacks.map(\.rawValue).joined(separator: ", "))"
    }

    func entry(_ row: StatementRow) -> LedgerBody.Entry {
        LedgerBody.Entry(
            sequence: row.entry, at: row.time.description, kind: kind(row.entry), pool: row.account?.pool,
            period: row.account?.period, from: row.from?.rawValue, to: row.to?.rawValue, amount: row.amount.value,
            unit: row.amount.unit.rawValue, note: row.what, state: state(row.entry),
            digest: digests.indices.contains(row.entry - 1) ? digests[row.entry - 1].description : "")
    }

    private func kind(_ number: Int) -> String {
        guard case .entry(let entry, _)? = answer.ledger.records.dropFirst(number - 1).first else { return "" }
        return switch entry {
        case .allocation: "allocation"
        case .use: "use"
        case .barter: "barter"
        case .charge: "charge"
        case .offset: "offset"
        case .reversal: "reversal"
        }
    }

    private func title(_ account: PoolPeriod) -> String { titles[account.pool] ?? account.pool }

    /// A row for what the first of the two gives; what comes back for it stands in parts, and in words where it is none.
    var barters: [LedgerBody.Barter] {
        answer.exchanges.compactMap { number, entry, date in
            guard case .barter(_, _, let parcels, let terms) = entry, let given = parcels.first else { return nil }
            let back = parcels.dropFirst().map {
                LedgerBody.Parcel(
                    from: $0.from.rawValue, amount: $0.amount.value, unit: $0.amount.unit.rawValue,
                    pool: title($0.account))
            }
            let words = parcels.dropFirst().map {
                "\($0.amount.decimalText) \($0.amount.unit.symbol) of \(title($0.account))"
            }
            return LedgerBody.Barter(
                id: answer.name(of: entry, on: date) ?? "\(number)", from: given.from.rawValue, to: given.to.rawValue,
                gives: title(given.account), amount: given.amount.value, unit: given.amount.unit.rawValue,
                for: words.isEmpty ? terms : words.joined(separator: "; "), returns: back, date: date.description,
                state: state(number), note: terms)
        }
    }

    var offsets: [LedgerBody.Offset] {
        answer.exchanges.compactMap { number, entry, date -> LedgerBody.Offset? in
            let (kind, debtor, creditor, amount, words): (String, PartnerID, PartnerID, Amount, String)
            switch entry {
            case .charge(let first, let second, let much, let what):
                (kind, debtor, creditor, amount, words) = ("charge", first, second, much, what)
            case .offset(let first, let second, let much, let what):
                (kind, debtor, creditor, amount, words) = ("offset", first, second, much, what)
            default: return nil
            }
            return LedgerBody.Offset(
                id: answer.name(of: entry, on: date) ?? "\(number)", kind: kind, debtor: debtor.rawValue,
                creditor: creditor.rawValue, amount: amount.value, unit: amount.unit.rawValue, note: words,
                date: date.description, state: state(number))
        }
    }

    /// The newest; a checkpoint stands in the book only when its signature fits.
    var checkpoints: [LedgerBody.Checkpoint] {
        answer.ledger.records.enumerated().reversed().lazy.compactMap { place, record -> LedgerBody.Checkpoint? in
            guard case .checkpoint(let partner, let key, _, let date) = record else { return nil }
            return LedgerBody.Checkpoint(
                sequence: place + 1, at: date.description, partner: partner.rawValue, key: key, valid: true)
        }.prefix(50).map(\.self)
    }
}

extension AmountUnit {
    /// What people write behind a number.
    fileprivate var symbol: String {
        switch self {
        case .percent: "%"
        case .minute: "min"
        case .hour: "h"
        case .kilogram: "kg"
        case .kilowattHour: "kWh"
        case .gigabyte: "GB"
        case .seat: "seats"
        case .dollar: "USD"
        }
    }
}
