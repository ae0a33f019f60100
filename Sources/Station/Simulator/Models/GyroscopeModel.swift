import Glibc

/// Four control moment gyroscopes that take up the torques on the station.
///
/// Each holds 4,880 N m s at 6,600 rpm (facts: CMG angular momentum, CMG wheel speed). Gravity gradient and drag give
/// torques of a few N m at once and twice a revolution; a momentum manager keeps the mean near its bias; above 80 % of
/// capacity thrusters unload to 40 %, at a cost in propellant (specific impulse 2,900 m/s, arm 20 m).
struct GyroscopeModel: StationModel {
    static let title = "gyroscopes: gravity-gradient and drag momentum, unloading, bearings"

    private static let capacityEachNms = 4_880.0
    private static let onceNm = SIMD3(1.5, 3.6, 1.1)
    private static let twiceNm = SIMD3(0.5, 1.5, 0.4)
    private static let biasNms = SIMD3(900.0, -2_600.0, 700.0)
    private static let managerSeconds = 7_200.0
    private static let unloadStart = 0.80
    private static let unloadStop = 0.40
    private static let unloadNm = 60.0
    private static let propellantPerNms = 1 / (2_900.0 * 20)

    private var momentumNms = Self.biasNms
    private var torqueNm = SIMD3<Double>(repeating: 0)
    private var wanderNm = SIMD3<Double>(repeating: 0)
    private var isUnloading = false
    private var wheels = [WheelState](repeating: WheelState(), count: 4)

    /// One wheel with its bearings.
    private struct WheelState: Sendable {
        var speedRpm = 6_600.0
        var spinCurrentA = 0.85
        var vibrationG = 0.025
        var motorBearingDegC = 21.0
        var resolverBearingDegC = 19.0
    }

    private func capacityNms(_ faults: FaultState) -> Double {
        Double(4 - faults.stoppedGyroscopes.intersection(1...4).count) * Self.capacityEachNms
    }

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let phase = conditions.orbit.noonAngleDeg.radians
        let kick = SIMD3(conditions.random.noise(), conditions.random.noise(), conditions.random.noise())
        wanderNm = wanderNm * (1 - min(seconds / 600, 1)) + kick * 0.02 * seconds.squareRoot()
        torqueNm = Self.onceNm * cos(phase) + Self.twiceNm * cos(2 * phase + 0.7) + wanderNm
        momentumNms += torqueNm * seconds
        momentumNms += (Self.biasNms - momentumNms) * min(seconds / Self.managerSeconds, 1)
        unload(seconds, &conditions)
        for index in wheels.indices { turn(index, seconds, &conditions) }
    }

    private mutating func unload(_ seconds: Double, _ conditions: inout StationConditions) {
        let share = momentumNms.length / max(capacityNms(conditions.faults), 1)
        if share > Self.unloadStart { isUnloading = true }
        if share < Self.unloadStop { isUnloading = false }
        let dumped = isUnloading ? min(Self.unloadNm * seconds, momentumNms.length) : 0
        momentumNms -= momentumNms.direction * dumped
        conditions.exchange.thrustersHelp = isUnloading
        conditions.exchange.thrusterPropellantKgS = dumped / seconds * Self.propellantPerNms
    }

    /// A stopped wheel runs down within the hour; bearings follow the Sun and the torque within half an hour.
    private mutating func turn(_ index: Int, _ seconds: Double, _ conditions: inout StationConditions) {
        let runs = !conditions.faults.stoppedGyroscopes.contains(index + 1)
        let warmth = 19.5 + 2.5 * conditions.orbit.sunlitFraction + 0.25 * torqueNm.length + Double(index) * 0.8
        let lag = min(seconds / 1_800, 1)
        wheels[index].motorBearingDegC += ((runs ? warmth : 12) - wheels[index].motorBearingDegC) * lag
        wheels[index].resolverBearingDegC += ((runs ? warmth - 1.6 : 11) - wheels[index].resolverBearingDegC) * lag
        let target = runs ? 6_600.0 : 0
        let step = runs ? 20 * seconds : 2 * seconds
        wheels[index].speedRpm = wheels[index].speedRpm.moved(towards: target, by: step)
        wheels[index].spinCurrentA = runs ? 0.85 + 0.05 * conditions.random.noise() : 0
        wheels[index].vibrationG = max(0, 0.025 + 0.004 * conditions.random.noise())
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        let stopped = conditions.faults.stoppedGyroscopes.intersection(1...4)
        let capacity = capacityNms(conditions.faults)
        let share = capacity > 0 ? (momentumNms.length / capacity).clamped(0, 1) : 1
        values["USLAB000005"] = Double(4 - stopped.count)
        values["USLAB000006"] = -torqueNm.x
        values["USLAB000007"] = -torqueNm.y
        values["USLAB000008"] = -torqueNm.z
        values["USLAB000009"] = momentumNms.length
        values["USLAB000010"] = share * 100
        values["USLAB000012"] = isUnloading ? 5 : 4
        values["USLAB000038"] = capacity
        values["USLAB000041"] = stopped.count > 2 ? 1 : 0
        values["RUSSEG000025"] = isUnloading ? 6 : 3
        for (index, wheel) in wheels.enumerated() { report(index, wheel, stopped, to: &values) }
    }

    private func report(_ index: Int, _ wheel: WheelState, _ stopped: Set<Int>, to values: inout ParameterValues) {
        values["USLAB00000\(index + 1)"] = stopped.contains(index + 1) ? 0 : 1
        values["USLAB0000\(45 + index)"] = wheel.motorBearingDegC
        values["USLAB0000\(49 + index)"] = wheel.resolverBearingDegC
        values["Z100000\(index + 1)"] = wheel.vibrationG
        values["Z100000\(index + 5)"] = wheel.spinCurrentA
        values[index == 0 ? "Z1000009" : "Z10000\(index + 9)"] = wheel.speedRpm
    }
}
