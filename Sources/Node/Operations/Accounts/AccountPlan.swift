public import Agreements
public import Ledger
public import Programme

/// What people write down of a programme's accounts in `ledger.yaml`: pools, periods, shares, barters, debts, use.
public struct AccountPlan: Sendable {
    /// The spans over which use is counted.
    public let periods: [AccountPeriod]
    /// What is shared.
    public let pools: [AccountPool]
    /// What happened, in the order in which it is entered: shares first, the rest by date.
    public let entries: [PlannedEntry]

    /// A plan from its parts.
    public init(periods: [AccountPeriod], pools: [AccountPool], entries: [PlannedEntry]) {
        self.periods = periods
        self.pools = pools
        self.entries = entries
    }

    /// The pool of an id.
    public func pool(_ id: String) -> AccountPool? { pools.first { $0.id == id } }

    /// The plan without what happened later than an instant; shares stay, for they are of a whole period.
    func until(_ instant: CivilTime) -> AccountPlan {
        let past = entries.filter { planned in
            if case .allocation = planned.entry { true } else { planned.date <= instant }
        }
        return AccountPlan(periods: periods, pools: pools, entries: past)
    }

    /// The crew's increment that an instant falls in; years are told by the calendar.
    public func increment(at instant: CivilTime) -> String? {
        periods.first { !$0.isYear && $0.span.contains(instant) }?.id
    }

    /// What partners have used and bartered of their shared pools in the period an instant falls in.
    public func poolUse(
        in ledger: StationLedger, under agreements: LivingAgreements, at instant: CivilTime
    ) -> [PoolUse] {
        ledger.poolUse(of: shares(under: agreements, at: instant), at: instant, increment: increment(at: instant))
    }

    /// Every share as used up: what decisions go by while nobody knows what was used, so that each needs a barter.
    public func fullUse(under agreements: LivingAgreements, at instant: CivilTime) -> [PoolUse] {
        let percents = shares(under: agreements, at: instant).map { ($0.pool, $0.percents) }
        return Dictionary(percents, uniquingKeysWith: { $0.merging($1, uniquingKeysWith: max) })
            .sorted { $0.key < $1.key }.flatMap { pool, percents in
                percents.sorted { $0.key < $1.key }.map { PoolUse(pool: pool, partner: $0, usedPercent: $1) }
            }
    }

    private func shares(under agreements: LivingAgreements, at instant: CivilTime) -> [SharePool] {
        agreements.documents.filter { agreements.life.times(of: $0.id).contains(instant) }.flatMap(\.shares)
    }
}

/// A span over which use is counted.
public struct AccountPeriod: Hashable, Sendable {
    /// Its name, `2026` or `increment-74`.
    public let id: String
    /// Its time.
    public let span: Validity

    /// A period from its parts.
    public init(id: String, span: Validity) {
        self.id = id
        self.span = span
    }

    /// Whether it is named as a calendar year.
    var isYear: Bool { id.utf8.count == 4 && id.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

/// Something that partners share.
public struct AccountPool: Hashable, Sendable {
    /// What the node itself counts.
    public enum Meter: String, CaseIterable, Sendable {
        /// Octets of telemetry received, by the partner whose element they tell about.
        case downlink
        /// Time of contacts through the antenna that the link names, by the partner whose telemetry they carry.
        case antenna

        /// What such a pool's amounts count.
        var unit: AmountUnit {
            switch self {
            case .downlink: .gigabyte
            case .antenna: .minute
            }
        }
    }

    /// Its name, as agreements write it.
    public let id: String
    /// What people call it.
    public let title: String
    /// What its amounts count.
    public let unit: AmountUnit
    /// Who runs it, and signs for it beside the partner.
    public let keeper: PartnerID
    /// What the node counts of it; `nil` when people enter all of it.
    public let meter: Meter?

    /// A pool from its parts.
    public init(id: String, title: String, unit: AmountUnit, keeper: PartnerID, meter: Meter? = nil) {
        self.id = id
        self.title = title
        self.unit = unit
        self.keeper = keeper
        self.meter = meter
    }
}

/// An entry as the file has it.
public struct PlannedEntry: Hashable, Sendable {
    /// Its name, where it has one.
    public let id: String?
    /// What happened.
    public let entry: LedgerEntry
    /// When.
    public let date: CivilTime
    /// Who stands by it so far.
    public let signedBy: Set<PartnerID>

    /// An entry from its parts.
    public init(id: String? = nil, _ entry: LedgerEntry, date: CivilTime, signedBy: Set<PartnerID>) {
        self.id = id
        self.entry = entry
        self.date = date
        self.signedBy = signedBy
    }

    /// Enters it into a ledger and signs it for those who stand by it.
    ///
    /// - Throws: `LedgerError` when it does not fit its account.
    func enter(into ledger: inout StationLedger, signers: [PartnerID: PartySigner]) throws(LedgerError) {
        let number = try ledger.enter(entry, at: date)
        for partner in entry.parties.intersection(signedBy).sorted() {
            guard let signer = signers[partner] else { continue }
            try ledger.sign(number, with: signer)
        }
    }
}

extension StationLedger {
    /// A ledger of what a plan says alone, signed by keys made for the occasion; for looking at the plan without a node.
    ///
    /// Entries that do not fit are left out and told.
    public static func trial(
        _ plan: AccountPlan, partners: [PartnerID]
    ) -> (ledger: StationLedger, refused: [(entry: Int, error: LedgerError)]) {
        let signers = partners.compactMap { try? PartySigner(new: .ed25519, for: $0, id: "trial") }
        let byPartner = Dictionary(signers.map { ($0.key.partner, $0) }, uniquingKeysWith: { first, _ in first })
        var ledger = StationLedger(keys: signers.map(\.key))
        var refused: [(entry: Int, error: LedgerError)] = []
        for (place, planned) in plan.entries.enumerated() {
            do throws(LedgerError) {
                try planned.enter(into: &ledger, signers: byPartner)
            } catch {
                refused.append((place, error))
            }
        }
        return (ledger, refused)
    }
}
