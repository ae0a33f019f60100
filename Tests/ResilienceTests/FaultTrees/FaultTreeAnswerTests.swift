import Foundation
import Resilience
import Testing

/// The JSON of a fault tree's answers.
@Suite struct FaultTreeAnswerTests {
    /// Two of three pumps, or the power: p = 0.1, 0.2, 0.5 and 0.25.
    private static let text = """
        <opsa-mef><define-fault-tree name="f">
        <define-gate name="top"><or><gate name="pumps"/><basic-event name="power &quot;A&quot;"/></or></define-gate>
        <define-gate name="pumps"><atleast min="2"><basic-event name="a"/><basic-event name="b"/>
        <basic-event name="c"/></atleast></define-gate>
        </define-fault-tree><model-data>
        <define-basic-event name="a"><float value="0.1"/></define-basic-event>
        <define-basic-event name="b"><float value="0.2"/></define-basic-event>
        <define-basic-event name="c"><float value="0.5"/></define-basic-event>
        <define-basic-event name="power &quot;A&quot;"><float value="0.25"/></define-basic-event>
        </model-data></opsa-mef>
        """

    private func analysis(_ text: String = Self.text) throws -> FaultTreeAnalysis {
        try FaultTreeAnalysis(of: FaultTreeReader.read(Array(text.utf8), source: "f.xml"))
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func counts() throws {
        #expect(try analysis().count().json == #"{"minimalCutSets":4,"byOrder":{"1":1,"2":3}}"#)
    }

    @Test func listsSetsWithOrderAndProbability() throws {
        let answer = try json(try analysis().cutSetsJSON(atMost: 10))
        let sets = try #require(answer["cutSets"] as? [[String: Any]])
        #expect(sets.map { $0["order"] as? Int } == [1, 2, 2, 2])
        #expect(sets.map { $0["events"] as? [String] } == [["power \"A\""], ["a", "b"], ["a", "c"], ["b", "c"]])
        let probabilities = sets.compactMap { $0["probability"] as? Double }
        #expect(probabilities.count == 4)
        for (value, expected) in zip(probabilities, [0.25, 0.02, 0.05, 0.1]) { #expect(abs(value - expected) < 1e-15) }
        #expect(answer["isComplete"] as? Bool == true)
        let first = try json(try analysis().cutSetsJSON(atMost: 2))
        #expect((first["cutSets"] as? [Any])?.count == 2 && first["isComplete"] as? Bool == false)
        let single = try json(try analysis().cutSetsJSON(upToOrder: 1, atMost: 10))
        #expect((single["cutSets"] as? [Any])?.count == 1 && single["isComplete"] as? Bool == false)
    }

    /// By hand: two or more of three are 0.02 + 0.05 + 0.1 - 2 · 0.01 = 0.15; with the power 1 - 0.85 · 0.75 = 0.3625.
    @Test func tellsTheTopEventsProbability() throws {
        let answer = try json(try analysis().topEventJSON())
        let probability = try #require(answer["topEventProbability"] as? Double)
        #expect(abs(probability - 0.3625) < 1e-15)
        #expect(answer["method"] as? String == "exact, from binary decision diagrams; events are independent")
        let events = try #require(answer["importances"] as? [[String: Any]])
        #expect(events.map { $0["event"] as? String } == ["power \"A\"", "c", "b", "a"])
        // Without power's failure 0.15 is left of 0.3625; with it, the top is certain.
        let power = try #require(events.first)
        #expect(abs((power["birnbaum"] as? Double ?? 0) - 0.85) < 1e-15)
        #expect(abs((power["fussellVesely"] as? Double ?? 0) - (1 - 0.15 / 0.3625)) < 1e-15)
        #expect(abs((power["riskAchievementWorth"] as? Double ?? 0) - 1 / 0.3625) < 1e-14)
    }

    @Test func tellsWhatIsDefinedNowhere() throws {
        let text = Self.text.replacing("<basic-event name=\"c\"/>", with: "<basic-event name=\"see\"/>")
        let answer = try json(try analysis(text).cutSetsJSON(atMost: 10))
        #expect(answer["undeclaredEvents"] as? [String] == ["see"])
        #expect(try json(try analysis().topEventJSON())["undeclaredEvents"] as? [String] == [])
    }

    @Test func tellsWhatHasNoProbability() throws {
        let text = Self.text.replacing("<float value=\"0.5\"/>", with: "")
        let sets = try #require(try json(try analysis(text).cutSetsJSON(atMost: 10))["cutSets"] as? [[String: Any]])
        #expect(sets.map { $0["probability"] is NSNull } == [false, false, true, true])
        #expect(throws: FaultTreeError.noProbability(event: "c")) { try analysis(text).topEventJSON() }
    }
}
