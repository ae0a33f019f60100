import Glibc

/// The Sun or the Moon as the deep-space model places it: constants of its pull and its orbit's orientation at epoch
/// (Hujsak 1979; Spacetrack Report 3, section 10).
struct ThirdBody {
    /// Strength of the pull, rad/min.
    let strength: Double
    /// Mean motion, rad/min.
    let rate: Double
    let eccentricity: Double
    /// Mean anomaly at the satellite's epoch.
    let anomalyAtEpoch: Double
    let sinPerigee: Double
    let cosPerigee: Double
    let sinInclination: Double
    let cosInclination: Double
    /// Sine and cosine of the satellite's node counted from the body's.
    let sinNode: Double
    let cosNode: Double

    static func sun(daysSince1900 day: Double, sinNode: Double, cosNode: Double) -> ThirdBody {
        ThirdBody(
            strength: 2.9864797e-6, rate: 1.19459e-5, eccentricity: 0.01675,
            anomalyAtEpoch: positive(6.2565837 + 0.017201977 * day), sinPerigee: -0.98088458, cosPerigee: 0.1945905,
            sinInclination: 0.39785416, cosInclination: 0.91744867, sinNode: sinNode, cosNode: cosNode)
    }

    static func moon(daysSince1900 day: Double, sinNode: Double, cosNode: Double) -> ThirdBody {
        let lunarNode = (4.5236020 - 9.2422029e-4 * day).truncatingRemainder(dividingBy: 2 * Double.pi)
        let (sinLunarNode, cosLunarNode) = (sin(lunarNode), cos(lunarNode))
        let cosInclination = 0.91375164 - 0.03568096 * cosLunarNode
        let sinInclination = (1 - cosInclination * cosInclination).squareRoot()
        let sinEquatorNode = 0.089683511 * sinLunarNode / sinInclination
        let cosEquatorNode = (1 - sinEquatorNode * sinEquatorNode).squareRoot()
        let longitude = 5.8351514 + 0.0019443680 * day
        let perigee =
            longitude
            + atan2(
                0.39785416 * sinLunarNode / sinInclination,
                cosEquatorNode * cosLunarNode + 0.91744867 * sinEquatorNode * sinLunarNode) - lunarNode
        return ThirdBody(
            strength: 4.7968065e-7, rate: 1.5835218e-4, eccentricity: 0.05490,
            anomalyAtEpoch: positive(4.7199672 + 0.22997150 * day - longitude), sinPerigee: sin(perigee),
            cosPerigee: cos(perigee), sinInclination: sinInclination, cosInclination: cosInclination,
            sinNode: sinNode * cosEquatorNode - cosNode * sinEquatorNode,
            cosNode: cosEquatorNode * cosNode + sinEquatorNode * sinNode)
    }

    private static func positive(_ angle: Double) -> Double {
        angle.truncatingRemainder(dividingBy: 2 * Double.pi)
    }
}

/// How strongly a body pulls on the orbit as it lies at epoch: the s and z sums of Spacetrack Report 3, section 10.
struct ThirdBodyCoupling {
    let body: ThirdBody
    private(set) var s1 = 0.0
    private(set) var s2 = 0.0
    private(set) var s3 = 0.0
    private(set) var s4 = 0.0
    private(set) var s5 = 0.0
    private(set) var s6 = 0.0
    private(set) var s7 = 0.0
    private(set) var z1 = 0.0
    private(set) var z2 = 0.0
    private(set) var z3 = 0.0
    private(set) var z11 = 0.0
    private(set) var z12 = 0.0
    private(set) var z13 = 0.0
    private(set) var z21 = 0.0
    private(set) var z22 = 0.0
    private(set) var z23 = 0.0
    private(set) var z31 = 0.0
    private(set) var z32 = 0.0
    private(set) var z33 = 0.0

    init(_ body: ThirdBody, _ epoch: EpochElements) {
        self.body = body
        let geometry = Geometry(body, epoch)
        let e2 = epoch.eccentricity * epoch.eccentricity
        setLongitudeTerms(geometry, e2: e2, beta2: epoch.beta2)
        setPlaneTerms(geometry, e2: e2)
        let x = geometry
        let beta = epoch.beta2.squareRoot()
        s3 = body.strength * (1 / epoch.meanMotion)
        s2 = -0.5 * s3 / beta
        s4 = s3 * beta
        s1 = -15 * epoch.eccentricity * s4
        s5 = x.x1 * x.x3 + x.x2 * x.x4
        s6 = x.x2 * x.x3 + x.x1 * x.x4
        s7 = x.x2 * x.x4 - x.x1 * x.x3
    }

    private mutating func setLongitudeTerms(_ g: Geometry, e2: Double, beta2: Double) {
        z31 = 12 * g.x1 * g.x1 - 3 * g.x3 * g.x3
        z32 = 24 * g.x1 * g.x2 - 6 * g.x3 * g.x4
        z33 = 12 * g.x2 * g.x2 - 3 * g.x4 * g.x4
        let first = 3 * (g.a1 * g.a1 + g.a2 * g.a2) + z31 * e2
        let second = 6 * (g.a1 * g.a3 + g.a2 * g.a4) + z32 * e2
        let third = 3 * (g.a3 * g.a3 + g.a4 * g.a4) + z33 * e2
        z1 = first + first + beta2 * z31
        z2 = second + second + beta2 * z32
        z3 = third + third + beta2 * z33
    }

    private mutating func setPlaneTerms(_ g: Geometry, e2: Double) {
        z11 = -6 * g.a1 * g.a5 + e2 * (-24 * g.x1 * g.x7 - 6 * g.x3 * g.x5)
        z12 =
            -6 * (g.a1 * g.a6 + g.a3 * g.a5)
            + e2 * (-24 * (g.x2 * g.x7 + g.x1 * g.x8) - 6 * (g.x3 * g.x6 + g.x4 * g.x5))
        z13 = -6 * g.a3 * g.a6 + e2 * (-24 * g.x2 * g.x8 - 6 * g.x4 * g.x6)
        z21 = 6 * g.a2 * g.a5 + e2 * (24 * g.x1 * g.x5 - 6 * g.x3 * g.x7)
        z22 =
            6 * (g.a4 * g.a5 + g.a2 * g.a6)
            + e2 * (24 * (g.x2 * g.x5 + g.x1 * g.x6) - 6 * (g.x4 * g.x7 + g.x3 * g.x8))
        z23 = 6 * g.a4 * g.a6 + e2 * (24 * g.x2 * g.x6 - 6 * g.x4 * g.x8)
    }

    /// Direction cosines of the body's orbit in the satellite's.
    private struct Geometry {
        let a1, a2, a3, a4, a5, a6: Double
        let x1, x2, x3, x4, x5, x6, x7, x8: Double

        init(_ body: ThirdBody, _ epoch: EpochElements) {
            let (sinI, cosI) = (epoch.sinInclination, epoch.cosInclination)
            a1 = body.cosPerigee * body.cosNode + body.sinPerigee * body.cosInclination * body.sinNode
            a3 = -body.sinPerigee * body.cosNode + body.cosPerigee * body.cosInclination * body.sinNode
            let a7 = -body.cosPerigee * body.sinNode + body.sinPerigee * body.cosInclination * body.cosNode
            let a8 = body.sinPerigee * body.sinInclination
            let a9 = body.sinPerigee * body.sinNode + body.cosPerigee * body.cosInclination * body.cosNode
            let a10 = body.cosPerigee * body.sinInclination
            a2 = cosI * a7 + sinI * a8
            a4 = cosI * a9 + sinI * a10
            a5 = -sinI * a7 + cosI * a8
            a6 = -sinI * a9 + cosI * a10
            let (sinPerigee, cosPerigee) = (sin(epoch.perigee), cos(epoch.perigee))
            x1 = a1 * cosPerigee + a2 * sinPerigee
            x2 = a3 * cosPerigee + a4 * sinPerigee
            x3 = -a1 * sinPerigee + a2 * cosPerigee
            x4 = -a3 * sinPerigee + a4 * cosPerigee
            x5 = a5 * sinPerigee
            x6 = a6 * sinPerigee
            x7 = a5 * cosPerigee
            x8 = a6 * cosPerigee
        }
    }
}
