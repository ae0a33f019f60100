import Glibc
public import Timekeeping

/// The Sun as seen from the Earth's centre.
///
/// VSOP87 with the leading terms of nutation (Meeus, Astronomical Algorithms, 2nd ed., chapter 22).
public enum Sun {
    /// Mean radius of the photosphere, km (IAU 2015 Resolution B3, nominal).
    public static let radiusKm = 695_700.0
    /// The astronomical unit, km (IAU 2012 Resolution B2).
    public static let astronomicalUnitKm = 149_597_870.7

    /// Apparent position of the Sun, aberration included, km: within 0.8″ from 1990 to 2060, of which 0.5″ are the
    /// nutation's.
    public static func position(at instant: Instant) -> Position<TEME> {
        let centuries = instant.centuriesTT
        let place = earthOrbit(centuries).reversed
        let nutation = Nutation(centuries)
        let aberration = -20.4955 * radiansPerArcsecond / (place.distanceKm / astronomicalUnitKm)
        // TEME keeps the true equator but leaves the nutation of the equinox out of right ascension.
        let apparent = place.longitudeRad + aberration + nutation.longitudeDeg / degreesPerRadian
        let obliquity = (nutation.meanObliquityDeg + nutation.obliquityDeg) / degreesPerRadian
        let (flat, height) = (cos(place.latitudeRad), sin(place.latitudeRad))
        let (x, across) = (flat * cos(apparent), flat * sin(apparent))
        let y = across * cos(obliquity) - height * sin(obliquity)
        let z = across * sin(obliquity) + height * cos(obliquity)
        let equinox = nutation.longitudeDeg * cos(obliquity) / degreesPerRadian
        return Position(
            xKm: place.distanceKm * (x * cos(equinox) + y * sin(equinox)),
            yKm: place.distanceKm * (y * cos(equinox) - x * sin(equinox)), zKm: place.distanceKm * z)
    }
}

/// The leading terms of nutation, within 0.5″ in longitude and 0.1″ in obliquity (Meeus, chapter 22).
struct Nutation {
    let longitudeDeg: Double
    let obliquityDeg: Double
    let meanObliquityDeg: Double

    /// Nutation at Julian centuries of TT since J2000.
    init(_ t: Double) {
        let node = (125.04452 - 1934.136261 * t) / degreesPerRadian
        let sun = (280.4665 + 36_000.7698 * t) / degreesPerRadian
        let moon = (218.3165 + 481_267.8813 * t) / degreesPerRadian
        longitudeDeg =
            (-17.20 * sin(node) - 1.32 * sin(2 * sun) - 0.23 * sin(2 * moon) + 0.21 * sin(2 * node)) / 3600
        obliquityDeg =
            (9.20 * cos(node) + 0.57 * cos(2 * sun) + 0.10 * cos(2 * moon) - 0.09 * cos(2 * node)) / 3600
        meanObliquityDeg = 23.4392911 - (46.8150 * t + 0.00059 * t * t - 0.001813 * t * t * t) / 3600
    }
}

/// The place where the Sun stands in the zenith: geodetic latitude, degrees north, and longitude, degrees east in
/// −180 ..< 180; within 0.001°, and with Earth orientation also in longitude (else UT1 is taken as UTC).
public func subsolarPoint(
    at instant: Instant, earthOrientation: EarthOrientation = .none
) -> (latitudeDeg: Double, longitudeDeg: Double) {
    let sun = itrf(from: Sun.position(at: instant), at: instant, earthOrientation: earthOrientation)
    // The vertical of the ellipsoid points along the geodetic latitude, so that the Sun's declination is the latitude.
    let latitude = atan2(sun.zKm, hypot(sun.xKm, sun.yKm)) * degreesPerRadian
    let longitude = atan2(sun.yKm, sun.xKm) * degreesPerRadian
    return (latitude, longitude >= 180 ? longitude - 360 : longitude)
}
