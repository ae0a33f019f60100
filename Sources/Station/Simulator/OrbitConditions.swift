import Frames
import Glibc
import Orbits
import Timekeeping

/// Where the station is at one instant and how the Sun stands to it.
struct OrbitConditions: Sendable {
    let instant: Instant
    /// TEME, km and km/s.
    let positionKm: SIMD3<Double>
    let velocityKmS: SIMD3<Double>
    /// ITRF position, km, and the directions of motion and of the orbit's axis on ITRF axes.
    let earthFixedKm: SIMD3<Double>
    let earthFixedForward: SIMD3<Double>
    let point: GeodeticPoint
    /// Visible share of the Sun's disc, 0…1.
    let sunlitFraction: Double
    /// Angle of the Sun above the orbit plane, degrees.
    let betaDeg: Double
    /// Angle past orbit noon in the direction of motion, degrees, 0 ..< 360.
    let noonAngleDeg: Double
    /// Angular rate of the orbit, rad/s.
    let orbitalRateRadS: Double

    init(_ state: StateVector<TEME>, earthOrientation: EarthOrientation) {
        instant = state.epoch
        positionKm = SIMD3(state.position)
        velocityKmS = SIMD3(state.velocity)
        let rotation = EarthRotation(at: state.epoch, earthOrientation: earthOrientation)
        let fixed = rotation.itrf(state.position)
        point = GeodeticPoint(fixed)
        earthFixedKm = SIMD3(fixed)
        earthFixedForward =
            SIMD3(
                rotation.itrf(
                    Position<TEME>(xKm: velocityKmS.x, yKm: velocityKmS.y, zKm: velocityKmS.z)
                )
            ).direction
        let sun = Sun.position(at: state.epoch)
        let axis = positionKm.cross(velocityKmS)
        sunlitFraction = Self.sunlitFraction(positionKm, sunKm: SIMD3(sun))
        let toSun = (SIMD3(sun) - positionKm).direction
        betaDeg = asin(axis.direction.dot(toSun).clamped(-1, 1)).degrees
        let up = positionKm.direction
        noonAngleDeg = atan2(-axis.direction.cross(up).dot(toSun), up.dot(toSun)).degrees.wrapped360
        orbitalRateRadS = axis.length / positionKm.dot(positionKm)
    }

    /// Visible share of the Sun's disc behind a spherical Earth of mean radius 6371 km with 10 km of dense air.
    ///
    /// Overlap of two discs, made linear across the penumbra: the station crosses it in some 8 s.
    static func sunlitFraction(_ positionKm: SIMD3<Double>, sunKm: SIMD3<Double>) -> Double {
        let toSun = sunKm - positionKm
        let sunRadius = asin(Sun.radiusKm / toSun.length)
        let earthRadius = asin((6_381 / positionKm.length).clamped(0, 1))
        let separation = acos((positionKm.direction * -1).dot(toSun.direction).clamped(-1, 1))
        return ((separation - earthRadius + sunRadius) / (2 * sunRadius)).clamped(0, 1)
    }
}
