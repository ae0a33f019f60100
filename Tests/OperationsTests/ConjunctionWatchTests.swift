import Orbits
import Testing
import Timekeeping

@testable import Operations

@Suite struct ConjunctionWatchTests {
    /// The spacecraft's own entry, one docked to it, and one whose ascending node lies at the spacecraft's descending
    /// one: both come to the line of nodes at the same time and height, one going north, the other south.
    private static func catalogue() -> [MeanElements] {
        let own = NodeFixture.elements
        var docked = own
        (docked.catalogueNumber, docked.name) = (49044, "DOCKED")
        var crossing = own
        (crossing.catalogueNumber, crossing.name) = (90001, "CROSSING")
        crossing.raanDeg += 180
        crossing.argumentOfPerigeeDeg += 180
        return [own, docked, crossing]
    }

    private func watch(_ catalogue: [MeanElements]?, elements: MeanElements? = NodeFixture.elements) throws
        -> ConjunctionWatch
    {
        let fixture = try NodeFixture()
        var configuration = fixture.configuration
        configuration.elements = elements
        configuration.catalogue = catalogue.map { ScreeningCatalogue(name: "test", objects: $0, unreadableCount: 1) }
        return ConjunctionWatch(configuration: configuration, clock: fixture.clock)
    }

    @Test func findsAnApproachAndNamesWhatIsDocked() async throws {
        let watch = try watch(Self.catalogue())
        #expect(watch.answer.state == .waiting)
        let start = try #require(NodeFixture.start)
        await watch.screen(from: start)
        #expect(watch.answer.state == .done)
        let report = try #require(watch.answer.report)
        #expect(report.from == start)
        #expect(report.companions == [CompanionEntry(name: "DOCKED", catalogueNumber: 49044)])
        #expect(report.failedCount == 0)
        // Twice a revolution for three days, at 2 v sin i with v = 7.66 km/s and i = 51.64°.
        #expect((80...94).contains(report.approaches.count))
        #expect(report.approaches.allSatisfy { $0.catalogueNumber == 90001 && $0.name == "CROSSING" })
        for approach in report.approaches {
            #expect(approach.missDistanceKm <= ConjunctionWatch.withinKm)
            #expect(abs(approach.relativeSpeedKmS - 12.0) < 0.1)
            let (radial, along, across) = (approach.radialKm, approach.inTrackKm, approach.crossTrackKm)
            let length = (radial * radial + along * along + across * across).squareRoot()
            #expect(abs(length - approach.missDistanceKm) < 1e-6)
        }
        #expect(zip(report.approaches, report.approaches.dropFirst()).allSatisfy { $0.time <= $1.time })
    }

    @Test func withoutCatalogueOrOrbitItSaysSo() async throws {
        #expect(try watch(nil).answer.state == .noCatalogue)
        let homeless = try watch([], elements: nil)
        #expect(homeless.answer.state == .noOrbit)
        // Nothing to do: it ends at once.
        await homeless.run()
        #expect(homeless.answer.state == .noOrbit)
    }

    @Test func aScreeningThatIsStoppedLeavesNoHalfReport() async throws {
        let many = (0..<2000).map { index in
            var other = NodeFixture.elements
            other.catalogueNumber = 50_000 + index
            other.raanDeg = Double(index % 360)
            other.meanAnomalyDeg = Double(index) * 0.77
            return other
        }
        let watch = try watch(many)
        let working = Task.detached { await watch.run() }
        for _ in 0..<1000 where watch.answer.state == .waiting { try await Task.sleep(for: .milliseconds(1)) }
        working.cancel()
        await working.value
        if watch.answer.state != .done { #expect(watch.answer.report == nil) }
        #expect(watch.answer.state == .waiting || watch.answer.state == .done)
    }
}
