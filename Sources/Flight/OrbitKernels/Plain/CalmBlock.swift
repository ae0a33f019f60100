import OrbitKernelSupport

// The short way for most of a catalogue: near-earth, nearly circular, far above the ground, little drag, at evenly
// spaced times. Its bounds are checked once for a block, so that no row needs a flag; within them the series used leave
// less than 1e-11 radians.

/// Whether the bounds of the short way hold for every time of a block.
func isCalm(_ e: OrbitKernelElements, _ middle: BlockMiddle, _ times: OrbitKernelTimes) -> Bool {
    guard times.count >= 32, times.step.magnitude < 1e6, middle.reach * e.anomalyRate < 1e6 else { return false }
    let reach = middle.reach
    let decay =
        reach
        * (e.axisDrag1.magnitude + reach
            * (e.axisDrag2.magnitude
                + reach * (e.axisDrag3.magnitude + reach * e.axisDrag4.magnitude)))
    let base = 1 + e.eta.magnitude
    let shift =
        e.perigeeShift.magnitude * reach
        + e.anomalyShift.magnitude * (base * base * base + e.anomalyAtEpoch.magnitude)
    let periodic = e.eccentricityPeriodic.magnitude
    let lowest = e.eccentricity - e.eccentricityDrag.magnitude * reach - 2 * periodic
    let highest = e.eccentricity + e.eccentricityDrag.magnitude * reach + 2 * periodic
    let perigeeRadius = e.axis * (1 - decay) * (1 - decay) * (1 - highest - 0.002)
    return decay < 0.1 && highest < 0.03 && lowest > -0.0005 && perigeeRadius > 1.005
        && e.longitudeTerm.magnitude < 0.002 && middle.nodeReach < 0.03 && middle.perigeeReach + shift < 0.03
        && shift < 0.01 && periodic * shift * shift * shift < 3e-12
}

/// Carries the object of a calm block.
func calmBlock(_ e: OrbitKernelElements, _ middle: BlockMiddle, _ times: OrbitKernelTimes, _ memory: Columns) {
    turnEvenly(
        memory, times.count, from: fused(e.anomalyRate, times.first + times.offset, e.anomaly),
        by: e.anomalyRate * times.step)
    shrinkCalm(e, memory, times.count)
    leadCalm(e, middle, memory, times.count)
    solveCalm(memory, times.count)
    orientCalm(e, middle, memory, times.count)
}

/// Sine and cosine of first + k step into `sine` and `cosine`: every 16th angle by itself, the others turned from it.
func turnEvenly(_ memory: Columns, _ count: Int, from first: Double, by step: Double) {
    let table = memory + BlockLayout.nodeChange
    for k in 0..<32 {
        let angle = k < 16 ? Double(k) * step : fused(Double(k - 16) * 16, step, first)
        let (sine, cosine) = sineCosine(angle)
        table[k] = sine
        table[32 + k] = cosine
    }
    for start in stride(from: 0, to: count, by: 16) {
        let (sine, cosine) = (table[16 + start / 16], table[48 + start / 16])
        let (sines, cosines) = (memory + BlockLayout.sine + start, memory + BlockLayout.cosine + start)
        for k in 0..<16 {
            let (s, c) = (table[k], table[32 + k])
            sines[k] = fused(sine, c, cosine * s)
            cosines[k] = fused(cosine, c, -(sine * s))
        }
    }
}

/// Eccentricity into `eSinE`, 1 / p into `eCosE`, the shift of perigee into `axn`, axis and 1 / √axis.
private func shrinkCalm(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int) {
    let (inverseAxis, inverseRootAxis) = (1 / e.axis, 1 / e.axis.squareRoot())
    let start = fused(e.eccentricityPeriodic, e.sinAnomalyAtEpoch, e.eccentricity)
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let (sine, cosine) = (memory[BlockLayout.sine + i], memory[BlockLayout.cosine + i])
        let base = fused(e.eta, cosine, 1)
        let shift = fused(e.perigeeShift, t, e.anomalyShift * fused(base * base, base, -e.anomalyAtEpoch))
        let moved = fused(shift, fused(-0.5 * shift, sine, cosine), sine)
        var loss = fused(t, e.axisDrag4, e.axisDrag3)
        loss = fused(t, loss, e.axisDrag2)
        loss = fused(t, loss, e.axisDrag1)
        let root = fused(-t, loss, 1)
        let plain = fused(-e.eccentricityPeriodic, moved, fused(-t, e.eccentricityDrag, start))
        let eccentricity = plain < 1e-6 ? 1e-6 : plain
        let rest = fused(-eccentricity, eccentricity, 1)
        let quotient = 1 / (root * rest)
        let inverse = quotient * rest
        memory[BlockLayout.axn + i] = shift
        memory[BlockLayout.eSinE + i] = eccentricity
        memory[BlockLayout.eCosE + i] = inverse * quotient * inverseAxis
        memory[BlockLayout.axis + i] = e.axis * (root * root)
        memory[BlockLayout.inverseRoot + i] = inverse * inverseRootAxis
    }
}

/// Eccentricity vector into `axn` and `ayn`, mean argument of latitude into `sine` and `cosine`.
private func leadCalm(_ e: OrbitKernelElements, _ middle: BlockMiddle, _ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let (eccentricity, shift) = (memory[BlockLayout.eSinE + i], memory[BlockLayout.axn + i])
        let inverseLatusRectum = memory[BlockLayout.eCosE + i]
        let growth = e.perigeeRate * (t - middle.time)
        let perigee = turned(middle.perigee, by: slightSineCosine(growth - shift))
        let axn = eccentricity * perigee.cosine
        let small = growth + (dragLongitude(e, t) - middle.longitude)
        let lead = fused(inverseLatusRectum * e.longitudeTerm, axn, small)
        let anomaly = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let latitude = turned(anomaly, by: turned(middle.latitude, by: slightSineCosine(lead)))
        memory[BlockLayout.axn + i] = axn
        memory[BlockLayout.ayn + i] = fused(eccentricity, perigee.sine, inverseLatusRectum * e.eccentricityTerm)
        memory[BlockLayout.sine + i] = latitude.sine
        memory[BlockLayout.cosine + i] = latitude.cosine
    }
}

/// Kepler's equation for an eccentricity below 0.035, then the argument of latitude: √(1 − e²) into `axn`, a/r into
/// `ayn`, r/a into `eCosE`, 1 / p into `nodeChange`.
private func solveCalm(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let f = fused(axn, mean.sine, -(ayn * mean.cosine))
        let g = fused(axn, mean.cosine, ayn * mean.sine)
        let start = fused(f, fused(-0.5 * f, f, fused(g, g, g)), f)
        let (s, c) = slightSineCosine(start)
        let slope = fused(f, s, fused(-g, c, 1))
        let inverse = 1 / slope
        let step = inverse * fused(f, c, fused(g, s, -start))
        let eccentric = turned(mean, by: (fused(step, c, s), fused(-step, s, c)))
        let eSinE = start + step
        // The slope of the equation is r/a, here still that of the start.
        let change = step * eSinE
        let scale = fused(-(change * inverse), inverse, inverse)
        let square = fused(axn, axn, ayn * ayn)
        let half = fused(square, fused(square, 1.0 / 16, 1.0 / 8), 0.5)
        let part = eSinE * half
        let beta = fused(-square, half, 1)
        let inverseRest = fused(square, fused(square, square, square), 1 + square)
        memory[BlockLayout.eSinE + i] = eSinE
        memory[BlockLayout.eCosE + i] = slope + change
        memory[BlockLayout.sine + i] = scale * (eccentric.sine - fused(axn, part, ayn))
        memory[BlockLayout.cosine + i] = scale * (eccentric.cosine - fused(-ayn, part, axn))
        memory[BlockLayout.axn + i] = beta
        memory[BlockLayout.ayn + i] = scale
        memory[BlockLayout.nodeChange + i] = inverseRest * (inverseRoot * inverseRoot)
    }
}

/// Position and velocity after the short periodics.
private func orientCalm(_ e: OrbitKernelElements, _ middle: BlockMiddle, _ memory: Columns, _ count: Int) {
    let factors = InclinationFactors(sine: e.sinInclination, cosine: e.cosInclination)
    for i in 0..<count {
        let moved = CalmPeriodics(memory, i, factors, e)
        let t = memory[BlockLayout.time + i]
        let rate = fused(e.nodeDrag, t + middle.time, e.nodeRate)
        let change = fused(rate, t - middle.time, moved.nodeChange)
        writeState(moved, turned(middle.node, by: slightSineCosine(change)), memory, i)
    }
}

/// Radius and rates in km and km/s, and direction, after the short periodics.
private struct CalmPeriodics: ShortPeriodicState {
    let radiusKm, radialKmS, transverseKmS, nodeChange: Double
    let latitude, inclination: SineCosine

    @inline(__always)
    init(_ memory: Columns, _ i: Int, _ factors: InclinationFactors, _ e: OrbitKernelElements) {
        let (sine, cosine) = (memory[BlockLayout.sine + i], memory[BlockLayout.cosine + i])
        let (beta, scale) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let inverseLatusRectum = memory[BlockLayout.nodeChange + i]
        let (sine2, cosine2) = (2 * cosine * sine, fused(-2 * sine, sine, 1))
        let first = e.halfJ2 * inverseLatusRectum
        let second = first * inverseLatusRectum
        let plain = memory[BlockLayout.axis + i] * memory[BlockLayout.eCosE + i]
        let oblate = fused(second * beta, -1.5 * factors.threeCos2Minus1, 1)
        radiusKm = e.radiusKm * fused(plain, oblate, (0.5 * factors.oneMinusCos2) * (first * cosine2))
        let rate = inverseRoot * inverseRoot * inverseRoot * first
        let speed = inverseRoot * scale
        radialKmS =
            e.kmPerSecond
            * fused(speed, memory[BlockLayout.eSinE + i], -(rate * (factors.oneMinusCos2 * sine2)))
        transverseKmS =
            e.kmPerSecond
            * fused(speed, beta, rate * fused(factors.oneMinusCos2, cosine2, 1.5 * factors.threeCos2Minus1))
        let change = minuteSineCosine((-0.25 * factors.sevenCos2Minus1) * (second * sine2))
        latitude = turned((sine, cosine), by: change)
        nodeChange = (1.5 * factors.cosine) * (second * sine2)
        inclination = turned(
            (factors.sine, factors.cosine),
            by: minuteSineCosine((1.5 * factors.cosine * factors.sine) * (second * cosine2)))
    }
}
