import Orbits
import Timekeeping

/// The fields of a first line.
struct TwoLineOpening {
    let number: ArraySlice<UInt8>
    let catalogueNumber: Int
    let classification: MeanElements.Classification
    let internationalDesignator: String
    let epoch: Instant
    let meanMotionDot: Double
    let meanMotionDDot: Double
    let bstar: Double
    let elementSetNumber: Int

    init(_ line: ArraySlice<UInt8>) throws(NavigationDataError) {
        let columns = try TwoLineColumns(line, needed: 61)
        number = columns.raw(3, 7)
        catalogueNumber = try Self.catalogueNumber(number)
        let letter = columns.raw(8, 8)
        guard let known = letter.isEmpty ? .unclassified : MeanElements.Classification(rawValue: text(letter)) else {
            throw .badField(name: "classification", value: text(letter), expected: "`U`, `C` or `S`")
        }
        classification = known
        internationalDesignator = Self.designator(columns.raw(10, 17))
        epoch = try Self.epoch(columns)
        meanMotionDot = try columns.decimal("first derivative of mean motion", 34, 43)
        meanMotionDDot = try columns.exponential("second derivative of mean motion", 45, 52)
        bstar = try columns.exponential("drag term", 54, 61)
        let type = columns.raw(63, 63)
        guard type.isEmpty || [48, 50, 51].contains(type[type.startIndex]) else {
            throw .badField(
                name: "ephemeris type", value: text(type), expected: "`0`, `2` or `3`, which SGP4 propagates")
        }
        elementSetNumber = try columns.whole("element set number", 65, 68)
    }

    static func catalogueNumber(_ field: ArraySlice<UInt8>) throws(NavigationDataError) -> Int {
        guard let number = parseCatalogueNumber(field) else {
            let expected = "digits, or a letter other than I and O and four digits"
            throw .badField(name: "catalogue number", value: text(field), expected: expected)
        }
        return number
    }

    /// `98067A` as `1998-067A`; years of two digits reach from 1957 to 2056.
    private static func designator(_ field: ArraySlice<UInt8>) -> String {
        guard field.count >= 6, let year = parseWhole(field.prefix(2)), parseWhole(field.dropFirst(2).prefix(3)) != nil
        else { return text(field) }
        return "\(fullYear(year))-\(text(field.dropFirst(2)))"
    }

    private static func fullYear(_ year: Int) -> Int { year < 57 ? 2000 + year : 1900 + year }

    private static func epoch(_ columns: TwoLineColumns) throws(NavigationDataError) -> Instant {
        let year = fullYear(try columns.whole("year of epoch", 19, 20))
        let field = columns.raw(21, 32)
        let point = field.firstIndex(of: UInt8(ascii: ".")) ?? field.endIndex
        let fraction = parseDecimal(field[point...]) ?? 0
        guard let day = parseWhole(trimmed(field[..<point])), point == field.endIndex || field[point...].count > 1,
            let date = CalendarDate(year: year, dayOfYear: day), parseDecimal(field) != nil
        else {
            let expected = "a day of \(year) such as `178.50000000`"
            throw .badField(name: "day of epoch", value: text(field), expected: expected)
        }
        let unixDay = Int64(date.modifiedJulianDay - 40_587)
        return Instant(unixNanoseconds: unixDay * 86_400_000_000_000).advanced(bySeconds: fraction * 86_400)
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

    init(_ line: ArraySlice<UInt8>, opening: TwoLineOpening) throws(NavigationDataError) {
        let columns = try TwoLineColumns(line, needed: 63)
        let number = columns.raw(3, 7)
        guard try TwoLineOpening.catalogueNumber(number) == opening.catalogueNumber else {
            throw .numbersDiffer(first: text(opening.number), second: text(number))
        }
        inclinationDeg = try columns.decimal("inclination", 9, 16)
        raanDeg = try columns.decimal("right ascension of the ascending node", 18, 25)
        let digits = columns.raw(27, 33)
        guard let fraction = parseWhole(digits), digits.count == 7 else {
            throw .badField(name: "eccentricity", value: text(digits), expected: "seven digits in columns 27 to 33")
        }
        eccentricity = Double(fraction) / 1e7
        argumentOfPerigeeDeg = try columns.decimal("argument of perigee", 35, 42)
        meanAnomalyDeg = try columns.decimal("mean anomaly", 44, 51)
        meanMotionRevPerDay = try columns.decimal("mean motion", 53, 63)
        revolutionNumber = try columns.whole("revolution number", 64, 68)
        try checkRanges(
            inclinationDeg: inclinationDeg, eccentricity: eccentricity, meanMotionRevPerDay: meanMotionRevPerDay)
    }

    func elements(_ opening: TwoLineOpening, name: String) -> MeanElements {
        MeanElements(
            catalogueNumber: opening.catalogueNumber, name: name,
            internationalDesignator: opening.internationalDesignator, epoch: opening.epoch,
            inclinationDeg: inclinationDeg, raanDeg: raanDeg, eccentricity: eccentricity,
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
