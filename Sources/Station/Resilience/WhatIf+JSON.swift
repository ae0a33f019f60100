import Programme

extension WhatIf {
    /// The answer as JSON (RFC 8259), keys in a fixed order.
    ///
    /// `functionsLostAfterDays` and `providersLostAfterDays` map ids to days; `chain` maps each lost function to its
    /// steps, the function first and what left last; `providerCauses` maps each lost provider to the figure that says
    /// when; `restorations` lists what brings something back.
    public var json: String {
        JSONText.object([
            ("functionsLostAfterDays", losses(timeline.functions)),
            ("providersLostAfterDays", losses(timeline.providers)),
            ("functionsStandAgainAfterDays", returns(timeline.functions)),
            (
                "chain",
                JSONText.object(
                    timeline.functions.map { ($0.id.rawValue, JSONText.list((chains[$0.id] ?? []).map(step))) })
            ),
            (
                "weakestConfidence",
                JSONText.object(
                    timeline.functions.compactMap { loss in
                        weakestConfidence[loss.id].map { (loss.id.rawValue, JSONText.string($0.rawValue)) }
                    })
            ),
            (
                "providerCauses",
                JSONText.object(
                    timeline.providers.compactMap { loss in
                        providerCauses[loss.id].map { (loss.id.rawValue, step($0)) }
                    })
            ),
            ("restsOnWeakFigures", restsOnWeakFigures ? "true" : "false"),
            ("restorations", JSONText.list(restorations.map(option))),
            ("crewRescue", crewRescue.map(rescue) ?? "null"),
            ("law", JSONText.list(scenario.departures.indices.map(law))),
        ])
    }

    private func losses<Subject>(_ losses: [Loss<Subject>]) -> String {
        JSONText.object(losses.map { ($0.id.rawValue, JSONText.number($0.afterDays)) })
    }

    private func returns<Subject>(_ losses: [Loss<Subject>]) -> String {
        JSONText.object(losses.compactMap { loss in loss.untilDays.map { (loss.id.rawValue, JSONText.number($0)) } })
    }

    private func step(_ step: ChainStep) -> String {
        JSONText.object([
            ("id", JSONText.string(step.id)), ("kind", JSONText.string(step.kind)),
            ("afterDays", JSONText.number(step.afterDays)), ("because", JSONText.string(step.because)),
            ("bufferDays", JSONText.number(step.bufferDays)),
            ("confidence", JSONText.string(step.confidence.rawValue)),
            ("sources", JSONText.ids(step.sources)),
            ("partner", step.partner.map { JSONText.string($0.rawValue) } ?? "null"),
        ])
    }

    private func option(_ option: RestorationOption) -> String {
        let mended = option.bringsBack.sorted { $0.key < $1.key }
        return JSONText.object([
            ("id", JSONText.string(option.restoration.id.rawValue)),
            ("action", JSONText.string(option.restoration.action)),
            ("costUsd", JSONText.number(option.restoration.costUsd)),
            ("per", option.restoration.per.map(JSONText.string) ?? "null"),
            ("leadMonths", JSONText.number(option.restoration.leadMonths)),
            ("leadDays", JSONText.number(option.leadDays)),
            ("bringsBack", JSONText.ids(mended.map(\.key))),
            ("fromDays", JSONText.object(mended.map { ($0.key.rawValue, JSONText.number($0.value)) })),
            ("confidence", JSONText.string(option.restoration.confidence.rawValue)),
            ("sources", JSONText.ids(option.sources)),
        ])
    }

    private func rescue(_ rescue: CrewRescue) -> String {
        JSONText.object([
            ("needed", String(rescue.needed)), ("available", String(rescue.available)),
            ("shortBy", String(rescue.shortBy)), ("shortAfterDays", JSONText.number(rescue.shortAfterDays)),
            ("restoredAfterDays", JSONText.number(rescue.restoredAfterDays)),
            ("crewFigureFrom", JSONText.string(rescue.crew.from.description)),
            ("confidence", JSONText.string(rescue.crew.confidence.rawValue)),
            ("sources", JSONText.ids(rescue.crew.sources)),
        ])
    }

    private func law(_ number: Int) -> String {
        let (departure, rule) = (scenario.departures[number], rules[number])
        return JSONText.object([
            ("id", JSONText.string(departure.removal.id)), ("kind", JSONText.string(departure.kind.rawValue)),
            ("noticeDays", JSONText.number(departure.noticeDays ?? rule?.noticeDays ?? 0)),
            ("startsAfterDays", JSONText.number(departure.startsAfterDays)),
            ("confidence", rule.map { JSONText.string($0.confidence.rawValue) } ?? "null"),
            ("because", JSONText.optional(reasons[number])),
            ("stays", JSONText.ids(rule?.stays ?? [])),
            ("sources", JSONText.ids(rule?.sources ?? [])),
        ])
    }
}
