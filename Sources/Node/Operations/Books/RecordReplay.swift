public import Agreements
public import FoundationEssentials
public import GroundNetwork
import Ledger
public import MissionDatabase
public import Programme

/// Takes the decisions of a book of records again, by the programme's files as they are now.
///
/// Facts are those of each record's own instant: balances come from the ledger's chain as it stood then.
public struct RecordReplay: Sendable {
    private let agreements: LivingAgreements
    private let facts: Facts
    private let past: PastPoolUse?

    /// A replay under a programme's files; `ledger` is the chain that the node kept, with the keys it is signed by.
    public init(
        programme: ProgrammeDescription, agreements: LivingAgreements, database: Database, network: StationNetwork,
        accounts: AccountPlan? = nil, ledger: Data? = nil, keys: [PartyKey] = []
    ) {
        self.agreements = agreements
        facts = Facts(catalogue: ParameterCatalogue(database: database, programme: programme), network: network)
        past = accounts.flatMap { plan in
            ledger.map { PastPoolUse(plan: plan, agreements: agreements, ledger: $0, keys: keys) }
        }
    }

    /// The records whose decision would be another one now.
    public func differences(in records: [NumberedRecord]) -> [ReplayDifference] {
        var state = past?.start
        return replay(records, under: agreements) { record in
            guard let past, var current = state else { return facts }
            defer { state = current }
            // Within the second of an addition a decision may have been taken before or after it.
            let candidates = past.poolUse(at: record.instant, &current).map { use in
                var known = facts
                known.set(poolUse: use)
                return known
            }
            return candidates.first { $0.digest(for: record.request) == record.facts } ?? candidates.first ?? facts
        }
    }
}

/// What partners had used at an instant, from a ledger's chain: each addition ends with a checkpoint that tells when.
struct PastPoolUse: Sendable {
    /// A place in the chain, as far as it was read.
    struct State: Sendable {
        var ledger: StationLedger
        var count = 0
        var instant = CivilTime.distantPast
    }

    private let plan: AccountPlan
    private let agreements: LivingAgreements
    private let records: [LedgerRecord]
    private let keys: [PartyKey]
    /// Whether the chain has a fault: then decisions since its discovery went by shares that were used up.
    private let isFaulty: Bool
    /// After how many records the chain stood so, and from when on.
    private let checkpoints: [(count: Int, date: CivilTime)]

    init(plan: AccountPlan, agreements: LivingAgreements, ledger: Data, keys: [PartyKey]) {
        self.plan = plan
        self.agreements = agreements
        self.keys = keys
        let read = StationLedger.read(ledger, keys: keys)
        let records = read.ledger.records
        self.records = records
        isFaulty = !read.faults.isEmpty
        checkpoints = records.indices.compactMap { place in
            guard case .checkpoint(_, _, _, let date) = records[place] else { return nil }
            // Several sign one addition: it ends with the last of them.
            if place + 1 < records.count, case .checkpoint = records[place + 1] { return nil }
            return (place + 1, date)
        }
    }

    var start: State { State(ledger: StationLedger(keys: keys)) }

    /// Balances as of all additions up to an instant, then as of those before its second; of a chain with a fault also
    /// shares that are used up.
    func poolUse(at instant: CivilTime, _ state: inout State) -> [[PoolUse]] {
        if instant < state.instant { state = start }
        advance(&state) { $0 < instant }
        let before = plan.poolUse(in: state.ledger, under: agreements, at: instant)
        var later = state
        advance(&later) { $0 <= instant }
        state.instant = instant
        let after = later.count == state.count ? [] : [plan.poolUse(in: later.ledger, under: agreements, at: instant)]
        let full = isFaulty ? [plan.fullUse(under: agreements, at: instant)] : []
        return after + [before] + full
    }

    private func advance(_ state: inout State, while isPast: (CivilTime) -> Bool) {
        let target = checkpoints.last { isPast($0.date) }?.count ?? 0
        while state.count < target {
            // What was read once as whole fits again.
            try? state.ledger.append(records[state.count])
            state.count += 1
        }
    }
}
