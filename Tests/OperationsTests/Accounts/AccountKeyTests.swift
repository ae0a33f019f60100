import Agreements
import Foundation
import Ledger
import Programme
import Testing

@testable import Operations

@Suite struct AccountKeyTests {
    private let partners: [PartnerID] = ["EU", "US"]
    private let year = PoolPeriod(pool: "crew-time", period: "2026")

    @Test func anUnreadableSecretIsAnErrorAndStays() async throws {
        let books = MemoryBooks()
        _ = try await AccountKeys.open(partners, in: books)
        let whole = try #require(try await books.note(AccountKeys.secretNote))
        let torn = Data(whole.dropLast(20))
        books.set(note: AccountKeys.secretNote, torn)
        let error = await #expect(throws: ArchiveError.self) { _ = try await AccountKeys.open(partners, in: books) }
        let words = "\(try #require(error))"
        #expect(words.contains("ledger-keys.secret") && words.contains("line 2"), "\(words)")
        // Not a byte of a secret is told, and none is overwritten.
        let secret = try #require(String(decoding: torn, as: UTF8.self).split(separator: " ").last)
        #expect(!words.contains(secret))
        #expect(try await books.note(AccountKeys.secretNote) == torn)
    }

    @Test func thePublicHalvesComeBackFromTheSecrets() async throws {
        let books = MemoryBooks()
        let first = try await AccountKeys.open(partners, in: books)
        let note = try #require(try await books.note(AccountKeys.publicNote))
        let oneLine = try #require(note.split(separator: 0x0A).first)
        for found in [nil, Data(), Data(oneLine), Data("not a key\n".utf8)] {
            books.set(note: AccountKeys.publicNote, found)
            let again = try await AccountKeys.open(partners, in: books)
            #expect(Set(again.known) == Set(first.known))
            let healed = try #require(try await books.note(AccountKeys.publicNote))
            #expect(Set(AccountKeys.publicKeys(healed)) == Set(first.known))
            #expect(healed.starts(with: found ?? Data()))
        }
    }

    /// The secrets were lost: new keys of the same names, and the book that the old ones signed stays whole.
    @Test func aBookOutlivesItsKeys() async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        _ = try await fixture.start(text)
        fixture.books.set(note: AccountKeys.secretNote, nil)
        let node = try await fixture.start(text + AccountFixture.use(7, by: "JAXA"))
        let answer = try await #require(node.view(for: "EU")).ledger(period: nil)
        #expect(answer.fault == nil)
        #expect(answer.ledger.balances(of: year).first { $0.partner == "JP" }?.used == Amount("7", .hour))
        // The keys beside the book check all of it, as `comity ledger --verify` does.
        let keys = AccountKeys.publicKeys(try await fixture.books.note(AccountKeys.publicNote) ?? Data())
        #expect(keys.count == 10 && Set(keys.map(\.id)) == ["node"])
        #expect(StationLedger.read(try await fixture.books.content(of: .ledger), keys: keys).faults.isEmpty)
    }
}
