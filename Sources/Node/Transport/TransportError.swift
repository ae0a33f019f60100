/// What can go wrong between this process and its links.
public enum TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process holds the port.
    case portInUse(address: String)
    /// The address cannot be listened on; the system's own reason follows.
    case cannotListen(address: String, reason: String)
    /// The address is not `udp://HOST:PORT`.
    case badAddress(String)
    /// A datagram could not be sent.
    case cannotSend(address: String, reason: String)
    /// A file of frames could not be read.
    case cannotRead(path: String, reason: String)
    /// A file's length is no whole number of frames.
    case partialFrame(path: String, trailingBytes: Int, frameLengthBytes: Int)

    /// One line saying where, what was found and what was expected.
    public var description: String {
        switch self {
        case .portInUse(let address):
            "cannot listen on `\(address)`: the port is in use; stop the other program or choose another port"
        case .cannotListen(let address, let reason): "cannot listen on `\(address)`: \(reason)"
        case .badAddress(let text): "bad address `\(text)`: expected `udp://HOST:PORT`"
        case .cannotSend(let address, let reason): "cannot send to `\(address)`: \(reason)"
        case .cannotRead(let path, let reason): "cannot read frames from `\(path)`: \(reason)"
        case .partialFrame(let path, let trailing, let length):
            "`\(path)` ends within a frame: \(trailing) bytes left over, expected frames of \(length) bytes"
        }
    }
}
