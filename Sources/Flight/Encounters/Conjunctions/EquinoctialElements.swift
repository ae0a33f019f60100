import Glibc

/// Elements of an elliptic orbit without singularity near the axes' pole: mean motion n, eccentricity h and k,
/// inclination p and q, mean longitude λ (Broucke and Cefola, Celestial Mechanics 5, 1972). SI units, radians.
///
/// An error of a state that grows along the orbit stays on the orbit in these, where it leaves it on a straight line.
struct EquinoctialElements {
    /// n, h, k, p, q, λ and two places of 0.
    var values: SIMD8<Double>

    init(_ values: SIMD8<Double>) { self.values = values }

    /// Elements of a state about the Earth; nil where the orbit is not an ellipse or turns backwards in these axes.
    init?(positionM position: SIMD3<Double>, velocityMS velocity: SIMD3<Double>) {
        let (radius, mu) = (vectorLength(position), earthGravityM3S2)
        let semiMajor = 1 / (2 / radius - scalarProduct(velocity, velocity) / mu)
        let normal = unitVector(vectorProduct(position, velocity))
        guard semiMajor > 0, semiMajor.isFinite, normal.z > -0.9 else { return nil }
        let eccentricity =
            (position * (scalarProduct(velocity, velocity) - mu / radius) - velocity * scalarProduct(position, velocity))
            / mu
        let (p, q) = (normal.x / (1 + normal.z), -normal.y / (1 + normal.z))
        let (f, g) = Self.axes(p: p, q: q)
        let (h, k) = (scalarProduct(eccentricity, g), scalarProduct(eccentricity, f))
        let flattening = (1 - h * h - k * k).squareRoot()
        guard flattening > 0 else { return nil }
        let (x, y, b) = (scalarProduct(position, f), scalarProduct(position, g), 1 / (1 + flattening))
        let cosine = k + ((1 - k * k * b) * x - h * k * b * y) / (semiMajor * flattening)
        let sine = h + ((1 - h * h * b) * y - h * k * b * x) / (semiMajor * flattening)
        let longitude = atan2(sine, cosine) + h * cosine - k * sine
        values = SIMD8((mu / (semiMajor * semiMajor * semiMajor)).squareRoot(), h, k, p, q, longitude, 0, 0)
    }

    /// Whether the elements are those of an ellipse.
    var isEllipse: Bool { values[0] > 0 && values[1] * values[1] + values[2] * values[2] < 1 }

    private static func axes(p: Double, q: Double) -> (f: SIMD3<Double>, g: SIMD3<Double>) {
        let scale = 1 / (1 + p * p + q * q)
        return (
            SIMD3(1 - p * p + q * q, 2 * p * q, -2 * p) * scale, SIMD3(2 * p * q, 1 + p * p - q * q, 2 * q) * scale
        )
    }
}

/// An orbit made ready to be asked for its state many times.
struct KeplerOrbit {
    private let meanMotion: Double
    private let h: Double
    private let k: Double
    private let longitude: Double
    private let semiMajor: Double
    private let f: SIMD3<Double>
    private let g: SIMD3<Double>
    private let b: Double

    /// Takes elements of an ellipse and the axes, as columns of a rotation, in which they are given.
    init(_ elements: EquinoctialElements, axes: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)) {
        let values = elements.values
        (meanMotion, h, k, longitude) = (values[0], values[1], values[2], values[5])
        let (p, q) = (values[3], values[4])
        semiMajor = cbrt(earthGravityM3S2 / (meanMotion * meanMotion))
        b = 1 / (1 + (1 - h * h - k * k).squareRoot())
        let scale = 1 / (1 + p * p + q * q)
        f = (axes.0 * (1 - p * p + q * q) + axes.1 * (2 * p * q) - axes.2 * (2 * p)) * scale
        g = (axes.0 * (2 * p * q) + axes.1 * (1 + p * p - q * q) + axes.2 * (2 * q)) * scale
    }

    /// Position and velocity so many seconds on, metres and metres a second.
    @inline(__always)
    func state(afterS time: Double) -> (position: SIMD3<Double>, velocity: SIMD3<Double>) {
        let mean = longitude + meanMotion * time
        var eccentric = mean
        var (sine, cosine) = (sin(eccentric), cos(eccentric))
        for _ in 0..<30 {
            let slope = 1 - h * sine - k * cosine
            let step = (eccentric + h * cosine - k * sine - mean) / slope
            eccentric -= step
            (sine, cosine) = (sin(eccentric), cos(eccentric))
            if abs(step) < 1e-9 { break }
        }
        let (hkb, hhb, kkb) = (h * k * b, 1 - h * h * b, 1 - k * k * b)
        let rate = meanMotion * semiMajor / (1 - k * cosine - h * sine)
        let x = semiMajor * (hhb * cosine + hkb * sine - k)
        let y = semiMajor * (kkb * sine + hkb * cosine - h)
        return (f * x + g * y, f * (rate * (hkb * cosine - hhb * sine)) + g * (rate * (kkb * cosine - hkb * sine)))
    }
}
