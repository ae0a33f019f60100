import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
public import Operations
import ServiceLifecycle

/// The HTTP and WebSocket side of a node: the pages, the interface they use, and who is signed in.
public struct ComityServer: Sendable {
    /// Where to listen and what to serve.
    public struct Configuration: Sendable {
        /// The address to listen on.
        public var host: String
        /// The port to listen on; 0 for any free one.
        public var port: Int
        /// The folder with the pages.
        public var webFolder: String

        /// A configuration; by default only this machine can reach the server.
        public init(host: String = "127.0.0.1", port: Int = 8090, webFolder: String) {
            self.host = host
            self.port = port
            self.webFolder = webFolder
        }
    }

    private let configuration: Configuration
    private let node: OperationsNode
    private let files: StaticFiles
    private let keys: SignInKeys
    private let sessions: Sessions
    private let limits: ConnectionLimits
    private let throttle: Throttle

    /// Reads the pages, the keys and the open sessions; keys are made before, by ``SignInKeys``.
    public init(
        configuration: Configuration, node: OperationsNode, store: any SignInStore,
        clock: any NodeClock = SystemClock()
    ) async throws {
        try await self.init(
            configuration: configuration, node: node, store: store, clock: clock, limits: ConnectionLimits(),
            throttle: Throttle())
    }

    init(
        configuration: Configuration, node: OperationsNode, store: any SignInStore, clock: any NodeClock,
        limits: ConnectionLimits, throttle: Throttle
    ) async throws {
        self.configuration = configuration
        self.node = node
        self.limits = limits
        self.throttle = throttle
        files = try StaticFiles(folder: configuration.webFolder)
        keys = try await SignInKeys(store: store)
        sessions = try await Sessions(store: store, clock: clock)
    }

    /// Listens until the task is cancelled or the service group shuts down.
    ///
    /// - Parameter onListening: called once with the port listened on.
    /// - Throws: ``ServerError/portInUse(host:port:)`` or ``ServerError/cannotListen(host:port:reason:)``.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let hubs = keys.seats.reduce(into: [String: LiveHub]()) { hubs, seat in
            hubs[seat] = node.view(for: seat).map { LiveHub(view: $0) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hub in hubs.values { group.addTask { await hub.run() } }
            group.addTask { try await listen(hubs: hubs, onListening: onListening) }
            // The hubs run for ever; only the listener can end, and takes them with it.
            defer { group.cancelAll() }
            while let outcome = await group.nextResult() {
                try outcome.get()
                return
            }
        }
    }

    private func listen(
        hubs: [String: LiveHub], onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        var logger = Logger(label: "server")
        // What the library logs as errors are ends of connections; what matters here is thrown.
        logger.logLevel = .critical
        let application = Application(
            responder: responder, server: channels(hubs: hubs),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil,
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw error.errnoCode == addressInUse
                ? ServerError.portInUse(host: configuration.host, port: configuration.port)
                : ServerError.cannotListen(
                    host: configuration.host, port: configuration.port, reason: "system error \(error.errnoCode)")
        }
    }

    private var responder: NodeResponder {
        NodeResponder(
            node: node, files: files, keys: keys, sessions: sessions, throttle: throttle, limits: limits)
    }

    private func channels(hubs: [String: LiveHub]) -> HTTPServerBuilder {
        let (sessions, limits) = (sessions, limits)
        return HTTPServerBuilder { responder in
            LiveUpgradeChannel(responder: responder, sessions: sessions, limits: limits) { channel, token, seat in
                guard let hub = hubs[seat] else { return }
                let client = LiveClient()
                let connection = LiveConnection(client: client) { sessions.seat(forToken: token) != nil }
                async let joined: Void = hub.join(client)
                await connection.run(channel)
                await joined
                await hub.leave(client)
            }
        }
    }
}
