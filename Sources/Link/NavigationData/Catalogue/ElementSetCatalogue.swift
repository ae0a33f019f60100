public import Orbits
public import Timekeeping

/// Element sets of many objects, one for each catalogue number.
///
/// The newest epoch wins; at one epoch the set that is merged later wins, for it is a correction. A name or designator
/// that the winning set leaves out is taken from the other.
public struct ElementSetCatalogue: Hashable, Sendable {
    /// What a merge did. Every catalogue number that came stands in one of the four lists, ascending.
    public struct Changes: Hashable, Sendable {
        /// Numbers not held before.
        public internal(set) var added: [Int] = []
        /// Numbers whose set is newer, or has other values at the same epoch.
        public internal(set) var renewed: [Int] = []
        /// Numbers whose set was held already.
        public internal(set) var unchanged: [Int] = []
        /// Numbers whose held set is newer, and stays.
        public internal(set) var olderThanHeld: [Int] = []
        /// How many sets lost against another of the same number that came with them.
        public internal(set) var repeated = 0
        /// How many places could not be read.
        public internal(set) var problems = 0
    }

    /// What could not be read in all that was merged, in that order.
    public private(set) var problems: [ReadProblem] = []
    private var held: [Int: ElementSetRecord] = [:]

    /// Makes an empty catalogue.
    public init() {}

    /// Makes a catalogue of what a text held.
    public init(_ result: ElementSetReader.Result) { merge(result) }

    /// How many objects are held.
    public var count: Int { held.count }

    /// Whether no object is held.
    public var isEmpty: Bool { held.isEmpty }

    /// The sets and where each was read, by ascending catalogue number.
    public var records: [ElementSetRecord] { held.keys.sorted().compactMap { held[$0] } }

    /// The sets by ascending catalogue number.
    public var elements: [MeanElements] { records.map(\.elements) }

    /// The set of a catalogue number.
    public subscript(catalogueNumber: Int) -> ElementSetRecord? { held[catalogueNumber] }

    /// Takes in what a text held.
    @discardableResult
    public mutating func merge(_ result: ElementSetReader.Result) -> Changes {
        problems += result.problems
        var changes = merge(result.sets)
        changes.problems = result.problems.count
        return changes
    }

    /// Takes in another catalogue.
    @discardableResult
    public mutating func merge(_ other: ElementSetCatalogue) -> Changes {
        merge((sets: other.records, problems: other.problems))
    }

    /// Takes an object out; nil where it is not held.
    @discardableResult
    public mutating func remove(catalogueNumber: Int) -> ElementSetRecord? {
        held.removeValue(forKey: catalogueNumber)
    }

    /// The sets that a filter lets through, by ascending catalogue number; `now` is what ages are counted to.
    public func filtered(by filter: CatalogueFilter, at now: Instant) -> [ElementSetRecord] {
        held.values.filter { filter.matches($0.elements, at: now) }
            .sorted { $0.elements.catalogueNumber < $1.elements.catalogueNumber }
    }

    private mutating func merge(_ sets: [ElementSetRecord]) -> Changes {
        var changes = Changes()
        var newest: [ElementSetRecord] = []
        newest.reserveCapacity(sets.count)
        var places: [Int: Int] = [:]
        places.reserveCapacity(sets.count)
        for record in sets {
            let number = record.elements.catalogueNumber
            guard let place = places[number] else {
                places[number] = newest.count
                newest.append(record)
                continue
            }
            changes.repeated += 1
            newest[place] = Self.winner(of: record, over: newest[place])
        }
        held.reserveCapacity(held.count + places.count)
        for (number, place) in places.sorted(by: { $0.key < $1.key }) { take(newest[place], number, &changes) }
        return changes
    }

    private mutating func take(_ record: ElementSetRecord, _ number: Int, _ changes: inout Changes) {
        guard let old = held[number] else {
            held[number] = record
            return changes.added.append(number)
        }
        let winner = Self.winner(of: record, over: old)
        held[number] = winner
        if record.elements.epoch < old.elements.epoch {
            changes.olderThanHeld.append(number)
        } else if winner.elements == old.elements {
            held[number] = old
            changes.unchanged.append(number)
        } else {
            changes.renewed.append(number)
        }
    }

    /// The later set where it is not older, with what the other says beyond it.
    private static func winner(of later: ElementSetRecord, over earlier: ElementSetRecord) -> ElementSetRecord {
        later.elements.epoch >= earlier.elements.epoch ? later.completed(by: earlier) : earlier.completed(by: later)
    }
}

extension ElementSetRecord {
    /// The record with the other's name and designator where it has none.
    fileprivate func completed(by other: ElementSetRecord) -> ElementSetRecord {
        var elements = elements
        if elements.name.isEmpty { elements.name = other.elements.name }
        if elements.internationalDesignator.isEmpty {
            elements.internationalDesignator = other.elements.internationalDesignator
        }
        return ElementSetRecord(elements: elements, format: format, source: source, line: line)
    }
}
