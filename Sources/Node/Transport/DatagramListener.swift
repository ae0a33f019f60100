import NIOCore
import NIOPosix
public import Operations

/// A UDP socket whose every datagram is one frame put into a queue.
///
/// The socket never blocks on the node: when the queue is full the frame is counted as dropped.
public struct DatagramListener: Sendable {
    /// The largest datagram, octets: the limit of UDP itself, so that none is ever cut short.
    public static let maximumDatagramBytes = 65_536
    private static let datagramsPerRead = 8
    private static let receiveBufferBytes: SocketOptionValue = 8 << 20

    private let channel: any Channel
    /// The address listened on, with the port the system chose where 0 was asked for.
    public let address: DatagramAddress

    /// Starts listening on `address` and putting what arrives into `queue`, stamped by `clock`.
    public static func listen(
        on address: DatagramAddress, queue: FrameQueue, clock: any NodeClock
    ) async throws(TransportError) -> DatagramListener {
        let bootstrap = DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: receiveBufferBytes)
            .channelOption(.datagramVectorReadMessageCount, value: datagramsPerRead)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: maximumDatagramBytes * datagramsPerRead)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramHandler(queue: queue, clock: clock))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: address.host, port: address.port).get()
            return DatagramListener(channel: channel, requested: address)
        } catch {
            throw listenError(error, address: address)
        }
    }

    private init(channel: any Channel, requested: DatagramAddress) {
        self.channel = channel
        self.address = DatagramAddress(host: requested.host, port: channel.localAddress?.port ?? requested.port)
    }

    /// Stops listening; what is already queued stays queued.
    public func close() async {
        try? await channel.close()
    }

    private static func listenError(_ error: any Error, address: DatagramAddress) -> TransportError {
        if let system = error as? IOError, system.errnoCode == addressInUse {
            return .portInUse(address: address.description)
        }
        let reason = (error as? IOError).map { "system error \($0.errnoCode)" } ?? "the host is unknown"
        return .cannotListen(address: address.description, reason: reason)
    }
}

/// Copies each datagram into the queue.
private final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let queue: FrameQueue
    private let clock: any NodeClock

    init(queue: FrameQueue, clock: any NodeClock) {
        self.queue = queue
        self.clock = clock
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).data.readableBytesView)
        queue.offer(ReceivedFrame(bytes: bytes, receptionTime: clock.now()))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A UDP socket reports errors of single datagrams (for one, a reply that found no listener): the next is read.
        context.read()
    }
}
