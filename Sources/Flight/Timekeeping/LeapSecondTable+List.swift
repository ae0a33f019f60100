extension LeapSecondTable {
    /// Reads either file of leap seconds, told apart by the first row: `Leap_Second.dat` has five fields, of which the
    /// first is a day, `leap-seconds.list` two before the comment.
    public init(text: String) throws(TimeError) {
        let rows = Self.lines(of: text).lazy.map(\.1).filter { $0.first != "#" }
        let first = rows.first { $0.contains { !$0.isWhitespace } } ?? ""
        if Self.listFields(first).count == 2 {
            try self.init(leapSecondsList: text)
        } else {
            try self.init(leapSecondDat: text)
        }
    }

    /// Reads `leap-seconds.list` of NIST and IERS: rows `seconds TAI−UTC # comment` in time order, seconds of NTP since
    /// 1900-01-01, and a line `#@ seconds` with the expiry, without which the file expires at its last row. The hash
    /// of the line `#h` is not checked.
    public init(leapSecondsList text: String) throws(TimeError) {
        var rows: [Entry] = []
        var expiryDay: Int?
        for (number, line) in Self.lines(of: text) {
            if line.hasPrefix("#@") {
                guard let day = Self.day(line.dropFirst(2)) else {
                    throw Self.badListLine(number, "`#@ seconds`, whole days since 1900-01-01")
                }
                expiryDay = day
            } else if line.first != "#", line.contains(where: { !$0.isWhitespace }) {
                rows.append(try Self.listEntry(line, number: number, after: rows.last))
            }
        }
        guard let last = rows.last else { throw .emptyTable(table: "leap second table") }
        self.init(entries: rows, last: last, expiryDay: expiryDay ?? last.modifiedJulianDay)
    }

    private static func listEntry(_ line: Substring, number: Int, after last: Entry?) throws(TimeError) -> Entry {
        let fields = listFields(line)
        guard fields.count == 2, let day = day(fields[0]), let offset = Int(fields[1]),
            let entry = Entry(day, offset, after: last)
        else {
            throw badListLine(
                number, "`seconds TAI-UTC` at a midnight, later than the line before and at most a second away")
        }
        return entry
    }

    private static func badListLine(_ number: Int, _ expected: String) -> TimeError {
        .badTableLine(table: "leap second table", line: number, expected: expected)
    }

    /// The fields before the comment.
    private static func listFields(_ line: Substring) -> [Substring] {
        line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
    }

    /// The Modified Julian Day that begins so many seconds after 1900-01-01, nil within a day or far from our time.
    private static func day(_ seconds: Substring) -> Int? {
        let digits = seconds.filter { !$0.isWhitespace }
        guard let count = Int(digits), count % 86_400 == 0 else { return nil }
        let day = count / 86_400 + 15_020
        return (30_000...150_000).contains(day) ? day : nil
    }
}
