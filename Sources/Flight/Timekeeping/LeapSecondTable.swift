/// TAI − UTC through history, and the date until which it is known.
///
/// Before the first entry, whose offset is held, UTC here is not the UTC of its day: between 1961 and 1972 the real
/// one was steered by fractions of a second, which are left out.
public struct LeapSecondTable: Sendable, Equatable {
    /// A value of TAI − UTC and the UTC day at whose midnight it begins.
    public struct Entry: Sendable, Equatable {
        /// Modified Julian Day (UTC) at whose midnight the offset begins.
        public let modifiedJulianDay: Int
        /// TAI − UTC, whole seconds.
        public let taiMinusUTCSeconds: Int
        let begins: Instant

        init(modifiedJulianDay: Int, taiMinusUTCSeconds: Int) {
            self.modifiedJulianDay = modifiedJulianDay
            self.taiMinusUTCSeconds = taiMinusUTCSeconds
            begins = LeapSecondTable.instant(
                day: modifiedJulianDay, nanosecondOfDay: 0, taiMinusUTCSeconds: taiMinusUTCSeconds)
        }

        /// What a file tells; nil where it cannot be, or cannot follow the entry before it.
        init?(_ day: Int, _ offset: Int, after last: Entry?) {
            guard (30_000...150_000).contains(day), (-1000...1000).contains(offset),
                day > (last?.modifiedJulianDay ?? 0), abs(offset - (last?.taiMinusUTCSeconds ?? offset)) <= 1
            else { return nil }
            self.init(modifiedJulianDay: day, taiMinusUTCSeconds: offset)
        }
    }

    /// The entries in time order; never empty.
    public let entries: [Entry]
    /// The instant until which the table's publisher vouches for it.
    public let expires: Instant
    let last: Entry

    /// The table of IERS Bulletin C 72 (July 2026): no leap second after 2017-01-01 until 2027-06-28.
    public static let bundled: LeapSecondTable = {
        let offsets = history.enumerated().map { Entry(modifiedJulianDay: $1, taiMinusUTCSeconds: 10 + $0) }
        return LeapSecondTable(entries: offsets, last: offsets[offsets.count - 1], expiryDay: 61_584)
    }()

    // IERS, Leap_Second.dat: days at whose midnight TAI − UTC grew by a second, from 10 s on 1972-01-01.
    private static let history = [
        41_317, 41_499, 41_683, 42_048, 42_413, 42_778, 43_144, 43_509, 43_874, 44_239, 44_786, 45_151, 45_516, 46_247,
        47_161, 47_892, 48_257, 48_804, 49_169, 49_534, 50_083, 50_630, 51_179, 53_736, 54_832, 56_109, 57_204, 57_754,
    ]

    init(entries: [Entry], last: Entry, expiryDay: Int) {
        self.entries = entries
        self.last = last
        expires = Self.instant(day: expiryDay, nanosecondOfDay: 0, taiMinusUTCSeconds: last.taiMinusUTCSeconds)
    }

    /// Reads the IERS file `Leap_Second.dat`: comment lines, one of which tells the expiry, then `MJD day month year
    /// TAI−UTC` rows in time order. A file without an expiry expires at its last row.
    public init(leapSecondDat text: String) throws(TimeError) {
        var rows: [Entry] = []
        var expiryDay: Int?
        for (number, line) in Self.lines(of: text) {
            if line.first == "#" {
                expiryDay = Self.expiryDay(in: line) ?? expiryDay
            } else if line.contains(where: { !$0.isWhitespace }) {
                rows.append(try Self.entry(in: line, number: number, after: rows.last))
            }
        }
        guard let last = rows.last else { throw .emptyTable(table: "leap second table") }
        self.init(entries: rows, last: last, expiryDay: expiryDay ?? last.modifiedJulianDay)
    }

    private static func entry(in line: Substring, number: Int, after last: Entry?) throws(TimeError) -> Entry {
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard fields.count == 5, let day = Double(fields[0]).flatMap({ Int(exactly: $0) }), let offset = Int(fields[4]),
            let entry = Entry(day, offset, after: last)
        else {
            let expected = "`MJD day month year TAI-UTC`, later than the line before and at most a second away"
            throw .badTableLine(table: "leap second table", line: number, expected: expected)
        }
        return entry
    }

    /// Lines with their numbers from 1, whatever ends them.
    static func lines(of text: String) -> some Sequence<(Int, Substring)> {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().lazy
            .map { ($0.offset + 1, $0.element) }
    }

    private static func expiryDay(in comment: Substring) -> Int? {
        let words = comment.split(whereSeparator: \.isWhitespace)
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        guard let start = words.firstIndex(of: "expires"), words.count == start + 5, let day = Int(words[start + 2]),
            let month = months.firstIndex(where: { $0 == words[start + 3] }), let year = Int(words[start + 4])
        else { return nil }
        return CalendarDate(year: year, month: month + 1, day: day)?.modifiedJulianDay
    }
}

extension LeapSecondTable {
    /// What a table knows of UTC at an instant.
    public enum Coverage: String, Sendable, Codable, CaseIterable {
        /// Within the entries, or after the last and before the expiry.
        case known
        /// Before the first entry: its offset is held.
        case before
        /// At or after the expiry: the last offset is held, and a newer table may have another.
        case expired
    }

    /// How far UTC is known at an instant.
    public func coverage(at instant: Instant) -> Coverage {
        if instant >= expires { return .expired }
        guard let first = entries.first, instant >= first.begins else { return .before }
        return .known
    }

    /// TAI − UTC in force at an instant, whole seconds; within a leap second, the value before it.
    public func taiMinusUTCSeconds(at instant: Instant) -> Int {
        if instant >= last.begins { return last.taiMinusUTCSeconds }
        let index = entries.lastIndex { $0.begins <= instant } ?? 0
        return entries[index].taiMinusUTCSeconds
    }

    /// TAI − UTC in force on a UTC day, whole seconds.
    public func taiMinusUTCSeconds(onModifiedJulianDay day: Int) -> Int {
        if day >= last.modifiedJulianDay { return last.taiMinusUTCSeconds }
        let index = entries.lastIndex { $0.modifiedJulianDay <= day } ?? 0
        return entries[index].taiMinusUTCSeconds
    }

    /// Length of a UTC day: 86 400 s, one more or less when it ends with a leap second.
    public func secondsInDay(modifiedJulianDay day: Int) -> Int {
        86_400 + taiMinusUTCSeconds(onModifiedJulianDay: day + 1) - taiMinusUTCSeconds(onModifiedJulianDay: day)
    }

    /// The UTC day of an instant and the nanoseconds since its midnight, which pass 86 400 s in a leap second.
    func utcDay(of instant: Instant) -> (day: Int, nanosecondOfDay: Int64) {
        let offset = Int64(taiMinusUTCSeconds(at: instant))
        let utc = instant.advanced(byNanoseconds: (43_200 - offset) * nanosecondsPerSecond).nanosecondsSinceJ2000TAI
        let (days, nanosecond) = floorDivision(utc, by: nanosecondsPerDay)
        let day = modifiedJulianDay2000 + Int(days)
        if Int64(taiMinusUTCSeconds(onModifiedJulianDay: day)) > offset {
            return (day - 1, nanosecond + nanosecondsPerDay)
        }
        return (day, nanosecond)
    }

    func instant(day: Int, nanosecondOfDay: Int64) -> Instant {
        let offset = taiMinusUTCSeconds(onModifiedJulianDay: day)
        return Self.instant(day: day, nanosecondOfDay: nanosecondOfDay, taiMinusUTCSeconds: offset)
    }

    private static func instant(day: Int, nanosecondOfDay: Int64, taiMinusUTCSeconds: Int) -> Instant {
        // In whole numbers: far dates in nanoseconds are more than a `Double` holds.
        let days = Int64(max(-1_000_000, min(1_000_000, day))) - Int64(modifiedJulianDay2000)
        let midnight = days * 86_400 - 43_200 + Int64(taiMinusUTCSeconds)
        let (nanoseconds, isBeyond) = midnight.multipliedReportingOverflow(by: 1_000_000_000)
        guard !isBeyond else { return midnight < 0 ? .earliest : .latest }
        return Instant(nanosecondsSinceJ2000TAI: nanoseconds).advanced(byNanoseconds: nanosecondOfDay)
    }
}
