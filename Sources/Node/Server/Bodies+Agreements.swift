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
        var source: String
        var notice: String?
        var survives: String?
        var entryIntoForce: String?
        var signing: String
        var signatures: [Signature]
        var changes: [Change]
        var clauses: [Clause]
    }

    struct Clause: Encodable {
        var id: String
        var title: String
        var text: String
        var effect: String
    }

    struct Signature: Encodable {
        var partner: String
        var mark: String
        var words: String
        var date: String?
        var key: String?
    }

    struct Change: Encodable {
        var at: String
        var to: String
    }

    var at: String
    var isNow: Bool
    var documents: [Document]

    init(_ answer: AgreementsAnswer) {
        at = answer.instant.iso8601UTC()
        isNow = answer.isNow
        documents = answer.documents.map { Document($0, rule: answer.rule) }
    }
}

extension AgreementsBody.Document {
    init(_ standing: DocumentStanding, rule: SignatureRule) {
        let (document, stage) = (standing.document, standing.stage)
        self.init(
            id: document.id, title: document.title, tier: document.tier.rawValue,
            parties: document.parties.map(\.rawValue), inForceFrom: document.inForce.from?.description,
            inForceUntil: document.inForce.until?.description, status: stage?.name ?? "unknown",
            why: stage?.description ?? "not in force: nothing is known of its life", source: document.source,
            notice: document.noticePeriodDays.map { "\($0) days" }, survives: document.survival,
            entryIntoForce: document.entryIntoForce.map { $0.text ?? $0.act.rawValue },
            signing: standing.signing.state.rawValue,
            signatures: standing.signing.marks.map { AgreementsBody.Signature($0, rule: rule) },
            changes: standing.changes.map { AgreementsBody.Change(at: $0.instant.description, to: $0.stage.name) },
            clauses: document.clauses.map {
                AgreementsBody.Clause(id: $0.id, title: $0.title, text: $0.text, effect: $0.effect.rawValue)
            })
    }
}

extension AgreementsBody.Signature {
    init(_ mark: SigningStatus.PartyMark, rule: SignatureRule) {
        self.init(partner: mark.partner.rawValue, mark: "missing", words: "not signed", date: nil, key: nil)
        switch mark.mark {
        case .fits(let date, let key):
            (self.mark, words) = ("signed", "signed these very bytes")
            (self.date, self.key) = (date.description, key)
        case .bytesChanged(let date, let key):
            (self.mark, words) = ("wrong", "the bytes changed since it signed")
            (self.date, self.key) = (date.description, key)
        case .unknownKey(let key):
            (self.mark, words) = ("wrong", "signed by a key that is not in `keys.yaml`")
            self.key = key
        case .keyNotValid(let why): (self.mark, words) = ("wrong", why)
        case .absent:
            if rule == .recorded {
                (self.mark, words) = ("not-needed", "not signed here; this programme asks for none")
            }
        }
    }
}
