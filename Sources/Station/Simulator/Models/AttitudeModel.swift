import Glibc

/// Attitude near the torque equilibrium attitude in the local vertical, local horizontal frame.
///
/// LVLH axes: x forward, y to starboard (against the orbit's angular momentum), z down. Yaw, pitch, roll turn in this
/// order. Equilibrium at roll 0.6°, pitch −2.5°, yaw −4.0°, a usual attitude with the present modules; the errors are
/// damped oscillations of period 90 s driven by noise, some hundredths of a degree.
struct AttitudeModel: StationModel {
    static let title = "attitude: LVLH near torque equilibrium, rates of the orbit"

    private static let commandedDeg = SIMD3(0.6, -2.5, -4.0)
    private static let stiffness = pow(2 * Double.pi / 90, 2)
    private static let damping = 0.03
    private static let noiseDegS2 = 4e-5

    private var errorDeg = SIMD3(0.02, -0.03, 0.01)
    private var errorRateDegS = SIMD3<Double>(repeating: 0)

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let kick = SIMD3(conditions.random.noise(), conditions.random.noise(), conditions.random.noise())
        let pull = errorDeg * -Self.stiffness + errorRateDegS * -Self.damping
        errorRateDegS += (pull + kick * Self.noiseDegS2) * seconds
        errorDeg += errorRateDegS * seconds
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        let attitude = Self.commandedDeg + errorDeg
        for (offset, name) in ["NAV_ROLL", "NAV_PITCH", "NAV_YAW"].enumerated() { values[name] = attitude[offset] }
        write(Self.quaternion(attitude), names: ["018", "019", "020", "021"], &values)
        write(Self.quaternion(Self.commandedDeg), names: ["028", "029", "030", "031"], &values)
        let rates = errorRateDegS + orbitRateInBody(attitude, conditions.orbit.orbitalRateRadS.degrees)
        for (offset, number) in ["022", "023", "024"].enumerated() { values["USLAB000" + number] = errorDeg[offset] }
        for (offset, number) in ["025", "026", "027"].enumerated() { values["USLAB000" + number] = rates[offset] }
        values["USLAB000081"] = 0
    }

    private func write(_ quaternion: [Double], names: [String], _ values: inout ParameterValues) {
        for (name, component) in zip(names, quaternion) { values["USLAB000" + name] = component }
    }

    /// Unit quaternion, scalar first, of the turn from LVLH to body axes.
    static func quaternion(_ rollPitchYawDeg: SIMD3<Double>) -> [Double] {
        let half = rollPitchYawDeg * (Double.pi / 360)
        let (sr, cr) = (sin(half.x), cos(half.x))
        let (sp, cp) = (sin(half.y), cos(half.y))
        let (sy, cy) = (sin(half.z), cos(half.z))
        return [
            cr * cp * cy + sr * sp * sy, sr * cp * cy - cr * sp * sy, cr * sp * cy + sr * cp * sy,
            cr * cp * sy - sr * sp * cy,
        ]
    }

    /// The orbit turns LVLH about −y; seen on body axes, deg/s.
    private func orbitRateInBody(_ attitudeDeg: SIMD3<Double>, _ rateDegS: Double) -> SIMD3<Double> {
        let (roll, pitch, yaw) = (attitudeDeg.x.radians, attitudeDeg.y.radians, attitudeDeg.z.radians)
        let y = SIMD3(
            cos(pitch) * sin(yaw), sin(roll) * sin(pitch) * sin(yaw) + cos(roll) * cos(yaw),
            cos(roll) * sin(pitch) * sin(yaw) - sin(roll) * cos(yaw))
        return y * -rateDegS
    }
}
