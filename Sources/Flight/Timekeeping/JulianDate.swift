/// A Julian Date in a time scale, in two parts, so that nanoseconds survive.
///
/// The scale is part of the type: dates of two scales cannot be mixed, only an `Instant` crosses.
@frozen
public struct JulianDate<Scale: JulianDateScale>: Hashable, Sendable {
    /// The Julian Date of the midnight before, ending in .5.
    public let day: Double
    /// Fraction of the day since then, 0 ..< 1; of 86 401 s on a UTC day that ends with a leap second.
    public let fraction: Double

    /// Makes a date from its two parts.
    @inlinable
    public init(day: Double, fraction: Double) {
        (self.day, self.fraction) = (day, fraction)
    }

    /// Both parts in one number, good to about 40 µs.
    public var value: Double { day + fraction }
    /// Julian centuries of 36 525 days since JD 2451545.0 in the scale.
    @inlinable
    public var centuriesSinceJ2000: Double { ((day - 2_451_545) + fraction) / 36_525 }
    /// Modified Julian Date, JD − 2400000.5.
    public var modified: Double { (day - 2_400_000.5) + fraction }
}

extension Instant {
    /// The Julian Date in a scale, as `julianDate(in: .tt)`. A UTC day is taken as long as it is, 86 401 s with a
    /// leap second.
    public func julianDate<Scale: JulianDateScale>(
        in scale: Scale, earthOrientation: EarthOrientation = .none, leapSeconds: LeapSecondTable = .bundled
    ) -> JulianDate<Scale> {
        switch Scale.scale {
        case .tai: return uniformJulianDate(offsetSeconds: 0)
        case .tt: return uniformJulianDate(offsetSeconds: 32.184)
        case .tdb: return uniformJulianDate(offsetSeconds: 32.184 + tdbMinusTTSeconds)
        case .gps: return uniformJulianDate(offsetSeconds: -19)
        case .ut1:
            let offset = earthOrientation.ut1MinusTAISeconds(at: self, leapSeconds: leapSeconds)
            return uniformJulianDate(offsetSeconds: offset)
        case .utc:
            let (day, nanosecond) = leapSeconds.utcDay(of: self)
            let length = Double(leapSeconds.secondsInDay(modifiedJulianDay: day))
            return JulianDate(day: Double(day) + 2_400_000.5, fraction: Double(nanosecond) / (length * 1e9))
        }
    }

    private func uniformJulianDate<Scale: JulianDateScale>(offsetSeconds: Double) -> JulianDate<Scale> {
        let (days, nanosecond) = floorDivision(nanosecondsSinceJ2000TAI, by: nanosecondsPerDay)
        // The count starts at noon; the parts are kept at midnight.
        let seconds = Double(nanosecond) * 1e-9 + 43_200 + offsetSeconds
        let carry = (seconds / 86_400).rounded(.down)
        return JulianDate(
            day: Double(days) + 2_451_544.5 + carry, fraction: (seconds - carry * 86_400) / 86_400)
    }
}
