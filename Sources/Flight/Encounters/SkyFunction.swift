import Frames
import Orbits
import Timekeeping

/// How far an object stands above a site's mask, as a smooth function of time, and how fast it can change.
///
/// The function is f = d·u − |d| sin m, with d the line from site to object, u the site's vertical and m the mask: zero
/// where the elevation is m, and of bounded curvature, which the elevation itself is not.
struct SkyFunction<Orbit: Trajectory> {
    let orbit: Orbit
    let site: TopocentricSite
    let sinMask: Double
    let start: Instant
    let cone: VisibilityCone
    private let earth: TurningEarth
    private let siteRadiusKm: Double

    init(_ orbit: Orbit, site: TopocentricSite, maskDeg: Double, start: Instant, earth: TurningEarth) {
        (self.orbit, self.site, self.start, self.earth) = (orbit, site, start, earth)
        sinMask = sine(ofDegrees: maskDeg)
        siteRadiusKm = site.position.lengthKm
        cone = VisibilityCone(site: site, maskDeg: maskDeg)
    }

    /// The function's value at a number of seconds from the start.
    @inline(__always)
    func sample(_ seconds: Double) throws(EncounterError) -> SkySample {
        let inertial = try orbit.temeState(at: start.advanced(bySeconds: seconds))
        let fixed = earth.itrf(inertial, atSeconds: seconds)
        return SkySample(seconds: seconds, inertial: inertial, fixed: fixed, site: site, sinMask: sinMask)
    }

    /// A number of seconds from a sample within which the function cannot change its sign.
    func safeStep(from sample: SkySample, bounds: MotionBounds) -> Double {
        let isBelow = sample.height < 0
        let towardsZero = isBelow ? sample.rate : -sample.rate
        let lineTurning = bounds.lineCurvature(siteRadiusKm: siteRadiusKm)
        let curvature =
            bounds.acceleration * (1 + abs(sinMask)) + max(0, isBelow ? -sinMask : sinMask) * lineTurning
        let step = firstZero(distance: abs(sample.height), rate: towardsZero, curvature: curvature)
        return isBelow ? max(step, cone.safeStep(from: sample, bounds: bounds)) : step
    }
}

/// The first moment at which distance − rate·t − curvature·t²/2 can be zero.
func firstZero(distance: Double, rate: Double, curvature: Double) -> Double {
    let root = (rate * rate + 2 * curvature * distance).squareRoot()
    return rate > 0 ? 2 * distance / (rate + root) : (root - rate) / curvature
}

/// The sky function, its rate and its curvature at one moment.
struct SkySample {
    let seconds: Double
    let inertial: StateVector<TEME>
    let fixed: StateVector<ITRF>
    /// Acceleration as seen from the turning Earth by its point mass, km/s²; good to a few parts in a thousand.
    let acceleration: Position<ITRF>
    /// Kilometres above (+) or below (−) the mask's cone, along the vertical.
    let height: Double
    /// Its rate, km/s.
    let rate: Double
    /// Its curvature, km/s², as good as the acceleration.
    let curvature: Double
    let sineElevation: Double
    /// Rate of the sine of elevation, 1/s.
    let sineRate: Double
    /// Curvature of the sine of elevation, 1/s².
    let sineCurvature: Double
    let rangeKm: Double

    @inline(__always)
    init(
        seconds: Double, inertial: StateVector<TEME>, fixed: StateVector<ITRF>, site: TopocentricSite, sinMask: Double
    ) {
        (self.seconds, self.inertial, self.fixed) = (seconds, inertial, fixed)
        let line = fixed.position.relative(to: site.position)
        let speed = Position<ITRF>(fixed.velocity)
        acceleration = Self.acceleration(fixed)
        // At the site itself every elevation holds; a millimetre keeps the division whole.
        rangeKm = max(line.lengthKm, 1e-6)
        let rangeRate = line.dot(speed) / rangeKm
        let rangeCurvature = (speed.dot(speed) + line.dot(acceleration) - rangeRate * rangeRate) / rangeKm
        let (up, upRate, upCurvature) = (line.dot(site.up), speed.dot(site.up), acceleration.dot(site.up))
        height = up - rangeKm * sinMask
        rate = upRate - rangeRate * sinMask
        curvature = upCurvature - rangeCurvature * sinMask
        sineElevation = up / rangeKm
        sineRate = (upRate - sineElevation * rangeRate) / rangeKm
        sineCurvature = (upCurvature - sineElevation * rangeCurvature - 2 * sineRate * rangeRate) / rangeKm
    }

    @inline(__always)
    private static func acceleration(_ state: StateVector<ITRF>) -> Position<ITRF> {
        let (r, v, turn) = (state.position, state.velocity, EarthRotation.rateRadS)
        let radius = r.lengthKm
        let pull = muKm3S2 / (radius * radius * radius)
        let outward = turn * turn - pull
        return Position(
            xKm: outward * r.xKm + 2 * turn * v.yKmS, yKm: outward * r.yKm - 2 * turn * v.xKmS, zKm: -pull * r.zKm)
    }

    var isAbove: Bool { height >= 0 }

    /// The sample a few milliseconds later or earlier, without the orbit's help.
    func moved(bySeconds step: Double, site: TopocentricSite, sinMask: Double) -> SkySample {
        let (r, v, a) = (fixed.position, fixed.velocity, acceleration)
        let half = step * step / 2
        let place = Position<ITRF>(
            xKm: r.xKm + step * v.xKmS + half * a.xKm, yKm: r.yKm + step * v.yKmS + half * a.yKm,
            zKm: r.zKm + step * v.zKmS + half * a.zKm)
        let speed = Velocity<ITRF>(
            xKmS: v.xKmS + step * a.xKm, yKmS: v.yKmS + step * a.yKm, zKmS: v.zKmS + step * a.zKm)
        return SkySample(
            seconds: seconds + step, inertial: inertial,
            fixed: StateVector(position: place, velocity: speed, epoch: fixed.epoch.advanced(bySeconds: step)),
            site: site, sinMask: sinMask)
    }
}

extension Position {
    /// A velocity's components as a vector to calculate with.
    @inline(__always)
    init(_ velocity: Velocity<Frame>) {
        self.init(xKm: velocity.xKmS, yKm: velocity.yKmS, zKm: velocity.zKmS)
    }
}
