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
        /// What had to be assumed, in words.
        public let assumptions: [String]

        /// An end from its parts.
        public init(
            _ agreed: AgreedTransport, afterDays: Double, clauses: [Citation], assumptions: [String] = []
        ) {
            (self.agreed, self.afterDays, self.clauses) = (agreed, afterDays, clauses)
            self.assumptions = assumptions
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
    /// What was barred and is no more; each is one of `standing`, with what had to be assumed.
    public var gives: [Change] = []
    /// Bars in force that the agreement, in the place of their document, tells anew among `takes`.
    public var retold: [Change] = []
    /// Seats and cargo that pass no more.
    public var endedTransport: [EndedTransport] = []
    /// What goes on to bind who leaves.
    public var survives: [Citation] = []
    /// What the model cannot express.
    public var unexpressed: [Unexpressed] = []

    /// No effect.
    public init() {}

    /// What is gone with the agreement in force.
    public var departures: [Departure] { remaining.map(\.departure) + takes.map(\.departure) }

    /// The bars in force that the agreement leaves as they are.
    public var remaining: [Change] {
        let changed = gives + retold
        // The same may be barred by several documents, of which one lifts its own.
        return standing.filter { bar in
            !changed.contains { $0.departure == bar.departure && $0.clauses == bar.clauses }
        }
    }

    /// The least sure of the readings that its losses rest on; `nil` for none.
    public var weakestReading: Confidence? {
        ResilienceModel.weakest((remaining + takes + gives).map(\.confidence))
    }
}

extension ResilienceModel {
    /// What an agreement would do to the programme, as JSON: its departures with the clauses that lead to each, what it
    /// gives back, what survives, seats that pass no more and what as many cost, what the model cannot express, and the
    /// losses with it (`losses`) and without it (`lossesBefore`).
    ///
    /// - Throws: `ResilienceError`.
    public func agreementJSON(_ effect: AgreementEffect, on date: CivilTime? = nil) throws(ResilienceError) -> String {
        let with = try losses(with: effect, on: date)
        let before = try losses(before: effect, on: date)
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
            ("lossesBefore", before.json), ("restsOnWeakFigures", String(with.restsOnWeakFigures)),
        ])
    }

    /// What is lost with an agreement in force; a reading of low confidence makes its figures weak.
    ///
    /// - Throws: `ResilienceError`.
    public func losses(with effect: AgreementEffect, on date: CivilTime? = nil) throws(ResilienceError) -> WhatIf {
        var answer = try whatIf(Scenario(effect.departures, date: date))
        answer.weakestReading = effect.weakestReading
        return answer
    }

    /// What is lost without it, by what is in force already.
    ///
    /// - Throws: `ResilienceError`.
    public func losses(before effect: AgreementEffect, on date: CivilTime? = nil) throws(ResilienceError) -> WhatIf {
        var answer = try whatIf(Scenario(effect.standing.map(\.departure), date: date))
        answer.weakestReading = Self.weakest(effect.standing.map(\.confidence))
        return answer
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

    /// What as much costs at the vehicle's price, US dollars a year, `nil` where it has none; and how sure that is.
    public func cost(
        of agreed: AgreedTransport, on date: CivilTime? = nil
    ) -> (usdPerYear: Double?, confidence: Confidence) {
        let offer = offer(of: agreed, on: date)
        let confidence = Self.weakest([agreed.confidence] + [offer?.confidence].compactMap(\.self))
        return (offer?.priceUsd.map { $0 * agreed.perYear }, confidence ?? agreed.confidence)
    }

    private func offer(of agreed: AgreedTransport, on date: CivilTime?) -> TransportOffer? {
        TransportEconomics(programme).offers(of: agreed.good, on: date).first { $0.vehicle == agreed.vehicle }
    }

    private func endedJSON(_ ended: AgreementEffect.EndedTransport, on date: CivilTime?) -> String {
        let agreed = ended.agreed
        let (offer, cost) = (offer(of: agreed, on: date), cost(of: agreed, on: date))
        return JSONText.object([
            ("vehicle", JSONText.string(agreed.vehicle.rawValue)), ("user", JSONText.string(agreed.user.rawValue)),
            ("good", JSONText.string(agreed.good.rawValue)), ("perYear", JSONText.number(agreed.perYear)),
            ("agreement", JSONText.string(agreed.agreement)), ("afterDays", JSONText.number(ended.afterDays)),
            ("priceUsd", JSONText.number(offer?.priceUsd)),
            ("costUsdPerYear", JSONText.number(cost.usdPerYear)),
            ("clauses", JSONText.list(ended.clauses.map(citationJSON))),
            ("assumes", JSONText.strings(ended.assumptions)),
            ("confidence", JSONText.string(cost.confidence.rawValue)),
            ("sources", JSONText.ids(TransportEconomics.distinct(agreed.sources + (offer?.sources ?? [])))),
        ])
    }
}
