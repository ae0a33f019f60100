import Frames
import Glibc
import Orbits

/// An orbit that drag shrinks: semi-major axis and eccentricity averaged over the revolution.
struct ContractingOrbit {
    /// Mean semi-major axis without Kozai's term, km.
    private(set) var axisKm: Double
    private var eccentricity: Double
    /// The ellipsoid's mean radius under the orbit, km.
    private let groundKm: Double
    private let atmosphereNow: SimpleAtmosphere
    private let atmosphereLater: SimpleAtmosphere

    /// Height at which an orbit has ended, km: less than an hour is left there.
    private static let endKm = 110.0
    /// Eccentric anomalies of the average over a revolution, a half turn.
    private static let cosines = (0..<24).map { cos((Double($0) + 0.5) / 24 * Double.pi) }

    init(_ elements: MeanElements, rule: DecayRule) throws(EncounterError) {
        for (name, value) in [
            ("solar flux at epoch", rule.solarFluxAtEpoch), ("expected solar flux", rule.expectedSolarFlux),
        ] where !(60...400).contains(value) {
            throw .unusableValue(name: name, value: value, expected: "60 to 400 solar flux units")
        }
        guard (0...400).contains(rule.geomagneticAp) else {
            throw .unusableValue(name: "geomagnetic index Ap", value: rule.geomagneticAp, expected: "0 to 400")
        }
        guard rule.horizonYears > 0, rule.horizonYears <= 1000 else {
            throw .unusableValue(name: "horizon in years", value: rule.horizonYears, expected: "0 to 1000")
        }
        guard elements.meanMotionRevPerDay > 0, elements.meanMotionRevPerDay < 20 else {
            throw .unusableValue(
                name: "mean motion", value: elements.meanMotionRevPerDay, expected: "0 to 20 revolutions per day")
        }
        guard elements.eccentricity >= 0, elements.eccentricity < 1 else {
            throw .unusableValue(name: "eccentricity", value: elements.eccentricity, expected: "0 to less than 1")
        }
        (axisKm, eccentricity) = (Self.axisKm(elements), elements.eccentricity)
        let sine = sin(elements.inclinationDeg * Double.pi / 180)
        let flattening = 1 - WGS84.polarRadiusKm / WGS84.equatorialRadiusKm
        groundKm = WGS84.equatorialRadiusKm * (1 - flattening / 2 * sine * sine)
        atmosphereNow = SimpleAtmosphere(solarFlux: rule.solarFluxAtEpoch, geomagneticAp: rule.geomagneticAp)
        atmosphereLater = SimpleAtmosphere(solarFlux: rule.expectedSolarFlux, geomagneticAp: rule.geomagneticAp)
    }

    /// The axis behind Kozai's mean motion (Hoots and Roehrich, Spacetrack Report 3, 1980, section 6).
    private static func axisKm(_ elements: MeanElements) -> Double {
        let (radiusKm, gravity) = (6378.135, 398_600.8)
        let motion = elements.meanMotionRevPerDay * 2 * Double.pi / 86_400
        let first = cbrt(gravity / (motion * motion)) / radiusKm
        let cosine = cos(elements.inclinationDeg * Double.pi / 180)
        let shape = pow(1 - elements.eccentricity * elements.eccentricity, 1.5)
        let term = 1.5 * 5.413080e-4 * (3 * cosine * cosine - 1) / shape
        let delta = term / (first * first)
        let second = first * (1 - delta / 3 - delta * delta - 134 / 81 * delta * delta * delta)
        return radiusKm * second / (1 - term / (second * second))
    }

    /// What a drag term takes off the axis, km a day: the mean over the revolution in the atmosphere of SGP4, a fourth
    /// power of the height above 78 km (the same report, section 6; lower perigees as there).
    func axisRateKmDay(bstar: Double) -> Double {
        let radiusKm = 6378.135
        let perigeeKm = axisKm * (1 - eccentricity) - radiusKm
        let floorKm = perigeeKm >= 156 ? 78 : perigeeKm >= 98 ? perigeeKm - 78 : 20
        let density = { (radius: Double) in
            pow((120 - floorKm) / max(radius - radiusKm - floorKm, 1), 4)
        }
        return -2 * bstar / radiusKm * axisAverage(density) * 86_400
    }

    /// Days until the orbit ends when it now loses so much; nil beyond a limit.
    func daysLeft(axisRateKmDay: Double, withinDays limit: Double) -> Double? {
        let drag = -axisRateKmDay / max(axisAverage { atmosphereNow.density(heightKm: $0 - groundKm) }, 1e-300)
        var (orbit, days) = (self, 0.0)
        while days < limit {
            let perigeeKm = orbit.axisKm * (1 - orbit.eccentricity) - groundKm
            guard perigeeKm > Self.endKm else { return days }
            let (axisRate, shapeRate) = orbit.rates(drag: drag)
            var step = min(2.0 / max(axisRate, 1e-9), 30)
            if perigeeKm < 200 { step *= 0.3 }
            if orbit.eccentricity > 0.003 { step = min(step, 0.05 * orbit.eccentricity / max(shapeRate, 1e-12)) }
            let middle = orbit.moved(axisRate, shapeRate, days: step / 2).rates(drag: drag)
            orbit = orbit.moved(middle.axis, middle.shape, days: step)
            days += step
        }
        return nil
    }

    private var motionPerSecond: Double { (398_600.8 / (axisKm * axisKm * axisKm)).squareRoot() }

    private func moved(_ axisRate: Double, _ shapeRate: Double, days: Double) -> ContractingOrbit {
        var orbit = self
        orbit.axisKm = max(axisKm - axisRate * days, groundKm)
        orbit.eccentricity = max(eccentricity - shapeRate * days, 0)
        return orbit
    }

    /// How fast axis (km a day) and eccentricity (a day) fall in the atmosphere to come.
    private func rates(drag: Double) -> (axis: Double, shape: Double) {
        let density = { (radius: Double) in atmosphereLater.density(heightKm: radius - groundKm) }
        let shape = Self.cosines.reduce(0) { sum, cosine in
            let e = eccentricity * cosine
            return sum + density(axisKm * (1 - e)) * ((1 + e) / (1 - e)).squareRoot() * cosine
        }
        let square = 1 - eccentricity * eccentricity
        let shapeRate = shape / Double(Self.cosines.count) * axisKm * square * motionPerSecond
        return (drag * axisAverage(density), drag * shapeRate)
    }

    /// The mean of a density over the revolution with the weight that drag on the axis has (King-Hele, 4.2), times the
    /// axis squared and the mean motion.
    private func axisAverage(_ density: (Double) -> Double) -> Double {
        let sum = Self.cosines.reduce(0) { sum, cosine in
            let e = eccentricity * cosine
            return sum + density(axisKm * (1 - e)) * ((1 + e) / (1 - e)).squareRoot() * (1 + e)
        }
        return sum / Double(Self.cosines.count) * axisKm * axisKm * motionPerSecond
    }
}

/// The upper atmosphere by one exponential whose scale height follows temperature and height (Kennewell 1999): only
/// ratios of its densities are used.
private struct SimpleAtmosphere {
    let temperatureK: Double

    init(solarFlux: Double, geomagneticAp: Double) {
        temperatureK = 900 + 2.5 * (solarFlux - 70) + 1.5 * geomagneticAp
    }

    /// Relative density at a height, km; as for 100 km below that.
    func density(heightKm: Double) -> Double {
        let height = max(heightKm, 100)
        let molecularMass = 27 - 0.012 * (min(height, 500) - 200)
        return exp(-(height - 175) * molecularMass / temperatureK)
    }
}
