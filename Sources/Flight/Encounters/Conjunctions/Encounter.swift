import Glibc

/// Uncertainty of a position, or of a position and a velocity, in an object's own RTN axes.
///
/// R points from the Earth's centre to the object, N along the orbit's angular momentum, T completes the set (N × R);
/// all three stand still at the moment of closest approach (RTN as CCSDS 508.0-B-1 has it).
public struct StateCovariance: Hashable, Sendable {
    /// Six rows of six, in the order R, T, N, Ṙ, Ṫ, Ṅ; m², m²/s and m²/s².
    public let elements: [Double]
    /// Whether the velocity's part was given; it is zero where it was not.
    public let hasVelocity: Bool

    /// Takes 9 elements (position) or 36 (position and velocity), row by row, m and m/s; the mean of the two
    /// halves is kept where they differ.
    ///
    /// Throws `EncounterError.unusableValue` for another count, an element that is not finite, or a negative variance.
    public init(rtn given: [Double]) throws(EncounterError) {
        guard given.count == 9 || given.count == 36 else {
            throw .unusableValue(
                name: "covariance's count of elements", value: Double(given.count), expected: "9 or 36")
        }
        let size = given.count == 9 ? 3 : 6
        var filled = [Double](repeating: 0, count: 36)
        for row in 0..<size {
            for column in 0..<size {
                let value = (given[row * size + column] + given[column * size + row]) / 2
                guard value.isFinite, row != column || value >= 0 else {
                    let name = "covariance's element in row \(row + 1), column \(column + 1)"
                    throw .unusableValue(name: name, value: value, expected: "a finite number, no negative variance")
                }
                filled[row * 6 + column] = value
            }
        }
        (elements, hasVelocity) = (filled, size == 6)
    }
}

/// One of two objects that meet: its state at the common moment and how uncertain it is.
public struct EncounterObject: Hashable, Sendable {
    /// From the Earth's centre, metres, in any axes that do not turn and that both objects share.
    public let positionM: SIMD3<Double>
    /// Metres a second, in the same axes.
    public let velocityMS: SIMD3<Double>
    /// In the object's own RTN axes.
    public let covariance: StateCovariance

    /// Makes an object from a state in inertial axes, metres and metres a second.
    ///
    /// Throws `EncounterError.unusableValue` where position and velocity span no orbital plane.
    public init(
        positionM: SIMD3<Double>, velocityMS: SIMD3<Double>, covariance: StateCovariance
    ) throws(EncounterError) {
        let momentum = vectorLength(vectorProduct(positionM, velocityMS))
        guard momentum.isFinite, momentum > 0 else {
            throw .unusableValue(
                name: "object's angular momentum in m²/s", value: momentum,
                expected: "more than 0: position and velocity that span a plane")
        }
        (self.positionM, self.velocityMS, self.covariance) = (positionM, velocityMS, covariance)
    }

    /// Makes an object from a state in Earth-fixed axes (ITRF), metres and metres a second.
    ///
    /// The axes are held still at this moment, and the Earth's turning, 7.292115e-5 rad/s, is added to the velocity:
    /// what comes of two objects does not depend on how the axes lie.
    public init(
        earthFixedPositionM: SIMD3<Double>, velocityMS: SIMD3<Double>, covariance: StateCovariance
    ) throws(EncounterError) {
        let turning = vectorProduct(SIMD3(0, 0, earthRotationRadS), earthFixedPositionM)
        try self.init(positionM: earthFixedPositionM, velocityMS: velocityMS + turning, covariance: covariance)
    }

    /// Unit vectors along R, T and N.
    var axes: (radial: SIMD3<Double>, transverse: SIMD3<Double>, normal: SIMD3<Double>) {
        let radial = unitVector(positionM)
        let normal = unitVector(vectorProduct(positionM, velocityMS))
        return (radial, vectorProduct(normal, radial), normal)
    }

    /// Sum of the position's variances along the axes, m².
    var positionVarianceM2: Double { (0..<3).reduce(0) { $0 + covariance.elements[$1 * 7] } }

    /// The covariance of position between two directions given in the state's axes, m².
    func positionCovariance(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
        let (radial, transverse, normal) = axes
        let left = [scalarProduct(first, radial), scalarProduct(first, transverse), scalarProduct(first, normal)]
        let right = [scalarProduct(second, radial), scalarProduct(second, transverse), scalarProduct(second, normal)]
        var sum = 0.0
        for row in 0..<3 {
            for column in 0..<3 { sum += left[row] * covariance.elements[row * 6 + column] * right[column] }
        }
        return sum
    }
}

/// Two objects at, or within a moment of, their closest approach.
///
/// Their errors are taken as independent of one another.
public struct Encounter: Hashable, Sendable {
    /// The object whose operator asks.
    public let primary: EncounterObject
    /// The other.
    public let secondary: EncounterObject
    /// Sum of the radii of the spheres around both objects, metres.
    public let hardBodyRadiusM: Double

    /// Makes an encounter; both states are of the same moment and in the same axes.
    ///
    /// Throws `EncounterError.unusableValue` for a radius that is not above 0.
    public init(
        primary: EncounterObject, secondary: EncounterObject, hardBodyRadiusM: Double
    ) throws(EncounterError) {
        guard hardBodyRadiusM > 0, hardBodyRadiusM.isFinite else {
            throw .unusableValue(name: "hard-body radius in m", value: hardBodyRadiusM, expected: "more than 0")
        }
        (self.primary, self.secondary, self.hardBodyRadiusM) = (primary, secondary, hardBodyRadiusM)
    }

    /// Where the secondary is from the primary, metres.
    public var relativePositionM: SIMD3<Double> { secondary.positionM - primary.positionM }
    /// How the secondary moves against the primary, metres a second.
    public var relativeVelocityMS: SIMD3<Double> { secondary.velocityMS - primary.velocityMS }
}

/// Geocentric gravitational constant, m³/s² (IERS Conventions 2010, table 1.1, rounded as in WGS 84).
let earthGravityM3S2 = 398_600.4418e9
/// Nominal mean angular velocity of the Earth, rad/s (IERS Conventions 2010, table 1.2).
private let earthRotationRadS = 7.292115e-5

func scalarProduct(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> Double { (left * right).sum() }
func vectorLength(_ vector: SIMD3<Double>) -> Double { scalarProduct(vector, vector).squareRoot() }
func unitVector(_ vector: SIMD3<Double>) -> SIMD3<Double> { vector / vectorLength(vector) }
func vectorProduct(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(
        left.y * right.z - left.z * right.y, left.z * right.x - left.x * right.z, left.x * right.y - left.y * right.x)
}
