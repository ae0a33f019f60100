/// First header pointer of a frame: where in its data field the first packet starts. CCSDS 132.0-B-3 4.1.2.7.6.
public enum FirstHeaderPointer: Hashable, Sendable {
    /// Byte of the data field where the first packet starts.
    case packet(at: Int)
    /// No packet starts in the frame (2047).
    case noPacketStart
    /// Frame of idle data only (2046).
    case idleDataOnly

    /// Field value when no packet starts in the frame.
    static let noPacketStartWord: UInt16 = 2047
    /// Field value of a frame of idle data.
    static let idleDataWord: UInt16 = 2046

    /// Value of the 11-bit field.
    var word: UInt16 {
        switch self {
        case .packet(let offset): UInt16(truncatingIfNeeded: offset) & 0x07FF
        case .noPacketStart: Self.noPacketStartWord
        case .idleDataOnly: Self.idleDataWord
        }
    }

    /// Pointer from the 11-bit field.
    init(word: UInt16) {
        switch word & 0x07FF {
        case Self.noPacketStartWord: self = .noPacketStart
        case Self.idleDataWord: self = .idleDataOnly
        case let offset: self = .packet(at: Int(offset))
        }
    }
}

/// Telemetry transfer frame, whole and checked. CCSDS 132.0-B-3 4.1.
public struct TransferFrameTM: Hashable, Sendable {
    /// Spacecraft identifier, 0…1023.
    public let spacecraftID: UInt16
    /// Virtual channel, 0…7.
    public let virtualChannelID: UInt8
    /// Count of frames of the spacecraft, modulo 256.
    public let masterChannelFrameCount: UInt8
    /// Count of frames of the virtual channel, modulo 256.
    public let virtualChannelFrameCount: UInt8
    /// Where the first packet starts.
    public let firstHeaderPointer: FirstHeaderPointer
    /// Packet bytes.
    public let dataField: ArraySlice<UInt8>
    /// Operational control field, where the configuration has one.
    public let operationalControlField: UInt32?
    /// Whole frame.
    public let bytes: [UInt8]

    /// Frame from its bytes.
    ///
    /// Throws on a wrong length, error control, version, spacecraft, operational control flag or pointer, in this order.
    public init(parsing bytes: [UInt8], configuration: TMFrameConfiguration) throws(SpaceLinkError) {
        try Self.checkIntegrity(bytes, configuration)
        try Self.checkIdentity(bytes, configuration)
        let status = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
        // Without packets in sequence (synchronisation flag 1) the first header pointer has no meaning.
        guard status & 0x4000 == 0 else { throw .notPackets }
        let dataEnd = bytes.count - configuration.trailerBytes
        let dataStart = try Self.dataStart(bytes, hasSecondaryHeader: status & 0x8000 != 0, dataEnd: dataEnd)
        firstHeaderPointer = FirstHeaderPointer(word: status)
        if case .packet(let offset) = firstHeaderPointer, offset >= dataEnd - dataStart {
            throw .firstHeaderPointer(found: status & 0x07FF, dataFieldBytes: dataEnd - dataStart)
        }
        spacecraftID = configuration.spacecraftID
        virtualChannelID = (bytes[1] >> 1) & 0x07
        masterChannelFrameCount = bytes[2]
        virtualChannelFrameCount = bytes[3]
        dataField = bytes[dataStart..<dataEnd]
        operationalControlField =
            configuration.hasOperationalControlField
            ? bytes[dataEnd..<dataEnd + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } : nil
        self.bytes = bytes
    }

    private static func checkIntegrity(
        _ bytes: [UInt8], _ configuration: TMFrameConfiguration
    ) throws(SpaceLinkError) {
        guard bytes.count == configuration.frameLengthBytes else {
            throw .frameLength(expectedBytes: configuration.frameLengthBytes, foundBytes: bytes.count)
        }
        guard configuration.hasFrameErrorControl else { return }
        let computed = CRC16.checksum(bytes.dropLast(2))
        let found = bytes.suffix(2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
        guard computed == found else { throw .frameErrorControl(expected: computed, found: found) }
    }

    private static func checkIdentity(
        _ bytes: [UInt8], _ configuration: TMFrameConfiguration
    ) throws(SpaceLinkError) {
        let word = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        guard word >> 14 == 0 else { throw .frameVersion(found: UInt8(truncatingIfNeeded: word >> 14)) }
        let spacecraft = (word >> 4) & 0x03FF
        guard spacecraft == configuration.spacecraftID else {
            throw .spacecraft(expected: configuration.spacecraftID, found: spacecraft)
        }
        guard (word & 1 == 1) == configuration.hasOperationalControlField else {
            throw .operationalControlFieldFlag(expected: configuration.hasOperationalControlField)
        }
    }

    /// Where the data field starts, past the secondary header (CCSDS 132.0-B-3 4.1.3) if there is one.
    private static func dataStart(
        _ bytes: [UInt8], hasSecondaryHeader: Bool, dataEnd: Int
    ) throws(SpaceLinkError) -> Int {
        let start = TMFrameConfiguration.primaryHeaderBytes
        guard hasSecondaryHeader else { return start }
        // The low six bits hold the header's length less one.
        let length = Int(bytes[start] & 0x3F) + 1
        guard bytes[start] >> 6 == 0, start + length < dataEnd else { throw .frameSecondaryHeader(lengthBytes: length) }
        return start + length
    }
}
