import MissionDatabase
import Telemetry
import Testing
import Timekeeping

@Suite struct AlarmMonitorTests {
    private let database: Database
    private let bus: Int
    private let slow: Int

    init() throws {
        database = try TelemetrySample.database()
        bus = try #require(database.parameter(named: "BUS")).index
        slow = try #require(database.parameter(named: "SLOW")).index
    }

    private func time(_ seconds: Int64) -> Instant { Instant(nanosecondsSinceJ2000TAI: seconds * 1_000_000_000) }

    private func sample(_ limit: LimitState, _ second: Int64, side: LimitSide = .high, of parameter: Int? = nil)
        -> Sample
    {
        Sample(
            parameter: parameter ?? bus, generationTime: time(second), value: .float(Double(second)),
            raw: .signed(second), limit: limit, side: limit.isViolation ? side : .none)
    }

    private func event(_ monitor: inout AlarmMonitor, _ sample: Sample) throws -> AlarmEvent {
        let event = monitor.observe(sample)
        return try #require(event)
    }

    @Test func livesItsWholeLife() throws {
        var monitor = AlarmMonitor(database)
        #expect(monitor.observe(sample(.nominal, 0)) == nil)
        let raised = try event(&monitor, sample(.watch, 1))
        #expect(raised.name == "raised" && raised.alarm.id == 1 && raised.alarm.parameter == "BUS")
        #expect(raised.alarm.unit == "V" && raised.alarm.raisedAt == time(1))
        #expect(monitor.observe(sample(.watch, 2)) == nil)
        #expect(monitor.alarms.first?.lastAt == time(2) && monitor.alarms.first?.value == .float(2))
        #expect(monitor.observe(sample(.critical, 3))?.name == "worsened")
        #expect(monitor.observe(sample(.warning, 4))?.name == "eased")
        let acknowledged = try monitor.acknowledge(1, by: "EU flight controller", at: time(5))
        #expect(acknowledged.name == "acknowledged" && acknowledged.alarm.acknowledgedAt == time(5))
        let closed = try event(&monitor, sample(.nominal, 6))
        #expect(closed.name == "closed" && closed.alarm.acknowledgedBy == "EU flight controller")
        #expect(monitor.alarms.isEmpty)
        #expect(monitor.observe(sample(.severe, 7))?.alarm.id == 2)
    }

    @Test func staysUntilAcknowledged() throws {
        var monitor = AlarmMonitor(database)
        _ = monitor.observe(sample(.warning, 1))
        let cleared = try event(&monitor, sample(.nominal, 2))
        #expect(cleared.name == "cleared" && !cleared.alarm.isActive && cleared.alarm.severity == .warning)
        #expect(monitor.observe(sample(.nominal, 3)) == nil)
        let again = try event(&monitor, sample(.watch, 4))
        #expect(again.name == "raised" && again.alarm.id == 1 && again.alarm.isActive)
        _ = monitor.observe(sample(.nominal, 5))
        #expect(try monitor.acknowledge(1, by: "a", at: time(6)).name == "closed")
        #expect(monitor.alarms.isEmpty)
    }

    @Test func raisesAnewWhenItWorsensAfterAcknowledgement() throws {
        var monitor = AlarmMonitor(database)
        _ = monitor.observe(sample(.warning, 1))
        _ = try monitor.acknowledge(1, by: "a", at: time(2))
        #expect(monitor.observe(sample(.watch, 3))?.alarm.acknowledgedBy == "a")
        #expect(monitor.observe(sample(.warning, 4))?.alarm.acknowledgedBy == "a")
        let worse = try event(&monitor, sample(.severe, 5))
        #expect(worse.name == "worsened" && worse.alarm.acknowledgedBy == nil && worse.alarm.acknowledgedAt == nil)
        _ = try monitor.acknowledge(1, by: "b", at: time(6))
        let other = try event(&monitor, sample(.severe, 7, side: .low))
        #expect(other.name == "worsened" && other.alarm.side == .low && other.alarm.acknowledgedBy == nil)
    }

    @Test func countsViolations() {
        var monitor = AlarmMonitor(database)
        #expect(monitor.observe(sample(.warning, 1, of: slow)) == nil)
        #expect(monitor.observe(sample(.warning, 2, of: slow)) == nil)
        #expect(monitor.observe(sample(.nominal, 3, of: slow)) == nil)
        for second in 4...5 { #expect(monitor.observe(sample(.warning, Int64(second), of: slow)) == nil) }
        #expect(monitor.observe(sample(.warning, 6, of: slow))?.name == "raised")
    }

    @Test func refusesWrongAcknowledgements() throws {
        var monitor = AlarmMonitor(database)
        _ = monitor.observe(sample(.warning, 1))
        #expect(throws: TelemetryError.unknownAlarm(id: 9)) { try monitor.acknowledge(9, by: "a", at: time(2)) }
        _ = try monitor.acknowledge(1, by: "a", at: time(2))
        #expect(throws: TelemetryError.alreadyAcknowledged(id: 1, by: "a")) {
            try monitor.acknowledge(1, by: "b", at: time(3))
        }
    }

    @Test func goesOnAfterARestart() throws {
        var before = AlarmMonitor(database)
        _ = before.observe(sample(.warning, 1))
        var after = AlarmMonitor(database, restoring: before.alarms)
        #expect(after.alarms == before.alarms)
        #expect(after.observe(sample(.nominal, 2))?.name == "cleared")
        _ = after.observe(sample(.nominal, 2, of: slow))
        for second in 3...5 { _ = after.observe(sample(.warning, Int64(second), of: slow)) }
        #expect(after.alarms.map(\.id) == [1, 2])
    }

    @Test func ordersTheWorstFirst() {
        var monitor = AlarmMonitor(database)
        _ = monitor.observe(sample(.watch, 1))
        for second in 2...4 { _ = monitor.observe(sample(.critical, Int64(second), of: slow)) }
        #expect(monitor.alarms.map(\.severity) == [.critical, .watch])
    }

    @Test func observesABuffer() throws {
        let decoder = PacketDecoder(database)
        var buffer = decoder.makeBuffer()
        var monitor = AlarmMonitor(database)
        for volts in [10, 300, 300, 20] {
            let bytes = try TelemetrySample.packet(database, "Power", ["BUS": .signed(Int64(volts))])
            try decoder.decode(bytes, receivedAt: time(0), into: &buffer)
        }
        #expect(monitor.observe(buffer).map(\.name) == ["raised", "cleared"])
    }
}
