public import SpaceLink

/// Why a packet was not decoded, or a request on alarms refused.
public enum TelemetryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Bytes that are no space packet.
    case notAPacket(SpaceLinkError)
    /// APID that no container of the mission database has.
    case unknownAPID(apid: APID)
    /// Packet of a known APID that satisfies the restrictions of no container.
    case noMatchingContainer(apid: APID)
    /// Packet shorter than its container.
    case tooShort(container: String, apid: APID, neededBytes: Int, foundBytes: Int)
    /// Alarm that is not there, or no longer.
    case unknownAlarm(id: Int)
    /// Alarm that was acknowledged before.
    case alreadyAcknowledged(id: Int, by: String)

    /// One line that says what was found and what was expected.
    public var description: String {
        switch self {
        case .notAPacket(let error):
            "not a space packet: \(error)"
        case .unknownAPID(let apid):
            "unknown apid `\(apid)`: no container of the mission database has it"
        case .noMatchingContainer(let apid):
            "packet of apid `\(apid)` satisfies the restrictions of no container"
        case .tooShort(let container, let apid, let needed, let found):
            "packet of apid `\(apid)` too short for container `\(container)`: "
                + "found \(found) bytes, expected \(needed)"
        case .unknownAlarm(let id):
            "no alarm `\(id)`"
        case .alreadyAcknowledged(let id, let by):
            "alarm `\(id)` was acknowledged by `\(by)`"
        }
    }
}
