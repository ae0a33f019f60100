/// Why bytes of a space link were refused.
public enum SpaceLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer bytes than the structure needs.
    case truncated(neededBytes: Int, foundBytes: Int)
    /// Bytes left over after the end that the length field declares.
    case trailingBytes(declaredBytes: Int, foundBytes: Int)
    /// Packet version number other than 0 (CCSDS 133.0-B-2 4.1.3.2).
    case packetVersion(found: UInt8)
    /// Packet data field of a size outside 1…65536 bytes.
    case packetDataLength(bytes: Int)
    /// Frame of another length than the configured one.
    case frameLength(expectedBytes: Int, foundBytes: Int)
    /// Transfer frame version number other than 0 (CCSDS 132.0-B-3 4.1.2.2.2).
    case frameVersion(found: UInt8)
    /// Frame of another spacecraft.
    case spacecraft(expected: UInt16, found: UInt16)
    /// Frame error control field that contradicts the frame.
    case frameErrorControl(expected: UInt16, found: UInt16)
    /// Operational control field flag that contradicts the configuration.
    case operationalControlFieldFlag(expected: Bool)
    /// Frame whose data field is not packets (synchronisation flag 1).
    case notPackets
    /// Frame secondary header that does not fit the frame.
    case frameSecondaryHeader(lengthBytes: Int)
    /// First header pointer beyond the end of the data field.
    case firstHeaderPointer(found: UInt16, dataFieldBytes: Int)
    /// Link configuration value outside its range.
    case configuration(field: String, found: Int, expected: String)
    /// Instant that the time code cannot express.
    case timeOutOfRange

    /// One line that says what was found and what was expected.
    public var description: String {
        switch self {
        case .truncated(let needed, let found):
            "truncated: found \(found) bytes, expected at least \(needed)"
        case .trailingBytes(let declared, let found):
            "wrong packet length: found \(found) bytes, the header declares \(declared)"
        case .packetVersion(let found):
            "wrong packet version: found `\(found)`, expected `0`"
        case .packetDataLength(let bytes):
            "wrong packet data length: found \(bytes) bytes, expected 1 to 65536"
        case .frameLength(let expected, let found):
            "wrong frame length: found \(found) bytes, expected \(expected)"
        case .frameVersion(let found):
            "wrong frame version: found `\(found)`, expected `0`"
        case .spacecraft(let expected, let found):
            "wrong spacecraft: found `\(found)`, expected `\(expected)`"
        case .frameErrorControl(let expected, let found):
            "frame error control: found `\(hex(found))`, computed `\(hex(expected))`"
        case .operationalControlFieldFlag(let expected):
            "operational control field flag: found `\(expected ? 0 : 1)`, expected `\(expected ? 1 : 0)`"
        case .notPackets:
            "frame data are not packets: found synchronisation flag `1`, expected `0`"
        case .frameSecondaryHeader(let length):
            "frame secondary header of \(length) bytes does not fit the frame"
        case .firstHeaderPointer(let found, let bytes):
            "first header pointer: found `\(found)`, expected less than \(bytes)"
        case .configuration(let field, let found, let expected):
            "link configuration: \(field) `\(found)`, expected \(expected)"
        case .timeOutOfRange:
            "time outside the range of the time code, 1958-01-01 to 2094-02-07 tai"
        }
    }
}

private func hex(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
}
