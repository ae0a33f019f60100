import Synchronization
import TestServer
import Testing
import Transport

@Suite("Downloads over HTTP")
struct DownloadTests {
    private typealias Response = CannedServer.Response

    private func quick(bytes: Int = 1_000_000, seconds: Double = 10) -> Download.Limits {
        var limits = Download.Limits()
        (limits.bytes, limits.idleSeconds, limits.totalSeconds) = (bytes, seconds, seconds)
        return limits
    }

    @Test("a file comes whole, with its version and its progress")
    func whole() async throws {
        let body = String(repeating: "0123456789", count: 20_000)
        try await CannedServer.serving { _ in
            .ok(body, headers: "ETag: \"a1\"\r\nLast-Modified: Sat, 06 Jul 2024 00:00:00 GMT\r\n")
        } _: { server in
            let seen = Mutex<[(Int, Int?)]>([])
            let answer = try await Download(from: server.address + "/sets.tle", limits: quick())
                .run { bytes, total in seen.withLock { $0.append((bytes, total)) } }
            let version = Download.Version(entityTag: "\"a1\"", lastModified: "Sat, 06 Jul 2024 00:00:00 GMT")
            #expect(answer == .fetched(bytes: Array(body.utf8), version: version))
            let last = seen.withLock { $0.last }
            #expect(last?.0 == 200_000)
            #expect(last?.1 == 200_000)
        }
    }

    @Test("a version that is still the present one is not sent again")
    func unchanged() async throws {
        try await CannedServer.serving { request in
            request.headers["if-none-match"] == "\"a1\"" && request.headers["if-modified-since"] == "then"
                ? .plain("304 Not Modified") : .ok("new")
        } _: { server in
            let download = try Download(from: server.address, limits: quick())
            let known = Download.Version(entityTag: "\"a1\"", lastModified: "then")
            let same = try await download.run(unlessStill: known)
            #expect(same == .unchanged)
            let other = try await download.run(unlessStill: .init(entityTag: "\"a0\""))
            #expect(other == .fetched(bytes: Array("new".utf8), version: .init()))
        }
    }

    @Test("redirects are followed, relative ones too, but not for ever and not to other kinds of address")
    func redirects() async throws {
        try await CannedServer.serving { request in
            switch request.path {
            case "/a": .moved(to: "/b?x=1", status: "301 Moved Permanently")
            case "/b?x=1": .moved(to: "c")
            case "/c": .ok("here")
            case "/file": .moved(to: "file:///etc/passwd")
            default: .moved(to: "/loop")
            }
        } _: { server in
            let here = Download.Answer.fetched(bytes: Array("here".utf8), version: .init())
            let answer = try await Download(from: server.address + "/a", limits: quick()).run()
            #expect(answer == here)
            await #expect(throws: DownloadError.tooManyRedirects(address: server.address + "/loop", limit: 5)) {
                try await Download(from: server.address + "/loop", limits: quick()).run()
            }
            await #expect(
                throws: DownloadError.unusableRedirect(address: server.address + "/file", target: "file:///etc/passwd")
            ) {
                try await Download(from: server.address + "/file", limits: quick()).run()
            }
        }
    }

    @Test("a refusal is told with its status in words, never the server's own")
    func refusal() async throws {
        try await CannedServer.serving { _ in
            .plain("403 <b>Go away</b>")
        } _: { server in
            let error = await #expect(throws: DownloadError.self) {
                try await Download(from: server.address + "/x", limits: quick()).run()
            }
            #expect(error?.description == "`\(server.address)/x`: the server answers 403 (forbidden), expected 200")
        }
    }

    @Test("too long a file is refused, announced or not", arguments: [true, false])
    func tooLarge(isAnnounced: Bool) async throws {
        let body = String(repeating: "x", count: 5000)
        try await CannedServer.serving { _ in
            isAnnounced ? .ok(body) : Response(text: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(body)")
        } _: { server in
            await #expect(throws: DownloadError.tooLarge(address: server.address, limitBytes: 4999)) {
                try await Download(from: server.address, limits: quick(bytes: 4999)).run()
            }
        }
    }

    @Test("a connection that breaks before the announced end is no file")
    func truncated() async throws {
        try await CannedServer.serving { _ in
            Response(text: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        } _: { server in
            await #expect(
                throws: DownloadError.broken(
                    address: server.address, reason: "the connection broke before the file's end")
            ) { try await Download(from: server.address, limits: quick()).run() }
        }
    }

    @Test("a server that falls silent is given up", arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"])
    func silence(text: String) async throws {
        let limits = quick(seconds: 0.3)
        try await CannedServer.serving { _ in
            Response(text: text, staysOpen: true)
        } _: { server in
            await #expect(throws: DownloadError.timedOut(address: server.address, limits: limits)) {
                try await Download(from: server.address, limits: limits).run()
            }
        }
    }

    @Test("a cancelled download ends at once")
    func cancelled() async throws {
        try await CannedServer.serving { _ in
            Response(text: "", staysOpen: true)
        } _: { server in
            let address = server.address
            let download = try Download(from: address, limits: quick())
            let task = Task { try await download.run() }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: DownloadError.stopped(address: address)) { try await task.value }
        }
    }

    @Test("nobody listening is told in the system's words")
    func nobody() async throws {
        let limits = quick()
        let error = await #expect(throws: DownloadError.self) {
            try await Download(from: "http://127.0.0.1:1/", limits: limits).run()
        }
        #expect(error?.description == "`http://127.0.0.1:1/`: connection refused")
    }

    @Test(
        "only HTTP addresses are taken",
        arguments: ["", "active.tle", "ftp://example.org/x", "file:///etc/passwd", "http://", "http:///x"])
    func addresses(text: String) {
        #expect(throws: DownloadError.badAddress(text)) { try Download(from: text) }
    }
}
