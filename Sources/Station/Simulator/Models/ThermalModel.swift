import Glibc

/// Temperatures of the water loops inside, of the ammonia loops and radiator joints outside, and of the cabin.
///
/// Set points: low-temperature water 4.4 °C, medium 17.2 °C, ammonia 2.8 °C, cabin 22 °C; pump flows 3,720 kg/h in loop
/// A and 4,037 kg/h in loop B (Boeing ATCS overview). Loads follow the electrical load, the radiators the sunlight.
struct ThermalModel: StationModel {
    static let title = "thermal: water and ammonia loops, radiator joints, cabin temperature"

    /// Loop that is held at a set point, with a slow disturbance.
    private struct Loop: Sendable {
        let item: String
        let setPointDegC: Double
        var temperatureDegC: Double
        var wanderDegC = 0.0

        init(_ item: String, _ setPointDegC: Double) {
            self.item = item
            self.setPointDegC = setPointDegC
            temperatureDegC = setPointDegC
        }

        /// Degrees above the set point.
        var warmthDegC: Double { temperatureDegC - setPointDegC }

        mutating func advance(_ seconds: Double, loadDegC: Double, _ random: inout RandomSource) {
            wanderDegC = wanderDegC * (1 - min(seconds / 900, 1)) + 0.006 * random.noise() * seconds.squareRoot()
            let target = setPointDegC + loadDegC + wanderDegC
            temperatureDegC += (target - temperatureDegC) * min(seconds / 120, 1)
        }
    }

    private var waterLoops = [
        Loop("NODE2000006", 4.3), Loop("NODE2000007", 17.2), Loop("NODE3000012", 17.3), Loop("NODE3000013", 4.4),
        Loop("USLAB000060", 17.1), Loop("USLAB000061", 4.5),
    ]
    private var ammonia = [Loop("S1000003", 2.8), Loop("P1000003", 2.9)]
    private var cabins = [
        Loop("USLAB000059", 22.4), Loop("COL_CABIN_TEMPERATURE", 22.0), Loop("JEM_CABIN_TEMPERATURE", 22.8),
    ]
    private var jointDeg = SIMD2(24.7, 14.8)
    private var flowNoise = SIMD2(0.0, 0.0)

    /// Coolant quantities, %, each with the loop whose warmth makes the water swell by 0.35 % a degree.
    private static let quantities = [
        (item: "NODE2000001", percent: 61.0, loop: 1), ("NODE2000002", 58.5, 0), ("NODE3000017", 64.0, 2),
        ("NODE3000019", 55.0, 3), ("USLAB000056", 60.5, 5), ("USLAB000057", 66.0, 4),
    ]

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let excess = (conditions.exchange.electricalLoadKw - 90) * 0.03
        let sun = conditions.orbit.sunlitFraction
        let people = conditions.crew.metabolism / Double(max(conditions.crew.people, 1))
        for index in waterLoops.indices {
            waterLoops[index].advance(seconds, loadDegC: excess, &conditions.random)
        }
        for index in ammonia.indices {
            ammonia[index].advance(seconds, loadDegC: excess + 0.5 * sun - 0.25, &conditions.random)
        }
        for index in cabins.indices {
            cabins[index].advance(seconds, loadDegC: 0.4 * (people - 1), &conditions.random)
        }
        flowNoise = SIMD2(conditions.random.noise(), conditions.random.noise())
        turnRadiators(seconds, conditions.orbit)
    }

    /// Radiators stand edge-on to the Sun by day and to the Earth by night, at up to 0.75 deg/s.
    private mutating func turnRadiators(_ seconds: Double, _ orbit: OrbitConditions) {
        let byDay = orbit.sunlitFraction > 0
        let edge = byDay ? (90 - orbit.noonAngleDeg.wrapped180).clamped(-20, 105) : -20
        let target = SIMD2(edge, byDay ? -edge * 0.6 + 10 : 30)
        for side in 0..<2 { jointDeg[side] = jointDeg[side].moved(towards: target[side], by: 0.75 * seconds) }
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        for loop in waterLoops + ammonia + cabins { values[loop.item] = loop.temperatureDegC }
        for (item, percent, loop) in Self.quantities { values[item] = percent + 0.35 * waterLoops[loop].warmthDegC }
        for (side, truss) in ["S1", "P1"].enumerated() {
            let warmth = ammonia[side].warmthDegC
            values[truss + "000001"] = (side == 0 ? 3_720 : 4_037) + 3 * flowNoise[side]
            values[truss + "000002"] = (side == 0 ? 2_310 : 2_275) + 12 * warmth + 1.5 * flowNoise[side]
            values[side == 0 ? "S0000001" : "S0000002"] = jointDeg[side]
        }
    }
}
