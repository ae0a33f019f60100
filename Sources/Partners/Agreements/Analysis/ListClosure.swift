import Programme

/// The lists of one attribute that its tests can tell apart, for certain asking partners.
///
/// Every test of a list follows from features that stay once a list has them. A list can therefore be filled up with
/// all members that add no feature, and the full lists are found by leaving out, from the list of everything, what
/// makes features fail, in every combination. Each is then told by few of its members, so few that they are easily
/// read. Where a test counts members, shorter lists than it counts are tried one by one.
struct ListClosure {
    private let values: [AttributeValue]
    private let subjects: [[Int32]]
    private let features: [ListFeature]
    private let longestCount: Int
    private let budget: AnalysisBudget
    /// Whether there were no more than `CellProbe.mostLists`.
    private(set) var isComplete = true
    /// The lists.
    private(set) var lists: [[AttributeValue]] = []

    /// Lists of these values with these features; a value names the partners that stand at its place.
    init(
        _ candidates: [AttributeValue], _ named: [[Int32]], _ features: Set<ListFeature>, longestCount: Int,
        budget: AnalysisBudget
    ) {
        (self.longestCount, self.budget) = (longestCount, budget)
        let kinds = Self.kinds(candidates.count, named, features)
        values = kinds.map { candidates[$0] }
        subjects = kinds.map { named[$0] }
        self.features = features.map { feature in
            ListFeature(
                escapes: feature.escapes.map { escape in
                    MemberSet(of: kinds.count) { escape.contains(kinds[$0]) }
                })
        }.sorted { first, second in
            let (one, two) = (first.escapes, second.escapes)
            return one.count < two.count || one.count == two.count && one.lexicographicallyPrecedes(two)
        }
        addShort()
        addFull()
    }

    /// One value of each kind that no feature tells from others.
    private static func kinds(_ count: Int, _ named: [[Int32]], _ features: Set<ListFeature>) -> [Int] {
        struct Kind: Hashable {
            let escapes: [Bool]
            let subjects: [Int32]
        }
        let escapes = Set(features.flatMap(\.escapes)).sorted()
        var seen: Set<Kind> = []
        return (0..<count).filter { number in
            seen.insert(Kind(escapes: escapes.map { $0.contains(number) }, subjects: named[number])).inserted
        }
    }

    // MARK: Full lists

    private mutating func addFull() {
        let all = MemberSet(of: values.count) { _ in true }
        var known: Set<MemberSet> = [all]
        var full = [all]
        for feature in features {
            for place in full.indices where feature.holds(full[place]) {
                guard budget.take(20 * feature.escapes.count * feature.escapes.count) else { break }
                for rest in feature.without(full[place]) where known.insert(rest).inserted { full.append(rest) }
            }
            guard full.count <= CellProbe.mostLists, !budget.isSpent else {
                isComplete = false
                break
            }
        }
        for members in full { add(members) }
    }

    /// The lists of these members, one for each partner that can come first.
    private mutating func add(_ members: MemberSet) {
        guard budget.take(20 * features.count) else {
            isComplete = false
            return
        }
        for first in beginnings(members) {
            var list = first
            var rest = features.filter { $0.holds(members) }.flatMap(\.escapes)
            for number in list { rest.removeAll { $0.contains(number) } }
            while let needed = rest.first, budget.take(4 * rest.count * values.count) {
                let fitting = values.indices.filter { members.contains($0) && needed.contains($0) }
                let best = fitting.max { first, second in
                    let (one, two) = (rest.count { $0.contains(first) }, rest.count { $0.contains(second) })
                    return one < two || one == two && first > second
                }
                guard let best else { break }
                list.append(best)
                rest.removeAll { $0.contains(best) }
            }
            while let last = list.last, list.count < longestCount { list.append(last) }
            lists.append(list.map { values[$0] })
        }
    }

    /// Shortest beginnings of a list after which the partners it names are told, each in another way.
    private func beginnings(_ members: MemberSet) -> [[Int]] {
        let present = values.indices.filter(members.contains)
        let sides = subjects.first?.indices ?? 0..<0
        let naming = sides.filter { side in present.contains { subjects[$0][side] >= 0 } }
        var known: Set<[Int32]> = []
        var open: [(told: [Int32], list: [Int])] = [(sides.map { _ in -1 }, [])]
        var place = 0
        var complete: [[Int]] = []
        while place < open.count {
            let (told, list) = open[place]
            place += 1
            guard naming.contains(where: { told[$0] < 0 }) else {
                complete.append(list)
                continue
            }
            for number in present where budget.take(20) {
                let next = sides.map { told[$0] >= 0 ? told[$0] : subjects[number][$0] }
                if next != told, known.insert(next).inserted { open.append((next, list + [number])) }
            }
        }
        return complete
    }

    // MARK: Short lists

    /// What a list is to the tests.
    private struct Standing: Hashable {
        let hits: [Bool]
        let told: [Int32]
        let length: Int
    }

    /// Lists shorter than some test counts.
    private mutating func addShort() {
        guard longestCount > 1 else { return }
        let escapes = Array(Set(features.flatMap(\.escapes)))
        let sides = subjects.first?.indices ?? 0..<0
        let empty = Standing(hits: escapes.map { _ in false }, told: sides.map { _ in -1 }, length: 0)
        var known: Set<Standing> = [empty]
        var open: [(standing: Standing, list: [Int])] = [(empty, [])]
        var place = 0
        while place < open.count {
            let (standing, list) = open[place]
            place += 1
            lists.append(list.map { values[$0] })
            guard list.count < longestCount - 1 else { continue }
            for number in values.indices {
                guard budget.take(20 + 2 * escapes.count) else {
                    isComplete = false
                    return
                }
                let next = Standing(
                    hits: escapes.indices.map { standing.hits[$0] || escapes[$0].contains(number) },
                    told: sides.map { standing.told[$0] >= 0 ? standing.told[$0] : subjects[number][$0] },
                    length: list.count + 1)
                guard known.insert(next).inserted else { continue }
                if known.count > CellProbe.mostLists {
                    isComplete = false
                    return
                }
                open.append((next, list + [number]))
            }
        }
    }
}
