import Synchronization

/// Slows the guessing of keys: so many failures a minute from one source, counted apart so that nobody can lock
/// another out.
final class Throttle: Sendable {
    private struct Source {
        var failures = 0
        var windowStart: ContinuousClock.Instant
    }

    private let sources = Mutex<[String: Source]>([:])
    private let maximumFailures: Int
    private let window: Duration
    private let maximumSources = 10_000

    /// Allows `maximumFailures` failures in each `window` from one source.
    init(maximumFailures: Int = 10, window: Duration = .seconds(60)) {
        self.maximumFailures = maximumFailures
        self.window = window
    }

    /// Whether the source may try now.
    func allows(_ address: String, now: ContinuousClock.Instant = .now) -> Bool {
        sources.withLock { sources in
            guard let source = sources[Self.key(address)], now - source.windowStart < window else { return true }
            return source.failures < maximumFailures
        }
    }

    /// Counts a failure.
    func recordFailure(_ address: String, now: ContinuousClock.Instant = .now) {
        sources.withLock { sources in
            let key = Self.key(address)
            if sources.count >= maximumSources, sources[key] == nil {
                sources = sources.filter { now - $0.value.windowStart < window }
                if sources.count >= maximumSources { sources.removeAll() }
            }
            var source = sources[key] ?? Source(windowStart: now)
            if now - source.windowStart >= window { source = Source(windowStart: now) }
            source.failures += 1
            sources[key] = source
        }
    }

    /// One IPv4 address, or the 64-bit network of an IPv6 address, whose owner commands all the rest.
    private static func key(_ address: String) -> String {
        guard address.contains(":") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
    }
}
