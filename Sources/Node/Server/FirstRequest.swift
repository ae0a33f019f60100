import NIOCore
import NIOHTTP1

/// Closes a connection that has not sent a whole request head in time, however steadily it trickles.
final class FirstRequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let limit: TimeAmount
    private var scheduled: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        scheduled = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        scheduled?.cancel()
    }

    func requestWasRead() {
        scheduled?.cancel()
        scheduled = nil
    }
}

/// Answers what is no HTTP with 400 and closes, until the connection's kind is known and others do so.
final class BadRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private var isRetired = false

    /// Leaves errors to the handlers behind this one.
    func retire() {
        isRetired = true
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRetired, error is HTTPParserError else { return context.fireErrorCaught(error) }
        let headers: HTTPHeaders = ["connection": "close", "content-length": "0"]
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }
}
