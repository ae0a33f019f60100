/// Why the simulator refused its input or stopped.
public enum SimulatorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Orbit that cannot be propagated to a time; SGP4's reason.
    case orbit(time: String, reason: String)
    /// Programme without a telemetry link.
    case noLink(programme: String)
    /// Link value that the frames cannot have.
    case link(reason: String)
    /// Element of a packet that has no virtual channel.
    case noVirtualChannel(element: String, container: String)
    /// Mission database without a packet that the simulator can make.
    case noPackets(database: String)
    /// Container whose packets the simulator cannot make.
    case container(name: String, reason: String)
    /// Setting outside its range.
    case setting(name: String, found: String, expected: String)
    /// Step to a time before the one reached.
    case backwards(reached: String, asked: String)

    /// One line that says what was found and what was expected.
    public var description: String {
        switch self {
        case .orbit(let time, let reason):
            "the orbit at `\(time)` cannot be had: \(reason)"
        case .noLink(let programme):
            "programme `\(programme)` has no `link`, expected one to send telemetry over"
        case .link(let reason):
            "the link cannot be used: \(reason)"
        case .noVirtualChannel(let element, let container):
            "element `\(element)` of container `\(container)` has no virtual channel, expected one for its partner"
        case .noPackets(let database):
            "mission database `\(database)` has no packet, expected containers that differ by packet apid"
        case .container(let name, let reason):
            "packets of container `\(name)` cannot be made: \(reason)"
        case .setting(let name, let found, let expected):
            "\(name) is `\(found)`, expected \(expected)"
        case .backwards(let reached, let asked):
            "the simulation has reached `\(reached)`, expected a later time than `\(asked)`"
        }
    }
}
