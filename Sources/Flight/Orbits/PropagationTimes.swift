import OrbitKernelSupport
import OrbitKernelsPlain
public import Timekeeping

/// The times to which a batch is carried; ordered times are the fastest.
public struct PropagationTimes: Sendable {
    /// Minutes from `reference`, or from each object's own epoch, block after block; each block is filled up to a
    /// multiple of 8.
    let minutes: [Double]
    let reference: Reference
    let blocks: [Block]
    /// How many times there are.
    public let count: Int

    /// From where minutes are counted.
    enum Reference: Sendable {
        case ownEpochs
        case instant(Instant)
        /// The first of these.
        case dates([JulianDate<UTC>])
    }

    /// A run of times short enough for a kernel's block.
    struct Block: Sendable {
        /// The times it holds, and where the first one stands in `minutes`.
        let range: Range<Int>
        let start: Int
        let grid: Grid

        /// The block for an object, with its minutes' place in memory.
        func times(_ minutes: UnsafePointer<Double>, offset: Double) -> OrbitKernelTimes {
            OrbitKernelTimes(
                minutes: minutes + start, count: grid.count, earliest: grid.earliest, latest: grid.latest,
                offset: offset, first: grid.first, step: grid.step)
        }
    }

    /// Number and bounds of a block's times, these not numbers where one of the times is not finite, and the even grid
    /// that they stand on, its step not a number where they are uneven.
    struct Grid: Sendable {
        let count: Int
        let earliest: Double
        let latest: Double
        let first: Double
        let step: Double
    }

    /// The same instants for every object.
    public init(_ instants: [Instant]) {
        let first = instants.first
        self.init(
            first.map { first in instants.map { $0.secondsSince(first) / 60 } } ?? [],
            reference: first.map(Reference.instant) ?? .ownEpochs)
    }

    /// Minutes (of SI seconds) from each object's own epoch.
    public init(minutesSinceEpoch: [Double]) { self.init(minutesSinceEpoch, reference: .ownEpochs) }

    /// The same Julian dates of UTC for every object, counted from epochs as the published programs count: days of
    /// 86 400 s whatever leap seconds lie between, in their own arithmetic.
    ///
    /// An orbit that its drag terms throw out to millions of kilometres moves by metres within a picosecond: only so it
    /// stands where they have it.
    public init(julianDates dates: [JulianDate<UTC>]) {
        self.init(
            dates.first.map { first in dates.map { $0.minutes(since: first) } } ?? [], reference: .dates(dates))
    }

    // Equal blocks, so that none is left nearly empty; of whole eights, so that none is filled up but the last, and
    // where the table's rows begin on a cache line's border, theirs do.
    private init(_ given: [Double], reference: Reference) {
        (self.reference, count) = (reference, given.count)
        let number = (given.count + BlockLayout.length - 1) / BlockLayout.length
        let length = number == 0 ? 0 : ((given.count + number - 1) / number + 7) & ~7
        var (filled, blocks) = ([Double](), [Block]())
        for lower in stride(from: 0, to: given.count, by: max(length, 1)) {
            let range = lower..<min(lower + length, given.count)
            let (grid, times) = Self.grid(Array(given[range]))
            blocks.append(Block(range: range, start: filled.count, grid: grid))
            filled += times
        }
        (minutes, self.blocks) = (filled, blocks)
    }

    /// A block's bounds, and its times filled up: along the grid where they stand on one, else by repeating the last.
    private static func grid(_ given: [Double]) -> (Grid, [Double]) {
        var times = given
        let (first, last) = (given.first ?? 0, given.last ?? 0)
        let step = given.count > 1 ? (last - first) / Double(given.count - 1) : .nan
        // 1.2 ns: less than a hundredth of a millimetre of any orbit.
        let isEven = given.indices.allSatisfy { abs(given[$0] - (first + Double($0) * step)) <= 2e-11 }
        while times.count % 8 != 0 { times.append(isEven ? first + Double(times.count) * step : last) }
        // Least and greatest pass over what is not a number: a block that holds it has no bounds to build on.
        let isFinite = given.allSatisfy(\.isFinite)
        let grid = Grid(
            count: times.count, earliest: isFinite ? times.min() ?? 0 : .nan,
            latest: isFinite ? times.max() ?? 0 : .nan, first: first, step: isEven ? step : .nan)
        return (grid, times)
    }

    /// Minutes to add to `minutes` for an object.
    func offset(of object: BatchObject) -> Double {
        switch reference {
        case .ownEpochs: 0
        case .instant(let instant): instant.secondsSince(object.epoch) / 60
        case .dates(let dates): dates.first?.minutes(since: object.epochDate) ?? 0
        }
    }

    /// One time's minutes since an object's epoch to the last digit, where its block's may differ in it.
    func minutes(_ time: Int, of object: BatchObject) -> Double? {
        guard case .dates(let dates) = reference, dates.indices.contains(time) else { return nil }
        return dates[time].minutes(since: object.epochDate)
    }
}

extension JulianDate<UTC> {
    /// Minutes of 1/1440 day, as the published programs take them.
    func minutes(since epoch: Self) -> Double {
        (day - epoch.day) * 1440 + (fraction - epoch.fraction) * 1440
    }
}
