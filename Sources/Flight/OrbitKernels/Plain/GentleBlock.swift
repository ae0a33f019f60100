import OrbitKernelSupport

// The short way for most of deep space: over a block, everything but the position along the orbit changes so little
// that a short polynomial in time carries it. It is fitted through eight points, worked out like any other row,
// and its last coefficients tell whether it is good enough: they leave less than 1e-11 radians.

/// Carries the object of a block, whose points have been worked out as far as their directions; false, with the block
/// still to be done, where the bounds of the short way do not hold.
func gentleBlock(
    _ e: OrbitKernelElements, _ d: OrbitKernelDeepSpace, _ times: OrbitKernelTimes, _ memory: Columns,
    _ rows: OrbitKernelRows
) -> Bool {
    let points = memory + BlockLayout.points
    guard let bounds = GentleBounds(points) else { return false }
    prepareTerms(e, points)
    var resonance: GentleResonance?
    if d.resonance != 0 {
        resonance = GentleResonance(points)
        guard resonance?.take(from: points) == true else { return false }
    }
    let longitude = EvenLongitude(points)
    if let terms = SlowTerms<Quartic, Quadratic>(points, longitude) {
        return finish(longitude, terms, resonance, bounds, memory, times.count, rows)
    }
    guard let terms = SlowTerms<Sextic, Quartic>(points, longitude) else { return false }
    return finish(longitude, terms, resonance, bounds, memory, times.count, rows)
}

@inline(__always)
private func finish<Long, Short>(
    _ longitude: EvenLongitude, _ terms: SlowTerms<Long, Short>, _ resonance: GentleResonance?,
    _ bounds: GentleBounds, _ memory: Columns, _ count: Int, _ rows: OrbitKernelRows
) -> Bool {
    let span = BlockSpan(memory + BlockLayout.points)
    if resonance != nil {
        lead(longitude, terms, span, memory, count, isResonant: true)
    } else {
        lead(longitude, terms, span, memory, count, isResonant: false)
    }
    if bounds.highestEccentricity < nearCircularLimit - 0.003 {
        solveNearCircularGently(memory, count)
    } else if !solveEllipseGently(memory, count) {
        return false
    }
    if let resonance {
        orient(terms, span, memory, count) { i, moved in moved.scale(resonance, memory[BlockLayout.motion + i]) }
    } else {
        orient(terms, span, memory, count) { _, _ in }
    }
    deliver(memory, 0..<count, to: rows)
    return true
}

/// What each row takes from the resonant motion by itself, for that bends at every step of its integration: the axis,
/// seen from that of a point in the block's middle.
private struct GentleResonance {
    private let inverse: Double

    init(_ points: Columns) { inverse = 1 / points[BlockLayout.motion + BlockLayout.pointCount / 2] }

    /// (n / n₀) − 1.
    @inline(__always)
    func change(_ motion: Double) -> Double { fused(motion, inverse, -1) }

    /// (1 + x)^(−2/3) for |x| < 5e-5, to 1e-13.
    @inline(__always)
    func axis(_ change: Double) -> Double { fused(change, fused(change, 5.0 / 9, -2.0 / 3), 1) }

    /// (1 + x)^(1/3).
    @inline(__always)
    func rate(_ change: Double) -> Double { fused(change, fused(change, -1.0 / 9, 1.0 / 3), 1) }

    /// Takes the rows' own part out of the points; false where the motion changes too much for it.
    func take(from points: Columns) -> Bool {
        for k in 0..<BlockLayout.pointCount {
            let change = change(points[BlockLayout.motion + k])
            guard change.magnitude < 5e-5 else { return false }
            points[BlockLayout.anomaly + k] -= points[BlockLayout.longitude + k]
            points[BlockLayout.radiusKm + k] /= axis(change)
            points[BlockLayout.radialKmS + k] /= rate(change)
            points[BlockLayout.transverseKmS + k] /= rate(change)
        }
        return true
    }
}

/// The ranges of what the points hold, with a margin for what lies between and beyond them.
private struct GentleBounds {
    let highestEccentricity: Double

    init?(_ points: Columns) {
        let eccentricity = Self.range(points + BlockLayout.eccentricityChange)
        let mean = Self.range(points + BlockLayout.meanEccentricity)
        let inclination = Self.range(points + BlockLayout.inclination)
        let axis = Self.range(points + BlockLayout.axis)
        guard mean.low > 2e-6, eccentricity.low > 1e-9, eccentricity.high < 0.98, inclination.low > 1e-5,
            inclination.low >= 0.2 || inclination.high < 0.2, axis.low * (1 - eccentricity.high) > 1.03
        else { return nil }
        highestEccentricity = eccentricity.high
    }

    /// Not a number, and so refused, where a point is none.
    private static func range(_ values: Columns) -> (low: Double, high: Double) {
        var (low, high, sum) = (values[0], values[0], 0.0)
        for k in 0..<BlockLayout.pointCount {
            low = values[k] < low ? values[k] : low
            high = values[k] > high ? values[k] : high
            sum += values[k]
        }
        let margin = 0.25 * (high - low) + 0 * sum
        return (low - margin, high + margin)
    }
}

/// Middle and half width of a block in minutes since epoch.
private struct BlockSpan {
    let middle: Double
    let inverse: Double

    init(_ points: Columns) {
        let (first, last) = (points[BlockLayout.time], points[BlockLayout.time + BlockLayout.pointCount - 1])
        middle = 0.5 * (first + last)
        let half = 0.5 * (last - first)
        inverse = half > 1e-9 ? 1 / half : 0
    }
}

// What the points' columns hold once `prepareTerms` has been through them; the longitude's lead is in `anomaly`.
extension BlockLayout {
    @inline(__always) fileprivate static var partFactor: Int { eSinE }
    @inline(__always) fileprivate static var radiusKm: Int { sine }
    @inline(__always) fileprivate static var radiusWaveKm: Int { cosine }
    @inline(__always) fileprivate static var radialKmS: Int { axis }
    @inline(__always) fileprivate static var transverseKmS: Int { inverseRoot }
    @inline(__always) fileprivate static var rateWaveKmS: Int { perigee }
    @inline(__always) fileprivate static var rateKmS: Int { longitudeChange }
    @inline(__always) fileprivate static var latitudeWave: Int { perigeeChange }
    @inline(__always) fileprivate static var nodeWave: Int { nodeChange }
    @inline(__always) fileprivate static var inclinationWave: Int { inclinationChange }
}

/// Factors of the last stage at the points.
private func prepareTerms(_ e: OrbitKernelElements, _ points: Columns) {
    for i in 0..<BlockLayout.pointCount {
        let (axis, inverseRoot) = (points[BlockLayout.axis + i], points[BlockLayout.inverseRoot + i])
        let (axn, ayn) = (points[BlockLayout.axn + i], points[BlockLayout.ayn + i])
        let factors = InclinationFactors(
            sine: points[BlockLayout.sinInclination + i], cosine: points[BlockLayout.cosInclination + i])
        let rest = fused(-axn, axn, fused(-ayn, ayn, 1))
        let beta = rest.squareRoot()
        let inverse = inverseRoot * inverseRoot / rest
        let first = e.halfJ2 * inverse
        let second = first * inverse
        let rate = e.kmPerSecond * (inverseRoot * inverseRoot * inverseRoot) * first
        points[BlockLayout.partFactor + i] = 1 / (1 + beta)
        points[BlockLayout.radiusKm + i] =
            e.radiusKm * axis * fused(-1.5 * second * beta, factors.threeCos2Minus1, 1)
        points[BlockLayout.radiusWaveKm + i] = e.radiusKm * 0.5 * first * factors.oneMinusCos2
        points[BlockLayout.radialKmS + i] = e.kmPerSecond * inverseRoot
        points[BlockLayout.transverseKmS + i] = e.kmPerSecond * inverseRoot * beta
        points[BlockLayout.rateWaveKmS + i] = rate * factors.oneMinusCos2
        points[BlockLayout.rateKmS + i] = 1.5 * rate * factors.threeCos2Minus1
        points[BlockLayout.latitudeWave + i] = -0.25 * second * factors.sevenCos2Minus1
        points[BlockLayout.nodeWave + i] = 1.5 * second * factors.cosine
        points[BlockLayout.inclinationWave + i] = 1.5 * second * factors.cosine * factors.sine
    }
}

/// The even part of the mean argument of latitude; what is left of it at the points replaces it there.
private struct EvenLongitude {
    let rate, base, tolerance: Double

    init(_ points: Columns) {
        let (leads, last) = (points + BlockLayout.anomaly, BlockLayout.pointCount - 1)
        let (middle, times) = (BlockSpan(points).middle, points + BlockLayout.time)
        let width = times[last] - times[0]
        rate = width > 1e-9 ? (leads[last] - leads[0]) / width : 0
        base = 0.5 * (leads[0] + leads[last])
        // The angle's own rounding shows in the coefficients; past half a million radians it is too coarse.
        let reach = leads[0].magnitude + leads[last].magnitude
        tolerance = reach < 5e5 ? 4e-16 * reach : -1
        for k in 0...last { leads[k] -= fused(rate, times[k] - middle, base) }
    }
}

/// All that changes slowly, over a block: `Long` for what the Moon moves most, `Short` for small factors.
private struct SlowTerms<Long: SlowPolynomial, Short: SlowPolynomial> {
    let lead, axn, ayn, sinNode, cosNode, sinInclination, cosInclination, partFactor: Long
    let radiusKm, radialKmS, transverseKmS: Long
    let radiusWaveKm, rateWaveKmS, rateKmS, latitudeWave, nodeWave, inclinationWave: Short

    /// Nil where a polynomial leaves a tenth of a millimetre or more.
    init?(_ points: Columns, _ longitude: EvenLongitude) {
        let angle = 1.5e-7 / points[BlockLayout.radiusKm]
        func long(_ column: Int, _ tolerance: Double) -> Long? { Long(points + column, tolerance: tolerance) }
        func short(_ column: Int, _ tolerance: Double) -> Short? { Short(points + column, tolerance: tolerance) }
        guard points[BlockLayout.nodeWave].magnitude < 8e-4, points[BlockLayout.latitudeWave].magnitude < 8e-4,
            let lead = long(BlockLayout.anomaly, angle + longitude.tolerance),
            let axn = long(BlockLayout.axn, angle), let ayn = long(BlockLayout.ayn, angle),
            let sinNode = long(BlockLayout.sinNode, angle), let cosNode = long(BlockLayout.cosNode, angle),
            let sinInclination = long(BlockLayout.sinInclination, angle),
            let cosInclination = long(BlockLayout.cosInclination, angle),
            let partFactor = long(BlockLayout.partFactor, angle), let radiusKm = long(BlockLayout.radiusKm, 1e-7),
            let radialKmS = long(BlockLayout.radialKmS, 3e-11),
            let transverseKmS = long(BlockLayout.transverseKmS, 3e-11)
        else { return nil }
        guard let radiusWaveKm = short(BlockLayout.radiusWaveKm, 1e-7),
            let rateWaveKmS = short(BlockLayout.rateWaveKmS, 3e-11), let rateKmS = short(BlockLayout.rateKmS, 3e-11),
            let latitudeWave = short(BlockLayout.latitudeWave, angle),
            let nodeWave = short(BlockLayout.nodeWave, angle),
            let inclinationWave = short(BlockLayout.inclinationWave, angle)
        else { return nil }
        (self.lead, self.axn, self.ayn, self.sinNode, self.cosNode) = (lead, axn, ayn, sinNode, cosNode)
        (self.sinInclination, self.cosInclination) = (sinInclination, cosInclination)
        (self.partFactor, self.radiusKm, self.radialKmS) = (partFactor, radiusKm, radialKmS)
        (self.transverseKmS, self.radiusWaveKm) = (transverseKmS, radiusWaveKm)
        (self.rateWaveKmS, self.rateKmS) = (rateWaveKmS, rateKmS)
        (self.latitudeWave, self.nodeWave, self.inclinationWave) = (latitudeWave, nodeWave, inclinationWave)
    }
}

/// Eccentricity vector into `axn` and `ayn`, mean argument of latitude into `sine` and `cosine`.
@inline(__always)
private func lead<Long, Short>(
    _ longitude: EvenLongitude, _ terms: SlowTerms<Long, Short>, _ span: BlockSpan, _ memory: Columns,
    _ count: Int, isResonant: Bool
) {
    let (lead, axn, ayn) = (terms.lead, terms.axn, terms.ayn)
    for i in 0..<count {
        let since = memory[BlockLayout.time + i] - span.middle
        let x = since * span.inverse
        let even = fused(longitude.rate, since, longitude.base)
        let mean = sineCosine(lead(x) + (isResonant ? even + memory[BlockLayout.longitude + i] : even))
        memory[BlockLayout.axn + i] = axn(x)
        memory[BlockLayout.ayn + i] = ayn(x)
        memory[BlockLayout.sine + i] = mean.sine
        memory[BlockLayout.cosine + i] = mean.cosine
    }
}

/// As `solveNearCircular`, with r/a left in `eCosE`.
private func solveNearCircularGently(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let f = fused(axn, mean.sine, -(ayn * mean.cosine))
        let g = fused(axn, mean.cosine, ayn * mean.sine)
        let (difference, sine, cosine) = nearCircularStep(f, g)
        let eccentric = turned(mean, by: (sine, cosine))
        memory[BlockLayout.eSinE + i] = difference
        memory[BlockLayout.eCosE + i] = fused(f, sine, fused(-g, cosine, 1))
        memory[BlockLayout.sine + i] = eccentric.sine
        memory[BlockLayout.cosine + i] = eccentric.cosine
    }
}

/// As `solveAnyEllipse`, with r/a left in `eCosE`; whether every row has converged.
private func solveEllipseGently(_ memory: Columns, _ count: Int) -> Bool {
    startKepler(memory, count)
    for _ in 0..<8 where !improveKepler(memory, count, within: 0.005) { break }
    var missed: UInt64 = 0
    for i in 0..<count {
        let (f, g) = (memory[BlockLayout.eCosE + i], memory[BlockLayout.nodeChange + i])
        let difference = memory[BlockLayout.eSinE + i]
        let (s, c) = unitSineCosine(difference)
        let slope = fused(f, s, fused(-g, c, 1))
        let curve = fused(f, c, g * s)
        let value = curve - difference
        let step = value * slope / fused(slope, slope, 0.5 * (value * curve))
        missed |= step.magnitude < 2e-5 ? 0 : 1
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let small = (sine: fused(step, fused(-0.5 * step, s, c), s), cosine: fused(-step, fused(0.5 * step, c, s), c))
        let eccentric = turned(mean, by: small)
        memory[BlockLayout.eSinE + i] = difference + step
        memory[BlockLayout.eCosE + i] = fused(f, small.sine, fused(-g, small.cosine, 1))
        memory[BlockLayout.sine + i] = eccentric.sine
        memory[BlockLayout.cosine + i] = eccentric.cosine
    }
    return missed == 0
}

/// Position and velocity after the short periodics.
@inline(__always)
private func orient<Long, Short>(
    _ terms: SlowTerms<Long, Short>, _ span: BlockSpan, _ memory: Columns, _ count: Int,
    scaled: (Int, inout GentlePeriodics) -> Void
) {
    for i in 0..<count {
        let x = (memory[BlockLayout.time + i] - span.middle) * span.inverse
        let node = (sine: terms.sinNode(x), cosine: terms.cosNode(x))
        var moved = GentlePeriodics(terms, x, memory, i)
        scaled(i, &moved)
        writeState(moved, turned(node, by: minuteSineCosine(moved.nodeChange)), memory, i)
    }
}

/// Radius and rates in km and km/s, and direction, after the short periodics.
private struct GentlePeriodics: ShortPeriodicState {
    var radiusKm: Double { fused(roundKm, axisFactor, radiusWaveKm) }
    var radialKmS: Double { fused(roundRadialKmS, rateFactor, radialWaveKmS) }
    var transverseKmS: Double { fused(roundTransverseKmS, rateFactor, transverseWaveKmS) }
    let nodeChange: Double
    let latitude, inclination: SineCosine
    private let roundKm, radiusWaveKm, roundRadialKmS, radialWaveKmS, roundTransverseKmS, transverseWaveKmS: Double
    private var axisFactor = 1.0
    private var rateFactor = 1.0

    @inline(__always)
    init<Long, Short>(_ terms: SlowTerms<Long, Short>, _ x: Double, _ memory: Columns, _ i: Int) {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let (eSinE, ratio) = (memory[BlockLayout.eSinE + i], memory[BlockLayout.eCosE + i])
        let scale = 1 / ratio
        let part = eSinE * terms.partFactor(x)
        let sine = scale * (memory[BlockLayout.sine + i] - fused(axn, part, ayn))
        let cosine = scale * (memory[BlockLayout.cosine + i] - fused(-ayn, part, axn))
        let (sine2, cosine2) = (2 * cosine * sine, fused(-2 * sine, sine, 1))
        let rateWave = terms.rateWaveKmS(x)
        (roundKm, radiusWaveKm) = (terms.radiusKm(x) * ratio, terms.radiusWaveKm(x) * cosine2)
        (roundRadialKmS, radialWaveKmS) = (terms.radialKmS(x) * (scale * eSinE), -(rateWave * sine2))
        (roundTransverseKmS, transverseWaveKmS) = (
            terms.transverseKmS(x) * scale, fused(rateWave, cosine2, terms.rateKmS(x))
        )
        latitude = turned((sine, cosine), by: minuteSineCosine(terms.latitudeWave(x) * sine2))
        inclination = turned(
            (terms.sinInclination(x), terms.cosInclination(x)),
            by: minuteSineCosine(terms.inclinationWave(x) * cosine2))
        nodeChange = terms.nodeWave(x) * sine2
    }

    /// Scales axis and speed by the row's own resonant motion.
    @inline(__always)
    mutating func scale(_ resonance: GentleResonance, _ motion: Double) {
        let change = resonance.change(motion)
        (axisFactor, rateFactor) = (resonance.axis(change), resonance.rate(change))
    }
}
