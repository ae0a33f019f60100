extension EarthOrientation {
    /// Reads the text of an IERS `finals2000A` file (fixed columns, one line a day; ReadMe.finals2000A).
    ///
    /// Lines at the end that hold a date and nothing else are left out; a day missing in between, a line out of order
    /// or one that cannot be read is refused. Celestial pole offsets that are blank (the far predictions) are zero.
    public init(finals2000A text: String) throws(TimeError) {
        var rows: [Row] = []
        var number = 0
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 > 32 }) else { continue }
            guard let row = try Self.row(in: Array(line), number: number) else { continue }
            if let last = rows.last, row.modifiedJulianDay != last.modifiedJulianDay + 1 {
                throw Self.badLine(number, "the day after the line before")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw .emptyTable(table: tableName) }
        self.init(rows: rows)
    }

    private static func row(in line: [UInt8], number: Int) throws(TimeError) -> Row? {
        guard let day = decimal(line, columns: 8...15).flatMap({ Int(exactly: $0) }), (30_000...150_000).contains(day)
        else { throw badLine(number, "a Modified Julian Date in columns 8 to 15") }
        guard let ut1 = decimal(line, columns: 59...68) else {
            // A line of the far future holds its date alone.
            guard line.dropFirst(15).allSatisfy({ $0 <= 32 }) else { throw badLine(number, "UT1-UTC in columns 59-68") }
            return nil
        }
        guard let x = decimal(line, columns: 19...27), let y = decimal(line, columns: 38...46) else {
            throw badLine(number, "the pole in columns 19 to 27 and 38 to 46")
        }
        return Row(
            modifiedJulianDay: day, ut1MinusUTCSeconds: ut1, xPoleArcsec: x, yPoleArcsec: y,
            dXMas: decimal(line, columns: 98...106) ?? 0, dYMas: decimal(line, columns: 117...125) ?? 0,
            isPredicted: line.count > 57 && line[57] == UInt8(ascii: "P"))
    }

    private static func decimal(_ line: [UInt8], columns: ClosedRange<Int>) -> Double? {
        guard line.count >= columns.upperBound else { return nil }
        let field = line[(columns.lowerBound - 1)..<columns.upperBound].drop { $0 == 32 }
        let trimmed = field.reversed().drop { $0 == 32 }.reversed()
        guard let value = Double(String(decoding: Array(trimmed), as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static func badLine(_ number: Int, _ expected: String) -> TimeError {
        .badTableLine(table: tableName, line: number, expected: expected)
    }
}

private let tableName = "Earth orientation table"
