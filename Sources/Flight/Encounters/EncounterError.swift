public import Orbits
public import Timekeeping

/// Why a search for encounters was refused or broken off.
public enum EncounterError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The element set cannot be propagated to a moment inside the window.
    case propagation(catalogueNumber: Int, at: Instant, cause: OrbitError)
    /// A window that ends before it begins.
    case windowReversed(from: Instant, to: Instant)
    /// A number that the search cannot take.
    case unusableValue(name: String, value: Double, expected: String)

    public var description: String {
        switch self {
        case .propagation(let number, let time, let cause):
            "object `\(number)` cannot be propagated to \(time.iso8601UTC()): \(cause)"
        case .windowReversed(let from, let to):
            "the window ends at `\(to.iso8601UTC())`: expected after its begin at \(from.iso8601UTC())"
        case .unusableValue(let name, let value, let expected): "the \(name) is `\(value)`: expected \(expected)"
        }
    }
}
