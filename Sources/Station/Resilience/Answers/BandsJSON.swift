public import Programme

extension ResilienceModel {
    /// When functions are lost as buffers vary, as JSON: bands from drawn buffers, and for each function the figures
    /// that move its day the most, at most ten.
    ///
    /// `isRangeAssumed` marks a range that no file tells: half to double for figures of low confidence, three quarters
    /// to four thirds for medium, nine to eleven tenths for high.
    /// - Parameter runs: draws, 1…100,000.
    /// - Throws: `ResilienceError`.
    public func bandsJSON(_ scenario: Scenario, runs: Int = 1_000, seed: UInt64 = 1) throws(ResilienceError) -> String {
        let bands = try lossBands(in: scenario, draws: runs, seed: seed)
        let tornados = try tornados(in: scenario)
        let losses = try whatIf(scenario)
        let bars = bands.flatMap { band in (tornados[band.id] ?? []).prefix(10).map { barJSON($0, band.id) } }
        let isWeak = bands.contains { confidence(of: $0, tornados: tornados, losses: losses) == .low }
        return JSONText.object([
            ("seed", String(seed)), ("runs", String(runs)),
            ("bands", JSONText.list(bands.map { bandJSON($0, tornados, losses) })), ("tornado", JSONText.list(bars)),
            ("restsOnWeakFigures", String(isWeak)),
        ])
    }

    private func bandJSON(_ band: LossBand, _ tornados: [FunctionID: [TornadoBar]], _ losses: WhatIf) -> String {
        let chain = losses.chains[band.id] ?? []
        let sources = chain.flatMap(\.sources) + (tornados[band.id] ?? []).flatMap(\.sources)
        return JSONText.object([
            ("id", JSONText.string(band.id.rawValue)), ("lostShare", JSONText.number(band.lostShare)),
            ("tenthDays", JSONText.number(band.tenthDays)), ("medianDays", JSONText.number(band.medianDays)),
            ("ninetiethDays", JSONText.number(band.ninetiethDays)),
            ("confidence", JSONText.string(confidence(of: band, tornados: tornados, losses: losses).rawValue)),
            ("sources", JSONText.ids(TransportEconomics.distinct(sources))),
        ])
    }

    /// How sure a band is: the weakest of the figures on the way to the loss and of those that move its day.
    ///
    /// - Parameters:
    ///   - tornados: of the band's scenario; see `tornados(in:spread:)`.
    ///   - losses: of the band's scenario; see `whatIf(_:)`.
    public func confidence(
        of band: LossBand, tornados: [FunctionID: [TornadoBar]], losses: WhatIf
    ) -> Confidence {
        let bars = (tornados[band.id] ?? []).map(\.confidence)
        return Self.weakest(bars + [losses.weakestConfidence[band.id]].compactMap(\.self)) ?? .low
    }

    private func barJSON(_ bar: TornadoBar, _ function: FunctionID) -> String {
        JSONText.object([
            ("function", JSONText.string(function.rawValue)), ("providers", JSONText.ids(bar.providers)),
            ("need", JSONText.string(bar.need.rawValue)),
            ("shortestDays", JSONText.number(bar.rangeDays.lowerBound)),
            ("longestDays", JSONText.number(bar.rangeDays.upperBound)),
            ("isRangeAssumed", String(bar.isRangeAssumed)),
            ("lostAtShortestDays", JSONText.number(bar.lostAtShortestDays)),
            ("lostAtLongestDays", JSONText.number(bar.lostAtLongestDays)),
            ("confidence", JSONText.string(bar.confidence.rawValue)), ("sources", JSONText.ids(bar.sources)),
        ])
    }
}
