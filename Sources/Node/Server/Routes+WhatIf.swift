import Hummingbird
import NIOCore
import Operations
import Resilience

/// What is lost if a partner leaves.
extension Routes {
    static let losses: Route.Handler = { view, request throws(APIFailure) in
        try await answer(.losses, view, request)
    }

    static let whatIf: Route.Handler = { view, request throws(APIFailure) in
        let name = request.path["topic"] ?? ""
        guard let topic = WhatIfTopic(rawValue: name), topic != .losses else {
            throw APIFailure.unknown("question", name)
        }
        return try await answer(topic, view, request)
    }

    private static func answer(
        _ topic: WhatIfTopic, _ view: PartnerView, _ request: APIRequest
    ) async throws(APIFailure) -> Response {
        let answer = try await answering { () throws(Refusal) in try await view.whatIf(topic, request.query) }
        return JSONAnswer.response(text: ByteBuffer(string: answer))
    }
}
