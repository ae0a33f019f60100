import Encounters
import Frames
import GroundNetwork
import Testing
import Timekeeping

@testable import Operations

@Suite struct OrbitServiceTests {
    @Test func theTrackRunsThroughThePresentPoint() async throws {
        let view = try #require(try await NodeFixture().node().view(for: "US"))
        let orbit = try await view.orbit()
        // One and a half revolutions each way, every 30 s: 3 × 1440 / 15.5 min.
        #expect(abs(orbit.periodMinutes - 1440 / 15.5) < 1e-9)
        #expect(abs(orbit.track.count - 558) <= 1)
        // The epoch and now are the same instant, so the revolution is that of the element set.
        #expect(orbit.revolution == 100)
        let middle = orbit.track[orbit.track.count / 2]
        #expect(abs(middle.latitudeDeg - orbit.point.latitudeDeg) < 3)
        #expect((380.0...480).contains(orbit.point.altitudeKm))
        #expect((7.5...7.8).contains(orbit.speedKmS))
        let change = try #require(orbit.nextSunlightChange)
        #expect((0...orbit.periodMinutes * 60).contains(change.time.secondsSince(orbit.time)))
    }

    @Test func withoutAnOrbitThereIsAClearAnswer() async throws {
        let fixture = try NodeFixture()
        var configuration = fixture.configuration
        configuration.elements = nil
        let node = try await OperationsNode.start(
            configuration: configuration, archive: fixture.archive, clock: fixture.clock)
        let view = try #require(node.view(for: "US"))
        await #expect(throws: Refusal.unknown(kind: "orbit", name: "of this programme")) { try await view.orbit() }
        #expect(try await view.passes(hours: 12).isEmpty)
        #expect(view.identity().elementSet == nil)
    }
}
