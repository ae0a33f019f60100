import Glibc

/// Epoch elements in SGP4's units (radians, radians per minute, Earth radii), with the mean motion after Brouwer.
struct EpochElements: Sendable {
    let inclination: Double
    let node: Double
    let eccentricity: Double
    let perigee: Double
    let anomaly: Double
    let bstar: Double
    /// Mean motion after Brouwer, rad/min.
    let meanMotion: Double
    /// Semi-major axis, Earth radii.
    let semiMajorAxis: Double
    let cosInclination: Double
    let sinInclination: Double
    /// 1 − e².
    let beta2: Double

    init(_ elements: MeanElements, gravity: GravityModel) {
        let radians = Double.pi / 180
        inclination = elements.inclinationDeg * radians
        node = elements.raanDeg * radians
        eccentricity = elements.eccentricity
        perigee = elements.argumentOfPerigeeDeg * radians
        anomaly = elements.meanAnomalyDeg * radians
        bstar = elements.bstar
        cosInclination = cos(inclination)
        sinInclination = sin(inclination)
        beta2 = 1 - eccentricity * eccentricity
        let kozai = elements.meanMotionRevPerDay / (1440 / (2 * Double.pi))
        let oblateness = 0.75 * gravity.j2 * (3 * (cosInclination * cosInclination) - 1) / (beta2.squareRoot() * beta2)
        let kozaiAxis = pow(gravity.xke / kozai, 2.0 / 3)
        let first = oblateness / (kozaiAxis * kozaiAxis)
        let axis = kozaiAxis * (1 - first * first - first * (1.0 / 3 + 134 * first * first / 81))
        meanMotion = kozai / (1 + oblateness / (axis * axis))
        semiMajorAxis = pow(gravity.xke / meanMotion, 2.0 / 3)
    }

    /// 1 − 5 cos² i.
    var oneMinusFiveCos2: Double { 1 - 5 * (cosInclination * cosInclination) }

    /// 3 cos² i − 1, summed as the published program sums it.
    var threeCos2Minus1: Double {
        let cos2 = cosInclination * cosInclination
        return -oneMinusFiveCos2 - cos2 - cos2
    }

    /// Perigee radius, Earth radii.
    var perigeeRadius: Double { semiMajorAxis * (1 - eccentricity) }
}
