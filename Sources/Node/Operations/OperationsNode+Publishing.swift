import Agreements
import MissionDatabase
import Programme
import Telemetry
import Timekeeping

extension OperationsNode {
    /// Makes what was kept the last values, and gives each subscriber what may be seen from its seat.
    func publish(_ work: StepWork, events: [NodeEvent], at now: Instant) {
        for sample in work.samples { lastSamples[sample.parameter] = sample }
        let status = statusToPublish(at: now)
        for subscriber in subscribers.values {
            var updates: [LiveUpdate] = []
            let samples = visible(work.samples, to: subscriber.seat, at: now)
            if !samples.isEmpty { updates.append(.samples(samples)) }
            for change in work.alarmEvents {
                if let entry = alarmEntry(change.alarm, for: subscriber.seat, at: now) {
                    updates.append(.alarm(entry))
                }
            }
            updates += events.filter { services.mayRead($0, subscriber.seat, at: now) }.map { .event($0) }
            if let status, services.gate.permits(subscriber.seat, .read, .link, at: now) {
                updates.append(.link(status))
            }
            if !updates.isEmpty { subscriber.subscription.publish(updates) }
        }
    }

    /// A subscription to what is published to a seat from now on.
    func subscribe(_ seat: Seat) -> LiveSubscription {
        let subscription = LiveSubscription()
        subscribers[ObjectIdentifier(subscription)] = Subscriber(subscription: subscription, seat: seat)
        return subscription
    }

    /// Ends a subscription.
    func unsubscribe(_ subscription: LiveSubscription) {
        subscribers[ObjectIdentifier(subscription)] = nil
        subscription.finish()
    }

    /// The last value of every parameter that may be read from the seat.
    func lastValues(for seat: Seat) -> [LiveSample] {
        visible(lastSamples.compactMap { $0 }, to: seat, at: services.clock.now())
    }

    /// How the link and the archive do.
    func linkStatus(at now: Instant) -> LinkStatus {
        let state: LinkStatus.State =
            if let lastFrameAt {
                abs(now.secondsSince(lastFrameAt)) <= services.configuration.silentAfterSeconds ? .receiving : .silent
            } else { .never }
        return LinkStatus(state: state, totals: totals, archive: keeper.status)
    }

    private func statusToPublish(at now: Instant) -> LinkStatus? {
        let status = linkStatus(at: now)
        guard status != publishedStatus else { return nil }
        publishedStatus = status
        return status
    }

    private func visible(_ samples: [Sample], to seat: Seat, at now: Instant) -> [LiveSample] {
        samples.compactMap { sample in
            guard let entry = services.catalogue.entry(at: sample.parameter),
                services.gate.permits(seat, .read, entry.resource, at: now)
            else { return nil }
            return LiveSample(
                name: entry.parameter.name, milliseconds: sample.generationTime.unixMilliseconds(),
                value: sample.value, raw: sample.raw, limitLetter: sample.limitLetter)
        }
    }

    /// An alarm as it may be seen from a seat; nil where it may not.
    func alarmEntry(_ alarm: Alarm, for seat: Seat, at now: Instant) -> AlarmEntry? {
        guard let place = services.catalogue.entry(named: alarm.parameter) else { return nil }
        let decision = services.gate.decide(seat, .read, place.alarmResource, at: now)
        guard decision.outcome == .permit else { return nil }
        let mayReadValue = services.gate.permits(seat, .read, place.resource, at: now)
        let mayAcknowledge = services.gate.permits(seat, .acknowledge, place.alarmResource, at: now)
        return AlarmEntry(
            id: Int64(alarm.id), parameter: alarm.parameter, label: place.parameter.label, element: place.element,
            partner: place.partner, severity: "\(alarm.severity)", side: "\(alarm.side)",
            value: mayReadValue ? alarm.value : nil, unit: alarm.unit, raisedAt: alarm.raisedAt,
            lastAt: alarm.lastAt, isActive: alarm.isActive, acknowledgedBy: alarm.acknowledgedBy,
            acknowledgedAt: alarm.acknowledgedAt, mayAcknowledge: mayAcknowledge && alarm.acknowledgedBy == nil,
            decision: decision)
    }
}

extension Sample {
    /// One letter for the limit state: none, or `N` nominal, `w` watch, `W` warning, `D` distress, `C` critical,
    /// `S` severe; `?` for a value that cannot be true.
    var limitLetter: String {
        if isInvalid { return "?" }
        return switch limit {
        case .none: ""
        case .nominal: "N"
        case .watch: "w"
        case .warning: "W"
        case .distress: "D"
        case .critical: "C"
        case .severe: "S"
        }
    }
}
