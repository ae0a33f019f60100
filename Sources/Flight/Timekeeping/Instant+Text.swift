/// How a day is written.
public enum DateForm: String, Sendable, Codable, CaseIterable {
    /// Year, month and day, `2026-11-22`.
    case calendar
    /// Year and day of the year, `2026-326`.
    case dayOfYear
}

extension Instant {
    /// The time in a scale in ISO 8601, such as `2026-11-22T22:06:26.184` in TT; seconds rounded to 0…9 digits.
    ///
    /// UTC ends in `Z` and shows a leap second as 60; the other scales bear no mark, so that the reader must be told.
    /// UT1 needs Earth orientation, without which it is UTC; `coverage(in:)` tells how well it is known. `init(_:in:)`
    /// reads what this writes, with nine digits to the nanosecond.
    public func text(
        in scale: TimeScale, form: DateForm = .calendar, fractionDigits: Int = 3,
        earthOrientation: EarthOrientation = .none, leapSeconds: LeapSecondTable = .bundled
    ) -> String {
        let digits = min(max(fractionDigits, 0), 9)
        guard scale != .utc else {
            let (day, time) = UTCFields.split(rounded(toDigits: digits), leapSeconds: leapSeconds)
            return "\(form.text(day))T\(time.text(fractionDigits: digits))Z"
        }
        let offset = nanosecondsBeyondTAI(in: scale, earthOrientation: earthOrientation, leapSeconds: leapSeconds)
        let count = advanced(byNanoseconds: offset).rounded(toDigits: digits).nanosecondsSinceJ2000TAI
        let (days, nanosecond) = floorDivision(count, by: nanosecondsPerDay)
        // The count starts at noon.
        let sinceMidnight = nanosecond + nanosecondsPerDay / 2
        let day = modifiedJulianDay2000 + Int(days) + (sinceMidnight >= nanosecondsPerDay ? 1 : 0)
        let time = UTCFields(nanosecondOfDay: sinceMidnight % nanosecondsPerDay)
        return "\(form.text(day))T\(time.text(fractionDigits: digits))"
    }
}

extension DateForm {
    /// A Modified Julian Day in this form.
    func text(_ modifiedJulianDay: Int) -> String {
        let date = CalendarDate(modifiedJulianDay: modifiedJulianDay)
        return switch self {
        case .calendar: "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        case .dayOfYear: "\(padded(date.year, 4))-\(padded(date.dayOfYear, 3))"
        }
    }
}

/// GPS time as receivers give it: weeks since 1980-01-06T00:00:00 GPS, not cut to 1024, and seconds of the week.
@frozen
public struct GPSWeekTime: Hashable, Sendable {
    /// Weeks since 1980-01-06; negative before.
    public let week: Int
    /// Nanoseconds since the week began, 0 ..< 604 800 000 000 000.
    public let nanosecondsOfWeek: Int64

    /// Makes a time, or nil where the seconds are not those of a week or the week is not one that `Instant` can hold.
    public init?(week: Int, secondsOfWeek: Double) {
        let nanoseconds = (secondsOfWeek * 1e9).rounded()
        guard (-14_208...16_293).contains(week), (0..<Double(nanosecondsPerWeek)).contains(nanoseconds) else {
            return nil
        }
        (self.week, nanosecondsOfWeek) = (week, Int64(nanoseconds))
    }

    init(week: Int, nanosecondsOfWeek: Int64) {
        (self.week, self.nanosecondsOfWeek) = (week, nanosecondsOfWeek)
    }

    /// Seconds since the week began, 0 ..< 604 800, to 0.1 ns.
    public var secondsOfWeek: Double { Double(nanosecondsOfWeek) / 1e9 }
}

extension Instant {
    /// Makes an instant from GPS week and seconds of the week.
    public init(_ time: GPSWeekTime) {
        // In two steps, as the whole way from 1980 may be longer than the count can hold.
        let half = Int64(time.week / 2) * nanosecondsPerWeek
        let rest = Int64(time.week % 2) * nanosecondsPerWeek + time.nanosecondsOfWeek
        self = gpsEpoch.advanced(byNanoseconds: half).advanced(byNanoseconds: half + rest)
    }

    /// GPS week, counted on from 1980 without return to zero, and time of the week.
    public var gpsWeekTime: GPSWeekTime {
        // Whole seconds first: the count since 1980 may pass the end of its range.
        let (seconds, nanosecond) = floorDivision(nanosecondsSinceJ2000TAI, by: nanosecondsPerSecond)
        let (epoch, _) = floorDivision(gpsEpoch.nanosecondsSinceJ2000TAI, by: nanosecondsPerSecond)
        let (week, second) = floorDivision(seconds - epoch, by: nanosecondsPerWeek / nanosecondsPerSecond)
        return GPSWeekTime(week: Int(week), nanosecondsOfWeek: second * nanosecondsPerSecond + nanosecond)
    }
}

private let nanosecondsPerWeek = 7 * nanosecondsPerDay
/// 1980-01-06T00:00:00 UTC, when TAI − UTC was 19 s; 7 300 and a half days before 2000-01-01T12:00.
private let gpsEpoch = Instant(nanosecondsSinceJ2000TAI: -630_763_181_000_000_000)
