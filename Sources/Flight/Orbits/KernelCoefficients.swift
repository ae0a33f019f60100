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

extension OrbitKernelElements {
    /// How many minutes from epoch, either way, the kernels may go.
    ///
    /// The model's mean longitude is an unreduced sum of a few terms, each rounded to some 1.1e-16 of its size. The
    /// kernels round in fewer places than the published program, so that they differ from it by up to five such
    /// roundings. What an angle is worth in length, at most, is the semi-major axis times √((1 + e) / (1 − e)), for it
    /// moves the object fastest at perigee.
    func reachMinutes(isDeepSpace: Bool) -> Double {
        let lever = axis * ((1 + eccentricity) / (1 - eccentricity)).squareRoot()
        // Radians of mean longitude; in deep space the polynomials through a block's points have roundings of their own.
        let limit = (isDeepSpace ? 4e4 : 6e4) / lever
        // Drag's series, each term with more factors than the anomaly, reaches as far sooner than the anomaly does.
        func extent(_ t: Double) -> Double {
            let upper = longitudeDrag3.magnitude + t * (longitudeDrag4.magnitude + t * longitudeDrag5.magnitude)
            return meanMotion * t * (1 + 4 * t * (longitudeDrag2.magnitude + t * upper))
        }
        var minutes = limit / meanMotion
        while extent(minutes) > limit { minutes *= 0.9 }
        return minutes
    }
}
