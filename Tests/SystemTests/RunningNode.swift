import Foundation
import FoundationNetworking

/// A node and its simulator as two processes, on ports and in a folder of their own.
final class RunningNode: @unchecked Sendable {
    let port: Int
    let linkPort: Int
    let data: URL
    let programme: String
    private(set) var keys: [String: String] = [:]
    private var node: Process?
    private var simulator: Process?
    private let log: URL

    init(data: URL? = nil, programme: String = "examples/iss") throws {
        self.programme = programme
        port = try freePort()
        linkPort = try freePort(datagram: true)
        self.data = try data ?? Built.temporaryFolder()
        log = try Built.temporaryFolder().appending(path: "node.log")
    }

    var address: String { "http://127.0.0.1:\(port)" }

    /// What the node printed so far.
    var printed: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Starts the node, waits until its API answers, and reads the sign-in keys it printed.
    func startNode(renewSignIn: Bool = true, _ extra: [String] = []) async throws {
        try Data().write(to: log)
        let process = Process()
        process.executableURL = Built.comity
        process.currentDirectoryURL = Built.checkout
        process.arguments =
            [
                "serve", programme, "--data", data.path(), "--port", "\(port)", "--listen",
                "udp://127.0.0.1:\(linkPort)", "--mode", "sim",
            ] + (renewSignIn ? ["--renew-sign-in"] : []) + extra
        let handle = try FileHandle(forWritingTo: log)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        node = process
        try await eventually("the API answers; it printed: \(printed)", seconds: 60) {
            guard process.isRunning else { return false }
            return (try? await self.status(of: "/sign-in")) == 200
        }
        keys.merge(Self.keys(in: printed)) { $1 }
    }

    func startSimulator(_ extra: [String] = []) throws {
        let process = Process()
        process.executableURL = Built.comity
        process.currentDirectoryURL = Built.checkout
        process.arguments = ["simulate", programme, "--to", "udp://127.0.0.1:\(linkPort)"] + extra
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        simulator = process
    }

    /// Ends the node as a power cut would: no handler runs.
    func killNode() {
        guard let node else { return }
        kill(node.processIdentifier, SIGKILL)
        node.waitUntilExit()
        self.node = nil
    }

    /// Ends the node and its simulator as a person would; the data folder stays.
    ///
    /// - Returns: the node's exit status; `nil` when a signal ended it, or nothing ran.
    @discardableResult
    func end(byInterrupt: Bool = false) -> Int32? {
        simulator?.terminate()
        simulator?.waitUntilExit()
        guard let node else { return nil }
        if byInterrupt { node.interrupt() } else { node.terminate() }
        node.waitUntilExit()
        return node.terminationReason == .exit ? node.terminationStatus : nil
    }

    func stop() {
        end()
        try? FileManager.default.removeItem(at: data)
    }

    /// Signs in by another key than the one printed.
    func use(key: String, for partner: String) { keys[partner] = key }

    /// A session of one partner: the cookie that its requests carry.
    func signIn(_ partner: String) async throws -> Session {
        guard let key = keys[partner] else { throw NeverCame(description: "no key for `\(partner)` in: \(printed)") }
        var request = try request("/api/session", method: "POST")
        request.httpBody = try JSONEncoder().encode(["key": key])
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(address, forHTTPHeaderField: "Origin")
        let (_, response) = try await Self.network.data(for: request)
        guard let http = response as? HTTPURLResponse, http.statusCode == 204,
            let cookie = http.value(forHTTPHeaderField: "Set-Cookie")?.split(separator: ";").first
        else { throw NeverCame(description: "sign-in of `\(partner)` refused: \(response)") }
        return Session(node: self, cookie: String(cookie))
    }

    func status(of path: String) async throws -> Int {
        let (_, response) = try await Self.network.data(for: request(path))
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }

    func request(_ path: String, method: String = "GET") throws -> URLRequest {
        guard let url = URL(string: address + path) else { throw NeverCame(description: "address `\(path)`") }
        var request = URLRequest(url: url, timeoutInterval: 10)
        request.httpMethod = method
        return request
    }

    /// No cookie jar: each session shows its own.
    static let network: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        return URLSession(configuration: configuration)
    }()

    /// `…/sign-in#KEY` lines, each with the partner's id as its first word.
    private static func keys(in text: String) -> [String: String] {
        var found: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let partner = words.first, let link = words.last, let mark = link.range(of: "/sign-in#") else {
                continue
            }
            found[String(partner)] = String(link[mark.upperBound...])
        }
        return found
    }
}

/// One partner's signed-in requests.
struct Session: Sendable {
    let node: RunningNode
    let cookie: String

    func send(_ path: String, method: String = "GET") async throws -> (status: Int, body: Data) {
        var request = try node.request(path, method: method)
        request.setValue(cookie, forHTTPHeaderField: "Cookie")
        request.setValue(node.address, forHTTPHeaderField: "Origin")
        let (data, response) = try await RunningNode.network.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, data)
    }

    func get<T: Decodable>(_ path: String, as type: T.Type) async throws -> T {
        try JSONDecoder().decode(type, from: await send(path).body)
    }
}
