import Orbits
import Timekeeping

/// The fields of a first line.
struct TwoLineOpening {
    let number: Range<Int>
    let catalogueNumber: Int
    let classification: MeanElements.Classification
    let designator: Range<Int>
    let epoch: Instant
    let meanMotionDot: Double
    let meanMotionDDot: Double
    let bstar: Double
    let elementSetNumber: Int

    init(
        _ bytes: Span<UInt8>, _ line: Range<Int>, _ days: inout DayStarts
    ) throws(NavigationDataError) {
        let columns = try TwoLineColumns(bytes, line, needed: 61)
        number = columns.raw(bytes, 3, 7)
        catalogueNumber = try Self.catalogueNumber(bytes, number)
        classification = try Self.classification(bytes, columns.raw(bytes, 8, 8))
        designator = columns.raw(bytes, 10, 17)
        epoch = try Self.epoch(bytes, columns, &days)
        meanMotionDot = try columns.decimal(bytes, "first derivative of mean motion", 34, 43)
        meanMotionDDot = try columns.exponential(bytes, "second derivative of mean motion", 45, 52)
        bstar = try columns.exponential(bytes, "drag term", 54, 61)
        let type = columns.raw(bytes, 63, 63)
        guard type.isEmpty || [48, 50, 51].contains(bytes[type.lowerBound]) else {
            let expected = "`0`, `2` or `3`, which SGP4 propagates"
            throw .badField(name: "ephemeris type", value: bytes.text(type), expected: expected)
        }
        elementSetNumber = try columns.whole(bytes, "element set number", 65, 68)
    }

    static func catalogueNumber(_ bytes: Span<UInt8>, _ field: Range<Int>) throws(NavigationDataError) -> Int {
        guard let number = bytes.catalogueNumber(field) else {
            let expected = "digits, or a letter other than I and O and four digits"
            throw .badField(name: "catalogue number", value: bytes.text(field), expected: expected)
        }
        return number
    }

    private static func classification(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(NavigationDataError) -> MeanElements.Classification {
        guard let place = field.first else { return .unclassified }
        switch bytes[place] {
        case UInt8(ascii: "U"): return .unclassified
        case UInt8(ascii: "C"): return .classified
        case UInt8(ascii: "S"): return .secret
        default: throw .badField(name: "classification", value: bytes.text(field), expected: "`U`, `C` or `S`")
        }
    }

    private static func epoch(
        _ bytes: Span<UInt8>, _ columns: TwoLineColumns, _ days: inout DayStarts
    ) throws(NavigationDataError) -> Instant {
        let year = fullYear(try columns.whole(bytes, "year of epoch", 19, 20))
        let field = columns.raw(bytes, 21, 32)
        let point = field.first { bytes[$0] == UInt8(ascii: ".") } ?? field.upperBound
        let places = max(0, field.upperBound - point - 1)
        guard let day = bytes.whole(field.lowerBound..<point), let start = days.start(year: year, dayOfYear: day),
            let fraction = places > 0 ? bytes.whole(point + 1..<field.upperBound) : point == field.upperBound ? 0 : nil
        else {
            let expected = "a day of \(year) such as `178.50000000`"
            throw .badField(name: "day of epoch", value: bytes.text(field), expected: expected)
        }
        // A day is 864e11 ns, so that with the field's eleven places at most every value is a whole number of them.
        let nanoseconds = (places..<11).reduce(fraction) { value, _ in value * 10 } * 864
        return start.advanced(byNanoseconds: Int64(nanoseconds))
    }
}

/// The fields of a second line.
struct TwoLineClosing {
    private let inclinationDeg: Double
    private let raanDeg: Double
    private let eccentricity: Double
    private let argumentOfPerigeeDeg: Double
    private let meanAnomalyDeg: Double
    private let meanMotionRevPerDay: Double
    private let revolutionNumber: Int

    init(_ bytes: Span<UInt8>, _ line: Range<Int>, opening: TwoLineOpening) throws(NavigationDataError) {
        let columns = try TwoLineColumns(bytes, line, needed: 63)
        let number = columns.raw(bytes, 3, 7)
        guard try TwoLineOpening.catalogueNumber(bytes, number) == opening.catalogueNumber else {
            throw .numbersDiffer(first: bytes.text(opening.number), second: bytes.text(number))
        }
        inclinationDeg = try columns.decimal(bytes, "inclination", 9, 16)
        raanDeg = try columns.decimal(bytes, "right ascension of the ascending node", 18, 25)
        let digits = columns.raw(bytes, 27, 33)
        guard let fraction = bytes.whole(digits), digits.count == 7 else {
            let expected = "seven digits in columns 27 to 33"
            throw .badField(name: "eccentricity", value: bytes.text(digits), expected: expected)
        }
        eccentricity = Double(fraction) / 1e7
        argumentOfPerigeeDeg = try columns.decimal(bytes, "argument of perigee", 35, 42)
        meanAnomalyDeg = try columns.decimal(bytes, "mean anomaly", 44, 51)
        meanMotionRevPerDay = try columns.decimal(bytes, "mean motion", 53, 63)
        revolutionNumber = try columns.whole(bytes, "revolution number", 64, 68)
        try checkRanges(
            inclinationDeg: inclinationDeg, eccentricity: eccentricity, meanMotionRevPerDay: meanMotionRevPerDay)
    }

    func elements(_ opening: TwoLineOpening, name: String, designator: String) -> MeanElements {
        MeanElements(
            catalogueNumber: opening.catalogueNumber, name: name, internationalDesignator: designator,
            epoch: opening.epoch, inclinationDeg: inclinationDeg, raanDeg: raanDeg, eccentricity: eccentricity,
            argumentOfPerigeeDeg: argumentOfPerigeeDeg, meanAnomalyDeg: meanAnomalyDeg,
            meanMotionRevPerDay: meanMotionRevPerDay, bstar: opening.bstar, meanMotionDot: opening.meanMotionDot,
            meanMotionDDot: opening.meanMotionDDot, elementSetNumber: opening.elementSetNumber,
            revolutionNumber: revolutionNumber, classification: opening.classification)
    }
}

func checkRanges(
    inclinationDeg: Double, eccentricity: Double, meanMotionRevPerDay: Double
) throws(NavigationDataError) {
    guard (0...180).contains(inclinationDeg) else {
        throw .badField(name: "inclination", value: "\(inclinationDeg)", expected: "0 to 180 degrees")
    }
    guard eccentricity >= 0, eccentricity < 1 else {
        throw .badField(name: "eccentricity", value: "\(eccentricity)", expected: "0 to less than 1")
    }
    guard meanMotionRevPerDay > 0, meanMotionRevPerDay < 100 else {
        let expected = "more than 0 and less than 100 revolutions per day"
        throw .badField(name: "mean motion", value: "\(meanMotionRevPerDay)", expected: expected)
    }
}
