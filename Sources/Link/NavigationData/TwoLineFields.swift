import Orbits
import Timekeeping

/// The fixed columns of a line, counted from 1 as the format's description does.
struct TwoLineColumns {
    private let line: ArraySlice<UInt8>

    /// Checks length and checksum. A line that ends before its checksum, or has blank for it, is taken without.
    init(_ line: ArraySlice<UInt8>, needed: Int) throws(NavigationDataError) {
        self.line = line
        guard line.count >= needed else { throw .shortLine(length: line.count, expected: needed) }
        guard let last = line.dropFirst(68).first, last != 32 else { return }
        var sum = 0
        for byte in line.prefix(68) {
            if (48...57).contains(byte) { sum += Int(byte - 48) }
            if byte == UInt8(ascii: "-") { sum += 1 }
        }
        guard last == UInt8(48 + sum % 10) else { throw .badChecksum(found: text([last]), expected: sum % 10) }
    }

    func raw(_ first: Int, _ last: Int) -> ArraySlice<UInt8> {
        trimmed(line.dropFirst(first - 1).prefix(last - first + 1))
    }

    func decimal(_ name: String, _ first: Int, _ last: Int) throws(NavigationDataError) -> Double {
        let field = raw(first, last)
        guard let value = parseDecimal(field) else {
            throw .badField(name: name, value: text(field), expected: "a number in columns \(first) to \(last)")
        }
        return value
    }

    /// A whole number, blank taken as zero.
    func whole(_ name: String, _ first: Int, _ last: Int) throws(NavigationDataError) -> Int {
        let field = raw(first, last)
        guard let value = field.isEmpty ? 0 : parseWhole(field) else {
            throw .badField(name: name, value: text(field), expected: "a whole number in columns \(first) to \(last)")
        }
        return value
    }

    /// A number such as `-11606-4` for −0.11606e-4, blank taken as zero.
    func exponential(_ name: String, _ first: Int, _ last: Int) throws(NavigationDataError) -> Double {
        let field = raw(first, last)
        guard let value = parseAssumedPoint(field) else {
            let expected = "a number such as `-11606-4` in columns \(first) to \(last)"
            throw .badField(name: name, value: text(field), expected: expected)
        }
        return value
    }
}

/// Digits with an optional sign and point; nil for anything else. Correctly rounded: both parts are exact below 2^53
/// and 10^22.
func parseDecimal(_ field: ArraySlice<UInt8>) -> Double? {
    var digits = field
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    var (mantissa, places, count, sawPoint) = (0, 0, 0, false)
    for byte in digits {
        if byte == UInt8(ascii: "."), !sawPoint {
            sawPoint = true
            continue
        }
        guard (48...57).contains(byte), count < 15 else { return nil }
        mantissa = mantissa * 10 + Int(byte - 48)
        count += 1
        if sawPoint { places += 1 }
    }
    guard count > 0 else { return nil }
    let value = Double(mantissa) / tenToThe[places]
    return isNegative ? -value : value
}

func parseWhole(_ field: ArraySlice<UInt8>) -> Int? {
    guard !field.isEmpty, field.count <= 18, field.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return field.reduce(0) { $0 * 10 + Int($1 - 48) }
}

/// A catalogue number, where the first of five places may be a letter for 10…33 (Alpha-5; no I, no O).
func parseCatalogueNumber(_ field: ArraySlice<UInt8>) -> Int? {
    if let number = parseWhole(field) { return number <= 999_999_999 ? number : nil }
    guard field.count == 5, let letter = field.first, (65...90).contains(letter),
        let rest = parseWhole(field.dropFirst())
    else { return nil }
    let skipped = letter > UInt8(ascii: "O") ? 2 : letter > UInt8(ascii: "I") ? 1 : 0
    guard letter != UInt8(ascii: "I"), letter != UInt8(ascii: "O") else { return nil }
    return (Int(letter) - 55 - skipped) * 10_000 + rest
}

private func parseAssumedPoint(_ field: ArraySlice<UInt8>) -> Double? {
    guard !field.isEmpty else { return 0 }
    var rest = field
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let digits = trimmed(rest).prefix { (48...57).contains($0) }
    rest = rest[digits.endIndex...]
    let exponentSign = rest.first
    guard let mantissa = parseWhole(digits), digits.count <= 6 else { return nil }
    var exponent = 0
    if let exponentSign {
        guard [UInt8(ascii: "-"), UInt8(ascii: "+"), 32].contains(exponentSign), rest.count == 2,
            let magnitude = parseWhole(rest.dropFirst())
        else { return nil }
        exponent = exponentSign == UInt8(ascii: "-") ? -magnitude : magnitude
    }
    let power = digits.count - exponent
    let value = power >= 0 ? Double(mantissa) / tenToThe[power] : Double(mantissa) * tenToThe[-power]
    return isNegative ? -value : value
}

private let tenToThe: [Double] = (0...22).reduce(into: []) { powers, _ in powers.append((powers.last ?? 0.1) * 10) }
