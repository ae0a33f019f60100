public import Orbits
public import Timekeeping

/// A catalogue of other objects, as it was read.
public struct ScreeningCatalogue: Sendable {
    /// What the pages call it: a file's name.
    public let name: String
    /// Its element sets.
    public let objects: [MeanElements]
    /// How many sets of it could not be read.
    public let unreadableCount: Int

    /// A catalogue from its sets; `unreadableCount` tells how many more it had.
    public init(name: String, objects: [MeanElements], unreadableCount: Int = 0) {
        self.name = name
        self.objects = objects
        self.unreadableCount = unreadableCount
    }
}

/// How the screening of the spacecraft's orbit does.
public enum ScreeningState: Sendable, Equatable {
    /// The node was given no catalogue.
    case noCatalogue
    /// The node knows no orbit to screen.
    case noOrbit
    /// Nothing was screened yet, and nothing is being.
    case waiting
    /// At work, with the part that is done, 0…1.
    case screening(progress: Double)
    /// Done until the next time.
    case done
    /// It could not be done, and why.
    case failed(String)
}

/// A close approach of another object.
public struct ApproachEntry: Sendable, Equatable {
    /// The other object's name, empty where the catalogue has none.
    public let name: String
    /// The other object's catalogue number.
    public let catalogueNumber: Int
    /// When the two are closest.
    public let time: Instant
    /// How close, km.
    public let missDistanceKm: Double
    /// How fast they pass each other, km/s.
    public let relativeSpeedKmS: Double
    /// Place of the other from the spacecraft along the spacecraft's radius, outward, km.
    public let radialKm: Double
    /// Place of the other in the spacecraft's orbital plane, across the radius and forward, km.
    public let inTrackKm: Double
    /// Place of the other along the spacecraft's orbital momentum, km.
    public let crossTrackKm: Double
}

/// An object that stays with the spacecraft: docked to it, or flying along.
public struct CompanionEntry: Sendable, Equatable {
    /// Its name, empty where the catalogue has none.
    public let name: String
    /// Its catalogue number.
    public let catalogueNumber: Int
}

/// What the last screening found.
public struct ScreeningReport: Sendable {
    /// The instant from which was screened.
    public let from: Instant
    /// How far ahead, days.
    public let days: Double
    /// Approaches up to this distance were looked for, km.
    public let withinKm: Double
    /// Approaches in order of time.
    public let approaches: [ApproachEntry]
    /// Objects that stay with the spacecraft, and so are no approaches.
    public let companions: [CompanionEntry]
    /// How many objects could not be propagated all the way.
    public let failedCount: Int
}

/// The close approaches to the spacecraft, and how the search for them does.
public struct ConjunctionsAnswer: Sendable {
    /// The spacecraft's element set.
    public let primary: MeanElements?
    /// The catalogue's name, how many objects it has, and how many could not be read.
    public let catalogue: ScreeningCatalogue?
    /// How the search does.
    public let state: ScreeningState
    /// What was found last, also while it is searched anew.
    public let report: ScreeningReport?
}
