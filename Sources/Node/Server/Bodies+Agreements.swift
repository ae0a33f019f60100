import Agreements
import Operations
import Programme
import Timekeeping

struct AgreementsBody: Encodable {
    struct Document: Encodable {
        var id: String
        var title: String
        var tier: String
        var parties: [String]
        var inForceFrom: String?
        var inForceUntil: String?
        var status: String
        var why: String
        var clauses: [Clause]
    }

    struct Clause: Encodable {
        var id: String
        var title: String
        var text: String
        var effect: String
    }

    var documents: [Document]

    init(_ entries: [(document: AgreementDocument, now: Instant)]) {
        documents = entries.map { document, now in
            let status = document.status(at: CivilTime(now))
            return Document(
                id: document.id, title: document.title, tier: document.tier.rawValue,
                parties: document.parties.map(\.rawValue), inForceFrom: document.inForce.from?.description,
                inForceUntil: document.inForce.until?.description, status: status.rawValue,
                why: Self.why(document, status),
                clauses: document.clauses.map {
                    Clause(id: $0.id, title: $0.title, text: $0.text, effect: $0.effect.rawValue)
                })
        }
    }

    private static func why(_ document: AgreementDocument, _ status: DocumentStatus) -> String {
        switch status {
        case .notYetInForce: "in force from \(document.inForce.from?.description ?? "a later day")"
        case .inForce:
            document.inForce.until.map { "in force until \($0)" } ?? "in force without an end"
        case .ended: "ended \(document.inForce.until?.description ?? "before")"
        }
    }
}
