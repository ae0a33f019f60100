import Frames
import Orbits
import Timekeeping

/// How far an object stands above a site's mask, as a smooth function of time, and how fast it can change.
///
/// The function is f = d·u − |d| sin m, with d the line from site to object, u the site's vertical and m the mask: zero
/// where the elevation is m, and of bounded curvature, which the elevation itself is not.
struct SkyFunction {
    let propagator: SGP4
    let site: TopocentricSite
    let sinMask: Double
    let start: Instant
    let earthOrientation: EarthOrientation
    private let minutesAtStart: Double
    private let coneHalfAngle: VisibilityCone

    init(
        _ propagator: SGP4, site: TopocentricSite, maskDeg: Double, start: Instant, earthOrientation: EarthOrientation
    ) {
        (self.propagator, self.site, self.start) = (propagator, site, start)
        self.earthOrientation = earthOrientation
        sinMask = sine(ofDegrees: maskDeg)
        minutesAtStart = start.secondsSince(propagator.elements.epoch) / 60
        coneHalfAngle = VisibilityCone(site: site, maskDeg: maskDeg)
    }

    /// The function's value at a number of seconds from the start.
    func sample(_ seconds: Double) throws(EncounterError) -> SkySample {
        let inertial: StateVector<TEME>
        do {
            inertial = try propagator.state(minutesSinceEpoch: minutesAtStart + seconds / 60)
        } catch {
            throw .propagation(
                catalogueNumber: propagator.elements.catalogueNumber, at: start.advanced(bySeconds: seconds),
                cause: error)
        }
        let fixed = EarthRotation(at: start.advanced(bySeconds: seconds), earthOrientation: earthOrientation)
            .itrf(inertial)
        return SkySample(seconds: seconds, inertial: inertial, fixed: fixed, site: site, sinMask: sinMask)
    }

    /// A number of seconds from a sample within which the function cannot change its sign.
    func safeStep(from sample: SkySample) -> Double {
        let bounds = MotionBounds(sample.inertial)
        let isBelow = sample.height < 0
        let towardsZero = isBelow ? sample.rate : -sample.rate
        let lineTurning = bounds.lineCurvature(siteRadiusKm: site.position.lengthKm)
        let curvature =
            bounds.acceleration * (1 + abs(sinMask)) + max(0, isBelow ? -sinMask : sinMask) * lineTurning
        let step = firstZero(distance: abs(sample.height), rate: towardsZero, curvature: curvature)
        guard isBelow else { return step }
        return max(step, coneHalfAngle.safeStep(from: sample, bounds: bounds))
    }

    /// The first moment at which distance − rate·t − curvature·t²/2 can be zero.
    private func firstZero(distance: Double, rate: Double, curvature: Double) -> Double {
        let root = (rate * rate + 2 * curvature * distance).squareRoot()
        return rate > 0 ? 2 * distance / (rate + root) : (root - rate) / curvature
    }
}

/// The sky function and its rate at one moment.
struct SkySample {
    let seconds: Double
    let inertial: StateVector<TEME>
    let fixed: StateVector<ITRF>
    /// Kilometres above (+) or below (−) the mask's cone, along the vertical.
    let height: Double
    /// Its rate, km/s.
    let rate: Double
    /// Rate of the sine of elevation, 1/s.
    let sineRate: Double
    /// Sine of elevation.
    let sineElevation: Double

    @inline(__always)
    init(
        seconds: Double, inertial: StateVector<TEME>, fixed: StateVector<ITRF>, site: TopocentricSite, sinMask: Double
    ) {
        (self.seconds, self.inertial, self.fixed) = (seconds, inertial, fixed)
        let line = fixed.position.relative(to: site.position)
        let velocity = fixed.velocity
        // At the site itself every elevation holds; a millimetre keeps the division whole.
        let range = max(line.lengthKm, 1e-6)
        let up = line.dot(site.up)
        let upRate = velocity.xKmS * site.up.xKm + velocity.yKmS * site.up.yKm + velocity.zKmS * site.up.zKm
        let rangeRate =
            (line.xKm * velocity.xKmS + line.yKm * velocity.yKmS + line.zKm * velocity.zKmS) / range
        height = up - range * sinMask
        rate = upRate - rangeRate * sinMask
        sineElevation = up / range
        sineRate = (upRate - sineElevation * rangeRate) / range
    }

    var isAbove: Bool { height >= 0 }
}
