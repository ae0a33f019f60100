import Agreements
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// A request as a handler sees it: nothing in it has a right to anything.
struct APIRequest: Sendable {
    /// The text in the place of each `{name}` of the route.
    var path: [String: String] = [:]
    /// The query's values by name.
    var query: [String: String] = [:]
    /// What came with it; empty where the method carries nothing.
    var body = ByteBuffer()

    func text(_ name: String) throws(APIFailure) -> String {
        guard let text = query[name], !text.isEmpty else { throw APIFailure(.badRequest, "no `\(name)` in the query") }
        return text
    }

    func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(APIFailure) -> Int {
        guard let text = query[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw APIFailure(
                .badRequest,
                "bad `\(name)`: found `\(text.prefix(40))`, expected \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

/// One route for signed-in partners. Its handler is given a view that passes the gate, and nothing else.
struct Route: Sendable {
    typealias Handler = @Sendable (PartnerView, APIRequest) async throws(APIFailure) -> Response

    let method: HTTPRequest.Method
    /// The path, with `{name}` in the place of a part that varies.
    let pattern: String
    /// The largest body, octets, where it is not that of every route.
    let bodyBytes: Int?
    let handler: Handler

    init(
        _ method: HTTPRequest.Method, _ pattern: String, bodyBytes: Int? = nil, _ handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.bodyBytes = bodyBytes
        self.handler = handler
        parts = pattern.split(separator: "/")
    }

    private let parts: [Substring]

    /// The varying parts of a path that this route fits; nil where it does not fit.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == parts.count else { return nil }
        var found: [String: String] = [:]
        for (part, text) in zip(parts, path) {
            if part.hasPrefix("{") {
                found[String(part.dropFirst().dropLast())] = text
            } else if part != text {
                return nil
            }
        }
        return found
    }
}

/// Turns a view's refusal into an answer.
func answering<Value>(_ body: () async throws(Refusal) -> Value) async throws(APIFailure) -> Value {
    do throws(Refusal) {
        return try await body()
    } catch {
        throw APIFailure(error)
    }
}

extension APIFailure {
    init(_ refusal: Refusal) {
        switch refusal {
        case .withheld(let decision):
            self.init(.forbidden, "withheld: \(decision.why)", decision: DecisionBody(decision))
        case .unknown(let kind, let name): self = .unknown(kind, name)
        case .conflict(let why): self.init(.conflict, why)
        case .badRequest(let why): self.init(.badRequest, why)
        case .archive: self.init(.serviceUnavailable, "the archive does not work at present")
        }
    }
}
