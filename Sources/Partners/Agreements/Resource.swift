public import Programme

/// What kind of thing is asked for.
public enum ResourceKind: String, CaseIterable, Sendable, Codable {
    /// A telemetry parameter's value.
    case parameter
    /// A flight element.
    case element
    /// An alarm on a parameter.
    case alarm
    /// An event.
    case event
    /// A ground station: its passes and schedule.
    case station
    /// The orbit.
    case orbit
    /// The state of the telemetry link.
    case link
}

/// What is asked for.
public enum Resource: Hashable, Sendable {
    /// A parameter, with the element and subsystem it belongs to.
    case parameter(name: String, element: ElementID, subsystem: TermID)
    /// An element.
    case element(ElementID)
    /// The alarm on a parameter.
    case alarm(parameter: String, element: ElementID, subsystem: TermID)
    /// An event of an element, or of the programme as a whole.
    case event(element: ElementID?)
    /// A ground station; without an owner when no partner owns it.
    case station(id: String, owner: PartnerID?)
    /// The orbit.
    case orbit
    /// The telemetry link.
    case link

    /// Its kind.
    public var kind: ResourceKind {
        switch self {
        case .parameter: .parameter
        case .element: .element
        case .alarm: .alarm
        case .event: .event
        case .station: .station
        case .orbit: .orbit
        case .link: .link
        }
    }

    /// The element it belongs to.
    public var element: ElementID? {
        switch self {
        case .parameter(_, let element, _), .alarm(_, let element, _), .element(let element): element
        case .event(let element): element
        case .station, .orbit, .link: nil
        }
    }

    var subsystem: TermID? {
        switch self {
        case .parameter(_, _, let subsystem), .alarm(_, _, let subsystem): subsystem
        default: nil
        }
    }

    var parameterName: String? {
        switch self {
        case .parameter(let name, _, _), .alarm(let name, _, _): name
        default: nil
        }
    }
}

extension Resource: CustomStringConvertible {
    /// As people write it: `parameter:USLAB000058`.
    public var description: String {
        switch self {
        case .parameter(let name, _, _): "parameter:\(name)"
        case .element(let element): "element:\(element)"
        case .alarm(let name, _, _): "alarm:\(name)"
        case .event(let element): element.map { "event:\($0)" } ?? "event"
        case .station(let id, _): "station:\(id)"
        case .orbit: "orbit"
        case .link: "link"
        }
    }
}
