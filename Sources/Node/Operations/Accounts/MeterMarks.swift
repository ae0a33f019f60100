import FoundationEssentials
import Ledger
import Programme

/// Up to where the octets counted for each partner are dealt with, and in which account they count.
///
/// Octets that come while a partner has no account are nobody's use: the mark moves along with them. It is kept beside
/// the books whenever a partner's account changes, so that the next run begins where this one ended.
struct MeterMarks: Hashable, Sendable {
    /// The note with the marks.
    static let note = "ledger-meter"

    /// One partner's mark.
    struct Mark: Hashable, Sendable {
        /// The account in which its octets count.
        var account: PoolPeriod
        /// Octets that came while it had none, and are never entered.
        var octetsOutside: Int64
    }

    /// The marks of the partners that have an account; who has none has no mark.
    private(set) var marks: [PartnerID: Mark] = [:]
    /// What came outside of any account, of the partners that have none now.
    private var outside: [PartnerID: Int64] = [:]

    /// Marks of a book that was kept before there were any: each partner's use goes on where it was last entered.
    init(before ledger: StationLedger) {
        for record in ledger.records {
            guard case .entry(.use(let partner, _, let account, let amount, let what), _) = record,
                amount.unit == AccountPool.Meter.downlink.unit, what.hasPrefix(PlanReading.meteredPrefix)
            else { continue }
            marks[partner] = Mark(account: account, octetsOutside: 0)
        }
    }

    /// Reads the note.
    ///
    /// - Throws: `ArchiveError.wrongFormat` with the line that cannot be read.
    init(reading note: Data) throws(ArchiveError) {
        let lines = String(decoding: note, as: UTF8.self).split(whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() {
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 4, let octets = Int64(parts[3]), (0...StationLedger.mostOctets).contains(octets) else {
                throw .wrongFormat(
                    path: Self.note, found: "line \(place + 1) `\(line.prefix(80))`",
                    expected: "partner, pool, period and a number of octets")
            }
            marks[PartnerID(parts[0])] = Mark(
                account: PoolPeriod(pool: parts[1], period: parts[2]), octetsOutside: octets)
        }
    }

    /// The note, a partner a line.
    var text: Data {
        let lines = marks.sorted { $0.key < $1.key }.map { partner, mark in
            "\(partner) \(mark.account.pool) \(mark.account.period) \(mark.octetsOutside)\n"
        }
        return Data(lines.joined().utf8)
    }

    /// The account in which a partner's octets count.
    func account(of partner: PartnerID) -> PoolPeriod? { marks[partner]?.account }

    /// Octets of a partner that are never entered.
    func octetsOutside(of partner: PartnerID) -> Int64 {
        marks[partner]?.octetsOutside ?? outside[partner] ?? 0
    }

    /// Moves a partner's mark to the account that it has now; `waiting` are its octets that are not entered.
    mutating func move(_ partner: PartnerID, to account: PoolPeriod?, waiting: Int64) {
        let current = marks[partner]
        guard let account else {
            outside[partner] = octetsOutside(of: partner) + waiting
            marks[partner] = nil
            return
        }
        guard current?.account != account else { return }
        // What is left of the account before it is less than can be entered, and goes along.
        let octets = octetsOutside(of: partner) + (current == nil ? waiting : 0)
        marks[partner] = Mark(account: account, octetsOutside: max(0, octets))
        outside[partner] = nil
    }
}
