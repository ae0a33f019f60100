import Programme
import Resilience
import Testing

@Suite struct OtherProgrammeTests {
    @Test(arguments: ["examples/css", "examples/apollo-soyuz"])
    func historyAgrees(folder: String) throws {
        let model = try Examples.model(folder)
        #expect(!model.programme.history.isEmpty)
        for replay in try model.replays() {
            #expect(replay.agrees, "\(replay.historical.id): missed \(replay.missed), wrongly \(replay.wronglyLost)")
        }
        #expect(model.timeline(without: []).functions.isEmpty)
    }

    // 2025-11-14 03:14 to 2025-11-25 07:50 UTC: 11.19 days without a ship, by the two published times.
    @Test func threeWithoutAShip() throws {
        let model = try Examples.model("examples/css")
        let replay = try #require(try model.replays().first)
        let loss = try #require(replay.answer.timeline.functions.first { $0.id == "crew-rescue" })
        #expect(loss.afterDays == 0 && abs((loss.untilDays ?? 0) - 11.19167) < 1e-4)
        #expect(replay.answer.crewRescue?.shortBy == 3)
        let standby = try model.whatIf(try model.scenario(without: ["rescue-shenzhou"], with: ["standby-shenzhou"]))
        #expect(abs((standby.timeline.functions.first?.untilDays ?? 0) - 11.1944) < 1e-3)
    }

    @Test func oneOwnerIsOneDeparture() throws {
        let model = try Examples.model("examples/css")
        let sets = try model.departureSets(DepartureSearch(target: .programme, withinDays: 0, largestSize: 1))
        #expect(sets.sets.contains { $0.ids == ["CN"] })
        #expect(try model.whatIf(try model.scenario(without: ["EU"])).timeline.functions.isEmpty)
    }

    // The project's own rule: losing the partner loses the joint work, never the way home.
    @Test(arguments: [("US", "crew-return-soyuz"), ("SU", "crew-return-apollo")])
    func theWayHomeIsOnesOwn(partner: String, kept: String) throws {
        let model = try Examples.model("examples/apollo-soyuz")
        let lost = try model.whatIf(try model.scenario(without: [partner])).timeline.functions.map(\.id.rawValue)
        #expect(lost.contains("joint-ops") && !lost.contains(kept))
        #expect(model.timeline(without: [try model.removal(named: "voice-soviet")]).functions.isEmpty)
    }
}
