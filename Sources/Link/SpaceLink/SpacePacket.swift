/// Direction of a space packet. CCSDS 133.0-B-2 4.1.3.3.2.
public enum PacketType: UInt8, Hashable, Sendable {
    /// From the spacecraft.
    case telemetry = 0
    /// To the spacecraft.
    case telecommand = 1
}

/// Place of a packet in a segmented unit of user data. CCSDS 133.0-B-2 4.1.3.4.2.
public enum SequenceFlags: UInt8, Hashable, Sendable {
    /// Segment in the middle.
    case continuation = 0
    /// First segment.
    case first = 1
    /// Last segment.
    case last = 2
    /// Whole unit.
    case unsegmented = 3
}

/// Space packet, whole and checked.
///
/// Primary header of 6 bytes, then a data field of 1 to 65536 bytes. CCSDS 133.0-B-2 4.1.
public struct SpacePacket: Hashable, Sendable {
    /// Size of the primary header, 6 bytes.
    public static let primaryHeaderBytes = 6
    /// Largest packet, 65542 bytes.
    public static let largestBytes = 65542

    /// Direction.
    public let type: PacketType
    /// Whether the data field starts with a secondary header.
    public let hasSecondaryHeader: Bool
    /// On-board source.
    public let apid: APID
    /// Place in a segmented unit.
    public let sequenceFlags: SequenceFlags
    /// Count of packets of this APID, modulo 16384.
    public let sequenceCount: SequenceCount
    /// Whole packet, header included.
    public let bytes: [UInt8]

    /// Data field, secondary header included.
    public var dataField: ArraySlice<UInt8> { bytes.dropFirst(Self.primaryHeaderBytes) }
    /// Whether the packet only fills space (APID 2047).
    public var isIdle: Bool { apid == .idle }

    /// Packet from exactly its own bytes.
    ///
    /// Throws when they are too few or too many, or of another packet version.
    public init(parsing bytes: [UInt8]) throws(SpaceLinkError) {
        let header = try PacketHeader(bytes, at: 0)
        guard bytes.count >= header.packetBytes else {
            throw .truncated(neededBytes: header.packetBytes, foundBytes: bytes.count)
        }
        guard bytes.count == header.packetBytes else {
            throw .trailingBytes(declaredBytes: header.packetBytes, foundBytes: bytes.count)
        }
        self.init(header: header, bytes: bytes)
    }

    /// Packet whose header was read before and whose length is known to match.
    init(header: PacketHeader, bytes: [UInt8]) {
        type = header.type
        hasSecondaryHeader = header.hasSecondaryHeader
        apid = header.apid
        sequenceFlags = header.sequenceFlags
        sequenceCount = header.sequenceCount
        self.bytes = bytes
    }

    /// Packet built from its fields; throws when the data field is not 1 to 65536 bytes.
    public static func build(
        type: PacketType = .telemetry,
        apid: APID,
        sequenceFlags: SequenceFlags = .unsegmented,
        sequenceCount: SequenceCount,
        hasSecondaryHeader: Bool = false,
        dataField: some Collection<UInt8>
    ) throws(SpaceLinkError) -> SpacePacket {
        let length = dataField.count
        guard (1...65536).contains(length) else { throw .packetDataLength(bytes: length) }
        let flags = UInt16(type.rawValue) << 12 | (hasSecondaryHeader ? 0x0800 : 0)
        let words = [
            flags | apid.value,
            UInt16(sequenceFlags.rawValue) << 14 | sequenceCount.value,
            UInt16(truncatingIfNeeded: length - 1),
        ]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(primaryHeaderBytes + length)
        for word in words {
            bytes.append(UInt8(truncatingIfNeeded: word >> 8))
            bytes.append(UInt8(truncatingIfNeeded: word))
        }
        bytes.append(contentsOf: dataField)
        return try SpacePacket(parsing: bytes)
    }

    /// Packet that fills `lengthBytes` bytes, 7…65542, header included. CCSDS 133.0-B-2 4.1.3.3.4.4.
    public static func idle(lengthBytes: Int) throws(SpaceLinkError) -> SpacePacket {
        guard (7...largestBytes).contains(lengthBytes) else {
            throw .packetDataLength(bytes: lengthBytes.subtractingReportingOverflow(primaryHeaderBytes).partialValue)
        }
        let filling = [UInt8](repeating: 0x55, count: lengthBytes - primaryHeaderBytes)
        return try build(apid: .idle, sequenceCount: .zero, dataField: filling)
    }
}

/// Fields of a packet's primary header. CCSDS 133.0-B-2 4.1.3.
struct PacketHeader {
    let type: PacketType
    let hasSecondaryHeader: Bool
    let apid: APID
    let sequenceFlags: SequenceFlags
    let sequenceCount: SequenceCount
    let packetBytes: Int

    /// Reads six bytes at `offset`; throws when they are not there or of another version.
    init(_ bytes: [UInt8], at offset: Int) throws(SpaceLinkError) {
        guard offset >= 0, offset <= bytes.count, bytes.count - offset >= SpacePacket.primaryHeaderBytes else {
            let found = Swift.max(0, bytes.count - Swift.max(0, Swift.min(offset, bytes.count)))
            throw .truncated(neededBytes: SpacePacket.primaryHeaderBytes, foundBytes: found)
        }
        let version = bytes[offset] >> 5
        guard version == 0 else { throw .packetVersion(found: version) }
        let identification = UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
        let sequence = UInt16(bytes[offset + 2]) << 8 | UInt16(bytes[offset + 3])
        type = identification & 0x1000 == 0 ? .telemetry : .telecommand
        hasSecondaryHeader = identification & 0x0800 != 0
        apid = APID(masking: identification)
        sequenceFlags = SequenceFlags(rawValue: UInt8(truncatingIfNeeded: sequence >> 14)) ?? .unsegmented
        sequenceCount = SequenceCount(masking: sequence)
        packetBytes = (Int(bytes[offset + 4]) << 8 | Int(bytes[offset + 5])) + 7
    }
}
