import OrbitKernelsPlain
public import Timekeeping

/// The times to which a batch is carried; ordered times are the fastest.
public struct PropagationTimes: Sendable {
    /// Minutes from `reference`, or from each object's own epoch.
    let minutes: [Double]
    let reference: Instant?
    let blocks: [Block]

    /// A run of times short enough for a kernel's block.
    struct Block: Sendable {
        let range: Range<Int>
        let earliest: Double
        let latest: Double
    }

    /// The same instants for every object.
    public init(_ instants: [Instant]) {
        let first = instants.first
        reference = first
        minutes = first.map { first in instants.map { $0.secondsSince(first) / 60 } } ?? []
        blocks = Self.blocks(minutes)
    }

    /// Minutes (of SI seconds) from each object's own epoch.
    public init(minutesSinceEpoch: [Double]) {
        reference = nil
        minutes = minutesSinceEpoch
        blocks = Self.blocks(minutes)
    }

    /// How many times there are.
    public var count: Int { minutes.count }

    /// Minutes to add to `minutes` for an object of this epoch.
    func offset(of epoch: Instant) -> Double {
        reference.map { $0.secondsSince(epoch) / 60 } ?? 0
    }

    // Equal blocks, so that none is left nearly empty.
    private static func blocks(_ minutes: [Double]) -> [Block] {
        let number = (minutes.count + BlockLayout.length - 1) / BlockLayout.length
        return (0..<number).map { index in
            let range = minutes.count * index / number..<minutes.count * (index + 1) / number
            let part = minutes[range]
            return Block(range: range, earliest: part.min() ?? 0, latest: part.max() ?? 0)
        }
    }
}
