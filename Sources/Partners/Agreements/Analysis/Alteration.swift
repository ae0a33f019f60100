public import Programme

/// Something that could happen to a body of agreements, to be compared with what is.
public enum Alteration: Hashable, Sendable {
    /// The document binds, as if signed, in place of one of the same id.
    case document(AgreementDocument)
    /// The document of this id no longer binds: it ended, lapsed or was taken back.
    case end(String)
    /// The partner has left the programme: of its documents only what survives binds it.
    case withdrawal(PartnerID)
}

extension LivingAgreements {
    /// What would bind at an instant if all of this had happened by then.
    public func inForce(
        at instant: CivilTime, after alterations: [Alteration], programme: ProgrammeDescription
    ) -> AgreementsInForce {
        var documents = life.documentsInForce(at: instant)
        var events = life.record.events
        var founding = life.record.founding
        for alteration in alterations {
            switch alteration {
            case .document(let document):
                documents = documents.filter { $0.id != document.id } + [document.binding]
            case .end(let id): documents = documents.filter { $0.id != id }
            case .withdrawal(let partner):
                // A document that founds the programme, so that all its others fall with it.
                founding.insert(Self.programmeItself)
                events.append(
                    LifeEvent(
                        .withdrawal(Withdrawal(partner: partner, effective: instant)), document: Self.programmeItself,
                        date: instant, source: ""))
            }
        }
        let record = LifeRecord(founding: founding, carries: life.record.carries, events: events)
        let changed = AgreementLife(documents: documents, record: record, signing: [:], rule: .recorded)
        return AgreementsInForce(documents: documents, life: changed, programme: programme, at: instant)
    }

    /// No document has a blank for its id.
    private static let programmeItself = " "
}

extension AgreementDocument {
    /// The same document without limit of time.
    fileprivate var binding: AgreementDocument {
        var unlimited = AgreementDocument(
            id: id, title: title, tier: tier, parties: parties, inForce: Validity(from: nil, until: nil),
            source: source, summary: summary, clauses: clauses)
        (unlimited.jurisdiction, unlimited.programme, unlimited.entryIntoForce) = (
            jurisdiction, programme, entryIntoForce
        )
        (unlimited.noticePeriodDays, unlimited.survival) = (noticePeriodDays, survival)
        (unlimited.definitions, unlimited.entities, unlimited.shares) = (definitions, entities, shares)
        return unlimited
    }
}
