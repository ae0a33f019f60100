/// Urine, waste water and clean water of the US segment: the crew fills, processors move, the crew and the oxygen
/// generator drink.
///
/// Per person and day (facts): urine 1.5 kg, flush 0.49 kg, drink 1.62 kg, food preparation 0.76 kg. Electrolysis takes
/// 1.125 kg of water for a kilogram of oxygen (molar masses). Tank sizes and process rates are round figures of the
/// public water-recovery papers: 8.2 kg (18 lb), 45 kg, 57 kg; 1.4 kg/h urine, 5.9 kg/h (13 lb/h) water.
struct WaterModel: StationModel {
    static let title = "water: urine, waste and clean water tanks with their processors"

    private static let urineTankKg = 8.2
    private static let wasteTankKg = 45.0
    private static let cleanTankKg = 57.0
    private static let urineKgPersonDay = 1.99
    private static let drinkKgPersonDay = 2.38
    private static let visitKg = 0.33
    private static let urineProcessKgS = 1.4 / 3_600
    private static let urineRecovery = 0.85
    private static let waterProcessKgS = 5.9 / 3_600
    /// Hand-carried bags keep the clean tank within these shares, at this rate, kg/s.
    private static let bagLow = 0.25
    private static let bagHigh = 0.92
    private static let bagKgS = 0.004
    /// A toilet visit fills over this time, s.
    private static let visitSeconds = 40.0
    private static let waterPerOxygen = 1.125

    private var urineKg = 3.1
    private var wasteKg = 18.0
    private var cleanKg = 38.0
    private var visitRemainingSeconds = 0.0
    private var urineRuns = false
    private var waterRuns = false
    private var waterRunSeconds = 0.0

    private var urineShare: Double { urineKg / Self.urineTankKg }
    private var wasteShare: Double { wasteKg / Self.wasteTankKg }
    private var cleanShare: Double { cleanKg / Self.cleanTankKg }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        visitToilet(seconds, &conditions)
        processUrine(seconds)
        wasteKg = min(wasteKg + conditions.exchange.humidityKgS * seconds, Self.wasteTankKg)
        processWater(seconds)
        let people = Double(conditions.crew.people) * (conditions.crew.isAsleep ? 0 : 1.55)
        let drunk = people * Self.drinkKgPersonDay / 86_400 * seconds
        let split = conditions.exchange.oxygenFromWaterKgS * Self.waterPerOxygen * seconds
        cleanKg = max(0, cleanKg - drunk - split)
        carryBags(seconds)
    }

    /// Visits come by chance, by day three times as often as by night.
    private mutating func visitToilet(_ seconds: Double, _ conditions: inout StationConditions) {
        let perDay = Double(conditions.crew.people) * Self.urineKgPersonDay / Self.visitKg
        let chance = perDay / 86_400 * (conditions.crew.isAsleep ? 0.45 : 1.3) * seconds
        if conditions.random.fraction() < chance, urineShare < 0.9 { visitRemainingSeconds += Self.visitSeconds }
        let filling = min(visitRemainingSeconds, seconds)
        visitRemainingSeconds -= filling
        urineKg = min(urineKg + Self.visitKg * filling / Self.visitSeconds, Self.urineTankKg)
    }

    private mutating func processUrine(_ seconds: Double) {
        if urineShare > 0.70 { urineRuns = true }
        if urineShare < 0.08 || wasteShare > 0.93 { urineRuns = false }
        guard urineRuns else { return }
        let moved = min(Self.urineProcessKgS * seconds, urineKg)
        urineKg -= moved
        wasteKg = min(wasteKg + moved * Self.urineRecovery, Self.wasteTankKg)
    }

    private mutating func processWater(_ seconds: Double) {
        if wasteShare > 0.65 { waterRuns = true }
        if wasteShare < 0.06 || cleanShare > 0.97 { waterRuns = false }
        waterRunSeconds = waterRuns ? waterRunSeconds + seconds : 0
        guard waterRunSeconds > 900 else { return }
        let moved = min(Self.waterProcessKgS * seconds, wasteKg)
        wasteKg -= moved
        cleanKg = min(cleanKg + moved, Self.cleanTankKg)
    }

    private mutating func carryBags(_ seconds: Double) {
        if cleanShare < Self.bagLow { cleanKg += Self.bagKgS * seconds }
        if cleanShare > Self.bagHigh { cleanKg -= Self.bagKgS * seconds }
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        values["NODE3000004"] = urineRuns ? 16 : 32
        values["NODE3000005"] = urineShare * 100
        values["NODE3000006"] = waterRuns ? 4 : 3
        values["NODE3000007"] = step
        values["NODE3000008"] = wasteShare * 100
        values["NODE3000009"] = cleanShare * 100
    }

    /// Raw step of the water processor: heats and purges for fifteen minutes, then flows.
    private var step: Double {
        guard waterRuns else { return 0 }
        return waterRunSeconds < 600 ? 2 : waterRunSeconds < 900 ? 3 : 4
    }
}
