public import Programme

/// Answers a question put in words: `ESA`, `read`, `parameter:USLAB000058`.
///
/// The partner may be an id, an agency or an alias, in any case of letters.
public func answer(
    partner: String, role: String? = nil, action: String, resource: String, under agreements: AgreementsInForce,
    programme: ProgrammeDescription, facts: Facts
) throws(AgreementsError) -> Decision {
    guard let asking = programme.partner(named: partner) else {
        let names = programme.partners.flatMap { [$0.id.rawValue, $0.agency] + $0.aliases }
        throw .unknown(kind: "partner", word: partner, suggestion: Spelling.nearest(to: partner, among: names))
    }
    guard let deed = ActionName(rawValue: action.lowercased()), agreements.knows(deed) else {
        let names = agreements.actions.map(\.rawValue)
        throw .unknown(kind: "action", word: action, suggestion: Spelling.nearest(to: action, among: names))
    }
    if let role, !programme.roles.contains(where: { $0.id.rawValue == role }) {
        let names = programme.roles.map(\.id.rawValue)
        throw .unknown(kind: "role", word: role, suggestion: Spelling.nearest(to: role, among: names))
    }
    let thing = try Resource(parsing: resource, programme: programme, facts: facts)
    let request = AccessRequest(partner: asking.id, role: role.map { TermID($0) }, action: deed, resource: thing)
    return decide(request, under: agreements, facts: facts)
}

extension Resource {
    /// Reads a resource as people write it: `parameter:NAME`, `alarm:NAME`, `element:ID`, `event:ID`, `station:ID`,
    /// `event`, `orbit`, `link`. Where a parameter belongs, and who owns a station, is looked up in `facts`.
    public init(
        parsing text: String, programme: ProgrammeDescription, facts: Facts
    ) throws(AgreementsError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let word = parts.first, let kind = ResourceKind(rawValue: word) else { throw .malformedResource(text) }
        let name = parts.count > 1 ? parts[1] : nil
        switch (kind, name) {
        case (.orbit, nil): self = .orbit
        case (.link, nil): self = .link
        case (.event, nil): self = .event(element: nil)
        case (.parameter, let name?):
            let found = try Self.parameter(name, facts)
            self = .parameter(name: name, element: found.element, subsystem: found.subsystem)
        case (.alarm, let name?):
            let found = try Self.parameter(name, facts)
            self = .alarm(parameter: name, element: found.element, subsystem: found.subsystem)
        case (.element, let name?): self = .element(try Self.element(name, programme))
        case (.event, let name?): self = .event(element: try Self.element(name, programme))
        case (.station, let name?): self = try Self.station(name, facts)
        default: throw .malformedResource(text)
        }
    }

    private static func parameter(_ name: String, _ facts: Facts) throws(AgreementsError) -> Facts.ParameterFacts {
        if let found = facts.parameters[name] { return found }
        throw .unknown(
            kind: "parameter", word: name, suggestion: Spelling.nearest(to: name, among: facts.parameters.keys.sorted())
        )
    }

    private static func element(
        _ name: String, _ programme: ProgrammeDescription
    ) throws(AgreementsError) -> ElementID {
        if let found = programme.element(ElementID(name)) { return found.id }
        let names = programme.elements.map(\.id.rawValue)
        throw .unknown(kind: "element", word: name, suggestion: Spelling.nearest(to: name, among: names))
    }

    private static func station(_ name: String, _ facts: Facts) throws(AgreementsError) -> Resource {
        if let owner = facts.stations[name] { return .station(id: name, owner: owner) }
        throw .unknown(
            kind: "station", word: name, suggestion: Spelling.nearest(to: name, among: facts.stations.keys.sorted()))
    }
}
