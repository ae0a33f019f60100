/// The angles that the nutation series are written in, radians, and their rates, radians per Julian century of TT.
///
/// Order: l, l′, F, D, Ω, mean longitudes of Mercury to Neptune, general precession p_A. Polynomials of Delaunay's
/// variables: Simon et al. 1994, in arcseconds; planets: IERS Conventions (2003), 5.8.
struct FundamentalArguments {
    var values: [Double]
    var rates: [Double]

    /// The arguments of the IERS Conventions (2010), section 5.7.
    static func conventional(_ t: Double) -> FundamentalArguments {
        var arguments = FundamentalArguments(values: [], rates: [])
        for polynomial in delaunay { arguments.append(arcseconds: polynomial, t) }
        for planet in planets { arguments.append(radians: planet, t) }
        arguments.append(radians: (5.311886287, 3.8133035638), t)
        arguments.appendPrecession(t)
        return arguments
    }

    /// The luni-solar arguments as the IAU 2000A nutation series has them, with l′ and D cut to fewer digits.
    static func nutationLuniSolar(_ t: Double) -> FundamentalArguments {
        var arguments = FundamentalArguments(values: [], rates: [])
        for (index, var polynomial) in delaunay.enumerated() {
            if index == 1 { polynomial[0] = 1_287_104.79305 }
            if index == 3 { (polynomial[0], polynomial[1]) = (1_072_260.70369, 1_602_961_601.2090) }
            arguments.append(arcseconds: polynomial, t)
        }
        return arguments
    }

    /// The arguments of the planetary part of the IAU 2000A series (MHB2000), linear in time.
    static func nutationPlanetary(_ t: Double) -> FundamentalArguments {
        var arguments = FundamentalArguments(values: [], rates: [])
        for pair in planetarySeriesDelaunay { arguments.append(radians: pair, t) }
        for planet in planets { arguments.append(radians: planet, t) }
        arguments.append(radians: (5.321159000, 3.8127774000), t)
        arguments.appendPrecession(t)
        return arguments
    }

    private mutating func append(arcseconds polynomial: [Double], _ t: Double) {
        var (value, rate) = (0.0, 0.0)
        for coefficient in polynomial.reversed() {
            rate = rate * t + value
            value = value * t + coefficient
        }
        let circle = 1_296_000.0
        values.append(value.truncatingRemainder(dividingBy: circle) * radiansPerArcsecond)
        rates.append(rate * radiansPerArcsecond)
    }

    private mutating func append(radians line: (Double, Double), _ t: Double) {
        values.append((line.0 + line.1 * t).truncatingRemainder(dividingBy: 2 * Double.pi))
        rates.append(line.1)
    }

    private mutating func appendPrecession(_ t: Double) {
        values.append((0.024381750 + 0.00000538691 * t) * t)
        rates.append(0.024381750 + 2 * 0.00000538691 * t)
    }
}

private let delaunay: [[Double]] = [
    [485_868.249036, 1_717_915_923.2178, 31.8792, 0.051635, -0.00024470],
    [1_287_104.793048, 129_596_581.0481, -0.5532, 0.000136, -0.00001149],
    [335_779.526232, 1_739_527_262.8478, -12.7512, -0.001037, 0.00000417],
    [1_072_260.703692, 1_602_961_601.2090, -6.3706, 0.006593, -0.00003169],
    [450_160.398036, -6_962_890.5431, 7.4722, 0.007702, -0.00005939],
]

/// Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus.
private let planets: [(Double, Double)] = [
    (4.402608842, 2608.7903141574), (3.176146697, 1021.3285546211), (1.753470314, 628.3075849991),
    (6.203480913, 334.0612426700), (0.599546497, 52.9690962641), (0.874016757, 21.3299104960),
    (5.481293872, 7.4781598567),
]

/// l, l′ (which no planetary term has), F, D, Ω.
private let planetarySeriesDelaunay: [(Double, Double)] = [
    (2.35555598, 8328.6914269554), (6.24006013, 628.301955), (1.627905234, 8433.466158131),
    (5.198466741, 7771.3771468121), (2.18243920, -33.757045),
]
