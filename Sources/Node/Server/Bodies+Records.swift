import Agreements
import Operations
import Programme

/// The decisions that concern the asking partner, as the book of records has them.
struct RecordsBody: Encodable {
    struct Record: Encodable {
        var sequence: Int
        var at: String
        var partner: String?
        var action: String
        var resource: String
        var outcome: String
        var needs: [String]
        var clauses: [Clause]
        var digest: String
    }

    struct Clause: Encodable {
        var document: String
        var clause: String
        var title: String?
    }

    var records: [Record]
    var count: Int
    var head: String
    var lostCount: Int

    init(_ answer: RecordsAnswer) {
        records = answer.records.map { Record($0, titles: answer.titles) }
        count = answer.count
        head = answer.head.description
        lostCount = answer.lostCount
    }
}

extension RecordsBody.Record {
    init(_ kept: KeptDecision, titles: [String: String]) {
        let words = RequestWords(kept.record.request)
        self.init(
            sequence: kept.sequence, at: kept.record.instant.description, partner: words.partner, action: words.action,
            resource: words.resource, outcome: kept.record.answer.outcome.rawValue, needs: kept.record.answer.needs,
            clauses: kept.record.answer.clauses.map {
                RecordsBody.Clause(document: $0.document, clause: $0.clause, title: titles[$0.description])
            }, digest: kept.digest.description)
    }
}

/// A request in the words in which it can be asked again.
private struct RequestWords {
    var partner: String?
    var action: String
    var resource: String

    init(_ request: JudgedRequest) {
        switch request {
        case .access(let request):
            (partner, action) = (request.partner.rawValue, request.action.rawValue)
            resource = request.resource.description
        case .open(let request):
            action = request.action.rawValue
            if case .text(let name)? = request.subject["partner"] { partner = name }
            if case .text(let pool)? = request.resource["pool"] {
                resource = "pool:\(pool)" + (request.resource["pct"].map { ":\($0)" } ?? "")
            } else {
                resource = request.resource.items.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            }
        }
    }
}
