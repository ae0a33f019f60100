import Foundation
import Programme
import Resilience
import Testing

/// The JSON of every answer: its members, its footing in figures, its bounds.
@Suite struct AnswerTests {
    static let programmes = [("examples/iss", "RU"), ("examples/css", "CN"), ("examples/apollo-soyuz", "SU")]

    private func json(
        _ model: ResilienceModel, _ topic: WhatIfTopic, _ values: [String: String] = [:]
    ) throws -> [String: Any] {
        let text = try model.json(topic, values)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test(arguments: programmes)
    func everyProgrammeAnswersEveryTopic(folder: String, partner: String) throws {
        let model = try Examples.model(folder)
        let departure = ["without": partner, "runs": "50"]
        let members: [(WhatIfTopic, [String: String], [String])] = [
            (.model, [:], ["programme", "partners", "choices", "functions", "providers", "restorations", "sources"]),
            (
                .losses, ["without": partner],
                ["functionsLostAfterDays", "providersLostAfterDays", "chain", "restorations"]
            ),
            (.plans, ["without": partner], ["byCost", "byDate", "paretoFront", "beyondHelp", "isComplete"]),
            (.bands, departure, ["seed", "runs", "bands", "tornado"]),
            (.sets, ["withinDays": "365"], ["target", "withinDays", "largest", "isComplete", "sets", "importance"]),
            (.transport, [:], ["crew", "upmass", "downmass", "agreed", "changes", "prices"]),
            (.history, [:], ["cases", "agreeing", "total"]),
        ]
        #expect(members.count == WhatIfTopic.allCases.count)
        for (topic, values, keys) in members {
            let answer = try json(model, topic, values)
            for key in keys { #expect(answer[key] != nil, "\(folder) \(topic) \(key)") }
        }
        let history = try json(model, .history)
        #expect(history["agreeing"] as? Int == history["total"] as? Int)
    }

    /// Whatever is computed says how sure it is and from what.
    @Test func everyAnswerTellsItsFooting() throws {
        let model = try Examples.iss.get()
        let rows: [(WhatIfTopic, [String: String], [String])] = [
            (.model, [:], ["choices", "functions", "restorations", "law"]),
            (.losses, ["without": "RU"], ["restorations"]),
            (.plans, ["without": "site31"], ["byCost", "byDate", "paretoFront"]),
            (.bands, ["without": "site31", "runs": "50"], ["bands", "tornado"]),
            (.sets, ["function": "attctl", "withinDays": "400"], ["sets"]),
            (.transport, [:], ["crew", "upmass", "agreed", "changes", "prices"]),
        ]
        for (topic, values, lists) in rows {
            let answer = try json(model, topic, values)
            for list in lists {
                let items = try #require(answer[list] as? [[String: Any]])
                #expect(!items.isEmpty, "\(topic) \(list)")
                for item in items {
                    #expect(item["confidence"] is String && item["sources"] is [String], "\(topic) \(list) \(item)")
                }
            }
        }
        let losses = try json(model, .losses, ["without": "RU"])
        let causes = try #require(losses["providerCauses"] as? [String: [String: Any]])
        let lost = try #require(losses["providersLostAfterDays"] as? [String: Double])
        #expect(Set(causes.keys) == Set(lost.keys))
        for (id, cause) in causes {
            #expect(cause["afterDays"] as? Double == lost[id] && cause["confidence"] is String, "\(id)")
        }
        for topic in [WhatIfTopic.losses, .plans, .bands] {
            #expect(try json(model, topic, ["without": "site31"])["restsOnWeakFigures"] as? Bool == true)
        }
        #expect(
            try json(model, .sets, ["function": "attctl", "withinDays": "400"])["restsOnWeakFigures"] as? Bool == true)
    }

    /// Sources that an answer names are explained by the model's own list.
    @Test func sourcesAreExplained() throws {
        let model = try Examples.iss.get()
        let known = try #require(try json(model, .model)["sources"] as? [String: String])
        let changes = try #require(try json(model, .transport)["changes"] as? [[String: Any]])
        for change in changes {
            for source in try #require(change["sources"] as? [String]) { #expect(known[source] != nil, "\(source)") }
        }
    }

    // OIG IG-20-005 (2019): Soyuz 90.25 million (last seat, October 2020), Dragon 55 million: a flight of four
    // on Dragon saves 141 million. One seat a year passes each way without money since July 2022.
    @Test func transportTellsTheKnownFigures() throws {
        let answer = try json(try Examples.iss.get(), .transport, ["on": "2020-11-01"])
        let changes = try #require(answer["changes"] as? [[String: Any]])
        let change = try #require(
            changes.first { $0["from"] as? String == "soyuz-ms" && $0["to"] as? String == "crew-dragon" })
        #expect(change["fromUsd"] as? Double == 90_250_000 && change["toUsd"] as? Double == 55_000_000)
        #expect(change["quantity"] as? Double == 4 && change["costUsd"] as? Double == -141_000_000)
        #expect((answer["agreed"] as? [Any])?.isEmpty == true)
        let later = try json(try Examples.iss.get(), .transport, ["on": "2026-03-01"])
        let agreed = try #require(later["agreed"] as? [[String: Any]])
        #expect(agreed.map { $0["vehicle"] as? String } == ["crew-dragon", "soyuz-ms"])
        #expect(agreed.allSatisfy { $0["perYear"] as? Double == 1 && $0["agreement"] as? String == "seat-exchange" })
    }

    @Test(
        arguments: [
            (WhatIfTopic.losses, [:], "without ``: expected ids of what goes, with commas between"),
            (
                .losses, ["without": "RU", "kind": "strike"],
                "kind `strike`: expected one of taken-away, withdrawal, sanction, grounding"
            ),
            (
                .losses, ["without": "RU", "on": "1789-07-14"],
                "on `1789-07-14`: expected a day of 1957 to 2100, such as 2026-03-01"
            ),
            (
                .losses, ["without": "RU", "colour": "red"],
                "key `colour`: expected one of `without`, `on`, `with`, `kind`"
            ),
            (.history, ["on": "2020-01-01"], "key `on`: expected no key"),
            (.bands, ["without": "RU", "runs": "5001"], "runs `5001`: expected a whole number from 1 to 5000"),
            (
                .bands, ["without": "RU", "seed": "-1"],
                "seed `-1`: expected a whole number from 0 to 18446744073709551615"
            ),
            (.sets, ["largest": "4"], "largest `4`: expected a whole number from 1 to 3"),
            (.sets, ["withinDays": "nan"], "withinDays `nan`: expected days from 0 to 36525"),
            (.sets, ["withinDays": "1e9"], "withinDays `1e9`: expected days from 0 to 36525"),
            (
                .losses, ["without": "falcon9", "kind": "withdrawal"],
                "withdrawal of `falcon9`: expected a partner or a state"
            ),
            (
                .losses, ["without": "RU,columbus", "kind": "grounding"],
                "grounding of `columbus`: expected a vehicle, launcher or launch site, or a partner with vehicles"
            ),
            (
                .losses, ["without": "crew-dragon", "kind": "sanction"],
                "sanction of `crew-dragon`: expected a partner, state, site or communication path"
            ),
            (
                .sets, ["function": "powr"],
                "unknown function `powr`: expected the id of a function, or `programme`; did you mean `power`?"
            ),
        ] as [(WhatIfTopic, [String: String], String)])
    func refusesWhatIsOutOfBounds(topic: WhatIfTopic, values: [String: String], message: String) throws {
        let model = try Examples.iss.get()
        let error = #expect(throws: ResilienceError.self) { try model.json(topic, values) }
        #expect(error?.description == message)
    }

    @Test func refusesLongLists() throws {
        let model = try Examples.iss.get()
        let many = Array(repeating: "RU", count: 33).joined(separator: ",")
        let error = #expect(throws: ResilienceError.self) { try model.json(.losses, ["without": many]) }
        #expect(error?.description == "without `33 ids`: expected at most 32")
        let long = String(repeating: "x", count: 3_000)
        #expect(throws: ResilienceError.self) { try model.json(.losses, ["without": long]) }
    }

    /// Where nothing on file brings anything back there is no plan, not one of doing nothing.
    @Test func noPlanWhereNothingHelps() throws {
        let answer = try json(try Examples.model("examples/apollo-soyuz"), .plans, ["without": "SU"])
        #expect((answer["byCost"] as? [Any])?.isEmpty == true && answer["planCount"] as? Int == 0)
        #expect((answer["beyondHelp"] as? [String])?.isEmpty == false)
    }

    @Test func looksAtTheDayAsked() throws {
        let model = try Examples.iss.get()
        let past = try json(model, .model, ["on": "2005-06-01"])
        #expect(past["date"] as? String == "2005-06-01T00:00:00Z")
        let providers = try #require(past["providers"] as? [[String: Any]])
        #expect(providers.first { $0["id"] as? String == "rescue-dragon" }?["inUse"] as? Bool == false)
        let rules = try #require(past["functions"] as? [[String: Any]])
        #expect(rules.first { $0["id"] as? String == "own-segment-crew" }?["rule"] as? String == "1 of 1, and 1 of 1")
    }

    /// What cannot go in a way is not offered to go so.
    @Test func choicesTellHowTheyCanGo() throws {
        let choices = try #require(try json(try Examples.iss.get(), .model)["choices"] as? [[String: Any]])
        func kinds(_ id: String) -> [String]? { choices.first { $0["id"] as? String == id }?["kinds"] as? [String] }
        #expect(kinds("RU") == ["taken-away", "withdrawal", "sanction", "grounding"])
        // Canada flies nothing.
        #expect(kinds("CA") == ["taken-away", "withdrawal", "sanction"])
        #expect(kinds("falcon9") == ["taken-away", "sanction", "grounding"])
        #expect(kinds("crew-dragon") == ["taken-away", "grounding"])
        #expect(kinds("columbus") == ["taken-away"])
        #expect(choices.allSatisfy { ($0["kinds"] as? [String])?.first == "taken-away" })
    }

    /// Every kind that is offered is answered, and every other refused.
    @Test func onlyTheKindsToldAreTaken() throws {
        let model = try Examples.iss.get()
        let choices = try #require(try json(model, .model)["choices"] as? [[String: Any]])
        for choice in choices {
            let id = try #require(choice["id"] as? String)
            let suited = try #require(choice["kinds"] as? [String])
            for kind in DepartureKind.allCases {
                let isTaken = (try? model.scenario(without: [id], kind: kind)) != nil
                #expect(isTaken == suited.contains(kind.rawValue), "\(kind.rawValue) of \(id)")
            }
        }
    }

    @Test func oneStateTellsWhyNothingGoes() throws {
        let answer = try json(try Examples.iss.get(), .losses, ["without": "Sweden", "kind": "withdrawal"])
        #expect((answer["functionsLostAfterDays"] as? [String: Any])?.isEmpty == true)
        let law = try #require(answer["law"] as? [[String: Any]])
        #expect(law.map { $0["because"] as? String } == ["the other states of `EU` go on as one partner"])
    }

    @Test func figuresOfATornadoTellTheirUnit() throws {
        let answer = try json(try Examples.iss.get(), .bands, ["without": "site31", "runs": "20"])
        let bar = try #require((answer["tornado"] as? [[String: Any]])?.first)
        #expect(bar["lostAtShortestDays"] is Double && bar["lostAtLongestDays"] is Double)
        #expect(bar["atShortest"] == nil && bar["atLongest"] == nil)
    }
}
