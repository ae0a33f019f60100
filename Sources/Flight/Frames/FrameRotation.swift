import Timekeeping

/// The turn from one frame's axes to another's at one instant, and how fast it goes on; both share their origin.
@frozen
public struct FrameRotation<From: ReferenceFrame, To: ReferenceFrame>: Hashable, Sendable {
    /// Takes coordinates of `From` to coordinates of `To`.
    public var matrix: Matrix3
    /// Change of `matrix`, 1/s.
    public var ratePerSecond: Matrix3

    /// Makes a rotation from an orthogonal matrix and its change a second.
    @inlinable
    public init(matrix: Matrix3, ratePerSecond: Matrix3 = .zero) {
        (self.matrix, self.ratePerSecond) = (matrix, ratePerSecond)
    }

    /// The way back.
    @inlinable
    public var inverse: FrameRotation<To, From> {
        FrameRotation<To, From>(matrix: matrix.transposed, ratePerSecond: ratePerSecond.transposed)
    }

    /// This rotation followed by another at the same instant.
    @inlinable
    public func then<Next: ReferenceFrame>(_ next: FrameRotation<To, Next>) -> FrameRotation<From, Next> {
        FrameRotation<From, Next>(
            matrix: next.matrix * matrix,
            ratePerSecond: next.ratePerSecond * matrix + next.matrix * ratePerSecond)
    }

    /// A position in the other frame, km.
    @inlinable
    public func callAsFunction(_ position: Position<From>) -> Position<To> {
        let (x, y, z) = matrix.times(position.xKm, position.yKm, position.zKm)
        return Position(xKm: x, yKm: y, zKm: z)
    }

    /// A state in the other frame: the velocity is as seen from that frame, its turning included. The state's epoch
    /// must be the rotation's.
    @inlinable
    public func callAsFunction(_ state: StateVector<From>) -> StateVector<To> {
        let (r, v) = (state.position, state.velocity)
        let turned = matrix.times(v.xKmS, v.yKmS, v.zKmS)
        let dragged = ratePerSecond.times(r.xKm, r.yKm, r.zKm)
        return StateVector(
            position: self(r),
            velocity: Velocity(
                xKmS: turned.0 + dragged.0, yKmS: turned.1 + dragged.1, zKmS: turned.2 + dragged.2),
            epoch: state.epoch)
    }
}
