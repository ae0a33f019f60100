/// A day of the proleptic Gregorian calendar.
public struct CalendarDate: Hashable, Sendable {
    /// Year, astronomical numbering.
    public let year: Int
    /// Month, 1…12.
    public let month: Int
    /// Day of the month, 1…31.
    public let day: Int

    /// Makes a date, or nil where the calendar has no such day; years −9999…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (-9999...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.daysInMonth(month, year: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Makes a date from its ordinal in the year, 1…366, or nil where the year has no such day.
    public init?(year: Int, dayOfYear: Int) {
        guard dayOfYear >= 1, dayOfYear <= (Self.isLeapYear(year) ? 366 : 365) else { return nil }
        guard let first = CalendarDate(year: year, month: 1, day: 1) else { return nil }
        self.init(modifiedJulianDay: first.modifiedJulianDay + dayOfYear - 1)
    }

    /// The date of a Modified Julian Day, which begins at its midnight; years −9999…9999.
    public init(modifiedJulianDay: Int) {
        // Years counted from 1 March put the leap day last; 678 881 is the day number of 1 March of year 0.
        let sinceMarchOfYear0 = modifiedJulianDay + 678_881
        let era = (sinceMarchOfYear0 >= 0 ? sinceMarchOfYear0 : sinceMarchOfYear0 - 146_096) / 146_097
        let dayOfEra = sinceMarchOfYear0 - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfMarchYear + 2) / 153
        day = dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The Modified Julian Day that begins at this date's midnight.
    public var modifiedJulianDay: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfMarchYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfMarchYear
        return era * 146_097 + dayOfEra - 678_881
    }

    /// Ordinal of the day in its year, 1…366.
    public var dayOfYear: Int {
        let lengths = (1..<month).map { Self.daysInMonth($0, year: year) }
        return lengths.reduce(day, +)
    }

    /// Whether the Gregorian year has 366 days.
    public static func isLeapYear(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
