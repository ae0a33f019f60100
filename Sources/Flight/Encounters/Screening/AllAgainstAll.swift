import Dispatch
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
            isComplete: isComplete)
    }

    private func carry(_ slab: Range<Int>) {
        let times = PropagationTimes(grid.instants(slab, from: screening.window.from))
        let width = places.count
        screening.onEachThread { thread in
            for group in stride(from: thread, to: self.groups.count, by: self.screening.threads) {
                let start = group * SampleWriter.groupSize
                self.workers[thread].writer.write(
                    self.groups[group], times, into: self.samples + start, stride: width
                ) { object, time in self.failed.note(self.places[start + object], time: slab.lowerBound + time) }
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

extension ConjunctionScreening {
    /// Batches of a few objects each.
    func groups(_ places: [Int], size: Int = SampleWriter.groupSize) -> [SGP4Batch] {
        stride(from: 0, to: places.count, by: size).map { start in
            let group = places[start..<min(start + size, places.count)]
            return SGP4Batch(group.compactMap { try? objects[$0].get() }, instructionSet: instructionSet)
        }
    }

    /// Runs the parts of the work, each on a thread of its own, and waits for all.
    func onEachThread(_ work: @Sendable (_ thread: Int) -> Void) {
        guard threads > 1 else { return work(0) }
        DispatchQueue.concurrentPerform(iterations: threads, execute: work)
    }

    /// Brings together what all threads found, in an order that does not depend on them.
    func result(
        _ passes: [CloseApproach], _ runs: [SlowRun], _ failures: [ScreeningFailure], _ grid: ScreeningGrid,
        isComplete: Bool
    ) -> ScreeningResult {
        let slow = settle(SlowRun.joined(runs), grid)
        let companions = slow.flatMap(\.companions).sorted {
            ($0.primary, $0.secondary, $0.from) < ($1.primary, $1.secondary, $1.from)
        }
        let approaches = unique(passes + slow.flatMap(\.approaches), without: companions)
        return ScreeningResult(
            approaches: approaches, companions: companions,
            failures: (refusals + failures).sorted { $0.object < $1.object }, isComplete: isComplete)
    }

    private func settle(_ runs: [SlowRun], _ grid: ScreeningGrid) -> [SlowPairSearch.Found] {
        var pairs = [ArraySlice<SlowRun>]()
        var start = 0
        for index in runs.indices.dropFirst() where !runs[index].isSamePair(runs[start]) {
            pairs.append(runs[start..<index])
            start = index
        }
        if !runs.isEmpty { pairs.append(runs[start...]) }
        let search = SlowPairSearch(screening: self, grid: grid)
        let parts = ThreadParts(count: threads)
        onEachThread { [pairs] thread in
            for index in stride(from: thread, to: pairs.count, by: threads) {
                parts.add(search.search(pairs[index]), thread)
            }
        }
        return parts.all
    }

    /// Approaches in order of time, each once, those of companions left out.
    private func unique(_ approaches: [CloseApproach], without companions: [Companion]) -> [CloseApproach] {
        // The distance decides between two sightings of one minimum, which differ in the last digits.
        let sorted = approaches.sorted {
            ($0.primary, $0.secondary, $0.timeOfClosestApproach, $0.missDistanceKm)
                < ($1.primary, $1.secondary, $1.timeOfClosestApproach, $1.missDistanceKm)
        }
        var (kept, place) = ([CloseApproach](), 0)
        for approach in sorted {
            func isBefore(_ companion: Companion) -> Bool {
                (companion.primary, companion.secondary, companion.to)
                    < (approach.primary, approach.secondary, approach.timeOfClosestApproach)
            }
            while place < companions.count, isBefore(companions[place]) { place += 1 }
            if place < companions.count, companions[place].covers(approach) { continue }
            if let last = kept.last, last.isSame(as: approach) { continue }
            kept.append(approach)
        }
        return kept.sorted {
            ($0.timeOfClosestApproach, $0.primary, $0.secondary) < ($1.timeOfClosestApproach, $1.primary, $1.secondary)
        }
    }
}

/// A list for each thread.
private final class ThreadParts: @unchecked Sendable {
    // Unchecked: a thread adds to its own list only, and all are read when the threads are done.
    private let lists: UnsafeMutablePointer<[SlowPairSearch.Found]>
    private let count: Int

    init(count: Int) {
        self.count = count
        lists = .allocate(capacity: count)
        lists.initialize(repeating: [], count: count)
    }

    deinit {
        lists.deinitialize(count: count)
        lists.deallocate()
    }

    func add(_ found: SlowPairSearch.Found, _ thread: Int) {
        if !found.approaches.isEmpty || !found.companions.isEmpty { lists[thread].append(found) }
    }

    var all: [SlowPairSearch.Found] { (0..<count).flatMap { lists[$0] } }
}

extension Companion {
    fileprivate func covers(_ approach: CloseApproach) -> Bool {
        primary == approach.primary && secondary == approach.secondary
            && (from...to).contains(approach.timeOfClosestApproach)
    }
}

extension CloseApproach {
    /// Whether both are the same minimum, found from two sides.
    fileprivate func isSame(as other: CloseApproach) -> Bool {
        primary == other.primary && secondary == other.secondary
            && abs(timeOfClosestApproach.secondsSince(other.timeOfClosestApproach)) < 0.002
    }
}
