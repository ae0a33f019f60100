/// Why the server could not start.
public enum ServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process holds the port.
    case portInUse(host: String, port: Int)
    /// The address cannot be listened on.
    case cannotListen(host: String, port: Int, reason: String)
    /// The folder of pages is missing or has no `index.html` or no `sign-in.html`.
    case noPages(folder: String, missing: String)

    /// One line saying where, what was found and what was expected.
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "cannot listen on `\(host):\(port)`: the port is in use; stop the other program or choose another port"
        case .cannotListen(let host, let port, let reason): "cannot listen on `\(host):\(port)`: \(reason)"
        case .noPages(let folder, let missing): "no page `\(missing)` in the folder `\(folder)`"
        }
    }
}
