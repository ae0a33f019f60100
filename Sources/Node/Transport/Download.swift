import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1

/// One file of another machine, fetched over HTTP or HTTPS within stated limits.
///
/// Redirects are followed a few times and never from HTTPS back to HTTP. Nothing of the caller is sent but what the
/// server said the last time, so that an unchanged file is not sent again (RFC 9110, section 13.1).
public struct Download: Sendable {
    /// What a server said of a version of its file, to ask later whether that still is the present one.
    public struct Version: Hashable, Sendable, Codable {
        /// The entity tag, with its quotes.
        public var entityTag: String?
        /// The server's own date of the file, in the words of its `Last-Modified`.
        public var lastModified: String?

        /// A version from what was kept of an earlier answer.
        public init(entityTag: String? = nil, lastModified: String? = nil) {
            (self.entityTag, self.lastModified) = (entityTag, lastModified)
        }
    }

    /// How far a download may go.
    public struct Limits: Hashable, Sendable {
        /// The longest file taken, bytes.
        public var bytes = 256 << 20
        /// How often the server may send us elsewhere.
        public var redirects = 5
        /// The longest wait for a connection, and for any next byte, seconds.
        public var idleSeconds = 30.0
        /// The longest time for all of it, seconds.
        public var totalSeconds = 600.0

        /// The usual limits: 256 MiB, 5 redirects, 30 s without a byte, 10 minutes.
        public init() {}
    }

    /// What came of it.
    public enum Answer: Equatable, Sendable {
        /// The file is the one that the caller has.
        case unchanged
        /// The file and its version.
        case fetched(bytes: [UInt8], version: Version)
    }

    /// Told after each piece: bytes so far, and of how many when the server says so.
    public typealias Progress = @Sendable (_ bytes: Int, _ total: Int?) -> Void

    /// Where the file is.
    public let url: URL
    /// How far to go.
    public let limits: Limits

    /// A download from an address; refused when that is no `http` or `https` address with a host.
    public init(from address: String, limits: Limits = Limits()) throws(DownloadError) {
        guard let url = URL(string: address), Self.isUsable(url) else { throw .badAddress(visible(address)) }
        (self.url, self.limits) = (url, limits)
    }

    private static func isUsable(_ url: URL) -> Bool {
        ["http", "https"].contains(url.scheme?.lowercased() ?? "") && !(url.host() ?? "").isEmpty
    }

    /// Fetches the file, or learns that it still is the version known; cancelling the task stops it.
    public func run(
        unlessStill known: Version? = nil, progress: @escaping Progress = { _, _ in }
    ) async throws(DownloadError) -> Answer {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(limits.idleSeconds), read: .seconds(limits.idleSeconds)))
        configuration.httpVersion = .http1Only
        do {
            return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                try await fetch(with: client, known: known, progress: progress)
            }
        } catch {
            throw DownloadError(error, url: url, limits: limits)
        }
    }

    private func fetch(with client: HTTPClient, known: Version?, progress: Progress) async throws -> Answer {
        let deadline = NIODeadline.now() + .seconds(limits.totalSeconds)
        var place = url
        for _ in 0...max(0, limits.redirects) {
            let response = try await client.execute(request(for: place, known: known), deadline: deadline)
            switch response.status.code {
            case 200: return try await receive(response, until: deadline, progress: progress)
            case 304 where known != nil: return .unchanged
            case 301, 302, 303, 307, 308: place = try redirect(response, from: place)
            default:
                throw DownloadError.refused(
                    address: place.absoluteString, status: Int(response.status.code), words: response.status.words)
            }
        }
        throw DownloadError.tooManyRedirects(address: url.absoluteString, limit: limits.redirects)
    }

    private func request(for place: URL, known: Version?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: place.absoluteString)
        request.headers.add(name: "User-Agent", value: "comity")
        request.headers.add(name: "Accept", value: "*/*")
        // A connection kept for a redirect may be closed by the server just then, and the whole download with it.
        request.headers.add(name: "Connection", value: "close")
        if let tag = known?.entityTag { request.headers.add(name: "If-None-Match", value: tag) }
        if let date = known?.lastModified { request.headers.add(name: "If-Modified-Since", value: date) }
        return request
    }

    private func redirect(_ response: HTTPClientResponse, from place: URL) throws(DownloadError) -> URL {
        let target = response.headers.first(name: "Location") ?? ""
        guard !target.isEmpty, let next = URL(string: target, relativeTo: place)?.absoluteURL, Self.isUsable(next),
            place.scheme?.lowercased() != "https" || next.scheme?.lowercased() == "https"
        else { throw .unusableRedirect(address: place.absoluteString, target: visible(target)) }
        return next
    }

    private func receive(
        _ response: HTTPClientResponse, until deadline: NIODeadline, progress: Progress
    ) async throws -> Answer {
        let total = response.headers.first(name: "Content-Length").flatMap(Int.init)
        let tooLarge = DownloadError.tooLarge(address: url.absoluteString, limitBytes: limits.bytes)
        if let total, total > limits.bytes { throw tooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(total ?? 0)
        for try await piece in response.body {
            guard piece.readableBytes <= limits.bytes - bytes.count else { throw tooLarge }
            bytes.append(contentsOf: piece.readableBytesView)
            progress(bytes.count, total)
            if NIODeadline.now() > deadline { throw HTTPClientError.deadlineExceeded }
        }
        return .fetched(
            bytes: bytes,
            version: Version(
                entityTag: Self.kept(response.headers.first(name: "ETag")),
                lastModified: Self.kept(response.headers.first(name: "Last-Modified"))))
    }

    /// A header's value if it can be sent back as it is.
    private static func kept(_ value: String?) -> String? {
        guard let value, !value.isEmpty, value.utf8.count <= 512, value.utf8.allSatisfy({ (32...126).contains($0) })
        else { return nil }
        return value
    }
}

extension HTTPResponseStatus {
    /// The registered words of the code, never the server's own.
    fileprivate var words: String {
        let registered = HTTPResponseStatus(statusCode: Int(code))
        if case .custom = registered { return "" }
        return registered.reasonPhrase.lowercased()
    }
}

extension TimeAmount {
    fileprivate static func seconds(_ seconds: Double) -> TimeAmount { .milliseconds(Int64(seconds * 1000)) }
}
