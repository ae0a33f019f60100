import Glibc

/// The bounds of Clopper and Pearson (Biometrika 26, 1934) on a probability of which `hits` in `trials` were seen.
///
/// The true value lies between them in at least `confidence` of all cases (0 to 1, such as 0.95).
func clopperPearson(hits: Int, trials: Int, confidence: Double) -> ClosedRange<Double> {
    let (hit, miss, tail) = (Double(hits), Double(trials - hits), (1 - confidence) / 2)
    let low = hits <= 0 ? 0 : betaQuantile(tail, hit, miss + 1)
    let high = hits >= trials ? 1 : betaQuantile(1 - tail, hit + 1, miss)
    return min(low, high)...max(low, high)
}

/// The number below which a beta-distributed one lies with the given probability; bisection on ln(x / (1 − x)).
private func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (-60.0, 60.0)
    for _ in 0..<60 {
        let middle = (low + high) / 2
        if regularisedBeta(1 / (1 + exp(-middle)), a, b) < probability { low = middle } else { high = middle }
    }
    return 1 / (1 + exp(-(low + high) / 2))
}

/// The incomplete beta function over the complete one (DLMF 8.17.22, continued fraction).
func regularisedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularisedBeta(1 - x, b, a) }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
    var (fraction, c, d) = (1.0, 1.0, 1 - (a + b) * x / (a + 1))
    d = 1 / notZero(d)
    fraction = d
    for step in 1...100_000 {
        let m = Double(step)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / notZero(1 + even * d)
        c = notZero(1 + even / c)
        fraction *= d * c
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / notZero(1 + odd * d)
        c = notZero(1 + odd / c)
        fraction *= d * c
        if abs(d * c - 1) < 1e-14 { break }
    }
    return front * fraction
}

private func notZero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }

/// Logarithm of the gamma function for x above 0 (Stirling's series, DLMF 5.11.1, after a shift above 10).
func logGamma(_ x: Double) -> Double {
    var (shifted, product) = (x, 1.0)
    while shifted < 10 {
        product *= shifted
        shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    let series =
        inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
    return (shifted - 0.5) * log(shifted) - shifted + log(2 * Double.pi) / 2 + series - log(product)
}
