import Foundation
import Ledger
import Programme
import SpaceLink
import Testing

@testable import Operations

/// Up to where telemetry is counted, over restarts, new archives, ends of periods and pools switched on late.
@Suite struct MeteringTests {
    private static func pools(_ meter: String = ", meter: downlink") -> String {
        """
        periods:
          - {id: first, from: 2026-01-01, until: 2026-11-23}
          - {id: second, from: 2026-11-23, until: 2027-01-01}
        pools:
          - {id: downlink, title: Downlink, unit: gigabyte, keeper: US\(meter)}
        allocations:
          - {pool: downlink, period: first, whole: 1, document: treaty, source: made up}
          - {pool: downlink, period: second, whole: 1, document: treaty, source: made up}

        """
    }

    private func receive(_ count: Int, _ node: OperationsNode, _ fixture: AccountFixture) async throws {
        for _ in 0..<count { try await fixture.node.receive(node, pressureMmHg: 740) }
    }

    private func end(_ node: OperationsNode, _ fixture: AccountFixture) async {
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
    }

    /// Octets in the book for the United States.
    private func used(_ node: OperationsNode, _ period: String) async throws -> Int64 {
        let ledger = try await #require(node.view(for: "US")).ledger(period: period).ledger
        let own = ledger.balances(of: PoolPeriod(pool: "downlink", period: period)).first { $0.partner == "US" }
        return (own?.used.millionths ?? 0) * 1000
    }

    private func isNear(_ octets: Int64, _ packets: Int, _ size: Int) -> Bool {
        (0..<1000).contains(Int64(packets * size) - octets)
    }

    @Test func aPoolSwitchedOnLateChargesNothingFromBefore() async throws {
        let fixture = try AccountFixture()
        let size = try fixture.node.packet(pressureMmHg: 740).bytes.count
        let without = try await fixture.start(Self.pools(""))
        try await receive(100, without, fixture)
        await end(without, fixture)
        let on = try await fixture.start(Self.pools())
        #expect(try await used(on, "first") == 0)
        await end(on, fixture)
        #expect(try await used(on, "first") == 0)
        try await receive(60, on, fixture)
        await end(on, fixture)
        #expect(isNear(try await used(on, "first"), 60, size))
        // Off and on again: what came between is nobody's use, what came before and after is.
        let off = try await fixture.start(Self.pools(""))
        try await receive(70, off, fixture)
        await end(off, fixture)
        let again = try await fixture.start(Self.pools())
        try await receive(50, again, fixture)
        await end(again, fixture)
        #expect(isNear(try await used(again, "first"), 110, size))
    }

    @Test func aBookFromBeforeThereWereMarksGoesOn() async throws {
        let fixture = try AccountFixture()
        let size = try fixture.node.packet(pressureMmHg: 740).bytes.count
        let node = try await fixture.start(Self.pools())
        try await receive(60, node, fixture)
        await end(node, fixture)
        try await receive(60, node, fixture)
        fixture.books.set(note: MeterMarks.note, nil)
        let again = try await fixture.start(Self.pools())
        await end(again, fixture)
        #expect(isNear(try await used(again, "first"), 120, size))
    }

    @Test(arguments: 1...3) func restartsCountNothingTwice(restarts: Int) async throws {
        let fixture = try AccountFixture()
        let size = try fixture.node.packet(pressureMmHg: 740).bytes.count
        for _ in 0..<restarts {
            let node = try await fixture.start(Self.pools())
            try await receive(30, node, fixture)
            // Some end well, some crash before what they counted is entered.
            if restarts != 2 { await end(node, fixture) }
        }
        let last = try await fixture.start(Self.pools())
        await end(last, fixture)
        #expect(isNear(try await used(last, "first"), 30 * restarts, size))
    }

    @Test func aNewArchiveBeginsAtNothing() async throws {
        let old = try AccountFixture()
        let size = try old.node.packet(pressureMmHg: 740).bytes.count
        let before = try await old.start(Self.pools(""))
        try await receive(40, before, old)
        await end(before, old)
        let node = try await old.start(Self.pools())
        try await receive(60, node, old)
        await end(node, old)
        let new = try AccountFixture(books: old.books)
        let fresh = try await new.start(Self.pools())
        await end(fresh, new)
        #expect(isNear(try await used(fresh, "first"), 60, size))
        try await receive(60, fresh, new)
        await end(fresh, new)
        #expect(isNear(try await used(fresh, "first"), 120, size))
    }

    @Test func eachPeriodGetsWhatCameInIt() async throws {
        let fixture = try AccountFixture()
        let size = try fixture.node.packet(pressureMmHg: 740).bytes.count
        let node = try await fixture.start(Self.pools())
        try await receive(60, node, fixture)
        // It waits for its hour; then the period ends.
        await node.services.books.write(at: fixture.node.clock.now())
        #expect(try await used(node, "first") == 0)
        fixture.node.clock.advance(bySeconds: 43_200)
        await node.services.books.write(at: fixture.node.clock.now())
        #expect(isNear(try await used(node, "first"), 60, size))
        try await receive(60, node, fixture)
        await end(node, fixture)
        let second = try await used(node, "second")
        #expect(isNear(try await used(node, "first") + second, 120, size))
        #expect(isNear(second, 60, size) || second > Int64(60 * size))
        let rows = try await #require(node.view(for: "US")).ledger(period: "first").rows
        let entered = try #require(rows.first { $0.what.hasPrefix("metered") })
        #expect(entered.time.description.hasPrefix("2026-11-22T23:59:59"))
        // A node that was off at the turn enters what waited in the period in which it came.
        let later = try await fixture.start(Self.pools())
        await end(later, fixture)
        #expect(try await used(later, "second") == second)
    }

    @Test func aNoteThatIsNoneIsRefusedWithItsLine() async throws {
        let fixture = try AccountFixture()
        fixture.books.set(note: MeterMarks.note, Data("US downlink first 0\nUS downlink\n".utf8))
        let error = await #expect(throws: ArchiveError.self) { _ = try await fixture.start(Self.pools()) }
        let words = "\(try #require(error))"
        #expect(words.contains("ledger-meter") && words.contains("line 2"), "\(words)")
    }
}
