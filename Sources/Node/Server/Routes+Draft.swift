import Agreements
import NIOCore
import Operations
import Programme
import Timekeeping

/// The effect of a draft before anyone signs it.
extension Routes {
    static let draft: Route.Handler = { view, request throws(APIFailure) in
        let instant = try TimeSpan.instant("at", request) ?? view.now()
        let answer = try await answering { () throws(Refusal) in
            try await view.review(draft: Array(request.body.readableBytesView), at: instant)
        }
        switch answer {
        case .mistakes(let problems):
            return JSONAnswer.response(DraftMistakesBody(problems, at: CivilTime(instant)))
        case .difference(let difference, let replaces):
            return JSONAnswer.response(text: ByteBuffer(string: difference.json(replaces: replaces)))
        }
    }
}
