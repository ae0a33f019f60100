extension Instant {
    /// Makes an instant from a Julian Date, to the nanosecond; the inverse of `julianDate(in:)`.
    ///
    /// A day of UTC is as long as it is, 86 401 s with a leap second. UT1 needs Earth orientation, else it is UTC. A
    /// date beyond the range gives its end, one that is not a number 2000-01-01T12:00:00 TAI.
    public init<Scale: JulianDateScale>(
        julianDate date: JulianDate<Scale>, earthOrientation: EarthOrientation = .none,
        leapSeconds: LeapSecondTable = .bundled
    ) {
        let daysSinceJ2000 = date.day - 2_451_545 + date.fraction
        guard !daysSinceJ2000.isNaN else {
            self = .j2000TAI
            return
        }
        // 106 000 days are 290 years, a little within the count's range.
        guard abs(daysSinceJ2000) < 106_000 else {
            self = daysSinceJ2000 < 0 ? .earliest : .latest
            return
        }
        let uniform = Self.uniform(date)
        switch Scale.scale {
        case .tai: self = uniform
        case .tt: self = uniform.advanced(bySeconds: -32.184)
        case .gps: self = uniform.advanced(bySeconds: 19)
        case .tdb:
            // TDB − TT changes by 1e-10 s in the 2 ms it amounts to: one look is enough.
            let terrestrial = uniform.advanced(bySeconds: -32.184)
            self = terrestrial.advanced(bySeconds: -terrestrial.tdbMinusTTSeconds)
        case .ut1:
            // UT1 − TAI depends on the instant sought; it moves by 1e-8 of it, so that two looks settle it.
            let first = uniform.advanced(
                bySeconds: -earthOrientation.ut1MinusTAISeconds(at: uniform, leapSeconds: leapSeconds))
            self = uniform.advanced(
                bySeconds: -earthOrientation.ut1MinusTAISeconds(at: first, leapSeconds: leapSeconds))
        case .utc: self = Self.utc(date, leapSeconds)
        }
    }

    private static func uniform<Scale: JulianDateScale>(_ date: JulianDate<Scale>) -> Instant {
        let whole = Instant.j2000TAI.advanced(bySeconds: (date.day - 2_451_545) * 86_400)
        return whole.advanced(bySeconds: date.fraction * 86_400)
    }

    private static func utc<Scale: JulianDateScale>(_ date: JulianDate<Scale>, _ leapSeconds: LeapSecondTable)
        -> Instant
    {
        let modified = date.day - 2_400_000.5
        // A date split at midnight says its day; in another the sum's rounding may reach the next midnight.
        let isSplit = modified.rounded() == modified && (0..<1).contains(date.fraction)
        let whole = isSplit ? modified : (modified + date.fraction).rounded(.down)
        let day = Int(whole)
        let fraction = (modified - whole) + date.fraction
        let length = Double(leapSeconds.secondsInDay(modifiedJulianDay: day))
        return leapSeconds.instant(day: day, nanosecondOfDay: 0).advanced(bySeconds: fraction * length)
    }
}
