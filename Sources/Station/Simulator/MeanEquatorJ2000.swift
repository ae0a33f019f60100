import Frames
import Glibc
import Timekeeping

/// Turns TEME of date to the mean equator and equinox of J2000, the frame of the station's own state vector.
///
/// Equation of the equinoxes and nutation by their four leading terms (J. Meeus, Astronomical Algorithms, 2nd ed.,
/// chapter 22: within 0.5″), precession IAU 1976 (Lieske et al. 1977): within 20 m at the station's height.
struct MeanEquatorJ2000 {
    private let rows: [SIMD3<Double>]

    init(at instant: Instant) {
        let t = instant.julianDate(in: .tt).centuriesSinceJ2000
        let toTrue = Self.trueOfDateFromTEME(t)
        let toMean = Self.product(Self.meanFromTrueOfDate(t), toTrue)
        rows = Self.product(Self.j2000FromMeanOfDate(t), toMean)
    }

    /// A vector of TEME on the axes of J2000.
    func callAsFunction(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(rows[0].dot(vector), rows[1].dot(vector), rows[2].dot(vector))
    }

    private static func nutationArcsec(
        _ t: Double
    ) -> (longitude: Double, obliquity: Double, meanObliquityDeg: Double) {
        let node = (125.04452 - 1_934.136261 * t).radians
        let sun = (280.4665 + 36_000.7698 * t).radians
        let moon = (218.3165 + 481_267.8813 * t).radians
        let longitude = -17.20 * sin(node) - 1.32 * sin(2 * sun) - 0.23 * sin(2 * moon) + 0.21 * sin(2 * node)
        let obliquity = 9.20 * cos(node) + 0.57 * cos(2 * sun) + 0.10 * cos(2 * moon) - 0.09 * cos(2 * node)
        return (longitude, obliquity, 23.439_291_1 - 46.815 / 3_600 * t)
    }

    private static func trueOfDateFromTEME(_ t: Double) -> [SIMD3<Double>] {
        let nutation = nutationArcsec(t)
        let equinoxes = nutation.longitude * cos(nutation.meanObliquityDeg.radians)
        return aboutZ(-(equinoxes / 3_600).radians)
    }

    private static func meanFromTrueOfDate(_ t: Double) -> [SIMD3<Double>] {
        let nutation = nutationArcsec(t)
        let mean = nutation.meanObliquityDeg.radians
        let toEquator = aboutX(mean + nutation.obliquity.arcsec)
        let byLongitude = product(aboutZ((nutation.longitude / 3_600).radians), toEquator)
        return product(aboutX(-mean), byLongitude)
    }

    private static func j2000FromMeanOfDate(_ t: Double) -> [SIMD3<Double>] {
        let zeta = (2_306.2181 * t + 0.30188 * t * t + 0.017998 * t * t * t).arcsec
        let z = (2_306.2181 * t + 1.09468 * t * t + 0.018203 * t * t * t).arcsec
        let theta = (2_004.3109 * t - 0.42665 * t * t - 0.041833 * t * t * t).arcsec
        return product(aboutZ(zeta), product(aboutY(-theta), aboutZ(z)))
    }

    /// Rotation of the axes about the first axis.
    private static func aboutX(_ angle: Double) -> [SIMD3<Double>] {
        [SIMD3(1, 0, 0), SIMD3(0, cos(angle), sin(angle)), SIMD3(0, -sin(angle), cos(angle))]
    }

    /// Rotation of the axes about the second axis.
    private static func aboutY(_ angle: Double) -> [SIMD3<Double>] {
        [SIMD3(cos(angle), 0, -sin(angle)), SIMD3(0, 1, 0), SIMD3(sin(angle), 0, cos(angle))]
    }

    /// Rotation of the axes about the third axis.
    private static func aboutZ(_ angle: Double) -> [SIMD3<Double>] {
        [SIMD3(cos(angle), sin(angle), 0), SIMD3(-sin(angle), cos(angle), 0), SIMD3(0, 0, 1)]
    }

    private static func product(_ left: [SIMD3<Double>], _ right: [SIMD3<Double>]) -> [SIMD3<Double>] {
        left.map { $0.x * right[0] + $0.y * right[1] + $0.z * right[2] }
    }
}
