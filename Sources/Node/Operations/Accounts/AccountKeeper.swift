import Agreements
import FoundationEssentials
import Ledger
import Programme
import Synchronization
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

    private nonisolated let currentPlan: Mutex<AccountPlan>
    nonisolated let meter = DownlinkMeter()
    nonisolated let antenna: AntennaMeter
    private let agreements: LivingAgreements
    private let keys: AccountKeys
    private let store: any BookStore
    private let notices: NoticeBoard
    private(set) var ledger: StationLedger
    /// What of the book is not as it was written; then nothing is entered.
    private(set) var fault: LedgerFault?
    /// How much of the book a checkpoint signs, and how much the store has a note of.
    private var signedCount: Int
    private var end: BookEnd?
    /// Octets counted in an earlier archive, which the totals do not hold.
    private var octetsBefore: [PartnerID: Int64] = [:]
    private var metered: [PartnerID: Int64]
    private var marks: MeterMarks
    /// The marks as the store has them.
    private var keptMarks: Data?
    /// The contacts as the store has them, and since when.
    private var keptContacts: (note: Data?, at: Instant)
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
        let book = try await KeptLedger.read(in: store, keys: keys.known)
        let note = try await store.note(MeterMarks.note)
        let marks = try note.map(MeterMarks.init(reading:)) ?? MeterMarks(before: book.ledger)
        let contacts = try await store.note(AntennaMeter.note)
        let antenna = AntennaMeter(
            configuration.programme.link, entered: book.ledger, open: try contacts.map(AntennaContact.read) ?? [])
        let keeper = AccountKeeper(
            plan, configuration.agreements, keys, store, notices, book: book, marks: (marks, note),
            contacts: (antenna, contacts), at: now)
        await keeper.signTail(at: now)
        await keeper.enterPlan(at: now)
        return keeper
    }

    private init(
        _ plan: AccountPlan, _ agreements: LivingAgreements, _ keys: AccountKeys, _ store: any BookStore,
        _ notices: NoticeBoard, book: KeptLedger,
        marks: (marks: MeterMarks, note: Data?), contacts: (antenna: AntennaMeter, note: Data?), at now: Instant
    ) {
        currentPlan = Mutex(plan)
        self.agreements = agreements
        self.keys = keys
        self.store = store
        self.notices = notices
        ledger = book.ledger
        fault = book.fault
        signedCount = book.ledger.signedCount
        end = book.end
        self.marks = marks.marks
        keptMarks = marks.note
        antenna = contacts.antenna
        keptContacts = (contacts.note, now)
        metered = book.ledger.meteredOctets
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
        // The last time there is no later one to leave it to.
        while isLast, isWriting { await Task.yield() }
        guard fault == nil, !isWriting else { return }
        if !isLast, let failedAt, abs(now.secondsSince(failedAt)) < Self.retrySeconds { return }
        let contacts = antenna.ended(at: now, isLast: isLast)
        let due = dueUse(at: now, isLast: isLast) + contacts.compactMap(use)
        if !due.isEmpty {
            let isEntered = await extend(at: now) { next throws(LedgerError) in
                for planned in due { try planned.enter(into: &next, signers: keys.signers) }
            }
            guard isEntered else { return }
        }
        antenna.remove(contacts)
        await move(Set(keys.signers.keys), at: now)
        await keepContacts(isDue: !contacts.isEmpty, at: now)
    }

    // MARK: what people wrote down

    /// What people wrote down, as it was last read.
    nonisolated var plan: AccountPlan { currentPlan.withLock { $0 } }

    /// Goes on by a plan that people changed meanwhile: enters what it has more, undoes what it has less.
    ///
    /// - Returns: whether that is done; else it is to be tried again.
    func follow(_ plan: AccountPlan, at now: Instant) async -> Bool {
        guard fault == nil, !isWriting else { return false }
        currentPlan.withLock { $0 = plan }
        let count = ledger.records.count
        guard await enterPlan(at: now) else { return false }
        if ledger.records.count > count {
            notices.post(.info, "the ledger follows what was changed in the programme's `ledger` files")
        }
        tellUse(at: now)
        return true
    }

    @discardableResult
    private func enterPlan(at now: Instant) async -> Bool {
        guard fault == nil else { return false }
        let changes = PlanChanges(plan, ledger)
        guard !changes.isEmpty else { return true }
        return await extend(at: now) { next throws(LedgerError) in
            for refusal in changes.apply(to: &next, signers: keys.signers, at: CivilTime(now)) {
                notices.post(.warning, "an entry of `ledger.yaml` is not entered: \(refusal)")
            }
        }
    }

    // MARK: what the node counts

    /// The account into which a partner's use counts: of a pool that the node counts and that it has a part of.
    private func account(
        of partner: PartnerID, at instant: CivilTime, by meter: AccountPool.Meter = .downlink
    ) -> (account: PoolPeriod, balance: PartnerBalance)? {
        for pool in plan.pools where pool.meter == meter {
            for period in plan.periods where period.span.contains(instant) {
                let account = PoolPeriod(pool: pool.id, period: period.id)
                let own = ledger.balances(of: account).first { $0.partner == partner && $0.allocated.millionths > 0 }
                if let own { return (account, own) }
            }
        }
        return nil
    }

    /// Octets of a partner that were counted and are not in the book.
    private func waitingOctets(of partner: PartnerID, _ totals: [PartnerID: Int64]) -> Int64 {
        (totals[partner] ?? 0) + (octetsBefore[partner] ?? 0) - (metered[partner] ?? 0)
            - marks.octetsOutside(of: partner)
    }

    private func dueUse(at now: Instant, isLast: Bool) -> [PlannedEntry] {
        let totals = meter.totals
        let instant = CivilTime(now)
        let isHourOver = abs(now.secondsSince(enteredAt)) >= Self.intervalSeconds
        return totals.keys.sorted().compactMap { partner in
            let waiting = waitingOctets(of: partner, totals)
            // While the account is none, or is only now to be, nothing counts.
            guard waiting >= 1000, let counting = marks.account(of: partner) else { return nil }
            let amount = Amount(millionths: waiting / 1000, .gigabyte)
            guard let (account, balance) = account(of: partner, at: instant), account == counting else {
                return use(amount, by: partner, in: counting, at: lastInstant(of: counting, before: now))
            }
            let isMuch = amount.value >= balance.allocated.value * Self.enterAtPart
            return isLast || isHourOver || isMuch ? use(amount, by: partner, in: account, at: instant) : nil
        }
    }

    private func use(
        _ amount: Amount, by partner: PartnerID, in account: PoolPeriod, at instant: CivilTime
    ) -> PlannedEntry? {
        guard let pool = plan.pool(account.pool), pool.meter == .downlink else { return nil }
        let entry = LedgerEntry.use(
            partner: partner, keeper: pool.keeper, account: account, amount: amount,
            what: PlanReading.meteredPrefix + "telemetry received until \(instant)")
        return PlannedEntry(entry, date: instant, signedBy: entry.parties)
    }

    /// A contact as use of the account that its partner had when it began; who has none has no use.
    private func use(_ contact: AntennaContact) -> PlannedEntry? {
        let start = CivilTime(contact.from)
        guard let account = account(of: contact.partner, at: start, by: .antenna)?.account,
            let pool = plan.pool(account.pool),
            let entry = contact.entry(keeper: pool.keeper, account: account)
        else { return nil }
        return PlannedEntry(entry, date: start, signedBy: entry.parties)
    }

    /// Keeps the contacts that last, so that a crash loses no more of them than came since.
    private func keepContacts(isDue: Bool, at now: Instant) async {
        let text = AntennaContact.text(antenna.contacts)
        guard text != keptContacts.note ?? Data() else { return }
        let isLate = abs(now.secondsSince(keptContacts.at)) >= AntennaMeter.keepSeconds
        guard isDue || isLate || text.isEmpty else { return }
        do throws(ArchiveError) {
            try await store.keep(text, asNote: AntennaMeter.note)
            keptContacts = (text, now)
            failedAt = nil
        } catch {
            tellFailure("contacts that last cannot be kept: \(error)", at: now)
        }
    }

    /// The last second of an account's period, or now while it lasts.
    private func lastInstant(of account: PoolPeriod, before now: Instant) -> CivilTime {
        let until = plan.periods.first { $0.id == account.period }?.span.until.map { Instant($0) }
        return CivilTime(until.map { min($0.advanced(bySeconds: -1), now) } ?? now)
    }

    /// Counts on from what the archive has, octets by the partners' ids.
    ///
    /// A new archive begins at nothing: what the book has is more then, and counts beside it.
    func begin(at kept: [String: Int64]) async {
        meter.set(kept)
        let totals = meter.totals
        for partner in Set(metered.keys).union(marks.marks.keys) {
            let dealtWith = (metered[partner] ?? 0) + marks.octetsOutside(of: partner)
            octetsBefore[partner] = max(0, dealtWith - (totals[partner] ?? 0))
        }
        // Who has an account from now on is not charged for what came before; who left one is, at the first writing.
        await move(Set(keys.signers.keys).filter { marks.account(of: $0) == nil }, at: enteredAt)
    }

    /// Moves the marks of partners to the accounts that they have now, and keeps what changed by it.
    private func move(_ partners: Set<PartnerID>, at now: Instant) async {
        guard fault == nil else { return }
        let (totals, instant) = (meter.totals, CivilTime(now))
        for partner in partners {
            let account = account(of: partner, at: instant)?.account
            marks.move(partner, to: account, waiting: waitingOctets(of: partner, totals))
        }
        // Without a note the next run would take the book's last use for the marks.
        let text = marks.text
        guard text != keptMarks, keptMarks != nil || !text.isEmpty || !metered.isEmpty else { return }
        do throws(ArchiveError) {
            try await store.keep(text, asNote: MeterMarks.note)
            keptMarks = text
            failedAt = nil
        } catch {
            tellFailure("up to where telemetry is counted cannot be kept: \(error)", at: now)
        }
    }

    // MARK: the book

    /// Adds to the book, all or nothing: what does not reach the disk is not in the balances either.
    @discardableResult
    private func extend(
        at now: Instant, _ body: (inout StationLedger) throws(LedgerError) -> Void
    ) async -> Bool {
        isWriting = true
        defer { isWriting = false }
        var next = ledger
        do throws(LedgerError) {
            try body(&next)
            guard next.records.count > signedCount else { return true }
            for partner in checkpointSigners(next) {
                guard let signer = keys.signers[partner] else { continue }
                try next.checkpoint(with: signer, at: CivilTime(now))
            }
        } catch {
            tellFailure("the ledger takes no entry: \(error)", at: now)
            return false
        }
        do throws(ArchiveError) {
            try await store.append(next.lines(after: ledger), to: .ledger)
        } catch {
            tellFailure("the ledger cannot be kept: \(error)", at: now)
            return false
        }
        failedAt = nil
        ledger = next
        signedCount = next.records.count
        await note(at: now)
        metered = next.meteredOctets
        enteredAt = now
        return true
    }

    /// Signs lines whose checkpoint a crash cut off, and notes the end of a book that has no note.
    private func signTail(at now: Instant) async {
        guard fault == nil else { return }
        if signedCount < ledger.records.count { await extend(at: now) { _ throws(LedgerError) in } }
        await note(at: now)
    }

    /// Keeps how far the book goes. Where that fails the book is longer than its note, which is no fault.
    private func note(at now: Instant) async {
        let current = BookEnd(count: ledger.records.count, head: ledger.head)
        guard current != end else { return }
        do throws(ArchiveError) {
            try await store.keep(current.text, asNote: BookEnd.note(of: .ledger))
            end = current
        } catch {
            tellFailure("how far the ledger goes cannot be noted: \(error)", at: now)
        }
    }

    /// Tells the first of failures that follow each other; what failed is tried again later.
    private func tellFailure(_ words: String, at now: Instant) {
        if failedAt == nil { notices.post(.critical, words) }
        failedAt = now
    }

    /// Who keeps the pools that the addition touches; else who stands by it.
    private func checkpointSigners(_ next: StationLedger) -> [PartnerID] {
        var keepers: Set<PartnerID> = []
        var parties: Set<PartnerID> = []
        for record in next.records.dropFirst(signedCount) {
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
        let instant = CivilTime(now)
        // What stands before a fault is less than was used: it must not widen anybody's share.
        let use =
            fault == nil
            ? plan.poolUse(in: ledger, under: agreements, at: instant) : plan.fullUse(under: agreements, at: instant)
        guard use != toldUse else { return }
        toldUse = use
        onChange(use)
    }
}
