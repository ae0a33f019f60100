import Timekeeping

/// Radial, along track, across track: x along the position, z along the orbital angular momentum, y completes.
/// Origin: the object. Elsewhere called RSW, RIC or QSW.
public enum RTN: ReferenceFrame {
    /// `RTN`.
    public static let name = "RTN"
}

/// Local vertical, local horizontal: z towards the Earth's centre, y against the orbital angular momentum, x completes,
/// forward on a circular orbit. Origin: the object.
public enum LVLH: ReferenceFrame {
    /// `LVLH`.
    public static let name = "LVLH"
}

/// The frames that travel with an object on its orbit, at one instant.
public struct LocalOrbitalFrames<Inertial: ReferenceFrame>: Hashable, Sendable {
    /// The object's state, the local frames' origin.
    public let origin: StateVector<Inertial>
    /// The axes of RTN, and how they turn with the orbit (two-body: about the angular momentum alone).
    public let toRTN: FrameRotation<Inertial, RTN>

    /// Makes the frames of an object, or nil where its position and velocity span no plane. The state must be one of a
    /// frame that does not turn with the Earth.
    public init?(origin state: StateVector<Inertial>) {
        let (r, v) = (state.position, state.velocity)
        let momentum = Self.cross((r.xKm, r.yKm, r.zKm), (v.xKmS, v.yKmS, v.zKmS))
        guard let radial = Self.unit((r.xKm, r.yKm, r.zKm)), let across = Self.unit(momentum) else { return nil }
        let along = Self.cross(across, radial)
        let size = (momentum.0 * momentum.0 + momentum.1 * momentum.1 + momentum.2 * momentum.2).squareRoot()
        let rate = size / (r.lengthKm * r.lengthKm)
        func scaled(_ axis: (Double, Double, Double), _ factor: Double) -> (Double, Double, Double) {
            (axis.0 * factor, axis.1 * factor, axis.2 * factor)
        }
        origin = state
        toRTN = FrameRotation(
            matrix: Matrix3(radial, along, across),
            ratePerSecond: Matrix3(scaled(along, rate), scaled(radial, -rate), (0, 0, 0)))
    }

    /// The axes of LVLH, which turn as those of RTN.
    public var toLVLH: FrameRotation<Inertial, LVLH> {
        // LVLH is RTN with its axes renamed: x = T, y = −N, z = −R.
        toRTN.then(FrameRotation(matrix: Matrix3((0, 1, 0), (0, 0, -1), (-1, 0, 0))))
    }

    /// Another object at the same instant, as seen from this one: relative position, and its rate as seen in the
    /// turning frame.
    public func rtn(_ state: StateVector<Inertial>) -> StateVector<RTN> { toRTN(relative(state)) }

    /// Another object at the same instant in LVLH; see `rtn`.
    public func lvlh(_ state: StateVector<Inertial>) -> StateVector<LVLH> { toLVLH(relative(state)) }

    /// The way back from a relative state in RTN.
    public func inertial(_ state: StateVector<RTN>) -> StateVector<Inertial> { absolute(toRTN.inverse(state)) }

    /// The way back from a relative state in LVLH.
    public func inertial(_ state: StateVector<LVLH>) -> StateVector<Inertial> { absolute(toLVLH.inverse(state)) }

    private func relative(_ state: StateVector<Inertial>) -> StateVector<Inertial> {
        let (v, w) = (state.velocity, origin.velocity)
        return StateVector(
            position: state.position.relative(to: origin.position),
            velocity: Velocity(xKmS: v.xKmS - w.xKmS, yKmS: v.yKmS - w.yKmS, zKmS: v.zKmS - w.zKmS),
            epoch: state.epoch)
    }

    private func absolute(_ state: StateVector<Inertial>) -> StateVector<Inertial> {
        let (r, v) = (state.position, state.velocity)
        let (p, w) = (origin.position, origin.velocity)
        return StateVector(
            position: Position(xKm: r.xKm + p.xKm, yKm: r.yKm + p.yKm, zKm: r.zKm + p.zKm),
            velocity: Velocity(xKmS: v.xKmS + w.xKmS, yKmS: v.yKmS + w.yKmS, zKmS: v.zKmS + w.zKmS),
            epoch: state.epoch)
    }

    private static func cross(
        _ a: (Double, Double, Double), _ b: (Double, Double, Double)
    ) -> (Double, Double, Double) {
        (a.1 * b.2 - a.2 * b.1, a.2 * b.0 - a.0 * b.2, a.0 * b.1 - a.1 * b.0)
    }

    private static func unit(_ a: (Double, Double, Double)) -> (Double, Double, Double)? {
        let length = (a.0 * a.0 + a.1 * a.1 + a.2 * a.2).squareRoot()
        guard length > 0, length.isFinite else { return nil }
        return (a.0 / length, a.1 / length, a.2 / length)
    }
}
