import Foundation
import Synchronization

/// How far long work has come, on standard error when that is a terminal; nothing for work done within a second.
final class ProgressLine: Sendable {
    private struct State {
        var lastShown: ContinuousClock.Instant?
        var done = 0
    }

    private let what: String
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    init(_ what: String, of total: Int = 0) {
        self.what = what
        self.total = total
    }

    /// One more is done.
    func step() {
        let done = state.withLock { state in
            state.done += 1
            return state.done
        }
        show { bar(Double(done) / Double(max(total, 1))) + " \(done) of \(total) \(what)" }
    }

    /// A part of the whole is done, 0…1.
    func reach(_ part: Double) {
        show { bar(part) + " \(fixed(100 * min(1, max(0, part)), decimals: 0)) % \(what)" }
    }

    /// So many bytes are there, of how many where that is known.
    func receive(_ bytes: Int, of total: Int?) {
        show {
            let megabytes = fixed(Double(bytes) / 1e6, decimals: 1)
            guard let total, total > 0 else { return "\(megabytes) MB \(what)" }
            return bar(Double(bytes) / Double(total)) + " \(megabytes) of \(fixed(Double(total) / 1e6, decimals: 1)) MB"
        }
    }

    /// Clears the line.
    func finish() {
        guard state.withLock({ $0.lastShown }) != nil else { return }
        StandardError.writeText("\r\u{1B}[K")
    }

    private func show(_ text: () -> String) {
        guard isTerminal else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            guard now - began > .seconds(1), now - (state.lastShown ?? began) > .milliseconds(200) else { return false }
            state.lastShown = now
            return true
        }
        if isDue { StandardError.writeText("\r\u{1B}[K\(text())") }
    }

    private func bar(_ part: Double) -> String {
        let filled = Int((min(1, max(0, part.isFinite ? part : 0)) * 24).rounded(.down))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled) + "]"
    }
}
