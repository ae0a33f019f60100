import Glibc
public import Timekeeping

extension Sun {
    /// Geometric position of the Sun at an instant, km: VSOP87 (Bretagnon and Francou 1988) cut at 0.004″, turned
    /// to GCRF by the IAU 2006 precession.
    ///
    /// Against JPL's DE421 from 1960 to 2060: within 0.2″ (root mean square 0.08″) and 45 km in distance.
    public static func geometricPosition(at instant: Instant) -> Position<GCRF> {
        let t = instant.centuriesTT
        return ofDate(EarthOrbit(millennia: t / 10), t)
    }

    /// Where the Sun is seen from the Earth's centre, km: light time and the Earth's motion taken into account, not the
    /// bending of light.
    public static func apparentPosition(at instant: Instant) -> Position<GCRF> {
        // Light time against the Sun at rest equals aberration by the Earth's motion, to 0.01″.
        let distance = geometricPosition(at: instant).lengthKm
        return geometricPosition(at: instant.advanced(bySeconds: -distance / speedOfLightKmS))
    }

    private static func ofDate(_ orbit: EarthOrbit, _ t: Double) -> Position<GCRF> {
        // VSOP87's equinox lies 0.0903″ from that of the FK5 (Meeus, chapter 32).
        let longitude = orbit.longitudeRad + Double.pi - 0.09033 * radiansPerArcsecond
        return gcrf(
            longitudeRad: longitude, latitudeRad: -orbit.latitudeRad,
            distanceKm: orbit.distanceAu * astronomicalUnitKm, centuriesTT: t)
    }
}

/// The Moon as seen from the Earth's centre.
public enum Moon {
    /// Mean radius, km (IAU Working Group on Cartographic Coordinates 2015).
    public static let radiusKm = 1737.4

    /// Geometric position of the Moon at an instant, km: the truncated ELP 2000-85 of Meeus (Astronomical Algorithms,
    /// 2nd ed., chapter 47), its constant of light time taken out.
    ///
    /// Against JPL's DE421 from 1960 to 2060: within 18″ (root mean square 3″, 30 km in place at most) and 13 km in
    /// distance.
    public static func position(at instant: Instant) -> Position<GCRF> {
        let t = instant.centuriesTT
        let theory = LunarTheory(t)
        return gcrf(
            longitudeRad: theory.longitudeDeg / degreesPerRadian, latitudeRad: theory.latitudeDeg / degreesPerRadian,
            distanceKm: theory.distanceKm, centuriesTT: t)
    }
}

let speedOfLightKmS = 299_792.458

/// A place given by the mean ecliptic and equinox of date, in GCRF.
private func gcrf(
    longitudeRad: Double, latitudeRad: Double, distanceKm: Double, centuriesTT: Double
) -> Position<GCRF> {
    let angles = PrecessionAngles(centuriesTT)
    let flat = distanceKm * cos(latitudeRad)
    // Without the last turn, about x by the obliquity, the angles lead to the ecliptic of date.
    let toEcliptic = Matrix3.aboutZ(-angles.psi) * (.aboutX(angles.phi) * .aboutZ(angles.gamma))
    let (x, y, z) = toEcliptic.transposed.times(
        flat * cos(longitudeRad), flat * sin(longitudeRad), distanceKm * sin(latitudeRad))
    return Position(xKm: x, yKm: y, zKm: z)
}

/// The Earth's heliocentric place on the mean ecliptic and equinox of date.
private struct EarthOrbit {
    let longitudeRad: Double
    let latitudeRad: Double
    let distanceAu: Double

    /// VSOP87D at Julian millennia of TDB since J2000.
    init(millennia t: Double) {
        var sums = [0.0, 0, 0]
        let numbers = earthOrbitTable.numbers
        for term in stride(from: numbers.startIndex, to: numbers.endIndex, by: 5) {
            let value = numbers[term + 2] * cos(numbers[term + 3] * 1e-9 + numbers[term + 4] * 1e-6 * t)
            sums[min(max(Int(numbers[term]), 0), 2)] += value * pow(t, numbers[term + 1])
        }
        longitudeRad = (sums[0] * 1e-11).truncatingRemainder(dividingBy: 2 * Double.pi)
        (latitudeRad, distanceAu) = (sums[1] * 1e-11, sums[2] * 1e-11)
    }
}

/// The Moon's place on the mean ecliptic and equinox of date.
private struct LunarTheory {
    private(set) var longitudeDeg: Double
    private(set) var latitudeDeg: Double
    private(set) var distanceKm = 385_000.56

    init(_ t: Double) {
        func angle(_ c: [Double]) -> Double { c.reversed().reduce(0) { $0 * t + $1 } / degreesPerRadian }
        let longitude = angle([218.31665436, 481_267.88123421, -0.0015786, 1 / 538_841.0, -1 / 65_194_000.0])
        let d = angle([297.8501921, 445_267.1114034, -0.0018819, 1 / 545_868.0, -1 / 113_065_000.0])
        let m = angle([357.5291092, 35_999.0502909, -0.0001536, 1 / 24_490_000.0])
        let mPrime = angle([134.9633964, 477_198.8675055, 0.0087414, 1 / 69_699.0, -1 / 14_712_000.0])
        let f = angle([93.2720950, 483_202.0175233, -0.0036539, -1 / 3_526_000.0, 1 / 863_310_000.0])
        let (venus, jupiter, figure) = (
            angle([119.75, 131.849]), angle([53.09, 479_264.290]), angle([313.45, 481_266.484])
        )
        let eccentricity = 1 + t * (-0.002516 - 0.0000074 * t)
        longitudeDeg = 3958 * sin(venus) + 1962 * sin(longitude - f) + 318 * sin(jupiter)
        latitudeDeg =
            -2235 * sin(longitude) + 382 * sin(figure) + 175 * (sin(venus - f) + sin(venus + f))
            + 127 * sin(longitude - mPrime) - 115 * sin(longitude + mPrime)
        func each(_ table: HarmonicTable, _ body: (ArraySlice<Double>, Double, Double) -> Void) {
            let numbers = table.numbers
            for first in stride(from: numbers.startIndex, to: numbers.endIndex, by: table.columns) {
                let n = numbers[first..<first + table.columns]
                let angle = n[first] * d + n[first + 1] * m + n[first + 2] * mPrime + n[first + 3] * f
                body(n.dropFirst(4), angle, pow(eccentricity, abs(n[first + 1])))
            }
        }
        each(moonLongitudeTable) { amplitudes, angle, scale in
            longitudeDeg += amplitudes[amplitudes.startIndex] * scale * sin(angle)
            distanceKm += amplitudes[amplitudes.startIndex + 1] * scale * cos(angle) * 1e-3
        }
        each(moonLatitudeTable) { amplitudes, angle, scale in
            latitudeDeg += amplitudes[amplitudes.startIndex] * scale * sin(angle)
        }
        longitudeDeg = longitudeDeg * 1e-6 + longitude * degreesPerRadian
        latitudeDeg *= 1e-6
    }
}

private let earthOrbitTable = HarmonicTable(EarthOrbitTable.text, argumentCount: 0, amplitudeCount: 5)
private let moonLongitudeTable = HarmonicTable(MoonLongitudeTable.text, argumentCount: 4, amplitudeCount: 2)
private let moonLatitudeTable = HarmonicTable(MoonLatitudeTable.text, argumentCount: 4, amplitudeCount: 1)
