/// Function from raw number to engineering number. XTCE 1.2 `DefaultCalibrator`.
public enum Calibrator: Hashable, Sendable {
    /// Sum of coefficients times powers of the raw value; the index is the exponent.
    case polynomial([Double])
    /// Points ascending in raw value, joined by steps (order 0) or straight lines (order 1).
    case spline([SplinePoint], order: Int, extrapolates: Bool)

    /// Engineering number of `raw`; not a number where a spline is not defined.
    public func engineering(_ raw: Double) -> Double {
        switch self {
        case .polynomial(let coefficients):
            coefficients.reversed().reduce(0) { $0 * raw + $1 }
        case .spline(let points, let order, let extrapolates):
            Self.interpolate(raw, points, order, extrapolates)
        }
    }

    /// Raw number of which `engineering` is the image; `nil` where the function cannot be turned round.
    ///
    /// Polynomials of the first degree and strictly rising or falling straight-line splines only.
    public func raw(_ engineering: Double) -> Double? {
        switch self {
        case .polynomial(let coefficients):
            guard coefficients.count == 2, coefficients[1] != 0 else { return nil }
            return (engineering - coefficients[0]) / coefficients[1]
        case .spline(let points, let order, let extrapolates):
            guard order == 1 else { return nil }
            let rising = points.map { SplinePoint(raw: $0.calibrated, calibrated: $0.raw) }
            let sorted = rising.sorted { $0.raw < $1.raw }
            guard sorted == rising || sorted == rising.reversed(),
                zip(sorted, sorted.dropFirst()).allSatisfy({ $0.raw < $1.raw })
            else { return nil }
            let raw = Self.interpolate(engineering, sorted, 1, extrapolates)
            return raw.isNaN ? nil : raw
        }
    }

    private static func interpolate(
        _ raw: Double, _ points: [SplinePoint], _ order: Int, _ extrapolates: Bool
    ) -> Double {
        guard let first = points.first, let last = points.last, !raw.isNaN else { return .nan }
        guard extrapolates || (raw >= first.raw && raw <= last.raw) else { return .nan }
        // The last segment that starts at or before the value; the first one for values before all points.
        let upper = points.dropFirst().firstIndex { $0.raw > raw } ?? points.count - 1
        guard upper >= 1 else { return first.calibrated }
        let (low, high) = (points[upper - 1], points[upper])
        if order == 0 { return raw >= high.raw ? high.calibrated : low.calibrated }
        let slope = (high.calibrated - low.calibrated) / (high.raw - low.raw)
        return low.calibrated + slope * (raw - low.raw)
    }
}

/// Point of a spline calibrator.
public struct SplinePoint: Hashable, Sendable {
    /// Raw number.
    public let raw: Double
    /// Engineering number, in the unit of the parameter.
    public let calibrated: Double

    /// Point from its two numbers.
    public init(raw: Double, calibrated: Double) {
        self.raw = raw
        self.calibrated = calibrated
    }
}
