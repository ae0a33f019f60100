import MissionDatabase

/// Way to read one raw number out of a packet.
struct FieldReading: Sendable {
    enum Form: UInt8 { case unsigned, signed, float32, float64 }

    let bitOffset: Int
    let sizeBits: Int
    let form: Form
    let isLittleEndian: Bool

    /// Reading of a numeric field; `nil` for text and bytes.
    init?(_ field: ContainerLayout.Field) {
        switch field.encoding.form {
        case .unsigned: form = .unsigned
        case .twosComplement: form = .signed
        case .ieee754: form = field.encoding.sizeBits == 32 ? .float32 : .float64
        case .string, .binary: return nil
        }
        bitOffset = field.bitOffset
        sizeBits = field.encoding.sizeBits
        isLittleEndian = field.encoding.isLittleEndian
    }

    /// Bits of the field, right-aligned; the caller has checked that the packet is long enough.
    func bits(_ bytes: borrowing Span<UInt8>) -> UInt64 {
        let first = bitOffset >> 3
        let endBit = bitOffset + sizeBits
        let last = (endBit - 1) >> 3
        let tail = UInt64(truncatingIfNeeded: (last + 1) << 3 - endBit)
        var word: UInt64 = 0
        if last - first < 8 {
            for index in first...last { word = word << 8 | UInt64(bytes[index]) }
            word >>= tail
        } else {
            // Nine bytes: the eight first ones, then the high bits of the ninth.
            for index in first..<last { word = word << 8 | UInt64(bytes[index]) }
            word = word << (8 - tail) | UInt64(bytes[last]) >> tail
        }
        if isLittleEndian { return word.byteSwapped >> UInt64(truncatingIfNeeded: 64 - sizeBits) }
        return sizeBits == 64 ? word : word & ((1 << UInt64(truncatingIfNeeded: sizeBits)) - 1)
    }

    /// Raw bits as the buffer keeps them: numbers sign-extended, floating point as 64-bit pattern.
    func rawBits(_ bytes: borrowing Span<UInt8>) -> UInt64 {
        let word = bits(bytes)
        switch form {
        case .unsigned, .float64: return word
        case .signed:
            let shift = Int64(truncatingIfNeeded: 64 - sizeBits)
            return UInt64(bitPattern: (Int64(bitPattern: word) << shift) >> shift)
        case .float32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: word))).bitPattern
        }
    }

    /// Number that raw bits stand for.
    func number(_ rawBits: UInt64) -> Double {
        switch form {
        case .unsigned: Double(rawBits)
        case .signed: Double(Int64(bitPattern: rawBits))
        case .float32, .float64: Double(bitPattern: rawBits)
        }
    }
}
