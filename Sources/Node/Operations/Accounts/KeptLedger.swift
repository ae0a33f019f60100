import Agreements
import Ledger

/// A ledger as a store has it, checked from its first line to its last.
struct KeptLedger {
    let ledger: StationLedger
    /// Where it is not as it was written.
    let fault: LedgerFault?
    /// How far the node noted it to go.
    let end: BookEnd?

    /// Reads the book and the note beside it.
    static func read(in store: any BookStore, keys: [PartyKey]) async throws(ArchiveError) -> KeptLedger {
        let note = try await store.note(BookEnd.note(of: .ledger))
        let content = try await store.content(of: .ledger)
        let read = StationLedger.read(content, keys: keys)
        let end = note.flatMap { BookEnd($0) }
        let fault =
            read.faults.first ?? NodeBook.ledger.fault(in: content, note: note).map(LedgerFault.init)
            ?? end.flatMap { $0.count > read.ledger.signedCount ? read.ledger.unsignedTail : nil }
        return KeptLedger(ledger: read.ledger, fault: fault, end: end)
    }
}

extension LedgerFault {
    /// What a note tells of a ledger.
    init(_ fault: BookFault) {
        self.init(firstLine: fault.firstLine, lastLine: fault.lastLine, message: fault.message)
    }
}
