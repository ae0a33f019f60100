public import Programme

extension ResilienceModel {
    /// Transport by vehicle as JSON: what crews and cargo cost, how much goes up and down a year, what agreements give,
    /// what a change of provider costs (below zero it saves), and every price on file with what it is worked out from.
    ///
    /// - Parameter date: the day of the prices; the latest when `nil`.
    public func transportJSON(on date: CivilTime? = nil) -> String {
        let economics = TransportEconomics(programme)
        let changes = TransportGood.allCases.flatMap { economics.changes(of: $0, on: date) }
        return JSONText.object([
            ("date", JSONText.optional(date?.description)),
            ("crew", JSONText.list(economics.offers(of: .seat, on: date).map(offerJSON))),
            ("upmass", JSONText.list(economics.offers(of: .kilogram, on: date).map(offerJSON))),
            ("downmass", JSONText.list(economics.returns(on: date).map(offerJSON))),
            ("agreed", JSONText.list(economics.agreed(on: date).map(agreedJSON))),
            ("changes", JSONText.list(changes.map(changeJSON))),
            (
                "prices",
                JSONText.list(
                    TransportGood.allCases.flatMap { good in
                        economics.prices(of: good).map { priceJSON($0.vehicle, good, $0.cost) }
                    })
            ),
            ("restsOnWeakFigures", String(changes.contains { $0.change.confidence == .low })),
        ])
    }

    private func offerJSON(_ offer: TransportOffer) -> String {
        JSONText.object([
            ("vehicle", JSONText.string(offer.vehicle.rawValue)),
            ("partner", JSONText.string(offer.partner.rawValue)),
            ("good", JSONText.string(offer.good.rawValue)), ("priceUsd", JSONText.number(offer.priceUsd)),
            ("priceFrom", JSONText.optional(offer.priceFrom)),
            ("perYearLow", JSONText.number(offer.perYear?.fewest)),
            ("perYearHigh", JSONText.number(offer.perYear?.most)),
            ("confidence", JSONText.string(offer.confidence.rawValue)), ("sources", JSONText.ids(offer.sources)),
        ])
    }

    private func agreedJSON(_ agreed: AgreedTransport) -> String {
        JSONText.object([
            ("vehicle", JSONText.string(agreed.vehicle.rawValue)), ("user", JSONText.string(agreed.user.rawValue)),
            ("good", JSONText.string(agreed.good.rawValue)), ("perYear", JSONText.number(agreed.perYear)),
            ("agreement", JSONText.string(agreed.agreement)), ("from", JSONText.optional(agreed.from?.description)),
            ("until", JSONText.optional(agreed.until?.description)), ("note", JSONText.optional(agreed.note)),
            ("confidence", JSONText.string(agreed.confidence.rawValue)), ("sources", JSONText.ids(agreed.sources)),
        ])
    }

    private func changeJSON(_ change: ProviderSwitch) -> String {
        JSONText.object([
            ("from", JSONText.string(change.from.rawValue)), ("to", JSONText.string(change.to.rawValue)),
            ("good", JSONText.string(change.good.rawValue)), ("quantity", JSONText.number(change.change.quantity)),
            ("fromUsd", JSONText.number(change.change.fromUsd)), ("toUsd", JSONText.number(change.change.toUsd)),
            ("costUsd", JSONText.number(change.change.costUsd)),
            ("flights", JSONText.number(change.change.flights)),
            ("shortPerYear", JSONText.number(change.change.shortPerYear)),
            ("confidence", JSONText.string(change.change.confidence.rawValue)),
            ("sources", JSONText.ids(change.change.sources)),
        ])
    }

    private func priceJSON(_ vehicle: VehicleID, _ good: TransportGood, _ cost: Cost) -> String {
        let record = programme.vehicles.first { $0.id == vehicle }
        return JSONText.object([
            ("vehicle", JSONText.string(vehicle.rawValue)), ("good", JSONText.string(good.rawValue)),
            ("priceUsd", JSONText.number(cost.usd)), ("from", JSONText.optional(cost.from)),
            ("contractUsd", JSONText.number(cost.contract?.usd)),
            ("contractQuantity", JSONText.number(cost.contract?.quantity)), ("note", JSONText.optional(cost.note)),
            ("confidence", JSONText.string(cost.confidence.rawValue)),
            ("sources", JSONText.ids(cost.sources.isEmpty ? record?.sources ?? [] : cost.sources)),
        ])
    }
}
