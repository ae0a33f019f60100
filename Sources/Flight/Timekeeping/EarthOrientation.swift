/// The Earth's rotation and pole from day to day, as the International Earth Rotation Service publishes them.
public struct EarthOrientation: Sendable, Equatable {
    /// What is known of an instant's Earth orientation; the less is known, the greater.
    public enum Coverage: String, Sendable, Codable, Comparable, CaseIterable {
        /// Within the observed part of the table.
        case measured
        /// Within the predicted part of the table.
        case predicted
        /// Outside the table: the nearest value is held.
        case outside
        /// No table: all values are zero.
        case none

        public static func < (left: Coverage, right: Coverage) -> Bool { left.uncertainty < right.uncertainty }

        private var uncertainty: Int {
            switch self {
            case .measured: 0
            case .predicted: 1
            case .outside: 2
            case .none: 3
            }
        }
    }

    /// The orientation at one instant.
    @frozen
    public struct Value: Sendable, Equatable {
        /// UT1 − UTC, seconds.
        public var ut1MinusUTCSeconds: Double
        /// Pole coordinate x_p, arcseconds.
        public var xPoleArcsec: Double
        /// Pole coordinate y_p, arcseconds.
        public var yPoleArcsec: Double
        /// Celestial pole offset dX against IAU 2000A, milliarcseconds.
        public var dXMas: Double
        /// Celestial pole offset dY against IAU 2000A, milliarcseconds.
        public var dYMas: Double
        /// Length of the day beyond 86 400 s, seconds: how UT1 − UTC falls over the day; zero outside the table.
        public var excessLengthOfDaySeconds: Double
        /// How the values are known.
        public var coverage: Coverage
    }

    /// One day of a table, at 0 h UTC.
    struct Row: Sendable, Equatable {
        var modifiedJulianDay: Int
        var ut1MinusUTCSeconds: Double
        var xPoleArcsec: Double
        var yPoleArcsec: Double
        var dXMas: Double
        var dYMas: Double
        var isPredicted: Bool
    }

    /// Rows of consecutive days.
    let rows: [Row]

    /// No table: UT1 is taken as UTC, which is within 0.9 s (0.4 km at the equator), and the pole as unmoved.
    public static let none = EarthOrientation(rows: [])

    init(rows: [Row]) { self.rows = rows }

    /// First and last UTC day of the table as Modified Julian Days; nil without a table.
    public var days: ClosedRange<Int>? {
        guard let first = rows.first, let last = rows.last else { return nil }
        return first.modifiedJulianDay...last.modifiedJulianDay
    }

    /// The orientation at an instant, linear between the days' values; outside the table its nearest value, marked.
    ///
    /// Left out: the sub-daily tides in UT1 and pole (below 0.1 ms and 1 mas).
    public func value(at instant: Instant, leapSeconds: LeapSecondTable = .bundled) -> Value {
        guard let first = rows.first, let last = rows.last else {
            return Value(
                ut1MinusUTCSeconds: 0, xPoleArcsec: 0, yPoleArcsec: 0, dXMas: 0, dYMas: 0,
                excessLengthOfDaySeconds: 0, coverage: .none)
        }
        let (day, nanosecond) = leapSeconds.utcDay(of: instant)
        if day < first.modifiedJulianDay { return first.value(coverage: .outside) }
        let index = day - first.modifiedJulianDay
        guard index < rows.count - 1 else {
            let isLastMidnight = day == last.modifiedJulianDay && nanosecond == 0
            return last.value(coverage: isLastMidnight ? last.coverage : .outside)
        }
        let fraction = Double(nanosecond) / (Double(leapSeconds.secondsInDay(modifiedJulianDay: day)) * 1e9)
        let step = leapSeconds.secondsInDay(modifiedJulianDay: day) - 86_400
        return rows[index].interpolated(to: rows[index + 1], fraction: fraction, leapSecondBetween: Double(step))
    }

    /// UT1 − TAI at an instant, seconds.
    public func ut1MinusTAISeconds(at instant: Instant, leapSeconds: LeapSecondTable = .bundled) -> Double {
        let ut1MinusUTC = rows.isEmpty ? 0 : value(at: instant, leapSeconds: leapSeconds).ut1MinusUTCSeconds
        return ut1MinusUTC - Double(leapSeconds.taiMinusUTCSeconds(at: instant))
    }
}

extension EarthOrientation.Row {
    var coverage: EarthOrientation.Coverage { isPredicted ? .predicted : .measured }

    func value(coverage: EarthOrientation.Coverage) -> EarthOrientation.Value {
        EarthOrientation.Value(
            ut1MinusUTCSeconds: ut1MinusUTCSeconds, xPoleArcsec: xPoleArcsec, yPoleArcsec: yPoleArcsec, dXMas: dXMas,
            dYMas: dYMas, excessLengthOfDaySeconds: 0, coverage: coverage)
    }

    func interpolated(to next: Self, fraction: Double, leapSecondBetween: Double) -> EarthOrientation.Value {
        func mix(_ from: Double, _ to: Double) -> Double { from + (to - from) * fraction }
        // UT1 is smooth where UTC steps: the step at the next midnight is taken out before interpolating.
        let nextUT1MinusUTC = next.ut1MinusUTCSeconds - leapSecondBetween
        return EarthOrientation.Value(
            ut1MinusUTCSeconds: mix(ut1MinusUTCSeconds, nextUT1MinusUTC),
            xPoleArcsec: mix(xPoleArcsec, next.xPoleArcsec), yPoleArcsec: mix(yPoleArcsec, next.yPoleArcsec),
            dXMas: mix(dXMas, next.dXMas), dYMas: mix(dYMas, next.dYMas),
            excessLengthOfDaySeconds: ut1MinusUTCSeconds - nextUT1MinusUTC,
            coverage: isPredicted || next.isPredicted ? .predicted : .measured)
    }
}
