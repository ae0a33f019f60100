import Glibc

/// The scales in which an instant may be written.
public enum TimeScale: String, Sendable, CaseIterable, Codable {
    /// International Atomic Time.
    case tai
    /// Terrestrial Time, TAI + 32.184 s.
    case tt
    /// Barycentric Dynamical Time, within 2 ms of TT; here to about 10 µs (Kaplan 2005, USNO Circular 179, eq. 2.6).
    case tdb
    /// GPS time, TAI − 19 s.
    case gps
    /// Coordinated Universal Time.
    case utc
    /// The Earth's rotation as a time; needs Earth orientation, without which it is UTC.
    case ut1
}

/// A Julian Date in two parts, so that nanoseconds survive.
@frozen
public struct JulianDate: Hashable, Sendable {
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
    /// Julian centuries of 36 525 days since JD 2451545.0.
    @inlinable
    public var centuriesSinceJ2000: Double { ((day - 2_451_545) + fraction) / 36_525 }
    /// Modified Julian Date, JD − 2400000.5.
    public var modified: Double { (day - 2_400_000.5) + fraction }
}

extension Instant {
    /// The Julian Date in a scale. A UTC day is taken as long as it is, 86 401 s with a leap second.
    public func julianDate(
        in scale: TimeScale, earthOrientation: EarthOrientation = .none, leapSeconds: LeapSecondTable = .bundled
    ) -> JulianDate {
        switch scale {
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

    /// TDB − TT at this instant, seconds, at the geocentre (Kaplan 2005, USNO Circular 179, eq. 2.6; about 10 µs).
    public var tdbMinusTTSeconds: Double {
        let centuries = (Double(nanosecondsSinceJ2000TAI) * 1e-9 + 32.184) / (86_400 * 36_525)
        return 0.001657 * sin(628.3076 * centuries + 6.2401) + 0.000022 * sin(575.3385 * centuries + 4.2970)
            + 0.000014 * sin(1256.6152 * centuries + 6.1969) + 0.000005 * sin(606.9777 * centuries + 4.0212)
            + 0.000005 * sin(52.9691 * centuries + 0.4444) + 0.000002 * sin(21.3299 * centuries + 5.5431)
            + 0.000010 * centuries * sin(628.3076 * centuries + 4.2490)
    }

    private func uniformJulianDate(offsetSeconds: Double) -> JulianDate {
        let (days, nanosecond) = floorDivision(nanosecondsSinceJ2000TAI, by: nanosecondsPerDay)
        // The count starts at noon; the parts are kept at midnight.
        let seconds = Double(nanosecond) * 1e-9 + 43_200 + offsetSeconds
        let carry = (seconds / 86_400).rounded(.down)
        return JulianDate(
            day: Double(days) + 2_451_544.5 + carry, fraction: (seconds - carry * 86_400) / 86_400)
    }
}
