import Glibc
public import Timekeeping

/// How the Earth is turned and its pole placed at one instant.
@frozen
public struct EarthRotation: Sendable {
    /// Greenwich mean sidereal time, radians, 0 ..< 2π.
    public let siderealAngleRad: Double
    @usableFromInline let sine: Double
    @usableFromInline let cosine: Double
    @usableFromInline let xPoleRad: Double
    @usableFromInline let yPoleRad: Double

    /// The Earth's rate of rotation against TEME, rad/s (Vallado 2013, eq. 3-40; length of day left out).
    public static let rateRadS = 7.292115146706979e-5

    /// The rotation at an instant: UT1 and pole from `earthOrientation`, and where it has none UT1 = UTC and no polar
    /// motion.
    public init(
        at instant: Instant, earthOrientation: EarthOrientation = .none, leapSeconds: LeapSecondTable = .bundled
    ) {
        let value = earthOrientation.value(at: instant, leapSeconds: leapSeconds)
        let ut1MinusTAI = value.ut1MinusUTCSeconds - Double(leapSeconds.taiMinusUTCSeconds(at: instant))
        siderealAngleRad = UT1Days(instant, ut1MinusTAISeconds: ut1MinusTAI).meanSiderealAngleRad
        sine = sin(siderealAngleRad)
        cosine = cos(siderealAngleRad)
        xPoleRad = value.xPoleArcsec * radiansPerArcsecond
        yPoleRad = value.yPoleArcsec * radiansPerArcsecond
    }

    /// Greenwich mean sidereal time of the 1982 model (Aoki et al. 1982), radians, 0 ..< 2π, for a UT1 Julian Date.
    public static func siderealAngleRad(ut1 date: JulianDate<UT1>) -> Double {
        UT1Days(whole: date.day - 2_451_544.5, part: date.fraction - 0.5).meanSiderealAngleRad
    }
}

extension EarthRotation {
    /// A TEME position in ITRF.
    @inlinable
    public func itrf(_ position: Position<TEME>) -> Position<ITRF> {
        let x = cosine * position.xKm + sine * position.yKm
        let y = cosine * position.yKm - sine * position.xKm
        return Position(
            xKm: x + xPoleRad * position.zKm, yKm: y - yPoleRad * position.zKm,
            zKm: position.zKm - xPoleRad * x + yPoleRad * y)
    }

    /// A TEME state in ITRF, its velocity as seen from the turning Earth.
    @inlinable
    public func itrf(_ state: StateVector<TEME>) -> StateVector<ITRF> {
        let (r, v) = (state.position, state.velocity)
        let relative = Position<TEME>(
            xKm: v.xKmS + Self.rateRadS * r.yKm, yKm: v.yKmS - Self.rateRadS * r.xKm, zKm: v.zKmS)
        let turned = itrf(relative)
        return StateVector(
            position: itrf(r), velocity: Velocity(xKmS: turned.xKm, yKmS: turned.yKm, zKmS: turned.zKm),
            epoch: state.epoch)
    }

    /// An ITRF position in TEME.
    @inlinable
    public func teme(_ position: Position<ITRF>) -> Position<TEME> {
        let x = position.xKm - xPoleRad * position.zKm
        let y = position.yKm + yPoleRad * position.zKm
        let z = position.zKm + xPoleRad * position.xKm - yPoleRad * position.yKm
        return Position(xKm: cosine * x - sine * y, yKm: sine * x + cosine * y, zKm: z)
    }
}

/// A TEME state in ITRF: turned by Greenwich mean sidereal time of the 1982 model at UT1 (Vallado et al., AIAA
/// 2006-6753, appendix C), then by polar motion to first order (below 1 mm).
public func itrf(from state: StateVector<TEME>, earthOrientation: EarthOrientation) -> StateVector<ITRF> {
    EarthRotation(at: state.epoch, earthOrientation: earthOrientation).itrf(state)
}

/// A TEME position at an instant in ITRF; see the transform of a state.
public func itrf(
    from position: Position<TEME>, at instant: Instant, earthOrientation: EarthOrientation
) -> Position<ITRF> {
    EarthRotation(at: instant, earthOrientation: earthOrientation).itrf(position)
}
