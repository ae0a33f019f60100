public import OrbitKernelSupport

// What screening asks of every state of an object: loops without branches over one object's rows.

/// How far each state lies from where velocities and pull at both ends of the step before take its predecessor, km:
/// r₁ − r₀ = h/2 (v₀ + v₁) − h²/12 (a₁ − a₀), which holds for the pull alone to 0.1 m.
///
/// - Parameters:
///   - pull: gets μ/r³ at each row, 1/s²; as long as the rows.
///   - strays: gets the distances, one fewer than the rows.
public func measureStrays(
    _ rows: OrbitKernelMotion, stepSeconds: Double, muKm3S2: Double, pull: UnsafeMutablePointer<Double>,
    strays: UnsafeMutablePointer<Double>
) {
    for index in 0..<rows.count {
        let (x, y, z) = (rows.x[index], rows.y[index], rows.z[index])
        let squared = x * x + y * y + z * z
        pull[index] = muKm3S2 / (squared * squared.squareRoot())
    }
    let (half, twelfth) = (stepSeconds / 2, stepSeconds * stepSeconds / 12)
    for index in 0..<rows.count - 1 {
        @inline(__always)
        func stray(_ place: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
            place[index + 1] - place[index] - half * (rate[index] + rate[index + 1])
                - twelfth * (pull[index + 1] * place[index + 1] - pull[index] * place[index])
        }
        let (x, y, z) = (stray(rows.x, rows.xRate), stray(rows.y, rows.yRate), stray(rows.z, rows.zRate))
        strays[index] = (x * x + y * y + z * z).squareRoot()
    }
}

/// How many rows do not keep within bounds: farther astray than `strayKm` in the step behind them, nearer the Earth's
/// centre than `leastRadiusKm`, or faster than `speedKmS`. What is no number keeps within none.
public func countOutside(
    _ rows: OrbitKernelMotion, strays: UnsafePointer<Double>, strayKm: Double, leastRadiusKm: Double, speedKmS: Double
) -> Int {
    var outside = 0.0
    let (leastSquare, speedSquare) = (leastRadiusKm * leastRadiusKm, speedKmS * speedKmS)
    // Counted in doubles, which the comparisons' masks become without a change of width.
    for index in 0..<rows.count - 1 { outside += strays[index] <= strayKm ? 0 : 1 }
    for index in 0..<rows.count {
        let (x, y, z) = (rows.x[index], rows.y[index], rows.z[index])
        let (u, v, w) = (rows.xRate[index], rows.yRate[index], rows.zRate[index])
        outside += x * x + y * y + z * z >= leastSquare ? 0 : 1
        outside += u * u + v * v + w * w <= speedSquare ? 0 : 1
    }
    return Int(outside)
}

/// How many rows are as near to a track as its limits, km², allow.
public func countNear(
    _ rows: OrbitKernelMotion, x: UnsafePointer<Double>, y: UnsafePointer<Double>, z: UnsafePointer<Double>,
    limits: UnsafePointer<Double>
) -> Int {
    var count = 0
    for index in 0..<rows.count {
        let (x, y, z) = (rows.x[index] - x[index], rows.y[index] - y[index], rows.z[index] - z[index])
        count &+= x * x + y * y + z * z <= limits[index] ? 1 : 0
    }
    return count
}
