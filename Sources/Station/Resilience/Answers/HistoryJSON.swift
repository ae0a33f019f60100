import Programme

extension ResilienceModel {
    /// Every historical case as JSON: what was seen beside what is computed.
    ///
    /// - Throws: `ResilienceError.unknown` for a case that names nothing.
    public func historyJSON() throws(ResilienceError) -> String {
        let replays = try replays()
        return JSONText.object([
            ("cases", JSONText.list(replays.map(caseJSON))),
            ("agreeing", String(replays.count(where: \.agrees))), ("total", String(replays.count)),
        ])
    }

    private func caseJSON(_ replay: Replay) -> String {
        let record = replay.historical
        return JSONText.object([
            ("id", JSONText.string(record.id)), ("title", JSONText.string(record.event)),
            ("date", JSONText.optional(record.date?.description)), ("without", JSONText.strings(record.without)),
            ("kind", JSONText.string(record.kind.rawValue)), ("lastsDays", JSONText.number(record.lastsDays)),
            ("happened", happened(record)), ("computed", computed(replay)),
            ("missed", JSONText.ids(replay.missed)), ("wronglyLost", JSONText.ids(replay.wronglyLost)),
            ("seatsAgree", String(replay.seatsAgree)), ("agrees", String(replay.agrees)),
            ("confidence", JSONText.string(record.confidence.rawValue)),
        ])
    }

    private func happened(_ record: HistoricalCase) -> String {
        JSONText.object([
            ("lost", JSONText.ids(record.lost)), ("stood", JSONText.ids(record.stood)),
            ("seatsShort", record.seatsShort.map(String.init) ?? "null"),
            ("note", JSONText.string(record.observed.joined(separator: "; "))),
            ("source", JSONText.string(record.source)),
        ])
    }

    private func computed(_ replay: Replay) -> String {
        let losses = replay.answer.timeline.functions
        return JSONText.object([
            ("lost", JSONText.object(losses.map { ($0.id.rawValue, JSONText.number($0.afterDays)) })),
            (
                "standAgain",
                JSONText.object(losses.compactMap { l in l.untilDays.map { (l.id.rawValue, JSONText.number($0)) } })
            ),
            ("seatsShort", replay.answer.crewRescue.map { String($0.shortBy) } ?? "null"),
            ("restsOnWeakFigures", String(replay.answer.restsOnWeakFigures)),
            (
                "weakestConfidence",
                JSONText.optional(Self.weakest(Array(replay.answer.weakestConfidence.values))?.rawValue)
            ),
            (
                "sources",
                JSONText.ids(
                    TransportEconomics.distinct(
                        losses.flatMap { replay.answer.chains[$0.id] ?? [] }.flatMap(\.sources)))
            ),
        ])
    }
}
