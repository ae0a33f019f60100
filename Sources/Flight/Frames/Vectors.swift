public import Timekeeping

/// A place relative to a frame's origin, kilometres.
@frozen
public struct Position<Frame: ReferenceFrame>: Hashable, Sendable {
    /// First coordinate, km.
    public var xKm: Double
    /// Second coordinate, km.
    public var yKm: Double
    /// Third coordinate, km.
    public var zKm: Double

    /// Makes a position from coordinates in km.
    @inlinable
    public init(xKm: Double, yKm: Double, zKm: Double) {
        (self.xKm, self.yKm, self.zKm) = (xKm, yKm, zKm)
    }

    /// Distance from the origin, km.
    @inlinable
    public var lengthKm: Double { (xKm * xKm + yKm * yKm + zKm * zKm).squareRoot() }

    /// Scalar product with another position of the same frame, km².
    @inlinable
    public func dot(_ other: Position<Frame>) -> Double {
        xKm * other.xKm + yKm * other.yKm + zKm * other.zKm
    }

    /// The straight line from `origin` to this position.
    @inlinable
    public func relative(to origin: Position<Frame>) -> Position<Frame> {
        Position(xKm: xKm - origin.xKm, yKm: yKm - origin.yKm, zKm: zKm - origin.zKm)
    }
}

/// A velocity as seen in a frame, kilometres per second.
@frozen
public struct Velocity<Frame: ReferenceFrame>: Hashable, Sendable {
    /// First component, km/s.
    public var xKmS: Double
    /// Second component, km/s.
    public var yKmS: Double
    /// Third component, km/s.
    public var zKmS: Double

    /// Makes a velocity from components in km/s.
    @inlinable
    public init(xKmS: Double, yKmS: Double, zKmS: Double) {
        (self.xKmS, self.yKmS, self.zKmS) = (xKmS, yKmS, zKmS)
    }

    /// Speed, km/s.
    @inlinable
    public var lengthKmS: Double { (xKmS * xKmS + yKmS * yKmS + zKmS * zKmS).squareRoot() }
}

/// Position and velocity in a frame at an instant.
@frozen
public struct StateVector<Frame: ReferenceFrame>: Hashable, Sendable {
    /// Position, km.
    public var position: Position<Frame>
    /// Velocity, km/s.
    public var velocity: Velocity<Frame>
    /// The instant at which both hold.
    public var epoch: Instant

    /// Makes a state.
    @inlinable
    public init(position: Position<Frame>, velocity: Velocity<Frame>, epoch: Instant) {
        (self.position, self.velocity, self.epoch) = (position, velocity, epoch)
    }
}

@usableFromInline let degreesPerRadian = 180 / Double.pi
let radiansPerArcsecond = Double.pi / 648_000

/// An angle brought into 0 ..< period.
func wrapped(_ angle: Double, _ period: Double) -> Double {
    let remainder = angle.truncatingRemainder(dividingBy: period)
    let positive = remainder < 0 ? remainder + period : remainder
    return positive < period ? positive : 0
}
