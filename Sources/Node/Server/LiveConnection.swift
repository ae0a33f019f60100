import NIOCore
import NIOWebSocket

/// One browser's WebSocket: writes what its client holds, answers pings, and ends when either side or the session does.
struct LiveConnection: Sendable {
    typealias Channel = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    typealias Writer = NIOAsyncChannelOutboundWriter<WebSocketFrame>

    static let pingInterval: Duration = .seconds(20)
    static let silenceLimit: Duration = .seconds(60)
    static let watchInterval: Duration = .seconds(1)

    let client: LiveClient
    let isSessionOpen: @Sendable () -> Bool

    /// Serves the connection until it ends.
    func run(_ channel: Channel) async {
        let pulse = Pulse()
        try? await channel.executeThenClose { inbound, outbound in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await write(to: outbound) }
                group.addTask { await read(inbound, outbound, pulse) }
                group.addTask { await ping(outbound) }
                group.addTask { await watch(pulse) }
                await group.next()
                // A writer blocked on a browser that does not read is freed by closing the channel under it.
                channel.channel.close(promise: nil)
                group.cancelAll()
            }
        }
    }

    private func write(to outbound: Writer) async {
        do {
            for await _ in client.arrivals {
                var next = client.next()
                while next != .nothing {
                    try await outbound.write(frame(next))
                    next = client.next()
                }
            }
            try await outbound.write(closing(.goingAway))
        } catch {
            // The browser is gone.
        }
    }

    private func read(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, _ outbound: Writer, _ pulse: Pulse) async
    {
        do {
            for try await frame in inbound {
                pulse.beat()
                switch frame.opcode {
                case .connectionClose:
                    try await outbound.write(closing(.normalClosure))
                    return
                case .ping:
                    try await outbound.write(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData))
                default:
                    // Browsers have nothing to say here; what they say is not stored.
                    continue
                }
            }
        } catch {
            // The browser is gone, or broke the protocol.
        }
    }

    private func ping(_ outbound: Writer) async {
        do {
            while true {
                try await Task.sleep(for: Self.pingInterval)
                try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer()))
            }
        } catch {
            // The connection ended.
        }
    }

    // Writes to a browser that does not read never return, so what ends the connection must not wait for one.
    private func watch(_ pulse: Pulse) async {
        while (try? await Task.sleep(for: Self.watchInterval)) != nil {
            guard isSessionOpen(), !client.isFinished, pulse.silence < Self.silenceLimit else { return }
        }
    }

    private func frame(_ next: LiveClient.Next) -> WebSocketFrame {
        switch next {
        case .message(let text): WebSocketFrame(fin: true, opcode: .text, data: text)
        case .gap(let count): WebSocketFrame(fin: true, opcode: .text, data: LiveText.gap(count))
        case .nothing: WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer())
        }
    }

    private func closing(_ code: WebSocketErrorCode) -> WebSocketFrame {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: code)
        return WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
    }
}
