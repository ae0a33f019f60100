import Frames
import Glibc

/// Bounds on an object's motion over the next revolution, from its orbit of the moment.
///
/// Perturbations move perigee and apogee by a few parts in a thousand at most; 1 % is added for them.
struct MotionBounds {
    /// Greatest acceleration as seen from the turning Earth, km/s².
    let acceleration: Double
    /// The part of it that the Earth's rotation adds, km/s².
    let rotationAcceleration: Double
    /// Greatest speed as seen from the turning Earth, km/s.
    let speed: Double
    /// Greatest rate at which the direction from the Earth's centre turns, as seen from the turning Earth, rad/s.
    let turnRate: Double
    /// Least and greatest distance from the Earth's centre, km.
    let lowestKm: Double
    let highestKm: Double

    init(_ state: StateVector<TEME>) {
        let (r, v) = (state.position, state.velocity)
        let radius = r.lengthKm
        let speed2 = v.xKmS * v.xKmS + v.yKmS * v.yKmS + v.zKmS * v.zKmS
        let radial = r.xKm * v.xKmS + r.yKm * v.yKmS + r.zKm * v.zKmS
        let momentum2 = max(0, radius * radius * speed2 - radial * radial)
        let inverseAxis = max(2 / radius - speed2 / muKm3S2, 1e-9)
        let eccentricity = max(0, 1 - momentum2 * inverseAxis / muKm3S2).squareRoot()
        lowestKm = 0.99 * min((1 - eccentricity) / inverseAxis, radius)
        highestKm = 1.01 * max((1 + eccentricity) / inverseAxis, radius)
        let rotation = EarthRotation.rateRadS
        let inertialSpeed = max(0, muKm3S2 * (2 / lowestKm - inverseAxis)).squareRoot()
        rotationAcceleration = 2 * rotation * inertialSpeed + 3 * rotation * rotation * highestKm
        acceleration = 1.01 * muKm3S2 / (lowestKm * lowestKm) + rotationAcceleration
        speed = inertialSpeed + rotation * highestKm
        turnRate = 1.01 * momentum2.squareRoot() / (lowestKm * lowestKm) + rotation
    }

    /// Greatest curvature of the distance to a site, km/s²: speed² over the least distance.
    func lineCurvature(siteRadiusKm: Double) -> Double {
        speed * speed / max(lowestKm - siteRadiusKm, 20)
    }
}

/// What the Earth's pull proves about an object near a site's zenith, where it can only bend the object's path down.
///
/// Seen from the Earth's centre, the angle around a site within which an object must stand to be above the mask.
struct VisibilityCone {
    private let direction: Position<ITRF>
    private let radiusKm: Double
    private let loweredMask: Double
    private let cosLoweredMask: Double
    private let sinMask: Double

    init(site: TopocentricSite, maskDeg: Double) {
        direction = site.position
        radiusKm = max(site.position.lengthKm, 1)
        // The vertical and the line from the centre differ by up to 0.193°.
        loweredMask = (maskDeg - 0.2) * Double.pi / 180
        cosLoweredMask = cos(loweredMask)
        sinMask = sine(ofDegrees: maskDeg)
    }

    /// Seconds in which an object below the mask cannot rise above it.
    func safeStep(from sample: SkySample, bounds: MotionBounds) -> Double {
        let position = sample.fixed.position
        let cosine = position.dot(direction) / (position.lengthKm * radiusKm)
        let angle = acos(min(1, max(-1, cosine)))
        let halfAngle = acos(min(1, max(-1, radiusKm * cosLoweredMask / bounds.highestKm))) - loweredMask
        return max((angle - halfAngle) / bounds.turnRate, concaveStep(from: sample, angle: angle, bounds: bounds))
    }

    /// While the sky function is concave it stays below its tangent: as long as the pull along the vertical outweighs
    /// its part along the line of sight and what the Earth's rotation adds.
    private func concaveStep(from sample: SkySample, angle: Double, bounds: MotionBounds) -> Double {
        let pull = muKm3S2 / (bounds.highestKm * bounds.highestKm)
        let outweighed = sinMask + 0.01 + bounds.rotationAcceleration / pull
        guard sinMask >= 0, outweighed < 1 else { return 0 }
        let horizon = (acos(outweighed) - 0.0035 - angle) / bounds.turnRate
        return sample.rate > 0 ? min(horizon, -sample.height / sample.rate) : horizon
    }
}

/// The Earth's gravitational parameter, km³/s² (WGS 84).
let muKm3S2 = 398_600.4418

func sine(ofDegrees degrees: Double) -> Double { sin(degrees * Double.pi / 180) }
