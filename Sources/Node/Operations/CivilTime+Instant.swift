public import Programme
public import Timekeeping

extension CivilTime {
    /// The calendar's date and time in UTC at an instant, its fraction of a second cut off.
    public init(_ instant: Instant) {
        // Every instant lies in the years 1708 to 2292, so that its text is always a civil time.
        self = CivilTime(instant.iso8601UTC(fractionDigits: 0)) ?? .distantPast
    }
}

extension Instant {
    /// The instant a civil time names; the end of time where there is none such, as for a leap second that never was.
    public init(_ civil: CivilTime) {
        self = (try? Instant(utc: civil.description)) ?? .latest
    }
}
