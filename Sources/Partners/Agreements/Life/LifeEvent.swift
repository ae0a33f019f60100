public import Programme

/// Something that happened to a document after it was written.
public struct LifeEvent: Hashable, Sendable {
    /// What happened.
    public enum Act: Hashable, Sendable {
        /// A document that would have lapsed goes on until this instant.
        case renewal(until: CivilTime)
        /// It no longer binds; of these clauses alone, or as a whole when there are none.
        case suspension(clauses: Set<String>)
        /// What was suspended binds again.
        case resumption(clauses: Set<String>)
        /// Another document takes its place, or that of these clauses, while that other is in force.
        case amendment(by: String, clauses: Set<String>)
        /// A party gave notice that it leaves.
        case withdrawal(Withdrawal)
    }

    /// What happened.
    public let act: Act
    /// The document it happened to.
    public let document: String
    /// From when on it has effect; of a withdrawal, when notice was received.
    public let date: CivilTime
    /// Where it is from.
    public let source: String

    /// An event from its parts.
    public init(_ act: Act, document: String, date: CivilTime, source: String) {
        self.act = act
        self.document = document
        self.date = date
        self.source = source
    }
}

/// A party's leaving a document.
public struct Withdrawal: Hashable, Sendable {
    /// Who leaves.
    public let partner: PartnerID
    /// When that takes effect: the document's notice period after the notice, unless agreed otherwise.
    public let effective: CivilTime
    /// When the notice was taken back, before it took effect.
    public let retracted: CivilTime?

    /// A withdrawal from its parts.
    public init(partner: PartnerID, effective: CivilTime, retracted: CivilTime? = nil) {
        self.partner = partner
        self.effective = effective
        self.retracted = retracted
    }

    /// Whether it came or will come to pass.
    var stands: Bool { retracted.map { $0 >= effective } ?? true }
}

/// A programme's `life.yaml`: what happened to its documents.
public struct LifeRecord: Hashable, Sendable {
    /// Documents on which the programme stands: who leaves one of them leaves the programme.
    public let founding: Set<String>
    /// Documents that fall for who leaves another: by the id of that other.
    public let carries: [String: Set<String>]
    /// What happened, by date.
    public let events: [LifeEvent]

    /// Nothing happened.
    public static let none = LifeRecord(founding: [], carries: [:], events: [])

    /// A record from its parts, its events in any order.
    public init(founding: Set<String>, carries: [String: Set<String>], events: [LifeEvent]) {
        self.founding = founding
        self.carries = carries
        // What happened at one instant counts in the order written.
        self.events = events.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
            .map(\.element)
    }

    /// Whether who leaves a document leaves the programme.
    func isFounding(_ document: String) -> Bool { !fallen(with: document).isDisjoint(with: founding) }

    /// Whether a partner leaves one document by leaving another: one that the other carries, or that founds the
    /// programme.
    func falls(_ document: AgreementDocument, for partner: PartnerID, leaving other: String) -> Bool {
        guard document.tier != .nationalLaw, document.parties.contains(partner) else { return false }
        return isFounding(other) || fallen(with: other).contains(document.id)
    }

    /// A document and all that fall with it.
    private func fallen(with document: String) -> Set<String> {
        var found: Set<String> = []
        var open = [document]
        while let next = open.popLast() {
            if found.insert(next).inserted { open += carries[next] ?? [] }
        }
        return found
    }
}
