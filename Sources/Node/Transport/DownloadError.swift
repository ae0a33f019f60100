import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Why a file could not be fetched.
public enum DownloadError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The address is no HTTP address.
    case badAddress(String)
    /// The server answered with a refusal.
    case refused(address: String, status: Int, words: String)
    /// The server sent us elsewhere more often than is followed.
    case tooManyRedirects(address: String, limit: Int)
    /// The server sent us to no HTTP address, or from HTTPS to HTTP.
    case unusableRedirect(address: String, target: String)
    /// The file is longer than what is taken.
    case tooLarge(address: String, limitBytes: Int)
    /// Nothing came within the time given, or not all of it.
    case timedOut(address: String, limits: Download.Limits)
    /// No connection, or it broke; the reason follows.
    case broken(address: String, reason: String)
    /// The caller stopped it.
    case stopped(address: String)

    /// One line saying where, what was found and what was expected.
    public var description: String {
        switch self {
        case .badAddress(let text): "bad address `\(text)`: expected `http://HOST/…` or `https://HOST/…`"
        case .refused(let address, let status, let words):
            "`\(address)`: the server answers \(status)\(words.isEmpty ? "" : " (\(words))"), expected 200"
        case .tooManyRedirects(let address, let limit): "`\(address)`: redirected more than \(limit) times"
        case .unusableRedirect(let address, let target):
            "`\(address)`: redirected to `\(target)`, expected an `http` address, or `https` from `https`"
        case .tooLarge(let address, let limit): "`\(address)`: longer than \(limit) bytes"
        case .timedOut(let address, let limits):
            "`\(address)`: no answer, or not all of it: waited \(Int(limits.idleSeconds)) s for a next byte, "
                + "\(Int(limits.totalSeconds)) s for all"
        case .broken(let address, let reason): "`\(address)`: \(reason)"
        case .stopped(let address): "stopped while fetching `\(address)`"
        }
    }

    init(_ error: any Error, url: URL, limits: Download.Limits) {
        let address = url.absoluteString
        switch error {
        case let error as DownloadError: self = error
        case is CancellationError: self = .stopped(address: address)
        case let error as HTTPClientError: self = Self.told(error, address, limits)
        case is HTTPParserError: self = .broken(address: address, reason: brokenOff)
        case let error as NIOConnectionError:
            let cause = error.connectionErrors.lazy.compactMap { $0.error as? IOError }.first
            self = .broken(
                address: address, reason: cause.map { systemWords($0.errnoCode) } ?? "no such host could be found")
        case let error as IOError: self = .broken(address: address, reason: systemWords(error.errnoCode))
        default: self = .broken(address: address, reason: secureFailure(error) ?? visible("\(error)"))
        }
    }

    private static func told(_ error: HTTPClientError, _ address: String, _ limits: Download.Limits) -> Self {
        switch error {
        case .cancelled: .stopped(address: address)
        case .deadlineExceeded, .readTimeout, .connectTimeout: .timedOut(address: address, limits: limits)
        case .remoteConnectionClosed: .broken(address: address, reason: brokenOff)
        default: .broken(address: address, reason: visible("\(error)"))
        }
    }
}

private let brokenOff = "the connection broke before the file's end"

/// The words for a failure of TLS; nil for any other. Its library's errors show memory places and files of the build.
private func secureFailure(_ error: any Error) -> String? {
    guard String(reflecting: type(of: error)).hasPrefix("NIOSSL.") else { return nil }
    return "\(error)".contains("CERTIFICATE_VERIFY_FAILED")
        ? "no secure connection: the server's certificate is not trusted"
        : "no secure connection: the server does not answer in TLS, or refuses ours"
}

private func systemWords(_ code: CInt) -> String { String(cString: strerror(code)).lowercased() }

/// Text of another machine on one line, without control characters, not longer than a line or two.
func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(200).filter { !$0.properties.isControl }))
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .lineSeparator }
}
