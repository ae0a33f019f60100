import Orbits
import Timekeeping

/// Two-line sets as text.
enum TwoLineText {
    /// The lines of a set, and whether they read back as the set; its name counts only where it is written.
    static func write(
        _ set: MeanElements, withName: Bool
    ) throws(NavigationDataError) -> (piece: String, isWhole: Bool) {
        let number = try alpha5(set.catalogueNumber)
        let first = try opening(set, number)
        let second = try closing(set, number)
        let lines = [first, second].map { $0 + "\(checksum($0))\n" }.joined()
        let text = withName && !set.name.isEmpty ? "0 \(set.name)\n" + lines : lines
        let result = ElementSetReader.read(text, as: .twoLine, source: "")
        guard var back = result.sets.first?.elements, result.sets.count == 1, result.problems.isEmpty else {
            let found = result.problems.first?.message ?? text
            throw .malformed(found: found, expected: "values that the columns of a two-line set hold")
        }
        if !withName { back.name = set.name }
        return (text, back == set)
    }

    private static func opening(_ set: MeanElements, _ number: String) throws(NavigationDataError) -> String {
        let (year, day) = try epoch(set.epoch)
        let motion = try derivative("MEAN_MOTION_DOT", set.meanMotionDot)
        let second = try exponential("MEAN_MOTION_DDOT", set.meanMotionDDot)
        let drag = try exponential("BSTAR", set.bstar)
        let object = right(designator(set.internationalDesignator), -8)
        let count = right("\(set.elementSetNumber % 10_000)", 4)
        let head = "1 \(number)\(set.classification.rawValue) \(object) \(year)\(day)"
        return "\(head) \(motion) \(second) \(drag) 0 \(count)"
    }

    private static func closing(_ set: MeanElements, _ number: String) throws(NavigationDataError) -> String {
        let inclination = try fixed("INCLINATION", set.inclinationDeg, places: 4, width: 8)
        let node = try fixed("RA_OF_ASC_NODE", set.raanDeg, places: 4, width: 8)
        let perigee = try fixed("ARG_OF_PERICENTER", set.argumentOfPerigeeDeg, places: 4, width: 8)
        let anomaly = try fixed("MEAN_ANOMALY", set.meanAnomalyDeg, places: 4, width: 8)
        let motion = try fixed("MEAN_MOTION", set.meanMotionRevPerDay, places: 8, width: 11)
        let eccentricity = min(DecimalDigits(set.eccentricity).scaled(places: 7) ?? 0, 9_999_999)
        let digits = zeros(eccentricity, 7)
        let revolution = right("\(set.revolutionNumber % 100_000)", 5)
        return "2 \(number) \(inclination) \(node) \(digits) \(perigee) \(anomaly) \(motion)\(revolution)"
    }

    /// Five places, the first of them a letter for 10…33 (Alpha-5; no I, no O).
    private static func alpha5(_ number: Int) throws(NavigationDataError) -> String {
        guard number <= 339_999 else {
            let expected = "at most 339999 in a two-line set: larger numbers need OMM"
            throw .badField(name: "catalogue number", value: "\(number)", expected: expected)
        }
        guard number >= 100_000 else { return zeros(number, 5) }
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        return "\(letters[number / 10_000 - 10])\(zeros(number % 10_000, 4))"
    }

    /// `1998-067A` as `98067A`; what the columns cannot hold is left out.
    private static func designator(_ full: String) -> String {
        let bytes = Array(full.utf8)
        let isFull = bytes.count > 8 && bytes.count <= 11 && bytes[4] == UInt8(ascii: "-")
        if isFull, let year = bytes.span.whole(0..<4), (1957...2056).contains(year) {
            return text(bytes[2..<4] + bytes[5...])
        }
        return bytes.count <= 8 && bytes.allSatisfy { $0 < 128 } ? full : ""
    }

    private static func epoch(_ epoch: Instant) throws(NavigationDataError) -> (year: String, day: String) {
        let date = CalendarDate(modifiedJulianDay: epoch.modifiedJulianDay)
        var days = DayStarts()
        guard (1957...2056).contains(date.year), let start = days.start(year: date.year, dayOfYear: date.dayOfYear)
        else {
            let expected = "a year from 1957 to 2056 in a two-line set"
            throw .badField(name: "EPOCH", value: epoch.iso8601UTC(), expected: expected)
        }
        let nanoseconds = epoch.nanosecondsSinceJ2000TAI - start.nanosecondsSinceJ2000TAI
        let fraction = min(max((nanoseconds + 432_000) / 864_000, 0), 99_999_999)
        return (zeros(date.year % 100, 2), "\(zeros(date.dayOfYear, 3)).\(zeros(Int(fraction), 8))")
    }

    /// A number with as many of `places` as `width` leaves.
    private static func fixed(
        _ name: String, _ value: Double, places: Int, width: Int
    ) throws(NavigationDataError) -> String {
        let digits = DecimalDigits(value)
        for places in (0...places).reversed() {
            guard let scaled = digits.scaled(places: places) else { continue }
            let text = zeros(scaled, places + 1)
            let sign = value < 0 && scaled != 0 ? "-" : ""
            let written = "\(sign)\(text.dropLast(places)).\(text.suffix(places))"
            if written.utf8.count <= width { return right(written, width) }
        }
        throw .badField(name: name, value: "\(value)", expected: "a number of \(width) columns")
    }

    /// Ten columns; below 1 the zero before the point is left out.
    private static func derivative(_ name: String, _ value: Double) throws(NavigationDataError) -> String {
        let digits = DecimalDigits(value)
        guard let scaled = digits.scaled(places: 8), scaled < 100_000_000 else {
            return try fixed(name, value, places: 8, width: 10)
        }
        return "\(value < 0 && scaled != 0 ? "-" : " ").\(zeros(scaled, 8))"
    }

    /// Five digits behind a point that is not written, and an exponent of one digit.
    private static func exponential(_ name: String, _ value: Double) throws(NavigationDataError) -> String {
        let digits = DecimalDigits(value).rounded(to: 5)
        guard digits.exponent <= 9 else {
            throw .badField(name: name, value: "\(value)", expected: "less than 1e9 in a two-line set")
        }
        var (exponent, mantissa) = (digits.exponent, digits.scaled(places: 5 - digits.exponent) ?? 0)
        if exponent < -9 { (exponent, mantissa) = (-9, digits.scaled(places: 14) ?? 0) }
        if mantissa == 0 { exponent = 0 }
        let sign = value < 0 && mantissa != 0 ? "-" : " "
        return "\(sign)\(zeros(mantissa, 5))\(exponent > 0 ? "+" : "-")\(abs(exponent))"
    }

    private static func checksum(_ line: String) -> Int {
        line.utf8.reduce(0) { $0 + (digit($1) ?? ($1 == UInt8(ascii: "-") ? 1 : 0)) } % 10
    }

    private static func zeros(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A text at the right end of `width` columns, at the left for a negative one.
    private static func right(_ text: String, _ width: Int) -> String {
        let blanks = String(repeating: " ", count: max(0, abs(width) - text.utf8.count))
        return width < 0 ? text + blanks : blanks + text
    }
}

/// The shortest decimal digits that stand for a number, 0.d₁d₂d₃… × 10^`exponent`, without its sign.
struct DecimalDigits {
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0

    /// The digits of a finite number; none for zero.
    init(_ value: Double) {
        let parts = "\(abs(value))".split(separator: "e")
        let number = Array((parts.first ?? "").utf8)
        let point = number.firstIndex(of: UInt8(ascii: ".")) ?? number.count
        let all = number.compactMap(digit)
        let leading = all.prefix { $0 == 0 }.count
        digits = all.dropFirst(leading).map { UInt8($0) }
        while digits.last == 0 { digits.removeLast() }
        guard !digits.isEmpty else { return }
        exponent = point - leading + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }

    /// The number with at most `count` digits, half rounded away from zero.
    func rounded(to count: Int) -> DecimalDigits {
        guard digits.count > count else { return self }
        var result = self
        guard count >= 0, let next = digits.dropFirst(count).first else {
            (result.digits, result.exponent) = ([], 0)
            return result
        }
        result.digits = Array(digits.prefix(count))
        guard next >= 5 else { return result }
        while let last = result.digits.popLast() {
            guard last == 9 else {
                result.digits.append(last + 1)
                return result
            }
        }
        (result.digits, result.exponent) = ([1], exponent + 1)
        return result
    }

    /// The number × 10^`places` as a whole number, half rounded away from zero; nil from 10^17 on.
    func scaled(places: Int) -> Int? {
        let result = rounded(to: exponent + places)
        let length = result.exponent + places
        guard !result.digits.isEmpty else { return 0 }
        guard length <= 17 else { return nil }
        let mantissa = result.digits.reduce(0) { $0 * 10 + Int($1) }
        return (0..<max(0, length - result.digits.count)).reduce(mantissa) { value, _ in value * 10 }
    }
}
