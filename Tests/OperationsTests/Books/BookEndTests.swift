import Agreements
import Foundation
import Ledger
import Programme
import Testing
import Timekeeping

@testable import Operations

/// Lines taken off the end of a book, and what a crash leaves.
@Suite struct BookEndTests {
    private func criticalEvents(_ fixture: AccountFixture, _ text: String?) async throws -> [String] {
        let node = try await fixture.start(text)
        await node.step()
        let events = try await #require(node.view(for: "US")).events(limit: 100).events
        return events.filter { $0.severity == .critical }.map(\.text)
    }

    private func ask(_ node: OperationsNode, _ fixture: AccountFixture, _ partners: [String]) async throws {
        for partner in partners {
            _ = try await #require(node.view(for: partner)).ask(
                action: "read", resource: "parameter:\(NodeFixture.pressure)")
        }
        await node.services.books.write(at: fixture.node.clock.now())
    }

    @Test func aLedgerCutAtACheckpointIsToldAndNotWrittenTo() async throws {
        let fixture = try AccountFixture()
        let first = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        _ = try await fixture.start(first)
        let earlier = try await fixture.books.content(of: .ledger).split(separator: 0x0A).count
        _ = try await fixture.start(first + AccountFixture.use(50))
        let count = try await fixture.books.content(of: .ledger).split(separator: 0x0A).count
        // The book ends with a checkpoint again: only the note can tell.
        fixture.books.remove(lines: earlier + 1...count, of: .ledger)
        let cut = try await fixture.books.content(of: .ledger)
        let node = try await fixture.start(first)
        let answer = try await #require(node.view(for: "EU")).ledger(period: nil)
        #expect(answer.fault?.firstLine == earlier + 1 && answer.fault?.lastLine == count)
        #expect(try await fixture.books.content(of: .ledger) == cut)
        let told = try await criticalEvents(fixture, first)
        #expect(told.contains { $0.contains("lines \(earlier + 1) to \(count): missing") }, "\(told)")
    }

    @Test func aCrashBeforeTheNoteIsNoFaultAndUnsignedLinesAreSigned() async throws {
        let fixture = try AccountFixture()
        let text = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        _ = try await fixture.start(AccountFixture.pools)
        let note = try await fixture.books.note(BookEnd.note(of: .ledger))
        _ = try await fixture.start(text)
        fixture.books.set(note: BookEnd.note(of: .ledger), note)
        #expect(try await criticalEvents(fixture, text) == [])
        // The crash came within the addition: its last line, the checkpoint, is not there.
        let count = try await fixture.books.content(of: .ledger).split(separator: 0x0A).count
        fixture.books.remove(lines: count...count, of: .ledger)
        fixture.books.set(note: BookEnd.note(of: .ledger), note)
        #expect(try await criticalEvents(fixture, text) == [])
        let keys = AccountKeys.publicKeys(try #require(await fixture.books.note(AccountKeys.publicNote)))
        let content = try await fixture.books.content(of: .ledger)
        let read = StationLedger.read(content, keys: keys)
        #expect(read.faults.isEmpty && read.ledger.unsignedTail == nil)
        let end = BookEnd(count: read.ledger.records.count, head: read.ledger.head)
        #expect(try await fixture.books.note(BookEnd.note(of: .ledger)) == end.text)
    }

    @Test(arguments: [3...3, 4...6, 2...3]) func recordsTakenOutAreMissed(gone: ClosedRange<Int>) async throws {
        let fixture = try AccountFixture()
        try await ask(try await fixture.start(nil), fixture, ["EU", "RU", "JP"])
        try await ask(try await fixture.start(nil), fixture, ["EU", "RU", "JP"])
        #expect(try await criticalEvents(fixture, nil) == [])
        // The forger makes the chain anew.
        let whole = RecordBook.read(try await fixture.books.content(of: .records)).records
        var (forged, text) = (RecordBook(), Data())
        for record in whole where !gone.contains(record.line) { text += try forged.append(record.record) }
        fixture.books.remove(lines: 1...6, of: .records)
        try await fixture.books.append(text, to: .records)
        #expect(RecordBook.read(text).faults.isEmpty)
        let note = try await fixture.books.note(BookEnd.note(of: .records))
        let fault = try #require(NodeBook.records.fault(in: text, note: note))
        #expect(fault.firstLine == 7 - gone.count && fault.lastLine == 6)
        // It is told at each start, and what comes meanwhile does not cover it up.
        for _ in 0..<2 {
            #expect(
                try await criticalEvents(fixture, nil).contains { $0.contains("the book of decisions was changed") })
            try await ask(try await fixture.start(nil), fixture, ["EU", "RU", "JP", "CA"])
        }
    }

    @Test func aNoteThatIsNoneIsAFaultAndNoNoteIsNot() {
        let line = Data((String(repeating: "0", count: 64) + " {}\n").utf8)
        #expect(NodeBook.ledger.fault(in: line, note: nil) == nil)
        #expect(NodeBook.ledger.fault(in: line, note: Data("x".utf8)) != nil)
        #expect(NodeBook.ledger.fault(in: line, note: BookEnd(count: 1, head: .start).text) == nil)
        #expect(NodeBook.ledger.fault(in: Data(), note: BookEnd(count: 0, head: .start).text) == nil)
        let other = BookEnd(count: 1, head: ChainDigest(of: line))
        #expect(NodeBook.ledger.fault(in: line, note: other.text)?.message.contains("another digest") ?? false)
        #expect(NodeBook.ledger.fault(in: Data(), note: other.text)?.description.hasPrefix("line 1: missing") ?? false)
    }
}
