import Agreements
import FoundationEssentials
import Ledger
import Programme
import Testing

private let usa: PartnerID = "US"
private let europe: PartnerID = "EU"
private let japan: PartnerID = "JP"
private let crewTime = PoolPeriod(pool: "usos-crew-time", period: "2026")

/// A book with crew time allocated by the shares of MOU art. 8.3.b (76.6, 12.8, 8.3, 2.3 percent of 1000 hours).
private struct Book {
    let signers: [PartnerID: PartySigner]
    var ledger: StationLedger
    let noon = CivilTime(year: 2026, month: 11, day: 23, hour: 12) ?? .distantPast

    init(_ algorithm: SignatureAlgorithm = .ed25519) throws {
        var signers: [PartnerID: PartySigner] = [:]
        for partner in [usa, europe, japan] {
            signers[partner] = try PartySigner(new: algorithm, for: partner, id: "2026-a")
        }
        self.signers = signers
        ledger = StationLedger(keys: signers.values.map(\.key))
        for (partner, hours) in [(usa, "766"), (japan, "128"), (europe, "83")] {
            try enter(
                .allocation(
                    partner: partner, keeper: usa, account: crewTime, amount: try amount(hours),
                    document: "mou-nasa-jaxa"))
        }
    }

    func amount(_ text: String, _ unit: AmountUnit = .hour) throws -> Amount { try #require(Amount(text, unit)) }

    @discardableResult mutating func enter(_ entry: LedgerEntry, signedBy parties: [PartnerID]? = nil) throws -> Int {
        let number = try ledger.enter(entry, at: noon)
        for partner in parties ?? entry.parties.sorted() {
            try ledger.sign(number, with: try #require(signers[partner]))
        }
        return number
    }

    func balance(of partner: PartnerID) throws -> PartnerBalance {
        try #require(ledger.balances(of: crewTime).first { $0.partner == partner })
    }
}

@Suite struct LedgerTests {
    @Test func countsUseWhenBothHaveSigned() throws {
        var book = try Book()
        let use = LedgerEntry.use(
            partner: europe, keeper: usa, account: crewTime, amount: try book.amount("13.5"), what: "Columbus racks")
        let number = try book.enter(use, signedBy: [europe])
        #expect(try book.balance(of: europe).used == .zero(.hour))
        #expect(try book.balance(of: europe).unsigned.decimalText == "13.5")
        #expect(book.ledger.unsigned.map(\.lacks) == [[usa]])
        try book.ledger.sign(number, with: try #require(book.signers[usa]))
        #expect(try book.balance(of: europe).left.decimalText == "69.5")
    }

    @Test func bartersBothWaysWithoutAThird() throws {
        var book = try Book()
        let hours = try book.amount("20")
        try book.enter(
            .barter(
                first: europe, second: japan,
                parcels: [Parcel(from: europe, to: japan, account: crewTime, amount: hours)], terms: "freezer time"))
        #expect(try book.balance(of: europe).left.decimalText == "63")
        #expect(try book.balance(of: japan).left.decimalText == "148")
        #expect(throws: LedgerError.self) {
            try book.enter(
                .barter(
                    first: europe, second: japan,
                    parcels: [Parcel(from: usa, to: japan, account: crewTime, amount: hours)], terms: "not theirs"))
        }
    }

    @Test func givesNoMoreThanIsLeft() throws {
        var book = try Book()
        let parcel = Parcel(from: europe, to: japan, account: crewTime, amount: try book.amount("83.000001"))
        let left = try book.amount("83")
        #expect(throws: LedgerError.exceedsBalance(europe, crewTime, left: left, given: parcel.amount)) {
            try book.enter(.barter(first: europe, second: japan, parcels: [parcel], terms: ""))
        }
        #expect(book.ledger.records.count == 8)
    }

    @Test func settlesInKind() throws {
        var book = try Book()
        let cost = try book.amount("450000000", .dollar)
        try book.enter(.charge(debtor: europe, creditor: usa, amount: cost, what: "common operations to 2020"))
        #expect(book.ledger.debts == [Debt(debtor: europe, creditor: usa, amount: cost)])
        let number = try book.enter(.offset(debtor: europe, creditor: usa, amount: cost, inKind: "service module"))
        #expect(book.ledger.debts.isEmpty)
        try book.enter(.reversal(of: number, first: europe, second: usa, reason: "entered twice"))
        #expect(book.ledger.debts.count == 1)
    }

    @Test func takesNoSignatureTwiceNorOfAnother() throws {
        var book = try Book()
        #expect(throws: LedgerError.signedAlready(usa, entry: 1)) {
            try book.ledger.sign(1, with: try #require(book.signers[usa]))
        }
        let stranger = try PartySigner(new: .ed25519, for: japan, id: "2026-a")
        #expect(throws: LedgerError.self) { try book.ledger.sign(1, with: stranger) }
    }

    @Test func undoesAnEntryOnce() throws {
        var book = try Book()
        let use = LedgerEntry.use(
            partner: europe, keeper: usa, account: crewTime, amount: try book.amount("10"), what: "racks")
        let number = try book.enter(use)
        let reversal = LedgerEntry.reversal(of: number, first: europe, second: usa, reason: "a mistake")
        // Two that wait: whichever is signed by both first counts, and the other is refused.
        let first = try book.enter(reversal, signedBy: [europe])
        let second = try book.enter(reversal, signedBy: [europe])
        #expect(book.ledger.undone.isEmpty)
        let keeper = try #require(book.signers[usa])
        try book.ledger.sign(second, with: keeper)
        #expect(book.ledger.undone == [number])
        #expect(throws: LedgerError.undoneAlready(entry: number)) { try book.ledger.sign(first, with: keeper) }
        #expect(throws: LedgerError.undoneAlready(entry: number)) { try book.enter(reversal) }
        #expect(try book.balance(of: europe).left.decimalText == "83")
        #expect(try book.balance(of: europe).used == .zero(.hour))
        #expect(LedgerError.undoneAlready(entry: 7).description.hasPrefix("entry `7` is undone already"))
    }

    @Test func bartersAreTestedWhole() throws {
        var book = try Book()
        // Each parcel alone is within the 83 hours; the two together are not.
        let parcel = Parcel(from: europe, to: japan, account: crewTime, amount: try book.amount("50"))
        let before = book.ledger.records.count
        #expect(
            throws: LedgerError.exceedsBalance(
                europe, crewTime, left: try book.amount("33"), given: try book.amount("50"))
        ) {
            try book.enter(.barter(first: europe, second: japan, parcels: [parcel, parcel], terms: "twice"))
        }
        #expect(book.ledger.records.count == before)
        // What the other leg brings is there to be given.
        let back = Parcel(from: japan, to: europe, account: crewTime, amount: try book.amount("178"))
        try book.enter(.barter(first: europe, second: japan, parcels: [parcel, back], terms: "and back"))
        #expect(try book.balance(of: europe).left.decimalText == "211")
        #expect(try book.balance(of: japan).left.decimalText == "0")
    }

    @Test func takesAnyKeyOfTheName() throws {
        var book = try Book()
        let number = try book.enter(
            .use(partner: europe, keeper: usa, account: crewTime, amount: try book.amount("1"), what: "old key"))
        // Europe lost its secret and made another key of the same name.
        let new = try PartySigner(new: .ed25519, for: europe, id: "2026-a")
        let keys = book.signers.values.map(\.key)
        for known in [keys + [new.key], [new.key] + keys] {
            var read = StationLedger.read(book.ledger.text, keys: known)
            #expect(read.faults.isEmpty && read.ledger.records == book.ledger.records)
            let next = try read.ledger.enter(
                .use(partner: europe, keeper: usa, account: crewTime, amount: try book.amount("2"), what: "new key"),
                at: book.noon)
            try read.ledger.sign(next, with: new)
            #expect(next > number && StationLedger.read(read.ledger.text, keys: known).faults.isEmpty)
            // A signature that is neither's is refused still.
            let stranger = try PartySigner(new: .ed25519, for: europe, id: "2026-a")
            #expect(throws: LedgerError.self) { try read.ledger.checkpoint(with: stranger, at: book.noon) }
        }
    }

    @Test func givesItsLinesAsTheyStandInTheFile() throws {
        var book = try Book()
        let earlier = book.ledger
        try book.enter(
            .use(partner: europe, keeper: usa, account: crewTime, amount: try book.amount("1"), what: "racks"))
        #expect(earlier.text + book.ledger.lines(after: earlier) == book.ledger.text)
        let written = String(decoding: book.ledger.text, as: UTF8.self).split(separator: "\n").map { $0.prefix(64) }
        #expect(book.ledger.digests.map(\.description) == written.map(String.init))
        #expect(book.ledger.unsigned.isEmpty)
    }

    @Test func sumsOfManyEntriesAreExact() throws {
        var book = try Book()
        for _ in 0..<30 {
            try book.enter(
                .use(partner: europe, keeper: usa, account: crewTime, amount: try book.amount("0.1"), what: "survey"))
        }
        #expect(try book.balance(of: europe).used.decimalText == "3")
    }

    @Test(arguments: SignatureAlgorithm.allCases) func signsByEachAlgorithm(algorithm: SignatureAlgorithm) throws {
        var book = try Book(algorithm)
        try book.ledger.checkpoint(with: try #require(book.signers[usa]), at: book.noon)
        let answer = StationLedger.read(book.ledger.text, keys: book.signers.values.map(\.key))
        #expect(answer.faults.isEmpty && answer.ledger.records == book.ledger.records)
    }
}

@Suite struct LedgerTamperTests {
    /// Every third byte of the file is changed once; each change is told, with its own line.
    @Test func findsAndPlacesEveryChangedByte() throws {
        var book = try Book()
        try book.ledger.checkpoint(with: try #require(book.signers[usa]), at: book.noon)
        let keys = book.signers.values.map(\.key)
        let file = book.ledger.text
        for index in stride(from: 0, to: file.count, by: 3) {
            var changed = file
            changed[index] ^= 1
            let answer = StationLedger.read(changed, keys: keys)
            let line = file[..<index].count { $0 == 0x0A } + 1
            let isPlaced = answer.faults.contains { ($0.firstLine...$0.lastLine).contains(line) }
            #expect(isPlaced, "byte \(index) of line \(line): \(answer.faults)")
        }
    }

    /// Who holds no key may recompute every digest, and is still found by the signatures.
    @Test func findsARewrittenBook() throws {
        var book = try Book()
        try book.ledger.checkpoint(with: try #require(book.signers[usa]), at: book.noon)
        let text = String(decoding: book.ledger.text, as: UTF8.self)
        var digest = ChainDigest.start
        var forged = ""
        for line in text.split(separator: "\n") {
            let payload = String(line.dropFirst(65)).replacing("766000000", with: "800000000")
            digest = digest.following(Data(payload.utf8))
            forged += "\(digest) \(payload)\n"
        }
        let faults = StationLedger.read(Data(forged.utf8), keys: book.signers.values.map(\.key)).faults
        #expect(faults.first?.firstLine == 1)
    }

    @Test func findsLinesCutOutOrSwapped() throws {
        var book = try Book()
        try book.ledger.checkpoint(with: try #require(book.signers[usa]), at: book.noon)
        let lines = String(decoding: book.ledger.text, as: UTF8.self).split(separator: "\n")
        let keys = book.signers.values.map(\.key)
        #expect(StationLedger.read(book.ledger.text, keys: keys).ledger.unsignedTail == nil)
        for index in lines.indices {
            var cut = lines
            cut.remove(at: index)
            var swapped = lines
            swapped.swapAt(index, index + 1 < lines.count ? index + 1 : 0)
            for forged in [cut, swapped] {
                let read = StationLedger.read(Data((forged.joined(separator: "\n") + "\n").utf8), keys: keys)
                #expect(!read.faults.isEmpty || read.ledger.unsignedTail != nil, "line \(index + 1)")
            }
        }
        // Off the end the chain itself stands: the checkpoint is what is missed.
        for count in 1..<lines.count {
            let file = Data((lines.prefix(count).joined(separator: "\n") + "\n").utf8)
            let read = StationLedger.read(file, keys: keys)
            #expect(read.faults.isEmpty && read.ledger.unsignedTail?.firstLine == 1)
            #expect(read.ledger.unsignedTail?.lastLine == count)
        }
    }

    @Test func readsGarbageWithoutHarm() {
        var state: UInt64 = 7
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            #expect(length == 0 || !StationLedger.read(Data(bytes), keys: []).faults.isEmpty)
        }
    }
}

@Suite struct AmountTests {
    @Test(arguments: ["46.7", "0.000001", "-2.3", "12", "9223372036854.775807"])
    func readsWhatItWrites(text: String) {
        #expect(Amount(text, .percent)?.decimalText == text)
    }

    @Test(arguments: ["", ".", "1.", ".5", "1e3", "0.0000001", "+1", "9223372036854.775808", "１", "1 ", "--1"])
    func refusesAnythingElse(text: String) {
        #expect(Amount(text, .percent) == nil)
    }
}
