/// Power of the payload racks in Columbus and Kibo: experiments that start and stop by chance, fewer by night.
struct PayloadPowerModel: StationModel {
    static let title = "payload racks: experiments that start and stop"

    /// Racks of one laboratory.
    private struct Laboratory: Sendable {
        let item: String
        let idleW: Double
        let experimentW: Double
        let most: Int
        var running: Int
        var powerW: Double
    }

    private var laboratories = [
        Laboratory(item: "COL_RACK_POWER", idleW: 900, experimentW: 350, most: 8, running: 4, powerW: 2_300),
        Laboratory(item: "JEM_RACK_POWER", idleW: 1_100, experimentW: 420, most: 9, running: 5, powerW: 3_200),
    ]

    /// An experiment runs for some three hours, by day another starts every half hour, by night every two hours.
    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let start = seconds / (conditions.crew.isAsleep ? 7_200 : 1_800)
        for index in laboratories.indices {
            let laboratory = laboratories[index]
            let stop = Double(laboratory.running) * seconds / 10_800
            if conditions.random.fraction() < start, laboratory.running < laboratory.most {
                laboratories[index].running += 1
            }
            if conditions.random.fraction() < stop { laboratories[index].running -= 1 }
            let target = laboratory.idleW + Double(laboratories[index].running) * laboratory.experimentW
            let noise = 2 * conditions.random.noise()
            laboratories[index].powerW += (target - laboratory.powerW) * min(seconds / 20, 1) + noise
        }
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        for laboratory in laboratories { values[laboratory.item] = max(0, laboratory.powerW) }
    }
}
