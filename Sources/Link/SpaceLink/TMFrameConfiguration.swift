/// Fixed properties of the transfer frames of one master channel, known to both ends. CCSDS 132.0-B-3 5.
public struct TMFrameConfiguration: Hashable, Sendable {
    /// Size of the frame primary header, 6 bytes.
    public static let primaryHeaderBytes = 6
    /// Largest frame, 2048 bytes. CCSDS 132.0-B-3 4.1.1.
    public static let largestFrameBytes = 2048

    /// Spacecraft identifier, 0…1023.
    public let spacecraftID: UInt16
    /// Length of every frame, headers and trailers included, bytes.
    public let frameLengthBytes: Int
    /// Whether frames end with an operational control field of 4 bytes.
    public let hasOperationalControlField: Bool
    /// Whether frames end with a frame error control field of 2 bytes.
    public let hasFrameErrorControl: Bool

    /// Configuration; throws when the spacecraft identifier is over 1023 or the length holds no data or is over 2048.
    public init(
        spacecraftID: UInt16,
        frameLengthBytes: Int,
        hasOperationalControlField: Bool = false,
        hasFrameErrorControl: Bool = true
    ) throws(SpaceLinkError) {
        guard spacecraftID <= 1023 else {
            throw .configuration(field: "spacecraft id", found: Int(spacecraftID), expected: "0 to 1023")
        }
        let overhead = Self.overheadBytes(control: hasOperationalControlField, check: hasFrameErrorControl)
        guard (overhead + 1...Self.largestFrameBytes).contains(frameLengthBytes) else {
            let range = "\(overhead + 1) to \(Self.largestFrameBytes) bytes"
            throw .configuration(field: "frame length", found: frameLengthBytes, expected: range)
        }
        self.spacecraftID = spacecraftID
        self.frameLengthBytes = frameLengthBytes
        self.hasOperationalControlField = hasOperationalControlField
        self.hasFrameErrorControl = hasFrameErrorControl
    }

    /// Size of the data field of a frame without secondary header, bytes.
    public var dataFieldBytes: Int {
        let overhead = Self.overheadBytes(control: hasOperationalControlField, check: hasFrameErrorControl)
        return frameLengthBytes - overhead
    }

    /// Size of the operational control and frame error control fields together, bytes.
    var trailerBytes: Int {
        frameLengthBytes - dataFieldBytes - Self.primaryHeaderBytes
    }

    private static func overheadBytes(control: Bool, check: Bool) -> Int {
        primaryHeaderBytes + (control ? 4 : 0) + (check ? 2 : 0)
    }
}
