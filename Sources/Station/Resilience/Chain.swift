public import Programme

/// One step of a chain of causes: what failed, when, why, by whose figure.
public struct ChainStep: Hashable, Sendable {
    /// What failed.
    public let id: String
    /// `function`, `provider`, `element`, `vehicle`, `site`, `communication`, `partner` or `state`.
    public let kind: String
    /// Days after the departure.
    public let afterDays: Double
    /// Why, in words.
    public let because: String
    /// The buffer that ran out, days; `nil` where there is none on this step.
    public let bufferDays: Double?
    /// How sure the figure of this step is.
    public let confidence: Confidence
    /// Where the figure is from.
    public let sources: [SourceID]
    /// The partner it belongs to.
    public let partner: PartnerID?
}

extension ResilienceModel {
    /// For each lost function, the way from it down to what left.
    func chains(of timeline: LossTimeline) -> [FunctionID: [ChainStep]] {
        var chains: [FunctionID: [ChainStep]] = [:]
        for (index, outage) in timeline.outages.enumerated() where outage.isReal && kinds[outage.number] == .function {
            let id = FunctionID(names[outage.number])
            if chains[id] == nil { chains[id] = chain(from: index, in: timeline) }
        }
        return chains
    }

    /// For each lost provider, why it fell first.
    func providerCauses(of timeline: LossTimeline) -> [ProviderID: ChainStep] {
        var causes: [ProviderID: ChainStep] = [:]
        for outage in timeline.outages where outage.isReal && kinds[outage.number] == .provider {
            let id = ProviderID(names[outage.number])
            if causes[id] == nil { causes[id] = step(outage, in: timeline) }
        }
        return causes
    }

    /// The way from the first of these to fall down to what left; empty where none falls.
    func chain(ofFirst targets: Set<Int>, in timeline: LossTimeline) -> [ChainStep] {
        let first = timeline.outages.firstIndex { $0.isReal && targets.contains($0.number) }
        return first.map { chain(from: $0, in: timeline) } ?? []
    }

    private func chain(from start: Int, in timeline: LossTimeline) -> [ChainStep] {
        var steps: [ChainStep] = []
        var next: Int? = start
        // Causes come before what they cause, so the way down ends.
        while let index = next, timeline.outages.indices.contains(index), steps.count <= timeline.outages.count {
            let outage = timeline.outages[index]
            steps.append(step(outage, in: timeline))
            switch outage.cause {
            case .need(_, let cause): next = cause
            case .rule(let cause): next = cause
            case .departure(let number):
                next = nil
                steps += departed(number, names[outage.number], at: outage.from, in: timeline)
            }
        }
        return steps
    }

    private func step(_ outage: Outage, in timeline: LossTimeline) -> ChainStep {
        let id = names[outage.number]
        let days = Double(outage.from) / 1e6
        let owner = owners[outage.number]
        switch outage.cause {
        case .departure(let number):
            let departure =
                timeline.scenario.departures.indices.contains(number)
                ? timeline.scenario.departures[number] : nil
            let named = departure?.removal.id ?? id
            return ChainStep(
                id: id, kind: kind(of: outage.number), afterDays: days,
                because: named == id ? word(departure?.kind) : "gone with `\(named)`", bufferDays: nil,
                confidence: .high, sources: [], partner: owner)
        case .rule(let last):
            let name = last.flatMap { timeline.outages.indices.contains($0) ? names[timeline.outages[$0].number] : nil }
            let function = functions[id]
            return ChainStep(
                id: id, kind: kind(of: outage.number), afterDays: days,
                because: "too few of its providers stand" + (name.map { "; `\($0)` was the last to go" } ?? ""),
                bufferDays: nil, confidence: function?.confidence ?? .medium, sources: function?.sources ?? [],
                partner: owner)
        case .need(let number, _):
            return needStep(outage, needs[number], days: days)
        }
    }

    private func needStep(_ outage: Outage, _ edge: NeedEdge, days: Double) -> ChainStep {
        let function = functions[names[max(0, functionOfProvider[outage.number])]]
        let needed = names[edge.needed]
        let buffer = edge.figure?.bufferDays
        let reason =
            edge.figure == nil ? "it is made of `\(needed)`" : "it cannot do without `\(needed)`" + lasted(buffer ?? 0)
        return ChainStep(
            id: names[outage.number], kind: kind(of: outage.number), afterDays: days, because: reason,
            bufferDays: buffer, confidence: confidence(of: edge),
            sources: edge.figure.flatMap { $0.sources.isEmpty ? nil : $0.sources } ?? function?.sources ?? [],
            partner: owners[outage.number])
    }

    private func lasted(_ days: Double) -> String { days > 0 ? ", and its buffer ran out" : "" }

    /// How sure a buffer is: as its own file says, else low, since buffers are planning guesses; a buffer of nothing is
    /// as sure as the record it stands in.
    func confidence(of edge: NeedEdge) -> Confidence {
        let function =
            functionOfProvider[edge.provider] >= 0 ? functions[names[functionOfProvider[edge.provider]]] : nil
        guard let figure = edge.figure else { return function?.confidence ?? .medium }
        if let stated = figure.statedConfidence { return stated }
        return figure.bufferDays > 0 ? .low : function?.confidence ?? .medium
    }

    /// The last step, where what left is a partner or state and not the thing itself.
    private func departed(_ number: Int, _ id: String, at time: Int64, in timeline: LossTimeline) -> [ChainStep] {
        guard timeline.scenario.departures.indices.contains(number) else { return [] }
        let departure = timeline.scenario.departures[number]
        guard departure.removal.id != id else { return [] }
        let rule = rule(for: departure)
        let (kind, partner): (String, PartnerID?) =
            switch departure.removal {
            case .partner(let id): ("partner", id)
            case .state(_, let id): ("state", id)
            case .asset(let id): (assetNumbers[id.rawValue].map { self.kind(of: $0) } ?? "asset", nil)
            case .provider: ("provider", nil)
            }
        let notice = departure.noticeDays ?? rule?.noticeDays ?? 0
        return [
            ChainStep(
                id: departure.removal.id, kind: kind, afterDays: Double(time) / 1e6,
                because: word(departure.kind) + (rule.map { ": " + $0.because } ?? ""),
                bufferDays: notice > 0 ? notice : nil, confidence: rule?.confidence ?? .high,
                sources: rule?.sources ?? [], partner: partner)
        ]
    }

    private func word(_ kind: DepartureKind?) -> String {
        switch kind {
        case .withdrawal: "withdrew"
        case .sanction: "barred"
        case .grounding: "grounded"
        case .takenAway, nil: "taken away"
        }
    }

    func kind(of number: Int) -> String {
        switch kinds[number] {
        case .function: return "function"
        case .provider: return "provider"
        case .asset:
            // Assets are numbered in this order.
            var rest = number - programme.elements.count
            if rest < 0 { return "element" }
            rest -= programme.vehicles.count
            if rest < 0 { return "vehicle" }
            return rest < programme.sites.count ? "site" : "communication"
        }
    }
}
