import MissionDatabase
import SpaceLink
import Telemetry
import Testing
import Timekeeping

@testable import Simulator

/// What the ground decodes from the frames is what the models had.
@Suite struct PacketRoundTripTests {
    @Test func decodedValuesAreThoseOfTheModels() throws {
        let database = try Support.database()
        let decoder = PacketDecoder(database)
        var simulator = try Support.simulator()
        var receiver = TMFrameReceiver(configuration: try Support.frames())
        let start = simulator.instant
        var compared: Set<String> = []
        for second in 0...20 {
            for frame in try simulator.step(to: start.advanced(bySeconds: Double(second))) {
                let reception = receiver.receive(frame)
                #expect(reception.anomalies.isEmpty)
                for packet in reception.packets where !packet.isIdle {
                    for item in try decoder.decode(packet).parameters {
                        guard database.parameters[item.parameter].ancillary["element"] != nil else { continue }
                        let sent = try #require(simulator.value(of: item.name))
                        check(item, sent, database.parameters[item.parameter])
                        compared.insert(item.name)
                    }
                }
            }
        }
        #expect(compared.count == database.parameters.count { $0.ancillary["element"] != nil })
        #expect(receiver.counters.framesBad == 0)
    }

    /// Within half a step of the encoding: of the calibrator's slope here, or of 24 bits of a 32-bit number.
    private func check(_ item: DecodedPacket.Item, _ sent: Double, _ parameter: Parameter) {
        guard let raw = item.raw.number else { return }
        guard parameter.type.enumeration == nil else {
            #expect(raw == sent, "\(item.name)")
            return
        }
        let decoded = item.value.number ?? .nan
        var step = 0.5
        if let calibrator = parameter.type.calibrator {
            step = abs(calibrator.engineering(raw + 1) - calibrator.engineering(raw)) * 0.51
        } else if parameter.type.encoding?.form == .ieee754 {
            step = max(abs(sent) * 6e-8, 1e-30)
        }
        #expect(abs(decoded - sent) <= step, "\(item.name): sent \(sent), decoded \(decoded)")
        #expect(!item.isInvalid, "\(item.name)")
    }

    /// Time of day and year of the public time items, and the packet's own time, are those of the step.
    @Test func timesAreThoseOfTheStep() throws {
        var simulator = try Support.simulator(start: "2025-07-24T12:34:56Z")
        _ = try simulator.step(to: simulator.instant)
        // Day 205 of the year, 12:34:56: (204 × 86,400 + 45,296) × 1,000 ms.
        #expect(simulator.value(of: "TIME_000001") as Double? == 17_670_896_000.0)
        #expect(simulator.value(of: "TIME_000002") == 2_025)
        // GPS seconds of 2025-07-24T12:34:56Z with 18 leap seconds: 2376 weeks and 390,914 s.
        #expect(simulator.value(of: "USLAB000084") as Double? == 1_437_395_714.0)
    }

    /// The one alarm of a quiet minute: carbon dioxide in Tranquility, two people at exercise there.
    @Test(arguments: [Support.start, "2026-11-22T13:20:00Z", "2025-12-01T08:00:00Z"])
    func aQuietMinuteRaisesOneAlarm(start: String) throws {
        let database = try Support.database()
        let decoder = PacketDecoder(database)
        var monitor = AlarmMonitor(database)
        var simulator = try Support.simulator(start: start)
        var receiver = TMFrameReceiver(configuration: try Support.frames())
        var buffer = decoder.makeBuffer()
        for frame in try simulator.step(to: simulator.instant.advanced(bySeconds: 60)) {
            for packet in receiver.receive(frame).packets where !packet.isIdle {
                try decoder.decode(packet, receivedAt: simulator.instant, into: &buffer)
            }
        }
        _ = monitor.observe(buffer)
        #expect(monitor.alarms.map(\.parameter) == ["NODE3000003"])
        #expect(monitor.alarms.map(\.severity) == [.watch])
    }
}
