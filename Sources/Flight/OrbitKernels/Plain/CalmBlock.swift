import OrbitKernelSupport

// The short way for most of a catalogue: near-earth, far above the ground, nearly circular or at least mildly
// eccentric, at evenly spaced times. Its bounds are checked once for a block, so that no row needs a flag; within them
// the series used leave less than 1e-11 radians.

/// How short the series may be.
enum CalmWay {
    /// Eccentricity below 0.03 and little drag.
    case calm
    /// Eccentricity below 0.095, and angles that move by less than 0.13 radians within the block.
    case mild
}

/// What drag does, by the time since the block's middle; for calm ones the third power is enough.
struct CalmSeries {
    /// Coefficients of √(axis / axis at epoch).
    let root0, root1, root2, root3, root4: Double
    /// Coefficients of the longitude beyond the anomaly, seen from the middle of its range.
    let longitude0, longitude1, longitude2, longitude3, longitude4, longitude5: Double
    /// What calm blocks leave out of either, at most.
    let rest: Double
    /// How far that longitude, and perigee, move within the block at most, radians.
    let reach: Double

    init(_ e: OrbitKernelElements, _ middle: BlockMiddle) {
        let (m, n, h) = (middle.time, e.meanMotion, middle.half)
        let (a1, a2, a3, a4) = (e.axisDrag1, e.axisDrag2, e.axisDrag3, e.axisDrag4)
        root0 = 1 - m * (a1 + m * (a2 + m * (a3 + m * a4)))
        root1 = -(a1 + m * (2 * a2 + m * (3 * a3 + m * (4 * a4))))
        root2 = -(a2 + m * (3 * a3 + m * (6 * a4)))
        (root3, root4) = (-(a3 + m * (4 * a4)), -a4)
        let (l2, l3, l4, l5) = (e.longitudeDrag2, e.longitudeDrag3, e.longitudeDrag4, e.longitudeDrag5)
        longitude0 = dragLongitude(e, m) - middle.longitude
        longitude1 = e.perigeeRate + n * (m * (2 * l2 + m * (3 * l3 + m * (4 * l4 + m * (5 * l5)))))
        longitude2 = n * (l2 + m * (3 * l3 + m * (6 * l4 + m * (10 * l5))))
        longitude3 = n * (l3 + m * (4 * l4 + m * (10 * l5)))
        (longitude4, longitude5) = (n * (l4 + m * (5 * l5)), n * l5)
        rest = h * h * h * h * (root4.magnitude + longitude4.magnitude + h * longitude5.magnitude)
        // Constant and square together, for around the epoch the one takes away what the other adds.
        let even = max(longitude0.magnitude, (longitude0 + h * h * longitude2).magnitude)
        let upper = h * (longitude3.magnitude + h * (longitude4.magnitude + h * longitude5.magnitude))
        reach = max(e.perigeeRate.magnitude * h, even + h * (longitude1.magnitude + h * upper))
    }

    @inline(__always)
    func root(_ t: Double, isMild: Bool) -> Double {
        let upper = isMild ? fused(t, root4, root3) : root3
        return fused(t, fused(t, fused(t, upper, root2), root1), root0)
    }

    @inline(__always)
    func longitude(_ t: Double, isMild: Bool) -> Double {
        let upper = isMild ? fused(t, fused(t, longitude5, longitude4), longitude3) : longitude3
        return fused(t, fused(t, fused(t, upper, longitude2), longitude1), longitude0)
    }
}

/// Which short way holds for every time of a block, if any.
func calmWay(
    _ e: OrbitKernelElements, _ middle: BlockMiddle, _ series: CalmSeries, _ times: OrbitKernelTimes
) -> CalmWay? {
    guard times.count >= 32, times.step.magnitude < 1e6, middle.reach * e.anomalyRate < 1e6 else { return nil }
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
    guard decay < 0.4, lowest > -0.0005, perigeeRadius > 1.005, e.longitudeTerm.magnitude < 0.002 else { return nil }
    if decay < 0.1, highest < 0.03, middle.nodeReach < 0.03, series.reach + shift < 0.03, shift < 0.01,
        periodic * shift * shift * shift < 3e-12, series.rest < 1e-12
    {
        return .calm
    }
    return highest < 0.095 && middle.nodeReach < 0.13 && series.reach + shift < 0.13 ? .mild : nil
}

/// Carries the object of a block for which a short way holds; times are since the block's middle.
func calmBlock(
    _ e: OrbitKernelElements, _ middle: BlockMiddle, _ series: CalmSeries, _ times: OrbitKernelTimes,
    _ memory: Columns, _ rows: OrbitKernelRows, way: CalmWay
) {
    turnEvenly(
        memory, times.count, from: fused(e.anomalyRate, times.first + times.offset, e.anomaly),
        by: e.anomalyRate * times.step)
    if way == .calm {
        shrinkCalm(e, middle.time, series, memory, times.count, isMild: false)
        leadCalm(e, middle, series, memory, times.count, isMild: false)
        solveCalm(memory, times.count)
    } else {
        shrinkCalm(e, middle.time, series, memory, times.count, isMild: true)
        leadCalm(e, middle, series, memory, times.count, isMild: true)
        solveMild(memory, times.count)
    }
    // In short runs: what one leaves goes to memory while the next one is worked out.
    for start in stride(from: 0, to: times.count, by: deliveredRun) {
        let end = min(start + deliveredRun, times.count)
        if way == .calm {
            orientCalm(e, middle, memory + start, end - start, isMild: false)
        } else {
            orientCalm(e, middle, memory + start, end - start, isMild: true)
        }
        deliver(memory, start..<end, to: rows)
    }
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

@inline(__always)
private func calmSineCosine(_ angle: Double, _ isMild: Bool) -> SineCosine {
    isMild ? smallSineCosine(angle) : slightSineCosine(angle)
}

/// Eccentricity into `eSinE`, 1 / p into `eCosE`, the shift of perigee into `axn`, the axis (km) and
/// 1 / √axis.
@inline(__always)
private func shrinkCalm(
    _ e: OrbitKernelElements, _ middle: Double, _ series: CalmSeries, _ memory: Columns, _ count: Int, isMild: Bool
) {
    let (inverseAxis, inverseRootAxis) = (1 / e.axis, 1 / e.axis.squareRoot())
    let axisKm = e.radiusKm * e.axis
    let start = fused(
        e.eccentricityPeriodic, e.sinAnomalyAtEpoch, fused(-middle, e.eccentricityDrag, e.eccentricity))
    let shiftAtMiddle = fused(e.perigeeShift, middle, -e.anomalyShift * e.anomalyAtEpoch)
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let (sine, cosine) = (memory[BlockLayout.sine + i], memory[BlockLayout.cosine + i])
        let base = fused(e.eta, cosine, 1)
        let shift = fused(e.anomalyShift, base * base * base, fused(e.perigeeShift, t, shiftAtMiddle))
        let moved =
            isMild
            ? turned((sine, cosine), by: smallSineCosine(shift)).sine
            : fused(shift, fused(-0.5 * shift, sine, cosine), sine)
        let root = series.root(t, isMild: isMild)
        let plain = fused(-e.eccentricityPeriodic, moved, fused(-t, e.eccentricityDrag, start))
        let eccentricity = plain < 1e-6 ? 1e-6 : plain
        let rest = fused(-eccentricity, eccentricity, 1)
        let quotient = 1 / (root * rest)
        let inverse = quotient * rest
        memory[BlockLayout.axn + i] = shift
        memory[BlockLayout.eSinE + i] = eccentricity
        memory[BlockLayout.eCosE + i] = inverse * quotient * inverseAxis
        memory[BlockLayout.axis + i] = axisKm * (root * root)
        memory[BlockLayout.inverseRoot + i] = inverse * inverseRootAxis
    }
}

/// Eccentricity vector into `axn` and `ayn`, mean argument of latitude into `sine` and `cosine`.
@inline(__always)
private func leadCalm(
    _ e: OrbitKernelElements, _ middle: BlockMiddle, _ series: CalmSeries, _ memory: Columns, _ count: Int,
    isMild: Bool
) {
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let (eccentricity, shift) = (memory[BlockLayout.eSinE + i], memory[BlockLayout.axn + i])
        let inverseLatusRectum = memory[BlockLayout.eCosE + i]
        let perigee = turned(middle.perigee, by: calmSineCosine(fused(e.perigeeRate, t, -shift), isMild))
        let axn = eccentricity * perigee.cosine
        let lead = fused(inverseLatusRectum * e.longitudeTerm, axn, series.longitude(t, isMild: isMild))
        let anomaly = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let latitude = turned(anomaly, by: turned(middle.latitude, by: calmSineCosine(lead, isMild)))
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

/// As `solveCalm`, for an eccentricity below 0.1.
private func solveMild(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let f = fused(axn, mean.sine, -(ayn * mean.cosine))
        let g = fused(axn, mean.cosine, ayn * mean.sine)
        let quotient = 1 / (1 - g)
        let first = f * quotient
        let start = fused(-(first * first) * first, fused(g * quotient, 1.0 / 6, 0.5), first)
        let (s, c) = smallSineCosine(start)
        let inverse = 1 / fused(f, s, fused(-g, c, 1))
        let step = inverse * fused(f, c, fused(g, s, -start))
        let sine = fused(step, fused(-0.5 * step, s, c), s)
        let cosine = fused(-step, fused(0.5 * step, c, s), c)
        let eccentric = turned(mean, by: (sine, cosine))
        let eSinE = start + step
        let ratio = fused(f, sine, fused(-g, cosine, 1))
        // The inverse of the start's r/a, corrected for the step.
        let scale = inverse * fused(-ratio, inverse, 2)
        let square = fused(axn, axn, ayn * ayn)
        var half = fused(square, 7.0 / 256, 5.0 / 128)
        half = fused(square, half, 1.0 / 16)
        half = fused(square, fused(square, half, 1.0 / 8), 0.5)
        let part = eSinE * half
        let fourth = square * square
        let inverseRest = (1 + square) * fused(fourth, fused(fourth, 1 + fourth, 1), 1)
        memory[BlockLayout.eSinE + i] = eSinE
        memory[BlockLayout.eCosE + i] = ratio
        memory[BlockLayout.sine + i] = scale * (eccentric.sine - fused(axn, part, ayn))
        memory[BlockLayout.cosine + i] = scale * (eccentric.cosine - fused(-ayn, part, axn))
        memory[BlockLayout.axn + i] = fused(-square, half, 1)
        memory[BlockLayout.ayn + i] = scale
        memory[BlockLayout.nodeChange + i] = inverseRest * (inverseRoot * inverseRoot)
    }
}

/// Position and velocity after the short periodics.
@inline(__always)
private func orientCalm(
    _ e: OrbitKernelElements, _ middle: BlockMiddle, _ memory: Columns, _ count: Int, isMild: Bool
) {
    let factors = InclinationFactors(sine: e.sinInclination, cosine: e.cosInclination)
    let rate = fused(e.nodeDrag, 2 * middle.time, e.nodeRate)
    for i in 0..<count {
        let moved = CalmPeriodics(memory, i, factors, e)
        let t = memory[BlockLayout.time + i]
        let change = fused(fused(e.nodeDrag, t, rate), t, moved.nodeChange)
        writeState(moved, turned(middle.node, by: calmSineCosine(change, isMild)), memory, i)
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
        radiusKm = fused(plain, oblate, (0.5 * e.radiusKm * factors.oneMinusCos2) * (first * cosine2))
        let speed = e.kmPerSecond * inverseRoot
        let rate = speed * (inverseRoot * inverseRoot) * first
        let wave = rate * factors.oneMinusCos2
        let scaled = speed * scale
        radialKmS = fused(scaled, memory[BlockLayout.eSinE + i], -(wave * sine2))
        transverseKmS = fused(scaled, beta, fused(wave, cosine2, rate * (1.5 * factors.threeCos2Minus1)))
        let change = minuteSineCosine((-0.25 * factors.sevenCos2Minus1) * (second * sine2))
        latitude = turned((sine, cosine), by: change)
        nodeChange = (1.5 * factors.cosine) * (second * sine2)
        inclination = turned(
            (factors.sine, factors.cosine),
            by: minuteSineCosine((1.5 * factors.cosine * factors.sine) * (second * cosine2)))
    }
}
