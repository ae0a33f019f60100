public import Programme

/// What is counted as lost in a search for minimal departure sets.
public enum LossTarget: Hashable, Sendable {
    /// One function.
    case function(FunctionID)
    /// The programme: any of its life-critical functions.
    case programme
}

/// A smallest set of departures that ends what was asked about.
public struct DepartureSet: Hashable, Sendable {
    /// What leaves; nothing less of it suffices.
    public let ids: [String]
    /// Days after which the target is lost.
    public let afterDays: Double
}

/// What one thing counts for among the minimal departure sets.
public struct DepartureImportance: Hashable, Sendable {
    /// The thing.
    public let id: String
    /// In how many minimal sets it is.
    public let setCount: Int
    /// In how many of them it is alone.
    public let aloneCount: Int
    /// The earliest loss of a set with it, days.
    public let earliestDays: Double
}

/// All minimal departure sets up to a size.
public struct DepartureSets: Sendable {
    /// The sets, smallest first, then earliest.
    public let sets: [DepartureSet]
    /// The largest size searched: every minimal set up to it is there.
    public let largestSize: Int
    /// Whether there can be no other: nothing left over kills together what no set found kills.
    public let isComplete: Bool
    /// What each thing counts for, most sets first.
    public let importance: [DepartureImportance]
}

/// One question for the search.
public struct DepartureSearch: Sendable {
    /// What is to be lost.
    public let target: LossTarget
    /// Within how many days.
    public let withinDays: Double
    /// Largest size of sets, 1…6.
    public let largestSize: Int
    /// The day on which the programme is looked at.
    public let date: CivilTime?
    /// Ids to choose from; every partner, element, vehicle and site when `nil`.
    public let candidates: [String]?

    /// A question from its parts.
    public init(
        target: LossTarget, withinDays: Double, largestSize: Int = 3, date: CivilTime? = nil,
        candidates: [String]? = nil
    ) {
        self.target = target
        self.withinDays = withinDays
        self.largestSize = largestSize
        self.date = date
        self.candidates = candidates
    }
}

extension ResilienceModel {
    /// Every smallest set of partners, elements, vehicles and sites whose loss ends the target in time.
    ///
    /// Exact up to `largestSize`: what is lost grows with what leaves, so a set is minimal when it kills and holds no
    /// smaller set that does. Sets that hold one found are never looked at, and neither is what cannot reach the
    /// target.
    ///
    /// - Throws: `ResilienceError.unknown`, `.unknownFunction`, `.outside`.
    public func departureSets(_ search: DepartureSearch) throws(ResilienceError) -> DepartureSets {
        guard (1...6).contains(search.largestSize) else {
            throw .outside(name: "largest size", value: String(search.largestSize), expected: "1 to 6")
        }
        guard (0...36_525).contains(search.withinDays) else {
            throw .outside(name: "days", value: String(search.withinDays), expected: "0 to 36525")
        }
        var finder = SetFinder(self, search, targets: try targets(of: search.target))
        try finder.choose()
        finder.find()
        return finder.result
    }

    /// Numbers of the functions whose first loss is counted.
    func targets(of target: LossTarget) throws(ResilienceError) -> Set<Int> {
        switch target {
        case .function(let id):
            let function = try function(named: id.rawValue)
            return Set([assetNumbers[function.id.rawValue]].compactMap(\.self))
        case .programme:
            let critical = programme.functions.filter { $0.criticality == .lifeCritical }
            return Set(critical.compactMap { assetNumbers[$0.id.rawValue] })
        }
    }

    /// Ids of every partner, element, vehicle and site.
    var departureCandidates: [String] {
        programme.partners.map(\.id.rawValue) + programme.elements.map(\.id.rawValue)
            + programme.vehicles.map(\.id.rawValue) + programme.sites.map(\.id.rawValue)
    }
}

private struct SetFinder {
    private let model: ResilienceModel
    private let search: DepartureSearch
    private let targets: Set<Int>
    private let setting: Setting
    private let horizon: Int64
    private var ids: [String] = []
    private var numbers: [[Int]] = []
    private var found: [(members: [Int], time: Int64)] = []
    private var foundOf: [[Int]] = []

    init(_ model: ResilienceModel, _ search: DepartureSearch, targets: Set<Int>) {
        self.model = model
        self.search = search
        self.targets = targets
        setting = model.setting(on: search.date)
        horizon = ResilienceModel.millionths(search.withinDays)
    }

    /// Keeps the candidates that touch anything the target rests on.
    mutating func choose() throws(ResilienceError) {
        let reach = model.reach(of: targets)
        for id in search.candidates ?? model.departureCandidates where !ids.contains(id) {
            // A partner's id may be an element's too; the partner is meant only when nothing else has the id.
            let taken = model.numbers(of: Departure(try model.removal(named: id)))
            guard taken.contains(where: reach.contains) else { continue }
            ids.append(id)
            numbers.append(taken)
        }
        foundOf = Array(repeating: [], count: ids.count)
    }

    mutating func find() {
        for size in 1...search.largestSize where size <= ids.count { extend([], from: 0, size: size) }
    }

    private mutating func extend(_ members: [Int], from start: Int, size: Int) {
        if members.count == size {
            if let time = lossTime(members) { keep(members, time) }
            return
        }
        guard start < ids.count else { return }
        for next in start..<ids.count {
            let candidate = members + [next]
            if !holdsFound(candidate, newest: next) { extend(candidate, from: next + 1, size: size) }
        }
    }

    private func holdsFound(_ members: [Int], newest: Int) -> Bool {
        foundOf[newest].contains { number in found[number].members.allSatisfy(members.contains) }
    }

    private mutating func keep(_ members: [Int], _ time: Int64) {
        for member in members { foundOf[member].append(found.count) }
        found.append((members, time))
    }

    private func lossTime(_ members: [Int]) -> Int64? {
        var run = DepartureRun(model, setting)
        for member in members { run.plan(numbers[member], departure: 0, at: 0, until: nil) }
        run.finish(horizon: horizon) { targets.contains($0) }
        return run.outages.first { targets.contains($0.number) }?.from
    }

    /// With a member of every found set kept back, nothing more may kill; asked by taking all but one choice of
    /// members, as long as there are few enough choices.
    private var isComplete: Bool {
        if search.largestSize >= ids.count { return true }
        var keeps: [Set<Int>] = [[]]
        for set in found {
            var next: Set<Set<Int>> = []
            for keep in keeps {
                if keep.isDisjoint(with: set.members) {
                    for member in set.members { next.insert(keep.union([member])) }
                } else {
                    next.insert(keep)
                }
            }
            keeps = next.filter { keep in !next.contains { $0.isStrictSubset(of: keep) } }
            if keeps.count > 500 { return false }
        }
        return keeps.allSatisfy { keep in lossTime(ids.indices.filter { !keep.contains($0) }) == nil }
    }

    var result: DepartureSets {
        let sets = found.map { set in
            DepartureSet(ids: set.members.map { ids[$0] }, afterDays: Double(set.time) / 1e6)
        }
        .sorted {
            ($0.ids.count, $0.afterDays, $0.ids.joined(separator: ",")) < (
                $1.ids.count, $1.afterDays, $1.ids.joined(separator: ",")
            )
        }
        return DepartureSets(
            sets: sets, largestSize: search.largestSize, isComplete: isComplete, importance: importance(sets))
    }

    private func importance(_ sets: [DepartureSet]) -> [DepartureImportance] {
        ids.compactMap { id -> DepartureImportance? in
            let with = sets.filter { $0.ids.contains(id) }
            guard let earliest = with.map(\.afterDays).min() else { return nil }
            return DepartureImportance(
                id: id, setCount: with.count, aloneCount: with.count { $0.ids.count == 1 }, earliestDays: earliest)
        }
        .sorted {
            (-$0.aloneCount, -$0.setCount, $0.earliestDays, $0.id) < (
                -$1.aloneCount, -$1.setCount, $1.earliestDays, $1.id
            )
        }
    }
}

extension ResilienceModel {
    /// Everything the targets rest on, however far down.
    func reach(of targets: Set<Int>) -> Set<Int> {
        var restsOn = Array(repeating: [Int](), count: names.count)
        for need in needs { restsOn[need.provider].append(need.needed) }
        for (provider, function) in functionOfProvider.enumerated() where function >= 0 {
            restsOn[function].append(provider)
        }
        var seen = targets
        var open = Array(targets)
        while let number = open.popLast() {
            for next in restsOn[number] where seen.insert(next).inserted { open.append(next) }
        }
        return seen
    }
}
