import Glibc

/// Propellant and solar arrays of the Russian segment.
///
/// Propellant falls with what thrusters burn to unload the gyroscopes. Zvezda's two arrays are fixed in roll and follow
/// the Sun about one axis: their current goes with the cosine of the beta angle, near 28 V.
struct RussianSegmentModel: StationModel {
    static let title = "Russian segment: propellant, Zvezda's solar arrays"

    private static let fullSunA = 310.0

    private var propellantKg = 1_950.0
    private var arrayA = 0.0

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        propellantKg = max(0, propellantKg - conditions.exchange.thrusterPropellantKgS * seconds)
        let sun = conditions.orbit.sunlitFraction * cos(conditions.orbit.betaDeg.radians)
        arrayA = Self.fullSunA * sun * (1 + 0.004 * conditions.random.noise())
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        values["RS_PROPELLANT_TOTAL"] = propellantKg
        values["RS_ARRAY_CURRENT"] = arrayA
    }
}
