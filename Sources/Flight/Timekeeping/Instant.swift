/// One moment, on a continuous count that no leap second disturbs.
///
/// Nanoseconds of International Atomic Time since 2000-01-01T12:00:00 TAI. Reaches from 1708 to 2292; arithmetic that
/// would leave that range stays at its end.
@frozen
public struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Nanoseconds of TAI since 2000-01-01T12:00:00 TAI.
    public var nanosecondsSinceJ2000TAI: Int64

    /// Makes an instant from its count of TAI nanoseconds since 2000-01-01T12:00:00 TAI.
    @inlinable
    public init(nanosecondsSinceJ2000TAI: Int64) {
        self.nanosecondsSinceJ2000TAI = nanosecondsSinceJ2000TAI
    }

    /// 2000-01-01T12:00:00 TAI.
    public static let j2000TAI = Instant(nanosecondsSinceJ2000TAI: 0)
    /// The earliest instant that can be held, in the year 1707.
    public static let earliest = Instant(nanosecondsSinceJ2000TAI: .min)
    /// The latest instant that can be held, in the year 2292.
    public static let latest = Instant(nanosecondsSinceJ2000TAI: .max)

    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanosecondsSinceJ2000TAI < right.nanosecondsSinceJ2000TAI
    }

    /// Elapsed SI seconds from `other` to this instant, as a stopwatch counts them; exact to the nanosecond up to 104
    /// days apart, and to one part in 2^53 beyond.
    @inlinable
    public func secondsSince(_ other: Instant) -> Double {
        let (difference, overflow) = nanosecondsSinceJ2000TAI.subtractingReportingOverflow(
            other.nanosecondsSinceJ2000TAI)
        guard !overflow else {
            return (Double(nanosecondsSinceJ2000TAI) - Double(other.nanosecondsSinceJ2000TAI)) * 1e-9
        }
        return Double(difference) / 1e9
    }

    /// The instant `seconds` SI seconds later, rounded to the nanosecond; stays at the end of the range instead of
    /// leaving it, and unchanged for a value that is not a number.
    @inlinable
    public func advanced(bySeconds seconds: Double) -> Instant {
        let nanoseconds = (seconds * 1e9).rounded()
        guard !nanoseconds.isNaN else { return self }
        guard let whole = Int64(exactly: nanoseconds) else { return nanoseconds < 0 ? .earliest : .latest }
        return advanced(byNanoseconds: whole)
    }

    /// The instant `nanoseconds` later; stays at the end of the range instead of leaving it.
    @inlinable
    public func advanced(byNanoseconds nanoseconds: Int64) -> Instant {
        let (sum, overflow) = nanosecondsSinceJ2000TAI.addingReportingOverflow(nanoseconds)
        guard overflow else { return Instant(nanosecondsSinceJ2000TAI: sum) }
        return nanoseconds < 0 ? .earliest : .latest
    }

    /// Reads the bare count of nanoseconds.
    public init(from decoder: any Decoder) throws {
        nanosecondsSinceJ2000TAI = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the bare count of nanoseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanosecondsSinceJ2000TAI)
    }
}

extension Instant: CustomStringConvertible {
    /// UTC by the bundled leap seconds, to the millisecond.
    public var description: String { iso8601UTC() }
}

let nanosecondsPerSecond: Int64 = 1_000_000_000
let nanosecondsPerDay: Int64 = 86_400_000_000_000
/// The Modified Julian Date of 2000-01-01T00:00.
let modifiedJulianDay2000 = 51_544

/// Quotient rounded towards minus infinity, and the remainder that goes with it, for a positive divisor.
func floorDivision(_ dividend: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
