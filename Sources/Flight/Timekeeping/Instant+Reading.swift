extension Instant {
    /// Reads UTC in ISO 8601, with a calendar date (`2026-11-22T22:05:17.5Z`) or a day of year
    /// (`2026-326T22:05:17.5`); `T` may be a space, `Z` may be missing, the time may stop at the minute or be missing,
    /// and second 60 is read where the table has a leap second. Digits beyond the nanosecond are rounded.
    public init(utc text: String, leapSeconds: LeapSecondTable = .bundled) throws(TimeError) {
        var reader = UTCReader(text: text)
        let date = try reader.readDate()
        let (seconds, nanoseconds) = try reader.readTime(on: date, leapSeconds: leapSeconds)
        let nanosecondOfDay = Int64(seconds) * nanosecondsPerSecond + nanoseconds
        self = leapSeconds.instant(day: date.modifiedJulianDay, nanosecondOfDay: nanosecondOfDay)
    }
}

/// A cursor over the text of a UTC time.
private struct UTCReader {
    let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    mutating func readDate() throws(TimeError) -> CalendarDate {
        let year = try digits(4)
        guard (1709...2291).contains(year) else { throw .yearOutOfRange(text: text, year: year) }
        try expect("-")
        guard digitsAhead() == 3 else { return try readMonthAndDay(year: year) }
        let dayOfYear = try digits(3)
        guard let date = CalendarDate(year: year, dayOfYear: dayOfYear) else {
            throw outOfRange("day of year", dayOfYear, "1 to \(CalendarDate.isLeapYear(year) ? 366 : 365)")
        }
        return date
    }

    private mutating func readMonthAndDay(year: Int) throws(TimeError) -> CalendarDate {
        let month = try digits(2)
        guard (1...12).contains(month) else { throw outOfRange("month", month, "1 to 12") }
        try expect("-")
        let day = try digits(2)
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            throw outOfRange("day", day, "1 to \(CalendarDate.daysInMonth(month, year: year))")
        }
        return date
    }

    /// Whole seconds since midnight, and the fraction, which rounding may bring to a full second.
    mutating func readTime(
        on date: CalendarDate, leapSeconds: LeapSecondTable
    ) throws(TimeError) -> (seconds: Int, nanoseconds: Int64) {
        guard !atEnd else { return (0, 0) }
        guard take("T") || take("t") || take(" ") else { throw unreadable() }
        let hour = try field("hour", upTo: 23)
        try expect(":")
        let minute = try field("minute", upTo: 59)
        var second = 0
        var nanoseconds: Int64 = 0
        if take(":") {
            let length = leapSeconds.secondsInDay(modifiedJulianDay: date.modifiedJulianDay)
            let lastSecond = hour == 23 && minute == 59 ? length - 86_341 : 59
            second = try field("second", upTo: lastSecond)
            if take(".") || take(",") { nanoseconds = try fraction() }
        }
        if !take("Z") && !take("z") && !atEnd { try expect("+00:00") }
        guard atEnd else { throw unreadable() }
        return (hour * 3600 + minute * 60 + second, nanoseconds)
    }

    private mutating func fraction() throws(TimeError) -> Int64 {
        let count = digitsAhead()
        guard count > 0 else { throw unreadable() }
        var nanoseconds: Int64 = 0
        for place in 0..<max(count, 9) {
            let digit = place < count ? Int64(bytes[position + place] - 48) : 0
            if place < 9 { nanoseconds = nanoseconds * 10 + digit }
            if place == 9 && digit >= 5 { nanoseconds += 1 }
        }
        position += count
        return nanoseconds
    }

    private mutating func field(_ name: String, upTo last: Int) throws(TimeError) -> Int {
        let value = try digits(2)
        guard value <= last else { throw outOfRange(name, value, "0 to \(last)") }
        return value
    }

    private mutating func digits(_ count: Int) throws(TimeError) -> Int {
        guard digitsAhead() >= count else { throw unreadable() }
        let value = bytes[position..<position + count].reduce(0) { $0 * 10 + Int($1 - 48) }
        position += count
        return value
    }

    private func digitsAhead() -> Int {
        bytes[position...].prefix { (48...57).contains($0) }.count
    }

    private var atEnd: Bool { position >= bytes.count }

    private mutating func take(_ expected: String) -> Bool {
        guard bytes[position...].starts(with: expected.utf8) else { return false }
        position += expected.utf8.count
        return true
    }

    private mutating func expect(_ expected: String) throws(TimeError) {
        guard take(expected) else { throw unreadable() }
    }

    private func unreadable() -> TimeError {
        .unreadable(text: text, expected: "UTC such as `2026-11-22T22:05:17.5Z` or `2026-326T22:05:17.5Z`")
    }

    private func outOfRange(_ field: String, _ value: Int, _ expected: String) -> TimeError {
        .fieldOutOfRange(text: text, field: field, value: value, expected: expected)
    }
}
