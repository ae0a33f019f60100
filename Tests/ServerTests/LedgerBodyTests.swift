import Agreements
import Ledger
import Operations
import Programme
import Testing

@testable import Server

/// The partners' accounts as the page has them.
@Suite struct LedgerBodyTests {
    private let signers: [PartnerID: PartySigner]
    private let noon: CivilTime

    init() throws {
        var signers: [PartnerID: PartySigner] = [:]
        for partner: PartnerID in ["EU", "US"] {
            signers[partner] = try PartySigner(new: .ed25519, for: partner, id: "a")
        }
        self.signers = signers
        noon = try #require(CivilTime("2026-03-01T12:00:00Z"))
    }

    private func body(_ entries: [LedgerEntry], of period: String = "2026") throws -> LedgerBody {
        var ledger = StationLedger(keys: signers.values.map(\.key))
        for entry in entries {
            let number = try ledger.enter(entry, at: noon)
            for partner in entry.parties.sorted() { try ledger.sign(number, with: try #require(signers[partner])) }
        }
        let periods = ["2025", "2026"].map { id in
            AccountPeriod(id: id, span: Validity(from: CivilTime("\(id)-01-01"), until: CivilTime("\(id)-12-31")))
        }
        let pools = [
            AccountPool(id: "crew-time", title: "Crew time", unit: .hour, keeper: "US"),
            AccountPool(id: "seats", title: "Seats to the station", unit: .seat, keeper: "US"),
        ]
        let chosen = try #require(periods.first { $0.id == period })
        return LedgerBody(
            LedgerAnswer(
                programmeID: "test", plan: AccountPlan(periods: periods, pools: pools, entries: []), period: chosen,
                ledger: ledger, fault: nil, asker: "EU", shares: []))
    }

    private func account(_ pool: String, _ period: String = "2026") -> PoolPeriod {
        PoolPeriod(pool: pool, period: period)
    }

    private var allocations: [LedgerEntry] {
        ["2025", "2026"].flatMap { period in
            [
                .allocation(
                    partner: "EU", keeper: "US", account: account("crew-time", period),
                    amount: Amount(millionths: 30_000_000, .hour), document: "test"),
                .allocation(
                    partner: "US", keeper: "US", account: account("seats", period),
                    amount: Amount(millionths: 2_000_000, .seat), document: "test"),
            ] as [LedgerEntry]
        }
    }

    @Test func barterNamesPoolsByTheirTitles() throws {
        let parcels = [
            Parcel(
                from: "EU", to: "US", account: account("crew-time"), amount: Amount(millionths: 2_500_000, .hour)),
            Parcel(from: "US", to: "EU", account: account("seats"), amount: Amount(millionths: 1_000_000, .seat)),
        ]
        let barter = try #require(
            try body(allocations + [.barter(first: "EU", second: "US", parcels: parcels, terms: "a seat")])
                .barters.first)
        #expect(barter.gives == "Crew time" && barter.amount == 2.5 && barter.unit == "hour")
        #expect(barter.for == "1 seats of Seats to the station" && barter.note == "a seat")
        let back = try #require(barter.returns.first)
        #expect(back.from == "US" && back.pool == "Seats to the station" && back.amount == 1 && back.unit == "seat")
    }

    @Test func whatWasUndoneIsToldSo() throws {
        let use = LedgerEntry.use(
            partner: "EU", keeper: "US", account: account("crew-time"),
            amount: Amount(millionths: 1_000_000, .hour), what: "research")
        let plain = try body(allocations + [use])
        let number = try #require(plain.entries.first).sequence
        #expect(plain.entries.first?.state == "signed")
        let undone = try body(allocations + [use, .reversal(of: number, first: "EU", second: "US", reason: "wrong")])
        #expect(undone.entries.filter { $0.sequence == number }.map(\.state) == ["undone"])
        #expect(undone.entries.first?.kind == "reversal" && undone.entries.first?.state == "signed")
        #expect(undone.entries.map(\.digest).allSatisfy { $0.count == 64 })
    }

    @Test func onlyThePeriodAskedForIsTold() throws {
        let entries =
            allocations
            + ["2025", "2026"].flatMap { period -> [LedgerEntry] in
                let amount = Amount(millionths: period == "2025" ? 1_000_000 : 2_000_000, .hour)
                let parcel = Parcel(from: "EU", to: "US", account: account("crew-time", period), amount: amount)
                return [
                    .use(
                        partner: "EU", keeper: "US", account: account("crew-time", period), amount: amount,
                        what: "research"),
                    .barter(first: "EU", second: "US", parcels: [parcel], terms: "a gift"),
                ]
            } + [.charge(debtor: "EU", creditor: "US", amount: Amount(millionths: 1, .dollar), what: "of 2026")]
        for (period, amount, debts) in [("2025", 1.0, 0), ("2026", 2.0, 1)] {
            let told = try body(entries, of: period)
            #expect(told.barters.map(\.amount) == [amount])
            #expect(told.offsets.count == debts)
            #expect(told.entries.filter { $0.kind == "use" }.map(\.amount) == [amount])
            #expect(told.entries.allSatisfy { $0.period ?? period == period })
            #expect(told.entries.count == 4 + debts)
        }
    }
}
