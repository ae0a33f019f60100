import Agreements
import FoundationEssentials
import Ledger
import Programme
import Testing

private let partners: [PartnerID] = ["CA", "EU", "JP", "US"]
/// MOU art. 8.3.b between NASA and JAXA: user resources of the four partners other than Russia.
private let share = SharePool(
    pool: "usos-crew-time", percents: ["US": 76.6, "JP": 12.8, "EU": 8.3, "CA": 2.3])

/// Numbers that look random, the same each run.
private struct Dice {
    var state: UInt64

    mutating func roll(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

@Suite struct AccountTests {
    private let noon = CivilTime(year: 2026, month: 11, day: 23, hour: 12) ?? .distantPast
    private let signers: [PartnerID: PartySigner]
    private let account: PoolPeriod

    init() throws {
        var signers: [PartnerID: PartySigner] = [:]
        for partner in partners { signers[partner] = try PartySigner(new: .ed25519, for: partner, id: "a") }
        self.signers = signers
        account = try #require(PoolPeriod(share, at: noon))
    }

    private func ledger(wholeHours: String = "2000") throws -> StationLedger {
        var ledger = StationLedger(keys: signers.values.map(\.key))
        let whole = try #require(Amount(wholeHours, .hour))
        for entry in LedgerEntry.allocations(
            of: share, in: account, whole: whole, keeper: "US", document: "mou-nasa-jaxa")
        {
            try enter(entry, in: &ledger)
        }
        return ledger
    }

    @discardableResult private func enter(
        _ entry: LedgerEntry, in ledger: inout StationLedger, signedBy parties: [PartnerID]? = nil
    ) throws -> Int {
        let number = try ledger.enter(entry, at: noon)
        for partner in parties ?? entry.parties.sorted() {
            try ledger.sign(number, with: try #require(signers[partner]))
        }
        return number
    }

    @Test func allocatesByTheDocument() throws {
        let balances = try ledger().balances(of: account)
        #expect(balances.map(\.partner) == partners)
        #expect(balances.map(\.allocated.decimalText) == ["46", "166", "256", "1532"])
        #expect(account.description == "usos-crew-time 2026")
    }

    @Test func sharesNeverExceedTheWhole() throws {
        var dice = Dice(state: 3)
        for _ in 0..<2000 {
            let whole = Amount(millionths: Int64(dice.roll(1 << 30)) * 4_000_000_000 + 1, .hour)
            let entries = LedgerEntry.allocations(
                of: share, in: account, whole: whole, keeper: "US", document: "x")
            let sum = entries.reduce(Int64(0)) { sum, entry in
                if case .allocation(_, _, _, let amount, _) = entry { sum + amount.millionths } else { sum }
            }
            #expect(sum <= whole.millionths && whole.millionths - sum <= 4)
        }
    }

    @Test func decisionsReadTheLedger() throws {
        var ledger = try ledger()
        let use = LedgerEntry.use(
            partner: "EU", keeper: "US", account: account, amount: try #require(Amount("40", .hour)), what: "racks")
        try enter(use, in: &ledger)
        try enter(use, in: &ledger, signedBy: ["US"])
        let parcel = Parcel(from: "JP", to: "EU", account: account, amount: try #require(Amount("20", .hour)))
        try enter(.barter(first: "JP", second: "EU", parcels: [parcel], terms: "freezer"), in: &ledger)
        let uses = ledger.poolUse(of: [share], at: noon)
        let europe = try #require(uses.first { $0.partner == "EU" })
        #expect(abs(europe.usedPercent - 2) < 1e-9 && abs(europe.barteredInPercent - 1) < 1e-9)
        let japan = try #require(uses.first { $0.partner == "JP" })
        #expect(abs(japan.barteredOutPercent - 1) < 1e-9)
        let careful = ledger.poolUse(of: [share], at: noon, countingUnsigned: true).first { $0.partner == "EU" }
        #expect(abs((careful?.usedPercent ?? 0) - 4) < 1e-9)
        #expect(ledger.poolUse(of: [share], at: CivilTime("2027-01-01") ?? noon).isEmpty)
        // 8.3 percent, one more by barter, two used: 7.3 are left.
        let facts = Facts(poolUse: uses)
        for (percent, outcome) in [(7.3, Outcome.permit), (7.4, .needs)] {
            #expect(try decide(percent, facts).outcome == outcome)
        }
        #expect(try decide(7.4, facts).needs == ["barter:0.1pct"])
    }

    private func decide(_ percent: Double, _ facts: Facts) throws -> Decision {
        func clause(_ id: String, _ state: ShareState, _ effect: Effect, _ needs: [Requirement] = []) -> Clause {
            Clause(
                id: id, title: id, actions: [.use],
                when: .share(state, pool: Condition.defaultPool, amount: Condition.defaultAmount), effect: effect,
                needs: needs)
        }
        var document = AgreementDocument(
            id: "mou", title: "mou", tier: .memorandum, parties: partners,
            inForce: Validity(from: CivilTime("2000-01-01"), until: nil),
            clauses: [clause("in", .within, .permit), clause("over", .exceeded, .needs, [Requirement(.barter)])])
        document.shares = [share]
        let request = try OpenRequest(
            subject: ["partner": "EU"], action: .use, resource: ["pool": .text(share.pool), "pct": .number(percent)])
        let law = AgreementsInForce(documents: [document], programme: try fourPartners(), at: noon)
        return Agreements.decide(request, under: law, facts: facts)
    }

    private func fourPartners() throws -> ProgrammeDescription {
        let rows = partners.map { id in
            "  - {id: \(id), name: P-\(id), agency: A-\(id), states: [S-\(id)], controlCentre: {site: c, name: C}, "
                + "colour: \"#6ea8fe\", segment: s}"
        }
        let text = """
            id: four
            name: Four
            missionStart: 2000-01-01
            partners:
            \(rows.joined(separator: "\n"))
            segments: [{id: s, name: s}]
            elements: []
            """
        let read = ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", text: text)])
        return try #require(read.value, "\(read.problems)")
    }

    @Test func contactsBecomeMinutes() throws {
        let start = try #require(CivilTime("2026-11-23T23:58:30Z"))
        let end = try #require(CivilTime("2026-11-24T00:07:00Z"))
        let entry = LedgerEntry.antennaUse(
            of: "maspalomas", by: "US", keeper: "EU", account: account, from: start, until: end)
        guard case .use(_, _, _, let amount, let what)? = entry else {
            Issue.record("expected a use")
            return
        }
        #expect(amount.description == "8.5 minute")
        #expect(what == "contact at maspalomas from 2026-11-23T23:58:30Z")
        #expect(
            LedgerEntry.antennaUse(of: "x", by: "US", keeper: "EU", account: account, from: end, until: start) == nil)
        #expect(
            LedgerEntry.antennaUse(of: "x", by: "US", keeper: "EU", account: account, seconds: .infinity, at: start)
                == nil)
    }

    @Test func bothSidesSeeTheSame() throws {
        var ledger = try ledger()
        let hours = try #require(Amount("5", .hour))
        let parcel = Parcel(from: "EU", to: "JP", account: account, amount: hours)
        let barter = try enter(.barter(first: "EU", second: "JP", parcels: [parcel], terms: "t"), in: &ledger)
        let waiting = try enter(
            .barter(first: "EU", second: "JP", parcels: [parcel], terms: "u"), in: &ledger, signedBy: ["JP"])
        #expect(ledger.rows(between: "EU", "JP") == ledger.rows(between: "JP", "EU"))
        #expect(ledger.rows(between: "EU", "JP").map(\.entry) == [barter, waiting])
        #expect(ledger.oneSided.map(\.entry) == [waiting] && ledger.oneSided.first?.lacks == ["EU"])
        let europe = ledger.statement(of: account, for: "EU")
        #expect(europe.map(\.change.decimalText) == ["166", "-5", "-5"])
        #expect(europe.map(\.left.decimalText) == ["166", "161", "161"])
        #expect(ledger.statement(of: account, for: "JP").map(\.change.decimalText) == ["256", "5", "5"])
        let reversal = try enter(.reversal(of: barter, first: "EU", second: "JP", reason: "late"), in: &ledger)
        #expect(ledger.statement(of: account, for: "EU").last?.left.decimalText == "166")
        #expect(ledger.rows.last?.entry == reversal)
        #expect(ledger.periods(of: share.pool).map(\.account) == [account])
    }

    /// Signatures come in any order; what is given is gained, and the balances come out the same.
    @Test func signaturesInAnyOrderGiveTheSame() throws {
        var dice = Dice(state: 11)
        for round in 0..<8 {
            let entries = try (0..<30).map { _ in try entry(&dice) }
            var finals: [[PartnerBalance]] = []
            for _ in 0..<3 {
                var ledger = try ledger(wholeHours: "1000000")
                var open: [(Int, PartnerID)] = []
                for entry in entries {
                    let number = try ledger.enter(entry, at: noon)
                    open += entry.parties.sorted().map { (number, $0) }
                }
                while !open.isEmpty {
                    let (number, partner) = open.remove(at: dice.roll(open.count))
                    try ledger.sign(number, with: try #require(signers[partner]))
                    let balances = ledger.balances(of: account)
                    let gained = balances.reduce(Int64(0)) { $0 + $1.gained.millionths }
                    let given = balances.reduce(Int64(0)) { $0 + $1.given.millionths }
                    #expect(gained == given)
                }
                let balances = ledger.balances(of: account)
                for balance in balances {
                    #expect(ledger.statement(of: account, for: balance.partner).last?.left == balance.left)
                }
                finals.append(balances)
            }
            #expect(finals[0] == finals[1] && finals[1] == finals[2], "round \(round)")
        }
    }

    private func entry(_ dice: inout Dice) throws -> LedgerEntry {
        let amount = Amount(millionths: Int64(dice.roll(90_000_000)) + 1, .hour)
        let first = partners[dice.roll(4)]
        if dice.roll(2) == 0 {
            return .use(partner: first, keeper: "US", account: account, amount: amount, what: "work")
        }
        let second = try #require(partners.filter { $0 != first }.randomElement(by: dice.roll(3)))
        return .barter(
            first: first, second: second,
            parcels: [
                Parcel(from: first, to: second, account: account, amount: amount),
                Parcel(
                    from: second, to: first, account: account,
                    amount: Amount(millionths: 1 + amount.millionths / 2, .hour)),
            ], terms: "barter")
    }
}

extension Array {
    fileprivate func randomElement(by place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
