/// Where datagrams go or come from: a host and a UDP port.
public struct DatagramAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or a numeric IPv4 or IPv6 address, without brackets.
    public var host: String
    /// 0 to 65,535; 0 asks the system for any free port when listening.
    public var port: Int

    /// An address from its parts.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `udp://HOST:PORT`, `HOST:PORT` or `udp://[IPV6]:PORT`.
    public init(parsing text: String) throws(TransportError) {
        let rest = text.hasPrefix("udp://") ? text.dropFirst(6) : text[...]
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]) else {
            throw .badAddress(text)
        }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") || host.contains("/") {
            throw .badAddress(text)
        }
        guard !host.isEmpty else { throw .badAddress(text) }
        self.init(host: String(host), port: Int(port))
    }

    /// `udp://HOST:PORT`.
    public var description: String {
        host.contains(":") ? "udp://[\(host)]:\(port)" : "udp://\(host):\(port)"
    }
}
