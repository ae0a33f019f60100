import Synchronization
public import Timekeeping

/// A frame as it arrived, not yet checked.
public struct ReceivedFrame: Sendable, Equatable {
    /// The bytes of one datagram or one frame of a file.
    public var bytes: [UInt8]
    /// When this node received it.
    public var receptionTime: Instant

    /// A frame received at `receptionTime`.
    public init(bytes: [UInt8], receptionTime: Instant) {
        self.bytes = bytes
        self.receptionTime = receptionTime
    }
}

/// Where the links put frames and the node takes them: bounded, so that a burst costs counted frames, never memory.
public final class FrameQueue: Sendable {
    private struct State {
        var frames: [ReceivedFrame] = []
        var byteCount = 0
        var dropped: UInt64 = 0
    }

    private let state = Mutex(State())
    private let maximumFrames: Int
    private let maximumBytes: Int
    private let signal: AsyncStream<Void>.Continuation
    /// Yields when frames wait; several arrivals may give one signal.
    let arrivals: AsyncStream<Void>

    /// A queue of at most `maximumFrames` frames and `maximumBytes` octets.
    public init(maximumFrames: Int = 65_536, maximumBytes: Int = 64 << 20) {
        self.maximumFrames = maximumFrames
        self.maximumBytes = maximumBytes
        (arrivals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds a frame; false, and counted as dropped, when the queue is full.
    @discardableResult
    public func offer(_ frame: ReceivedFrame) -> Bool {
        let accepted = state.withLock { state in
            guard state.frames.count < maximumFrames, state.byteCount + frame.bytes.count <= maximumBytes else {
                state.dropped += 1
                return false
            }
            state.frames.append(frame)
            state.byteCount += frame.bytes.count
            return true
        }
        signal.yield()
        return accepted
    }

    /// Takes the oldest frames, at most `limit`.
    func take(_ limit: Int) -> [ReceivedFrame] {
        state.withLock { state in
            let taken = Array(state.frames.prefix(limit))
            state.frames.removeFirst(taken.count)
            state.byteCount -= taken.reduce(0) { $0 + $1.bytes.count }
            return taken
        }
    }

    /// Frames waiting.
    public var count: Int { state.withLock { $0.frames.count } }

    /// Whether the next frame of ordinary length would be refused.
    public var isFull: Bool {
        state.withLock { $0.frames.count >= maximumFrames || $0.byteCount + 4096 > maximumBytes }
    }

    /// Frames refused because the queue was full, since the queue was made.
    public var droppedCount: UInt64 { state.withLock { $0.dropped } }

    /// Lets the waiting reader look, though nothing may have come.
    func wake() {
        signal.yield()
    }

    /// Tells the waiting reader that no more will come.
    public func finish() {
        signal.finish()
    }
}
