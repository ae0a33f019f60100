import Agreements
import Programme
import Synchronization
import Timekeeping

/// The books of a running node; a node without a place to keep them has none.
struct NodeBooks: Sendable {
    var recorder: DecisionRecorder?
    var accounts: AccountKeeper?
    let notices: NoticeBoard

    /// No books at all.
    static func none() -> NodeBooks { NodeBooks(notices: NoticeBoard()) }

    /// Takes up where the books end; the ledger is checked from its first line on.
    static func open(
        _ configuration: NodeConfiguration, in store: any BookStore, clock: any NodeClock
    ) async throws(ArchiveError) -> NodeBooks {
        var books = NodeBooks.none()
        books.recorder = try await DecisionRecorder.open(configuration, in: store, notices: books.notices)
        if let accounts = configuration.accounts {
            books.accounts = try await AccountKeeper.open(
                accounts, configuration, in: store, notices: books.notices, at: clock.now())
        }
        return books
    }

    /// Writes what is to be written, until the task is cancelled; then once more.
    func run(clock: any NodeClock) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            await write(at: clock.now())
        }
        await write(at: clock.now(), isLast: true)
    }

    /// Writes what is to be written now; at the end also what would wait for its hour.
    func write(at now: Instant, isLast: Bool = false) async {
        await recorder?.write(at: now)
        await accounts?.write(at: now, isLast: isLast)
    }
}

/// What the books have to tell, until the node's next step tells it.
final class NoticeBoard: Sendable {
    private static let maximumCount = 100
    private let notes = Mutex<[EventNote]>([])

    /// Leaves a note; a storm of them is cut, for its first lines tell what it is.
    func post(_ severity: EventSeverity, _ text: String) {
        notes.withLock { notes in
            if notes.count < Self.maximumCount { notes.append(EventNote(severity, kind: "archive", text)) }
        }
    }

    /// Takes the notes down.
    func take() -> [EventNote] {
        notes.withLock { notes in
            defer { notes.removeAll() }
            return notes
        }
    }
}
