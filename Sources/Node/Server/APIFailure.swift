import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer that is no: its status and one line.
struct APIFailure: Error {
    var status: HTTPResponse.Status
    var message: String
    var decision: DecisionBody?
    var retryAfterSeconds: Int?

    init(_ status: HTTPResponse.Status, _ message: String, decision: DecisionBody? = nil) {
        self.status = status
        self.message = message
        self.decision = decision
    }

    static let signInFirst = APIFailure(.unauthorized, "sign in first")

    static func unknown(_ kind: String, _ name: String) -> APIFailure {
        APIFailure(.notFound, "unknown \(kind) `\(name.prefix(100))`")
    }

    var response: Response {
        var response = JSONAnswer.response(ErrorBody(error: message, decision: decision), status: status)
        if let retryAfterSeconds { response.headers[.retryAfter] = String(retryAfterSeconds) }
        return response
    }
}

/// The body of an answer that is no.
struct ErrorBody: Codable {
    var error: String
    var decision: DecisionBody?
}

/// Answers in JSON, never kept by a browser.
enum JSONAnswer {
    static func response(_ body: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(body) else { return Response(status: .internalServerError) }
        return response(text: ByteBuffer(bytes: data), status: status)
    }

    static func response(
        text: ByteBuffer, status: HTTPResponse.Status = .ok, type: String = "application/json; charset=utf-8"
    ) -> Response {
        let headers: HTTPFields = [
            .contentType: type, .cacheControl: "no-store", .contentLength: String(text.readableBytes),
        ]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: text))
    }

    static func empty(_ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.cacheControl: "no-store", .contentLength: "0"])
    }
}
