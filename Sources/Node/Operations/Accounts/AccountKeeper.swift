import Agreements
import FoundationEssentials
import Ledger
import Programme
import Timekeeping

/// Keeps a programme's ledger while its node runs: enters what people wrote down and what the node counts itself,
/// signs it, and sets a checkpoint behind each addition.
///
/// A book that was changed by others is not written to any more; it is shown as far as it is whole, with the fault.
actor AccountKeeper {
    /// The longest that counted use waits to be entered, s.
    static let intervalSeconds = 3600.0
    /// Part of an account that counted use may reach before it is entered at once.
    static let enterAtPart = 0.001
    private static let retrySeconds = 10.0

    nonisolated let plan: AccountPlan
    nonisolated let meter = DownlinkMeter()
    private let agreements: LivingAgreements
    private let keys: AccountKeys
    private let store: any BookStore
    private let notices: NoticeBoard
    private(set) var ledger: StationLedger
    private(set) var fault: LedgerFault?
    /// Octets counted in an earlier archive, which the totals do not hold.
    private var octetsBefore: [PartnerID: Int64] = [:]
    private var metered: [PartnerID: Int64]
    private var enteredAt: Instant
    private var failedAt: Instant?
    private var isWriting = false
    private var onChange: (@Sendable ([PoolUse]) -> Void)?
    private var toldUse: [PoolUse] = []

    /// Takes up where the book ends, after a check of all of it, and enters what the plan has and the book has not.
    static func open(
        _ plan: AccountPlan, _ configuration: NodeConfiguration, in store: any BookStore, notices: NoticeBoard,
        at now: Instant
    ) async throws(ArchiveError) -> AccountKeeper {
        let keys = try await AccountKeys.open(configuration.programme.partners.map(\.id), in: store)
        let read = StationLedger.read(try await store.content(of: .ledger), keys: keys.known)
        let keeper = AccountKeeper(
            plan, configuration.agreements, keys, store, notices, ledger: read.ledger, fault: read.faults.first, at: now
        )
        await keeper.enterPlan(at: now)
        return keeper
    }

    private init(
        _ plan: AccountPlan, _ agreements: LivingAgreements, _ keys: AccountKeys, _ store: any BookStore,
        _ notices: NoticeBoard, ledger: StationLedger, fault: LedgerFault?, at now: Instant
    ) {
        self.plan = plan
        self.agreements = agreements
        self.keys = keys
        self.store = store
        self.notices = notices
        self.ledger = ledger
        self.fault = fault
        metered = ledger.meteredOctets
        enteredAt = now
        if let fault {
            notices.post(.critical, "the ledger was changed, and nothing is entered any more: \(fault)")
        }
    }

    /// Calls `body` now, and whenever balances change.
    func watch(at now: Instant, _ body: @escaping @Sendable ([PoolUse]) -> Void) {
        onChange = body
        tellUse(at: now)
    }

    /// Enters what the node counted since, once it is due; at the end, all of it.
    func write(at now: Instant, isLast: Bool = false) async {
        defer { tellUse(at: now) }
        guard fault == nil, !isWriting else { return }
        if let failedAt, abs(now.secondsSince(failedAt)) < Self.retrySeconds { return }
        let due = dueUse(at: now, isLast: isLast)
        guard !due.isEmpty else { return }
        await extend(at: now) { next throws(LedgerError) in
            for planned in due { try planned.enter(into: &next, signers: keys.signers) }
        }
    }

    // MARK: what people wrote down

    private func enterPlan(at now: Instant) async {
        guard fault == nil else { return }
        let changes = PlanChanges(plan, ledger)
        guard !changes.isEmpty else { return }
        await extend(at: now) { next throws(LedgerError) in
            for refusal in changes.apply(to: &next, signers: keys.signers, at: CivilTime(now)) {
                notices.post(.warning, "an entry of `ledger.yaml` is not entered: \(refusal)")
            }
        }
    }

    // MARK: what the node counts

    /// The pool into which a partner's telemetry counts now: one that the node counts and that it has a part of.
    private func account(of partner: PartnerID, at instant: CivilTime) -> (pool: AccountPool, balance: PartnerBalance)?
    {
        for pool in plan.pools where pool.meter == .downlink {
            for period in plan.periods where period.span.contains(instant) {
                let account = PoolPeriod(pool: pool.id, period: period.id)
                let own = ledger.balances(of: account).first { $0.partner == partner && $0.allocated.millionths > 0 }
                if let own { return (pool, own) }
            }
        }
        return nil
    }

    private func dueUse(at now: Instant, isLast: Bool) -> [PlannedEntry] {
        let totals = meter.totals
        let instant = CivilTime(now)
        let isHourOver = abs(now.secondsSince(enteredAt)) >= Self.intervalSeconds
        return totals.keys.sorted().compactMap { partner in
            let counted = (totals[partner] ?? 0) + (octetsBefore[partner] ?? 0) - (metered[partner] ?? 0)
            guard counted >= 1000, let (pool, balance) = account(of: partner, at: instant),
                let period = plan.periods.first(where: { $0.span.contains(instant) && holds($0, pool) })
            else { return nil }
            let amount = Amount(millionths: counted / 1000, .gigabyte)
            let isMuch = amount.value >= balance.allocated.value * Self.enterAtPart
            guard isLast || isHourOver || isMuch else { return nil }
            let entry = LedgerEntry.use(
                partner: partner, keeper: pool.keeper, account: PoolPeriod(pool: pool.id, period: period.id),
                amount: amount,
                what: PlanReading.meteredPrefix + "telemetry received until \(instant)")
            return PlannedEntry(entry, date: instant, signedBy: entry.parties)
        }
    }

    private func holds(_ period: AccountPeriod, _ pool: AccountPool) -> Bool {
        ledger.accounts.contains(PoolPeriod(pool: pool.id, period: period.id))
    }

    /// Counts on from what the archive has, octets by the partners' ids.
    ///
    /// A new archive begins at nothing: what the book has is more then, and counts beside it.
    func begin(at kept: [String: Int64]) {
        meter.set(kept)
        let totals = meter.totals
        for (partner, octets) in metered { octetsBefore[partner] = max(0, octets - (totals[partner] ?? 0)) }
    }

    // MARK: the book

    /// Adds to the book, all or nothing: what does not reach the disk is not in the balances either.
    private func extend(at now: Instant, _ body: (inout StationLedger) throws(LedgerError) -> Void) async {
        isWriting = true
        defer { isWriting = false }
        var next = ledger
        do throws(LedgerError) {
            try body(&next)
            guard next.records.count > ledger.records.count else { return }
            for partner in checkpointSigners(next) {
                guard let signer = keys.signers[partner] else { continue }
                try next.checkpoint(with: signer, at: CivilTime(now))
            }
        } catch {
            notices.post(.critical, "the ledger takes no entry: \(error)")
            failedAt = now
            return
        }
        do throws(ArchiveError) {
            try await store.append(next.lines(after: ledger), to: .ledger)
        } catch {
            if failedAt == nil { notices.post(.critical, "the ledger cannot be kept: \(error)") }
            failedAt = now
            return
        }
        failedAt = nil
        ledger = next
        metered = next.meteredOctets
        enteredAt = now
    }

    /// Who keeps the pools that the addition touches; else who stands by it.
    private func checkpointSigners(_ next: StationLedger) -> [PartnerID] {
        var keepers: Set<PartnerID> = []
        var parties: Set<PartnerID> = []
        for record in next.records.dropFirst(ledger.records.count) {
            guard case .entry(let entry, _) = record else { continue }
            parties.formUnion(entry.parties)
            switch entry {
            case .allocation(_, let keeper, _, _, _), .use(_, let keeper, _, _, _): keepers.insert(keeper)
            default: continue
            }
        }
        return (keepers.isEmpty ? parties : keepers).sorted()
    }

    private func tellUse(at now: Instant) {
        guard let onChange else { return }
        let use = plan.poolUse(in: ledger, under: agreements, at: CivilTime(now))
        guard use != toldUse else { return }
        toldUse = use
        onChange(use)
    }
}

extension StationLedger {
    /// The lines that this book has beyond an earlier state of itself.
    func lines(after earlier: StationLedger) -> Data {
        var head = earlier.head
        var text = Data()
        for record in records.dropFirst(earlier.records.count) {
            let line = ChainLine(record, after: head)
            text.append(line.text)
            head = line.digest
        }
        return text
    }
}
