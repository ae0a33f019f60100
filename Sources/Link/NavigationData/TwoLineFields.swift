/// The fixed columns of a line, counted from 1 as the format's description does.
struct TwoLineColumns {
    private let start: Int
    private let end: Int

    /// Checks length and checksum. A line that ends before its checksum, or has blank for it, is taken without.
    init(_ bytes: Span<UInt8>, _ line: Range<Int>, needed: Int) throws(NavigationDataError) {
        (start, end) = (line.lowerBound, line.upperBound)
        guard line.count >= needed else { throw .shortLine(length: line.count, expected: needed) }
        guard line.count > 68, bytes[start + 68] != 32 else { return }
        let sum = Self.checksum(bytes, from: start)
        guard bytes[start + 68] == UInt8(48 + sum) else {
            throw .badChecksum(found: bytes.text(start + 68..<start + 69), expected: sum)
        }
    }

    /// Sum of the digits of 68 columns, a minus sign counted as 1, modulo 10.
    private static func checksum(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let raw = bytes.extracting(start..<start + 68).bytes
        var lanes = values(UInt64(raw.unsafeLoadUnaligned(fromByteOffset: 64, as: UInt32.self)))
        for offset in stride(from: 0, to: 64, by: 8) {
            lanes &+= values(raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        // Nine words of at most 9 in each byte stay below 256; their sum needs 16 bits.
        let even = UInt64(0x00FF_00FF_00FF_00FF)
        let pairs = (lanes & even) &+ (lanes >> 8 & even)
        return Int((pairs &* 0x0001_0001_0001_0001) >> 48) % 10
    }

    /// Eight characters at once, each as what it counts in the checksum.
    private static func values(_ word: UInt64) -> UInt64 {
        let (ones, high) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
        let low = word & ~high
        // The high bit of a byte's sum tells whether the byte is at least 48 and 58, or is other than 45.
        let isDigit = (low &+ 0x50 &* ones) & ~(low &+ 0x46 &* ones) & ~word & high
        let isMinus = ~((low ^ 0x2D &* ones) &+ ~high) & ~word & high
        return (word & ((isDigit >> 7) &* 0x0F)) &+ (isMinus >> 7)
    }

    /// A field without blanks at its ends.
    func raw(_ bytes: Span<UInt8>, _ first: Int, _ last: Int) -> Range<Int> {
        let low = min(start + first - 1, end)
        return bytes.trimmed(low..<max(low, min(start + last, end)))
    }

    func decimal(
        _ bytes: Span<UInt8>, _ name: StaticString, _ first: Int, _ last: Int
    ) throws(NavigationDataError) -> Double {
        let field = raw(bytes, first, last)
        guard let value = bytes.decimal(field) else {
            let expected = "a number in columns \(first) to \(last)"
            throw .badField(name: "\(name)", value: bytes.text(field), expected: expected)
        }
        return value
    }

    /// A whole number, blank taken as zero.
    func whole(
        _ bytes: Span<UInt8>, _ name: StaticString, _ first: Int, _ last: Int
    ) throws(NavigationDataError) -> Int {
        let field = raw(bytes, first, last)
        guard let value = field.isEmpty ? 0 : bytes.whole(field) else {
            let expected = "a whole number in columns \(first) to \(last)"
            throw .badField(name: "\(name)", value: bytes.text(field), expected: expected)
        }
        return value
    }

    /// A number such as `-11606-4` for −0.11606e-4, blank taken as zero.
    func exponential(
        _ bytes: Span<UInt8>, _ name: StaticString, _ first: Int, _ last: Int
    ) throws(NavigationDataError) -> Double {
        let field = raw(bytes, first, last)
        guard let value = Self.assumedPoint(bytes, field) else {
            let expected = "a number such as `-11606-4` in columns \(first) to \(last)"
            throw .badField(name: "\(name)", value: bytes.text(field), expected: expected)
        }
        return value
    }

    /// An optional sign, up to six digits behind a point that is not written, and an optional exponent of one digit.
    private static func assumedPoint(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Double? {
        guard !field.isEmpty else { return 0 }
        var place = field.lowerBound
        let sign = bytes[place]
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { place += 1 }
        while place < field.upperBound, isBlank(bytes[place]) { place += 1 }
        let begin = place
        var mantissa = 0
        while place < field.upperBound, place < begin + 7, let digit = digit(bytes[place]) {
            mantissa = mantissa * 10 + digit
            place += 1
        }
        let count = place - begin
        guard (1...6).contains(count), let exponent = exponent(bytes, place..<field.upperBound) else { return nil }
        let value = scaled(mantissa, by: exponent - count)
        return sign == UInt8(ascii: "-") ? -value : value
    }

    private static func exponent(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int? {
        guard let first = field.first else { return 0 }
        guard field.count == 2, let magnitude = digit(bytes[first + 1]) else { return nil }
        switch bytes[first] {
        case UInt8(ascii: "-"): return -magnitude
        case UInt8(ascii: "+"), 32: return magnitude
        default: return nil
        }
    }
}
