public import MissionDatabase
import Synchronization

/// One sample as the live messages carry it.
public struct LiveSample: Sendable, Equatable {
    /// The parameter's name.
    public let name: String
    /// Generation time, ms of Unix time.
    public let milliseconds: Int64
    /// Engineering value.
    public let value: Value
    /// Raw value.
    public let raw: Value
    /// Empty without limits, `N` within them, `w` watch, `W` warning, `D` distress, `C` critical, `S` severe, `?` for a
    /// value that cannot be true.
    public let limitLetter: String
}

/// Something the node publishes to one partner.
public enum LiveUpdate: Sendable {
    /// The newest sample of each parameter that changed.
    case samples([LiveSample])
    /// An alarm was raised, changed, acknowledged or is over.
    case alarm(AlarmEntry)
    /// Something happened.
    case event(NodeEvent)
    /// How the link and the archive do.
    case link(LinkStatus)
    /// So many groups of updates were left out because they were not taken in time.
    case gap(Int)
}

/// One reader of what is published to one partner; bounded, what it does not take in time is counted and left out.
public final class LiveSubscription: Sendable {
    private static let maximumWaiting = 64

    /// Groups of updates in the order published.
    public let updates: AsyncStream<[LiveUpdate]>
    private let continuation: AsyncStream<[LiveUpdate]>.Continuation
    private let dropped = Mutex(0)

    init() {
        (updates, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
    }

    func publish(_ group: [LiveUpdate]) {
        let missed = dropped.withLock { $0 }
        let outcome = continuation.yield(missed > 0 ? [.gap(missed)] + group : group)
        dropped.withLock { count in
            if case .dropped = outcome { count += 1 } else { count -= missed }
        }
    }

    func finish() {
        continuation.finish()
    }
}
