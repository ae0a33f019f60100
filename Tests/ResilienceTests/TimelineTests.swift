import Foundation
import Programme
import Resilience
import TestSupport
import Testing

/// The worked cases of the partnership data set, made by an independent solver from the same facts
/// (shared/data/partnership/iss_expected_losses.json). A few stand here as figures; the whole file is read when it is
/// there.
@Suite struct TimelineTests {
    @Test func nothingFailsByItself() throws {
        let timeline = try Examples.iss.get().timeline(without: [])
        #expect(timeline.functions.isEmpty && timeline.providers.isEmpty)
    }

    @Test(arguments: [
        (["loopA", "loopB"], ["thermal 0.0", "power 0.5", "co2 0.6", "robotics 0.6"]),
        (["site31"], ["prop-resupply 0.0", "momentum-dump 365.0", "attctl 365.5", "power-rs 365.7", "o2 425.7"]),
        (["RU"], ["deorbit 0.0", "attctl 0.5", "reboost 0.6", "thermal 0.7", "water 45.7", "o2 60.7"]),
        (["falcon9", "site31"], ["crew-up 0.0", "cargo-down 30.0", "own-segment-crew 240.0", "gnc-rs 366.7"]),
    ])
    func losesFunctionsInTime(removed: [String], expected: [String]) throws {
        let model = try Examples.iss.get()
        let timeline = model.timeline(without: try removed.map { try model.removal(named: $0) })
        let lost = timeline.functions.map { "\($0.id) \($0.afterDays)" }
        #expect(Set(expected).isSubset(of: lost), "\(lost)")
    }

    @Test func reproducesEveryWorkedCase() throws {
        guard let bytes = SharedData.bytes("partnership/iss_expected_losses.json") else { return }
        let file = try JSONDecoder().decode(WorkedCases.self, from: Data(bytes))
        #expect(file.cases.count == 20)  // nineteen, and nothing gone
        let model = try Examples.iss.get()
        for (name, worked) in file.cases {
            let removals = try worked.inputs.all.map { try model.removal(named: $0) }
            let timeline = model.timeline(without: removals)
            let functions = Dictionary(uniqueKeysWithValues: timeline.functions.map { ($0.id.rawValue, $0.afterDays) })
            let providers = Dictionary(uniqueKeysWithValues: timeline.providers.map { ($0.id.rawValue, $0.afterDays) })
            #expect(functions == worked.functions, "\(name)")
            #expect(providers == worked.providers, "\(name)")
        }
    }
}

private struct WorkedCases: Decodable {
    struct Inputs: Decodable {
        let partner: String?
        let removed: [String]?
        var all: [String] { [partner].compactMap(\.self) + (removed ?? []) }
    }

    struct Case: Decodable {
        let inputs: Inputs
        let functions: [String: Double]
        let providers: [String: Double]

        enum CodingKeys: String, CodingKey {
            case inputs
            case functions = "functions_lost_after_days"
            case providers = "providers_lost_after_days"
        }
    }

    let cases: [String: Case]
}
