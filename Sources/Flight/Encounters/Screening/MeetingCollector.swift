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
