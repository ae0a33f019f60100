public import Orbits
public import Timekeeping

/// Why a screening was refused.
public typealias ScreeningError = EncounterError

/// A moment at which two objects are nearer to each other than just before and just after.
public struct CloseApproach: Sendable, Equatable {
    /// Place of the first object in the list that was screened.
    public let primary: Int
    /// Place of the second object.
    public let secondary: Int
    /// When the distance is least; always inside the window.
    public let timeOfClosestApproach: Instant
    /// Distance at that time, km.
    public let missDistanceKm: Double
    /// Relative speed at that time, km/s.
    public let relativeSpeedKmS: Double
    /// Place of the secondary from the primary along the primary's radius, outward, km.
    public let radialKm: Double
    /// Place of the secondary from the primary in the primary's orbital plane, across the radius and forward, km.
    public let inTrackKm: Double
    /// Place of the secondary from the primary along the primary's orbital momentum, km.
    public let crossTrackKm: Double
    /// Whether the window cuts the encounter: the objects are within the asked distance at the window's begin or end as
    /// well. The minimum itself lies inside the window all the same; one that lies outside belongs to the next window
    /// and is not reported, so that windows laid end to end report each approach once.
    public let atWindowEdge: Bool
}

/// Two objects that fly together (docked, in formation, or catalogued under one element set): within the asked
/// distance, at the low relative speed that two orbits so close can keep, for at least one revolution.
///
/// Excursions beyond the distance of less than a revolution do not end it. Its minima are not listed one by one.
public struct Companion: Sendable, Equatable {
    /// Place of the first object in the list that was screened.
    public let primary: Int
    /// Place of the second object.
    public let secondary: Int
    /// First moment within the asked distance.
    public let from: Instant
    /// Last moment within the asked distance.
    public let to: Instant
    /// When the distance is least; the first such moment where there are several.
    public let timeOfClosestApproach: Instant
    /// Least distance between the two moments, km.
    public let leastDistanceKm: Double
    /// Greatest distance between the two moments, km.
    public let greatestDistanceKm: Double
}

/// An object that could not be carried through the whole window. It was screened wherever it has states.
public struct ScreeningFailure: Sendable, Equatable {
    /// Why an object has no states that could be screened.
    public enum Cause: Sendable, Equatable, CustomStringConvertible {
        /// SGP4 refuses the element set, or has no state.
        case propagation(OrbitError)
        /// SGP4 gives states without an error, but their velocity is no longer the rate of their position, by more than
        /// 0.1 km/s: as a rule the drag terms of an old element set have run away.
        case runaway

        /// One line, lower case.
        public var description: String {
            switch self {
            case .propagation(let error): "\(error)"
            case .runaway:
                "SGP4 gives states without an error, but velocity and rate of position differ by more than 0.1 km/s: "
                    + "no orbit"
            }
        }
    }

    /// Place of the object in the list that was screened.
    public let object: Int
    /// Why, at `from`.
    public let cause: Cause
    /// The first moment of the window without a state.
    public let from: Instant
    /// The moment from which on it has states again, and is screened; nil where there is none before the window's end.
    /// Between `from` and this it was screened at what times it has states.
    public let until: Instant?
}

/// What a screening found.
public struct ScreeningResult: Sendable, Equatable {
    /// Close approaches, by time, then primary, then secondary.
    public let approaches: [CloseApproach]
    /// Pairs that fly together, by primary, secondary and time.
    public let companions: [Companion]
    /// Objects that were not screened through the whole window, by their place.
    public let failures: [ScreeningFailure]
    /// False where the run was stopped: then the lists hold what was found until then, less part of the pairs that move
    /// slowly against each other, which are settled last.
    public let isComplete: Bool
}
