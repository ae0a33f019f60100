public import Timekeeping

/// A mean element set for SGP4, as a two-line set or an orbit mean-elements message carries it. Frame: TEME.
public struct MeanElements: Hashable, Sendable, Codable {
    /// Whether the set is open.
    public enum Classification: String, Sendable, Codable {
        /// Unclassified.
        case unclassified = "U"
        /// Classified.
        case classified = "C"
        /// Secret.
        case secret = "S"
    }

    /// Catalogue number, 0…999 999 999.
    public var catalogueNumber: Int
    /// Object's name; empty where the source gives none.
    public var name: String
    /// International designator, `1998-067A`; empty where the source gives none.
    public var internationalDesignator: String
    /// Epoch of the elements.
    public var epoch: Instant
    /// Inclination, degrees.
    public var inclinationDeg: Double
    /// Right ascension of the ascending node, degrees.
    public var raanDeg: Double
    /// Eccentricity.
    public var eccentricity: Double
    /// Argument of perigee, degrees.
    public var argumentOfPerigeeDeg: Double
    /// Mean anomaly, degrees.
    public var meanAnomalyDeg: Double
    /// Mean motion after Kozai, revolutions per day.
    public var meanMotionRevPerDay: Double
    /// Drag term B*, per Earth radius.
    public var bstar: Double
    /// Half the rate of change of mean motion, revolutions per day²; SGP4 does not use it.
    public var meanMotionDot: Double
    /// A sixth of the second rate of change of mean motion, revolutions per day³; SGP4 does not use it.
    public var meanMotionDDot: Double
    /// Number of the element set.
    public var elementSetNumber: Int
    /// Number of the revolution at epoch.
    public var revolutionNumber: Int
    /// Whether the set is open.
    public var classification: Classification

    /// Makes an element set; units as of the properties.
    public init(
        catalogueNumber: Int, name: String = "", internationalDesignator: String = "", epoch: Instant,
        inclinationDeg: Double, raanDeg: Double, eccentricity: Double, argumentOfPerigeeDeg: Double,
        meanAnomalyDeg: Double, meanMotionRevPerDay: Double, bstar: Double, meanMotionDot: Double = 0,
        meanMotionDDot: Double = 0, elementSetNumber: Int = 0, revolutionNumber: Int = 0,
        classification: Classification = .unclassified
    ) {
        (self.catalogueNumber, self.name) = (catalogueNumber, name)
        (self.internationalDesignator, self.epoch) = (internationalDesignator, epoch)
        (self.inclinationDeg, self.raanDeg, self.eccentricity) = (inclinationDeg, raanDeg, eccentricity)
        (self.argumentOfPerigeeDeg, self.meanAnomalyDeg) = (argumentOfPerigeeDeg, meanAnomalyDeg)
        (self.meanMotionRevPerDay, self.bstar) = (meanMotionRevPerDay, bstar)
        (self.meanMotionDot, self.meanMotionDDot) = (meanMotionDot, meanMotionDDot)
        (self.elementSetNumber, self.revolutionNumber) = (elementSetNumber, revolutionNumber)
        self.classification = classification
    }

    /// Time of one revolution by the mean motion, minutes.
    public var periodMinutes: Double { 1440 / meanMotionRevPerDay }
}
