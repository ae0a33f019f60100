/// Nutation of the IAU 2000A model, radians, and its change, radians per Julian century of TT.
struct NutationAngles: Equatable {
    var longitudeRad = 0.0
    var obliquityRad = 0.0
    var longitudeRateRadPerCentury = 0.0
    var obliquityRateRadPerCentury = 0.0

    /// IAU 2000A (Mathews, Herring and Buffett 2002: 678 luni-solar and 687 planetary terms) at centuries of TT since
    /// J2000.
    static func iau2000A(_ t: Double) -> NutationAngles {
        var planetary = NutationAngles()
        planetaryTable.forEach(.nutationPlanetary(t)) { term in
            let a = term.amplitudes
            planetary.add(term, (a[0], a[1]), (a[2], a[3]))
        }
        var sum = NutationAngles()
        luniSolarTable.forEach(.nutationLuniSolar(t)) { term in
            let a = term.amplitudes
            sum.add(term, (a[0] + a[1] * t, a[2]), (a[5], a[3] + a[4] * t))
        }
        return sum.plus(planetary).scaled(by: radiansPerArcsecond * 1e-7)
    }

    /// IAU 2000A adjusted to the IAU 2006 precession (Wallace and Capitaine 2006, eq. 5).
    static func iau2006A(_ t: Double) -> NutationAngles {
        var angles = iau2000A(t)
        let flattening = -2.7774e-6 * t
        angles.longitudeRad += angles.longitudeRad * (0.4697e-6 + flattening)
        angles.obliquityRad += angles.obliquityRad * flattening
        return angles
    }

    @inline(__always)
    private mutating func add(
        _ term: HarmonicTable.Term, _ longitude: (Double, Double), _ obliquity: (Double, Double)
    ) {
        longitudeRad += longitude.0 * term.sine + longitude.1 * term.cosine
        obliquityRad += obliquity.0 * term.sine + obliquity.1 * term.cosine
        longitudeRateRadPerCentury += (longitude.0 * term.cosine - longitude.1 * term.sine) * term.rate
        obliquityRateRadPerCentury += (obliquity.0 * term.cosine - obliquity.1 * term.sine) * term.rate
    }

    private func plus(_ other: NutationAngles) -> NutationAngles {
        NutationAngles(
            longitudeRad: longitudeRad + other.longitudeRad, obliquityRad: obliquityRad + other.obliquityRad,
            longitudeRateRadPerCentury: longitudeRateRadPerCentury + other.longitudeRateRadPerCentury,
            obliquityRateRadPerCentury: obliquityRateRadPerCentury + other.obliquityRateRadPerCentury)
    }

    private func scaled(by unit: Double) -> NutationAngles {
        NutationAngles(
            longitudeRad: longitudeRad * unit, obliquityRad: obliquityRad * unit,
            longitudeRateRadPerCentury: longitudeRateRadPerCentury * unit,
            obliquityRateRadPerCentury: obliquityRateRadPerCentury * unit)
    }
}

private let luniSolarTable = HarmonicTable(LuniSolarNutationTable.text, argumentCount: 5, amplitudeCount: 6)
private let planetaryTable = HarmonicTable(PlanetaryNutationTable.text, argumentCount: 14, amplitudeCount: 4)

/// The celestial intermediate origin's locator s, radians, for pole coordinates X and Y (IERS Conventions 2010, table
/// 5.2d), at centuries of TT since J2000.
func cioLocatorRad(_ t: Double, x: Double, y: Double) -> Double {
    let polynomial = [94.00, 3808.65, -122.68, -72_574.11, 27.98, 15.62]
    var sums = [0.0, 0, 0, 0, 0, 0]
    locatorTable.forEach(.conventional(t)) { term in
        let a = term.amplitudes
        sums[min(max(Int(a[2]), 0), 5)] += (a[0] * term.sine + a[1] * term.cosine) * 0.01
    }
    let series = zip(polynomial, sums).reversed().reduce(0.0) { $0 * t + $1.0 + $1.1 }
    return series * 1e-6 * radiansPerArcsecond - x * y / 2
}

private let locatorTable = HarmonicTable(CIOLocatorTable.text, argumentCount: 14, amplitudeCount: 3)
