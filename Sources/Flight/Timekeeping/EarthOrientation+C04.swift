extension EarthOrientation {
    /// Reads the text of an IERS EOP C04 file (one line a day at 0 h UTC, fields between spaces, `#` before comments).
    ///
    /// Both layouts: series 20 (`year month day hour MJD x y UT1−UTC dX dY …`) and series 14 and older (`year month day
    /// MJD x y UT1−UTC LOD dX dY …`), told apart by whether the fourth field is an hour. Offsets must be those against
    /// IAU 2000A, in arcseconds. Header lines before the first day are passed over; after it, a missing day, one out of
    /// order and a line that cannot be read are refused.
    public init(eopC04 text: String) throws(TimeError) {
        var rows: [Row] = []
        var number = 0
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            let fields = line.split { $0 <= 32 }
            guard let first = fields.first, first.first != UInt8(ascii: "#") else { continue }
            guard let row = Self.c04Row(fields) else {
                if rows.isEmpty { continue }
                throw Self.badC04Line(number, "`year month day [hour] MJD x y UT1-UTC …` in numbers")
            }
            if let last = rows.last, row.modifiedJulianDay != last.modifiedJulianDay + 1 {
                throw Self.badC04Line(number, "the day after the line before")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw .emptyTable(table: "Earth orientation table") }
        self.init(rows: rows)
    }

    private static func c04Row(_ fields: [Substring.UTF8View]) -> Row? {
        let numbers = fields.prefix(11).map { Double(String(decoding: $0, as: UTF8.self)) ?? .nan }
        guard numbers.count >= 10, numbers.prefix(10).allSatisfy(\.isFinite) else { return nil }
        // Hours stay below 24, Modified Julian Dates of Earth orientation above 30 000.
        let hasHour = numbers[3] < 24
        let values = Array(numbers.dropFirst(hasHour ? 4 : 3))
        guard let day = Int(exactly: values[0]), (30_000...150_000).contains(day), !hasHour || numbers[3] == 0,
            let (dX, dY) = hasHour ? (values[4], values[5]) : values.count > 6 ? (values[5], values[6]) : nil
        else { return nil }
        return Row(
            modifiedJulianDay: day, ut1MinusUTCSeconds: values[3], xPoleArcsec: values[1], yPoleArcsec: values[2],
            dXMas: dX * 1000, dYMas: dY * 1000, isPredicted: false)
    }

    private static func badC04Line(_ number: Int, _ expected: String) -> TimeError {
        .badTableLine(table: "Earth orientation table", line: number, expected: expected)
    }
}
