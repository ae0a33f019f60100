/// Sine and cosine of an angle of a few turns at most, radians, within 2e-16.
///
/// No branch and no call, so that it stays inside a batch's loop: reduced to ±π/4, then Taylor series.
@inline(__always)
func sineCosine(_ angleRad: Double) -> (sine: Double, cosine: Double) {
    // Adding and subtracting 1.5 × 2^52 rounds; the sum's low bits then hold the quadrant.
    let shifted = angleRad * (2 / Double.pi) + 6_755_399_441_055_744.0
    let quadrants = shifted - 6_755_399_441_055_744.0
    // π/2 in two parts, the first with room for the product with a small whole number.
    let r = (angleRad - quadrants * 0x1.921fb544p0) - quadrants * 0x1.0b4611a626331p-34
    let z = r * r
    let sine = r * (1 - z * sineSeries(z))
    let cosine = 1 - z * cosineSeries(z)
    let swap = shifted.bitPattern & 1 != 0
    let sineSign = (shifted.bitPattern & 2) << 62
    let cosineSign = ((shifted.bitPattern &+ 1) & 2) << 62
    return (
        Double(bitPattern: (swap ? cosine : sine).bitPattern ^ sineSign),
        Double(bitPattern: (swap ? sine : cosine).bitPattern ^ cosineSign)
    )
}

@inline(__always)
private func sineSeries(_ z: Double) -> Double {
    let high = 1 / 39_916_800.0 - z * (1 / 6_227_020_800.0 - z * (1 / 1_307_674_368_000.0))
    return 1 / 6.0 - z * (1 / 120.0 - z * (1 / 5040.0 - z * (1 / 362_880.0 - z * high)))
}

@inline(__always)
private func cosineSeries(_ z: Double) -> Double {
    let high = 1 / 479_001_600.0 - z * (1 / 87_178_291_200.0 - z * (1 / 20_922_789_888_000.0))
    return 1 / 2.0 - z * (1 / 24.0 - z * (1 / 720.0 - z * (1 / 40_320.0 - z * (1 / 3_628_800.0 - z * high))))
}
