// Kepler's equation in the difference d between eccentric and mean longitude: with f = e sin and g = e cos of the mean
// one, d = f cos d + g sin d, and d is then e sin E itself. No angle needs to be reduced, and d stays below e.

/// Eccentricity up to which the fixed number of steps of `solveNearCircular` is enough.
let nearCircularLimit = 0.1

/// The difference with its sine and cosine, by one series for the start and one Newton step: error below 1e-11 at an
/// eccentricity of 0.1.
@inline(__always)
func nearCircularStep(_ f: Double, _ g: Double) -> (difference: Double, sine: Double, cosine: Double) {
    let inverse = 1 / (1 - g)
    let first = f * inverse
    let start = fused(-(first * first) * first, fused(g * inverse, 1.0 / 6, 0.5), first)
    let (s, c) = smallSineCosine(start)
    let slope = fused(f, s, fused(-g, c, 1))
    let step = fused(f, c, fused(g, s, -start)) / slope
    let sine = fused(step, fused(-0.5 * step, s, c), s)
    let cosine = fused(-step, fused(0.5 * step, c, s), c)
    return (start + step, sine, cosine)
}

/// Kepler's equation for eccentricities up to `nearCircularLimit`; not a number beyond.
func solveNearCircular(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let f = fused(axn, mean.sine, -(ayn * mean.cosine))
        let g = fused(axn, mean.cosine, ayn * mean.sine)
        let (difference, sine, cosine) = nearCircularStep(f, g)
        let square = fused(axn, axn, ayn * ayn)
        let isUsable = square < nearCircularLimit * nearCircularLimit
        memory[BlockLayout.eSinE + i] = difference
        memory[BlockLayout.eCosE + i] = isUsable ? fused(g, cosine, -(f * sine)) : .nan
        let eccentric = turned(mean, by: (sine, cosine))
        memory[BlockLayout.sine + i] = eccentric.sine
        memory[BlockLayout.cosine + i] = eccentric.cosine
    }
}

/// Halley steps over the whole block until its worst member has converged; not a number where one has not.
func solveAnyEllipse(_ memory: Columns, _ count: Int) {
    startKepler(memory, count)
    for _ in 0..<12 where !improveKepler(memory, count, within: 1e-7) { break }
    for i in 0..<count {
        let (f, g) = (memory[BlockLayout.eCosE + i], memory[BlockLayout.nodeChange + i])
        let difference = memory[BlockLayout.eSinE + i]
        let (s, c) = unitSineCosine(difference)
        let error = fused(f, c, fused(g, s, -difference))
        let isUsable = error.magnitude < 1e-11 ? difference.magnitude <= 1 : false
        let mean = (sine: memory[BlockLayout.sine + i], cosine: memory[BlockLayout.cosine + i])
        let eccentric = turned(mean, by: (s, c))
        memory[BlockLayout.eCosE + i] = isUsable ? fused(g, c, -(f * s)) : .nan
        memory[BlockLayout.sine + i] = eccentric.sine
        memory[BlockLayout.cosine + i] = eccentric.cosine
    }
}

/// f into `eCosE`, g into `nodeChange`, a first difference into `eSinE`.
func startKepler(_ memory: Columns, _ count: Int) {
    for i in 0..<count {
        let (axn, ayn) = (memory[BlockLayout.axn + i], memory[BlockLayout.ayn + i])
        let (sine, cosine) = (memory[BlockLayout.sine + i], memory[BlockLayout.cosine + i])
        let f = fused(axn, sine, -(ayn * cosine))
        let g = fused(axn, cosine, ayn * sine)
        let slope = 1 - g
        memory[BlockLayout.eCosE + i] = f
        memory[BlockLayout.nodeChange + i] = g
        memory[BlockLayout.eSinE + i] = clamped(f * slope / fused(slope, slope, 0.5 * (f * f)))
    }
}

/// One Halley step; whether any member still moved by more than the given.
func improveKepler(_ memory: Columns, _ count: Int, within tolerance: Double) -> Bool {
    var moved: UInt64 = 0
    for i in 0..<count {
        let (f, g) = (memory[BlockLayout.eCosE + i], memory[BlockLayout.nodeChange + i])
        let difference = memory[BlockLayout.eSinE + i]
        let (s, c) = unitSineCosine(difference)
        let curve = fused(f, c, g * s)
        let value = difference - curve
        let slope = fused(f, s, fused(-g, c, 1))
        let step = value * slope / fused(slope, slope, -0.5 * (value * curve))
        memory[BlockLayout.eSinE + i] = clamped(difference - step)
        moved |= step.magnitude > tolerance ? 1 : 0
    }
    return moved != 0
}

@inline(__always)
private func clamped(_ value: Double) -> Double {
    let low = value < -1 ? -1 : value
    return low > 1 ? 1 : low
}
