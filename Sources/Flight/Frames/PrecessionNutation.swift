import Glibc

/// The four angles of Fukushima and Williams that take GCRF to the equator and equinox of date, radians (IAU 2006:
/// Capitaine, Wallace and Chapront 2003; IERS Conventions 2010, 5.6.4).
struct PrecessionAngles {
    var gamma: Double
    var phi: Double
    var psi: Double
    var epsilon: Double

    /// The mean angles at centuries of TT since J2000.
    init(_ t: Double) {
        func angle(_ coefficients: [Double]) -> Double {
            coefficients.reversed().reduce(0) { $0 * t + $1 } * radiansPerArcsecond
        }
        gamma = angle([-0.052928, 10.556378, 0.4932044, -0.00031238, -0.000002788, 0.0000000260])
        phi = angle([84_381.412819, -46.811016, 0.0511268, 0.00053289, -0.000000440, -0.0000000176])
        psi = angle([-0.041775, 5038.481484, 1.5584175, -0.00018522, -0.000026452, -0.0000000148])
        epsilon = angle([84_381.406, -46.836769, -0.0001831, 0.00200340, -0.000000576, -0.0000000434])
    }

    init(gamma: Double, phi: Double, psi: Double, epsilon: Double) {
        (self.gamma, self.phi, self.psi, self.epsilon) = (gamma, phi, psi, epsilon)
    }

    /// The angles with nutation added.
    func nutated(longitudeRad: Double, obliquityRad: Double) -> PrecessionAngles {
        var angles = self
        angles.psi += longitudeRad
        angles.epsilon += obliquityRad
        return angles
    }

    /// GCRF to the equator and equinox that the angles describe.
    var matrix: Matrix3 {
        .aboutX(-epsilon) * eclipticMatrix
    }

    /// GCRF to the ecliptic and equinox that the angles describe: without the last turn, by the obliquity.
    var eclipticMatrix: Matrix3 { .aboutZ(-psi) * (.aboutX(phi) * .aboutZ(gamma)) }
}

/// Where the celestial intermediate pole and origin stand, with their change.
struct CelestialPole {
    var x: Double
    var y: Double
    var locatorRad: Double
    var xRatePerSecond: Double
    var yRatePerSecond: Double
    /// ERA − GST, radians.
    var equationOfOriginsRad: Double
    var equationOfOriginsRateRadS: Double

    /// The pole of IAU 2006/2000A, without observed offsets, at centuries of TT since J2000.
    init(_ t: Double) {
        let nutation = NutationAngles.iau2006A(t)
        let matrix = Self.matrix(t, nutation, secondsLater: 0)
        (x, y) = (matrix.zx, matrix.zy)
        locatorRad = cioLocatorRad(t, x: x, y: y)
        equationOfOriginsRad = Self.equationOfOriginsRad(matrix, locatorRad: locatorRad)
        // The angles move so evenly that a minute to either side gives the rate to one part in 1e7.
        let (before, after) = (
            Self.matrix(t, nutation, secondsLater: -60), Self.matrix(t, nutation, secondsLater: 60)
        )
        xRatePerSecond = (after.zx - before.zx) / 120
        yRatePerSecond = (after.zy - before.zy) / 120
        let change =
            Self.equationOfOriginsRad(after, locatorRad: locatorRad)
            - Self.equationOfOriginsRad(before, locatorRad: locatorRad)
        equationOfOriginsRateRadS = change / 120
    }

    private static func matrix(_ t: Double, _ nutation: NutationAngles, secondsLater seconds: Double) -> Matrix3 {
        let step = seconds / secondsPerCentury
        return PrecessionAngles(t + step).nutated(
            longitudeRad: nutation.longitudeRad + nutation.longitudeRateRadPerCentury * step,
            obliquityRad: nutation.obliquityRad + nutation.obliquityRateRadPerCentury * step
        ).matrix
    }

    /// The equation of the origins from a precession-nutation matrix and s (Wallace and Capitaine 2006, eq. 16).
    static func equationOfOriginsRad(_ matrix: Matrix3, locatorRad: Double) -> Double {
        let a = matrix.zx / (1 + matrix.zz)
        let (x, y, z) = (1 - a * matrix.zx, -a * matrix.zy, -matrix.zx)
        let (first, second, _) = matrix.times(x, y, z)
        return first == 0 && second == 0 ? locatorRad : locatorRad - atan2(second, first)
    }

    /// GCRF to the celestial intermediate frame.
    var matrix: Matrix3 { .aboutZ(-locatorRad) * Self.poleMatrix(x, y) }

    /// Change of `matrix`, 1/s; that of s, below 1e-16, is left out.
    var matrixRate: Matrix3 {
        let step = 60.0
        let after = Self.poleMatrix(x + xRatePerSecond * step, y + yRatePerSecond * step)
        let before = Self.poleMatrix(x - xRatePerSecond * step, y - yRatePerSecond * step)
        return .aboutZ(-locatorRad) * (after + before.scaled(by: -1)).scaled(by: 1 / (2 * step))
    }

    /// The turn that brings the pole to the z axis by the shortest way (IERS Conventions 2010, eq. 5.10).
    static func poleMatrix(_ x: Double, _ y: Double) -> Matrix3 {
        let z = (1 - x * x - y * y).squareRoot()
        let a = 1 / (1 + z)
        return Matrix3((1 - a * x * x, -a * x * y, -x), (-a * x * y, 1 - a * y * y, -y), (x, y, z))
    }
}

/// SI seconds in a Julian century.
let secondsPerCentury = 86_400.0 * 36_525
