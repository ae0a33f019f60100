import Agreements
import Foundation
import Ledger
import Programme
import Testing

@testable import Operations

@Suite struct AccountFaultTests {
    private func ask(_ node: OperationsNode, _ partner: String, _ percent: Double) async throws -> Decision {
        try await #require(node.view(for: partner)).ask(action: "use", resource: "pool:crew-time:\(percent)")
    }

    /// A book that was cut short tells of less use than there was: nobody's share may grow by that.
    @Test func aFaultyBookWidensNoQuota() async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        let whole = try await fixture.start(text)
        #expect(try await ask(whole, "EU", 20).outcome == .permit)
        fixture.books.change(line: 1, of: .ledger)
        let node = try await fixture.start(text)
        for (partner, share) in [("EU", 30.0), ("US", 50), ("JP", 20)] {
            for percent in [0.01, 1, share] {
                let decision = try await ask(node, partner, percent)
                #expect(decision.outcome == .needs, "\(partner) \(percent)")
            }
        }
        // What was asked meanwhile is judged the same when it is taken again.
        await node.services.books.write(at: fixture.node.clock.now())
        let configuration = fixture.node.configuration
        let replay = RecordReplay(
            programme: configuration.programme, agreements: try fixture.agreements(),
            database: fixture.node.database, network: configuration.network, accounts: try fixture.plan(text),
            ledger: try await fixture.books.content(of: .ledger),
            keys: AccountKeys.publicKeys(try await fixture.books.note(AccountKeys.publicNote) ?? Data()))
        let kept = RecordBook.read(try await fixture.books.content(of: .records)).records
        #expect(kept.count > 3)
        #expect(replay.differences(in: kept).isEmpty)
    }

    @Test func aFailureIsToldOnceHoweverOftenItIsTried() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(AccountFixture.pools)
        fixture.books.fail(.full(path: "ledger"))
        for _ in 0..<40 { try await fixture.node.receive(node, pressureMmHg: 740) }
        for _ in 0..<5 {
            await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
            fixture.node.clock.advance(bySeconds: 20)
        }
        await node.step()
        func told() async throws -> Int {
            let events = try await #require(node.view(for: "US")).events(limit: 200).events
            return events.count { $0.severity == .critical && $0.text.hasPrefix("the ledger cannot be kept") }
        }
        #expect(try await told() == 1)
        fixture.books.fail(nil)
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        // A new failure after a success is told again.
        fixture.books.fail(.full(path: "ledger"))
        for _ in 0..<40 { try await fixture.node.receive(node, pressureMmHg: 740) }
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        await node.step()
        #expect(try await told() == 2)
    }

    @Test func aPeriodFiltersWhatItIsAskedFor() async throws {
        let fixture = try AccountFixture()
        let text =
            AccountFixture.pools + """
                  - {pool: crew-time, period: "2025", whole: 100, document: treaty, source: made up}
                barters:
                  - {id: b25, on: 2025-03-01, between: [NASA, ESA], terms: hours, source: made up,
                     gives: [{from: NASA, pool: crew-time, period: "2025", amount: 5}]}
                  - {id: b26, on: 2026-03-01, between: [NASA, ESA], terms: hours, source: made up,
                     gives: [{from: NASA, pool: crew-time, period: "2026", amount: 6}]}
                charges:
                  - {id: c25, on: 2025-01-01, debtor: ESA, creditor: NASA, unit: dollar, amount: 10, for: c, source: x}
                offsets:
                  - {id: o26, on: 2026-03-01, debtor: ESA, creditor: NASA, unit: dollar, amount: 4, for: o, source: x}
                use:

                """
        let node = try await fixture.start(
            text + AccountFixture.use(1, on: "2025-02-01") + AccountFixture.use(2, on: "2026-02-01"))
        let europe = try #require(node.view(for: "EU"))
        for (period, names, hours) in [("2025", ["b25", "c25"], "1"), ("2026", ["b26", "o26"], "2")] {
            let answer = try await europe.ledger(period: period)
            let found = answer.exchanges.compactMap { answer.name(of: $0.entry, on: $0.date) }
            #expect(Set(found) == Set(names) && answer.exchanges.count == 2)
            #expect(answer.rows.allSatisfy { $0.account?.period ?? period == period })
            #expect(answer.rows.filter { $0.account == nil }.map(\.what).count == 1)
            #expect(answer.rows.contains { $0.what.hasPrefix("research") && $0.amount.decimalText == hours })
        }
        let error = await #expect(throws: Refusal.self) { _ = try await europe.ledger(period: "1890") }
        #expect("\(try #require(error))".contains("`2025`, `2026`"))
    }
}
