import Frames
import Orbits
import Timekeeping

/// What one thread has found.
final class MeetingCollector: @unchecked Sendable {
    // Unchecked: one thread at a time fills a collector of its own, and the caller reads it when the threads are done.

    private let screening: ConjunctionScreening
    private let grid: ScreeningGrid
    private let test: MeetingTest
    private(set) var approaches = [CloseApproach]()
    private var slow = [SlowRun]()

    init(_ screening: ConjunctionScreening, _ grid: ScreeningGrid) {
        (self.screening, self.grid) = (screening, grid)
        test = MeetingTest(withinKm: screening.window.withinKm, reach: grid.reach)
    }

    /// Settles a pair at one time of the grid.
    func consider(_ primary: Int, _ secondary: Int, time: Int, _ first: MotionSample, _ second: MotionSample) {
        switch test.outcome(first, second) {
        case .apart: return
        case .drift:
            slow.append(
                SlowRun(
                    primary: Int32(primary), secondary: Int32(secondary), first: Int32(time), last: Int32(time)))
        case .pass(let moment):
            // A millisecond more than the half steps, so that none falls between them; the double is taken out later.
            let (middle, reach) = (grid.seconds(time), grid.reach + 0.001)
            guard let pair = PairMotion(screening, primary, secondary),
                let approach = pair.pass(near: middle + moment, in: middle - reach...middle + reach)
            else { return }
            approaches.append(approach)
        }
    }

    /// The runs of slow pairs since this was last asked.
    func takeRuns() -> [SlowRun] {
        defer { slow.removeAll(keepingCapacity: true) }
        return SlowRun.joined(slow)
    }
}

/// First time of the grid at which each object has no state.
final class FailureLog: @unchecked Sendable {
    // Unchecked: each object's place is written by the one thread that carries the object.

    private let times: UnsafeMutablePointer<Int32>
    private let count: Int

    init(objectCount: Int) {
        count = objectCount
        times = .allocate(capacity: objectCount)
        times.initialize(repeating: .max, count: objectCount)
    }

    deinit { times.deallocate() }

    func note(_ object: Int, time: Int) { times[object] = min(times[object], Int32(time)) }

    /// The failures, each with the first moment (to 1 ms) that SGP4 gives no state for.
    func failures(_ screening: ConjunctionScreening, _ grid: ScreeningGrid) -> [ScreeningFailure] {
        (0..<count).compactMap { object in
            guard times[object] != .max, case .success(let orbit) = screening.objects[object] else { return nil }
            return failure(object, orbit, at: grid.seconds(Int(times[object])), grid.stepSeconds, screening.window)
        }
    }

    private func failure(
        _ object: Int, _ orbit: SGP4, at time: Double, _ step: Double, _ window: ScreeningWindow
    ) -> ScreeningFailure? {
        let offset = window.from.secondsSince(orbit.elements.epoch)
        func error(_ seconds: Double) -> OrbitError? {
            do throws(OrbitError) {
                _ = try orbit.state(minutesSinceEpoch: (offset + seconds) / 60)
                return nil
            } catch { return error }
        }
        guard error(time) != nil else { return runaway(object, orbit, at: time, offset, window) }
        var (good, bad) = (max(time - step, 0), time)
        if error(good) != nil { bad = good }
        while bad - good > 0.001 {
            let middle = 0.5 * (good + bad)
            if error(middle) == nil { good = middle } else { bad = middle }
        }
        guard bad <= window.seconds, let cause = error(bad) else { return nil }
        return ScreeningFailure(object: object, error: cause, from: window.instant(bad))
    }

    private func runaway(
        _ object: Int, _ orbit: SGP4, at time: Double, _ offset: Double, _ window: ScreeningWindow
    ) -> ScreeningFailure? {
        let minutes = (offset + time) / 60
        guard time <= window.seconds, let state = try? orbit.state(minutesSinceEpoch: minutes) else { return nil }
        let radii = state.position.lengthKm / orbit.gravity.radiusKm
        return ScreeningFailure(
            object: object, error: .decayed(minutesSinceEpoch: minutes, earthRadii: radii),
            from: window.instant(time))
    }
}
