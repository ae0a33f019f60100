import Foundation
import Programme
import Resilience
import Testing

@Suite struct WhatIfTests {
    private let model: ResilienceModel

    init() throws { model = try Examples.iss.get() }

    private func answer(
        _ ids: [String], _ kind: DepartureKind = .takenAway, with restorations: [String] = [], on date: String? = nil
    ) throws -> WhatIf {
        try model.whatIf(
            try model.scenario(without: ids, kind: kind, with: restorations, on: date.flatMap { CivilTime($0) }))
    }

    private func days(_ answer: WhatIf) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: answer.timeline.functions.map { ($0.id.rawValue, $0.afterDays) })
    }

    /// Every chain starts with the function, goes back in time and ends with what left.
    @Test(arguments: ["RU", "US", "falcon9", "zvezda", "site31", "CA", "quest"])
    func everyLossHasItsChain(removed: String) throws {
        let answer = try answer([removed])
        #expect(!answer.timeline.functions.isEmpty)
        for loss in answer.timeline.functions {
            let chain = try #require(answer.chains[loss.id])
            #expect(chain.first?.id == loss.id.rawValue && chain.first?.afterDays == loss.afterDays)
            #expect(chain.last?.id == removed)
            #expect(zip(chain, chain.dropFirst()).allSatisfy { $0.afterDays >= $1.afterDays })
            let buffers = zip(chain, chain.dropFirst()).allSatisfy { step, cause in
                abs(step.afterDays - cause.afterDays - (step.bufferDays ?? 0)) < 1e-9
            }
            #expect(buffers, "\(chain)")
            #expect(answer.weakestConfidence[loss.id] != nil)
        }
    }

    // Pad 31 out: no Progress, so no propellant after a year, no desaturation; gyroscopes saturate half a day later.
    @Test func chainOfThePad() throws {
        let chain = try #require(try answer(["site31"]).chains["attctl"])
        #expect(
            chain.map(\.id) == [
                "attctl", "cmg3", "momentum-dump", "desat-rs", "prop-resupply", "prop-progress", "site31",
            ])
        #expect(chain.map(\.afterDays) == [365.5, 365.5, 365, 365, 0, 0, 0])
        #expect(chain.map(\.kind).last == "site")
        #expect(try answer(["site31"]).weakestConfidence["attctl"] == .low)
        #expect(try answer(["site31"]).restsOnWeakFigures)
    }

    @Test func answerIsJSON() throws {
        for removed in ["RU", "quest", "CA"] {
            let text = try answer([removed]).json
            let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let json = try #require(read)
            let lost = try #require(json["functionsLostAfterDays"] as? [String: Double])
            #expect(lost == days(try answer([removed])))
            #expect((json["chain"] as? [String: Any])?.count == lost.count)
            #expect(json["providersLostAfterDays"] is [String: Double] && json["restorations"] is [[String: Any]])
        }
    }

    /// A restoration in time keeps what would be lost; one that is late brings it back on its day.
    @Test func restorationsStandFromTheirDay() throws {
        // 36 months of 30.4375 days are 1095.75 days: after the loss on day 365.5.
        let late = try answer(["site31"], with: ["attitude-propulsion"])
        let attitude = try #require(late.timeline.functions.first { $0.id == "attctl" })
        #expect(attitude.afterDays == 365.5 && attitude.untilDays == 1_095.75)
        // Spare computers in two months: the desaturation is lost at once and back on day 60.875.
        let spare = try answer(["gnc-rs"], with: ["gnc-rs-1"])
        let loss = try #require(spare.timeline.functions.first { $0.id == "momentum-dump" })
        #expect(loss.afterDays == 0 && loss.untilDays == 60.875)
        #expect(spare.timeline.functions.first { $0.id == "gnc-rs" }?.untilDays == 60.875)
        // Water from cargo in two months comes after the stores of 45 days, oxygen's 60 days outlast it.
        #expect(days(try answer(["loopA", "loopB"], with: ["thermal-1"]))["thermal"] == 0)
    }

    @Test func restorationsTellWhatTheyBring() throws {
        let options = try answer(["RU"]).restorations
        let propulsion = try #require(options.first { $0.restoration.id == "attitude-propulsion" })
        #expect(propulsion.restoration.costUsd == 843_000_000 && propulsion.leadDays == 1_095.75)
        #expect(propulsion.bringsBack["attctl"] == 1_095.75)
        #expect(propulsion.bringsBack["crew-up"] == nil)
    }

    @Test func aCircleOfTheDarkDoesNotRestartItself() throws {
        // Both loops gone, mended in half a month by spacewalks: the loops stand by restoration, and power with them.
        let mended = try answer(["loopA", "loopB"], with: ["thermal-1"])
        let power = try #require(mended.timeline.functions.first { $0.id == "power" })
        #expect(power.afterDays == 0.5 && power.untilDays == 15.21875)
    }

    // Soyuz MS-22, 2022-12-14: three of seven without a seat (NASA, Roscosmos statements).
    @Test func seatsAgainstPeople() throws {
        let rescue = try #require(try answer(["rescue-soyuz"], on: "2022-12-14").crewRescue)
        #expect((rescue.needed, rescue.available, rescue.shortBy) == (7, 4, 3))
        #expect(rescue.shortAfterDays == 0)
        #expect(try answer([]).crewRescue?.shortBy == 0)
        #expect(try answer(["RU", "crew-dragon"]).crewRescue?.available == 0)
    }

    @Test func lawDecidesWhatGoes() throws {
        // Canada's withdrawal leaves the arm (IGA art. 28.3); taking everything away does not.
        #expect(try answer(["CA"], .withdrawal).timeline.functions.isEmpty)
        #expect(days(try answer(["CA"]))["robotics"] == 0)
        // Notice of a year (IGA art. 28.1).
        #expect(days(try answer(["RU"], .withdrawal))["gnc-rs"] == 365)
        #expect(days(try answer(["RU"]))["gnc-rs"] == 0)
        // One state of eleven changes nothing.
        #expect(try answer(["Sweden"], .withdrawal).timeline.functions.isEmpty)
        // A bar stops Moscow's control and Progress, not Zvezda's computers.
        let barred = days(try answer(["RU"], .sanction))
        #expect(barred["prop-resupply"] == 0 && barred["command-ground"] == 0)
        #expect(barred["gnc-rs"] != 0 && barred["eva-rs"] != 0)
        // A grounding leaves the docked ships.
        let grounded = try answer(["crew-dragon"], .grounding)
        #expect(grounded.timeline.providers.map(\.id).contains("up-dragon"))
        #expect(grounded.crewRescue?.shortBy == 0)
        #expect(
            try answer(["falcon9"], .grounding).timeline.functions.map(\.id)
                == answer(["falcon9"]).timeline.functions.map(\.id))
    }

    @Test func looksAtTheDay() throws {
        // In 2010 the Shuttle flew and could desaturate: the loss of the Russian computers cost less.
        #expect(days(try answer(["gnc-rs"], on: "2010-01-01"))["momentum-dump"] == nil)
        #expect(days(try answer(["gnc-rs"]))["momentum-dump"] == 0)
        // Dragon did not carry crews in 2015: without Soyuz nobody came.
        #expect(days(try answer(["soyuz-ms"], on: "2015-01-01"))["crew-up"] == 0)
        #expect(days(try answer(["soyuz-ms"]))["crew-up"] == nil)
    }

    @Test func refusesWhatItDoesNotKnow() throws {
        #expect(throws: ResilienceError.unknown(id: "sit31", suggestion: "site31")) { try self.answer(["sit31"]) }
        #expect(throws: ResilienceError.unknownRestoration(id: "attctl-9", suggestion: "attctl-1")) {
            try self.answer(["RU"], with: ["attctl-9"])
        }
        #expect(throws: ResilienceError.noLeadTime(id: "power-rs-1")) { try self.answer(["RU"], with: ["power-rs-1"]) }
    }

    /// What history saw beside what is computed: sixteen cases of the partnership data set.
    @Test func historyAgrees() throws {
        let replays = try model.replays()
        #expect(replays.count == 16)
        for replay in replays {
            let seats = replay.answer.crewRescue.map { "\($0.available) of \($0.needed) seats" } ?? "no seats"
            let agrees = replay.agrees
            #expect(agrees, "\(replay.historical.id): missed \(replay.missed), wrongly \(replay.wronglyLost), \(seats)")
        }
    }

    @Test func answersFast() throws {
        let clock = ContinuousClock()
        _ = try answer(["RU"]).json
        let one = try clock.measure { _ = try answer(["RU"]).json }
        print("what-if of the station: \(one)")
        let ids =
            model.programme.partners.map(\.id.rawValue) + model.programme.elements.map(\.id.rawValue)
            + model.programme.vehicles.map(\.id.rawValue) + model.programme.sites.map(\.id.rawValue)
        let removals = try ids.map { try model.removal(named: $0) }
        var lost = 0
        let pairs = clock.measure {
            for first in removals.indices {
                for second in first..<removals.count {
                    lost += model.timeline(without: [removals[first], removals[second]]).functions.count
                }
            }
        }
        print("\(removals.count * (removals.count + 1) / 2) singles and pairs: \(pairs), \(lost) losses")
        #expect(one < .seconds(1) && pairs < .seconds(60))
    }
}
