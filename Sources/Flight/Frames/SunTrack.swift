public import Timekeeping

/// The apparent Sun over a window, read off a table: for searches that ask for it at thousands of moments.
///
/// Cubic interpolation between places six hours apart: within 5 m of `Sun.position(at:)`, 0.00001″.
public struct SunTrack: Sendable {
    private static let stepSeconds = 21_600.0
    private static let longestSeconds = 100.0 * 366 * 86_400

    private let origin: Instant
    private let nodes: [Position<TEME>]

    /// A track from `start` to `end`; outside, and beyond a hundred years, the Sun is computed anew each time.
    public init(from start: Instant, to end: Instant) {
        origin = start.advanced(bySeconds: -Self.stepSeconds)
        let length = min(max(end.secondsSince(start), 0), Self.longestSeconds)
        let first = origin
        nodes = (0...Int(length / Self.stepSeconds) + 3).map {
            Sun.position(at: first.advanced(bySeconds: Double($0) * Self.stepSeconds))
        }
    }

    /// The apparent Sun, km.
    public func position(at instant: Instant) -> Position<TEME> {
        let steps = instant.secondsSince(origin) / Self.stepSeconds
        guard steps >= 1, steps < Double(nodes.count - 2) else { return Sun.position(at: instant) }
        let index = Int(steps)
        let t = steps - Double(index)
        let weights = (
            -t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2,
            (t + 1) * t * (t - 1) / 6
        )
        let (a, b, c, d) = (nodes[index - 1], nodes[index], nodes[index + 1], nodes[index + 2])
        return Position(
            xKm: a.xKm * weights.0 + b.xKm * weights.1 + c.xKm * weights.2 + d.xKm * weights.3,
            yKm: a.yKm * weights.0 + b.yKm * weights.1 + c.yKm * weights.2 + d.yKm * weights.3,
            zKm: a.zKm * weights.0 + b.zKm * weights.1 + c.zKm * weights.2 + d.zKm * weights.3)
    }
}
