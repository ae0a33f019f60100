import Foundation
import Testing
import Timekeeping

@testable import Simulator

/// Behaviour of the models over hours and days, against bounds of `iss_reference_figures` and the databases' limits.
@Suite struct ModelTests {
    /// Items that must stay between bounds for a day of quiet running.
    private static let bounds: [(item: String, low: Double, high: Double)] = [
        // Normal pressures and temperature: SSP 41000; carbon dioxide: below the 4 mmHg flight rule.
        ("USLAB000058", 734, 770), ("NODE3000001", 146, 178), ("USLAB000053", 146, 178), ("USLAB000054", 540, 600),
        ("NODE3000003", 1, 4), ("USLAB000055", 1, 4), ("COL_PPCO2", 1, 4), ("RS_PPCO2", 1, 4),
        ("USLAB000059", 18.3, 26.7), ("NODE3000011", 0, 20.4),
        // Facts: 4 × 4,880 N m s; 6,600 rpm; 31 kW a wing at 160 V.
        ("USLAB000009", 0, 19_520), ("USLAB000010", 0, 95), ("Z1000009", 6_550, 6_650),
        ("P4000002", -1, 194), ("S6000005", -1, 194), ("P4000001", 137, 173),
        ("EPS_CHARGE_1A", 40, 100), ("EPS_CHARGE_3B", 40, 100),
        ("NODE3000005", 0, 100), ("NODE3000008", 0, 100), ("NODE3000009", 5, 100),
        ("NAV_LATITUDE", -51.9, 51.9), ("NAV_LONGITUDE", -180, 180), ("NAV_ALTITUDE", 400, 440),
        ("S1000003", 0.5, 5.5), ("Z1000014", -115, 115), ("Z1000015", -70, 70), ("USLAB000023", -1.5, 1.5),
        ("RS_PROPELLANT_TOTAL", 1_900, 1_950),
    ]

    @Test func aDayStaysWithinBounds() throws {
        var (world, values, start) = try Support.world()
        var seen: [String: (low: Double, high: Double)] = [:]
        for step in stride(from: 4.0, through: 86_400, by: 4) {
            try world.advance(to: start.advanced(bySeconds: step), seconds: 4)
            guard step.truncatingRemainder(dividingBy: 60) == 0 else { continue }
            world.report(to: &values)
            for bound in Self.bounds {
                let value = try #require(values[bound.item])
                let range = seen[bound.item] ?? (value, value)
                seen[bound.item] = (min(range.low, value), max(range.high, value))
            }
        }
        for bound in Self.bounds {
            let range = try #require(seen[bound.item])
            #expect(range.low >= bound.low && range.high <= bound.high, "\(bound.item): \(range)")
        }
    }

    @Test func sunlightMovesCurrentAndCharge() throws {
        var (world, values, start) = try Support.world()
        var inSun: [Double] = []
        var inShadow: [Double] = []
        var chargeRises = 0
        var chargeFalls = 0
        var last = 0.0
        for second in 1...6_000 {
            try world.advance(to: start.advanced(bySeconds: Double(second)), seconds: 1)
            world.report(to: &values)
            let sunlight = values["NAV_SUNLIGHT"]
            let current = values["S4000002"] ?? .nan
            let charge = values["EPS_CHARGE_1A"] ?? .nan
            if sunlight == 2 { inSun.append(current) }
            if sunlight == 0 { inShadow.append(current) }
            if sunlight == 2, charge > last { chargeRises += 1 }
            if sunlight == 0, charge < last { chargeFalls += 1 }
            last = charge
        }
        #expect(inSun.allSatisfy { $0 > 40 })
        #expect(inShadow.allSatisfy { abs($0) < 1 })
        // An orbit of 92.9 min at this beta angle has 35 to 37 min of shadow.
        #expect(inShadow.count > 1_800)
        #expect(chargeRises > 600)
        #expect(chargeFalls > 1_800)
    }

    /// The crew uses 0.84 kg of oxygen and gives 1.0 kg of carbon dioxide a person and day (facts, NASA RP-1324).
    @Test func crewMetabolismHasTheMeanOfTheFacts() {
        var total = 0.0
        for second in stride(from: 0.0, to: 86_400, by: 10) {
            // Past the opening exercise of a run.
            total += CrewActivity(people: 7, elapsedSeconds: 1e6, secondsOfDayUTC: second).metabolism
        }
        #expect(abs(total / 8_640 / 7 - 1) < 0.03)
    }

    @Test func volumesSumToTheStation() {
        let total = Compartment.Place.allCases.reduce(0) { $0 + $1.volumeM3 }
        #expect(total == 916)
    }

    /// With default settings the carbon dioxide of Tranquility passes its watch line within the first minute.
    @Test func carbonDioxideIsOnWatchWithinAMinute() throws {
        var (world, values, start) = try Support.world()
        world.report(to: &values)
        #expect(try #require(values["NODE3000003"]) < 3)
        for second in 1...60 {
            try world.advance(to: start.advanced(bySeconds: Double(second)), seconds: 1)
        }
        world.report(to: &values)
        let value = try #require(values["NODE3000003"])
        #expect(value > 3 && value < 4)
    }
}
