public import Programme

/// What an agreement takes from a programme and gives back, as far as departures can express it.
///
/// Whoever knows agreements makes it; this module asks what follows.
public struct AgreementEffect: Hashable, Sendable {
    /// Where something is written.
    public struct Citation: Hashable, Sendable {
        /// The document's id.
        public let document: String
        /// The clause's id; `nil` for the document as a whole.
        public let clause: String?
        /// The clause's or the document's title.
        public let title: String

        /// A citation from its parts.
        public init(document: String, clause: String?, title: String) {
            (self.document, self.clause, self.title) = (document, clause, title)
        }
    }

    /// One departure, and the clauses that lead to it.
    public struct Change: Hashable, Sendable {
        /// What leaves, how, from when and for how long.
        public let departure: Departure
        /// What says so.
        public let clauses: [Citation]
        /// What had to be assumed to tell it as a departure, in words.
        public let assumptions: [String]
        /// How sure the reading of the clauses is.
        public let confidence: Confidence

        /// A change from its parts.
        public init(_ departure: Departure, clauses: [Citation], assumptions: [String], confidence: Confidence) {
            self.departure = departure
            self.clauses = clauses
            self.assumptions = assumptions
            self.confidence = confidence
        }
    }

    /// Seats or cargo that pass no more.
    public struct EndedTransport: Hashable, Sendable {
        /// What was given without a price.
        public let agreed: AgreedTransport
        /// Days until it ends.
        public let afterDays: Double
        /// What ends it.
        public let clauses: [Citation]

        /// An end from its parts.
        public init(_ agreed: AgreedTransport, afterDays: Double, clauses: [Citation]) {
            (self.agreed, self.afterDays, self.clauses) = (agreed, afterDays, clauses)
        }
    }

    /// A clause that no departure can express, and why.
    public struct Unexpressed: Hashable, Sendable {
        /// The clause.
        public let clause: Citation
        /// Why, in words.
        public let why: String

        /// A clause from its parts.
        public init(_ clause: Citation, why: String) {
            (self.clause, self.why) = (clause, why)
        }
    }

    /// What agreements in force bar already.
    public var standing: [Change] = []
    /// What the agreement takes away.
    public var takes: [Change] = []
    /// What was barred and is no more; each is one of `standing`.
    public var gives: [Change] = []
    /// Seats and cargo that pass no more.
    public var endedTransport: [EndedTransport] = []
    /// What goes on to bind who leaves.
    public var survives: [Citation] = []
    /// What the model cannot express.
    public var unexpressed: [Unexpressed] = []

    /// No effect.
    public init() {}

    /// What is gone with the agreement in force.
    public var departures: [Departure] {
        let lifted = Set(gives.map(\.departure))
        return standing.map(\.departure).filter { !lifted.contains($0) } + takes.map(\.departure)
    }
}

extension ResilienceModel {
    /// What an agreement would do to the programme, as JSON: its departures with the clauses that lead to each, what it
    /// gives back, what survives, seats that pass no more and what as many cost, what the model cannot express, and the
    /// losses with it (`losses`) and without it (`lossesBefore`).
    ///
    /// - Throws: `ResilienceError`.
    public func agreementJSON(_ effect: AgreementEffect, on date: CivilTime? = nil) throws(ResilienceError) -> String {
        let with = try whatIf(Scenario(effect.departures, date: date))
        let before = try whatIf(Scenario(effect.standing.map(\.departure), date: date))
        return JSONText.object([
            ("date", JSONText.optional(date?.description)), ("takes", JSONText.list(effect.takes.map(changeJSON))),
            ("gives", JSONText.list(effect.gives.map(changeJSON))),
            ("endedTransport", JSONText.list(effect.endedTransport.map { endedJSON($0, on: date) })),
            ("survives", JSONText.list(effect.survives.map(citationJSON))),
            (
                "notExpressed",
                JSONText.list(
                    effect.unexpressed.map {
                        JSONText.object([("clause", citationJSON($0.clause)), ("why", JSONText.string($0.why))])
                    })
            ),
            ("standing", JSONText.list(effect.standing.map(changeJSON))), ("losses", with.json),
            ("lossesBefore", before.json),
        ])
    }

    private func citationJSON(_ citation: AgreementEffect.Citation) -> String {
        JSONText.object([
            ("document", JSONText.string(citation.document)), ("clause", JSONText.optional(citation.clause)),
            ("title", JSONText.string(citation.title)),
        ])
    }

    private func changeJSON(_ change: AgreementEffect.Change) -> String {
        JSONText.object([
            ("id", JSONText.string(change.departure.removal.id)),
            ("kind", JSONText.string(change.departure.kind.rawValue)),
            ("fromDays", JSONText.number(delayDays(of: change.departure))),
            ("lastsDays", JSONText.number(change.departure.lastsDays)),
            ("clauses", JSONText.list(change.clauses.map(citationJSON))),
            ("assumes", JSONText.strings(change.assumptions)),
            ("confidence", JSONText.string(change.confidence.rawValue)),
        ])
    }

    private func endedJSON(_ ended: AgreementEffect.EndedTransport, on date: CivilTime?) -> String {
        let agreed = ended.agreed
        let offer = TransportEconomics(programme).offers(of: agreed.good, on: date)
            .first { $0.vehicle == agreed.vehicle }
        return JSONText.object([
            ("vehicle", JSONText.string(agreed.vehicle.rawValue)), ("user", JSONText.string(agreed.user.rawValue)),
            ("good", JSONText.string(agreed.good.rawValue)), ("perYear", JSONText.number(agreed.perYear)),
            ("agreement", JSONText.string(agreed.agreement)), ("afterDays", JSONText.number(ended.afterDays)),
            ("priceUsd", JSONText.number(offer?.priceUsd)),
            ("costUsdPerYear", JSONText.number(offer?.priceUsd.map { $0 * agreed.perYear })),
            ("clauses", JSONText.list(ended.clauses.map(citationJSON))),
            (
                "confidence",
                JSONText.optional(
                    Self.weakest([agreed.confidence] + [offer?.confidence].compactMap(\.self))?.rawValue)
            ),
            ("sources", JSONText.ids(TransportEconomics.distinct(agreed.sources + (offer?.sources ?? [])))),
        ])
    }
}
