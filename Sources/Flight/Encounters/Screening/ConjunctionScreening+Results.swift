import Dispatch
import Orbits
import Timekeeping

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

    /// Brings together what all threads found, in an order that does not depend on them. Of the slow pairs of a run that
    /// was stopped only as many are settled as take a moment; `goesOn` is asked between parts of the others'.
    func result(
        _ passes: [CloseApproach], _ runs: [SlowRun], _ failures: [ScreeningFailure], _ grid: ScreeningGrid,
        isComplete: Bool, goesOn: () -> Bool
    ) -> ScreeningResult {
        let (slow, isSettled) = settle(SlowRun.joined(runs), grid) { isComplete && goesOn() }
        let companions = slow.flatMap(\.companions).sorted {
            ($0.primary, $0.secondary, $0.from) < ($1.primary, $1.secondary, $1.from)
        }
        let approaches = unique(passes + slow.flatMap(\.approaches), without: companions)
        return ScreeningResult(
            approaches: approaches, companions: companions,
            failures: (refusals + failures).sorted { $0.object < $1.object }, isComplete: isComplete && isSettled)
    }

    /// What becomes of the slow pairs, and whether `goesOn` let all be settled.
    private func settle(
        _ runs: [SlowRun], _ grid: ScreeningGrid, goesOn: () -> Bool
    ) -> (found: [SlowPairSearch.Found], isSettled: Bool) {
        let pairs = runs.chunkedByPair()
        let search = SlowPairSearch(screening: self, grid: grid)
        let parts = ThreadParts(count: threads)
        var next = 0
        while next < pairs.count {
            // As many pairs at a time as are the work of half a second: 100 days that one thread walks through.
            let start = next
            var steps = Int(8_640_000 / grid.stepSeconds) * threads
            while next < pairs.count, steps > 0 {
                if let first = pairs[next].first, let last = pairs[next].last {
                    steps -= Int(last.last - first.first) + 10
                }
                next += 1
            }
            onEachThread { [next] thread in
                for index in stride(from: start + thread, to: next, by: threads) {
                    parts.add(search.search(pairs[index]), thread)
                }
            }
            if next < pairs.count, !goesOn() { return (parts.all, false) }
        }
        return (parts.all, true)
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
