/// Reading of lines and numbers from bytes. Every subscript is checked; nothing is made a `String` on the way.
extension Span where Element == UInt8 {
    /// The place after a byte order mark.
    var afterByteOrderMark: Int { count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF ? 3 : 0 }

    /// A stretch as text; what is not UTF-8 becomes U+FFFD.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// A stretch without blanks and tabs at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(self[start]) { start += 1 }
        while end > start, isBlank(self[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Whether a stretch begins with some text.
    func starts(_ range: Range<Int>, with prefix: StaticString) -> Bool {
        guard range.count >= prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { letters in
            letters.indices.allSatisfy { self[range.lowerBound + $0] == letters[$0] }
        }
    }

    /// A whole number of 1 to 18 digits.
    func whole(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 18 else { return nil }
        var value = 0
        for place in range {
            guard let digit = digit(self[place]) else { return nil }
            value = value &* 10 &+ digit
        }
        return value
    }

    /// Digits with an optional sign and point; nil for anything else, and for more than 15 digits.
    ///
    /// Correctly rounded: digits and power of ten are exact below 2^53 and 10^22, and one division rounds once.
    func decimal(_ range: Range<Int>, exponent: Int = 0) -> Double? {
        var (start, isNegative) = (range.lowerBound, false)
        if start < range.upperBound, self[start] == UInt8(ascii: "-") || self[start] == UInt8(ascii: "+") {
            isNegative = self[start] == UInt8(ascii: "-")
            start += 1
        }
        var (mantissa, point, count) = (0, -1, 0)
        for place in start..<range.upperBound {
            if let digit = digit(self[place]) {
                mantissa = mantissa &* 10 &+ digit
                count += 1
            } else if self[place] == UInt8(ascii: "."), point < 0 {
                point = place
            } else {
                return nil
            }
        }
        let power = exponent - (point < 0 ? 0 : range.upperBound - point - 1)
        guard count > 0, count <= 15, abs(power) <= 22 else { return nil }
        let value = scaled(mantissa, by: power)
        return isNegative ? -value : value
    }

    /// A number with an optional exponent such as `.28127E-3`; nil for anything else, and where digits or power of ten
    /// are beyond what is exact.
    func scientific(_ range: Range<Int>) -> Double? {
        guard let mark = range.first(where: { self[$0] | 32 == UInt8(ascii: "e") }) else { return decimal(range) }
        var (place, sign) = (mark + 1, 1)
        if place < range.upperBound, self[place] == UInt8(ascii: "-") || self[place] == UInt8(ascii: "+") {
            sign = self[place] == UInt8(ascii: "-") ? -1 : 1
            place += 1
        }
        guard let exponent = whole(place..<range.upperBound), exponent <= 22 else { return nil }
        return decimal(range.lowerBound..<mark, exponent: sign * exponent)
    }

    /// A catalogue number, where the first of five places may be a letter for 10…33 (Alpha-5; no I, no O).
    func catalogueNumber(_ range: Range<Int>) -> Int? {
        if let number = whole(range) { return number <= 999_999_999 ? number : nil }
        guard range.count == 5, let rest = whole(range.dropFirst()) else { return nil }
        let letter = self[range.lowerBound]
        guard (65...90).contains(letter), letter != UInt8(ascii: "I"), letter != UInt8(ascii: "O") else { return nil }
        let skipped = letter > UInt8(ascii: "O") ? 2 : letter > UInt8(ascii: "I") ? 1 : 0
        return (Int(letter) - 55 - skipped) * 10_000 + rest
    }

    /// The first place from `start` that ends a line, or the end.
    func lineEnd(from start: Int) -> Int {
        var place = start
        let raw = bytes
        while place + 8 <= count {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
            let ends = zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
            if ends != 0 { return place + ends.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < count, self[place] != 10, self[place] != 13 { place += 1 }
        return place
    }
}

/// The high bit of each byte that is zero; the lowest one set is right, those above it may not be.
private func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}

/// `mantissa` × 10^`power`, correctly rounded for a mantissa below 2^53 and a power from −22 to 22.
func scaled(_ mantissa: Int, by power: Int) -> Double {
    power < 0 ? Double(mantissa) / tensPower[-power] : Double(mantissa) * tensPower[power]
}

func digit(_ byte: UInt8) -> Int? {
    let value = byte &- 48
    return value < 10 ? Int(value) : nil
}

func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

private let tensPower: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]

/// A cursor over the lines of a text, with their numbers from 1; line ends LF, CR LF or CR.
struct LineCursor {
    private var position: Int
    private var number = 0

    init(from position: Int = 0) { self.position = position }

    mutating func next(_ bytes: Span<UInt8>) -> (number: Int, line: Range<Int>)? {
        guard position < bytes.count else { return nil }
        let start = position
        let end = bytes.lineEnd(from: start)
        let isPair = end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10
        position = end + (isPair ? 2 : 1)
        number += 1
        return (number, start..<end)
    }
}

/// The lines of a text with their numbers from 1.
struct Lines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var cursor = LineCursor()

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (number: Int, line: ArraySlice<UInt8>)? {
        let bytes = bytes
        return cursor.next(bytes.span).map { ($0.number, bytes[$0.line]) }
    }
}

func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}

/// Bytes without blanks and tabs at either end.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes[bytes.span.trimmed(0..<bytes.count).shifted(by: bytes.startIndex)]
}

extension Range<Int> {
    fileprivate func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
