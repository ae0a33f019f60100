// Polynomials through a block's eight points.

/// The coefficients of Chebyshev's polynomials through eight points, the ends among them: where a step of the resonance
/// bends the curve close to one, the last coefficients show it.
struct PointFit {
    let c0, c1, c2, c3, c4, c5, c6, c7: Double

    init(_ f: Columns) {
        let (s0, s1, s2, s3) = (f[7] + f[0], f[6] + f[1], f[5] + f[2], f[4] + f[3])
        let (d0, d1, d2, d3) = (f[7] - f[0], f[6] - f[1], f[5] - f[2], f[4] - f[3])
        // Two sevenths of the cosines of π/7, 2π/7 and 3π/7.
        let (k0, k1, k2, k3) = (1.0 / 7, 0.25741967654354832, 0.17813994338820958, 0.06357740970180412)
        c0 = 0.5 * (k0 * s0) + k0 * (s1 + s2 + s3)
        c1 = k0 * d0 + k1 * d1 + k2 * d2 + k3 * d3
        c2 = k0 * s0 + k2 * s1 - k3 * s2 - k1 * s3
        c3 = k0 * d0 + k3 * d1 - k1 * d2 - k2 * d3
        c4 = k0 * s0 - k3 * s1 - k1 * s2 + k2 * s3
        c5 = k0 * d0 - k2 * d1 - k3 * d2 + k1 * d3
        c6 = k0 * s0 - k1 * s1 + k2 * s2 - k3 * s3
        c7 = 0.5 * (k0 * d0) - k0 * (d1 - d2 + d3)
    }
}

/// A polynomial in −1…1 that carries what changes slowly.
protocol SlowPolynomial {
    init(_ fit: PointFit)
    /// What the fit's coefficients that are left out come to.
    static func rest(_ fit: PointFit) -> Double
    func callAsFunction(_ x: Double) -> Double
}

extension SlowPolynomial {
    /// Nil where what is left out is not below a tolerance.
    @inline(__always)
    init?(_ points: Columns, tolerance: Double) {
        let fit = PointFit(points)
        guard Self.rest(fit) < tolerance else { return nil }
        self.init(fit)
    }
}

struct Quadratic: SlowPolynomial {
    let a0, a1, a2: Double

    @inline(__always)
    init(_ fit: PointFit) { (a0, a1, a2) = (fit.c0 - fit.c2, fit.c1, 2 * fit.c2) }

    @inline(__always)
    static func rest(_ fit: PointFit) -> Double { fit.c3.magnitude + fit.c4.magnitude + Quartic.rest(fit) }

    @inline(__always)
    func callAsFunction(_ x: Double) -> Double { fused(x, fused(x, a2, a1), a0) }
}

struct Quartic: SlowPolynomial {
    let a0, a1, a2, a3, a4: Double

    @inline(__always)
    init(_ fit: PointFit) {
        (a0, a1) = (fit.c0 - fit.c2 + fit.c4, fit.c1 - 3 * fit.c3)
        (a2, a3, a4) = (2 * fit.c2 - 8 * fit.c4, 4 * fit.c3, 8 * fit.c4)
    }

    @inline(__always)
    static func rest(_ fit: PointFit) -> Double { fit.c5.magnitude + fit.c6.magnitude + fit.c7.magnitude }

    @inline(__always)
    func callAsFunction(_ x: Double) -> Double { fused(x, fused(x, fused(x, fused(x, a4, a3), a2), a1), a0) }
}

struct Sextic: SlowPolynomial {
    let a0, a1, a2, a3, a4, a5, a6: Double

    @inline(__always)
    init(_ fit: PointFit) {
        (a0, a1) = (fit.c0 - fit.c2 + fit.c4 - fit.c6, fit.c1 - 3 * fit.c3 + 5 * fit.c5)
        (a2, a3) = (2 * fit.c2 - 8 * fit.c4 + 18 * fit.c6, 4 * fit.c3 - 20 * fit.c5)
        (a4, a5, a6) = (8 * fit.c4 - 48 * fit.c6, 16 * fit.c5, 32 * fit.c6)
    }

    @inline(__always)
    static func rest(_ fit: PointFit) -> Double { 16 * fit.c7.magnitude }

    @inline(__always)
    func callAsFunction(_ x: Double) -> Double {
        let upper = fused(x, fused(x, fused(x, a6, a5), a4), a3)
        return fused(x, fused(x, fused(x, upper, a2), a1), a0)
    }
}
