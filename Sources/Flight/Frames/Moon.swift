import Glibc
public import Timekeeping

/// The Moon as seen from the Earth's centre.
public enum Moon {
    /// Mean radius, km (IAU Working Group on Cartographic Coordinates 2015).
    public static let radiusKm = 1737.4

    /// Geometric position of the Moon at an instant, km; see `state(at:)`.
    public static func position(at instant: Instant) -> Position<GCRF> { state(at: instant).position }

    /// Geometric position and velocity of the Moon at an instant, km and km/s: the truncated ELP 2000-85 of Meeus
    /// (Astronomical Algorithms, 2nd ed., chapter 47), and 960 lines that JPL's DE440 has beyond it.
    ///
    /// Against JPL's DE440 from 1990 to 2060: within 0.35″ (root mean square 0.09″) and 0.4 km in distance, 0.7 km in
    /// place, 5 mm/s in speed; from 1925 to 2125 within 0.7″ and 0.9 km, from 1711 to 2291 within 7″ and 4 km.
    public static func state(at instant: Instant) -> StateVector<GCRF> {
        let t = instant.centuriesTT
        var motion = meeus(t)
        let correction = correctionSeries.motion(centuries: t)
        motion.longitudeRad += correction.longitudeRad
        motion.latitudeRad += correction.latitudeRad
        motion.distanceKm += correction.distanceKm
        motion.longitudeRateRadS += correction.longitudeRateRadS
        motion.latitudeRateRadS += correction.latitudeRateRadS
        motion.distanceRateKmS += correction.distanceRateKmS
        return motion.state(centuriesTT: t, epoch: instant)
    }
}

extension Moon {
    /// Meeus's theory alone, its constant of light time taken out, as the SOFA function `iauMoon98` has it.
    static func meeus(_ t: Double) -> SphericalMotion {
        let arguments = LunarArguments(t)
        var (longitude, latitude, distance) = arguments.additives
        for term in longitudeTerms {
            let (angle, scale) = arguments.angle(term)
            longitude.add(term.first, scale, angle, sine: true)
            distance.add(term.second, scale, angle, sine: false)
        }
        for term in latitudeTerms {
            let (angle, scale) = arguments.angle(term)
            latitude.add(term.first, scale, angle, sine: true)
        }
        let (degree, second) = (1e-6 / degreesPerRadian, 1 / secondsPerCentury)
        return SphericalMotion(
            longitudeRad: arguments.longitude.value + longitude.value * degree,
            latitudeRad: latitude.value * degree, distanceKm: 385_000.56 + distance.value * 1e-3,
            longitudeRateRadS: (arguments.longitude.rate + longitude.rate * degree) * second,
            latitudeRateRadS: latitude.rate * degree * second, distanceRateKmS: distance.rate * 1e-3 * second)
    }
}

/// A value and its change a Julian century.
private struct Rated {
    var value = 0.0
    var rate = 0.0

    /// A polynomial in degrees, as radians.
    init(degrees coefficients: [Double], _ t: Double) {
        for coefficient in coefficients.reversed() {
            rate = rate * t + value
            value = value * t + coefficient
        }
        (value, rate) = (value / degreesPerRadian, rate / degreesPerRadian)
    }

    init(value: Double = 0, rate: Double = 0) { (self.value, self.rate) = (value, rate) }

    /// Adds a sine or cosine, its amplitude scaled.
    mutating func add(_ amplitude: Double, _ scale: Rated, _ angle: Rated, sine: Bool) {
        let (sinA, cosA) = (sin(angle.value), cos(angle.value))
        let (wave, slope) = sine ? (sinA, cosA) : (cosA, -sinA)
        value += amplitude * scale.value * wave
        rate += amplitude * (scale.rate * wave + scale.value * slope * angle.rate)
    }

    static func + (left: Rated, right: Rated) -> Rated {
        Rated(value: left.value + right.value, rate: left.rate + right.rate)
    }

    static func * (factor: Double, right: Rated) -> Rated {
        Rated(value: factor * right.value, rate: factor * right.rate)
    }
}

/// Multipliers of D, M, M′, F and the amplitudes of a term.
private struct LunarTerm {
    let multipliers: (Double, Double, Double, Double)
    let first: Double
    let second: Double

    static func list(_ text: StaticString, amplitudeCount: Int) -> [LunarTerm] {
        let table = HarmonicTable(text, argumentCount: 4, amplitudeCount: amplitudeCount)
        let n = table.numbers
        return (0..<table.termCount).map { index in
            let first = index * table.columns
            return LunarTerm(
                multipliers: (n[first], n[first + 1], n[first + 2], n[first + 3]), first: n[first + 4],
                second: amplitudeCount > 1 ? n[first + 5] : 0)
        }
    }
}

/// The angles of Meeus's chapter 47, radians.
private struct LunarArguments {
    let longitude: Rated
    let d: Rated
    let m: Rated
    let mPrime: Rated
    let f: Rated
    let additives: (longitude: Rated, latitude: Rated, distance: Rated)
    /// Powers of the eccentricity of the Earth's orbit against J2000.
    let scales: [Rated]

    init(_ t: Double) {
        func angle(_ c: [Double]) -> Rated { Rated(degrees: c, t) }
        longitude = angle([218.31665436, 481_267.88123421, -0.0015786, 1 / 538_841.0, -1 / 65_194_000.0])
        d = angle([297.8501921, 445_267.1114034, -0.0018819, 1 / 545_868.0, -1 / 113_065_000.0])
        m = angle([357.5291092, 35_999.0502909, -0.0001536, 1 / 24_490_000.0])
        mPrime = angle([134.9633964, 477_198.8675055, 0.0087414, 1 / 69_699.0, -1 / 14_712_000.0])
        f = angle([93.2720950, 483_202.0175233, -0.0036539, -1 / 3_526_000.0, 1 / 863_310_000.0])
        let (venus, jupiter) = (angle([119.75, 131.849]), angle([53.09, 479_264.290]))
        let figure = angle([313.45, 481_266.484])
        let (one, minusF, minusMPrime) = (Rated(value: 1), -1 * f, -1 * mPrime)
        var (l, b) = (Rated(), Rated())
        l.add(3958, one, venus, sine: true)
        l.add(1962, one, longitude + minusF, sine: true)
        l.add(318, one, jupiter, sine: true)
        b.add(-2235, one, longitude, sine: true)
        b.add(382, one, figure, sine: true)
        b.add(175, one, venus + minusF, sine: true)
        b.add(175, one, venus + f, sine: true)
        b.add(127, one, longitude + minusMPrime, sine: true)
        b.add(-115, one, longitude + mPrime, sine: true)
        additives = (l, b, Rated())
        let eccentricity = Rated(value: 1 + t * (-0.002516 - 0.0000074 * t), rate: -0.002516 - 0.0000148 * t)
        scales = [
            one, eccentricity,
            Rated(value: eccentricity.value * eccentricity.value, rate: 2 * eccentricity.value * eccentricity.rate),
        ]
    }

    /// A term's angle, and the scale of its amplitude.
    func angle(_ term: LunarTerm) -> (angle: Rated, scale: Rated) {
        let n = term.multipliers
        let scale = scales[min(Int(abs(n.1)), scales.count - 1)]
        return (n.0 * d + n.1 * m + (n.2 * mPrime + n.3 * f), scale)
    }
}

private let longitudeTerms = LunarTerm.list(MoonLongitudeTable.text, amplitudeCount: 2)
private let latitudeTerms = LunarTerm.list(MoonLatitudeTable.text, amplitudeCount: 1)
private let correctionSeries = SphericalSeries(MoonCorrectionTable.text)
