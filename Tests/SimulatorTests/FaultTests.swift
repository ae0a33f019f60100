import Testing
import Timekeeping

@testable import Simulator

@Suite struct FaultTests {
    /// Value of an item after `seconds` with a fault from the start, and without.
    private func compare(_ item: String, _ fault: Fault, seconds: Int) throws -> (with: Double, without: Double) {
        var ends: [Double] = []
        for faults in [[ScheduledFault(afterSeconds: 1, fault: fault)], []] {
            var (world, values, start) = try Support.world(settings: SimulatorSettings(faults: faults))
            for second in stride(from: 5, through: seconds, by: 5) {
                try world.advance(to: start.advanced(bySeconds: Double(second)), seconds: 5)
            }
            world.report(to: &values)
            ends.append(try #require(values[item]))
        }
        return (ends[0], ends[1])
    }

    @Test func aLeakLowersThePressureOfEveryModule() throws {
        for item in ["USLAB000058", "AIRLOCK000054", "RS_CABIN_PRESSURE"] {
            let pressure = try compare(item, .cabinLeak(holeDiameterMm: 25), seconds: 900)
            #expect(pressure.without > 745, "\(item)")
            #expect(pressure.with < 720, "\(item)")
        }
    }

    /// Choked flow (0.0404 p A / √T, coefficient 0.8): a hole of 25 mm loses 0.0915 kg/s in the mean of these 300 s,
    /// 27.4 kg, of which the nitrogen supply makes up 2.4 kg at 0.01 kg/s below 748 mmHg.
    @Test func aLeakLosesWhatChokedFlowGives() throws {
        let pressure = try compare("USLAB000058", .cabinLeak(holeDiameterMm: 25), seconds: 300)
        let lostKg = (pressure.without - pressure.with) / 742.6 * 1_068
        #expect(lostKg > 23.5 && lostKg < 26.5)
    }

    @Test func lostStringsDrainTheBattery() throws {
        let charge = try compare("EPS_CHARGE_2A", .arrayStringLoss(channel: "2A", share: 0.8), seconds: 12_000)
        #expect(charge.without > 70)
        #expect(charge.with < charge.without - 20)
    }

    @Test func withoutRemovalCarbonDioxideRises() throws {
        let pressure = try compare("USLAB000055", .carbonDioxideRemovalOff, seconds: 14_400)
        #expect(pressure.with > pressure.without + 0.4)
    }

    @Test func aStoppedGyroscopeLeavesThree() throws {
        #expect(try compare("USLAB000005", .gyroscopeStop(number: 2), seconds: 5).with == 3)
        #expect(try compare("USLAB000038", .gyroscopeStop(number: 2), seconds: 5).with == 14_640)
        let speed = try compare("Z1000010", .gyroscopeStop(number: 2), seconds: 600)
        #expect(speed.with < 5_500)
    }

    @Test func injectedFaultsTakeEffect() throws {
        var simulator = try Support.simulator()
        try simulator.inject(.gyroscopeStop(number: 1))
        _ = try simulator.step(to: simulator.instant.advanced(bySeconds: 2))
        #expect(simulator.value(of: "USLAB000001") == 0)
    }

    @Test func figuresOutOfRangeAreRefused() throws {
        var simulator = try Support.simulator()
        let faults: [Fault] = [
            .cabinLeak(holeDiameterMm: 1e9), .cabinLeak(holeDiameterMm: .nan), .gyroscopeStop(number: 5),
            .arrayStringLoss(channel: "1A", share: -0.1), .arrayStringLoss(channel: "5C", share: 0.5),
        ]
        for fault in faults {
            #expect(throws: SimulatorError.self) { try simulator.inject(fault) }
        }
        let late = SimulatorSettings(faults: [ScheduledFault(afterSeconds: .nan, fault: .carbonDioxideRemovalOff)])
        #expect(throws: SimulatorError.self) { _ = try Support.simulator(settings: late) }
    }

    @Test func errorsSayWhatWasFoundAndExpected() {
        let error = SimulatorError.setting(name: "gyroscope", found: "5", expected: "1 to 4")
        #expect(error.description == "gyroscope is `5`, expected 1 to 4")
        #expect(SimulatorError.noLink(programme: "iss").description.hasPrefix("programme `iss` has no `link`"))
    }
}
