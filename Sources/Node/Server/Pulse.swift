import Synchronization

/// When a connection last gave a sign of life.
final class Pulse: Sendable {
    private let last = Mutex(ContinuousClock.now)

    /// Notes a sign of life.
    func beat() {
        last.withLock { $0 = .now }
    }

    /// Time since the last one.
    var silence: Duration {
        last.withLock { ContinuousClock.now - $0 }
    }
}
