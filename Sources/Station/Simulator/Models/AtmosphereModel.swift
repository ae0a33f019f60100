import Glibc

/// Oxygen, nitrogen and carbon dioxide of six volumes that mix through the nodes.
///
/// The crew breathes (facts: 0.84 kg oxygen, 1.0 kg carbon dioxide a person and day), the US and Russian generators make
/// oxygen, one US assembly (in Destiny; Tranquility's is in standby) and Vozdukh in Zvezda take carbon dioxide out,
/// nitrogen makes up the leak. With two people at exercise in Tranquility its air stands 0.5 to 0.7 mmHg above the rest:
/// at the start of a run, some 20 minutes into their hour, it passes the watch line of 3 mmHg within the first minute.
struct AtmosphereModel: StationModel {
    static let title = "cabin air: crew, generators, carbon dioxide removal, ventilation, leak"

    /// Air that leaves the removal assemblies clean, m³/s: 24 ft³/min at 0.75, and Vozdukh's smaller share.
    private static let removalM3S = 0.0085
    private static let vozdukhM3S = 0.0050
    /// Oxygen partial pressure the generators hold, mmHg: middle of the normal band.
    private static let oxygenTargetMmHg = 163.0
    /// Most the US generator makes, kg/s: 20.4 lb a day; Elektron runs at a constant 2.0 kg a day.
    private static let mostOxygenKgS = 9.25 / 86_400
    private static let elektronKgS = 2.0 / 86_400
    /// Leak of the whole station, share of its air a second: about 0.2 kg of 1,100 kg a day.
    private static let leakPerSecond = 0.2 / 1_100 / 86_400
    /// Nitrogen is let in below and up to these pressures, mmHg, at this rate, kg/s.
    private static let nitrogenStartMmHg = 748.0
    private static let nitrogenStopMmHg = 752.0
    private static let nitrogenKgS = 0.01
    /// Bulk flow evens out pressures between open hatches within this time, s.
    private static let pressureSeconds = 20.0
    /// Choked flow of air at 295 K through a hole, kg/(s Pa m²), with a discharge coefficient of 0.8.
    private static let chokedFlow = 0.8 * 0.0404 / 17.18

    private var compartments: [Compartment]
    private var oxygenKgS = 5.0 / 86_400
    private var isAddingNitrogen = false
    /// Supply tanks of Quest, kg of gas left.
    private var nitrogenTankKg = 180.0

    init() {
        compartments = Compartment.Place.allCases.map { place in
            let carbonDioxide = place == .tranquility ? 2.9945 : 2.62
            return Compartment(
                place, partialPressuresMmHg: .init(oxygen: 163, nitrogen: 577, carbonDioxide: carbonDioxide))
        }
    }

    /// Air of one volume.
    private func air(_ place: Compartment.Place) -> Compartment { compartments[place.rawValue] }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        controlOxygen()
        for place in Compartment.Place.allCases {
            breathe(place, seconds, conditions.crew)
            if place != .nodes { mix(place, seconds) }
        }
        removeCarbonDioxide(seconds, conditions.faults)
        makeOxygen(seconds)
        leak(seconds, conditions.faults)
        addNitrogen(seconds)
        conditions.exchange.oxygenFromWaterKgS = oxygenKgS
        conditions.exchange.humidityKgS = conditions.crew.metabolism * CrewActivity.humidityKgS
    }

    private mutating func breathe(_ place: Compartment.Place, _ seconds: Double, _ crew: CrewActivity) {
        let people = crew.metabolism(in: place) * seconds
        let oxygen = people * CrewActivity.oxygenKgS / Compartment.oxygenKgMol
        compartments[place.rawValue].amounts.oxygen = max(0, air(place).amounts.oxygen - oxygen)
        compartments[place.rawValue].amounts.carbonDioxide +=
            people * CrewActivity.carbonDioxideKgS / Compartment.carbonDioxideKgMol
    }

    /// Fans exchange equal volumes with the nodes; a difference of pressure moves air one way.
    private mutating func mix(_ place: Compartment.Place, _ seconds: Double) {
        let here = air(place)
        let nodes = air(.nodes)
        let fan = min(place.ventilationM3S * seconds, place.volumeM3 / 2)
        var toNodes = (here.concentrations + nodes.concentrations * -1) * fan
        let excess = 1 - nodes.pressureMmHg / max(here.pressureMmHg, 1)
        let volume = min(place.volumeM3, 250) * excess * min(seconds / Self.pressureSeconds, 0.3)
        toNodes = toNodes + (excess > 0 ? here : nodes).concentrations * volume
        compartments[place.rawValue].amounts = here.amounts + toNodes * -1
        compartments[Compartment.Place.nodes.rawValue].amounts = nodes.amounts + toNodes
    }

    private mutating func removeCarbonDioxide(_ seconds: Double, _ faults: FaultState) {
        let us = faults.carbonDioxideRemovalOff ? 0 : Self.removalM3S
        for (place, flow) in [(Compartment.Place.destiny, us), (.zvezda, Self.vozdukhM3S)] {
            let share = min(flow * seconds / place.volumeM3, 1)
            compartments[place.rawValue].amounts.carbonDioxide *= 1 - share
        }
    }

    private mutating func controlOxygen() {
        let short = Self.oxygenTargetMmHg - air(.nodes).partialPressuresMmHg.oxygen
        oxygenKgS = min(max((4.0 + 3.0 * short) / 86_400, 0), Self.mostOxygenKgS)
    }

    private mutating func makeOxygen(_ seconds: Double) {
        compartments[Compartment.Place.tranquility.rawValue].amounts.oxygen +=
            oxygenKgS * seconds / Compartment.oxygenKgMol
        compartments[Compartment.Place.zvezda.rawValue].amounts.oxygen +=
            Self.elektronKgS * seconds / Compartment.oxygenKgMol
    }

    private mutating func leak(_ seconds: Double, _ faults: FaultState) {
        for index in compartments.indices {
            compartments[index].amounts = compartments[index].amounts * (1 - Self.leakPerSecond * seconds)
        }
        guard faults.holeDiameterMm > 0 else { return }
        let nodes = air(.nodes)
        let areaM2 = .pi / 4 * pow(faults.holeDiameterMm / 1_000, 2)
        let lostKg = Self.chokedFlow * areaM2 * nodes.pressureMmHg * Compartment.pascalPerMmHg * seconds
        let airKg = nodes.amounts.total * 0.0289
        compartments[Compartment.Place.nodes.rawValue].amounts = nodes.amounts * max(0, 1 - lostKg / max(airKg, 1))
    }

    private mutating func addNitrogen(_ seconds: Double) {
        let pressure = air(.nodes).pressureMmHg
        if pressure < Self.nitrogenStartMmHg { isAddingNitrogen = true }
        if pressure > Self.nitrogenStopMmHg || nitrogenTankKg <= 0 { isAddingNitrogen = false }
        guard isAddingNitrogen else { return }
        let added = min(Self.nitrogenKgS * seconds, nitrogenTankKg)
        nitrogenTankKg -= added
        compartments[Compartment.Place.nodes.rawValue].amounts.nitrogen += added / Compartment.nitrogenKgMol
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        reportUSSegment(to: &values)
        reportPartners(to: &values)
        values["NODE3000010"] = oxygenKgS > 0 ? 1 : 2
        values["NODE3000011"] = oxygenKgS * 86_400 / 0.453_592_37
        values["AIRLOCK000052"] = isAddingNitrogen ? 1 : 0
        values["AIRLOCK000057"] = nitrogenTankKg / 180 * 16_000
    }

    private func reportUSSegment(to values: inout ParameterValues) {
        let destiny = air(.destiny).partialPressuresMmHg
        let tranquility = air(.tranquility).partialPressuresMmHg
        values["USLAB000053"] = destiny.oxygen
        values["USLAB000054"] = destiny.nitrogen
        values["USLAB000055"] = destiny.carbonDioxide
        values["USLAB000058"] = air(.destiny).pressureMmHg
        values["NODE3000001"] = tranquility.oxygen
        values["NODE3000002"] = tranquility.nitrogen
        values["NODE3000003"] = tranquility.carbonDioxide
        values["AIRLOCK000049"] = air(.nodes).pressureMmHg
        values["AIRLOCK000054"] = air(.nodes).pressureMmHg
    }

    private func reportPartners(to values: inout ParameterValues) {
        for (prefix, place) in [("COL", Compartment.Place.columbus), ("JEM", .kibo)] {
            let gases = air(place).partialPressuresMmHg
            values[prefix + "_CABIN_PRESSURE"] = air(place).pressureMmHg * Compartment.pascalPerMmHg / 100
            values[prefix + "_PPO2"] = gases.oxygen
            values[prefix + "_PPCO2"] = gases.carbonDioxide
        }
        values["RS_CABIN_PRESSURE"] = air(.zvezda).pressureMmHg
        values["RS_PPCO2"] = air(.zvezda).partialPressuresMmHg.carbonDioxide
        values["RS_ELEKTRON_STATE"] = 2
    }
}
