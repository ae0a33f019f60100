public import OrbitKernelSupport

/// Carries one deep-space object to the times in a block; as `nearEarthBlock`, after `fillTimesAndPoints`, and with
/// `motion` and `longitude` filled in for both where the object is in resonance.
public func deepSpaceBlock(
    _ elements: UnsafePointer<OrbitKernelElements>, _ deepSpace: UnsafePointer<OrbitKernelDeepSpace>,
    _ times: OrbitKernelTimes, _ memory: UnsafeMutablePointer<Double>, _ rows: OrbitKernelRows
) -> Bool {
    let (elements, deepSpace) = (elements.pointee, deepSpace.pointee)
    if times.count >= 32 {
        moveDeepSpace(elements, deepSpace, memory + BlockLayout.points, BlockLayout.pointCount)
        if gentleBlock(elements, deepSpace, times, memory, rows) { return false }
    }
    moveDeepSpace(elements, deepSpace, memory, times.count)
    solveAnyEllipse(memory, times.count)
    orientDeepSpace(elements, memory, times.count)
    deliver(memory, 0..<times.count, to: rows)
    return anyFlag(memory, times.count)
}

/// Minutes since the object's epoch: of the times, and of the points at cos kπ/7 of the half that they span.
public func fillTimesAndPoints(_ times: OrbitKernelTimes, _ memory: UnsafeMutablePointer<Double>) {
    fillTimes(times, memory)
    let middle = 0.5 * (times.earliest + times.latest) + times.offset
    let half = 0.5 * (times.latest - times.earliest)
    let points = memory + BlockLayout.points + BlockLayout.time
    let (outer, inner, least) = (0.90096886790241912624, 0.62348980185873353053, 0.22252093395631440429)
    (points[0], points[7]) = (middle - half, middle + half)
    (points[1], points[6]) = (middle - half * outer, middle + half * outer)
    (points[2], points[5]) = (middle - half * inner, middle + half * inner)
    (points[3], points[4]) = (middle - half * least, middle + half * least)
}

/// Mean elements with all that changes slowly, as far as Kepler's equation.
private func moveDeepSpace(
    _ elements: OrbitKernelElements, _ deepSpace: OrbitKernelDeepSpace, _ memory: Columns, _ count: Int
) {
    switch deepSpace.resonance {
    case 1: moveSecular(elements, deepSpace, memory, count, resonance: 1)
    case 2: moveSecular(elements, deepSpace, memory, count, resonance: 2)
    default: moveSecular(elements, deepSpace, memory, count, resonance: 0)
    }
    changeByBody(deepSpace.sun, memory, count, isFirst: true)
    changeByBody(deepSpace.moon, memory, count, isFirst: false)
    if elements.inclination < 0.2 {
        applyPeriodics(elements, deepSpace, memory, count, isLow: true)
    } else {
        applyPeriodics(elements, deepSpace, memory, count, isLow: false)
    }
    finishDeepSpace(elements, memory, count)
}

/// Mean elements with the secular terms of drag, Moon and Sun, and the resonant motion.
@inline(__always)
private func moveSecular(
    _ e: OrbitKernelElements, _ d: OrbitKernelDeepSpace, _ memory: Columns, _ count: Int, resonance: Int
) {
    let inverseMotion = 1 / e.meanMotion
    let (nodeRate, perigeeRate) = (e.nodeRate + d.nodeRate, e.perigeeRate + d.perigeeRate)
    let anomalyRate = e.anomalyRate + d.anomalyRate
    for i in 0..<count {
        let t = memory[BlockLayout.time + i]
        let node = fused(t, fused(t, e.nodeDrag, nodeRate), e.node)
        let perigee = fused(t, perigeeRate, e.perigee)
        var anomaly = fused(t, anomalyRate, e.anomaly)
        let root = fused(-t, e.axisDrag1, 1)
        var axis = e.axis * (root * root)
        var isUsable = root > 0.05
        if resonance != 0 {
            let theta = fused(t, d.siderealRate, d.siderealAngle)
            let longitude = memory[BlockLayout.longitude + i]
            anomaly = resonance == 1 ? longitude - node - perigee + theta : longitude - 2 * node + 2 * theta
            let change = fused(memory[BlockLayout.motion + i], inverseMotion, -1)
            axis *= powerOfMinusTwoThirds(change)
            isUsable = change.magnitude < 0.004 ? isUsable : false
        }
        let plain = fused(t, d.eccentricityRate - e.eccentricityDrag, e.eccentricity)
        isUsable = plain < 1 ? (plain >= -0.001 ? isUsable : false) : false
        memory[BlockLayout.node + i] = node
        memory[BlockLayout.perigee + i] = perigee
        memory[BlockLayout.anomaly + i] = fused(e.meanMotion * e.longitudeDrag2, t * t, anomaly)
        memory[BlockLayout.meanEccentricity + i] = plain
        memory[BlockLayout.sine + i] = plain < 1e-6 ? 1e-6 : plain
        memory[BlockLayout.cosine + i] = fused(t, d.inclinationRate, e.inclination)
        memory[BlockLayout.axis + i] = axis
        memory[BlockLayout.inverseRoot + i] = isUsable ? 1 / axis.squareRoot() : .nan
    }
}

/// (1 + x)^(−2/3) for |x| < 0.004, to 1e-16.
@inline(__always)
private func powerOfMinusTwoThirds(_ x: Double) -> Double {
    var series = fused(x, 2618.0 / 6561, -308.0 / 729)
    series = fused(x, series, 110.0 / 243)
    series = fused(x, series, -40.0 / 81)
    series = fused(x, series, 5.0 / 9)
    series = fused(x, series, -2.0 / 3)
    return fused(x, series, 1)
}

/// Long-period changes by one body; the second body's are added to the first one's.
@inline(__always)
private func changeByBody(_ body: OrbitKernelBody, _ memory: Columns, _ count: Int, isFirst: Bool) {
    for i in 0..<count {
        let mean = sineCosine(fused(body.rate, memory[BlockLayout.time + i], body.anomaly))
        let (sine, cosine) = turned(mean, by: smallSineCosine(body.twiceEccentricity * mean.sine))
        let f2 = fused(0.5 * sine, sine, -0.25)
        let f3 = -0.5 * sine * cosine
        let start: (Double, Double, Double, Double, Double)
        if isFirst {
            start = (0, 0, 0, 0, 0)
        } else {
            start = (
                memory[BlockLayout.eccentricityChange + i], memory[BlockLayout.inclinationChange + i],
                memory[BlockLayout.longitudeChange + i], memory[BlockLayout.perigeeChange + i],
                memory[BlockLayout.nodeChange + i]
            )
        }
        memory[BlockLayout.eccentricityChange + i] = fused(body.e2, f2, fused(body.e3, f3, start.0))
        memory[BlockLayout.inclinationChange + i] = fused(body.i2, f2, fused(body.i3, f3, start.1))
        memory[BlockLayout.longitudeChange + i] =
            fused(body.l2, f2, fused(body.l3, f3, fused(body.l4, sine, start.2)))
        memory[BlockLayout.perigeeChange + i] =
            fused(body.g2, f2, fused(body.g3, f3, fused(body.g4, sine, start.3)))
        memory[BlockLayout.nodeChange + i] = fused(body.h2, f2, fused(body.h3, f3, start.4))
    }
}

/// Adds the long-period changes: directly, or below 0.2 radians of inclination in Lyddane's variables.
@inline(__always)
private func applyPeriodics(
    _ e: OrbitKernelElements, _ d: OrbitKernelDeepSpace, _ memory: Columns, _ count: Int, isLow: Bool
) {
    let turn = 2 * 3.1415926535897931
    for i in 0..<count {
        let (change, nodeChange) = (memory[BlockLayout.inclinationChange + i], memory[BlockLayout.nodeChange + i])
        let inclination = memory[BlockLayout.cosine + i] + change
        let eccentricity = memory[BlockLayout.sine + i] + memory[BlockLayout.eccentricityChange + i]
        let (sine, cosine) = sineCosine(inclination)
        let node = memory[BlockLayout.node + i]
        var perigee = memory[BlockLayout.perigee + i] + memory[BlockLayout.perigeeChange + i]
        let shift: Double
        if isLow {
            // The node is turned by the angle between its old and its new direction: Lyddane's change seen from it.
            let turns = node * (1 / turn)
            let nearest = (turns + 6_755_399_441_055_744) - 6_755_399_441_055_744
            let beyond = nearest.magnitude > turns.magnitude ? 1.0 : 0
            let whole = nearest - (nearest < 0 ? -beyond : beyond)
            let kept = fused(-turn, whole, node)
            shift = arcTangent(nodeChange, fused(change, cosine, sine))
            perigee -= fused(cosine, shift, change * sine * (kept < 0 ? kept + d.nodeWrap : kept))
        } else {
            shift = nodeChange / sine
            perigee -= cosine * shift
        }
        let isUsable = (inclination < 0.2) == isLow ? (eccentricity >= 0 ? eccentricity <= 1 : false) : false
        let isNegative = inclination < 0
        let half = isNegative ? 3.1415926535897931 : 0
        memory[BlockLayout.inclination + i] = inclination
        memory[BlockLayout.sinInclination + i] = isNegative ? -sine : sine
        memory[BlockLayout.cosInclination + i] = cosine
        memory[BlockLayout.eccentricityChange + i] = isUsable ? eccentricity : .nan
        memory[BlockLayout.node + i] = node + shift + half
        memory[BlockLayout.perigee + i] = perigee - half
    }
}

/// Argument of latitude, itself in `anomaly`, eccentricity vector and the node's direction.
private func finishDeepSpace(_ e: OrbitKernelElements, _ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let eccentricity = memory[BlockLayout.eccentricityChange + i]
        let sine = memory[BlockLayout.sinInclination + i]
        let cosine = memory[BlockLayout.cosInclination + i]
        let inverseRoot = memory[BlockLayout.inverseRoot + i]
        let inverse = inverseRoot * inverseRoot / fused(-eccentricity, eccentricity, 1)
        let angle = memory[BlockLayout.perigee + i]
        let perigee = sineCosine(angle)
        let divisor = (cosine + 1).magnitude > 1.5e-12 ? 1 + cosine : 1.5e-12
        let longitudeTerm = -0.25 * e.j3OverJ2 * sine * fused(5, cosine, 3) / divisor
        let axn = eccentricity * perigee.cosine
        let ayn = fused(eccentricity, perigee.sine, inverse * (-0.5 * e.j3OverJ2 * sine))
        let anomaly = memory[BlockLayout.anomaly + i] + memory[BlockLayout.longitudeChange + i]
        let lead = fused(inverse * longitudeTerm, axn, anomaly + angle)
        let latitude = sineCosine(lead)
        let node = sineCosine(memory[BlockLayout.node + i])
        memory[BlockLayout.anomaly + i] = lead
        memory[BlockLayout.axn + i] = axn
        memory[BlockLayout.ayn + i] = ayn
        memory[BlockLayout.sine + i] = latitude.sine
        memory[BlockLayout.cosine + i] = lead.magnitude < 1e6 ? latitude.cosine : .nan
        memory[BlockLayout.flag + i] = BlockLayout.ask
        memory[BlockLayout.sinNode + i] = node.sine
        memory[BlockLayout.cosNode + i] = node.cosine
    }
}
