import NIOCore
import NIOPosix

/// Sends frames, one a datagram; what the simulator and a replay use.
public struct DatagramSender: Sendable {
    private let channel: any Channel
    private let remote: SocketAddress
    /// Where the datagrams go.
    public let address: DatagramAddress

    /// Opens a socket for sending to `address`, whose host is resolved once.
    public static func open(to address: DatagramAddress) async throws(TransportError) -> DatagramSender {
        do {
            let remote = try await MultiThreadedEventLoopGroup.singleton.next().submit {
                try SocketAddress.makeAddressResolvingHost(address.host, port: address.port)
            }.get()
            let local = try SocketAddress(ipAddress: remote.protocol == .inet6 ? "::" : "0.0.0.0", port: 0)
            let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(to: local)
                .get()
            return DatagramSender(channel: channel, remote: remote, address: address)
        } catch {
            throw .cannotSend(address: address.description, reason: "the host is unknown or no socket is free")
        }
    }

    /// Sends one frame; returns when the system has taken it.
    public func send(_ frame: [UInt8]) async throws(TransportError) {
        let envelope = AddressedEnvelope(remoteAddress: remote, data: ByteBuffer(bytes: frame))
        do {
            try await channel.writeAndFlush(envelope)
        } catch {
            let reason = (error as? IOError).map { "system error \($0.errnoCode)" } ?? "the socket is closed"
            throw .cannotSend(address: address.description, reason: reason)
        }
    }

    /// Closes the socket.
    public func close() async {
        try? await channel.close()
    }
}
