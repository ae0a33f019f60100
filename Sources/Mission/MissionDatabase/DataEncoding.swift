/// How the raw value of a parameter lies in a packet. XTCE 1.2 `DataEncoding`.
public struct DataEncoding: Hashable, Sendable {
    /// Kind of raw value.
    public let form: EncodingForm
    /// Size, bits; 1…64 for numbers.
    public let sizeBits: Int
    /// Whether the least significant byte comes first.
    public let isLittleEndian: Bool

    /// Encoding from its parts.
    public init(form: EncodingForm, sizeBits: Int, isLittleEndian: Bool = false) {
        self.form = form
        self.sizeBits = sizeBits
        self.isLittleEndian = isLittleEndian
    }

    /// Whether the raw value is a whole number.
    public var isInteger: Bool {
        switch form {
        case .unsigned, .twosComplement: true
        case .ieee754, .string, .binary: false
        }
    }
}

/// Kind of raw value.
public enum EncodingForm: Hashable, Sendable {
    /// Whole number without sign.
    case unsigned
    /// Whole number, two's complement.
    case twosComplement
    /// Binary floating point of 32 or 64 bits, IEEE 754.
    case ieee754
    /// Text of fixed size, up to the terminator if there is one.
    case string(StringCharacters, terminator: UInt8?)
    /// Bytes of fixed size.
    case binary
}

/// Character set of encoded text.
public enum StringCharacters: String, Hashable, Sendable {
    /// UTF-8.
    case utf8 = "UTF-8"
    /// Seven-bit ASCII.
    case ascii = "US-ASCII"
    /// Latin alphabet no. 1.
    case latin1 = "ISO-8859-1"
}
