import NIOCore
import NIOPosix

/// A server on this machine that answers each request with bytes that a test made, and closes.
public final class CannedServer: Sendable {
    /// What a client asked.
    public struct Request: Sendable {
        /// Path and query.
        public let path: String
        /// Headers by their names in small letters.
        public let headers: [String: String]
    }

    /// What is sent, and whether the connection then stays open in silence.
    public struct Response: Sendable {
        /// Status line, headers and body.
        public var text: String
        /// The connection is not closed after it.
        public var staysOpen: Bool

        /// A response of any bytes.
        public init(text: String, staysOpen: Bool = false) { (self.text, self.staysOpen) = (text, staysOpen) }

        /// 200 with a body.
        public static func ok(_ body: String, headers: String = "") -> Response {
            Response(text: "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
        }

        /// A redirect.
        public static func moved(to place: String, status: String = "302 Found") -> Response {
            Response(text: "HTTP/1.1 \(status)\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
        }

        /// A status and nothing else.
        public static func plain(_ status: String) -> Response {
            Response(text: "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
        }
    }

    private let channel: any Channel

    private init(channel: any Channel) { self.channel = channel }

    /// `http://127.0.0.1:PORT`.
    public var address: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    /// Serves while `body` runs.
    public static func serving(
        _ answer: @escaping @Sendable (Request) -> Response, _ body: (CannedServer) async throws -> Void
    ) async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(CannedHandler(answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(CannedServer(channel: channel))
        } catch {
            try? await channel.close()
            throw error
        }
        try await channel.close()
    }
}

private final class CannedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: @Sendable (CannedServer.Request) -> CannedServer.Response
    private var received = ""

    init(answer: @escaping @Sendable (CannedServer.Request) -> CannedServer.Response) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.contains("\r\n\r\n") else { return }
        let lines = received.split(separator: "\r\n")
        received = ""
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
        }
        let path = lines.first?.split(separator: " ").dropFirst().first ?? ""
        let response = answer(CannedServer.Request(path: String(path), headers: headers))
        let isWritten = context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: response.text)))
        guard !response.staysOpen else { return }
        let channel = context.channel
        isWritten.whenComplete { _ in channel.close(promise: nil) }
    }
}
