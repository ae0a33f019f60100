import Agreements
import Operations
import Programme

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

    init(_ entries: [(document: AgreementDocument, stage: LifeStage?)]) {
        documents = entries.map { document, stage in
            Document(
                id: document.id, title: document.title, tier: document.tier.rawValue,
                parties: document.parties.map(\.rawValue), inForceFrom: document.inForce.from?.description,
                inForceUntil: document.inForce.until?.description, status: stage?.name ?? "unknown",
                why: stage?.description ?? "not in force: nothing is known of its life",
                clauses: document.clauses.map {
                    Clause(id: $0.id, title: $0.title, text: $0.text, effect: $0.effect.rawValue)
                })
        }
    }
}
