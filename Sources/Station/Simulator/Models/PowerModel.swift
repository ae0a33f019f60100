import Glibc

/// Eight channels of solar array, battery and load, with the joints that turn the arrays to the Sun.
///
/// A wing of the first fit gives up to 31 kW at 160 V when new (facts: SAW DC power); two are now near 20 kW, six have
/// roll-out arrays in front (programme facts: 6 of 8 fitted by 2023) and reach 28 kW. The alpha joints follow the orbit,
/// the blanket gimbals the beta angle. In the dark the batteries hold the channel at 151 V.
struct PowerModel: StationModel {
    static let title = "power: sunlight, array pointing, loads, battery charge"

    /// One channel: where its items are and what its wing gives.
    private struct Channel: Sendable {
        let name: String
        let voltageItem: String
        let currentItem: String
        let gimbalItem: String
        /// Angle of the gimbal when the beta angle is zero, degrees, and its sense.
        let gimbalZeroDeg: Double
        let gimbalSense: Double
        let wingKw: Double
        let loadShare: Double
        var battery = Battery()
        var currentA = 0.0
        var voltageV = 151.5
    }

    private var channels = [
        channel("1A", "S4", lower: true, 28, 0.122), channel("3A", "S4", lower: false, 28, 0.126),
        channel("3B", "S6", lower: true, 20, 0.120), channel("1B", "S6", lower: false, 28, 0.131),
        channel("2A", "P4", lower: true, 20, 0.118), channel("4A", "P4", lower: false, 28, 0.127),
        channel("4B", "P6", lower: true, 28, 0.124), channel("2B", "P6", lower: false, 28, 0.132),
    ]
    private var loadWanderKw = 0.0

    private static func channel(
        _ name: String, _ truss: String, lower: Bool, _ wingKw: Double, _ loadShare: Double
    ) -> Channel {
        Channel(
            name: name, voltageItem: truss + (lower ? "000001" : "000004"),
            currentItem: truss + (lower ? "000002" : "000005"), gimbalItem: truss + (lower ? "000007" : "000008"),
            gimbalZeroDeg: lower ? 90 : 270, gimbalSense: lower ? 1 : -1, wingKw: wingKw, loadShare: loadShare)
    }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        loadWanderKw = (loadWanderKw + conditions.random.noise() * 0.05 * seconds.squareRoot()) * 0.999
        let crewKw = conditions.crew.isAsleep ? -2.0 : 1.5
        conditions.exchange.electricalLoadKw = (90 + crewKw + loadWanderKw).clamped(84, 120)
        for index in channels.indices { feed(index, seconds, &conditions) }
        let charge = channels.reduce(0) { $0 + $1.battery.charge } / Double(channels.count)
        conditions.exchange.meanBatteryCharge = charge
    }

    private mutating func feed(_ index: Int, _ seconds: Double, _ conditions: inout StationConditions) {
        let channel = channels[index]
        let loadKw = conditions.exchange.electricalLoadKw * channel.loadShare
        let lost = conditions.faults.arrayLoss[channel.name] ?? 0
        let availableKw = channel.wingKw * (1 - lost) * conditions.orbit.sunlitFraction
        let wantedKw = loadKw + channel.battery.wantedKw
        let drawnKw = min(availableKw, wantedKw)
        channels[index].battery.exchange(drawnKw - loadKw, seconds)
        let isRegulated = availableKw >= wantedKw && availableKw > 0
        let volts = isRegulated ? 160.4 : 151.5 + 7 * min(availableKw / wantedKw, 1)
        channels[index].voltageV = volts + 0.15 * conditions.random.noise()
        channels[index].currentA = drawnKw * 1_000 / volts + 0.05 * conditions.random.noise()
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        for channel in channels {
            values[channel.voltageItem] = channel.voltageV
            values[channel.currentItem] = channel.currentA
            let angle = channel.gimbalZeroDeg + channel.gimbalSense * conditions.orbit.betaDeg
            values[channel.gimbalItem] = angle.wrapped360
            values["EPS_CHARGE_" + channel.name] = channel.battery.charge * 100
        }
        let alpha = conditions.orbit.noonAngleDeg
        values["S0000003"] = alpha
        values["S0000004"] = (360 - alpha).wrapped360
        values["S0000005"] = (360 - alpha).wrapped360
    }
}

/// Lithium-ion battery of one channel: three units of 30 cells of 134 A h, near 3.7 V, 45 kW h together.
struct Battery: Sendable {
    private static let capacityKwh = 45.0
    private static let efficiency = 0.97
    private static let mostChargeKw = 9.0

    /// Share of the capacity, 0…1.
    private(set) var charge = 0.90

    /// Power the charger asks for, kW: full up to 96 %, then less and less.
    var wantedKw: Double { Self.mostChargeKw * ((0.985 - charge) / 0.025).clamped(0, 1) }

    /// Takes in (positive) or gives out (negative) `powerKw` for `seconds`.
    mutating func exchange(_ powerKw: Double, _ seconds: Double) {
        let energyKwh = powerKw * seconds / 3_600
        charge += (energyKwh > 0 ? energyKwh * Self.efficiency : energyKwh / Self.efficiency) / Self.capacityKwh
        charge = charge.clamped(0, 1)
    }
}
