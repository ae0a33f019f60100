import Timekeeping

/// UT1 as days since J2000.0, in two parts so that a nanosecond survives: whole days, which turn the Earth by nothing
/// but the slow terms, and the rest.
struct UT1Days {
    var whole: Double
    var part: Double

    init(whole: Double, part: Double) { (self.whole, self.part) = (whole, part) }

    init(_ instant: Instant, ut1MinusTAISeconds: Double) {
        let (days, rest) = instant.nanosecondsSinceJ2000TAI.quotientAndRemainder(dividingBy: 86_400_000_000_000)
        self.init(whole: Double(days), part: (Double(rest) * 1e-9 + ut1MinusTAISeconds) / 86_400)
    }

    /// Earth rotation angle, radians, 0 ..< 2π (IERS Conventions 2010, eq. 5.15).
    var earthRotationAngleRad: Double {
        let turns = 0.7790572732640 + part + 0.00273781191135448 * (whole + part)
        return wrapped(turns * 2 * Double.pi, 2 * Double.pi)
    }

    /// Greenwich mean sidereal time of the 1982 model (Aoki et al. 1982), radians, 0 ..< 2π.
    var meanSiderealAngleRad: Double {
        let centuries = (whole + part) / 36_525
        let slow = 24_110.54841 + centuries * (8_640_184.812866 + centuries * (0.093104 - 6.2e-6 * centuries))
        let seconds = slow + 43_200 + 86_400 * part
        return wrapped(seconds * (2 * Double.pi / 86_400), 2 * Double.pi)
    }
}

extension Instant {
    /// Julian centuries of Terrestrial Time since J2000.0.
    var centuriesTT: Double { (Double(nanosecondsSinceJ2000TAI) * 1e-9 + 32.184) / secondsPerCentury }
}

/// Where the pole stands on the Earth, radians.
struct TerrestrialPole {
    var xRad: Double
    var yRad: Double
    /// The terrestrial intermediate origin's locator s′ (IERS Conventions 2010, eq. 5.13).
    var locatorRad: Double

    init(xRad: Double, yRad: Double, locatorRad: Double) {
        (self.xRad, self.yRad, self.locatorRad) = (xRad, yRad, locatorRad)
    }

    init(_ value: EarthOrientation.Value, centuriesTT: Double) {
        xRad = value.xPoleArcsec * radiansPerArcsecond
        yRad = value.yPoleArcsec * radiansPerArcsecond
        locatorRad = Self.locatorRad(centuriesTT)
    }

    static func locatorRad(_ centuriesTT: Double) -> Double { -47e-6 * centuriesTT * radiansPerArcsecond }

    /// The terrestrial intermediate frame to ITRF.
    var matrix: Matrix3 { .aboutX(-yRad) * (.aboutY(-xRad) * .aboutZ(locatorRad)) }
}
