import Orbits
import Timekeeping

/// Reads a row of comma-separated values straight from its bytes where it has nothing unusual; nil where it has, so
/// that `OMMFields` reads it or says what is wrong.
struct PlainRow {
    /// The keywords that matter; the first seventeen in the order of `OMMText.columns`.
    private enum Column: Int {
        case name, designator, epoch, meanMotion, eccentricity, inclination, node, perigee, anomaly, type
        case classification, number, elementSet, revolution, bstar, meanMotionDot, meanMotionDDot
        case center, frame, timeSystem, theory
    }

    private static let keywords = OMMText.columns + ["CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "MEAN_ELEMENT_THEORY"]
    /// For each column of the text, which keyword it holds.
    private let order: [Int?]
    private let isUsable: Bool
    private var fields: [Range<Int>]
    private var days = DayStarts()

    init(_ header: [String]) {
        order = header.map { Self.keywords.firstIndex(of: $0) }
        isUsable = Set(header).count == header.count
        fields = Array(repeating: 0..<0, count: Self.keywords.count)
    }

    mutating func elements(_ bytes: Span<UInt8>, _ line: Range<Int>) -> MeanElements? {
        guard isUsable, split(bytes, line), isAsExpected(bytes), let epoch = epoch(bytes),
            let motion = number(bytes, .meanMotion), let eccentricity = number(bytes, .eccentricity),
            let inclination = number(bytes, .inclination), let node = number(bytes, .node),
            let perigee = number(bytes, .perigee), let anomaly = number(bytes, .anomaly),
            let drag = number(bytes, .bstar, fallback: 0), let first = number(bytes, .meanMotionDot, fallback: 0),
            let second = number(bytes, .meanMotionDDot, fallback: 0), let set = whole(bytes, .elementSet),
            let revolution = whole(bytes, .revolution), let letter = classification(bytes),
            let object = bytes.catalogueNumber(field(.number)),
            motion > 0, motion <= 100, eccentricity >= 0, eccentricity < 1, (0...180).contains(inclination),
            abs(node) <= 360, abs(perigee) <= 360, abs(anomaly) <= 360
        else { return nil }
        return MeanElements(
            catalogueNumber: object, name: bytes.text(field(.name)),
            internationalDesignator: bytes.text(field(.designator)), epoch: epoch, inclinationDeg: inclination,
            raanDeg: node, eccentricity: eccentricity, argumentOfPerigeeDeg: perigee, meanAnomalyDeg: anomaly,
            meanMotionRevPerDay: motion, bstar: drag, meanMotionDot: first, meanMotionDDot: second,
            elementSetNumber: set, revolutionNumber: revolution, classification: letter)
    }

    private func field(_ column: Column) -> Range<Int> { fields[column.rawValue] }

    /// Finds the values; false where their count is another or a quotation mark stands in an unusual place.
    private mutating func split(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        var (start, column) = (line.lowerBound, 0)
        while column < order.count {
            guard let (value, end) = value(bytes, start..<line.upperBound) else { return false }
            if let keyword = order[column] { fields[keyword] = bytes.trimmed(value) }
            column += 1
            guard end < line.upperBound else { return column == order.count }
            start = end + 1
        }
        return false
    }

    /// The value at the beginning of a stretch, and where it ends.
    private func value(_ bytes: Span<UInt8>, _ rest: Range<Int>) -> (value: Range<Int>, end: Int)? {
        let mark = UInt8(ascii: "\"")
        var place = rest.lowerBound
        let isQuoted = place < rest.upperBound && bytes[place] == mark
        if isQuoted { place += 1 }
        let start = place
        while place < rest.upperBound, bytes[place] != mark, isQuoted || bytes[place] != UInt8(ascii: ",") {
            place += 1
        }
        guard isQuoted else {
            return place < rest.upperBound && bytes[place] == mark ? nil : (start..<place, place)
        }
        guard place < rest.upperBound else { return nil }
        let isEnded = place + 1 == rest.upperBound || bytes[place + 1] == UInt8(ascii: ",")
        return isEnded ? (start..<place, place + 1) : nil
    }

    /// Whether the row speaks of what SGP4 propagates.
    private func isAsExpected(_ bytes: Span<UInt8>) -> Bool {
        let type = field(.type)
        guard type.isEmpty || type.count == 1 && [48, 50, 51].contains(bytes[type.lowerBound]) else { return false }
        return holds(bytes, .center, "EARTH") && holds(bytes, .frame, "TEME") && holds(bytes, .timeSystem, "UTC")
            && holds(bytes, .theory, "SGP4")
    }

    private func holds(_ bytes: Span<UInt8>, _ column: Column, _ word: StaticString) -> Bool {
        let value = field(column)
        return value.isEmpty || value.count == word.utf8CodeUnitCount && bytes.starts(value, with: word)
    }

    private func number(_ bytes: Span<UInt8>, _ column: Column, fallback: Double? = nil) -> Double? {
        let value = field(column)
        return value.isEmpty ? fallback : bytes.scientific(value)
    }

    private func whole(_ bytes: Span<UInt8>, _ column: Column) -> Int? {
        let value = field(column)
        return value.isEmpty ? 0 : bytes.whole(value)
    }

    private func classification(_ bytes: Span<UInt8>) -> MeanElements.Classification? {
        let value = field(.classification)
        guard let place = value.first else { return .unclassified }
        guard value.count == 1 else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "U"): return .unclassified
        case UInt8(ascii: "C"): return .classified
        case UInt8(ascii: "S"): return .secret
        default: return nil
        }
    }

    /// `2026-05-30T12:25:10` with up to nine digits behind a point.
    private mutating func epoch(_ bytes: Span<UInt8>) -> Instant? {
        let value = field(.epoch)
        let start = value.lowerBound
        guard value.count >= 19, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            bytes[start + 10] == UInt8(ascii: "T"), bytes[start + 13] == UInt8(ascii: ":"),
            bytes[start + 16] == UInt8(ascii: ":"), let year = bytes.whole(start..<start + 4),
            let month = bytes.whole(start + 5..<start + 7), let day = bytes.whole(start + 8..<start + 10),
            let hour = bytes.whole(start + 11..<start + 13), let minute = bytes.whole(start + 14..<start + 16),
            let second = bytes.whole(start + 17..<start + 19), hour < 24, minute < 60, second < 60,
            let fraction = nanoseconds(bytes, start + 19..<value.upperBound),
            let midnight = days.start(year: year, month: month, day: day)
        else { return nil }
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        return midnight.advanced(byNanoseconds: seconds * 1_000_000_000 + Int64(fraction))
    }

    private func nanoseconds(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int? {
        guard let point = field.first else { return 0 }
        guard bytes[point] == UInt8(ascii: "."), field.count <= 10, let value = bytes.whole(field.dropFirst()) else {
            return nil
        }
        return (field.count..<10).reduce(value) { value, _ in value * 10 }
    }
}
