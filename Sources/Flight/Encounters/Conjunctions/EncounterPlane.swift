import Glibc

/// The plane through the primary at right angles to the relative velocity, with the sum of both covariances in it.
///
/// Axes: x along the part of the relative position (secondary from primary) that lies in the plane, y completing the
/// right hand with z, which is along the relative velocity (secondary against primary). The miss vector is thus
/// (`missDistanceM`, 0), and is the one at closest approach on straight lines, whatever moment near it was given.
public struct EncounterPlane: Hashable, Sendable {
    /// A covariance that no true uncertainty can have, and what was made of it.
    public struct Repair: Hashable, Sendable {
        /// Variance along the covariance's minor axis as given, m²; negative or near 0.
        public let smallestVarianceM2: Double
        /// What it was raised to, m²: (`hard-body radius` / 10,000)².
        public let raisedToM2: Double
    }

    /// Distance at closest approach on straight lines, metres.
    public let missDistanceM: Double
    /// Speed of the secondary against the primary, metres a second.
    public let relativeSpeedMS: Double
    /// From the given moment to closest approach on straight lines, seconds.
    public let timeToClosestApproachS: Double
    /// Standard deviation along the covariance's major axis, metres.
    public let sigmaMajorM: Double
    /// Standard deviation along the covariance's minor axis, metres.
    public let sigmaMinorM: Double
    /// The miss vector along the major axis, metres.
    public let missMajorM: Double
    /// The miss vector along the minor axis, metres.
    public let missMinorM: Double
    /// Sum of the radii, metres.
    public let hardBodyRadiusM: Double
    /// What was mended in the covariance; nil where nothing was.
    public let repair: Repair?

    /// Projects an encounter.
    ///
    /// A covariance that is not positive in the plane (whose smaller eigenvalue is no more than 1e-14 of the larger: the
    /// round-off of sixteen digits) has the smaller raised to (radius / 10,000)², and `repair` says so.
    /// Throws `EncounterError.unusableValue` where the objects do not move against each other, or where neither
    /// position has a variance: such covariances say nothing.
    public init(_ encounter: Encounter) throws(EncounterError) {
        let (position, velocity) = (encounter.relativePositionM, encounter.relativeVelocityMS)
        let speed = vectorLength(velocity)
        guard speed > 0, speed.isFinite else {
            throw .unusableValue(name: "relative speed in m/s", value: speed, expected: "more than 0")
        }
        let variance = encounter.primary.positionVarianceM2 + encounter.secondary.positionVarianceM2
        guard variance > 0 else {
            throw .unusableValue(
                name: "sum of the positions' variances in m²", value: variance,
                expected: "more than 0: covariances of zeros are none")
        }
        let along = velocity / speed
        let miss = position - along * scalarProduct(position, along)
        let x = vectorLength(miss) > 0 ? unitVector(miss) : anyNormal(to: along)
        let y = vectorProduct(along, x)
        let sum = { (first: SIMD3<Double>, second: SIMD3<Double>) in
            encounter.primary.positionCovariance(first, second) + encounter.secondary.positionCovariance(first, second)
        }
        self.init(
            missDistanceM: vectorLength(miss), xxM2: sum(x, x), xyM2: sum(x, y), yyM2: sum(y, y),
            hardBodyRadiusM: encounter.hardBodyRadiusM, relativeSpeedMS: speed,
            timeToClosestApproachS: -scalarProduct(position, velocity) / (speed * speed))
    }

    /// Takes the miss distance and the covariance in the plane's own axes, metres and m².
    init(
        missDistanceM: Double, xxM2: Double, xyM2: Double, yyM2: Double, hardBodyRadiusM: Double,
        relativeSpeedMS: Double, timeToClosestApproachS: Double
    ) {
        let (mean, half) = ((xxM2 + yyM2) / 2, hypot((xxM2 - yyM2) / 2, xyM2))
        let angle = atan2(2 * xyM2, xxM2 - yyM2) / 2
        // The product form keeps the digits of a minor axis far shorter than the major one.
        let major = mean + half
        let minor = major > 0 ? (xxM2 * yyM2 - xyM2 * xyM2) / major : mean - half
        let isSound = minor > 1e-14 * major
        // A radius that has no square gets the largest number there is.
        let floor = min(hardBodyRadiusM * 1e-4 * hardBodyRadiusM * 1e-4, .greatestFiniteMagnitude)
        repair = isSound || minor >= floor ? nil : Repair(smallestVarianceM2: minor, raisedToM2: floor)
        sigmaMajorM = (isSound ? major : max(major, floor)).squareRoot()
        sigmaMinorM = (isSound ? minor : max(minor, floor)).squareRoot()
        (missMajorM, missMinorM) = (missDistanceM * cos(angle), -missDistanceM * sin(angle))
        (self.missDistanceM, self.hardBodyRadiusM) = (missDistanceM, hardBodyRadiusM)
        (self.relativeSpeedMS, self.timeToClosestApproachS) = (relativeSpeedMS, timeToClosestApproachS)
    }

    /// The miss distance in standard deviations: Mahalanobis distance in the plane.
    public var mahalanobisDistance: Double { hypot(missMajorM / sigmaMajorM, missMinorM / sigmaMinorM) }
}

private func anyNormal(to direction: SIMD3<Double>) -> SIMD3<Double> {
    let helper = abs(direction.x) < 0.9 ? SIMD3<Double>(1, 0, 0) : SIMD3<Double>(0, 1, 0)
    return unitVector(vectorProduct(direction, helper))
}
