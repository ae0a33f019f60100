import Programme
public import Resilience
import Synchronization

/// Answers what a programme loses if something goes: one question at a time, and the latest answers kept.
///
/// Questions cost up to a second; many at once must not take the processors from the telemetry.
actor WhatIfDesk {
    private struct Asked: Hashable {
        let topic: WhatIfTopic
        let values: [String: String]
    }

    private static let maximumKept = 200
    /// Questions of one partner that wait or are under way; its pages ask three at once.
    private static let maximumWaiting = 16

    private let waiting = Mutex<[PartnerID: Int]>([:])
    private let model: ResilienceModel
    private var answers: [Asked: String] = [:]
    /// Questions in the order in which they were answered, oldest first.
    private var order: [Asked] = []

    init(_ programme: ProgrammeDescription) {
        model = ResilienceModel(programme)
    }

    /// Takes one of the partner's places; false where all are taken.
    nonisolated func begin(_ partner: PartnerID) -> Bool {
        waiting.withLock { waiting in
            guard waiting[partner, default: 0] < Self.maximumWaiting else { return false }
            waiting[partner, default: 0] += 1
            return true
        }
    }

    /// Gives the place back.
    nonisolated func end(_ partner: PartnerID) {
        waiting.withLock { waiting in
            let left = waiting[partner, default: 1] - 1
            waiting[partner] = left > 0 ? left : nil
        }
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
        guard services.whatIf.begin(partner.id) else {
            throw .conflict("too many questions of this partner wait: try again when they are answered")
        }
        defer { services.whatIf.end(partner.id) }
        return try await services.whatIf.answer(topic, values)
    }
}
