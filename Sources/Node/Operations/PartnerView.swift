public import Agreements
public import Programme
public import Timekeeping

/// Everything that one partner, or one role of its people, may see and do at a node: the only way out of it.
///
/// Each answer passes the gate.
public struct PartnerView: Sendable {
    let node: OperationsNode
    /// The partner whose view it is.
    public let partner: Partner
    /// The role of its people; nil for the partner as such.
    public let role: Term?

    var seat: Seat { Seat(partner: partner.id, role: role?.id) }
    var services: NodeServices { node.services }

    /// The node's present time.
    public func now() -> Instant { services.clock.now() }

    /// Who is asking, and what is run here.
    public func identity() -> NodeIdentity {
        let configuration = services.configuration
        let maySeeOrbit = permits(.read, .orbit)
        return NodeIdentity(
            partner: partner, role: role, programmeID: configuration.programme.id,
            programmeName: configuration.programme.name,
            missionStart: Instant(configuration.programme.missionStart), mode: configuration.mode,
            elementSet: maySeeOrbit ? configuration.elements : nil, now: now())
    }

    /// The programme's partners and elements, which are public, and whether the partner may see into each element.
    public func programme() -> (partners: [Partner], elements: [(element: Element, decision: Decision)]) {
        let programme = services.configuration.programme
        return (programme.partners, programme.elements.map { ($0, decide(.read, .element($0.id))) })
    }

    /// Whether the partner may do something, in people's words: `read`, `parameter:NAME`; of a shared pool, `use`,
    /// `pool:NAME:PERCENT`.
    public func ask(action: String, resource: String) async throws(Refusal) -> Decision {
        guard let action = ActionName(rawValue: action.lowercased()), ActionName.allCases.contains(action) else {
            let known = ActionName.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("unknown action `\(action.prefix(40))`: expected \(known)")
        }
        if resource.hasPrefix("pool:") { return try ask(action, pool: resource.prefix(200).dropFirst(5)) }
        do throws(AgreementsError) {
            return decide(action, try services.gate.resource(parsing: String(resource.prefix(200))))
        } catch {
            throw .badRequest("\(error)")
        }
    }

    func decide(_ action: ActionName, _ resource: Resource) -> Decision {
        services.gate.decide(seat, action, resource, at: now())
    }

    func permits(_ action: ActionName, _ resource: Resource) -> Bool {
        decide(action, resource).outcome == .permit
    }

    func require(_ action: ActionName, _ resource: Resource) throws(Refusal) {
        let decision = decide(action, resource)
        guard decision.outcome == .permit else { throw .withheld(decision) }
    }
}
