/// Application process identifier: which on-board source a packet comes from.
///
/// Eleven bits, 0…2047. CCSDS 133.0-B-2 4.1.3.3.4.
public struct APID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Identifier, 0…2047.
    public let value: UInt16

    /// Identifier of idle packets, 2047. CCSDS 133.0-B-2 4.1.3.3.4.4.
    public static let idle = APID(masking: 0x07FF)

    /// Identifier from a number; `nil` outside 0…2047.
    public init?(_ value: some BinaryInteger) {
        guard let narrow = UInt16(exactly: value), narrow <= 0x07FF else { return nil }
        self.value = narrow
    }

    /// Identifier from the low eleven bits of a header word.
    init(masking word: UInt16) {
        value = word & 0x07FF
    }

    /// Order by number.
    public static func < (left: APID, right: APID) -> Bool {
        left.value < right.value
    }

    /// Decimal number.
    public var description: String { String(value) }
}

/// Packet sequence count of one APID, modulo 16384.
///
/// Fourteen bits. CCSDS 133.0-B-2 4.1.3.4.3.
public struct SequenceCount: Hashable, Sendable, CustomStringConvertible {
    /// Count, 0…16383.
    public let value: UInt16

    /// Number of different counts, 16384.
    public static let modulus = 16384

    /// Count zero.
    public static let zero = SequenceCount(masking: 0)

    /// Count from a number; `nil` outside 0…16383.
    public init?(_ value: some BinaryInteger) {
        guard let narrow = UInt16(exactly: value), narrow <= 0x3FFF else { return nil }
        self.value = narrow
    }

    /// Count from the low fourteen bits of a header word.
    init(masking word: UInt16) {
        value = word & 0x3FFF
    }

    /// Count that follows this one; 16383 is followed by 0.
    public var next: SequenceCount { SequenceCount(masking: value &+ 1) }

    /// Steps forward from `earlier` to this count, 0…16383.
    public func steps(from earlier: SequenceCount) -> Int {
        Int((value &- earlier.value) & 0x3FFF)
    }

    /// Decimal number.
    public var description: String { String(value) }
}
