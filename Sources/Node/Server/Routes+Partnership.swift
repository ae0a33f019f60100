import Operations

/// What partners agreed, decided and owe each other.
extension Routes {
    static let agreements: Route.Handler = { view, request throws(APIFailure) in
        let instant = try TimeSpan.instant("at", request)
        return JSONAnswer.response(AgreementsBody(view.agreements(at: instant)))
    }

    static let records: Route.Handler = { view, request throws(APIFailure) in
        let limit = try request.integer("limit", default: 100, in: 1...1000)
        let answer = try await answering { () throws(Refusal) in try await view.records(limit: limit) }
        return JSONAnswer.response(RecordsBody(answer))
    }

    static let ledger: Route.Handler = { view, request throws(APIFailure) in
        let answer = try await answering { () throws(Refusal) in
            try await view.ledger(period: request.query["period"])
        }
        return JSONAnswer.response(LedgerBody(answer))
    }
}
