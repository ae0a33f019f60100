public import Timekeeping

/// How the Earth stands in space at one instant, to the full IAU 2006/2000A models.
///
/// CIO based (IERS Conventions 2010, chapter 5): pole X, Y with observed dX, dY, locator s, Earth rotation angle at
/// UT1, polar motion with s′. Within 0.1 mm of the IAU SOFA functions at a low orbit's radius. Left out, as there: the
/// sub-daily tides in UT1 and pole. One costs some 60 µs; for many epochs use `EarthRotationTable`.
public struct EarthAttitude: Sendable {
    /// The instant described.
    public let epoch: Instant
    /// How the Earth orientation is known.
    public let coverage: EarthOrientation.Coverage
    /// Earth rotation angle, radians, 0 ..< 2π.
    public let earthRotationAngleRad: Double
    /// Greenwich mean sidereal time of the 1982 model, radians, 0 ..< 2π.
    public let meanSiderealAngleRad: Double
    /// Rate of the Earth's turning, rad/s, length of day included.
    public let rotationRateRadS: Double
    let pole: CelestialPole
    /// Observed offsets of the pole, which `pole` contains, radians.
    let poleOffsetsRad: (x: Double, y: Double)
    let terrestrialPole: TerrestrialPole
    let centuriesTT: Double

    /// The Earth at an instant; without Earth orientation UT1 is UTC and the pole unmoved, as `coverage` tells.
    public init(
        at instant: Instant, earthOrientation: EarthOrientation, leapSeconds: LeapSecondTable = .bundled
    ) {
        let value = earthOrientation.value(at: instant, leapSeconds: leapSeconds)
        let ut1MinusTAI = value.ut1MinusUTCSeconds - Double(leapSeconds.taiMinusUTCSeconds(at: instant))
        let days = UT1Days(instant, ut1MinusTAISeconds: ut1MinusTAI)
        epoch = instant
        coverage = value.coverage
        earthRotationAngleRad = days.earthRotationAngleRad
        meanSiderealAngleRad = days.meanSiderealAngleRad
        rotationRateRadS = EarthRotation.rateRadS * (1 - value.excessLengthOfDaySeconds / 86_400)
        centuriesTT = instant.centuriesTT
        terrestrialPole = TerrestrialPole(value, centuriesTT: centuriesTT)
        var pole = CelestialPole(centuriesTT)
        let unit = 1e-3 * radiansPerArcsecond
        poleOffsetsRad = (value.dXMas * unit, value.dYMas * unit)
        pole.x += poleOffsetsRad.x
        pole.y += poleOffsetsRad.y
        self.pole = pole
    }

    /// GCRF to the celestial intermediate frame.
    public var gcrfToCIRF: FrameRotation<GCRF, CIRF> {
        FrameRotation(matrix: pole.matrix, ratePerSecond: pole.matrixRate)
    }

    /// The celestial intermediate frame to ITRF.
    public var cirfToITRF: FrameRotation<CIRF, ITRF> { turned(by: earthRotationAngleRad, drift: 0) }

    /// GCRF to ITRF.
    public var gcrfToITRF: FrameRotation<GCRF, ITRF> { gcrfToCIRF.then(cirfToITRF) }

    /// TEME to ITRF: Greenwich mean sidereal time of 1982, then polar motion.
    ///
    /// Velocities take in that TEME's equinox drifts by precession (0.04 mm/s in a low orbit), which `EarthRotation`
    /// leaves out.
    public var temeToITRF: FrameRotation<TEME, ITRF> { turned(by: meanSiderealAngleRad, drift: equinoxDriftRadS) }

    /// GCRF to TEME, by way of the common pole; hardly depends on Earth orientation.
    public var gcrfToTEME: FrameRotation<GCRF, TEME> {
        let angle = earthRotationAngleRad - meanSiderealAngleRad
        return gcrfToCIRF.then(
            FrameRotation(matrix: .aboutZ(angle), ratePerSecond: .rateAboutZ(angle, rateRadS: -equinoxDriftRadS)))
    }

    /// GCRF to the true equator and equinox of date.
    public var gcrfToTOD: FrameRotation<GCRF, TOD> {
        let (angle, rate) = (pole.equationOfOriginsRad, pole.equationOfOriginsRateRadS)
        return gcrfToCIRF.then(
            FrameRotation(matrix: .aboutZ(angle), ratePerSecond: .rateAboutZ(angle, rateRadS: rate)))
    }

    /// GCRF to the mean equator and equinox of date.
    public var gcrfToMOD: FrameRotation<GCRF, MOD> { .meanOfDate(centuriesTT) }

    private func turned<From: ReferenceFrame>(by angle: Double, drift: Double) -> FrameRotation<From, ITRF> {
        let pole = terrestrialPole.matrix
        return FrameRotation(
            matrix: pole * .aboutZ(angle),
            ratePerSecond: pole * .rateAboutZ(angle, rateRadS: rotationRateRadS + drift))
    }
}

/// How fast the mean equinox runs along the equator, rad/s: GMST less ERA (Aoki et al. 1982, linear term).
private let equinoxDriftRadS =
    8_640_184.812866 / 86_400 * 2 * Double.pi / secondsPerCentury
    - 0.00273781191135448 * 2 * Double.pi / 86_400

extension FrameRotation where From == GCRF, To == EME2000 {
    /// GCRF to EME2000: the frame bias of IAU 2006, 0.02″, the same at all times.
    public static var frameBias: FrameRotation { FrameRotation(matrix: PrecessionAngles(0).matrix) }
}

extension FrameRotation where From == GCRF, To == MOD {
    /// GCRF to the mean equator and equinox of date (IAU 2006 precession and bias); needs no Earth orientation.
    public static func meanOfDate(at instant: Instant) -> FrameRotation { meanOfDate(instant.centuriesTT) }

    fileprivate static func meanOfDate(_ t: Double) -> FrameRotation {
        let step = 1e-4
        let (before, after) = (PrecessionAngles(t - step).matrix, PrecessionAngles(t + step).matrix)
        let change = (after + before.scaled(by: -1)).scaled(by: 1 / (2 * step * secondsPerCentury))
        return FrameRotation(matrix: PrecessionAngles(t).matrix, ratePerSecond: change)
    }
}
