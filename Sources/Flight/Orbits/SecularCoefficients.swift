import Glibc

/// What drag and the zonal harmonics do to the mean elements, worked out once for an element set.
struct SecularCoefficients: Sendable {
    let epoch: EpochElements
    let rates: SecularRates
    let drag: DragCoefficients
    let angles: InclinationTerms

    init(_ epoch: EpochElements, gravity: GravityModel) {
        self.epoch = epoch
        rates = SecularRates(epoch, gravity: gravity)
        drag = DragCoefficients(epoch, gravity: gravity, nodeRateJ2: rates.nodeJ2)
        angles = InclinationTerms(
            sine: epoch.sinInclination, cosine: epoch.cosInclination, gravity: gravity,
            threeCos2Minus1: epoch.threeCos2Minus1)
    }

    var isDeepSpace: Bool { 2 * Double.pi / epoch.meanMotion >= 225 }
}

/// Rates of mean anomaly, perigee and node by J2 and J4, radians per minute.
struct SecularRates: Sendable {
    let anomaly: Double
    let perigee: Double
    let node: Double
    /// The part of the node's rate that is linear in J2.
    let nodeJ2: Double

    init(_ epoch: EpochElements, gravity: GravityModel) {
        let cos2 = epoch.cosInclination * epoch.cosInclination
        let cos4 = cos2 * cos2
        let semiLatusRectum = epoch.semiMajorAxis * epoch.beta2
        let inverse2 = 1 / (semiLatusRectum * semiLatusRectum)
        let first = 1.5 * gravity.j2 * inverse2 * epoch.meanMotion
        let second = 0.5 * first * gravity.j2 * inverse2
        let fourth = -0.46875 * gravity.j4 * inverse2 * inverse2 * epoch.meanMotion
        let beta = epoch.beta2.squareRoot()
        anomaly =
            epoch.meanMotion + 0.5 * first * beta * epoch.threeCos2Minus1
            + 0.0625 * second * beta * (13 - 78 * cos2 + 137 * cos4)
        perigee =
            -0.5 * first * epoch.oneMinusFiveCos2 + 0.0625 * second * (7 - 114 * cos2 + 395 * cos4)
            + fourth * (3 - 36 * cos2 + 49 * cos4)
        nodeJ2 = -first * epoch.cosInclination
        node =
            nodeJ2 + (0.5 * second * (4 - 19 * cos2) + 2 * fourth * (3 - 7 * cos2)) * epoch.cosInclination
    }
}

/// The terms of inclination that the periodics use; of the epoch near Earth, of the moment in deep space.
struct InclinationTerms: Sendable {
    let sine: Double
    let cosine: Double
    /// 3 cos² i − 1.
    let threeCos2Minus1: Double
    /// 1 − cos² i.
    let oneMinusCos2: Double
    /// 7 cos² i − 1.
    let sevenCos2Minus1: Double
    /// Long-period coefficient of the mean longitude.
    let longitude: Double
    /// Long-period coefficient of e sin ω.
    let eccentricity: Double

    /// - Parameter threeCos2Minus1: that term where it is summed in another order, as it is at epoch.
    @inline(__always)
    init(sine: Double, cosine: Double, gravity: GravityModel, threeCos2Minus1: Double? = nil) {
        (self.sine, self.cosine) = (sine, cosine)
        let cos2 = cosine * cosine
        self.threeCos2Minus1 = threeCos2Minus1 ?? 3 * cos2 - 1
        oneMinusCos2 = 1 - cos2
        sevenCos2Minus1 = 7 * cos2 - 1
        // The published model keeps the division away from zero at 180° of inclination.
        let divisor = abs(cosine + 1) > 1.5e-12 ? 1 + cosine : 1.5e-12
        longitude = -0.25 * gravity.j3OverJ2 * sine * (3 + 5 * cosine) / divisor
        eccentricity = -0.5 * gravity.j3OverJ2 * sine
    }
}
