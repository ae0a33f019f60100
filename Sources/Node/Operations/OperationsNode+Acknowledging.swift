import Agreements
import Programme
import Telemetry
import Timekeeping

/// An acknowledgement that waits for the node's next step.
struct PendingAcknowledgement {
    let alarm: Int64
    let seat: Seat
    let answer: CheckedContinuation<Result<AlarmEntry, Refusal>, Never>
}

extension OperationsNode {
    /// Acknowledges an alarm for a partner; returns once that is kept.
    ///
    /// It waits for the node's step, so that no other change of the alarm comes between.
    func acknowledge(_ alarm: Int64, by seat: Seat) async throws(Refusal) -> AlarmEntry {
        guard !hasEnded else { throw .conflict("the node is stopping") }
        let result = await withCheckedContinuation { answer in
            acknowledgements.append(PendingAcknowledgement(alarm: alarm, seat: seat, answer: answer))
            frames.wake()
        }
        return try result.get()
    }

    func answerAcknowledgements() async {
        while !acknowledgements.isEmpty {
            let request = acknowledgements.removeFirst()
            do throws(Refusal) {
                request.answer.resume(returning: .success(try await acknowledgeNow(request)))
            } catch {
                request.answer.resume(returning: .failure(error))
            }
        }
    }

    private func acknowledgeNow(_ request: PendingAcknowledgement) async throws(Refusal) -> AlarmEntry {
        let now = services.clock.now()
        var changed = alarms
        guard let id = Int(exactly: request.alarm), let alarm = alarms.alarm(id),
            let place = services.catalogue.entry(named: alarm.parameter)
        else { throw .unknown(kind: "alarm", name: "\(request.alarm)") }
        let decision = services.gate.decide(request.seat, .acknowledge, place.alarmResource, at: now)
        guard decision.outcome == .permit else { throw .withheld(decision) }
        let change: AlarmEvent
        do throws(TelemetryError) {
            change = try changed.acknowledge(id, by: request.seat.partner.rawValue, at: now)
        } catch {
            throw .conflict(error.description)
        }
        let told = event(note(change), at: now)
        try await keepAcknowledgement(change, told)
        alarms = changed
        var work = StepWork()
        work.alarmEvents = [change]
        publish(work, events: [told], at: now)
        guard let entry = alarmEntry(change.alarm, for: request.seat, at: now) else { throw .withheld(decision) }
        return entry
    }

    private func keepAcknowledgement(_ change: AlarmEvent, _ told: NodeEvent) async throws(Refusal) {
        guard keeper.status.isKeeping else {
            throw .archive(.failed(path: "", reason: keeper.status.text))
        }
        var batch = ArchiveBatch()
        batch.alarms = [change.record]
        batch.events = [told]
        do throws(ArchiveError) {
            try await services.archive.append(batch)
        } catch {
            throw .archive(error)
        }
    }
}
