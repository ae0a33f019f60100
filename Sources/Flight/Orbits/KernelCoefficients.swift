import OrbitKernelSupport

extension SGP4 {
    /// Mean motion and drag as the block kernels take them.
    var kernelElements: OrbitKernelElements {
        let (epoch, drag, rates) = (coefficients.epoch, coefficients.drag, coefficients.rates)
        var kernel = OrbitKernelElements()
        (kernel.eccentricity, kernel.inclination) = (epoch.eccentricity, epoch.inclination)
        (kernel.perigee, kernel.node, kernel.anomaly) = (epoch.perigee, epoch.node, epoch.anomaly)
        (kernel.meanMotion, kernel.axis) = (epoch.meanMotion, epoch.semiMajorAxis)
        (kernel.anomalyRate, kernel.perigeeRate, kernel.nodeRate) = (rates.anomaly, rates.perigee, rates.node)
        (kernel.nodeDrag, kernel.axisDrag1, kernel.longitudeDrag2) = (drag.node, drag.c1, drag.t2)
        kernel.eccentricityDrag = epoch.bstar * drag.c4
        if let higher = drag.higher { kernel.set(higher, eccentricityPeriodic: epoch.bstar * drag.c5) }
        (kernel.sinInclination, kernel.cosInclination) = (epoch.sinInclination, epoch.cosInclination)
        kernel.longitudeTerm = coefficients.angles.longitude
        kernel.eccentricityTerm = coefficients.angles.eccentricity
        (kernel.j3OverJ2, kernel.halfJ2) = (gravity.j3OverJ2, 0.5 * gravity.j2)
        (kernel.radiusKm, kernel.kmPerSecond) = (gravity.radiusKm, gravity.kmPerSecond)
        return kernel
    }

    /// The deep-space part as the block kernels take it.
    func kernelDeepSpace(_ deepSpace: DeepSpace) -> OrbitKernelDeepSpace {
        let rates = deepSpace.rates
        let resonance: Int32 =
            switch deepSpace.resonance?.kind {
            case .synchronous: 1
            case .halfDay: 2
            case nil: 0
            }
        return OrbitKernelDeepSpace(
            eccentricityRate: rates.eccentricity, inclinationRate: rates.inclination, anomalyRate: rates.anomaly,
            perigeeRate: rates.perigee, nodeRate: rates.node, siderealAngle: deepSpace.siderealAngle,
            siderealRate: DeepSpace.siderealRate, nodeWrap: mode == .airForce ? 2 * Double.pi : 0,
            resonance: resonance, sun: deepSpace.periodics.sun.kernelBody, moon: deepSpace.periodics.moon.kernelBody)
    }
}

extension OrbitKernelElements {
    fileprivate mutating func set(_ higher: HigherDrag, eccentricityPeriodic: Double) {
        (axisDrag2, axisDrag3, axisDrag4) = (higher.d2, higher.d3, higher.d4)
        (longitudeDrag3, longitudeDrag4, longitudeDrag5) = (higher.t3, higher.t4, higher.t5)
        (eta, perigeeShift, anomalyShift) = (higher.eta, higher.perigee, higher.anomaly)
        (anomalyAtEpoch, sinAnomalyAtEpoch) = (higher.anomalyAtEpoch, higher.sinAnomalyAtEpoch)
        self.eccentricityPeriodic = eccentricityPeriodic
    }
}
