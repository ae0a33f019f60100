import Foundation
public import Operations

/// A file of frames of one length laid end to end, played into a node's queue as if received.
public struct FrameFile: Sendable {
    private static let framesPerRead = 256

    /// The file's path.
    public let path: String
    /// The length of each frame, octets.
    public let frameLengthBytes: Int

    /// A file at `path` of frames of `frameLengthBytes` octets (at least 1).
    public init(path: String, frameLengthBytes: Int) {
        self.path = path
        self.frameLengthBytes = max(1, frameLengthBytes)
    }

    /// Plays the whole file, waiting whenever the queue is full, and returns the number of frames.
    ///
    /// - Parameter framesPerSecond: the pace, 1/s; nil plays as fast as the node takes them.
    /// - Throws: ``TransportError/partialFrame(path:trailingBytes:frameLengthBytes:)`` after every whole frame was
    ///   played, when bytes are left over.
    public func replay(
        into queue: FrameQueue, clock: any NodeClock, framesPerSecond: Double? = nil
    ) async throws(TransportError) -> Int {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .cannotRead(path: path, reason: "there is no such file or it may not be read")
        }
        defer { try? file.close() }
        let pause = framesPerSecond.map { Duration.seconds(1 / max($0, 1e-3)) }
        var played = 0
        while true {
            let chunk = try read(file)
            var rest = chunk[...]
            while rest.count >= frameLengthBytes {
                await offer(Array(rest.prefix(frameLengthBytes)), to: queue, clock: clock)
                rest = rest.dropFirst(frameLengthBytes)
                played += 1
                if let pause { try? await Task.sleep(for: pause) }
            }
            guard rest.isEmpty else {
                throw .partialFrame(path: path, trailingBytes: rest.count, frameLengthBytes: frameLengthBytes)
            }
            if chunk.isEmpty || Task.isCancelled { return played }
        }
    }

    private func read(_ file: FileHandle) throws(TransportError) -> [UInt8] {
        do {
            return Array(try file.read(upToCount: frameLengthBytes * Self.framesPerRead) ?? Data())
        } catch {
            throw .cannotRead(path: path, reason: "the system refused the read")
        }
    }

    private func offer(_ bytes: [UInt8], to queue: FrameQueue, clock: any NodeClock) async {
        while queue.isFull && !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(5))
        }
        queue.offer(ReceivedFrame(bytes: bytes, receptionTime: clock.now()))
    }
}
