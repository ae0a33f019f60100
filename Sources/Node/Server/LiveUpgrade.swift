import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket
import Operations

/// What a connection turned out to be.
enum Negotiated: Sendable {
    /// Plain HTTP.
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    /// A WebSocket of a signed-in seat.
    case live(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, token: String, seat: String)
}

/// A connection whose kind is known once its first request was read.
struct NegotiatingChannel: ServerChildChannelValue {
    let channel: any Channel
    let negotiated: EventLoopFuture<Negotiated>
}

/// HTTP 1.1, and beside it the WebSocket `/api/live` for who is signed in and comes from this node's own pages.
struct LiveUpgradeChannel: HTTPChannelHandler {
    static let path = "/api/live"
    static let maximumFrameBytes = 4096

    let responder: HTTPChannelHandler.Responder
    let sessions: Sessions
    let limits: ConnectionLimits
    let serveLive: @Sendable (NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, String, String) async -> Void

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<NegotiatingChannel> {
        channel.eventLoop.makeCompletedFuture {
            let deadline = FirstRequestDeadline(limits.firstRequest)
            try channel.pipeline.syncOperations.addHandler(deadline)
            let box = NIOLoopBound(deadline, eventLoop: channel.eventLoop)
            let negotiated = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                configuration: pipeline(logger: logger))
            let refusal = BadRequestHandler()
            try channel.pipeline.syncOperations.addHandler(refusal)
            let refusalBox = NIOLoopBound(refusal, eventLoop: channel.eventLoop)
            negotiated.whenComplete { _ in
                box.value.requestWasRead()
                refusalBox.value.retire()
            }
            return NegotiatingChannel(channel: channel, negotiated: negotiated)
        }
    }

    func handle(value: NegotiatingChannel, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .live(let channel, let token, let seat): await serveLive(channel, token, seat)
            }
        } catch {
            // The connection ended, or sent no HTTP, before its first request was whole: nothing was promised to it.
            logger.trace("connection ended early", metadata: ["error": "\(error)"])
            try? await value.channel.close()
        }
    }

    private func pipeline(logger: Logger) -> NIOUpgradableHTTPServerPipelineConfiguration<Negotiated> {
        let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Negotiated>(
            upgraders: [upgrader()], notUpgradingCompletionHandler: { plainHTTP($0, logger: logger) })
        var configuration = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
        configuration.enablePipelining = false
        configuration.enableErrorHandling = false
        configuration.enableResponseHeaderValidation = false
        configuration.decoderConfiguration.maxHeaderFieldSize = limits.headerBytes
        configuration.decoderConfiguration.maxHeaderListSize = limits.headerBytes
        configuration.decoderConfiguration.maxHeaderFieldCount = limits.headerCount
        return configuration
    }

    private func upgrader() -> NIOTypedWebSocketServerUpgrader<Negotiated> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: Self.maximumFrameBytes,
            shouldUpgrade: { channel, head in
                // Refused, the request goes on as plain HTTP and gets an answer that says why.
                channel.eventLoop.makeSucceededFuture(admit(head) == nil ? nil : HTTPHeaders())
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    guard let (token, seat) = admit(head) else { throw ChannelError.inappropriateOperationForState }
                    let configuration = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>.Configuration()
                    let wrapped = try NIOAsyncChannel<WebSocketFrame, WebSocketFrame>(
                        wrappingChannelSynchronously: channel, configuration: configuration)
                    return .live(wrapped, token: token, seat: seat)
                }
            })
    }

    private func admit(_ head: HTTPRequestHead) -> (token: String, seat: String)? {
        guard head.uri == Self.path,
            BrowserRules.isSameOrigin(
                origin: head.headers.first(name: "origin"), host: head.headers.first(name: "host"))
        else { return nil }
        for header in head.headers["cookie"] {
            guard let token = CookieHeader.value(named: Sessions.cookieName, in: header),
                let seat = sessions.seat(forToken: token)
            else { continue }
            return (token, seat)
        }
        return nil
    }

    private func plainHTTP(_ channel: any Channel, logger: Logger) -> EventLoopFuture<Negotiated> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try channel.pipeline.syncOperations.addHandler(
                HTTPConnectionStateHandler(idleTimeout: .nanoseconds(limits.idle.nanoseconds), logger: logger))
            let configuration = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>.Configuration(
                isOutboundHalfClosureEnabled: true)
            return .http(try NIOAsyncChannel(wrappingChannelSynchronously: channel, configuration: configuration))
        }
    }
}
