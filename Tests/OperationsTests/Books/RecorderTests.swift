import Agreements
import Foundation
import Programme
import Testing
import Timekeeping

@testable import Operations

@Suite struct RecorderTests {
    private func records(_ books: MemoryBooks) async throws -> [NumberedRecord] {
        let read = RecordBook.read(try await books.content(of: .records))
        #expect(read.faults.isEmpty)
        return read.records
    }

    private func write(_ node: OperationsNode, _ fixture: AccountFixture) async {
        await node.services.books.write(at: fixture.node.clock.now())
    }

    @Test func whatCrossedIsKeptOnceAndChained() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(nil)
        let (europe, america) = (try #require(node.view(for: "EU")), try #require(node.view(for: "US")))
        for _ in 0..<3 {
            _ = try await europe.ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
            _ = try await america.ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
            _ = try await europe.ask(action: "export", resource: "parameter:\(NodeFixture.pressure)")
        }
        await write(node, fixture)
        let kept = try await records(fixture.books)
        // America's own crosses nobody's border.
        #expect(kept.map(\.record.answer.outcome) == [.permit, .deny])
        #expect(Set(kept.map(\.record.agreements)) == [try fixture.agreements().digest(at: CivilTime(europe.now()))])
        let answer = try await america.records(limit: 10)
        #expect(answer.records.map(\.sequence) == [2, 1])
        #expect(answer.records.first?.digest == answer.head)
        #expect(try await #require(node.view(for: "RU")).records(limit: 10).records.isEmpty)
        // The next run goes on behind the last line, and knows what was there.
        let again = try await fixture.start(nil)
        _ = try await #require(again.view(for: "JP")).ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
        await write(again, fixture)
        #expect(try await records(fixture.books).count == 3)
        #expect(try await #require(again.view(for: "EU")).records(limit: 10).records.map(\.sequence) == [2, 1])
    }

    @Test func aSecondSpanIsKeptAgainAndAChangedLedgerOnlyWhereItMatters() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(AccountFixture.pools)
        let europe = try #require(node.view(for: "EU"))
        func ask() async throws {
            _ = try await europe.ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
            _ = try await europe.ask(action: "use", resource: "pool:crew-time:5")
        }
        try await ask()
        node.services.gate.set(poolUse: [PoolUse(pool: "crew-time", partner: "EU", usedPercent: 28)])
        try await ask()
        await write(node, fixture)
        let kept = try await records(fixture.books)
        #expect(kept.map(\.record.answer.outcome) == [.permit, .permit, .needs])
        #expect(kept[1].record.facts != kept[2].record.facts)
    }

    @Test func aReplayTellsWhatAnAmendmentWouldHaveChanged() async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        let node = try await fixture.start(text)
        let europe = try #require(node.view(for: "EU"))
        _ = try await europe.ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
        _ = try await europe.ask(action: "use", resource: "pool:crew-time:25")
        _ = try await europe.ask(action: "export", resource: "parameter:\(NodeFixture.pressure)")
        await write(node, fixture)
        let kept = try await records(fixture.books)
        func replay(_ treaty: String, _ plan: String?) async throws -> [ReplayDifference] {
            let configuration = fixture.node.configuration
            return RecordReplay(
                programme: configuration.programme, agreements: try fixture.agreements(treaty),
                database: fixture.node.database, network: configuration.network, accounts: try plan.map(fixture.plan),
                ledger: try await fixture.books.content(of: .ledger),
                keys: AccountKeys.publicKeys(try await fixture.books.note(AccountKeys.publicNote) ?? Data())
            ).differences(in: kept)
        }
        #expect(try await replay(AccountFixture.treaty, text).isEmpty)
        let amended = try await replay(AccountFixture.amended, text)
        #expect(amended.map(\.record.line) == [1])
        #expect(amended.map(\.reason) == [.otherAgreements])
        #expect(amended.first?.after.outcome == .deny)
        // Without the ledger the quota is judged by an empty one.
        let forgotten = try await replay(AccountFixture.treaty, nil)
        #expect(forgotten.map(\.record.line) == [2])
        #expect(forgotten.map(\.reason) == [.otherFacts])
    }

    @Test func balancesOfTheRecordsOwnTimeAreUsed() async throws {
        let fixture = try AccountFixture()
        let first = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        let second = first + AccountFixture.use(150)
        let node = try await fixture.start(first)
        #expect(
            try await #require(node.view(for: "EU")).ask(action: "use", resource: "pool:crew-time:15").outcome
                == .permit)
        await write(node, fixture)
        fixture.node.clock.advance(bySeconds: 3600)
        let later = try await fixture.start(second)
        #expect(
            try await #require(later.view(for: "EU")).ask(action: "use", resource: "pool:crew-time:15").outcome
                == .needs)
        await write(later, fixture)
        let configuration = fixture.node.configuration
        let replay = RecordReplay(
            programme: configuration.programme, agreements: try fixture.agreements(),
            database: fixture.node.database, network: configuration.network, accounts: try fixture.plan(second),
            ledger: try await fixture.books.content(of: .ledger),
            keys: AccountKeys.publicKeys(try await fixture.books.note(AccountKeys.publicNote) ?? Data()))
        let kept = try await records(fixture.books)
        #expect(kept.count == 2)
        #expect(replay.differences(in: kept).isEmpty)
    }

    @Test func aChangedLineIsToldByItsNumber() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(nil)
        for partner in ["EU", "RU", "JP", "CA"] {
            _ = try await #require(node.view(for: partner)).ask(
                action: "read", resource: "parameter:\(NodeFixture.pressure)")
        }
        await write(node, fixture)
        fixture.books.change(line: 3, of: .records)
        let read = RecordBook.read(try await fixture.books.content(of: .records))
        #expect(Set(read.faults.map(\.line)) == [3])
        let again = try await fixture.start(nil)
        await again.step()
        let events = try await #require(again.view(for: "US")).events(limit: 50).events
        #expect(events.contains { $0.severity == .critical && $0.text.contains("line 3:") })
    }

    @Test(arguments: [2, 4]) func whatFollowsALineThatCannotBeReadIsKept(line: Int) async throws {
        let fixture = try AccountFixture()
        func ask(_ node: OperationsNode) async throws {
            for partner in ["EU", "RU", "JP", "CA"] {
                _ = try await #require(node.view(for: partner)).ask(
                    action: "read", resource: "parameter:\(NodeFixture.pressure)")
            }
            await write(node, fixture)
        }
        try await ask(try await fixture.start(nil))
        fixture.books.replace(line: line, of: .records, with: "nothing that was ever written")
        let again = try await fixture.start(nil)
        try await ask(again)
        let read = RecordBook.read(try await fixture.books.content(of: .records))
        #expect(read.faults.map(\.line) == (line == 2 ? [2, 3] : [4]))
        #expect(read.records.map(\.line) == (1...8).filter { $0 != line })
        let own = try await #require(again.view(for: "CA")).records(limit: 10).records.map(\.sequence)
        #expect(own.contains(8))
    }

    @Test func aFullQueueIsCountedAndTold() async throws {
        let fixture = try AccountFixture()
        let notices = NoticeBoard()
        let recorder = try await DecisionRecorder.open(
            fixture.node.configuration, in: fixture.books, notices: notices, maximumWaiting: 3)
        let decision = Agreements.decide(
            AccessRequest(partner: "EU", action: .read, resource: .orbit),
            under: try fixture.agreements().inForce(at: .distantPast), facts: Facts())
        let waiting = DecisionRecorder.Waiting(
            decision: decision, instant: .distantPast, agreements: .start, facts: Facts())
        #expect((0..<5).map { _ in recorder.offer(waiting) } == [true, true, true, false, false])
        await recorder.write(at: fixture.node.clock.now())
        #expect(recorder.lostCount == 2)
        #expect(notices.take().map(\.text) == ["2 decisions were not kept: too many waited at once"])
        #expect(try await records(fixture.books).count == 3)
    }

    @Test func whileTheStoreFailsDecisionsWait() async throws {
        let fixture = try AccountFixture()
        let node = try await fixture.start(nil)
        fixture.books.fail(.full(path: "records"))
        _ = try await #require(node.view(for: "EU")).ask(action: "read", resource: "parameter:\(NodeFixture.pressure)")
        await write(node, fixture)
        #expect(try await records(fixture.books).isEmpty)
        fixture.books.fail(nil)
        fixture.node.clock.advance(bySeconds: 2)
        await write(node, fixture)
        #expect(try await records(fixture.books).count == 1)
        await node.step()
        let texts = try await #require(node.view(for: "US")).events(limit: 50).events.map(\.text)
        #expect(texts.contains { $0.hasPrefix("decisions cannot be kept and wait") })
        #expect(texts.contains("decisions are kept again"))
    }
}
