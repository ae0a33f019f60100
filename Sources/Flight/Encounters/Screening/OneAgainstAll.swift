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
    private let slabs: [Range<Int>]
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
        slabs = grid.slabs
        slabTimes = slabs.map { PropagationTimes(grid.instants($0, from: screening.window.from)) }
        track = .allocate(capacity: grid.count)
        failed = FailureLog(objectCount: screening.objects.count)
    }

    deinit { track.deallocate() }

    func run(_ progress: (Double) -> Bool) -> ScreeningResult {
        let workers = (0..<screening.threads).map { _ in
            Worker(writer: SampleWriter(grid, screening.instructionSet), collector: MeetingCollector(screening, grid))
        }
        var runs = [SlowRun]()
        let isComplete = search(workers, &runs, progress)
        return screening.result(
            workers.flatMap(\.collector.approaches), runs, failed.failures(screening, grid), grid,
            isComplete: isComplete
        ) { progress(1) }
    }

    /// Whether the search was let go on to its end.
    private func search(_ workers: [Worker], _ runs: inout [SlowRun], _ progress: (Double) -> Bool) -> Bool {
        guard progress(0), followPrimary(workers[0].writer, goesOn: { progress(0) }) else { return false }
        guard let band else { return true }
        guard let sieve = AltitudeSieve(screening, band: band, goesOn: { progress(0) }) else { return false }
        let others = sieve.places.filter { $0 != primary }
        let size = SampleWriter.smallGroupSize
        let groups = screening.groups(others, size: size)
        // As many groups and slabs at a time as are the work of a tenth of a second.
        let (round, reach) = (16 * screening.threads, 64)
        for start in stride(from: 0, to: groups.count, by: round) {
            let part = start..<min(start + round, groups.count)
            defer { for worker in workers { runs += worker.collector.takeRuns() } }
            for first in stride(from: 0, to: slabs.count, by: reach) {
                let piece = first..<min(first + reach, slabs.count)
                screening.onEachThread { thread in
                    for group in stride(from: part.lowerBound + thread, to: part.upperBound, by: self.screening.threads)
                    {
                        let places = others[group * size..<min((group + 1) * size, others.count)]
                        self.compare(groups[group], places, piece, workers[thread])
                    }
                }
                let groupsDone = Double(start) + Double(part.count * piece.upperBound) / Double(slabs.count)
                let isLast = part.upperBound == groups.count && piece.upperBound == slabs.count
                guard progress(groupsDone / Double(groups.count)) || isLast else { return false }
            }
        }
        return true
    }

    /// Fills the primary's track; false where `goesOn` says so.
    private func followPrimary(_ writer: SampleWriter, goesOn: () -> Bool) -> Bool {
        let batch = screening.groups([primary])
        for (number, slab) in slabs.enumerated() {
            if number % 256 == 255, !goesOn() { return false }
            writer.write(batch[0], slabTimes[number], into: track + slab.lowerBound, stride: 1) { _, times in
                failed.note(primary, times: slab.lowerBound + times.lowerBound...slab.lowerBound + times.upperBound)
            }
            let near = NearTrack(capacity: grid.slabLength + 2)
            near.follow(track + slab.lowerBound, count: slab.count, grid, withinKm: screening.window.withinKm)
            nearTracks.append(near)
        }
        return true
    }

    /// The band of the primary's distances from the Earth's centre, km; nil where it has no state.
    private var band: ClosedRange<Float>? {
        var (low, high) = (Float.infinity, Float(0))
        for index in 0..<grid.count where track[index].isState {
            let squares = track[index].lowHalf * track[index].lowHalf
            let radius = (squares[0] + squares[1] + squares[2]).squareRoot()
            low = min(low, radius - track[index].radialChangeKm)
            high = max(high, radius + track[index].radialChangeKm)
        }
        let margin = Float(screening.window.withinKm)
        return low <= high ? low - margin...high + margin : nil
    }

    /// Compares a group of objects with the primary through some slabs.
    private func compare(_ group: SGP4Batch, _ places: ArraySlice<Int>, _ piece: Range<Int>, _ worker: Worker) {
        for number in piece {
            let slab = slabs[number]
            worker.writer.writeNear(group, slabTimes[number], track: nearTracks[number]) { object, times in
                failed.note(
                    places[places.startIndex + object],
                    times: slab.lowerBound + times.lowerBound...slab.lowerBound + times.upperBound)
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
