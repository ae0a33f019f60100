public import Programme

/// When each document and each clause binds: a pure state machine over dates.
///
/// A document's time begins at its first instant, or with the last signature where signatures are required, whichever
/// is later; ends at its last, or as renewed; and has holes where it is suspended or replaced.
public struct AgreementLife: Sendable {
    /// What happened.
    public let record: LifeRecord
    /// How documents stand with their signatures; empty where nobody looked.
    public let signing: [String: SigningStatus]
    /// What is asked of documents.
    public let rule: SignatureRule

    let documents: [String: AgreementDocument]
    private let unbroken: [String: TimeSpans]
    private let standing: [String: TimeSpans]
    /// When each document binds, by its id.
    let times: [String: TimeSpans]
    /// When a clause binds that has a life of its own within its document's.
    let clauseTimes: [ClauseKey: TimeSpans]
    /// From when on a partner is no longer bound, but by what survives.
    let departures: [String: [PartnerID: CivilTime]]
    /// From when on a partner is out of the programme.
    let exits: [PartnerID: CivilTime]

    struct ClauseKey: Hashable, Sendable {
        let document: String
        let clause: String
    }

    /// The life of documents of which nothing is known but what they say.
    public init(documents: [AgreementDocument]) {
        self.init(documents: documents, record: .none, signing: [:], rule: .recorded)
    }

    /// The life of documents from what happened to them and who signed them.
    public init(
        documents: [AgreementDocument], record: LifeRecord, signing: [String: SigningStatus], rule: SignatureRule
    ) {
        self.record = record
        self.signing = signing
        self.rule = rule
        self.documents = Dictionary(documents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let builder = LifeBuilder(documents, record: record, signing: signing, rule: rule)
        (unbroken, standing) = (builder.unbroken, builder.standing)
        (times, clauseTimes) = (builder.times, builder.clauseTimes)
        (departures, exits) = (builder.departures, builder.exits)
    }

    /// When a document binds, as far as is known.
    public func times(of document: String) -> TimeSpans { times[document] ?? .never }

    /// Whether a document is in force, and enough of its parties are left.
    func binds(_ document: AgreementDocument, at instant: CivilTime) -> Bool {
        times(of: document.id).contains(instant) && fallen(document, at: instant) == nil
    }

    /// The clause's time within its document's.
    func time(of clause: Clause, in document: AgreementDocument) -> TimeSpans {
        let whole = times(of: document.id).intersection(TimeSpans(clause.validity))
        let own = clauseTimes[ClauseKey(document: document.id, clause: clause.id)]
        return own.map { whole.intersection($0) } ?? whole
    }

    /// Partners that a document no longer binds but by what survives, and from when on.
    func departed(from document: String, at instant: CivilTime) -> Set<PartnerID> {
        Set((departures[document] ?? [:]).filter { $0.value <= instant }.keys)
    }

    /// Partners that are out of the programme.
    public func withdrawn(at instant: CivilTime) -> Set<PartnerID> {
        Set(exits.filter { $0.value <= instant }.keys)
    }

    /// The next instant after this at which anything that binds begins or ceases to.
    public func nextChange(after instant: CivilTime) -> CivilTime? {
        let dates =
            times.values.flatMap(\.boundaries) + clauseTimes.values.flatMap(\.boundaries)
            + departures.values.flatMap(\.values) + exits.values
        return dates.filter { $0 > instant }.min()
    }

    /// Who has given notice to leave what, as known at an instant, by date of notice.
    public func withdrawals(at instant: CivilTime) -> [WithdrawalStage] {
        record.events.compactMap { event in
            guard case .withdrawal(let withdrawal) = event.act, event.date <= instant,
                withdrawal.retracted.map({ instant < $0 || $0 >= withdrawal.effective }) ?? true
            else { return nil }
            let secondsLeft = max(0, instant.seconds(until: withdrawal.effective))
            return WithdrawalStage(
                partner: withdrawal.partner, document: event.document, notice: event.date,
                effective: withdrawal.effective, hasTakenEffect: withdrawal.effective <= instant,
                daysLeft: (secondsLeft + 86_399) / 86_400,
                falling: documents.values.filter {
                    $0.id != event.document && record.falls($0, for: withdrawal.partner, leaving: event.document)
                }.map(\.id).sorted())
        }
    }

    /// Where a document stands; `nil` when there is none of this id.
    public func stage(of id: String, at instant: CivilTime) -> LifeStage? {
        guard let document = documents[id] else { return nil }
        if rule == .required, document.tier != .nationalLaw {
            guard let status = signing[id] else { return .unsigned(SigningStatus(unsigned: document)) }
            if !status.isComplete { return .unsigned(status) }
        }
        let spans = times(of: id).spans
        if let span = spans.first(where: { $0.contains(instant) }) {
            return fallen(document, at: instant).map { .fallen(since: $0) } ?? .inForce(until: span.until)
        }
        return outside(document, spans, at: instant)
    }

    /// Why it does not bind at an instant outside its time.
    private func outside(_ document: AgreementDocument, _ spans: [Validity], at instant: CivilTime) -> LifeStage {
        if let last = lastInterruption(of: document, at: instant) { return last }
        if let end = spans.last(where: { $0.until.map { $0 <= instant } ?? false })?.until {
            return document.lapsesUnlessRenewed ? .lapsed(on: end) : .ended(on: end)
        }
        if let next = spans.compactMap(\.from).first(where: { $0 > instant }) { return .awaiting(from: next) }
        return .ended(on: document.inForce.until ?? document.inForce.from ?? instant)
    }

    private func lastInterruption(of document: AgreementDocument, at instant: CivilTime) -> LifeStage? {
        guard unbroken[document.id]?.contains(instant) ?? false else { return nil }
        var isResumed = false
        for event in record.events.reversed() where event.document == document.id && event.date <= instant {
            switch event.act {
            case .resumption(let clauses) where clauses.isEmpty: isResumed = true
            case .suspension(let clauses) where clauses.isEmpty && !isResumed: return .suspended(since: event.date)
            case .amendment(let other, let clauses)
            where clauses.isEmpty && standing[other]?.contains(instant) ?? false:
                return .replaced(by: other, since: event.date)
            default: continue
            }
        }
        return nil
    }

    /// When fewer than two of several parties were left.
    private func fallen(_ document: AgreementDocument, at instant: CivilTime) -> CivilTime? {
        guard document.parties.count > 1 else { return nil }
        let leaving = (departures[document.id] ?? [:]).values.filter { $0 <= instant }.sorted()
        return document.parties.count - leaving.count < 2 ? leaving[document.parties.count - 2] : nil
    }

    /// The documents as they bind at an instant: those in force, without clauses that are suspended or replaced.
    ///
    /// What binds each partner of them hangs on its withdrawals too, which `AgreementsInForce` minds.
    public func documentsInForce(at instant: CivilTime) -> [AgreementDocument] {
        documents.values.filter { times(of: $0.id).contains(instant) }.sorted { $0.id < $1.id }.map { document in
            document.keeping(clauses: document.clauses.filter { time(of: $0, in: document).contains(instant) })
        }
    }
}
