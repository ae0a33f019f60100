/// Why an element set or a propagation was refused.
public enum OrbitError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An element outside what SGP4 takes.
    case unusableElement(name: String, value: Double, expected: String)
    /// A time that is not a number or lies more than a billion minutes (1900 years) from epoch.
    case timeOutOfRange(minutesSinceEpoch: Double)
    /// Mean eccentricity not within −0.001 ..< 1; SGP4 error 1.
    case meanEccentricityOutOfRange(minutesSinceEpoch: Double, eccentricity: Double)
    /// Mean motion not above zero; SGP4 error 2.
    case meanMotionNotPositive(minutesSinceEpoch: Double, radiansPerMinute: Double)
    /// Eccentricity with lunar and solar periodics not within 0…1; SGP4 error 3.
    case perturbedEccentricityOutOfRange(minutesSinceEpoch: Double, eccentricity: Double)
    /// Semi-latus rectum below zero; SGP4 error 4.
    case semiLatusRectumNegative(minutesSinceEpoch: Double, earthRadii: Double)
    /// Radius below one Earth radius: the object has decayed; SGP4 error 6.
    case decayed(minutesSinceEpoch: Double, earthRadii: Double)

    /// SGP4's own error code, 1…6; nil for an element or a time refused before propagation. Code 5 (sub-orbital epoch
    /// elements) is not raised by the current model.
    public var code: Int? {
        switch self {
        case .unusableElement, .timeOutOfRange: nil
        case .meanEccentricityOutOfRange: 1
        case .meanMotionNotPositive: 2
        case .perturbedEccentricityOutOfRange: 3
        case .semiLatusRectumNegative: 4
        case .decayed: 6
        }
    }

    public var description: String {
        switch self {
        case .unusableElement(let name, let value, let expected):
            "the \(name) `\(value)` cannot be propagated: expected \(expected)"
        case .timeOutOfRange(let minutes):
            "the time `\(minutes)` min from epoch cannot be reached: expected a number up to 1e9 either way"
        case .meanEccentricityOutOfRange(let minutes, let value):
            "the mean eccentricity is `\(value)` \(minutes) min from epoch: expected 0 to 1 (SGP4 error 1)"
        case .meanMotionNotPositive(let minutes, let value):
            "the mean motion is `\(value)` rad/min \(minutes) min from epoch: expected more than 0 (SGP4 error 2)"
        case .perturbedEccentricityOutOfRange(let minutes, let value):
            "the perturbed eccentricity is `\(value)` \(minutes) min from epoch: expected 0 to 1 (SGP4 error 3)"
        case .semiLatusRectumNegative(let minutes, let value):
            "the semi-latus rectum is `\(value)` Earth radii \(minutes) min from epoch: expected 0 or more (SGP4 error 4)"
        case .decayed(let minutes, let value):
            "the object has decayed: its radius is `\(value)` Earth radii \(minutes) min from epoch (SGP4 error 6)"
        }
    }
}
