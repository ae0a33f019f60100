import Programme
public import Resilience

/// Answers what a programme loses if something goes: one question at a time, and the latest answers kept.
///
/// Questions cost up to a second; many at once must not take the processors from the telemetry.
actor WhatIfDesk {
    private struct Asked: Hashable {
        let topic: WhatIfTopic
        let values: [String: String]
    }

    private static let maximumKept = 200

    private let model: ResilienceModel
    private var answers: [Asked: String] = [:]
    /// Questions in the order in which they were answered, oldest first.
    private var order: [Asked] = []

    init(_ programme: ProgrammeDescription) {
        model = ResilienceModel(programme)
    }

    /// The answer as JSON; see `ResilienceModel/json(_:_:)`.
    func answer(_ topic: WhatIfTopic, _ values: [String: String]) throws(Refusal) -> String {
        let asked = Asked(topic: topic, values: values)
        if let kept = answers[asked] { return kept }
        do throws(ResilienceError) {
            let answer = try model.json(topic, values)
            keep(answer, to: asked)
            return answer
        } catch {
            throw .badRequest("\(error)")
        }
    }

    private func keep(_ answer: String, to asked: Asked) {
        if order.count >= Self.maximumKept { answers[order.removeFirst()] = nil }
        answers[asked] = answer
        order.append(asked)
    }
}

extension PartnerView {
    /// What the programme loses, when, and what restores it, as JSON. The programme's files are known to all partners.
    public func whatIf(_ topic: WhatIfTopic, _ values: [String: String]) async throws(Refusal) -> String {
        try await services.whatIf.answer(topic, values)
    }
}
