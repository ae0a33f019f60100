import Glibc

/// The deep-space part of the model: lunar and solar secular rates, resonance with the Earth's rotation, periodics.
struct DeepSpace: Sendable {
    /// The Earth's rotation in the model, rad/min.
    static let siderealRate = 4.37526908801129966e-3

    let periodics: LunarSolarPeriodics
    let rates: DeepSpaceRates
    let resonance: Resonance?
    /// Greenwich sidereal angle at epoch, radians.
    let siderealAngle: Double

    init(
        _ epoch: EpochElements, _ secular: SecularCoefficients, gravity: GravityModel, daysSince1950: Double,
        mode: SGP4.Mode
    ) {
        let day = daysSince1950 + 18_261.5
        let (sinNode, cosNode) = (sin(epoch.node), cos(epoch.node))
        let sun = ThirdBodyCoupling(
            .sun(daysSince1900: day, sinNode: sinNode, cosNode: cosNode), epoch)
        let moon = ThirdBodyCoupling(
            .moon(daysSince1900: day, sinNode: sinNode, cosNode: cosNode), epoch)
        periodics = LunarSolarPeriodics(
            sun: sun, moon: moon, eccentricitySquared: epoch.eccentricity * epoch.eccentricity)
        rates = DeepSpaceRates(epoch, sun: sun, moon: moon)
        siderealAngle = siderealAngleAtEpoch(daysSince1950: daysSince1950, mode: mode)
        resonance = Resonance(epoch, secular, rates: rates, siderealAngle: siderealAngle, gravity: gravity)
    }

    /// Adds the secular terms of Moon and Sun, and puts the resonant mean motion and longitude in place, walked to from
    /// epoch where they are not given.
    func applySecular(to moved: inout MovedElements, _ t: Double, _ given: ResonantMotion?) {
        moved.eccentricity += rates.eccentricity * t
        moved.inclination += rates.inclination * t
        moved.perigee += rates.perigee * t
        moved.node += rates.node * t
        moved.anomaly += rates.anomaly * t
        guard let resonance else { return }
        let theta = (siderealAngle + t * Self.siderealRate).truncatingRemainder(dividingBy: 2 * Double.pi)
        let resonant = given ?? resonance.integrated(t)
        let longitude = resonant.longitude
        // Not quite the resonant motion itself: its change over the one at epoch is what is kept.
        moved.meanMotion += resonant.motion - moved.meanMotion
        switch resonance.kind {
        case .synchronous: moved.anomaly = longitude - moved.node - moved.perigee + theta
        case .halfDay: moved.anomaly = longitude - 2 * moved.node + 2 * theta
        }
    }
}

/// Rates of the mean elements by the Moon and the Sun, per minute.
struct DeepSpaceRates: Sendable {
    let eccentricity: Double
    let inclination: Double
    let anomaly: Double
    let perigee: Double
    let node: Double

    init(_ epoch: EpochElements, sun: ThirdBodyCoupling, moon: ThirdBodyCoupling) {
        let e2 = epoch.eccentricity * epoch.eccentricity
        func longitude(_ pull: ThirdBodyCoupling) -> Double {
            -pull.body.rate * pull.s3 * (pull.z1 + pull.z3 - 14 - 6 * e2)
        }
        func inPlane(_ pull: ThirdBodyCoupling) -> Double {
            pull.s4 * pull.body.rate * (pull.z31 + pull.z33 - 6)
        }
        // Within 3° of the equator the turning of the node is left out (3.0000° as 5.2359877e-2 in the model).
        let isEquatorial = epoch.inclination < 5.2359877e-2 || epoch.inclination > Double.pi - 5.2359877e-2
        func turning(_ pull: ThirdBodyCoupling) -> Double {
            isEquatorial ? 0 : -pull.body.rate * pull.s2 * (pull.z21 + pull.z23)
        }
        func acrossPlane(_ pull: ThirdBodyCoupling) -> Double {
            epoch.sinInclination != 0 ? turning(pull) / epoch.sinInclination : turning(pull)
        }
        eccentricity = sun.s1 * sun.body.rate * sun.s5 + moon.s1 * moon.body.rate * moon.s5
        inclination =
            sun.s2 * sun.body.rate * (sun.z11 + sun.z13) + moon.s2 * moon.body.rate * (moon.z11 + moon.z13)
        anomaly = longitude(sun) + longitude(moon)
        node = acrossPlane(sun) + acrossPlane(moon)
        let turned = inPlane(sun) - epoch.cosInclination * acrossPlane(sun) + inPlane(moon)
        perigee =
            epoch.sinInclination != 0
            ? turned - epoch.cosInclination / epoch.sinInclination * turning(moon) : turned
    }
}

/// Greenwich sidereal angle as the model takes it, radians: the 1970 expression of Spacetrack Report 3, or the 1982
/// model with UT1 taken as UTC.
private func siderealAngleAtEpoch(daysSince1950: Double, mode: SGP4.Mode) -> Double {
    let turn = 2 * Double.pi
    guard mode == .airForce else {
        let t = (daysSince1950 + 2_433_281.5 - 2_451_545) / 36_525
        let seconds =
            -6.2e-6 * t * t * t + 0.093104 * t * t + (876_600 * 3600 + 8_640_184.812866) * t + 67_310.54841
        // By way of degrees, as the published program goes: resonance makes centimetres of the last digit in ten years.
        let angle = (seconds * (Double.pi / 180) / 240).truncatingRemainder(dividingBy: turn)
        return angle < 0 ? angle + turn : angle
    }
    let since1970 = daysSince1950 - 7305
    let whole = (since1970 + 1e-8).rounded(.down)
    let angle =
        1.7321343856509374 + 1.72027916940703639e-2 * whole
        + (1.72027916940703639e-2 + turn) * (since1970 - whole) + since1970 * since1970 * 5.07551419432269442e-15
    let reduced = angle.truncatingRemainder(dividingBy: turn)
    return reduced < 0 ? reduced + turn : reduced
}
