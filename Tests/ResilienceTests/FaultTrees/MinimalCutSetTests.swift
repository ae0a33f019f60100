import Foundation
import Resilience
import TestSupport
import Testing

/// Against all sets of events tried one by one, against published trees, and against an independent program's counts
/// of the Aralia trees (shared/data/faulttrees/counts.json).
@Suite struct MinimalCutSetTests {
    @Test(arguments: [(true, 1 as UInt64, 2000), (false, 1_000_000, 600)])
    func agreesWithTryingEverySet(isCoherent: Bool, firstSeed: UInt64, count: Int) throws {
        for seed in firstSeed..<(firstSeed + UInt64(count)) {
            let random = try RandomFaultTree(seed: seed, isCoherent: isCoherent)
            let truth = random.table.minimalSets()
            let analysis = try FaultTreeAnalysis(of: random.tree)
            let counted = try analysis.count()
            let listed = try analysis.cutSets()
            #expect(listed.sets == truth && !listed.isCut, "seed \(seed)")
            #expect(counted.total == UInt128(truth.count), "seed \(seed)")
            let byOrder = Dictionary(grouping: truth, by: \.count).mapValues { UInt128($0.count) }
            #expect(counted.byOrder == byOrder, "seed \(seed)")
        }
    }

    /// Tolerance: rounding of a few thousand sums of numbers up to 1.
    @Test(arguments: [true, false])
    func probabilityAgreesWithTryingEverySet(isCoherent: Bool) throws {
        for seed in 5_000_000..<(5_000_100 as UInt64) {
            let random = try RandomFaultTree(seed: seed, isCoherent: isCoherent)
            let result = try FaultTreeAnalysis(of: random.tree).topEventProbability()
            let truth = random.table.probability(random.probabilities)
            #expect(abs(result.probability - truth) < 1e-12, "seed \(seed)")
            for importance in result.importances {
                let with = random.table.probability(random.probabilities, given: (importance.event, true))
                let without = random.table.probability(random.probabilities, given: (importance.event, false))
                #expect(abs(importance.birnbaum - (with - without)) < 1e-12, "seed \(seed)")
                guard truth > 1e-9 else { continue }
                #expect(abs(importance.fussellVesely - (truth - without) / truth) < 1e-6, "seed \(seed)")
                #expect(abs(importance.riskAchievementWorth - with / truth) < 1e-6, "seed \(seed)")
            }
        }
    }

    /// The pressure tank of the Fault Tree Handbook (NUREG-0492, 1981, chapter VIII): five minimal cut sets, and about
    /// 3.4e-5 for the top event.
    @Test func countsThePressureTank() throws {
        var builder = FaultTreeBuilder()
        func event(_ name: String, _ value: Double) throws -> FaultTree.Reference {
            try builder.event(name, probability: value)
        }
        let (tank, relay2, relay1) = (try event("T", 5e-6), try event("K2", 3e-5), try event("K1", 3e-5))
        let (timer, pressure, button) = (try event("R", 1e-4), try event("S", 1e-4), try event("S1", 3e-5))
        let closed = try builder.gate(.or, [button, try builder.gate(.or, [relay1, timer])])
        let tooLong = try builder.gate(.or, [relay2, try builder.gate(.and, [pressure, closed])])
        let tree = try builder.tree(top: try builder.gate(.or, [tank, tooLong]))
        let analysis = try FaultTreeAnalysis(of: tree)
        #expect(try analysis.count().byOrder == [1: 2, 2: 3])
        let names = try analysis.cutSets().sets.map { $0.map { tree.events[$0].name } }
        #expect(names == [["T"], ["K2"], ["K1", "S"], ["R", "S"], ["S", "S1"]])
        #expect(abs(try analysis.topEventProbability().probability - 3.4e-5) < 0.2e-5)
    }

    /// The bridge of five parts (R. Barlow and F. Proschan, Statistical Theory of Reliability and Life Testing, 1975):
    /// four minimal cuts, and 2q² + 2q³ − 5q⁴ + 2q⁵ where each part fails with q.
    @Test func countsTheBridge() throws {
        var builder = FaultTreeBuilder()
        let part = try (1...5).map { try builder.event("\($0)", probability: 0.1) }
        let paths = [[0, 3], [1, 4], [0, 2, 4], [1, 2, 3]]
        let broken = try paths.map { path in try builder.gate(.or, path.map { part[$0] }) }
        let analysis = try FaultTreeAnalysis(of: builder.tree(top: builder.gate(.and, broken)))
        #expect(try analysis.cutSets().sets == [[0, 1], [3, 4], [0, 2, 4], [1, 2, 3]])
        #expect(abs(try analysis.topEventProbability().probability - 0.02152) < 1e-15)
    }

    /// C(n, k) sets of k of n: 100891344545564193334812497256 of 50 of 100.
    @Test func countsBeyond64Bits() throws {
        var builder = FaultTreeBuilder()
        let events = try (0..<100).map { try builder.event("e\($0)") }
        let tree = try builder.tree(top: builder.gate(.atLeast(50), events))
        let count = try minimalCutSets(of: tree)
        #expect(count.total == 100_891_344_545_564_193_334_812_497_256)
        #expect(count.byOrder == [50: count.total])
    }

    @Test func tellsACountBeyond128Bits() throws {
        var builder = FaultTreeBuilder()
        var choices: [FaultTree.Reference] = []
        for number in 0..<128 {
            let pair = [try builder.event("a\(number)"), try builder.event("b\(number)")]
            choices.append(try builder.gate(.or, pair))
        }
        let tree = try builder.tree(top: builder.gate(.and, choices))
        #expect(throws: FaultTreeError.countOverflow) { try minimalCutSets(of: tree) }
        let fewer = try builder.tree(top: builder.gate(.and, Array(choices.dropLast())))
        #expect(try minimalCutSets(of: fewer).total == 1 << 127)
    }

    @Test func tellsATreeBeyondTheNodeLimit() throws {
        var builder = FaultTreeBuilder()
        let events = try (0..<40).map { try builder.event("e\($0)") }
        let tree = try builder.tree(top: builder.gate(.atLeast(20), events))
        #expect(throws: FaultTreeError.nodeLimit(nodes: 100)) {
            try minimalCutSets(of: tree, limits: CutSetLimits(nodes: 100))
        }
    }

    @Test func takesDeepAndWideTrees() throws {
        var builder = FaultTreeBuilder()
        var deep = try builder.event("e0")
        for number in 1...1200 {
            let connective: Connective = number % 2 == 0 ? .and : .or
            deep = try builder.gate(connective, [try builder.event("e\(number)"), deep])
        }
        let count = try minimalCutSets(of: builder.tree(top: deep))
        // Each `or` ends a set, and so does the bottom.
        #expect(count.total == 601)
        let wide = try (0...4000).map { try builder.event("e\($0)") }
        #expect(try minimalCutSets(of: builder.tree(top: builder.gate(.or, wide))).byOrder == [1: 4001])
    }

    @Test func listsTheSmallestFirstAndSaysWhatItLeftOut() throws {
        var builder = FaultTreeBuilder()
        let events = try (0..<8).map { try builder.event("e\($0)") }
        let pairs = try builder.gate(.atLeast(3), Array(events.dropFirst()))
        let analysis = try FaultTreeAnalysis(of: builder.tree(top: builder.gate(.or, [events[0], pairs])))
        let small = try analysis.cutSets(upToOrder: 2)
        #expect(small.sets == [[0]] && small.isCut)
        let some = try analysis.cutSets(atMost: 11)
        #expect(some.sets.count == 11 && some.isCut && some.sets.first == [0])
        #expect(try analysis.cutSets(atMost: 36).sets.count == 36)
        #expect(try analysis.cutSets(atMost: 36).isCut == false)
    }

    @Test(arguments: ["das9203", "das9205", "das9209", "isp9603", "isp9605", "isp9607"])
    func countsAralia(name: String) throws {
        guard let bytes = SharedData.bytes("faulttrees/\(name).xml"), let truth = try Aralia.truth(name) else { return }
        let tree = try FaultTreeReader.read(bytes, source: "\(name).xml")
        #expect(tree.events.count == truth.basicEvents && tree.gateCount == truth.gates)
        let count = try minimalCutSets(of: tree)
        #expect(count.total == truth.total)
        #expect(count.byOrder == truth.byOrder)
    }
}

/// The independent counts.
private struct Aralia: Decodable {
    struct Tree: Decodable {
        let tree: String
        let gates: Int
        let basicEvents: Int
        let mcs: UInt64
        let byOrders: [String: UInt64]
        var total: UInt128 { UInt128(mcs) }
        var byOrder: [Int: UInt128] {
            Dictionary(uniqueKeysWithValues: byOrders.map { (Int($0.key) ?? -1, UInt128($0.value)) })
        }

        enum CodingKeys: String, CodingKey {
            case tree, gates, mcs
            case basicEvents = "basic_events"
            case byOrders = "by_order"
        }
    }

    let trees: [Tree]

    static func truth(_ name: String) throws -> Tree? {
        guard let bytes = SharedData.bytes("faulttrees/counts.json") else { return nil }
        return try JSONDecoder().decode(Aralia.self, from: Data(bytes)).trees.first { $0.tree == name }
    }
}
