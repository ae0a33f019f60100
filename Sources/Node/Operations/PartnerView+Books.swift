public import Agreements
import FoundationEssentials
import Ledger
public import Programme
public import Timekeeping

/// The decisions that concern one partner, of the book that keeps all that crossed.
public struct RecordsAnswer: Sendable {
    /// The decisions, newest first.
    public let records: [KeptDecision]
    /// The titles of clauses, by `document clause`.
    public let titles: [String: String]
    /// Lines of the whole book.
    public let count: Int
    /// The digest of its last line.
    public let head: ChainDigest
    /// Decisions that could not be kept since the node was started.
    public let lostCount: Int
}

/// How one document stands at an instant.
public struct DocumentStanding: Sendable {
    /// The document.
    public let document: AgreementDocument
    /// Where it stands in its life.
    public let stage: LifeStage?
    /// Its parties' signatures.
    public let signing: SigningStatus
    /// The instants at which its stage changes, from 1950 to 2100, with the stage from then on.
    public let changes: [(instant: CivilTime, stage: LifeStage)]
}

/// The documents between the partners at an instant.
public struct AgreementsAnswer: Sendable {
    /// The instant.
    public let instant: Instant
    /// Whether that is the node's present.
    public let isNow: Bool
    /// What the programme asks of its documents before they bind.
    public let rule: SignatureRule
    /// The documents.
    public let documents: [DocumentStanding]
}

extension PartnerView {
    /// The documents between the partners, known to all of them, at an instant; now when none is given.
    public func agreements(at instant: Instant? = nil) -> AgreementsAnswer {
        let agreements = services.configuration.agreements
        let (asked, life) = (instant ?? now(), agreements.life)
        let civil = CivilTime(asked)
        let documents = agreements.documents.map { document in
            DocumentStanding(
                document: document, stage: life.stage(of: document.id, at: civil),
                signing: life.signing[document.id] ?? SigningStatus(unsigned: document),
                changes: life.stageChanges(of: document.id))
        }
        return AgreementsAnswer(instant: asked, isNow: instant == nil, rule: life.rule, documents: documents)
    }

    /// The newest decisions that concern the partner: those it asked for, and those on what is its own or shared.
    public func records(limit: Int) async throws(Refusal) -> RecordsAnswer {
        guard let recorder = services.books.recorder else {
            throw .unknown(kind: "book", name: NodeBook.records.rawValue)
        }
        let found = await recorder.newest(for: partner.id, limit: limit)
        let clauses = services.configuration.agreements.documents.flatMap { document in
            document.clauses.map { ("\(document.id) \($0.id)", $0.title) }
        }
        return RecordsAnswer(
            records: found.records, titles: Dictionary(clauses, uniquingKeysWith: { first, _ in first }),
            count: found.count, head: found.head, lostCount: recorder.lostCount)
    }

    /// The partners' accounts, which are common to all; debts are told to the two that they concern.
    public func ledger(period: String?) async throws(Refusal) -> LedgerAnswer {
        guard let accounts = services.books.accounts else {
            throw .unknown(kind: "book", name: NodeBook.ledger.rawValue)
        }
        let plan = accounts.plan
        let instant = CivilTime(now())
        let current = plan.periods.first { $0.span.contains(instant) } ?? plan.periods.last
        guard let chosen = period.map({ id in plan.periods.first { $0.id == id } }) ?? current else {
            throw .badRequest(
                "unknown period `\((period ?? "").prefix(40))`: expected "
                    + plan.periods.map { "`\($0.id)`" }.joined(separator: ", "))
        }
        let configuration = services.configuration
        return LedgerAnswer(
            programmeID: configuration.programme.id, plan: plan, period: chosen, ledger: await accounts.ledger,
            fault: await accounts.fault, asker: partner.id,
            shares: configuration.agreements.documents.flatMap(\.shares))
    }

    /// Whether the partner may use so much of a shared pool, by what the ledger says is left of it.
    func ask(_ action: ActionName, pool words: Substring) throws(Refusal) -> Decision {
        let parts = words.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let known = Set(services.configuration.agreements.documents.flatMap(\.shares).map(\.pool)).sorted()
        guard let pool = parts.first, known.contains(pool) else {
            let names = known.map { "`\($0)`" }.joined(separator: ", ")
            throw .badRequest("unknown pool `\((parts.first ?? "").prefix(40))`: expected one of \(names)")
        }
        var resource: [String: AttributeValue] = ["pool": .text(pool)]
        if parts.count > 1 {
            guard let percent = Double(parts[1]), (0...100).contains(percent) else {
                throw .badRequest("bad share `\(parts[1].prefix(40))` of a pool: expected 0 to 100 percent")
            }
            // Each question goes to the book of records: a hundredth of a percent is all that is told apart.
            resource["pct"] = .number((percent * 100).rounded() / 100)
        }
        var subject: [String: AttributeValue] = ["partner": .text(partner.id.rawValue)]
        if let role { subject["role"] = .text(role.id.rawValue) }
        do throws(AgreementsError) {
            let request = try OpenRequest(
                subject: Attributes(subject), action: action, resource: Attributes(resource))
            return services.gate.decide(request, at: now())
        } catch {
            throw .badRequest("\(error)")
        }
    }
}

extension AgreementLife {
    /// The instants from 1950 to 2100 at which a document's stage changes, with the stage from then on.
    func stageChanges(of id: String) -> [(instant: CivilTime, stage: LifeStage)] {
        let own = record.events.filter { $0.document == id }
        let leaving = record.events.compactMap { event -> CivilTime? in
            guard case .withdrawal(let withdrawal) = event.act else { return nil }
            return withdrawal.effective
        }
        let dates = Set(times(of: id).boundaries + own.map(\.date) + leaving).filter { (1950..<2100).contains($0.year) }
        var changes: [(instant: CivilTime, stage: LifeStage)] = []
        var before = stage(of: id, at: .distantPast)?.name
        for date in dates.sorted() {
            guard let stage = stage(of: id, at: date), stage.name != before else { continue }
            changes.append((date, stage))
            before = stage.name
        }
        return changes
    }
}
