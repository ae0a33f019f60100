public import Agreements
public import Programme
public import Resilience

/// Reads what agreements bar, end and permit as departures from a programme.
///
/// A bar on dealing with a partner, or on a partner's own services, is a sanction: services go, hardware stays. A bar
/// on a vehicle or a launcher is a grounding. A duty to withdraw is a withdrawal with the notice that the documents
/// tell. A permission gives back what a document of no higher rank bars. Everything else is told as not expressed, with
/// why.
public struct DraftEffect {
    private let model: ResilienceModel
    private let documents: [AgreementDocument]
    private let date: CivilTime?

    /// - Parameter documents: those in force, the one that the draft replaces among them.
    /// - Parameter date: the day of the question; without one a draft is taken as in force at once.
    public init(_ model: ResilienceModel, documents: [AgreementDocument], date: CivilTime?) {
        self.model = model
        self.documents = documents
        self.date = date
    }

    /// What a draft would take, end and give back. A draft with the id of a document in force replaces it.
    public func effect(of draft: AgreementDocument) -> AgreementEffect {
        var effect = AgreementEffect()
        for document in documents {
            effect.standing += ClauseReading(self, document).bars(onlyCertain: true)
        }
        let reading = ClauseReading(self, draft)
        effect.takes = reading.bars(onlyCertain: false) + withdrawals(in: draft)
        let barred = Set(effect.takes.map(\.departure.removal))
        let own = effect.standing.filter { change in change.clauses.contains { $0.document == draft.id } }
        let replaced = own.filter { !barred.contains($0.departure.removal) }
        effect.retold = own.filter { barred.contains($0.departure.removal) }
        let permitted = effect.standing.filter { reading.permits($0.departure.removal) && !outranks($0, draft) }
        effect.gives =
            replaced
            + permitted.filter { !replaced.contains($0) }.map {
                $0.assuming(reading.assumptions(ofPermitting: $0.departure.removal))
            }
        effect.endedTransport = endedTransport(by: draft)
        effect.survives = surviving(effect.takes)
        effect.unexpressed = unexpressed(in: draft, effect)
        return effect
    }

    private func surviving(_ changes: [AgreementEffect.Change]) -> [AgreementEffect.Citation] {
        let leaving = Set(
            changes.filter { $0.departure.kind == .withdrawal }.compactMap { change -> PartnerID? in
                if case .partner(let id) = change.departure.removal { id } else { nil }
            })
        return documents.filter { !leaving.isDisjoint(with: $0.parties) }.flatMap { document in
            document.clauses.filter(\.survives).map { $0.citation(in: document) }
        }
    }

    /// Whether a higher document bars it, which a lower one cannot undo.
    private func outranks(_ change: AgreementEffect.Change, _ draft: AgreementDocument) -> Bool {
        change.clauses.contains { citation in
            documents.first { $0.id == citation.document && $0.id != draft.id }.map { $0.tier.rank < draft.tier.rank }
                ?? false
        }
    }

    private func withdrawals(in draft: AgreementDocument) -> [AgreementEffect.Change] {
        let reading = ClauseReading(self, draft)
        return draft.clauses.filter { $0.effect == .oblige && $0.actions.contains(.withdraw) }.flatMap { clause in
            reading.subjects(of: clause).sorted().map { partner in
                // For good: who has left is not back when the document that obliged to it ends.
                AgreementEffect.Change(
                    Departure(
                        .partner(partner), kind: .withdrawal,
                        startsAfterDays: time(of: clause, in: draft).startsAfterDays,
                        noticeDays: notice(of: partner, in: draft)),
                    clauses: [clause.citation(in: draft)] + noticeCitation(of: partner, in: draft),
                    assumptions: reading.assumptions(of: clause), confidence: clause.confidence ?? .high)
            }
        }
    }

    /// The notice of the highest document that binds the partner and tells one; the draft's own comes first.
    func notice(of partner: PartnerID, in draft: AgreementDocument) -> Double? {
        (draft.noticePeriodDays ?? noticeDocument(of: partner)?.noticePeriodDays).map { Double($0) }
    }

    private func noticeDocument(of partner: PartnerID) -> AgreementDocument? {
        documents.filter { $0.parties.contains(partner) && $0.noticePeriodDays != nil }
            .min { ($0.tier.rank, $0.id) < ($1.tier.rank, $1.id) }
    }

    private func noticeCitation(of partner: PartnerID, in draft: AgreementDocument) -> [AgreementEffect.Citation] {
        guard draft.noticePeriodDays == nil, let document = noticeDocument(of: partner) else { return [] }
        return [AgreementEffect.Citation(document: document.id, clause: nil, title: document.title)]
    }

    /// Exchanges that the draft forbids, that its new text lets go, or that its end cuts short.
    private func endedTransport(by draft: AgreementDocument) -> [AgreementEffect.EndedTransport] {
        let reading = ClauseReading(self, draft)
        let bars = draft.clauses.filter { $0.effect == .forbid && !$0.actions.isDisjoint(with: ActionName.exchange) }
        return model.programme.agreedTransport.filter { $0.holds(on: date) }.compactMap { agreed in
            let bar = bars.first { clause in
                let subjects = reading.subjects(of: clause)
                return subjects.isEmpty || subjects.contains(agreed.user)
            }
            if let bar {
                return AgreementEffect.EndedTransport(
                    agreed, afterDays: time(of: bar, in: draft).startsAfterDays, clauses: [bar.citation(in: draft)],
                    assumptions: reading.assumptions(of: bar))
            }
            guard agreed.agreement == draft.id else { return nil }
            let goesOn = draft.clauses.contains {
                $0.effect != .forbid && $0.effect != .advise && !$0.actions.isDisjoint(with: ActionName.exchange)
            }
            let whole = AgreementEffect.Citation(document: draft.id, clause: nil, title: draft.title)
            if !goesOn {
                return AgreementEffect.EndedTransport(
                    agreed, afterDays: days(until: draft.inForce.from), clauses: [whole])
            }
            guard date != nil, let end = draft.inForce.until, agreed.until.map({ end < $0 }) ?? true else {
                return nil
            }
            return AgreementEffect.EndedTransport(agreed, afterDays: days(until: end), clauses: [whole])
        }
    }

    private func unexpressed(in draft: AgreementDocument, _ effect: AgreementEffect) -> [AgreementEffect.Unexpressed] {
        let told = Set((effect.takes + effect.gives).flatMap(\.clauses) + effect.endedTransport.flatMap(\.clauses))
        let reading = ClauseReading(self, draft)
        return draft.clauses.compactMap { clause in
            let citation = clause.citation(in: draft)
            guard !told.contains(citation) else { return nil }
            let lifts = effect.gives.contains { reading.permits($0.departure.removal, by: clause) }
            return lifts ? nil : AgreementEffect.Unexpressed(citation, why: reading.whyNot(clause))
        }
    }

    /// When a clause begins and for how long it lasts, days from the question; how long is not known without its day.
    func time(of clause: Clause, in document: AgreementDocument) -> (startsAfterDays: Double, lastsDays: Double?) {
        let start = days(until: [clause.validity.from, document.inForce.from].compactMap(\.self).max())
        let end = [clause.validity.until, document.inForce.until].compactMap(\.self).min()
        return (start, date == nil ? nil : end.map { max(0, days(until: $0) - start) })
    }

    /// Days from the question to an instant; 0 for what is past, or where the question has no day and none is a start.
    private func days(until instant: CivilTime?) -> Double {
        guard let instant, let date else { return 0 }
        return max(0, Double(date.seconds(until: instant)) / 86_400)
    }

    var programme: ProgrammeDescription { model.programme }

    func removal(named name: String) -> Removal? { try? model.removal(named: name) }

    /// Whether a document stands among those in force.
    func isInForce(_ id: String) -> Bool { documents.contains { $0.id == id } }

    /// Names of a group, those of the groups within it too: as a document defines them, else as another in force does.
    /// Beginnings and endings stand for the names of the model that fit.
    func names(in group: String, beside document: AgreementDocument) -> [String] {
        let groups = document.definitions + documents.filter { $0.id != document.id }.flatMap(\.definitions)
        var (names, open, seen): ([String], [String], Set<String>) = ([], [group], [group])
        while let next = open.popLast() {
            guard let found = groups.first(where: { $0.name == next }) else { continue }
            names += found.names
            if !found.beginnings.isEmpty || !found.endings.isEmpty {
                names += knownNames.filter { name in
                    found.beginnings.contains { name.utf8.starts(with: $0.utf8) }
                        || found.endings.contains { name.utf8.reversed().starts(with: $0.utf8.reversed()) }
                }
            }
            open += found.groups.filter { seen.insert($0).inserted }
        }
        return names
    }

    /// Every name by which a document may speak of something that can leave.
    private var knownNames: [String] {
        let partners = programme.partners.flatMap { [$0.id.rawValue, $0.name, $0.agency] + $0.aliases + $0.states }
        let vehicles = programme.vehicles.map(\.id.rawValue)
        let elements = programme.elements.map(\.id.rawValue)
        return partners + vehicles + elements + programme.sites.map(\.id.rawValue)
            + programme.communications.map(\.id.rawValue)
    }

    /// Whose something is.
    func owner(of removal: Removal) -> PartnerID? {
        switch removal {
        case .partner(let id), .state(_, of: let id): return id
        case .provider(let id):
            return programme.functions.lazy.flatMap(\.providers).first { $0.id == id }?.partner
        case .asset(let id):
            return programme.vehicles.first { $0.id.rawValue == id.rawValue }?.provider
                ?? programme.elements.first { $0.id.rawValue == id.rawValue }?.provider
                ?? programme.sites.first { $0.id.rawValue == id.rawValue }?.partner
                ?? programme.communications.first { $0.id.rawValue == id.rawValue }?.partner
        }
    }
}

extension AgreementEffect.Change {
    /// The same, with more that had to be assumed.
    fileprivate func assuming(_ more: [String]) -> Self {
        more.isEmpty
            ? self : Self(departure, clauses: clauses, assumptions: assumptions + more, confidence: confidence)
    }
}

extension Clause {
    func citation(in document: AgreementDocument) -> AgreementEffect.Citation {
        AgreementEffect.Citation(document: document.id, clause: id, title: title)
    }
}

extension Tier {
    /// Place in the order, 0 for the highest (IGA art. 4.2).
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
