/// Finds the clauses that could fit a request: by action, and there by one equality that each of them demands.
///
/// A clause that says `resource.element` is `columbus` is met only by requests for Columbus, however many clauses there
/// are. Of several equalities in a clause the one is taken that the fewest other clauses share.
final class ClauseIndex: Sendable {
    /// An action, a path and a value.
    struct Key: Hashable, Sendable {
        let place: UInt64
        let value: UInt64

        init(action: Int32, path: PathCode, value: Literal) {
            place =
                UInt64(UInt32(bitPattern: action)) << 40 | UInt64(UInt32(bitPattern: path.number)) << 8
                | UInt64(value.kind.rawValue)
            self.value = value.bits
        }

        var hash: UInt64 {
            var mixed = (place &* 0x9E37_79B9_7F4A_7C15) ^ (value &* 0xC2B2_AE3D_27D4_EB4F)
            mixed ^= mixed >> 29
            mixed = mixed &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ (mixed >> 32)
        }
    }

    /// A clause for the index: its number, its actions, the equalities it demands.
    struct Entry {
        let number: Int32
        let actions: [Int32]
        let demands: [Demand]
    }

    /// One of these values must stand there.
    struct Demand {
        let path: PathCode
        let values: [Literal]
    }

    /// Places of the numbers that belong together.
    struct Int32Range: BitwiseCopyable, Sendable {
        let start: Int32
        let end: Int32
    }

    private struct Slot: BitwiseCopyable, Sendable {
        /// `start` of a slot that holds nothing.
        static let free: Int32 = -1

        let place: UInt64
        let value: UInt64
        let range: Int32Range
    }

    /// Clauses of each action that demand no equality.
    private let open: FlatTable<Int32Range>
    private let slots: FlatTable<Slot>
    /// For each attribute the derivations that keys use, one bit each.
    let derivations: FlatTable<UInt8>
    private let numbers: FlatTable<Int32>

    init(_ entries: [Entry], actionCount: Int, baseCount: Int) {
        var frequency: [Key: Int] = [:]
        for entry in entries {
            for key in Self.keys(entry) { frequency[key, default: 0] += 1 }
        }
        var open = [[Int32]](repeating: [], count: actionCount)
        var buckets: [Key: [Int32]] = [:]
        var derivations = [UInt8](repeating: 0, count: baseCount)
        for entry in entries {
            for action in entry.actions {
                guard let demand = Self.rarest(entry, action, frequency) else {
                    open[Int(action)].append(entry.number)
                    continue
                }
                derivations[Int(demand.path.base)] |= 1 << UInt8(demand.path.derivation)
                for value in Set(demand.values) {
                    buckets[Key(action: action, path: demand.path, value: value), default: []].append(entry.number)
                }
            }
        }
        self.derivations = FlatTable(derivations)
        var numbers: [Int32] = []
        func store(_ list: [Int32]) -> Int32Range {
            let start = Int32(numbers.count)
            numbers += list
            return Int32Range(start: start, end: Int32(numbers.count))
        }
        self.open = FlatTable(open.map(store))
        let nothing = Slot(place: 0, value: 0, range: Int32Range(start: Slot.free, end: Slot.free))
        var slots = [Slot](repeating: nothing, count: Self.capacity(for: buckets.count))
        for (key, list) in buckets {
            var place = Int(truncatingIfNeeded: key.hash) & (slots.count - 1)
            while slots[place].range.start != Slot.free { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(place: key.place, value: key.value, range: store(list))
        }
        self.slots = FlatTable(slots)
        self.numbers = FlatTable(numbers)
    }

    deinit {
        open.free()
        slots.free()
        derivations.free()
        numbers.free()
    }

    /// Clauses of an action that demand no equality.
    func openClauses(_ action: Int32) -> Range<Int32> {
        let range = open[Int(action)]
        return range.start..<range.end
    }

    /// Clauses that demand this value there.
    func clauses(_ key: Key) -> Range<Int32> {
        let mask = slots.indices.count - 1
        var place = Int(truncatingIfNeeded: key.hash) & mask
        while true {
            let slot = slots[place]
            if slot.range.start == Slot.free { return 0..<0 }
            if slot.place == key.place, slot.value == key.value { return slot.range.start..<slot.range.end }
            place = (place + 1) & mask
        }
    }

    /// The clause at a place of a range.
    subscript(place: Int32) -> Int32 { numbers[Int(place)] }

    private static func keys(_ entry: Entry) -> [Key] {
        entry.actions.flatMap { action in
            entry.demands.flatMap { demand in
                Set(demand.values).map { Key(action: action, path: demand.path, value: $0) }
            }
        }
    }

    private static func rarest(_ entry: Entry, _ action: Int32, _ frequency: [Key: Int]) -> Demand? {
        let costs = entry.demands.map { demand in
            demand.values.map { frequency[Key(action: action, path: demand.path, value: $0)] ?? 0 }.reduce(0, +)
        }
        return zip(costs, entry.demands).min { $0.0 < $1.0 }?.1
    }

    private static func capacity(for count: Int) -> Int {
        var capacity = 8
        while capacity < count * 2 { capacity *= 2 }
        return capacity
    }
}
