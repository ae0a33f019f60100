import Agreements
import Foundation
import Ledger
import Programme
import SpaceLink
import Testing
import Timekeeping

@testable import Operations

@Suite struct AccountTests {
    private let year = PoolPeriod(pool: "crew-time", period: "2026")

    private func ask(_ node: OperationsNode, _ partner: String, _ percent: Int) async throws -> Decision {
        try await #require(node.view(for: partner)).ask(action: "use", resource: "pool:crew-time:\(percent)")
    }

    @Test func aQuotaReadsWhatWasReallyUsed() async throws {
        let fixture = try AccountFixture()
        let before = try await fixture.start(AccountFixture.pools)
        #expect(try await ask(before, "EU", 25).outcome == .permit)
        // Europe has 300 of 1000 hours; 100 used leave room for 20 in a hundred, not for 25.
        let used = try await fixture.start(AccountFixture.pools + "use:\n" + AccountFixture.use(100))
        #expect(try await ask(used, "EU", 20).outcome == .permit)
        let beyond = try await ask(used, "EU", 25)
        #expect(beyond.outcome == .needs)
        #expect(beyond.needs == ["barter:5pct"])
        #expect(try await ask(used, "JP", 20).outcome == .permit)
    }

    @Test func aBarterCountsOnceBothHaveSigned() async throws {
        func barter(_ signers: String) -> String {
            """
            barters:
              - {id: b1, on: 2026-02-01, between: [NASA, ESA], terms: hours, source: made up, signedBy: [\(signers)],
                 gives: [{from: NASA, pool: crew-time, period: "2026", amount: 50}]}
            """
        }
        let fixture = try AccountFixture()
        let one = try await fixture.start(AccountFixture.pools + barter("NASA"))
        #expect(try await ask(one, "EU", 33).outcome == .needs)
        let both = try await fixture.start(AccountFixture.pools + barter("NASA, ESA"))
        #expect(try await ask(both, "EU", 33).outcome == .permit)
        let ledger = try await #require(both.view(for: "EU")).ledger(period: nil).ledger
        #expect(ledger.balances(of: year).first { $0.partner == "EU" }?.gained == Amount("50", .hour))
    }

    @Test func whatTheNodeReceivesIsEnteredAndCounts() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(AccountFixture.pools)
        let america = try #require(node.view(for: "US"))
        #expect(try await america.ask(action: "use", resource: "pool:downlink:40").outcome == .permit)
        let packet = try fixture.node.packet(pressureMmHg: 740)
        let count = 5000 / packet.bytes.count + 1
        for _ in 0..<count { try await fixture.node.receive(node, pressureMmHg: 740) }
        await node.services.books.write(at: fixture.node.clock.now())
        let answer = try await america.ledger(period: "2026")
        let pool = try #require(answer.plan.pool("downlink"))
        let own = try #require(answer.standings(in: pool).first { $0.balance.partner == "US" })
        // A millionth of a gigabyte is a thousand octets; what is left over waits.
        #expect(own.balance.used.millionths == Int64(count * packet.bytes.count / 1000))
        #expect(try await america.ask(action: "use", resource: "pool:downlink:40").outcome == .needs)
        #expect(answer.history(of: pool).map(\.day) == ["2026-11-22"])
        // A restart neither counts again what is in the book nor loses what waits.
        let octets = count * packet.bytes.count
        let again = try await fixture.start(AccountFixture.pools)
        try await fixture.node.receive(again, pressureMmHg: 740)
        await again.services.books.write(at: fixture.node.clock.now(), isLast: true)
        let later = try await #require(again.view(for: "US")).ledger(period: "2026")
        let used = try #require(later.standings(in: pool).first { $0.balance.partner == "US" }).balance.used
        #expect(used.millionths == Int64((octets + packet.bytes.count) / 1000))
    }

    @Test func aNewArchiveDoesNotHideNewUse() async throws {
        let first = try AccountFixture()
        let node = try await first.start(AccountFixture.pools)
        for _ in 0..<40 { try await first.node.receive(node, pressureMmHg: 740) }
        await node.services.books.write(at: first.node.clock.now(), isLast: true)
        let second = try AccountFixture(books: first.books)
        let fresh = try await second.start(AccountFixture.pools)
        let earlier = try await #require(fresh.view(for: "US")).ledger(period: "2026").ledger.meteredOctets["US"] ?? 0
        #expect(earlier > 0)
        let packet = try second.node.packet(pressureMmHg: 740)
        for _ in 0..<40 { try await second.node.receive(fresh, pressureMmHg: 740) }
        await fresh.services.books.write(at: second.node.clock.now(), isLast: true)
        let after = try await #require(fresh.view(for: "US")).ledger(period: "2026").ledger.meteredOctets["US"] ?? 0
        #expect(after - earlier >= Int64(40 * packet.bytes.count) - 1000)
    }

    @Test func restartsAddNothingAndChangesOfTheFileAreFollowed() async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100) + AccountFixture.use(7, by: "JAXA")
        _ = try await fixture.start(text)
        let content = try await fixture.books.content(of: .ledger)
        _ = try await fixture.start(text)
        #expect(try await fixture.books.content(of: .ledger) == content)
        let changed = try await fixture.start(
            AccountFixture.pools + "use:\n" + AccountFixture.use(100) + AccountFixture.use(9, by: "JAXA"))
        #expect(try await fixture.books.content(of: .ledger).starts(with: content))
        let answer = try await #require(changed.view(for: "JP")).ledger(period: nil)
        let balances = answer.ledger.balances(of: year)
        #expect(balances.first { $0.partner == "JP" }?.used == Amount("9", .hour))
        #expect(balances.first { $0.partner == "EU" }?.used == Amount("100", .hour))
        let pool = try #require(answer.plan.pool("crew-time"))
        let byDay = answer.history(of: pool).filter { $0.partner == "JP" }.map(\.used.decimalText)
        #expect(byDay == ["16", "-7"])
    }

    @Test func whatIsEnteredWhileTheNodeRunsCountsAtOnce() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(AccountFixture.pools)
        #expect(try await ask(node, "EU", 25).outcome == .permit)
        let more = try fixture.plan(AccountFixture.pools + "use:\n" + AccountFixture.use(100))
        #expect(await node.follow(more))
        #expect(try await ask(node, "EU", 25).outcome == .needs)
        let content = try await fixture.books.content(of: .ledger)
        #expect(await node.follow(more))
        #expect(try await fixture.books.content(of: .ledger) == content)
        let answer = try await #require(node.view(for: "EU")).ledger(period: nil)
        #expect(answer.plan.entries.count == more.entries.count)
        // A disk that fails has it tried again; what was taken out is undone.
        fixture.books.fail(.full(path: "ledger"))
        let less = try fixture.plan(AccountFixture.pools)
        #expect(await node.follow(less) == false)
        #expect(try await ask(node, "EU", 25).outcome == .needs)
        fixture.books.fail(nil)
        #expect(await node.follow(less))
        #expect(try await ask(node, "EU", 25).outcome == .permit)
        // The next run finds all as it is.
        let whole = try await fixture.books.content(of: .ledger)
        _ = try await fixture.start(AccountFixture.pools)
        #expect(try await fixture.books.content(of: .ledger) == whole)
    }

    @Test(arguments: [1, 3, 6, 12]) func aChangedByteIsLocatedAndNothingIsAddedBehindIt(line: Int) async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        _ = try await fixture.start(text)
        fixture.books.change(line: line, of: .ledger)
        let content = try await fixture.books.content(of: .ledger)
        let node = try await fixture.start(text + AccountFixture.use(1, by: "JAXA"))
        let answer = try await #require(node.view(for: "EU")).ledger(period: nil)
        #expect(answer.fault?.firstLine == line)
        #expect(answer.ledger.records.count == line - 1)
        #expect(try await fixture.books.content(of: .ledger) == content)
        await node.step()
        let events = try await #require(node.view(for: "EU")).events(limit: 50).events
        #expect(events.contains { $0.severity == .critical && $0.text.contains("line \(line):") })
    }

    @Test func aFailingDiskChangesNoBalance() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(AccountFixture.pools)
        fixture.books.fail(.full(path: "ledger"))
        for _ in 0..<40 { try await fixture.node.receive(node, pressureMmHg: 740) }
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        let view = try #require(node.view(for: "US"))
        #expect(try await view.ledger(period: nil).ledger.meteredOctets.isEmpty)
        fixture.books.fail(nil)
        fixture.node.clock.advance(bySeconds: 20)
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await (view.ledger(period: nil).ledger.meteredOctets["US"] ?? 0) > 1000)
    }

    @Test func debtsAreToldToTheTwoAlone() async throws {
        let fixture = try AccountFixture()
        let debts = """
            charges:
              - {id: c1, on: 2026-01-01, debtor: ESA, creditor: NASA, unit: dollar, amount: 10, for: costs, source: x}
            offsets:
              - {id: o1, on: 2026-03-01, debtor: ESA, creditor: NASA, unit: dollar, amount: 4, for: a module, source: x}
            """
        let node = try await fixture.start(AccountFixture.pools + debts)
        let europe = try await #require(node.view(for: "EU")).ledger(period: nil)
        #expect(europe.debts == [Debt(debtor: "EU", creditor: "US", amount: Amount(millionths: 6_000_000, .dollar))])
        #expect(europe.rows.count { $0.account == nil } == 2)
        let japan = try await #require(node.view(for: "JP")).ledger(period: nil)
        #expect(japan.debts.isEmpty && japan.rows.allSatisfy { $0.account != nil })
    }

    @Test func theExampleReads() throws {
        let fixture = try AccountFixture()
        let programme = fixture.node.configuration.programme
        let documents = AgreementReader.read(
            files: try NodeFixture.files("examples/iss/agreements"), programme: programme)
        let own = try NodeFixture.files("examples/iss").filter { $0.name.hasPrefix("ledger") }
        let checked = AccountPlanReader.read(own, programme: programme, documents: documents.value ?? [])
        #expect(checked.problems.isEmpty, "\(checked.problems)")
        let ledger = StationLedger.trial(try #require(checked.value), partners: programme.partners.map(\.id)).ledger
        let balances = ledger.balances(of: PoolPeriod(pool: "usos-downlink", period: "2026"))
        // Shares of the resources of the station's western segment: NASA-GoJ MOU art. 8.3.b.
        let shares = ["CA": 2.3, "EU": 8.3, "JP": 12.8, "US": 76.6]
        for balance in balances {
            let share = try #require(shares[balance.partner.rawValue])
            #expect(abs(balance.allocated.value - 90 * share) < 1e-6)
        }
        #expect(balances.count == 4)
    }
}
