import Agreements
import MissionDatabase
import Programme
import Synchronization
import Timekeeping

/// The one place of a node where the agreements are asked: nothing reaches a partner that did not pass here.
///
/// A decision is kept until the next date on which the agreements may change it.
final class Gate: Sendable {
    private struct State {
        var agreements: AgreementsInForce
        var since: Instant
        var nextChange: Instant?
        var decisions: [AccessRequest: Decision] = [:]
    }

    private static let maximumKept = 100_000

    let agreements: LivingAgreements
    private let programme: ProgrammeDescription
    private let facts: Facts
    private let state: Mutex<State>

    /// A gate for these agreements; `facts` tells where parameters and stations belong.
    init(agreements: LivingAgreements, programme: ProgrammeDescription, facts: Facts, at instant: Instant) {
        self.agreements = agreements
        self.programme = programme
        self.facts = facts
        state = Mutex(State(agreements: agreements.inForce(at: CivilTime(instant)), since: instant))
        state.withLock { $0.nextChange = $0.agreements.nextChange.map { Instant($0) } }
    }

    /// Whether who sits there may do this to that, now.
    func decide(_ seat: Seat, _ action: ActionName, _ resource: Resource, at now: Instant) -> Decision {
        let request = AccessRequest(partner: seat.partner, role: seat.role, action: action, resource: resource)
        return state.withLock { state in
            renew(&state, at: now)
            if let kept = state.decisions[request] { return kept }
            if state.decisions.count >= Self.maximumKept { state.decisions.removeAll() }
            let decision = Agreements.decide(request, under: state.agreements, facts: facts)
            state.decisions[request] = decision
            return decision
        }
    }

    /// Whether who sits there may do this to that, now, without the reason.
    func permits(_ seat: Seat, _ action: ActionName, _ resource: Resource, at now: Instant) -> Bool {
        decide(seat, action, resource, at: now).outcome == .permit
    }

    /// A resource from people's words.
    func resource(parsing text: String) throws(AgreementsError) -> Resource {
        try Resource(parsing: text, programme: programme, facts: facts)
    }

    // A clock that was set back makes earlier dates right again, so both ends of the compiled span count.
    private func renew(_ state: inout State, at now: Instant) {
        let isCurrent = now >= state.since && state.nextChange.map { now < $0 } ?? true
        guard !isCurrent else { return }
        state.agreements = agreements.inForce(at: CivilTime(now))
        state.since = now
        state.nextChange = state.agreements.nextChange.map { Instant($0) }
        state.decisions.removeAll()
    }
}
