public import OrbitKernelSupport

/// Carries one near-earth object to the times in a block.
///
/// `memory` has `BlockLayout.size` doubles; there are at most `BlockLayout.length` times. The states are delivered to
/// `rows`. Returns whether any flag is
/// set; where none is, the flags themselves may be left unwritten.
public func nearEarthBlock(
    _ elements: UnsafePointer<OrbitKernelElements>, _ times: OrbitKernelTimes,
    _ memory: UnsafeMutablePointer<Double>, _ rows: OrbitKernelRows
) -> Bool {
    let elements = elements.pointee
    let count = times.count
    let middle = BlockMiddle(elements, earliest: times.earliest + times.offset, latest: times.latest + times.offset)
    let series = CalmSeries(elements, middle)
    if let way = calmWay(elements, middle, series, times) {
        fillTimes(times, memory, after: middle.time)
        calmBlock(elements, middle, series, times, memory, rows, way: way)
        return false
    }
    fillTimes(times, memory)
    if middle.isNarrow {
        moveNarrow(elements, middle, memory, count)
    } else {
        moveWide(elements, memory, count)
    }
    if middle.highestEccentricity < nearCircularLimit - 0.003 {
        solveNearCircular(memory, count)
    } else {
        solveAnyEllipse(memory, count)
    }
    if middle.isNarrow {
        orient(elements, memory, count, node: .turned(middle))
    } else {
        orient(elements, memory, count, node: .stored)
    }
    deliver(memory, 0..<count, to: rows)
    return anyFlag(memory, count)
}

/// Minutes since the object's epoch, or since a moment after it, into `time`.
func fillTimes(_ times: OrbitKernelTimes, _ memory: Columns, after start: Double = 0) {
    guard let minutes = times.minutes else { return }
    let offset = times.offset - start
    for i in 0..<times.count { memory[BlockLayout.time + i] = minutes[i] + offset }
}

/// Angles at the middle of a block: within it they move little, so that short series carry them.
struct BlockMiddle {
    let time: Double
    /// From the middle to either end.
    let half: Double
    let node: SineCosine
    let perigee: SineCosine
    /// Sine and cosine of perigee and drag's part of the longitude together.
    let latitude: SineCosine
    /// Drag's part of the longitude, radians.
    let longitude: Double
    let isNarrow: Bool
    let highestEccentricity: Double
    /// The largest time, either way.
    let reach: Double
    /// How far perigee, and the longitude beyond the anomaly, move from the middle, radians; where drag's series runs
    /// away it may be more, and each row is checked again.
    let perigeeReach: Double
    /// How far the node moves from the middle at most, radians.
    let nodeReach: Double

    init(_ e: OrbitKernelElements, earliest: Double, latest: Double) {
        time = 0.5 * (earliest + latest)
        let (first, last) = (dragLongitude(e, earliest), dragLongitude(e, latest))
        longitude = 0.5 * (first + last)
        half = 0.5 * (latest - earliest)
        reach = max(earliest.magnitude, latest.magnitude)
        // Around the epoch drag's part falls to zero and rises again, however alike it is at both ends.
        let swing = earliest < 0 && latest > 0 ? longitude.magnitude : 0
        perigeeReach = e.perigeeRate.magnitude * half + max(0.5 * (last - first).magnitude, swing)
        nodeReach = (e.nodeRate.magnitude + e.nodeDrag.magnitude * (2 * time.magnitude + half)) * half
        isNarrow = nodeReach < 0.13 && perigeeReach < 0.06
        let loss = max(-e.eccentricityDrag * earliest, -e.eccentricityDrag * latest)
        highestEccentricity = e.eccentricity + loss + 2 * e.eccentricityPeriodic.magnitude
        let turn = e.perigee + e.perigeeRate * time
        perigee = sineCosine(turn)
        latitude = sineCosine(turn + longitude)
        node = sineCosine(e.node + time * (e.nodeRate + e.nodeDrag * time))
    }
}

/// Growth of the mean longitude by drag, radians.
@inline(__always)
func dragLongitude(_ e: OrbitKernelElements, _ t: Double) -> Double {
    var series = fused(t, e.longitudeDrag5, e.longitudeDrag4)
    series = fused(t, series, e.longitudeDrag3)
    series = fused(t, series, e.longitudeDrag2)
    return e.meanMotion * (t * t * series)
}

/// What drag has made of root axis and eccentricity, and the quotients that follow from them.
private struct Shrunk {
    let eccentricity: Double
    let axis: Double
    /// 1 / √axis; not a number where the set is out of the model's range.
    let inverseRoot: Double
    /// 1 / (axis (1 − e²)).
    let inverseLatusRectum: Double
    /// SGP4's error 1 where the eccentricity is out of range beyond any rounding, else `BlockLayout.ask`.
    let failure: Double

    @inline(__always)
    init(_ e: OrbitKernelElements, inverseAxis: Double, inverseRootAxis: Double, time t: Double, sineAnomaly: Double) {
        var loss = fused(t, e.axisDrag4, e.axisDrag3)
        loss = fused(t, loss, e.axisDrag2)
        loss = fused(t, loss, e.axisDrag1)
        let root = fused(-t, loss, 1)
        let periodic = e.eccentricityPeriodic * (sineAnomaly - e.sinAnomalyAtEpoch)
        let plain = fused(-t, e.eccentricityDrag, e.eccentricity) - periodic
        eccentricity = plain < 1e-6 ? 1e-6 : plain
        let rest = fused(-eccentricity, eccentricity, 1)
        let quotient = 1 / (root * rest)
        let inverse = quotient * rest
        let isUsable = (root - 1).magnitude < 0.5 ? (plain >= -0.001 ? plain < 1 : false) : false
        let isHopeless = (plain - 0.5).magnitude > 0.502
        failure = isHopeless ? 1 : BlockLayout.ask
        axis = e.axis * (root * root)
        inverseRoot = isUsable ? inverse * inverseRootAxis : .nan
        inverseLatusRectum = inverse * quotient * inverseAxis
    }

    @inline(__always)
    func store(_ memory: Columns, _ i: Int) {
        memory[BlockLayout.eSinE + i] = eccentricity
        memory[BlockLayout.eCosE + i] = inverseLatusRectum
        memory[BlockLayout.axis + i] = axis
        memory[BlockLayout.inverseRoot + i] = inverseRoot
    }
}

// The work on a block is cut into loops short enough for the processor to have several rounds of each under way at
// once.

/// Mean elements to argument of latitude and eccentricity vector, by turning the angles of the block's middle.
private func moveNarrow(_ e: OrbitKernelElements, _ middle: BlockMiddle, _ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let anomaly = sineCosine(fused(memory[BlockLayout.time + i], e.anomalyRate, e.anomaly))
        memory[BlockLayout.sine + i] = anomaly.sine
        memory[BlockLayout.cosine + i] = anomaly.cosine
    }
    shrink(e, memory, count)
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let (eccentricity, shift) = (memory[BlockLayout.eSinE + i], memory[BlockLayout.axn + i])
        let inverseLatusRectum = memory[BlockLayout.eCosE + i]
        let growth = e.perigeeRate * (t - middle.time)
        let perigee = turned(middle.perigee, by: smallSineCosine(growth - shift))
        let axn = eccentricity * perigee.cosine
        let small = growth + (dragLongitude(e, t) - middle.longitude)
        let lead = fused(inverseLatusRectum * e.longitudeTerm, axn, small)
        let anomaly = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let latitude = turned(anomaly, by: turned(middle.latitude, by: smallSineCosine(lead)))
        let reach = growth.magnitude + shift.magnitude + lead.magnitude
        memory[BlockLayout.axn + i] = axn
        memory[BlockLayout.ayn + i] = fused(eccentricity, perigee.sine, inverseLatusRectum * e.eccentricityTerm)
        memory[BlockLayout.sine + i] = latitude.sine
        memory[BlockLayout.cosine + i] = reach < 0.15 ? latitude.cosine : .nan
    }
}

/// Drag by the mean anomaly's sine and cosine in the block: the quotients of `Shrunk`, and the shift of perigee in
/// `axn`.
private func shrink(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int) {
    let (inverseAxis, inverseRootAxis) = (1 / e.axis, 1 / e.axis.squareRoot())
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let anomaly = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let base = fused(e.eta, anomaly.cosine, 1)
        let shift = fused(e.perigeeShift, t, e.anomalyShift * fused(base * base, base, -e.anomalyAtEpoch))
        let shrunk = Shrunk(
            e, inverseAxis: inverseAxis, inverseRootAxis: inverseRootAxis, time: t,
            sineAnomaly: turned(anomaly, by: smallSineCosine(shift)).sine)
        memory[BlockLayout.axn + i] = shift
        memory[BlockLayout.flag + i] = shift.magnitude < 0.15 ? shrunk.failure : BlockLayout.ask
        shrunk.store(memory, i)
    }
}

/// The same for times far apart: each angle reduced by itself.
private func moveWide(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int) {
    let (inverseAxis, inverseRootAxis) = (1 / e.axis, 1 / e.axis.squareRoot())
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let anomaly = fused(t, e.anomalyRate, e.anomaly)
        let base = fused(e.eta, sineCosine(anomaly).cosine, 1)
        let shift = fused(e.perigeeShift, t, e.anomalyShift * fused(base * base, base, -e.anomalyAtEpoch))
        let shrunk = Shrunk(
            e, inverseAxis: inverseAxis, inverseRootAxis: inverseRootAxis, time: t,
            sineAnomaly: sineCosine(anomaly + shift).sine)
        let turn = fused(t, e.perigeeRate, e.perigee)
        let perigee = sineCosine(turn - shift)
        let axn = shrunk.eccentricity * perigee.cosine
        let ayn = fused(shrunk.eccentricity, perigee.sine, shrunk.inverseLatusRectum * e.eccentricityTerm)
        let argument = anomaly + turn + dragLongitude(e, t)
        let lead = fused(shrunk.inverseLatusRectum * e.longitudeTerm, axn, argument)
        let latitude = sineCosine(lead)
        let node = sineCosine(fused(t, fused(t, e.nodeDrag, e.nodeRate), e.node))
        memory[BlockLayout.axn + i] = axn
        memory[BlockLayout.ayn + i] = ayn
        memory[BlockLayout.sine + i] = latitude.sine
        memory[BlockLayout.cosine + i] = latitude.cosine
        memory[BlockLayout.flag + i] = anomaly.magnitude < 1e6 ? shrunk.failure : BlockLayout.ask
        memory[BlockLayout.axis + i] = shrunk.axis
        memory[BlockLayout.inverseRoot + i] = lead.magnitude < 1e6 ? shrunk.inverseRoot : .nan
        memory[BlockLayout.sinNode + i] = node.sine
        memory[BlockLayout.cosNode + i] = node.cosine
    }
}

/// Whether any flag of the block is set.
func anyFlag(_ memory: Columns, _ count: Int) -> Bool {
    var bits: UInt64 = 0
    for i in 0..<count { bits |= memory[BlockLayout.flag + i].bitPattern }
    return bits != 0
}
