import NIOCore
import Synchronization

/// What waits to be sent to one browser: bounded, so that a browser that does not read costs counted messages.
final class LiveClient: Sendable {
    /// What the writer takes next.
    enum Next: Equatable {
        /// A message.
        case message(ByteBuffer)
        /// So many messages were left out here.
        case gap(Int)
        /// Nothing waits.
        case nothing
    }

    private struct State {
        var waiting: [ByteBuffer] = []
        var waitingBytes = 0
        var dropped = 0
        var behindSince: ContinuousClock.Instant?
        var isHolding = true
        var isFinished = false
        var held: [ByteBuffer] = []
    }

    private static let maximumMessages = 256
    private static let maximumBytes = 2 << 20
    private static let patience: Duration = .seconds(15)

    private let state = Mutex(State())
    private let signal: AsyncStream<Void>.Continuation
    /// Yields when something waits; ends when the client is to be closed.
    let arrivals: AsyncStream<Void>

    init() {
        (arrivals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds a message; while the first one is still being made, later ones are held behind it.
    ///
    /// - Returns: false when the client has been behind for too long and must be closed.
    func send(_ message: ByteBuffer, now: ContinuousClock.Instant = .now) -> Bool {
        let isPatient = state.withLock { state in
            if state.isHolding {
                if state.held.count < Self.maximumMessages { state.held.append(message) } else { state.dropped += 1 }
                return true
            }
            return Self.append(message, to: &state, now: now)
        }
        signal.yield()
        return isPatient
    }

    /// Gives the first messages, the last values of everything, and lets the held ones follow.
    func begin(with first: [ByteBuffer], now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.isHolding = false
            let held = state.held
            state.held = []
            for message in first + held { _ = Self.append(message, to: &state, now: now) }
        }
        signal.yield()
    }

    /// Takes what is next to send.
    func next() -> Next {
        state.withLock { state in
            if state.dropped > 0, state.waitingBytes < Self.maximumBytes / 2 {
                defer { state.dropped = 0 }
                return .gap(state.dropped)
            }
            guard !state.waiting.isEmpty else { return .nothing }
            let message = state.waiting.removeFirst()
            state.waitingBytes -= message.readableBytes
            if state.waiting.count < Self.maximumMessages / 2 { state.behindSince = nil }
            return .message(message)
        }
    }

    /// Ends the client's stream.
    func finish() {
        state.withLock { $0.isFinished = true }
        signal.finish()
    }

    /// Whether nothing more will be sent.
    var isFinished: Bool { state.withLock { $0.isFinished } }

    private static func append(_ message: ByteBuffer, to state: inout State, now: ContinuousClock.Instant) -> Bool {
        let fits =
            state.waiting.count < maximumMessages && state.waitingBytes + message.readableBytes <= maximumBytes
        if fits {
            state.waiting.append(message)
            state.waitingBytes += message.readableBytes
            return true
        }
        state.dropped += 1
        let since = state.behindSince ?? now
        state.behindSince = since
        return now - since < patience
    }
}
