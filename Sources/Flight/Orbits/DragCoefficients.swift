import Glibc

/// Power series of atmospheric drag in time since epoch (Spacetrack Report 3, section 6).
struct DragCoefficients: Sendable {
    let c1: Double
    let c4: Double
    let c5: Double
    let t2: Double
    let node: Double
    /// Terms beyond the leading ones; absent for a perigee below 220 km and in deep space.
    let higher: HigherDrag?

    init(_ epoch: EpochElements, gravity: GravityModel, nodeRateJ2: Double) {
        let shell = DragShell(epoch, gravity: gravity)
        let c2 = shell.c2(epoch, gravity: gravity)
        c1 = epoch.bstar * c2
        c4 = shell.c4(epoch, gravity: gravity)
        let (eta2, eEta) = (shell.eta * shell.eta, epoch.eccentricity * shell.eta)
        c5 = 2 * shell.factor * epoch.semiMajorAxis * epoch.beta2 * (1 + 2.75 * (eta2 + eEta) + eEta * eta2)
        t2 = 1.5 * c1
        node = 3.5 * epoch.beta2 * nodeRateJ2 * c1
        let isLow = epoch.perigeeRadius < 220 / gravity.radiusKm + 1
        let isDeepSpace = 2 * Double.pi / epoch.meanMotion >= 225
        higher = isLow || isDeepSpace ? nil : HigherDrag(epoch, shell: shell, c1: c1, gravity: gravity)
    }
}

/// The density shell of the drag model, its lower edge lowered with the perigee.
struct DragShell {
    let s: Double
    let xi: Double
    let eta: Double
    /// (q0 − s)⁴ ξ⁴.
    let coefficient: Double
    /// The same over |1 − η²|^3.5.
    let factor: Double

    init(_ epoch: EpochElements, gravity: GravityModel) {
        let perigeeKm = (epoch.perigeeRadius - 1) * gravity.radiusKm
        let edgeKm = perigeeKm < 98 ? 20 : perigeeKm < 156 ? perigeeKm - 78 : 78
        let depth = (120 - edgeKm) / gravity.radiusKm
        s = edgeKm / gravity.radiusKm + 1
        xi = 1 / (epoch.semiMajorAxis - s)
        eta = epoch.semiMajorAxis * epoch.eccentricity * xi
        coefficient = depth * depth * depth * depth * pow(xi, 4)
        factor = coefficient / pow(abs(1 - eta * eta), 3.5)
    }

    func c2(_ epoch: EpochElements, gravity: GravityModel) -> Double {
        let (eta2, eEta) = (eta * eta, epoch.eccentricity * eta)
        let round = epoch.semiMajorAxis * (1 + 1.5 * eta2 + eEta * (4 + eta2))
        let oblate = 0.375 * gravity.j2 * xi / abs(1 - eta2) * epoch.threeCos2Minus1 * (8 + 3 * eta2 * (8 + eta2))
        return factor * epoch.meanMotion * (round + oblate)
    }

    func c4(_ epoch: EpochElements, gravity: GravityModel) -> Double {
        let (eta2, eEta) = (eta * eta, epoch.eccentricity * eta)
        let cos2 = epoch.cosInclination * epoch.cosInclination
        let round = eta * (2 + 0.5 * eta2) + epoch.eccentricity * (0.5 + 2 * eta2)
        let even = -3 * epoch.threeCos2Minus1 * (1 - 2 * eEta + eta2 * (1.5 - 0.5 * eEta))
        let turning = 0.75 * (1 - cos2) * (2 * eta2 - eEta * (1 + eta2)) * cos(2 * epoch.perigee)
        let oblate = gravity.j2 * xi / (epoch.semiMajorAxis * abs(1 - eta2)) * (even + turning)
        return 2 * epoch.meanMotion * factor * epoch.semiMajorAxis * epoch.beta2 * (round - oblate)
    }
}

/// The drag terms that are left out for low perigees.
struct HigherDrag: Sendable {
    let eta: Double
    let perigee: Double
    let anomaly: Double
    let anomalyAtEpoch: Double
    let sinAnomalyAtEpoch: Double
    let d2: Double
    let d3: Double
    let d4: Double
    let t3: Double
    let t4: Double
    let t5: Double

    init(_ epoch: EpochElements, shell: DragShell, c1: Double, gravity: GravityModel) {
        let isEccentric = epoch.eccentricity > 1e-4
        let c3 =
            isEccentric
            ? -2 * shell.coefficient * shell.xi * gravity.j3OverJ2 * epoch.meanMotion * epoch.sinInclination
                / epoch.eccentricity : 0
        eta = shell.eta
        perigee = epoch.bstar * c3 * cos(epoch.perigee)
        anomaly =
            isEccentric ? -2.0 / 3 * shell.coefficient * epoch.bstar / (epoch.eccentricity * shell.eta) : 0
        let base = 1 + shell.eta * cos(epoch.anomaly)
        anomalyAtEpoch = base * base * base
        sinAnomalyAtEpoch = sin(epoch.anomaly)
        let (a, c1Squared) = (epoch.semiMajorAxis, c1 * c1)
        d2 = 4 * a * shell.xi * c1Squared
        let third = d2 * shell.xi * c1 / 3
        d3 = (17 * a + shell.s) * third
        d4 = 0.5 * third * a * shell.xi * (221 * a + 31 * shell.s) * c1
        t3 = d2 + 2 * c1Squared
        t4 = 0.25 * (3 * d3 + c1 * (12 * d2 + 10 * c1Squared))
        t5 = 0.2 * (3 * d4 + 12 * c1 * d3 + 6 * d2 * d2 + 15 * c1Squared * (2 * d2 + c1Squared))
    }
}
