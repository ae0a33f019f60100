import NIOCore

/// What one connection may cost.
struct ConnectionLimits: Sendable {
    /// Time for a connection to send its first request.
    var firstRequest: TimeAmount = .seconds(10)
    /// Time between two requests, or between two parts of one.
    var idle: TimeAmount = .seconds(30)
    /// Octets of a request's headers, and of its target.
    var headerBytes = 16 * 1024
    /// Headers of a request.
    var headerCount = 64
    /// Octets of a request's body.
    var bodyBytes = 64 * 1024
    /// Time for a request's body.
    var body: Duration = .seconds(10)
    /// Connections at once; more wait.
    var connections = 600
}
