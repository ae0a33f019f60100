public import Agreements
public import Programme

extension PoolPeriod {
    /// The account of a pool's shares at an instant: the year, or the named increment where that is how use is counted;
    /// `nil` when no increment is named.
    public init?(_ share: SharePool, at instant: CivilTime, increment: String? = nil) {
        switch share.period {
        case .year: self.init(pool: share.pool, period: "\(instant.year)")
        case .increment:
            guard let increment else { return nil }
            self.init(pool: share.pool, period: increment)
        }
    }
}

extension LedgerEntry {
    /// What a document's shares give each partner of a whole, partners in order of their ids.
    ///
    /// Each amount is rounded down to a millionth, so that all together are never more than the whole; who has no share
    /// gets no entry.
    public static func allocations(
        of share: SharePool, in account: PoolPeriod, whole: Amount, keeper: PartnerID, document: String
    ) -> [LedgerEntry] {
        share.percents.sorted { $0.key < $1.key }.compactMap { partner, percent in
            let amount = whole.share(ofPercent: percent)
            guard amount.millionths > 0 else { return nil }
            return .allocation(partner: partner, keeper: keeper, account: account, amount: amount, document: document)
        }
    }

    /// The use of a station's antenna for a contact, in minutes to the millionth; `nil` when it ends before it began.
    public static func antennaUse(
        of station: String, by partner: PartnerID, keeper: PartnerID, account: PoolPeriod, from: CivilTime,
        until: CivilTime
    ) -> LedgerEntry? {
        antennaUse(
            of: station, by: partner, keeper: keeper, account: account, seconds: Double(from.seconds(until: until)),
            at: from)
    }

    /// The use of a station's antenna for a contact of so many seconds; `nil` when that is not above zero.
    public static func antennaUse(
        of station: String, by partner: PartnerID, keeper: PartnerID, account: PoolPeriod, seconds: Double,
        at start: CivilTime
    ) -> LedgerEntry? {
        guard let millionths = Int64(exactly: (seconds / 60 * 1e6).rounded()), millionths > 0 else { return nil }
        return .use(
            partner: partner, keeper: keeper, account: account, amount: Amount(millionths: millionths, .minute),
            what: "contact at \(station) from \(start)")
    }
}

extension Amount {
    /// So many percent of it, rounded down to a millionth; none for what is no part of a whole.
    func share(ofPercent percent: Double) -> Amount {
        guard (0...100).contains(percent), millionths > 0 else { return .zero(unit) }
        // Whole numbers alone, so that two nodes get the same.
        let parts = UInt64((percent * 1e6).rounded())
        let product = UInt64(millionths).multipliedFullWidth(by: parts)
        return Amount(millionths: Int64(UInt64(100_000_000).dividingFullWidth(product).quotient), unit)
    }
}

extension StationLedger {
    /// What partners have used and bartered of their pools in the period that an instant falls in: what decisions ask.
    ///
    /// Entries count when both sides have signed; use that still lacks a signature counts too where that is asked for.
    public func poolUse(
        of shares: [SharePool], at instant: CivilTime, increment: String? = nil, countingUnsigned: Bool = false
    ) -> [PoolUse] {
        shares.flatMap { share -> [PoolUse] in
            guard let account = PoolPeriod(share, at: instant, increment: increment) else { return [] }
            let balances = balances(of: account)
            let shared = balances.filter { share.percents[$0.partner] != nil }
            let allocated = shared.reduce(0) { $0 + $1.allocated.value }
            let percents = shared.reduce(0) { $0 + ($1.allocated.millionths > 0 ? share.percents[$1.partner] ?? 0 : 0) }
            guard allocated > 0, percents > 0 else { return [] }
            let onePercent = allocated / percents
            return balances.map { balance in
                let used = balance.used.value + (countingUnsigned ? balance.unsigned.value : 0)
                return PoolUse(
                    pool: share.pool, partner: balance.partner, usedPercent: used / onePercent,
                    barteredInPercent: balance.gained.value / onePercent,
                    barteredOutPercent: balance.given.value / onePercent)
            }
        }
    }
}
