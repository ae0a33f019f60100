import Glibc

/// Terms of the half-day resonance of eccentric orbits.
struct HalfDayResonance: Sendable {
    private let d2201, d2211, d3210, d3222, d4410, d4422, d5220, d5232, d5421, d5433: Double

    init(_ epoch: EpochElements, gravity: GravityModel) {
        let g = EccentricityFunctions(epoch.eccentricity)
        let f = InclinationFunctions(sine: epoch.sinInclination, cosine: epoch.cosInclination)
        let inverseAxis = pow(epoch.meanMotion / gravity.xke, 2.0 / 3)
        let second = 3 * (epoch.meanMotion * epoch.meanMotion) * (inverseAxis * inverseAxis)
        let third = second * inverseAxis
        let fourth = third * inverseAxis
        let fifth = fourth * inverseAxis
        d2201 = second * 1.7891679e-6 * f.f220 * g.g201
        d2211 = second * 1.7891679e-6 * f.f221 * g.g211
        d3210 = third * 3.7393792e-7 * f.f321 * g.g310
        d3222 = third * 3.7393792e-7 * f.f322 * g.g322
        d4410 = 2 * fourth * 7.3636953e-9 * f.f441 * g.g410
        d4422 = 2 * fourth * 7.3636953e-9 * f.f442 * g.g422
        d5220 = fifth * 1.1428639e-7 * f.f522 * g.g520
        d5232 = fifth * 1.1428639e-7 * f.f523 * g.g532
        d5421 = 2 * fifth * 2.1765803e-9 * f.f542 * g.g521
        d5433 = 2 * fifth * 2.1765803e-9 * f.f543 * g.g533
    }

    func sums(_ longitude: Double, perigee: Double) -> (sine: Double, cosine: Double) {
        let (g22, g32, g44, g52, g54) = (5.7686396, 0.95240898, 1.8014998, 1.0508330, 4.4108898)
        let (single, double) = (longitude, 2 * longitude)
        var sums = ResonanceSums()
        sums.add(d2201, 2 * perigee + single - g22)
        sums.add(d2211, single - g22)
        sums.add(d3210, perigee + single - g32)
        sums.add(d3222, -perigee + single - g32)
        sums.addDouble(d4410, 2 * perigee + double - g44)
        sums.addDouble(d4422, double - g44)
        sums.add(d5220, perigee + single - g52)
        sums.add(d5232, -perigee + single - g52)
        sums.addDouble(d5421, perigee + double - g54)
        sums.addDouble(d5433, -perigee + double - g54)
        return (sums.sine, sums.single + 2 * sums.double)
    }
}

/// Sums of resonance terms and of their derivatives by longitude.
private struct ResonanceSums {
    var sine = 0.0
    /// Cosines of terms by the longitude, and by twice the longitude.
    var single = 0.0
    var double = 0.0

    mutating func add(_ size: Double, _ angle: Double) {
        sine += size * sin(angle)
        single += size * cos(angle)
    }

    mutating func addDouble(_ size: Double, _ angle: Double) {
        sine += size * sin(angle)
        double += size * cos(angle)
    }
}

/// Functions of inclination in the half-day resonance.
private struct InclinationFunctions {
    let f220, f221, f321, f322, f441, f442, f522, f523, f542, f543: Double

    init(sine: Double, cosine: Double) {
        let (sin2, cos2) = (sine * sine, cosine * cosine)
        f220 = 0.75 * (1 + 2 * cosine + cos2)
        f221 = 1.5 * sin2
        f321 = 1.875 * sine * (1 - 2 * cosine - 3 * cos2)
        f322 = -1.875 * sine * (1 + 2 * cosine - 3 * cos2)
        f441 = 35 * sin2 * f220
        f442 = 39.3750 * sin2 * sin2
        f522 =
            9.84375 * sine * (sin2 * (1 - 2 * cosine - 5 * cos2) + 0.33333333 * (-2 + 4 * cosine + 6 * cos2))
        f523 =
            sine * (4.92187512 * sin2 * (-2 - 4 * cosine + 10 * cos2) + 6.56250012 * (1 + 2 * cosine - 3 * cos2))
        f542 = 29.53125 * sine * (2 - 8 * cosine + cos2 * (-12 + 8 * cosine + 10 * cos2))
        f543 = 29.53125 * sine * (-2 - 8 * cosine + cos2 * (12 + 8 * cosine - 10 * cos2))
    }
}

/// Functions of eccentricity in the half-day resonance: polynomials fitted by ranges.
private struct EccentricityFunctions {
    let g201, g211, g310, g322, g410, g422, g520, g521, g532, g533: Double

    init(_ e: Double) {
        func cubic(_ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double) -> Double {
            c0 + c1 * e + c2 * (e * e) + c3 * (e * (e * e))
        }
        let (isLow, isMiddle, isHigh) = (e <= 0.65, e < 0.7, e > 0.715)
        g201 = -0.306 - (e - 0.64) * 0.440
        g211 = isLow ? cubic(3.616, -13.2470, 16.2900, 0) : cubic(-72.099, 331.819, -508.738, 266.724)
        g310 =
            isLow ? cubic(-19.302, 117.3900, -228.4190, 156.5910) : cubic(-346.844, 1582.851, -2415.925, 1246.113)
        g322 =
            isLow
            ? cubic(-18.9068, 109.7927, -214.6334, 146.5816) : cubic(-342.585, 1554.908, -2366.899, 1215.972)
        g410 =
            isLow ? cubic(-41.122, 242.6940, -471.0940, 313.9530) : cubic(-1052.797, 4758.686, -7193.992, 3651.957)
        g422 =
            isLow
            ? cubic(-146.407, 841.8800, -1629.014, 1083.4350) : cubic(-3581.690, 16_178.110, -24_462.770, 12_422.520)
        if isLow {
            g520 = cubic(-532.114, 3017.977, -5740.032, 3708.2760)
        } else {
            g520 =
                isHigh
                ? cubic(-5149.66, 29_936.92, -54_087.36, 31_324.56) : cubic(1464.74, -4664.75, 3763.64, 0)
        }
        g533 =
            isMiddle
            ? cubic(-919.22770, 4988.6100, -9064.7700, 5542.21)
            : cubic(-37_995.780, 161_616.52, -229_838.20, 109_377.94)
        g521 =
            isMiddle
            ? cubic(-822.71072, 4568.6173, -8491.4146, 5337.524)
            : cubic(-51_752.104, 218_913.95, -309_468.16, 146_349.42)
        g532 =
            isMiddle
            ? cubic(-853.66600, 4690.2500, -8624.7700, 5341.4)
            : cubic(-40_023.880, 170_470.89, -242_699.48, 115_605.82)
    }
}
