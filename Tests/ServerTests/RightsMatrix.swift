@testable import Server

/// What each route answers each seat of the fixture's node, by the fixture's one agreement.
enum RightsMatrix {
    /// What a seat may do with Destiny's cabin pressure.
    enum Right {
        /// The United States', in any role: everything.
        case owner
        /// Europe in any role, and Japan's payload scientists: reading.
        case reader
        case none
    }

    struct Row {
        let target: String
        var owner = 200
        var reader = 200
        var none = 200
        /// Where a route is about something else than the pressure: the partners that it answers with 200, others 403.
        var partners: Set<String>?
        var body = ""

        func status(for seat: String) -> Int {
            if let partners { return partners.contains(String(seat.prefix { $0 != ":" })) ? 200 : 403 }
            return switch RightsMatrix.right(of: seat) {
            case .owner: owner
            case .reader: reader
            case .none: none
            }
        }
    }

    static func right(of seat: String) -> Right {
        switch seat.prefix(while: { $0 != ":" }) {
        case "US": .owner
        case "EU": .reader
        case "JP": seat == "JP:payload-scientist" ? .reader : .none
        default: .none
        }
    }

    /// By method and pattern.
    static let rows: [String: Row] = [
        "GET /api/me": Row(target: "/api/me"),
        "GET /api/programme": Row(target: "/api/programme"),
        "GET /api/parameters": Row(target: "/api/parameters"),
        "GET /api/parameters/{name}/history": Row(
            target: "/api/parameters/USLAB000058/history?points=10", none: 403),
        "GET /api/export.csv": Row(target: "/api/export.csv?parameters=USLAB000058", reader: 403, none: 403),
        "GET /api/alarms": Row(target: "/api/alarms"),
        // Acknowledged already, from one of the owner's seats.
        "POST /api/alarms/{id}/acknowledge": Row(
            target: "/api/alarms/ALARM/acknowledge", owner: 409, reader: 403, none: 403),
        "GET /api/events": Row(target: "/api/events"),
        "GET /api/orbit": Row(target: "/api/orbit"),
        "GET /api/stations": Row(target: "/api/stations"),
        "GET /api/passes": Row(target: "/api/passes?hours=12"),
        "GET /api/passes/{station}/track": Row(target: "/api/passes/one/track?at=PASS", partners: ["EU"]),
        "GET /api/conjunctions": Row(target: "/api/conjunctions"),
        "GET /api/link": Row(target: "/api/link"),
        "GET /api/agreements": Row(target: "/api/agreements"),
        "POST /api/agreements/draft": Row(target: "/api/agreements/draft", body: "id: x"),
        "GET /api/records": Row(target: "/api/records?limit=10"),
        "GET /api/ledger": Row(target: "/api/ledger"),
        "GET /api/what-if": Row(target: "/api/what-if?without=loopA"),
        "GET /api/what-if/{topic}": Row(target: "/api/what-if/model"),
        "GET /api/ask": Row(target: "/api/ask?action=read&resource=orbit"),
        "GET /api/live": Row(target: "/api/live", owner: 426, reader: 426, none: 426),
    ]
}
