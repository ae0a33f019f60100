import Glibc
import OrbitKernelSupport

/// The long-period terms of the Moon and the Sun (Spacetrack Report 3, section 10).
struct LunarSolarPeriodics: Sendable {
    let sun: BodyPeriodics
    let moon: BodyPeriodics

    init(sun: ThirdBodyCoupling, moon: ThirdBodyCoupling, eccentricitySquared: Double) {
        self.sun = BodyPeriodics(sun, eccentricitySquared: eccentricitySquared)
        self.moon = BodyPeriodics(moon, eccentricitySquared: eccentricitySquared)
    }

    func apply(to moved: inout MovedElements, _ t: Double, mode: SGP4.Mode) {
        let (solar, lunar) = (sun.change(t), moon.change(t))
        let change = BodyPeriodics.Change(
            eccentricity: solar.eccentricity + lunar.eccentricity,
            inclination: solar.inclination + lunar.inclination, longitude: solar.longitude + lunar.longitude,
            perigee: solar.perigee + lunar.perigee, node: solar.node + lunar.node)
        moved.inclination += change.inclination
        moved.eccentricity += change.eccentricity
        let (sine, cosine) = (sin(moved.inclination), cos(moved.inclination))
        // Near the equator the node is ill-defined: there Lyddane's variables are changed instead.
        guard moved.inclination >= 0.2 else {
            return applyLyddane(change, to: &moved, sine: sine, cosine: cosine, mode: mode)
        }
        let node = change.node / sine
        moved.perigee += change.perigee - cosine * node
        moved.node += node
        moved.anomaly += change.longitude
    }

    private func applyLyddane(
        _ change: BodyPeriodics.Change, to moved: inout MovedElements, sine: Double, cosine: Double, mode: SGP4.Mode
    ) {
        let (sinNode, cosNode) = (sin(moved.node), cos(moved.node))
        let alpha = sine * sinNode + change.node * cosNode + change.inclination * cosine * sinNode
        let beta = sine * cosNode - change.node * sinNode + change.inclination * cosine * cosNode
        let before = normalized(moved.node.truncatingRemainder(dividingBy: 2 * Double.pi), mode)
        let longitude =
            moved.anomaly + moved.perigee + cosine * before + change.longitude + change.perigee
            - change.inclination * before * sine
        var node = normalized(atan2(alpha, beta), mode)
        if abs(before - node) > Double.pi { node += node < before ? 2 * Double.pi : -2 * Double.pi }
        moved.node = node
        moved.anomaly += change.longitude
        moved.perigee = longitude - moved.anomaly - cosine * node
    }

    private func normalized(_ node: Double, _ mode: SGP4.Mode) -> Double {
        node < 0 && mode == .airForce ? node + 2 * Double.pi : node
    }
}

/// One body's long-period terms.
struct BodyPeriodics: Sendable {
    /// Changes of the elements at a moment; node times sin i, and perigee less its share of the node.
    struct Change {
        let eccentricity: Double
        let inclination: Double
        let longitude: Double
        let perigee: Double
        let node: Double
    }

    private let rate: Double
    private let bodyEccentricity: Double
    private let anomalyAtEpoch: Double
    private let e2, e3, i2, i3, l2, l3, l4, g2, g3, g4, h2, h3: Double

    init(_ pull: ThirdBodyCoupling, eccentricitySquared: Double) {
        rate = pull.body.rate
        bodyEccentricity = pull.body.eccentricity
        anomalyAtEpoch = pull.body.anomalyAtEpoch
        e2 = 2 * pull.s1 * pull.s6
        e3 = 2 * pull.s1 * pull.s7
        i2 = 2 * pull.s2 * pull.z12
        i3 = 2 * pull.s2 * (pull.z13 - pull.z11)
        l2 = -2 * pull.s3 * pull.z2
        l3 = -2 * pull.s3 * (pull.z3 - pull.z1)
        l4 = -2 * pull.s3 * (-21 - 9 * eccentricitySquared) * pull.body.eccentricity
        g2 = 2 * pull.s4 * pull.z32
        g3 = 2 * pull.s4 * (pull.z33 - pull.z31)
        g4 = -18 * pull.s4 * pull.body.eccentricity
        h2 = -2 * pull.s2 * pull.z22
        h3 = -2 * pull.s2 * (pull.z23 - pull.z21)
    }

    func change(_ t: Double) -> Change {
        let anomaly = anomalyAtEpoch + rate * t
        let trueAnomaly = anomaly + 2 * bodyEccentricity * sin(anomaly)
        let sine = sin(trueAnomaly)
        let f2 = 0.5 * sine * sine - 0.25
        let f3 = -0.5 * sine * cos(trueAnomaly)
        return Change(
            eccentricity: e2 * f2 + e3 * f3, inclination: i2 * f2 + i3 * f3,
            longitude: l2 * f2 + l3 * f3 + l4 * sine, perigee: g2 * f2 + g3 * f3 + g4 * sine,
            node: h2 * f2 + h3 * f3)
    }

    /// The same terms as the block kernels take them.
    var kernelBody: OrbitKernelBody {
        OrbitKernelBody(
            rate: rate, twiceEccentricity: 2 * bodyEccentricity, anomaly: anomalyAtEpoch, e2: e2, e3: e3, i2: i2,
            i3: i3,
            l2: l2, l3: l3, l4: l4, g2: g2, g3: g3, g4: g4, h2: h2, h3: h3)
    }
}
