import Foundation
import MissionDatabase
import Orbits
import SpaceLink
import Testing
import Timekeeping

@testable import Simulator

@Suite struct StationSimulatorTests {
    @Test func sameSeedGivesTheSameBytes() throws {
        var first = try Support.simulator()
        var second = try Support.simulator()
        let whole = try first.step(to: first.instant.advanced(bySeconds: 60))
        var pieces: [[UInt8]] = []
        for second10 in 0...6 {
            let start = try Instant(utc: Support.start)
            pieces += try second.step(to: start.advanced(bySeconds: Double(second10) * 10))
        }
        #expect(whole == pieces)
        #expect(whole.count > 300)
        #expect(whole.allSatisfy { $0.count == 1_115 })
    }

    @Test func anotherSeedGivesOtherBytes() throws {
        var first = try Support.simulator()
        var second = try Support.simulator(settings: SimulatorSettings(seed: 2))
        let end = first.instant.advanced(bySeconds: 5)
        #expect(try first.step(to: end) != second.step(to: end))
    }

    @Test func everyParameterIsSentAndListed() throws {
        let database = try Support.database()
        var simulator = try Support.simulator()
        var receiver = TMFrameReceiver(configuration: try Support.frames())
        var apids: Set<Int> = []
        for frame in try simulator.step(to: simulator.instant.advanced(bySeconds: 10)) {
            let reception = receiver.receive(frame)
            #expect(reception.anomalies.isEmpty)
            for packet in reception.packets where !packet.isIdle {
                apids.insert(Int(packet.apid.value))
                #expect(packet.hasSecondaryHeader && packet.type == .telemetry)
                #expect(packet.sequenceFlags == .unsegmented)
            }
        }
        #expect(apids == Set(try Support.table("packets.tsv").compactMap { Int($0[2]) }))
        let own = database.parameters.filter { $0.ancillary["element"] != nil }.map(\.name)
        #expect(simulator.listing.map(\.parameter) == own)
    }

    @Test func listingTellsModelledFromStatic() throws {
        let kinds = Dictionary(uniqueKeysWithValues: try Support.simulator().listing.map { ($0.parameter, $0.kind) })
        #expect(kinds["NODE3000003"] == .modelled(by: AtmosphereModel.title))
        #expect(kinds["USLAB000032"] == .modelled(by: NavigationModel.title))
        #expect(kinds["USLAB000039"] == .static(value: 419_455))
        #expect(kinds["AIRLOCK000023"] == .static(value: 2))
        let modelled = kinds.values.filter { if case .modelled = $0 { true } else { false } }
        #expect(modelled.count > 150)
    }

    @Test func aDecayedOrbitIsAnErrorNotATrap() throws {
        let elements = try Support.elements()
        let far = elements.epoch.advanced(bySeconds: 86_400 * 365 * 40)
        #expect(throws: SimulatorError.self) {
            _ = try StationSimulator(
                database: Support.database(), elements: elements, link: Support.link(), start: far)
        }
    }

    @Test func badSettingsAndTimesAreRefused() throws {
        #expect(throws: SimulatorError.setting(name: "crew", found: "-1", expected: "0 to 20")) {
            _ = try Support.simulator(settings: SimulatorSettings(crew: -1))
        }
        #expect(throws: SimulatorError.setting(name: "rate factor", found: "0", expected: "1 to 100")) {
            _ = try Support.simulator(settings: SimulatorSettings(rateFactor: 0))
        }
        var simulator = try Support.simulator()
        _ = try simulator.step(to: simulator.instant.advanced(bySeconds: 5))
        let reached = simulator.instant
        #expect(throws: SimulatorError.self) { _ = try simulator.step(to: reached.advanced(bySeconds: -1)) }
        #expect(simulator.instant == reached)
    }

    @Test func aRateFactorSendsMorePackets() throws {
        var slow = try Support.simulator()
        var fast = try Support.simulator(settings: SimulatorSettings(rateFactor: 10))
        let end = slow.instant.advanced(bySeconds: 9.95)
        let (few, many) = (try slow.step(to: end).count, try fast.step(to: end).count)
        #expect(many > 8 * few)
    }

    @Test func anElementWithoutChannelIsNamed() throws {
        let link = SimulatorLink(frames: try Support.frames(), virtualChannels: [:])
        #expect(throws: SimulatorError.self) {
            _ = try StationSimulator(
                database: Support.database(), elements: Support.elements(), link: link,
                start: Instant(utc: Support.start))
        }
    }
}
