import Timekeeping

/// Thins samples to the least, greatest and last of each of equal spans of time.
struct HistoryBuckets {
    private let from: Instant
    private let seconds: Double
    private let count: Int
    private var points: [Int: HistoryPoint] = [:]

    /// `count` spans between two instants.
    init(from: Instant, to: Instant, count: Int) {
        self.from = from
        self.count = max(1, count)
        seconds = max(to.secondsSince(from), 1e-9) / Double(self.count)
    }

    /// Adds a sample; not a number is left out.
    mutating func add(_ value: Double, at time: Instant) {
        guard value.isFinite else { return }
        let place = min(count - 1, max(0, Int(time.secondsSince(from) / seconds)))
        let milliseconds = time.unixMilliseconds()
        guard var point = points[place] else {
            points[place] = HistoryPoint(milliseconds: milliseconds, minimum: value, maximum: value, last: value)
            return
        }
        point.minimum = min(point.minimum, value)
        point.maximum = max(point.maximum, value)
        if milliseconds >= point.milliseconds {
            point.milliseconds = milliseconds
            point.last = value
        }
        points[place] = point
    }

    /// The spans that have samples, oldest first.
    var all: [HistoryPoint] { points.values.sorted { $0.milliseconds < $1.milliseconds } }
}
