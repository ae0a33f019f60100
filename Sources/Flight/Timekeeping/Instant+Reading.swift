extension Instant {
    /// Reads UTC in ISO 8601, with a calendar date (`2026-11-22T22:05:17.5Z`) or a day of year
    /// (`2026-326T22:05:17.5`); `T` may be a space, `Z` may be missing, the time may stop at the minute or be missing,
    /// and second 60 is read where the table has a leap second. Digits beyond the nanosecond are rounded.
    public init(utc text: String, leapSeconds: LeapSecondTable = .bundled) throws(TimeError) {
        var reader = DateReader(text: text, scale: .utc)
        let date = try reader.readDate()
        let nanosecondOfDay = try reader.readTime(on: date, leapSeconds: leapSeconds)
        self = leapSeconds.instant(day: date.modifiedJulianDay, nanosecondOfDay: nanosecondOfDay)
    }

    /// Reads a time in a scale, in the forms of `init(utc:)`; `Z` belongs to UTC alone, and only UTC has a second 60.
    ///
    /// UT1 needs Earth orientation, without which it is UTC; `coverage(in:)` tells how well it is known.
    public init(
        _ text: String, in scale: TimeScale, earthOrientation: EarthOrientation = .none,
        leapSeconds: LeapSecondTable = .bundled
    ) throws(TimeError) {
        guard scale != .utc else {
            try self.init(utc: text, leapSeconds: leapSeconds)
            return
        }
        var reader = DateReader(text: text, scale: scale)
        let day = try reader.readDate()
        let nanosecondOfDay = try reader.readTime(on: day, leapSeconds: leapSeconds)
        let sinceMidnight2000 = Int64(day.modifiedJulianDay - modifiedJulianDay2000) * nanosecondsPerDay
        self.init(
            nanosecondsSinceJ2000: sinceMidnight2000 + nanosecondOfDay - nanosecondsPerDay / 2, in: scale,
            earthOrientation: earthOrientation, leapSeconds: leapSeconds)
    }
}

/// A cursor over the text of a time.
private struct DateReader {
    let text: String
    let scale: TimeScale
    private let bytes: [UInt8]
    private var position = 0

    init(text: String, scale: TimeScale) {
        (self.text, self.scale) = (text, scale)
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

    /// Nanoseconds since midnight; rounding may bring them to that of the next day.
    mutating func readTime(on date: CalendarDate, leapSeconds: LeapSecondTable) throws(TimeError) -> Int64 {
        guard !atEnd else { return 0 }
        guard take("T") || take("t") || take(" ") else { throw unreadable() }
        let hour = try field("hour", upTo: 23)
        try expect(":")
        let minute = try field("minute", upTo: 59)
        var second = 0
        var nanoseconds: Int64 = 0
        if take(":") {
            let length = scale == .utc ? leapSeconds.secondsInDay(modifiedJulianDay: date.modifiedJulianDay) : 86_400
            let lastSecond = hour == 23 && minute == 59 ? length - 86_341 : 59
            second = try field("second", upTo: lastSecond)
            if take(".") || take(",") { nanoseconds = try fraction() }
        }
        if scale == .utc && !take("Z") && !take("z") && !atEnd { try expect("+00:00") }
        guard atEnd else { throw unreadable() }
        return Int64(hour * 3600 + minute * 60 + second) * nanosecondsPerSecond + nanoseconds
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
        let (name, zone) = (scale == .gps ? "GPS time" : scale.rawValue.uppercased(), scale == .utc ? "Z" : "")
        return .unreadable(
            text: text, expected: "\(name) such as `2026-11-22T22:05:17.5\(zone)` or `2026-326T22:05:17.5\(zone)`")
    }

    private func outOfRange(_ field: String, _ value: Int, _ expected: String) -> TimeError {
        .fieldOutOfRange(text: text, field: field, value: value, expected: expected)
    }
}
