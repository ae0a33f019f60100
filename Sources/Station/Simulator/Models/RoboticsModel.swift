/// Canadarm2 between two postures, as if looking over the station: ten minutes of motion, twenty of rest.
///
/// Joint order: shoulder roll, yaw, pitch, elbow pitch, wrist pitch, yaw, roll; each within its ±270° of travel. Power
/// at rest and in motion are round figures below the arm's public 2 kW peak.
struct RoboticsModel: StationModel {
    static let title = "Canadarm2: slow survey between two postures, heaters by sunlight"

    private static let postureDeg = [
        [-12.0, 38.0, 21.0, -104.0, 63.0, 15.0, 88.0], [24.0, 71.0, -9.0, -76.0, 41.0, 52.0, 61.0],
    ]
    private static let motionSeconds = 600.0
    private static let cycleSeconds = 1_800.0
    private static let restW = 435.0
    private static let motionW = 980.0

    private var jointDeg = Self.postureDeg[0]
    private var isMoving = false

    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        let cycle = Int(conditions.elapsedSeconds / Self.cycleSeconds)
        let inCycle = conditions.elapsedSeconds - Double(cycle) * Self.cycleSeconds
        isMoving = inCycle < Self.motionSeconds
        // A smooth step from one posture to the other: no jump in rate at either end.
        let share = (inCycle / Self.motionSeconds).clamped(0, 1)
        let smooth = share * share * (3 - 2 * share)
        let (from, to) = (Self.postureDeg[cycle % 2], Self.postureDeg[(cycle + 1) % 2])
        jointDeg = zip(from, to).map { $0 + ($1 - $0) * smooth }
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        for (index, angle) in jointDeg.enumerated() { values["MSS_JOINT_\(index + 1)"] = angle }
        let heaters = 180 * (1 - conditions.orbit.sunlitFraction)
        values["MSS_POWER"] = (isMoving ? Self.motionW : Self.restW) + heaters
    }
}
