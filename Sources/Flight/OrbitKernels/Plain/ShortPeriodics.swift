import OrbitKernelSupport

/// Where the last stage takes the node's direction from.
enum NodeSource {
    /// Turned from the block's middle.
    case turned(BlockMiddle)
    /// Sine and cosine stand in the block.
    case stored
}

/// Sine and cosine of inclination, and the terms of it that the short periodics use.
struct InclinationFactors {
    let sine, cosine, threeCos2Minus1, oneMinusCos2, sevenCos2Minus1: Double

    @inline(__always)
    init(sine: Double, cosine: Double) {
        (self.sine, self.cosine) = (sine, cosine)
        let square = cosine * cosine
        threeCos2Minus1 = fused(3, square, -1)
        oneMinusCos2 = 1 - square
        sevenCos2Minus1 = fused(7, square, -1)
    }
}

/// Argument of latitude into `sine` and `cosine`, √(1 − e²) into `axn`, the scale a/r into `ayn`, 1 / p into
/// `nodeChange`.
private func findLatitude(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let rest = fused(-axn, axn, fused(-ayn, ayn, 1))
        let beta = rest.squareRoot()
        let quotient = 1 / (rest * (1 + beta))
        let part = memory[BlockLayout.eSinE + i] * (quotient * rest)
        let scale = 1 / (1 - memory[BlockLayout.eCosE + i])
        memory[BlockLayout.sine + i] = scale * (memory[BlockLayout.sine + i] - fused(axn, part, ayn))
        memory[BlockLayout.cosine + i] = scale * (memory[BlockLayout.cosine + i] - fused(-ayn, part, axn))
        memory[BlockLayout.axn + i] = beta
        memory[BlockLayout.ayn + i] = scale
        memory[BlockLayout.nodeChange + i] = quotient * (1 + beta) * (inverseRoot * inverseRoot)
    }
}

/// Radius, direction and rates after the short periodics.
private struct Periodics: ShortPeriodicState {
    /// In Earth radii.
    let radius: Double
    let radiusKm, radialKmS, transverseKmS, nodeChange: Double
    let latitude, inclination: SineCosine

    /// Reads what `findLatitude` has left in row `i`.
    @inline(__always)
    init(_ memory: Columns, _ i: Int, _ factors: InclinationFactors, _ e: OrbitKernelElements) {
        let (sine, cosine) = (memory[BlockLayout.sine + i], memory[BlockLayout.cosine + i])
        let (beta, scale) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let inverseLatusRectum = memory[BlockLayout.nodeChange + i]
        let (sine2, cosine2) = (2 * cosine * sine, fused(-2 * sine, sine, 1))
        let first = e.halfJ2 * inverseLatusRectum
        let second = first * inverseLatusRectum
        let plain = memory[BlockLayout.axis + i] * (1 - memory[BlockLayout.eCosE + i])
        let oblate = fused(-1.5 * second * beta, factors.threeCos2Minus1, 1)
        let lifted = fused(plain, oblate, 0.5 * first * factors.oneMinusCos2 * cosine2)
        radius = second < 0.005 ? lifted : .nan
        radiusKm = radius * e.radiusKm
        let rate = inverseRoot * inverseRoot * inverseRoot * first
        let speed = inverseRoot * scale
        radialKmS =
            e.kmPerSecond * fused(speed, memory[BlockLayout.eSinE + i], -(rate * factors.oneMinusCos2 * sine2))
        transverseKmS =
            e.kmPerSecond
            * fused(speed, beta, rate * fused(factors.oneMinusCos2, cosine2, 1.5 * factors.threeCos2Minus1))
        let latitudeChange = tinySineCosine(-0.25 * second * factors.sevenCos2Minus1 * sine2)
        latitude = turned((sine, cosine), by: latitudeChange)
        let common = 1.5 * second * factors.cosine
        nodeChange = common * sine2
        inclination = turned((factors.sine, factors.cosine), by: tinySineCosine(common * factors.sine * cosine2))
    }
}

/// Position and velocity of a near-earth object into the block.
@inline(__always)
func orient(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int, node source: NodeSource) {
    findLatitude(memory, count)
    let factors = InclinationFactors(sine: e.sinInclination, cosine: e.cosInclination)
    switch source {
    case .turned(let middle):
        for i in 0..<count {
            let moved = Periodics(memory, i, factors, e)
            let since = memory[BlockLayout.time + i] - middle.time
            let rate = fused(e.nodeDrag, memory[BlockLayout.time + i] + middle.time, e.nodeRate)
            let change = fused(rate, since, moved.nodeChange)
            write(moved, turned(middle.node, by: smallSineCosine(change)), e, memory, i)
        }
    case .stored:
        for i in 0..<count {
            let moved = Periodics(memory, i, factors, e)
            let node = (sine: memory[BlockLayout.sinNode + i], cosine: memory[BlockLayout.cosNode + i])
            write(moved, turned(node, by: tinySineCosine(moved.nodeChange)), e, memory, i)
        }
    }
}

/// Position and velocity of a deep-space object into the block: inclination and node stand in it.
func orientDeepSpace(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int) {
    findLatitude(memory, count)
    for i in 0..<count {
        let factors = InclinationFactors(
            sine: memory[BlockLayout.sinInclination + i], cosine: memory[BlockLayout.cosInclination + i])
        let moved = Periodics(memory, i, factors, e)
        let node = (sine: memory[BlockLayout.sinNode + i], cosine: memory[BlockLayout.cosNode + i])
        write(moved, turned(node, by: tinySineCosine(moved.nodeChange)), e, memory, i)
    }
}

/// What the short periodics leave, of which position and velocity are made.
protocol ShortPeriodicState {
    var radiusKm: Double { get }
    var radialKmS: Double { get }
    var transverseKmS: Double { get }
    var latitude: SineCosine { get }
    var inclination: SineCosine { get }
}

/// Position and velocity into row `i`.
@inline(__always)
func writeState(_ moved: some ShortPeriodicState, _ node: SineCosine, _ memory: Columns, _ i: Int) {
    let (sine, cosine) = moved.latitude
    let xAcross = -node.sine * moved.inclination.cosine
    let yAcross = node.cosine * moved.inclination.cosine
    // Along the node's direction and across it within the orbit's plane.
    let (length, radial, across) = (moved.radiusKm, moved.radialKmS, moved.transverseKmS)
    let (along, aside) = (length * cosine, length * sine)
    let alongRate = fused(radial, cosine, -(across * sine))
    let asideRate = fused(radial, sine, across * cosine)
    memory[BlockLayout.x + i] = fused(xAcross, aside, node.cosine * along)
    memory[BlockLayout.y + i] = fused(yAcross, aside, node.sine * along)
    memory[BlockLayout.z + i] = moved.inclination.sine * aside
    memory[BlockLayout.xRate + i] = fused(xAcross, asideRate, node.cosine * alongRate)
    memory[BlockLayout.yRate + i] = fused(yAcross, asideRate, node.sine * alongRate)
    memory[BlockLayout.zRate + i] = moved.inclination.sine * asideRate
}

/// Position, velocity and flag into row `i`.
@inline(__always)
private func write(
    _ moved: Periodics, _ node: SineCosine, _ e: OrbitKernelElements, _ memory: Columns, _ i: Int
) {
    writeState(moved, node, memory, i)
    // Below the ground beyond any rounding: error 6.
    let failure = moved.radius < 0.999999 ? 6 : memory[BlockLayout.flag + i]
    memory[BlockLayout.flag + i] = moved.radius >= 1 ? 0 : failure
}
