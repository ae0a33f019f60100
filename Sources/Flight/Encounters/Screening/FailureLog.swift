import Frames
import Orbits
import Timekeeping

/// First and last time of the grid at which each object has no state.
final class FailureLog: @unchecked Sendable {
    // Unchecked: each object's place is written by the one thread that carries the object.

    private let first, last: UnsafeMutablePointer<Int32>
    private let count: Int

    init(objectCount: Int) {
        count = objectCount
        first = .allocate(capacity: objectCount)
        first.initialize(repeating: .max, count: objectCount)
        last = .allocate(capacity: objectCount)
        last.initialize(repeating: -1, count: objectCount)
    }

    deinit {
        first.deallocate()
        last.deallocate()
    }

    func note(_ object: Int, times: ClosedRange<Int>) {
        first[object] = min(first[object], Int32(times.lowerBound))
        last[object] = max(last[object], Int32(times.upperBound))
    }

    /// The failures, each with the first moment (to 1 ms) that SGP4 gives no state for, and the one from which on it
    /// does again.
    func failures(_ screening: ConjunctionScreening, _ grid: ScreeningGrid) -> [ScreeningFailure] {
        (0..<count).compactMap { object in
            guard last[object] >= 0, case .success(let orbit) = screening.objects[object] else { return nil }
            let track = FailingTrack(orbit, screening.window)
            let begin = grid.seconds(Int(first[object]))
            guard let (from, cause) = track.begin(before: begin, stepSeconds: grid.stepSeconds) else { return nil }
            let end = Int(last[object]) + 1 < grid.count ? grid.seconds(Int(last[object])) : .infinity
            let until = track.end(after: end, stepSeconds: grid.stepSeconds)
            return ScreeningFailure(
                object: object, cause: cause, from: screening.window.instant(from),
                until: until.map(screening.window.instant))
        }
    }
}

/// One object's states and errors in a window.
private struct FailingTrack {
    private let orbit: SGP4
    private let window: ScreeningWindow
    /// From the element set's epoch to the window's begin, seconds.
    private let offset: Double

    init(_ orbit: SGP4, _ window: ScreeningWindow) {
        (self.orbit, self.window) = (orbit, window)
        offset = window.from.secondsSince(orbit.elements.epoch)
    }

    private func error(_ seconds: Double) -> OrbitError? {
        do throws(OrbitError) {
            _ = try orbit.state(minutesSinceEpoch: (offset + seconds) / 60)
            return nil
        } catch { return error }
    }

    /// When the object fails first, seconds from the window's begin, and why; nil where that is behind its end.
    func begin(before time: Double, stepSeconds: Double) -> (seconds: Double, cause: ScreeningFailure.Cause)? {
        guard error(time) != nil else { return time <= window.seconds ? (time, .runaway) : nil }
        let earlier = max(time - stepSeconds, 0)
        let from = error(earlier) != nil ? earlier : turn(good: earlier, bad: time).bad
        guard from <= window.seconds, let cause = error(from) else { return nil }
        return (from, .propagation(cause))
    }

    /// When the object has states again, seconds from the window's begin; nil where that is not before its end.
    func end(after time: Double, stepSeconds: Double) -> Double? {
        guard time < window.seconds else { return nil }
        let later = time + stepSeconds
        // A runaway, or a failure between two times, is over at the next time of the grid.
        let until = error(time) == nil || error(later) != nil ? later : turn(good: later, bad: time).good
        return until < window.seconds ? until : nil
    }

    /// Narrows a change between a moment with a state and one without to 1 ms.
    private func turn(good: Double, bad: Double) -> (good: Double, bad: Double) {
        var (good, bad) = (good, bad)
        while abs(bad - good) > 0.001 {
            let middle = 0.5 * (good + bad)
            if error(middle) == nil { good = middle } else { bad = middle }
        }
        return (good, bad)
    }
}
