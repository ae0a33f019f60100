import Programme
import Resilience
import Testing

@Suite struct SetTests {
    private let model: ResilienceModel

    init() throws { model = try Examples.iss.get() }

    /// All sets of up to three of a few things, tried one by one.
    @Test(arguments: [("attctl", 400.0), ("cargo-up", 0), ("o2", 100), ("crew-up", 0), ("power", 1)])
    func agreesWithTryingEverySet(function: String, within: Double) throws {
        let ids = ["US", "RU", "JP", "zvezda", "s1", "p1", "falcon9", "site31", "tanegashima", "ssrms", "z1", "quest"]
        let search = DepartureSearch(target: .function(FunctionID(function)), withinDays: within, candidates: ids)
        let found = Set(try model.departureSets(search).sets.map { Set($0.ids) })
        var minimal: Set<Set<String>> = []
        let masks = (1..<(1 << ids.count)).filter { $0.nonzeroBitCount <= 3 }
        for mask in masks.sorted(by: { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }) {
            let chosen = ids.indices.filter { mask & (1 << $0) != 0 }.map { ids[$0] }
            let timeline = model.timeline(without: try chosen.map { try model.removal(named: $0) })
            guard let loss = timeline.functions.first(where: { $0.id.rawValue == function }), loss.afterDays <= within
            else { continue }
            if !minimal.contains(where: { $0.isSubset(of: chosen) }) { minimal.insert(Set(chosen)) }
        }
        #expect(found == minimal)
    }

    // Propellant comes by one vehicle from one pad: each alone is a set (the data's "single vehicle, single pad").
    @Test func singlePointsOfPropellant() throws {
        let sets = try model.departureSets(DepartureSearch(target: .function("prop-resupply"), withinDays: 0))
        #expect(sets.sets.map(\.ids) == [["RU"], ["progress-ms"], ["site31"]])
        #expect(sets.isComplete)
        #expect(sets.importance.allSatisfy { $0.setCount == 1 && $0.aloneCount == 1 && $0.earliestDays == 0 })
    }

    @Test func endsOfTheProgramme() throws {
        let clock = ContinuousClock()
        var sets: DepartureSets?
        let time = try clock.measure {
            sets = try model.departureSets(DepartureSearch(target: .programme, withinDays: 365, largestSize: 3))
        }
        let found = try #require(sets)
        print("ends of the programme within a year: \(found.sets.count) sets up to 3 in \(time)")
        #expect(found.sets.contains { $0.ids == ["RU"] } && found.sets.contains { $0.ids == ["US"] })
        #expect(
            found.sets.contains { $0.ids == ["soyuz-ms", "crew-dragon"] || $0.ids == ["crew-dragon", "soyuz-ms"] })
        #expect(found.importance.first.map { $0.aloneCount } == 1)
    }

    @Test func refusesAbsurdQuestions() {
        #expect(throws: ResilienceError.self) {
            try self.model.departureSets(DepartureSearch(target: .programme, withinDays: -1))
        }
        #expect(throws: ResilienceError.self) {
            try self.model.departureSets(DepartureSearch(target: .programme, withinDays: 1, largestSize: 7))
        }
        #expect(throws: ResilienceError.self) {
            try self.model.departureSets(DepartureSearch(target: .function("airlock"), withinDays: 1))
        }
    }

    @Test func plansOfRestoration() throws {
        let scenario = try model.scenario(without: ["site31"])
        let plans = try model.restorationPlans(for: scenario, bringingBack: ["attctl", "momentum-dump"])
        // The one vehicle that does both brings both back: nothing else does both alone.
        #expect(plans.byDate.first?.ids == ["attitude-propulsion"])
        #expect(plans.byCost.first?.costUsd == 843_000_000)
        #expect(plans.byDate.first?.completeAfterDays == 1_095.75)
        // Doing nothing is the cheapest; what follows on the front costs more for fewer days without.
        #expect(plans.paretoFront.first?.ids == [])
        #expect(
            zip(plans.paretoFront, plans.paretoFront.dropFirst()).allSatisfy {
                $0.costUsd <= $1.costUsd && $0.daysWithout > $1.daysWithout
            })
        #expect(try model.restorationPlans(for: scenario).beyondHelp.contains("prop-resupply"))
    }

    @Test func bandsAreRepeatable() throws {
        let scenario = try model.scenario(without: ["site31"])
        let bands = try model.lossBands(in: scenario, draws: 400, seed: 7)
        #expect(bands == (try model.lossBands(in: scenario, draws: 400, seed: 7)))
        #expect(bands != (try model.lossBands(in: scenario, draws: 400, seed: 8)))
        let dump = try #require(bands.first { $0.id == "momentum-dump" })
        #expect(dump.lostShare == 1)
        #expect(dump.tenthDays < dump.medianDays && dump.medianDays < dump.ninetiethDays)
        // Triangular from 180 over 365 to 540 days: quantiles in closed form (180 + sqrt(p·360·185) below the mode).
        #expect(
            abs(dump.tenthDays - 261.6) < 12 && abs(dump.ninetiethDays - 460.6) < 12
                && abs(dump.medianDays - 362.5) < 12)
    }

    @Test func tornadoFindsTheTank() throws {
        let bars = try model.tornado(of: "momentum-dump", in: try model.scenario(without: ["site31"]))
        #expect(bars.first?.providers == ["desat-rs"] && bars.first?.need == "prop-resupply")
        #expect(bars.first?.lostAtShortestDays == 180 && bars.first?.lostAtLongestDays == 540)
        #expect(bars.count == 1)
        // Russia gone: attitude lasts until the gyroscopes are full, all four together.
        let gyroscopes = try model.tornado(of: "attctl", in: try model.scenario(without: ["RU"]))
        #expect(gyroscopes.map(\.need) == ["momentum-dump"] && gyroscopes.first?.providers.count == 4)
        #expect(gyroscopes.first?.lostAtShortestDays == 0.25 && gyroscopes.first?.lostAtLongestDays == 1)
    }
}
