import FoundationEssentials
import Synchronization
public import Timekeeping

/// The time a node takes as now, in TAI; injected, so that a test or a simulation says what time it is.
public protocol NodeClock: Sendable {
    /// The present instant.
    func now() -> Instant
}

/// The machine's clock.
public struct SystemClock: NodeClock {
    /// A clock that reads the machine's UTC.
    public init() {}

    /// The present instant, from the machine's UTC, to a microsecond or so.
    public func now() -> Instant {
        let seconds = Date().timeIntervalSince1970
        return Instant(unixNanoseconds: Int64((seconds * 1e6).rounded()) &* 1000)
    }
}

/// A clock that starts at a given instant and runs at a given rate: a simulation in another year, or a faster one.
public struct ScaledClock: NodeClock {
    private let base: any NodeClock
    private let baseStart: Instant
    private let start: Instant
    private let rate: Double

    /// A clock reading `start` now and gaining `rate` seconds for each second of `base`.
    public init(start: Instant, rate: Double = 1, base: any NodeClock = SystemClock()) {
        self.base = base
        self.baseStart = base.now()
        self.start = start
        self.rate = rate
    }

    /// The scaled instant.
    public func now() -> Instant {
        start.advanced(bySeconds: base.now().secondsSince(baseStart) * rate)
    }
}

/// A clock that stands still until it is moved, for tests.
public final class ManualClock: NodeClock {
    private let instant: Mutex<Instant>

    /// A clock standing at `start`.
    public init(_ start: Instant) {
        instant = Mutex(start)
    }

    /// The instant the clock stands at.
    public func now() -> Instant {
        instant.withLock { $0 }
    }

    /// Moves the clock by `seconds`, s, which may be negative.
    public func advance(bySeconds seconds: Double) {
        instant.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}
