import Foundation
import Synchronization

@testable import Operations

/// Books in memory that can be told to fail, and whose bytes can be changed.
final class MemoryBooks: BookStore {
    struct State {
        var books: [NodeBook: Data] = [:]
        var notes: [String: Data] = [:]
        var failure: ArchiveError?
        var appends = 0
    }

    private let state = Mutex(State())

    var kept: State { state.withLock { $0 } }

    func fail(_ error: ArchiveError?) { state.withLock { $0.failure = error } }

    /// Turns one bit of a line, counted from 1, in the middle of it.
    func change(line number: Int, of book: NodeBook) {
        state.withLock { state in
            var lines = (state.books[book] ?? Data()).split(separator: 0x0A).map { Data($0) }
            guard lines.indices.contains(number - 1) else { return }
            let middle = lines[number - 1].count / 2 + 40
            lines[number - 1][middle] ^= 1
            state.books[book] = lines.reduce(into: Data()) { $0 += $1 + Data([0x0A]) }
        }
    }

    func content(of book: NodeBook) async throws(ArchiveError) -> Data { state.withLock { $0.books[book] ?? Data() } }

    /// Puts other bytes in place of a line, counted from 1.
    func replace(line number: Int, of book: NodeBook, with text: String) {
        state.withLock { state in
            var lines = (state.books[book] ?? Data()).split(separator: 0x0A).map { Data($0) }
            guard lines.indices.contains(number - 1) else { return }
            lines[number - 1] = Data(text.utf8)
            state.books[book] = lines.reduce(into: Data()) { $0 += $1 + Data([0x0A]) }
        }
    }

    /// Takes lines, counted from 1, out of a book.
    func remove(lines gone: ClosedRange<Int>, of book: NodeBook) {
        state.withLock { state in
            let lines = (state.books[book] ?? Data()).split(separator: 0x0A)
            let kept = lines.enumerated().filter { !gone.contains($0.offset + 1) }.map(\.element)
            state.books[book] = kept.reduce(into: Data()) { $0 += $1 + Data([0x0A]) }
        }
    }

    /// Puts a note in place, or takes it away.
    func set(note name: String, _ content: Data?) {
        state.withLock { $0.notes[name] = content }
    }

    func append(_ lines: Data, to book: NodeBook) async throws(ArchiveError) {
        let failure = state.withLock { state -> ArchiveError? in
            guard state.failure == nil else { return state.failure }
            state.books[book, default: Data()] += lines
            state.appends += 1
            return nil
        }
        if let failure { throw failure }
    }

    func note(_ name: String) async throws(ArchiveError) -> Data? { state.withLock { $0.notes[name] } }

    func keep(_ content: Data, asNote name: String) async throws(ArchiveError) {
        let failure = state.withLock { state -> ArchiveError? in
            guard state.failure == nil else { return state.failure }
            state.notes[name] = content
            return nil
        }
        if let failure { throw failure }
    }
}
