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
    /// Greatest rate at which the orbit's plane turns, as seen from the turning Earth, rad/s.
    let planeRate: Double
    /// Least and greatest distance from the Earth's centre, km.
    let lowestKm: Double
    let highestKm: Double

    init(_ state: StateVector<TEME>) {
        let radius = state.position.lengthKm
        let orbit = OsculatingOrbit(state.position, state.velocity, muKm3S2: muKm3S2)
        let (perigee, apogee) = orbit.apsidesKm
        lowestKm = 0.99 * min(perigee, radius)
        highestKm = 1.01 * max(apogee, radius)
        let rotation = EarthRotation.rateRadS
        let inertialSpeed = max(0, muKm3S2 * (2 / lowestKm - orbit.inverseAxis)).squareRoot()
        rotationAcceleration = 2 * rotation * inertialSpeed + 3 * rotation * rotation * highestKm
        acceleration = 1.01 * muKm3S2 / (lowestKm * lowestKm) + rotationAcceleration
        speed = inertialSpeed + rotation * highestKm
        let momentum = orbit.momentum2.squareRoot()
        turnRate = 1.01 * momentum / (lowestKm * lowestKm) + rotation
        planeRate = rotation + Self.planePerturbation(lowestKm, highestKm, momentum: momentum)
    }

    /// The plane turns by r·a/h under an acceleration a across it: the Earth's bulge gives up to 3/2 J2 μ R²/r⁴, Moon
    /// and Sun together up to 3/2 · 1.5e-13 r (both at their nearest).
    private static func planePerturbation(_ lowestKm: Double, _ highestKm: Double, momentum: Double) -> Double {
        let bulge = 1.5 * 0.00108263 * muKm3S2 * WGS84.equatorialRadiusKm * WGS84.equatorialRadiusKm
        let tide = 2.3e-13 * highestKm * highestKm
        return (bulge / (lowestKm * lowestKm * lowestKm) + tide) / momentum
    }

    /// Greatest curvature of the distance to a site, km/s²: speed² over the least distance.
    func lineCurvature(siteRadiusKm: Double) -> Double {
        speed * speed / max(lowestKm - siteRadiusKm, 20)
    }
}

/// Size and shape of the orbit of a moment.
struct OsculatingOrbit {
    /// Square of the angular momentum, km⁴/s².
    let momentum2: Double
    /// 1 / semi-major axis, 1/km; that of an ellipse of a thousand million kilometres where the state is no closed orbit.
    let inverseAxis: Double
    private let muKm3S2: Double

    init(_ place: Position<TEME>, _ rate: Velocity<TEME>, muKm3S2: Double) {
        let speed = Position<TEME>(rate)
        let (radius, speed2, radial) = (place.lengthKm, speed.dot(speed), place.dot(speed))
        momentum2 = max(1e-6, radius * radius * speed2 - radial * radial)
        inverseAxis = max(2 / radius - speed2 / muKm3S2, 1e-9)
        self.muKm3S2 = muKm3S2
    }

    /// Distances from the Earth's centre, km.
    var apsidesKm: (perigee: Double, apogee: Double) {
        let eccentricity = max(0, 1 - momentum2 * inverseAxis / muKm3S2).squareRoot()
        return ((1 - eccentricity) / inverseAxis, (1 + eccentricity) / inverseAxis)
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
        let halfAngle = acos(min(1, max(-1, radiusKm * cosLoweredMask / bounds.highestKm))) - loweredMask
        let offPlane = (angleFromPlane(sample) - halfAngle - Self.planeWobble) / bounds.planeRate
        return max((angle(sample) - halfAngle) / bounds.turnRate, offPlane)
    }

    /// What the periodic perturbations may move the orbit's plane beside its steady turning, radians.
    private static let planeWobble = 0.002

    private func angle(_ sample: SkySample) -> Double {
        let position = sample.fixed.position
        return acos(min(1, max(-1, position.dot(direction) / (position.lengthKm * radiusKm))))
    }

    /// The site's angle from the orbit's plane.
    private func angleFromPlane(_ sample: SkySample) -> Double {
        let (r, v, turn) = (sample.fixed.position, sample.fixed.velocity, EarthRotation.rateRadS)
        let (vx, vy) = (v.xKmS - turn * r.yKm, v.yKmS + turn * r.xKm)
        let normal = Position<ITRF>(
            xKm: r.yKm * v.zKmS - r.zKm * vy, yKm: r.zKm * vx - r.xKm * v.zKmS, zKm: r.xKm * vy - r.yKm * vx)
        let lengths = max(normal.lengthKm * radiusKm, 1e-9)
        return asin(min(1, abs(normal.dot(direction)) / lengths))
    }

    /// Seconds for which the sky function stays concave: as long as the pull along the vertical outweighs its part
    /// along the line of sight and what the Earth's rotation adds. Zero or less where that cannot be said.
    func concaveSeconds(from sample: SkySample, bounds: MotionBounds) -> Double {
        let pull = muKm3S2 / (bounds.highestKm * bounds.highestKm)
        let outweighed = sinMask + 0.01 + bounds.rotationAcceleration * (1 + sinMask) / pull
        guard sinMask >= 0, outweighed < 1 else { return 0 }
        return (acos(outweighed) - 0.0035 - angle(sample)) / bounds.turnRate
    }
}

/// The Earth's gravitational parameter, km³/s² (WGS 84).
let muKm3S2 = 398_600.4418

func sine(ofDegrees degrees: Double) -> Double { sin(degrees * Double.pi / 180) }
