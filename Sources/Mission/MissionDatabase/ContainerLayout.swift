/// Flat layout of a container: every field at its bit, those of the bases and inner containers included.
public struct ContainerLayout: Hashable, Sendable {
    /// Parameter at a fixed place.
    public struct Field: Hashable, Sendable {
        /// Parameter.
        public let parameter: ParameterIndex
        /// First bit, counted from the start of the packet.
        public let bitOffset: Int
        /// How the raw value lies there.
        public let encoding: DataEncoding
    }

    /// Bits that never change.
    public struct FixedBits: Hashable, Sendable {
        /// First bit, counted from the start of the packet.
        public let bitOffset: Int
        /// Size, bits.
        public let sizeBits: Int
        /// Bits, most significant first.
        public let bytes: [UInt8]
    }

    /// Fields in the order of the entries.
    public internal(set) var fields: [Field] = []
    /// Bits that never change.
    public internal(set) var fixedBits: [FixedBits] = []
    /// End of the last entry, bits.
    public internal(set) var endBit = 0
    /// Highest bit that any entry reaches, bits.
    public internal(set) var sizeBits = 0

    /// Size in whole bytes.
    public var sizeBytes: Int { (sizeBits + 7) / 8 }

    /// Field of a parameter; the first where it occurs more than once.
    public func field(of parameter: ParameterIndex) -> Field? {
        fields.first { $0.parameter == parameter }
    }

    /// Whether the first 48 bits are the seven fields of a space packet's primary header (CCSDS 133.0-B-2 4.1.3).
    public var startsWithPacketHeader: Bool {
        let expected = [(0, 3), (3, 1), (4, 1), (5, 11), (16, 2), (18, 14), (32, 16)]
        return fields.count >= expected.count
            && zip(fields, expected).allSatisfy { field, place in
                field.bitOffset == place.0 && field.encoding.sizeBits == place.1 && field.encoding.form == .unsigned
            }
    }
}
