/// The scales in which an instant may be written.
public enum TimeScale: String, Sendable, CaseIterable, Codable {
    /// International Atomic Time.
    case tai
    /// Terrestrial Time, TAI + 32.184 s.
    case tt
    /// Barycentric Dynamical Time, within 2 ms of TT; see `Instant.tdbMinusTTSeconds`.
    case tdb
    /// GPS time, TAI − 19 s.
    case gps
    /// Coordinated Universal Time.
    case utc
    /// The Earth's rotation as a time; needs Earth orientation, without which it is UTC.
    case ut1
}

/// A scale known when the program is compiled, so that dates of two scales cannot be mixed.
public protocol JulianDateScale: Sendable {
    /// The scale as a value.
    static var scale: TimeScale { get }
}

/// International Atomic Time.
public struct TAI: JulianDateScale {
    /// `TimeScale.tai`.
    public static let scale = TimeScale.tai
}

/// Terrestrial Time.
public struct TT: JulianDateScale {
    /// `TimeScale.tt`.
    public static let scale = TimeScale.tt
}

/// Barycentric Dynamical Time.
public struct TDB: JulianDateScale {
    /// `TimeScale.tdb`.
    public static let scale = TimeScale.tdb
}

/// GPS time.
public struct GPS: JulianDateScale {
    /// `TimeScale.gps`.
    public static let scale = TimeScale.gps
}

/// Coordinated Universal Time.
public struct UTC: JulianDateScale {
    /// `TimeScale.utc`.
    public static let scale = TimeScale.utc
}

/// The Earth's rotation as a time.
public struct UT1: JulianDateScale {
    /// `TimeScale.ut1`.
    public static let scale = TimeScale.ut1
}

extension JulianDateScale where Self == TAI {
    /// International Atomic Time.
    public static var tai: TAI { TAI() }
}

extension JulianDateScale where Self == TT {
    /// Terrestrial Time.
    public static var tt: TT { TT() }
}

extension JulianDateScale where Self == TDB {
    /// Barycentric Dynamical Time.
    public static var tdb: TDB { TDB() }
}

extension JulianDateScale where Self == GPS {
    /// GPS time.
    public static var gps: GPS { GPS() }
}

extension JulianDateScale where Self == UTC {
    /// Coordinated Universal Time.
    public static var utc: UTC { UTC() }
}

extension JulianDateScale where Self == UT1 {
    /// The Earth's rotation as a time.
    public static var ut1: UT1 { UT1() }
}

/// How well an instant is known in a scale.
public enum TimeScaleCoverage: String, Sendable, Codable, CaseIterable {
    /// By definition, by theory, or within the measured part of the tables.
    case known
    /// Within the predicted part of the Earth orientation table.
    case predicted
    /// Outside a table: its nearest value is held.
    case held
    /// No Earth orientation: UT1 is taken as UTC.
    case missing
}

extension Instant {
    /// How well this instant is known in a scale: UTC by the leap seconds, UT1 also by the Earth orientation; the
    /// others are always known.
    public func coverage(
        in scale: TimeScale, earthOrientation: EarthOrientation = .none, leapSeconds: LeapSecondTable = .bundled
    ) -> TimeScaleCoverage {
        switch scale {
        case .tai, .tt, .tdb, .gps: return .known
        case .utc: return leapSeconds.coverage(at: self) == .known ? .known : .held
        case .ut1:
            switch earthOrientation.value(at: self, leapSeconds: leapSeconds).coverage {
            case .measured: return .known
            case .predicted: return .predicted
            case .outside: return .held
            case .none: return .missing
            }
        }
    }

    /// What is added to TAI to give a scale, nanoseconds.
    func nanosecondsBeyondTAI(
        in scale: TimeScale, earthOrientation: EarthOrientation, leapSeconds: LeapSecondTable
    ) -> Int64 {
        switch scale {
        case .tai: 0
        case .tt: 32_184_000_000
        case .tdb: 32_184_000_000 + Int64((tdbMinusTTSeconds * 1e9).rounded())
        case .gps: -19_000_000_000
        case .utc: -Int64(leapSeconds.taiMinusUTCSeconds(at: self)) * nanosecondsPerSecond
        case .ut1:
            Int64((earthOrientation.ut1MinusTAISeconds(at: self, leapSeconds: leapSeconds) * 1e9).rounded())
        }
    }

    /// The instant that a scale of even days counts as so many nanoseconds since its 2000-01-01T12:00:00.
    init(
        nanosecondsSinceJ2000 count: Int64, in scale: TimeScale, earthOrientation: EarthOrientation,
        leapSeconds: LeapSecondTable
    ) {
        let asTAI = Instant(nanosecondsSinceJ2000TAI: count)
        self = asTAI
        // The offset depends on the instant sought, but by 3e-8 of it at most: three looks settle it to the nanosecond.
        for _ in 0..<3 {
            let offset = nanosecondsBeyondTAI(in: scale, earthOrientation: earthOrientation, leapSeconds: leapSeconds)
            self = asTAI.advanced(byNanoseconds: -offset)
        }
    }
}
