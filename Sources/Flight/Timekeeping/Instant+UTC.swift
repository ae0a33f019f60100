extension Instant {
    /// Makes an instant from a POSIX clock: nanoseconds since 1970-01-01T00:00:00Z with leap seconds left out.
    public init(unixNanoseconds: Int64, leapSeconds: LeapSecondTable = .bundled) {
        let (days, nanosecond) = floorDivision(unixNanoseconds, by: nanosecondsPerDay)
        self = leapSeconds.instant(day: unixEpochDay + Int(days), nanosecondOfDay: nanosecond)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z as a POSIX clock counts, rounded down; a leap second repeats the
    /// second that follows it.
    public func unixMilliseconds(leapSeconds: LeapSecondTable = .bundled) -> Int64 {
        let (day, nanosecond) = leapSeconds.utcDay(of: self)
        return Int64(day - unixEpochDay) * 86_400_000 + floorDivision(nanosecond, by: 1_000_000).quotient
    }

    /// UTC in ISO 8601, such as `2026-11-22T22:05:17.000Z`; seconds rounded to 0…9 digits, 60 in a leap second.
    public func iso8601UTC(fractionDigits: Int = 3, leapSeconds: LeapSecondTable = .bundled) -> String {
        text(in: .utc, fractionDigits: fractionDigits, leapSeconds: leapSeconds)
    }

    /// UTC as control rooms show it, `2026-326 22:05:17`: year, day of year and the whole second that is running.
    public func dayOfYearUTC(leapSeconds: LeapSecondTable = .bundled) -> String {
        let (day, time) = UTCFields.split(self, leapSeconds: leapSeconds)
        return "\(DateForm.dayOfYear.text(day)) \(time.clock)"
    }

    // Whole UTC seconds are whole seconds of the count, so that rounding the count rounds the printed second.
    func rounded(toDigits digits: Int) -> Instant {
        let unit = powerOfTen(9 - digits)
        let (quotient, remainder) = floorDivision(nanosecondsSinceJ2000TAI, by: unit)
        let floor = quotient.multipliedReportingOverflow(by: unit)
        guard remainder != 0, !floor.overflow else { return self }
        let down = Instant(nanosecondsSinceJ2000TAI: floor.partialValue)
        return remainder * 2 < unit ? down : down.advanced(byNanoseconds: unit)
    }
}

/// Time of day as a clock shows it.
struct UTCFields {
    let hour: Int
    let minute: Int
    let second: Int
    let nanosecond: Int

    var clock: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }

    static func split(_ instant: Instant, leapSeconds: LeapSecondTable) -> (day: Int, time: UTCFields) {
        let (day, nanosecondOfDay) = leapSeconds.utcDay(of: instant)
        return (day, UTCFields(nanosecondOfDay: nanosecondOfDay))
    }

    init(nanosecondOfDay: Int64) {
        let (seconds, nanosecond) = nanosecondOfDay.quotientAndRemainder(dividingBy: nanosecondsPerSecond)
        // The leap second belongs to 23:59 as its second 60.
        let minutes = min(Int(seconds) / 60, 1439)
        (hour, minute, second) = (minutes / 60, minutes % 60, Int(seconds) - minutes * 60)
        self.nanosecond = Int(nanosecond)
    }

    /// The clock with 0…9 digits of the second, those beyond cut off.
    func text(fractionDigits digits: Int) -> String {
        digits > 0 ? "\(clock).\(padded(nanosecond / Int(powerOfTen(9 - digits)), digits))" : clock
    }
}

let unixEpochDay = 40_587

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
}

func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
}
