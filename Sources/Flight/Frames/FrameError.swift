public import Timekeeping

/// Why a transform or a table of the Earth's rotation was refused.
public enum FrameError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An instant that a table does not reach.
    case outsideTable(instant: Instant, from: Instant, to: Instant)
    /// A span longer than a table may be.
    case spanTooLong(from: Instant, to: Instant)
    /// A batch whose lists are not of one length.
    case lengthsDiffer(positions: Int, instants: Int)

    public var description: String {
        switch self {
        case .outsideTable(let instant, let from, let to):
            "the instant `\(instant)` is outside the Earth rotation table: expected `\(from)` to `\(to)`"
        case .spanTooLong(let from, let to):
            "the span `\(from)` to `\(to)` is too long for an Earth rotation table: expected less than 200 years"
        case .lengthsDiffer(let positions, let instants):
            "the batch has \(positions) positions and \(instants) instants: expected as many of both"
        }
    }
}
