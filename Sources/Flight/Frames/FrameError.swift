public import Timekeeping

/// Why a transform, a table of the Earth's rotation or an ephemeris was refused.
public enum FrameError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An instant that a table does not reach.
    case outsideTable(instant: Instant, from: Instant, to: Instant)
    /// A span longer than a table may be.
    case spanTooLong(from: Instant, to: Instant)
    /// A batch whose lists are not of one length.
    case lengthsDiffer(positions: Int, instants: Int)
    /// An ephemeris file that is damaged or of another kind, and where.
    case badEphemeris(byte: Int, expected: String)
    /// A body that an ephemeris does not hold at an instant.
    case notInEphemeris(body: SolarSystemBody, instant: Instant)

    public var description: String {
        switch self {
        case .outsideTable(let instant, let from, let to):
            "the instant `\(instant)` is outside the Earth rotation table: expected `\(from)` to `\(to)`"
        case .spanTooLong(let from, let to):
            "the span `\(from)` to `\(to)` is too long for an Earth rotation table: expected less than 200 years"
        case .lengthsDiffer(let positions, let instants):
            "the batch has \(positions) positions and \(instants) instants: expected as many of both"
        case .badEphemeris(let byte, let expected): "cannot read the ephemeris, byte \(byte): expected \(expected)"
        case .notInEphemeris(let body, let instant):
            "the ephemeris does not hold the body `\(body)` at `\(instant)`: expected one within its coverage"
        }
    }
}
