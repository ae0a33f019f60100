public import FoundationEssentials

/// A book of lines that are only ever added, each chained by its hash to the one before.
public enum NodeBook: String, CaseIterable, Sendable {
    /// Decisions that crossed partners.
    case records
    /// Allocations, use, barters and debts.
    case ledger
}

/// Where a node keeps its books and the keys it signs them with; a port, so that the engine behind it can be another.
public protocol BookStore: Sendable {
    /// Everything kept of a book, in the order added; empty when nothing was.
    func content(of book: NodeBook) async throws(ArchiveError) -> Data
    /// Adds lines, all of them or none; when it returns, they survive a crash of the process or the machine.
    func append(_ lines: Data, to book: NodeBook) async throws(ArchiveError)
    /// A small file kept beside the books; `nil` when there is none of this name.
    func note(_ name: String) async throws(ArchiveError) -> Data?
    /// Keeps a small file in place of the one of this name; nobody but the node's own user may read it.
    func keep(_ content: Data, asNote name: String) async throws(ArchiveError)
}
