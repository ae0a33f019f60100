import Frames
import Glibc

extension SIMD3<Double> {
    /// Position in km as plain components, for arithmetic inside one frame.
    init<Frame>(_ position: Position<Frame>) {
        self.init(position.xKm, position.yKm, position.zKm)
    }

    /// Velocity in km/s as plain components, for arithmetic inside one frame.
    init<Frame>(_ velocity: Velocity<Frame>) {
        self.init(velocity.xKmS, velocity.yKmS, velocity.zKmS)
    }

    func dot(_ other: Self) -> Double { (self * other).sum() }

    var length: Double { dot(self).squareRoot() }

    /// Direction; a zero vector stays as it is.
    var direction: Self { length > 0 ? self / length : self }

    func cross(_ other: Self) -> Self {
        SIMD3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }
}

extension Double {
    /// Degrees as radians.
    var radians: Double { self * .pi / 180 }
    /// Radians as degrees.
    var degrees: Double { self * 180 / .pi }
    /// Seconds of arc as radians.
    var arcsec: Double { self * .pi / 648_000 }

    /// Angle in degrees brought into 0 ..< 360.
    var wrapped360: Double {
        let rest = truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }

    /// Angle in degrees brought into −180 ..< 180.
    var wrapped180: Double { (self + 180).wrapped360 - 180 }

    /// Value kept between two bounds.
    func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(Swift.max(self, low), high) }

    /// Value moved towards `target` by at most `step`.
    func moved(towards target: Double, by step: Double) -> Double {
        self + (target - self).clamped(-step, step)
    }
}
