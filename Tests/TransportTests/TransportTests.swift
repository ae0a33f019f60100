import Foundation
import Testing
import Timekeeping

@testable import Operations
@testable import Transport

@Suite struct TransportTests {
    private let clock = ManualClock(Instant(nanosecondsSinceJ2000TAI: 800_000_000_000_000_000))

    @Test(arguments: [
        ("udp://127.0.0.1:9000", "127.0.0.1", 9000), ("localhost:1", "localhost", 1),
        ("udp://[::1]:65535", "::1", 65535),
    ])
    func readsAddresses(text: String, host: String, port: Int) throws {
        #expect(try DatagramAddress(parsing: text) == DatagramAddress(host: host, port: port))
    }

    @Test(arguments: ["", "udp://", "udp://host", "udp://host:", "udp://host:65536", "udp://:1", "tcp://h:1", "::1:5"])
    func refusesBadAddresses(text: String) {
        #expect(throws: TransportError.badAddress(text)) { try DatagramAddress(parsing: text) }
    }

    @Test func datagramsArriveWhole() async throws {
        let queue = FrameQueue()
        let listener = try await listen(queue)
        let sender = try await DatagramSender.open(to: listener.address)
        let frames = [[UInt8]](arrayLiteral: [1], Array(repeating: 7, count: 1115), Array(repeating: 9, count: 60_000))
        for frame in frames { try await sender.send(frame) }
        let received = await take(frames.count, from: queue)
        #expect(received.map(\.bytes) == frames)
        #expect(received.allSatisfy { $0.receptionTime == clock.now() })
        await sender.close()
        await listener.close()
    }

    @Test func aPortInUseIsOneClearError() async throws {
        let first = try await listen(FrameQueue())
        await #expect(throws: TransportError.portInUse(address: first.address.description)) {
            _ = try await DatagramListener.listen(on: first.address, queue: FrameQueue(), clock: clock)
        }
        await first.close()
    }

    @Test func anAddressOfAnotherMachineIsRefused() async throws {
        // 192.0.2.0/24 belongs to no machine (RFC 5737).
        await #expect(throws: TransportError.self) {
            _ = try await DatagramListener.listen(
                on: DatagramAddress(host: "192.0.2.1", port: 0), queue: FrameQueue(), clock: clock)
        }
    }

    @Test func aFullQueueCountsWhatItDrops() async throws {
        let queue = FrameQueue(maximumFrames: 3, maximumBytes: 100)
        for size in [40, 40, 40, 10, 1] {
            queue.offer(ReceivedFrame(bytes: Array(repeating: 0, count: size), receptionTime: clock.now()))
        }
        #expect(queue.count == 3)
        #expect(queue.droppedCount == 2)
        #expect(queue.take(2).map(\.bytes.count) == [40, 40])
        #expect(queue.take(2).map(\.bytes.count) == [10])
    }

    @Test func playsAFileOfFrames() async throws {
        let path = try file(Array(0..<100))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let queue = FrameQueue()
        let count = try await FrameFile(path: path, frameLengthBytes: 10).replay(into: queue, clock: clock)
        #expect(count == 10)
        #expect(queue.take(99).map { $0.bytes[0] } == stride(from: 0, to: 100, by: 10).map { UInt8($0) })
    }

    @Test func tellsOfAFileThatEndsWithinAFrame() async throws {
        let path = try file(Array(0..<25))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let queue = FrameQueue()
        await #expect(throws: TransportError.partialFrame(path: path, trailingBytes: 5, frameLengthBytes: 10)) {
            _ = try await FrameFile(path: path, frameLengthBytes: 10).replay(into: queue, clock: clock)
        }
        #expect(queue.count == 2)
        await #expect(throws: TransportError.self) {
            _ = try await FrameFile(path: path + "-none", frameLengthBytes: 10).replay(into: queue, clock: clock)
        }
    }

    private func listen(_ queue: FrameQueue) async throws -> DatagramListener {
        try await DatagramListener.listen(on: DatagramAddress(host: "127.0.0.1", port: 0), queue: queue, clock: clock)
    }

    private func file(_ bytes: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/frames-" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func take(_ count: Int, from queue: FrameQueue) async -> [ReceivedFrame] {
        for _ in 0..<500 where queue.count < count { try? await Task.sleep(for: .milliseconds(10)) }
        return queue.take(count)
    }
}
