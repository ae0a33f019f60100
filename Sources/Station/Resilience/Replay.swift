public import Programme

/// A historical case replayed: what was computed beside what was seen.
public struct Replay: Sendable {
    /// What happened.
    public let historical: HistoricalCase
    /// What the model says.
    public let answer: WhatIf
    /// Functions seen lost that the model keeps.
    public let missed: [FunctionID]
    /// Functions seen to go on that the model loses, while whatever was gone was gone.
    public let wronglyLost: [FunctionID]
    /// Whether the seats that the model finds missing are those that were.
    public let seatsAgree: Bool

    /// Whether the model agrees with what was seen.
    public var agrees: Bool { missed.isEmpty && wronglyLost.isEmpty && seatsAgree }
}

extension ResilienceModel {
    /// Every historical case of the programme, replayed.
    ///
    /// - Throws: `ResilienceError.unknown` for a case that names nothing.
    public func replays() throws(ResilienceError) -> [Replay] {
        var replays: [Replay] = []
        for historical in programme.history { replays.append(try replay(historical)) }
        return replays
    }

    /// One case, replayed on the programme as it was or as it is.
    public func replay(_ historical: HistoricalCase) throws(ResilienceError) -> Replay {
        var departures: [Departure] = []
        for id in historical.without {
            departures.append(
                Departure(try removal(named: id), kind: historical.kind, lastsDays: historical.lastsDays))
        }
        let answer = try whatIf(Scenario(departures, date: historical.isAsOfDate ? historical.date : nil))
        let lost = Set(answer.timeline.functions.map(\.id))
        let short = answer.crewRescue?.shortBy ?? 0
        return Replay(
            historical: historical, answer: answer, missed: historical.lost.filter { !lost.contains($0) },
            wronglyLost: historical.stood.filter(lost.contains),
            seatsAgree: historical.seatsShort.map { $0 == short } ?? true)
    }
}
