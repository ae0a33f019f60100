import Agreements
import MissionDatabase
import Programme
import Synchronization
import Timekeeping

/// The one place of a node where the agreements are asked: nothing reaches a partner that did not pass here.
///
/// A decision is kept in memory until the next date on which the agreements may change it, or until the ledger changes;
/// the first time it is taken, it goes to the book of records when it crossed partners.
final class Gate: Sendable {
    private struct State {
        var agreements: AgreementsInForce
        var facts: Facts
        var since: Instant
        var nextChange: Instant?
        var digest: ChainDigest?
        var decisions: [AccessRequest: Decision] = [:]
        var openDecisions: [OpenRequest: Decision] = [:]
        /// What the book of records has of this span: the same answer after a change of the ledger is not kept again.
        var recorded: [AccessRequest: Decision] = [:]
        var recordedOpen: [OpenRequest: Decision] = [:]
    }

    private static let maximumKept = 100_000
    private static let maximumOpenKept = 10_000

    let agreements: LivingAgreements
    private let programme: ProgrammeDescription
    private let state: Mutex<State>
    private let recorder: DecisionRecorder?

    /// A gate for these agreements; `facts` tells where parameters and stations belong.
    init(
        agreements: LivingAgreements, programme: ProgrammeDescription, facts: Facts, at instant: Instant,
        recorder: DecisionRecorder? = nil
    ) {
        self.agreements = agreements
        self.programme = programme
        self.recorder = recorder
        state = Mutex(State(agreements: agreements.inForce(at: CivilTime(instant)), facts: facts, since: instant))
        state.withLock { $0.nextChange = $0.agreements.nextChange.map { Instant($0) } }
    }

    /// Whether who sits there may do this to that, now.
    func decide(_ seat: Seat, _ action: ActionName, _ resource: Resource, at now: Instant) -> Decision {
        let request = AccessRequest(partner: seat.partner, role: seat.role, action: action, resource: resource)
        return state.withLock { state in
            renew(&state, at: now)
            if let kept = state.decisions[request] { return kept }
            if state.decisions.count >= Self.maximumKept { forget(&state) }
            let decision = Agreements.decide(request, under: state.agreements, facts: state.facts)
            // What overrides all else for the safety of life is not kept in memory: each act is recorded.
            guard !decision.mustBeRecorded else {
                record(decision, &state, at: now)
                return decision
            }
            state.decisions[request] = decision
            if decision.crossesPartners, state.recorded[request] != decision { record(decision, &state, at: now) }
            return decision
        }
    }

    /// Whether what attributes tell may be done, now: a share of a pool is judged by what the ledger says is left.
    func decide(_ request: OpenRequest, at now: Instant) -> Decision {
        state.withLock { state in
            renew(&state, at: now)
            if let kept = state.openDecisions[request] { return kept }
            if state.openDecisions.count >= Self.maximumOpenKept { forget(&state) }
            let decision = Agreements.decide(request, under: state.agreements, facts: state.facts)
            guard !decision.mustBeRecorded else {
                record(decision, &state, at: now)
                return decision
            }
            state.openDecisions[request] = decision
            if state.recordedOpen[request] != decision { record(decision, &state, at: now) }
            return decision
        }
    }

    /// Whether who sits there may do this to that, now, without the reason.
    func permits(_ seat: Seat, _ action: ActionName, _ resource: Resource, at now: Instant) -> Bool {
        decide(seat, action, resource, at: now).outcome == .permit
    }

    /// A resource from people's words.
    func resource(parsing text: String) throws(AgreementsError) -> Resource {
        try Resource(parsing: text, programme: programme, facts: state.withLock { $0.facts })
    }

    /// Puts the ledger's balances in place of those known; what was decided by the old ones is decided anew.
    func set(poolUse: [PoolUse]) {
        state.withLock { state in
            let before = state.facts.poolUse
            state.facts.set(poolUse: poolUse)
            guard state.facts.poolUse != before else { return }
            forget(&state)
        }
    }

    /// Forgets what was decided, but not that it was recorded.
    private func forget(_ state: inout State) {
        state.recorded.merge(state.decisions) { $1 }
        state.recordedOpen.merge(state.openDecisions) { $1 }
        if state.recorded.count + state.recordedOpen.count > 4 * Self.maximumKept {
            state.recorded.removeAll()
            state.recordedOpen.removeAll()
        }
        state.decisions.removeAll()
        state.openDecisions.removeAll()
    }

    private func record(_ decision: Decision, _ state: inout State, at now: Instant) {
        guard let recorder else { return }
        let instant = CivilTime(now)
        let digest = state.digest ?? agreements.digest(at: instant)
        state.digest = digest
        recorder.offer(
            DecisionRecorder.Waiting(decision: decision, instant: instant, agreements: digest, facts: state.facts))
    }

    // A clock that was set back makes earlier dates right again, so both ends of the compiled span count.
    private func renew(_ state: inout State, at now: Instant) {
        let isCurrent = now >= state.since && state.nextChange.map { now < $0 } ?? true
        guard !isCurrent else { return }
        state.agreements = agreements.inForce(at: CivilTime(now))
        state.since = now
        state.nextChange = state.agreements.nextChange.map { Instant($0) }
        state.digest = nil
        state.decisions.removeAll()
        state.openDecisions.removeAll()
        state.recorded.removeAll()
        state.recordedOpen.removeAll()
    }
}
