import NIOCore
import NIOPosix

/// A client that sends octets and reads octets, so that a test says exactly what goes over the wire.
enum RawClient {
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    /// Sends one request on a connection of its own and reads the whole answer.
    static func request(
        port: Int, _ method: String, _ target: String, headers: [(String, String)] = [], body: String = "",
        seconds: Double = 30
    ) async throws -> Answer {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !body.isEmpty { text += "Content-Length: \(body.utf8.count)\r\n" }
        return parse(try await exchange(port: port, text + "\r\n" + body, seconds: seconds))
    }

    /// Sends octets and reads until the other side closes, or for at most `seconds`.
    static func exchange(port: Int, _ text: String, seconds: Double = 10) async throws -> String {
        let channel = try await connect(port: port)
        return try await executingThenClosing(channel) { inbound, outbound in
            let timer = Task {
                try await Task.sleep(for: .seconds(seconds))
                try await channel.channel.close()
            }
            defer { timer.cancel() }
            var received = ByteBuffer()
            do {
                try await outbound.write(ByteBuffer(string: text))
                for try await part in inbound { received.writeImmutableBuffer(part) }
            } catch {
                // A reset ends the answer as well, and so does a server that hung up before all was written.
            }
            return String(buffer: received)
        }
    }

    /// As `executeThenClose`; a channel that the server closed first is no error.
    private static func executingThenClosing(
        _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ body: (NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws ->
            String
    ) async throws -> String {
        var answer = ""
        do {
            try await channel.executeThenClose { answer = try await body($0, $1) }
        } catch ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed {
            // It hung up before all was written, or closed.
        }
        return answer
    }

    static func connect(port: Int) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    static func parse(_ text: String) -> Answer {
        let normal = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = (normal.first ?? "").split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].drop { $0 == " " }.description : ""
        }
        return Answer(status: status, headers: headers, body: normal.count > 1 ? String(normal[1]) : "")
    }
}

/// A WebSocket client that only listens (RFC 6455).
struct RawWebSocket {
    /// Opens the socket, reads text messages until `isEnough` or the time is over; nil when it was not opened.
    static func messages(
        port: Int, headers: [(String, String)], seconds: Double = 10,
        until isEnough: @escaping @Sendable ([String]) -> Bool
    ) async throws -> [String]? {
        let channel = try await RawClient.connect(port: port)
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: handshake(port: port, headers: headers)))
            let timer = Task {
                try await Task.sleep(for: .seconds(seconds))
                try await channel.channel.close()
            }
            defer { timer.cancel() }
            var buffer = ByteBuffer()
            var isOpen = false
            var messages: [String] = []
            do {
                for try await part in inbound {
                    buffer.writeImmutableBuffer(part)
                    if !isOpen {
                        guard let end = headerEnd(buffer) else { continue }
                        let head = buffer.readString(length: end) ?? ""
                        guard head.hasPrefix("HTTP/1.1 101") else { return nil }
                        isOpen = true
                    }
                    while let text = message(&buffer) { messages.append(text) }
                    if isEnough(messages) { return messages }
                }
            } catch {
                // A reset ends the messages as well.
            }
            return isOpen ? messages : nil
        }
    }

    static func handshake(port: Int, headers: [(String, String)]) -> String {
        var text = "GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        text += "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        return text + "\r\n"
    }

    private static func headerEnd(_ buffer: ByteBuffer) -> Int? {
        let bytes = Array(buffer.readableBytesView)
        guard bytes.count >= 4 else { return nil }
        for index in 0...(bytes.count - 4) where bytes[index..<index + 4] == [13, 10, 13, 10] { return index + 4 }
        return nil
    }

    /// The next whole message; frames that are no text come out empty.
    private static func message(_ buffer: inout ByteBuffer) -> String? {
        let saved = buffer
        guard let first = buffer.readInteger(as: UInt8.self), let second = buffer.readInteger(as: UInt8.self) else {
            buffer = saved
            return nil
        }
        var length = Int(second & 0x7F)
        if length == 126 { length = buffer.readInteger(as: UInt16.self).map { Int($0) } ?? -1 }
        if length == 127 { length = buffer.readInteger(as: UInt64.self).map { Int($0) } ?? -1 }
        guard length >= 0, let text = buffer.readString(length: length) else {
            buffer = saved
            return nil
        }
        return first & 0x0F == 1 ? text : ""
    }
}
