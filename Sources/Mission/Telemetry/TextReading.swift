import MissionDatabase

/// Reading of text and byte fields.
enum TextReading {
    /// Value of a field, and whether its bytes are of the character set; those that are not show as U+FFFD.
    ///
    /// The caller has checked that the packet is long enough.
    static func value(_ field: ContainerLayout.Field, _ bytes: [UInt8]) -> (value: Value, isValid: Bool) {
        let raw = extract(bytes, field.bitOffset, field.encoding.sizeBits)
        guard case .string(let characters, let terminator) = field.encoding.form else { return (.binary(raw), true) }
        // Without terminator the text is the whole field, less the zeros that fill it up.
        let text = Array(terminator.map { end in raw.prefix { $0 != end } } ?? trimmingZeros(raw))
        switch characters {
        case .utf8:
            return (.string(String(decoding: text, as: UTF8.self)), String(validating: text, as: UTF8.self) != nil)
        case .ascii:
            let scalars = text.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "\u{FFFD}" }
            return (.string(String(scalars)), text.allSatisfy { $0 < 0x80 })
        case .latin1:
            return (.string(String(text.map { Character(Unicode.Scalar($0)) })), true)
        }
    }

    private static func trimmingZeros(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let end = (bytes.lastIndex { $0 != 0 } ?? -1) + 1
        return bytes[..<end]
    }

    /// Bits of a field, aligned to the first; the last byte is filled up with zeros.
    private static func extract(_ bytes: [UInt8], _ bitOffset: Int, _ sizeBits: Int) -> [UInt8] {
        let shift = UInt16(bitOffset % 8)
        let first = bitOffset / 8
        var field = (0..<(sizeBits + 7) / 8).map { index -> UInt8 in
            let next = first + index + 1
            let low = next < bytes.count ? bytes[next] : 0
            let pair = (UInt16(bytes[first + index]) << 8 | UInt16(low)) << shift
            return UInt8(truncatingIfNeeded: pair >> 8)
        }
        if sizeBits % 8 != 0, let last = field.indices.last { field[last] &= 0xFF << UInt8(8 - sizeBits % 8) }
        return field
    }
}
