import Agreements
import Ledger
import Programme

/// What a plan has and a book has not, and the other way round.
struct PlanChanges {
    private var missing: [PlannedEntry] = []
    private var unsigned: [(number: Int, partners: [PartnerID])] = []
    private var removed: [(number: Int, entry: LedgerEntry)] = []

    private struct Key: Hashable {
        let entry: LedgerEntry
        let date: CivilTime
    }

    /// Compares by what entries say and when; of equal ones as many must be there as the plan has.
    init(_ plan: AccountPlan, _ ledger: StationLedger) {
        var open = Self.standing(in: ledger)
        let lacks = Dictionary(ledger.unsigned.map { ($0.entry, $0.lacks) }, uniquingKeysWith: { first, _ in first })
        for planned in plan.entries {
            let key = Key(entry: planned.entry, date: planned.date)
            guard let number = open[key]?.popLast() else {
                missing.append(planned)
                continue
            }
            let ready = (lacks[number] ?? []).filter { planned.signedBy.contains($0) }
            if !ready.isEmpty { unsigned.append((number, ready)) }
        }
        removed = open.flatMap { key, numbers in
            numbers.filter { lacks[$0] == nil }.map { (number: $0, entry: key.entry) }
        }.sorted { $0.number > $1.number }
    }

    var isEmpty: Bool { missing.isEmpty && unsigned.isEmpty && removed.isEmpty }

    /// Entries of a book that came from a plan and were not undone, with their numbers, the first last.
    private static func standing(in ledger: StationLedger) -> [Key: [Int]] {
        var undone: Set<Int> = []
        for case .entry(.reversal(let number, _, _, _), _) in ledger.records { undone.insert(number) }
        var found: [Key: [Int]] = [:]
        for (place, record) in ledger.records.enumerated().reversed() {
            guard case .entry(let entry, let date) = record, !undone.contains(place + 1), !isNodesOwn(entry) else {
                continue
            }
            found[Key(entry: entry, date: date), default: []].append(place + 1)
        }
        return found
    }

    private static func isNodesOwn(_ entry: LedgerEntry) -> Bool {
        switch entry {
        case .use(_, _, _, _, let what): what.hasPrefix(PlanReading.meteredPrefix)
        case .reversal: true
        default: false
        }
    }

    /// Brings a book to what the plan says; an entry that does not fit is left out, and told.
    func apply(
        to ledger: inout StationLedger, signers: [PartnerID: PartySigner], at now: CivilTime
    ) -> [LedgerError] {
        var refused: [LedgerError] = []
        func attempt(_ body: (inout StationLedger) throws(LedgerError) -> Void) {
            do throws(LedgerError) {
                try body(&ledger)
            } catch {
                refused.append(error)
            }
        }
        for (number, entry) in removed {
            let parties = entry.parties.sorted()
            guard let first = parties.first, let second = parties.last else { continue }
            let reversal = PlannedEntry(
                .reversal(of: number, first: first, second: second, reason: "taken out of the programme's files"),
                date: now, signedBy: entry.parties)
            attempt { next throws(LedgerError) in try reversal.enter(into: &next, signers: signers) }
        }
        for (number, partners) in unsigned {
            attempt { next throws(LedgerError) in
                for signer in partners.compactMap({ signers[$0] }) { try next.sign(number, with: signer) }
            }
        }
        for planned in missing {
            attempt { next throws(LedgerError) in try planned.enter(into: &next, signers: signers) }
        }
        return refused
    }
}
