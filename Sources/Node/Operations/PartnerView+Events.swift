import Agreements
import Programme
import Telemetry
import Timekeeping

extension PartnerView {
    /// The alarms the partner may see, and how many of whom it may not.
    public func alarms() async -> AlarmsAnswer {
        await node.alarms(for: seat)
    }

    /// Acknowledges an alarm; returns once that is kept.
    public func acknowledge(alarm: Int64) async throws(Refusal) -> AlarmEntry {
        try await node.acknowledge(alarm, by: seat)
    }

    /// The newest events that the partner may see, newest first, at most `limit`.
    public func events(limit: Int) async throws(Refusal) -> EventsAnswer {
        var shown: [NodeEvent] = []
        var withheld = 0
        var before: Int64?
        // Withheld events must not make the list short, nor a long run of them make the answer slow.
        for _ in 0..<5 {
            let page = try await page(limit, before)
            for event in page where shown.count < limit {
                if services.mayRead(event, seat, at: now()) { shown.append(event) } else { withheld += 1 }
            }
            before = page.last?.id
            if page.count < limit || shown.count >= limit { break }
        }
        return EventsAnswer(events: shown, withheldCount: withheld)
    }

    private func page(_ limit: Int, _ before: Int64?) async throws(Refusal) -> [NodeEvent] {
        do throws(ArchiveError) {
            return try await services.archive.events(limit: limit, before: before)
        } catch {
            throw .archive(error)
        }
    }
}

extension OperationsNode {
    func alarms(for seat: Seat) -> AlarmsAnswer {
        let now = services.clock.now()
        var shown: [AlarmEntry] = []
        var withheld: [PartnerID?: (count: Int, why: String)] = [:]
        for alarm in alarms.alarms {
            if let entry = alarmEntry(alarm, for: seat, at: now) {
                shown.append(entry)
                continue
            }
            let place = services.catalogue.entry(named: alarm.parameter)
            let why = place.map { services.gate.decide(seat, .read, $0.alarmResource, at: now).why } ?? ""
            let earlier = withheld[place?.partner] ?? (0, why)
            withheld[place?.partner] = (earlier.count + 1, earlier.why)
        }
        let counts = withheld.map { WithheldCount(partner: $0.key, count: $0.value.count, why: $0.value.why) }
        return AlarmsAnswer(
            alarms: shown, withheld: counts.sorted { ($0.partner?.rawValue ?? "") < ($1.partner?.rawValue ?? "") })
    }
}
