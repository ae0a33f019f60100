import Foundation
import Orbits
import Timekeeping

/// An object of a verification file: its elements, and the times that the published run asks for.
struct VerificationObject {
    let elements: MeanElements
    let startMinutes: Double
    let stopMinutes: Double
    let stepMinutes: Double
}

func verificationObjects(_ text: String) -> [VerificationObject] {
    let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("1 ") || $0.hasPrefix("2 ") }
    return stride(from: 0, to: lines.count - 1, by: 2).map { index in
        let times = lines[index + 1].dropFirst(69).split(separator: " ").compactMap { Double($0) }
        return VerificationObject(
            elements: elements(lines[index], lines[index + 1]), startMinutes: times[0], stopMinutes: times[1],
            stepMinutes: times[2])
    }
}

/// The elements of one set of two lines that are known to be good.
func elements(_ first: Substring, _ second: Substring) -> MeanElements {
    let (one, two) = (Columns(first), Columns(second))
    let year = Int(one.number(19, 20))
    // The day apart from its fraction, whose last digits a sum of the two would lose.
    let (day, fraction) = (Int(one.text(21, 23)) ?? 0, Double("0\(one.text(24, 32))") ?? .nan)
    let date = CalendarDate(year: year < 57 ? 2000 + year : 1900 + year, dayOfYear: day)
    let unixDay = (date?.modifiedJulianDay ?? 0) - 40_587
    let midnight = Instant(unixNanoseconds: Int64(unixDay) * 86_400_000_000_000)
    return MeanElements(
        catalogueNumber: Int(one.text(3, 7)) ?? 0, epoch: midnight.advanced(bySeconds: fraction * 86_400),
        inclinationDeg: two.number(9, 16), raanDeg: two.number(18, 25),
        eccentricity: Double("0.\(two.text(27, 33))") ?? .nan,
        argumentOfPerigeeDeg: two.number(35, 42), meanAnomalyDeg: two.number(44, 51),
        meanMotionRevPerDay: two.number(53, 63), bstar: one.exponential(54, 61))
}

private struct Columns {
    let bytes: [UInt8]

    init(_ line: Substring) { bytes = Array(line.utf8) }

    func text(_ first: Int, _ last: Int) -> String {
        String(decoding: bytes[(first - 1)..<last].filter { $0 != 32 }, as: UTF8.self)
    }

    func number(_ first: Int, _ last: Int) -> Double { Double(text(first, last)) ?? .nan }

    /// A number such as ` 28098-4`, its decimal point left out.
    func exponential(_ first: Int, _ last: Int) -> Double {
        let digits = text(first, last - 2)
        let sign = digits.hasPrefix("-") ? "-" : ""
        let mantissa = Double("\(sign)0.\(digits.filter(\.isNumber))") ?? .nan
        return mantissa * pow(10, number(last - 1, last))
    }
}

/// A line of a verification output.
struct VerificationRow {
    let minutes: Double
    let xKm, yKm, zKm: Double
    let xKmS, yKmS, zKmS: Double

    init(_ fields: [Double]) {
        minutes = fields[0]
        (xKm, yKm, zKm) = (fields[1], fields[2], fields[3])
        (xKmS, yKmS, zKmS) = (fields[4], fields[5], fields[6])
    }
}

/// The lines of one object in a verification output.
struct VerificationBlock {
    let catalogueNumber: Int
    var rows: [VerificationRow] = []
}

func verificationBlocks(_ text: String) -> [VerificationBlock] {
    var blocks: [VerificationBlock] = []
    for line in text.split(whereSeparator: \.isNewline) {
        let fields = line.split(separator: " ")
        if fields.count == 2, fields[1] == "xx" {
            blocks.append(VerificationBlock(catalogueNumber: Int(fields[0]) ?? 0))
        } else if fields.count >= 7 {
            blocks[blocks.count - 1].rows.append(VerificationRow(fields.prefix(7).compactMap { Double($0) }))
        }
    }
    return blocks
}
