// Sine, cosine and arc tangent as straight code without branches, for loops that the compiler turns into vectors.

/// a b + c, in one rounding where the processor does that in one instruction.
@inline(__always)
func fused(_ a: Double, _ b: Double, _ c: Double) -> Double {
    #if ORBIT_KERNEL_FMA || arch(arm64)
        c.addingProduct(a, b)
    #else
        a * b + c
    #endif
}

typealias SineCosine = (sine: Double, cosine: Double)

/// Sine and cosine of an angle up to 10⁶ radians, to 2 units in the last place (Cody and Waite's reduction to a quarter
/// turn, then minimax polynomials).
@inline(__always)
func sineCosine(_ angle: Double) -> SineCosine {
    let shifted = fused(angle, 0.636619772367581343, 6_755_399_441_055_744)
    let quarters = shifted - 6_755_399_441_055_744
    #if ORBIT_KERNEL_FMA || arch(arm64)
        let rest = fused(-quarters, 6.123233995736766e-17, fused(-quarters, 1.5707963267948966, angle))
    #else
        let first = angle - quarters * 1.57079632673412561417
        let rest = (first - quarters * 6.07710050630396597660e-11) - quarters * 2.02226624879595063154e-21
    #endif
    let square = rest * rest
    var s = fused(square, 1.58969099521155010221e-10, -2.50507602534068634195e-08)
    s = fused(square, s, 2.75573137070700676789e-06)
    s = fused(square, s, -1.98412698298579493134e-04)
    s = fused(square, s, 8.33333333332248946124e-03)
    s = fused(square, s, -1.66666666666666324348e-01)
    let sine = fused(rest * square, s, rest)
    var c = fused(square, -1.13596475577881948265e-11, 2.08757232129817482790e-09)
    c = fused(square, c, -2.75573143513906633035e-07)
    c = fused(square, c, 2.48015872894767294178e-05)
    c = fused(square, c, -1.38888888888741095749e-03)
    c = fused(square, c, 4.16666666666666019037e-02)
    let cosine = fused(square * square, c, fused(square, -0.5, 1))
    // The quarter's number sits in the low bits of the sum.
    let bits = shifted.bitPattern
    let isOdd = bits & 1 != 0
    let sign: UInt64 = 0x8000_0000_0000_0000
    let (sineSign, cosineSign) = ((bits &<< 62) & sign, ((bits &+ 1) &<< 62) & sign)
    return (
        Double(bitPattern: (isOdd ? cosine : sine).bitPattern ^ sineSign),
        Double(bitPattern: (isOdd ? sine : cosine).bitPattern ^ cosineSign)
    )
}

/// Sine and cosine of an angle within ±0.15 by Taylor's series; error below 2e-15.
@inline(__always)
func smallSineCosine(_ angle: Double) -> SineCosine {
    let square = angle * angle
    var s = fused(square, 1.0 / 362_880, -1.0 / 5040)
    s = fused(square, s, 1.0 / 120)
    s = fused(square, s, -1.0 / 6)
    var c = fused(square, 1.0 / 40_320, -1.0 / 720)
    c = fused(square, c, 1.0 / 24)
    c = fused(square, c, -0.5)
    return (fused(angle * square, s, angle), fused(square, c, 1))
}

/// Sine and cosine of an angle within ±0.035; error below 3e-12.
@inline(__always)
func slightSineCosine(_ angle: Double) -> SineCosine {
    let square = angle * angle
    return (
        fused(angle * square, fused(square, 1.0 / 120, -1.0 / 6), angle),
        fused(square, fused(square, 1.0 / 24, -0.5), 1)
    )
}

/// Sine and cosine of an angle within ±0.001; error below 1e-13.
@inline(__always)
func minuteSineCosine(_ angle: Double) -> SineCosine {
    let square = angle * angle
    return (fused(angle * square, -1.0 / 6, angle), fused(square, -0.5, 1))
}

/// Sine and cosine of an angle within ±0.0075; error below 2e-13.
@inline(__always)
func tinySineCosine(_ angle: Double) -> SineCosine {
    let square = angle * angle
    return (fused(angle * square, -1.0 / 6, angle), fused(square, fused(square, 1.0 / 24, -0.5), 1))
}

/// Sine and cosine of an angle within ±1 by Taylor's series; error below 1e-17.
@inline(__always)
func unitSineCosine(_ angle: Double) -> SineCosine {
    let square = angle * angle
    var s = fused(square, 1.0 / 355_687_428_096_000, -1.0 / 1_307_674_368_000)
    s = fused(square, s, 1.0 / 6_227_020_800)
    s = fused(square, s, -1.0 / 39_916_800)
    s = fused(square, s, 1.0 / 362_880)
    s = fused(square, s, -1.0 / 5040)
    s = fused(square, s, 1.0 / 120)
    s = fused(square, s, -1.0 / 6)
    var c = fused(square, -1.0 / 6_402_373_705_728_000, 1.0 / 20_922_789_888_000)
    c = fused(square, c, -1.0 / 87_178_291_200)
    c = fused(square, c, 1.0 / 479_001_600)
    c = fused(square, c, -1.0 / 3_628_800)
    c = fused(square, c, 1.0 / 40_320)
    c = fused(square, c, -1.0 / 720)
    c = fused(square, c, 1.0 / 24)
    c = fused(square, c, -0.5)
    return (fused(angle * square, s, angle), fused(square, c, 1))
}

/// Sine and cosine of the sum of two angles.
@inline(__always)
func turned(_ a: SineCosine, by b: SineCosine) -> SineCosine {
    (fused(a.sine, b.cosine, a.cosine * b.sine), fused(a.cosine, b.cosine, -(a.sine * b.sine)))
}

/// Angle of a point in −π…π, to 1e-15: folded to within π/8, then Taylor's series.
@inline(__always)
func arcTangent(_ y: Double, _ x: Double) -> Double {
    let (across, along) = (y.magnitude, x.magnitude)
    let isSteep = across > along
    let (small, large) = (isSteep ? along : across, isSteep ? across : along)
    // Past π/8 the angle is counted from π/4; the tiny sum keeps 0/0 at zero.
    let isUpper = small > 0.41421356237309503 * large
    let over = isUpper ? small - large : small
    let under = isUpper ? small + large : large
    let ratio = over / (under + 1e-300)
    let square = ratio * ratio
    var s = fused(square, 1.0 / 33, -1.0 / 31)
    s = fused(square, s, 1.0 / 29)
    s = fused(square, s, -1.0 / 27)
    s = fused(square, s, 1.0 / 25)
    s = fused(square, s, -1.0 / 23)
    s = fused(square, s, 1.0 / 21)
    s = fused(square, s, -1.0 / 19)
    s = fused(square, s, 1.0 / 17)
    s = fused(square, s, -1.0 / 15)
    s = fused(square, s, 1.0 / 13)
    s = fused(square, s, -1.0 / 11)
    s = fused(square, s, 1.0 / 9)
    s = fused(square, s, -1.0 / 7)
    s = fused(square, s, 1.0 / 5)
    s = fused(square, s, -1.0 / 3)
    let folded = fused(ratio * square, s, ratio) + (isUpper ? 0.78539816339744831 : 0)
    let steep = isSteep ? 1.5707963267948966 - folded : folded
    let half = x < 0 ? 3.1415926535897931 - steep : steep
    return y < 0 ? -half : half
}
