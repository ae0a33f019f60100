import Timekeeping

/// Time items and command counters of the command and control computer.
struct TimeModel: StationModel {
    static let title = "time: UTC of the ground, GPS time on board, command counters"

    private var commands = 18_204.0
    private var loads = 911.0

    /// Ground controllers send some 40 commands an hour; one in thirty is a data load.
    mutating func advance(seconds: Double, _ conditions: inout StationConditions) {
        guard conditions.random.fraction() < seconds * 40 / 3_600 else { return }
        if conditions.random.fraction() < 1.0 / 30 { loads += 1 } else { commands += 1 }
    }

    func report(to values: inout ParameterValues, _ conditions: StationConditions) {
        let instant = conditions.orbit.instant
        let unixMilliseconds = instant.unixMilliseconds()
        let day = Int(unixMilliseconds.quotientFloor(86_400_000)) + 40_587
        let date = CalendarDate(modifiedJulianDay: day)
        let inDay = Double(unixMilliseconds) - Double(day - 40_587) * 86_400_000
        values["TIME_000001"] = Double(date.dayOfYear - 1) * 86_400_000 + inDay
        values["TIME_000002"] = Double(date.year)
        let gps = NavigationModel.gpsSeconds(instant)
        values["USLAB000084"] = gps.rounded(.down)
        values["USLAB000085"] = gps - gps.rounded(.down)
        values["USLAB000082"] = commands
        values["USLAB000083"] = loads
    }
}

extension Int64 {
    /// Quotient rounded towards minus infinity; `divisor` above zero.
    func quotientFloor(_ divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
