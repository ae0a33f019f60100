import Frames
import Orbits
import Timekeeping

/// Screens one object against all others: those whose distance from the Earth's centre can come near to its own are
/// carried through the window and compared with it time by time.
final class OneAgainstAll: @unchecked Sendable {
    // Unchecked: threads read what is here, and write to the part of each object or thread.

    private let screening: ConjunctionScreening
    private let primary: Int
    private let grid: ScreeningGrid
    /// The times of each slab, with one more before and behind it.
    private let slabTimes: [PropagationTimes]
    private let track: UnsafeMutablePointer<MotionSample>
    private let failed: FailureLog
    private var nearTracks: [NearTrack] = []

    private struct Worker: Sendable {
        let writer: SampleWriter
        let collector: MeetingCollector
    }

    init(_ screening: ConjunctionScreening, primary: Int) {
        (self.screening, self.primary) = (screening, primary)
        let grid = ScreeningGrid(screening.window, stepSeconds: 120, slabLength: 126)
        self.grid = grid
        slabTimes = grid.slabs.map { PropagationTimes(grid.instants($0, from: screening.window.from)) }
        track = .allocate(capacity: grid.count)
        failed = FailureLog(objectCount: screening.objects.count)
    }

    deinit { track.deallocate() }

    func run(_ progress: (Double) -> Bool) -> ScreeningResult {
        var isComplete = progress(0)
        let workers = (0..<screening.threads).map { _ in
            Worker(writer: SampleWriter(grid, screening.instructionSet), collector: MeetingCollector(screening, grid))
        }
        guard isComplete, let band = followPrimary(workers[0].writer) else {
            return screening.result([], [], failed.failures(screening, grid), grid, isComplete: isComplete)
        }
        let others = AltitudeSieve(screening, band: band).places.filter { $0 != primary }
        let size = SampleWriter.smallGroupSize
        let groups = screening.groups(others, size: size)
        var runs = [SlowRun]()
        // As many groups at a time as make a step of progress.
        let round = 16 * screening.threads
        for start in stride(from: 0, to: groups.count, by: round) where isComplete {
            let part = start..<min(start + round, groups.count)
            screening.onEachThread { thread in
                for group in stride(from: part.lowerBound + thread, to: part.upperBound, by: self.screening.threads) {
                    let places = others[group * size..<min((group + 1) * size, others.count)]
                    self.compare(groups[group], places, workers[thread])
                }
            }
            for worker in workers { runs += worker.collector.takeRuns() }
            isComplete = progress(Double(part.upperBound) / Double(groups.count)) || part.upperBound == groups.count
        }
        return screening.result(
            workers.flatMap(\.collector.approaches), runs, failed.failures(screening, grid), grid,
            isComplete: isComplete)
    }

    /// Fills the primary's track; returns the band of its distances from the Earth's centre, km.
    private func followPrimary(_ writer: SampleWriter) -> ClosedRange<Float>? {
        let batch = screening.groups([primary])
        for (slab, times) in zip(grid.slabs, slabTimes) {
            writer.write(batch[0], times, into: track + slab.lowerBound, stride: 1) { _, time in
                failed.note(primary, time: slab.lowerBound + time)
            }
        }
        var (low, high) = (Float.infinity, Float(0))
        nearTracks = grid.slabs.map { slab in
            let near = NearTrack(capacity: grid.slabLength + 2)
            near.follow(track + slab.lowerBound, count: slab.count, grid, withinKm: screening.window.withinKm)
            return near
        }
        for index in 0..<grid.count where track[index].isState {
            let squares = track[index].lowHalf * track[index].lowHalf
            let radius = (squares[0] + squares[1] + squares[2]).squareRoot()
            low = min(low, radius - track[index].radialChangeKm)
            high = max(high, radius + track[index].radialChangeKm)
        }
        let margin = Float(screening.window.withinKm)
        return low <= high ? low - margin...high + margin : nil
    }

    /// Compares a group of objects with the primary through the window.
    private func compare(_ group: SGP4Batch, _ places: ArraySlice<Int>, _ worker: Worker) {
        for (number, (slab, near)) in zip(grid.slabs, nearTracks).enumerated() {
            worker.writer.writeNear(group, slabTimes[number], track: near) { object, time in
                failed.note(places[places.startIndex + object], time: slab.lowerBound + time)
            } near: { object, index, sample in
                let time = slab.lowerBound + index
                let own = track[time]
                guard own.isState, isNear(own, sample) else { return }
                worker.collector.consider(primary, places[places.startIndex + object], time: time, own, sample)
            }
        }
    }

    /// Whether two objects can close the distance between them in half a step, at their speeds of the moment and the
    /// pull of the Earth at its strongest.
    @inline(__always)
    private func isNear(_ own: MotionSample, _ other: MotionSample) -> Bool {
        let difference = other - own
        let squares = difference * difference
        let reach = Float(grid.reach)
        let near = Float(screening.window.withinKm) + own.strayKm + other.strayKm + 0.0101 * reach * reach + 0.1
        let squared = squares[0] + squares[1] + squares[2]
        let speedSquared = squares[4] + squares[5] + squares[6]
        // distance ≤ near + speed · reach, squared with (a + b)² ≤ 2 (a² + b²) for a start.
        guard squared <= 2 * (near * near + speedSquared * reach * reach) else { return false }
        let farthest = near + speedSquared.squareRoot() * reach
        return squared <= farthest * farthest
    }
}
