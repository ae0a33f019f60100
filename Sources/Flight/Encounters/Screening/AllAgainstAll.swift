import Frames
import Orbits
import Timekeeping

/// Screens every pair: slab of times by slab, all objects are carried through the slab, then at each of its times the
/// near pairs are found.
final class AllAgainstAll: @unchecked Sendable {
    // Unchecked: the samples are written by one thread for each group of objects, and read when all are written.

    private let screening: ConjunctionScreening
    private let grid: ScreeningGrid
    private let places: [Int]
    private let groups: [SGP4Batch]
    private let samples: UnsafeMutablePointer<MotionSample>
    private let failed: FailureLog
    private let workers: [Worker]

    private struct Worker: Sendable {
        let writer: SampleWriter
        let near: NearPairSearch
        let collector: MeetingCollector
    }

    init(_ screening: ConjunctionScreening) {
        self.screening = screening
        let grid = ScreeningGrid(screening.window, stepSeconds: 120, slabLength: 62)
        self.grid = grid
        let usable = screening.objects.indices.filter {
            if case .success = screening.objects[$0] { true } else { false }
        }
        places = usable
        groups = screening.groups(usable)
        samples = .allocate(capacity: max(usable.count * grid.slabLength, 1))
        failed = FailureLog(objectCount: screening.objects.count)
        workers = (0..<screening.threads).map { _ in
            Worker(
                writer: SampleWriter(grid, screening.instructionSet),
                near: NearPairSearch(
                    objectCount: usable.count, withinKm: screening.window.withinKm, reach: grid.reach),
                collector: MeetingCollector(screening, grid))
        }
    }

    deinit { samples.deallocate() }

    func run(_ progress: (Double) -> Bool) -> ScreeningResult {
        var runs = [SlowRun]()
        var isComplete = progress(0)
        let slabs = grid.slabs
        for (index, slab) in slabs.enumerated() where isComplete {
            carry(slab)
            isComplete = search(slab) { part in progress((Double(index) + part) / Double(slabs.count)) }
            for worker in workers { runs += worker.collector.takeRuns() }
            if index % 16 == 15 { runs = SlowRun.joined(runs) }
        }
        return screening.result(
            workers.flatMap(\.collector.approaches), runs, failed.failures(screening, grid), grid,
            isComplete: isComplete
        ) { progress(1) }
    }

    private func carry(_ slab: Range<Int>) {
        let times = PropagationTimes(grid.instants(slab, from: screening.window.from))
        let width = places.count
        screening.onEachThread { thread in
            for group in stride(from: thread, to: self.groups.count, by: self.screening.threads) {
                let start = group * SampleWriter.groupSize
                self.workers[thread].writer.write(
                    self.groups[group], times, into: self.samples + start, stride: width
                ) { object, times in
                    self.failed.note(
                        self.places[start + object],
                        times: slab.lowerBound + times.lowerBound...slab.lowerBound + times.upperBound)
                }
            }
        }
    }

    /// Searches a slab piece by piece, for thousands of like orbits can make a slab the work of minutes; whether the
    /// search was let go on to its end.
    private func search(_ slab: Range<Int>, _ goesOn: (Double) -> Bool) -> Bool {
        let piece = 4 * screening.threads
        for start in stride(from: 0, to: slab.count, by: piece) {
            let end = min(start + piece, slab.count)
            search(slab, start..<end)
            let isLast = end == slab.count && slab.upperBound == grid.slabs.last?.upperBound
            guard goesOn(Double(end) / Double(slab.count)) || isLast else { return false }
        }
        return true
    }

    private func search(_ slab: Range<Int>, _ piece: Range<Int>) {
        let width = places.count
        screening.onEachThread { thread in
            let worker = self.workers[thread]
            for index in stride(from: piece.lowerBound + thread, to: piece.upperBound, by: self.screening.threads) {
                let time = slab.lowerBound + index
                worker.near.search(self.samples + index * width) { first, second, firstSample, secondSample in
                    // The search may meet the later of two objects first.
                    if first < second {
                        worker.collector.consider(
                            self.places[first], self.places[second], time: time, firstSample, secondSample)
                    } else {
                        worker.collector.consider(
                            self.places[second], self.places[first], time: time, secondSample, firstSample)
                    }
                }
            }
        }
    }
}
