import Timekeeping

/// The instants at which UTC days begin, the last ones asked for kept.
struct DayStarts {
    private var days: [(key: Int, start: Instant?)] = Array(repeating: (0, nil), count: 64)

    /// The beginning of a day, or nil where the year has no such day; years 1900…2200, which POSIX time holds.
    mutating func start(year: Int, dayOfYear: Int) -> Instant? {
        guard (1900...2200).contains(year), (1...366).contains(dayOfYear) else { return nil }
        return start(year << 10 | dayOfYear) { CalendarDate(year: year, dayOfYear: dayOfYear) }
    }

    /// The beginning of a day, or nil where the calendar has no such day; years 1900…2200, which POSIX time holds.
    mutating func start(year: Int, month: Int, day: Int) -> Instant? {
        guard (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        return start(year << 10 | 512 | month << 5 | day) { CalendarDate(year: year, month: month, day: day) }
    }

    private mutating func start(_ key: Int, of date: () -> CalendarDate?) -> Instant? {
        let place = key & 63
        if days[place].key == key { return days[place].start }
        let start = date().map { date in
            Instant(unixNanoseconds: Int64(date.modifiedJulianDay - 40_587) * 86_400_000_000_000)
        }
        days[place] = (key, start)
        return start
    }
}
