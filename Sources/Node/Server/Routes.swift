import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Timekeeping

/// Every route of the interface for signed-in partners: what is not in this list does not exist.
enum Routes {
    static let all: [Route] = [
        Route(.get, "/api/me") { view, _ in JSONAnswer.response(MeBody(view.identity())) },
        Route(.get, "/api/programme") { view, _ in
            let programme = view.programme()
            return JSONAnswer.response(ProgrammeBody(partners: programme.partners, elements: programme.elements))
        },
        Route(.get, "/api/parameters") { view, _ in
            JSONAnswer.response(ParametersBody(parameters: view.parameters().map(ParameterBody.init)))
        },
        Route(.get, "/api/parameters/{name}/history", history),
        Route(.get, "/api/export.csv", export),
        Route(.get, "/api/alarms") { view, _ in JSONAnswer.response(AlarmsBody(await view.alarms())) },
        Route(.post, "/api/alarms/{id}/acknowledge", acknowledge),
        Route(.get, "/api/events", events),
        Route(.get, "/api/orbit") { view, _ throws(APIFailure) in
            JSONAnswer.response(OrbitBody(try await answering { () throws(Refusal) in try await view.orbit() }))
        },
        Route(.get, "/api/stations") { view, _ in
            let network = await view.stations()
            return JSONAnswer.response(StationsBody(stations: network.stations, relays: network.relays))
        },
        Route(.get, "/api/passes", passes),
        Route(.get, "/api/passes/{station}/track", passTrack),
        Route(.get, "/api/conjunctions") { view, _ throws(APIFailure) in
            JSONAnswer.response(
                ConjunctionsBody(try await answering { () throws(Refusal) in try view.conjunctions() }))
        },
        Route(.get, "/api/link") { view, _ throws(APIFailure) in
            JSONAnswer.response(LinkBody(try await answering { () throws(Refusal) in try await view.link() }))
        },
        Route(.get, "/api/agreements", agreements),
        Route(.post, "/api/agreements/draft", bodyBytes: DraftDesk.maximumBytes, draft),
        Route(.get, "/api/records", records),
        Route(.get, "/api/ledger", ledger),
        Route(.get, "/api/ask", ask),
        Route(.get, "/api/what-if", losses),
        Route(.get, "/api/what-if/{topic}", whatIf),
        Route(.get, LiveUpgradeChannel.path) { _, _ throws(APIFailure) in
            throw APIFailure(.upgradeRequired, "expected a WebSocket from this node's own pages")
        },
    ]

    private static let history: Route.Handler = { view, request throws(APIFailure) in
        let span = try TimeSpan(request, now: view.now())
        let points = try request.integer("points", default: 600, in: 1...5000)
        let name = request.path["name"] ?? ""
        let history = try await answering { () throws(Refusal) in
            try await view.history(of: name, from: span.from, to: span.to, points: points)
        }
        return JSONAnswer.response(HistoryBody(history))
    }

    private static let export: Route.Handler = { view, request throws(APIFailure) in
        let names = try request.text("parameters").split(separator: ",").map(String.init)
        let span = try TimeSpan(request, now: view.now())
        let table = try await answering { () throws(Refusal) in
            try await view.export(parameters: names, from: span.from, to: span.to)
        }
        var response = JSONAnswer.response(text: ByteBuffer(string: table), type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"export.csv\""
        return response
    }

    private static let acknowledge: Route.Handler = { view, request throws(APIFailure) in
        let text = request.path["id"] ?? ""
        guard let id = Int64(text) else { throw APIFailure.unknown("alarm", text) }
        let alarm = try await answering { () throws(Refusal) in try await view.acknowledge(alarm: id) }
        return JSONAnswer.response(AlarmBody(alarm))
    }

    private static let events: Route.Handler = { view, request throws(APIFailure) in
        let limit = try request.integer("limit", default: 200, in: 1...1000)
        let answer = try await answering { () throws(Refusal) in try await view.events(limit: limit) }
        return JSONAnswer.response(EventsBody(answer))
    }

    private static let passes: Route.Handler = { view, request throws(APIFailure) in
        let hours = try request.integer("hours", default: 12, in: 1...48)
        let passes = try await answering { () throws(Refusal) in try await view.passes(hours: hours) }
        return JSONAnswer.response(PassesBody(passes: passes.map(PassesBody.Entry.init)))
    }

    private static let passTrack: Route.Handler = { view, request throws(APIFailure) in
        guard let instant = try TimeSpan.instant("at", request) else {
            throw APIFailure(.badRequest, "no `at` in the query")
        }
        let station = request.path["station"] ?? ""
        let track = try await answering { () throws(Refusal) in
            try await view.passTrack(station: station, at: instant)
        }
        return JSONAnswer.response(PassTrackBody(track))
    }

    private static let ask: Route.Handler = { view, request throws(APIFailure) in
        let (action, resource) = (try request.text("action"), try request.text("resource"))
        let decision = try await answering { () throws(Refusal) in
            try await view.ask(action: action, resource: resource)
        }
        return JSONAnswer.response(DecisionBody(explaining: decision))
    }
}

/// The `from` and `to` of a query; by default the last hour.
struct TimeSpan {
    let from: Instant
    let to: Instant

    init(_ request: APIRequest, now: Instant) throws(APIFailure) {
        to = try Self.instant("to", request) ?? now
        from = try Self.instant("from", request) ?? to.advanced(bySeconds: -3600)
        guard from < to else { throw APIFailure(.badRequest, "`from` is not before `to`") }
    }

    static func instant(_ name: String, _ request: APIRequest) throws(APIFailure) -> Instant? {
        guard let text = request.query[name] else { return nil }
        if let milliseconds = Int64(text), milliseconds.magnitude < 1 << 43 {
            return Instant(unixNanoseconds: milliseconds * 1_000_000)
        }
        do {
            return try Instant(utc: text)
        } catch {
            throw APIFailure(
                .badRequest, "bad `\(name)`: found `\(text.prefix(40))`, expected ISO 8601 UTC or Unix milliseconds")
        }
    }
}
