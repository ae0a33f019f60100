import Programme

/// Works out when documents and clauses bind, from what they say and what happened.
struct LifeBuilder {
    let record: LifeRecord
    let signing: [String: SigningStatus]
    let rule: SignatureRule
    /// When documents would bind were they never suspended nor replaced.
    private(set) var unbroken: [String: TimeSpans] = [:]
    /// When they would were they never replaced.
    private(set) var standing: [String: TimeSpans] = [:]
    private(set) var times: [String: TimeSpans] = [:]
    private(set) var clauseTimes: [AgreementLife.ClauseKey: TimeSpans] = [:]
    private(set) var departures: [String: [PartnerID: CivilTime]] = [:]
    private(set) var exits: [PartnerID: CivilTime] = [:]

    init(_ documents: [AgreementDocument], record: LifeRecord, signing: [String: SigningStatus], rule: SignatureRule) {
        self.record = record
        self.signing = signing
        self.rule = rule
        for document in documents {
            let time = time(of: document)
            unbroken[document.id] = time
            standing[document.id] = time.intersection(unsuspended(document.id, nil))
        }
        times = standing
        for clause in Set(record.events.flatMap(\.clauseKeys)) {
            clauseTimes[clause] = unsuspended(clause.document, clause.clause)
        }
        for event in record.events {
            amend(event)
            depart(event, documents)
        }
    }

    private func time(of document: AgreementDocument) -> TimeSpans {
        var time = TimeSpans(document.inForce)
        for event in record.events where event.document == document.id {
            if case .renewal(let until) = event.act { time = renewed(time, on: event.date, until: until) }
        }
        guard rule == .required, document.tier != .nationalLaw else { return time }
        guard let status = signing[document.id], status.isComplete else { return .never }
        return time.intersection(TimeSpans(Validity(from: status.lastSigned, until: nil)))
    }

    /// Goes on without a break when it was renewed before its end, and from the renewal when that came late.
    private func renewed(_ time: TimeSpans, on date: CivilTime, until: CivilTime) -> TimeSpans {
        let start = time.spans.first?.from.map { max($0, date) } ?? date
        return time.union(TimeSpans(Validity(from: start, until: until)))
    }

    /// All time but that in which the document, or one clause of it, is suspended.
    private func unsuspended(_ document: String, _ clause: String?) -> TimeSpans {
        record.events.reduce(TimeSpans.always) { time, event in
            guard event.document == document else { return time }
            let later = TimeSpans(Validity(from: event.date, until: nil))
            return switch event.act {
            case .suspension(let clauses) where Self.names(clauses, clause): time.subtracting(later)
            case .resumption(let clauses) where Self.names(clauses, clause): time.union(later)
            default: time
            }
        }
    }

    private static func names(_ clauses: Set<String>, _ clause: String?) -> Bool {
        clause.map { clauses.contains($0) } ?? clauses.isEmpty
    }

    /// What replaces a document, and is replaced itself, leaves the first replaced: so its time counts before that.
    private mutating func amend(_ event: LifeEvent) {
        guard case .amendment(let other, let clauses) = event.act, let binding = standing[other] else { return }
        let replaced = binding.intersection(TimeSpans(Validity(from: event.date, until: nil)))
        if clauses.isEmpty { times[event.document] = times[event.document]?.subtracting(replaced) }
        for key in event.clauseKeys {
            clauseTimes[key] = clauseTimes[key]?.subtracting(replaced)
        }
    }

    /// Who leaves a document on which the programme stands leaves all that its partners agreed.
    private mutating func depart(_ event: LifeEvent, _ documents: [AgreementDocument]) {
        guard case .withdrawal(let withdrawal) = event.act, withdrawal.stands else { return }
        let (partner, effective) = (withdrawal.partner, withdrawal.effective)
        for document in documents where record.falls(document, for: partner, leaving: event.document) {
            let known = departures[document.id]?[partner] ?? effective
            departures[document.id, default: [:]][partner] = min(known, effective)
        }
        guard record.isFounding(event.document) else { return }
        exits[partner] = min(exits[partner] ?? effective, effective)
    }
}

extension LifeEvent {
    /// The single clauses that it names.
    fileprivate var clauseKeys: [AgreementLife.ClauseKey] {
        switch act {
        case .suspension(let clauses), .resumption(let clauses), .amendment(_, let clauses):
            clauses.map { AgreementLife.ClauseKey(document: document, clause: $0) }
        case .renewal, .withdrawal: []
        }
    }
}
