import Encounters
import Frames
import Orbits
import Testing
import Timekeeping

/// 28872 of SGP4-VER.TLE (AIAA 2006-6753), which decays 50 to 55 minutes after its epoch (SGP4 error 6).
@Suite struct StateSpanTests {
    private let epoch = instant("2005-333T00:28:58.539")
    private func after(_ seconds: Double) -> Instant { epoch.advanced(bySeconds: seconds) }

    private func decaying() throws -> SGP4 {
        try SGP4(
            MeanElements(
                catalogueNumber: 28_872, epoch: epoch, inclinationDeg: 96.4736, raanDeg: 157.9986,
                eccentricity: 0.0303955, argumentOfPerigeeDeg: 244.0492, meanAnomalyDeg: 110.6523,
                meanMotionRevPerDay: 16.46015938, bstar: 0.24476e-3))
    }

    @Test func findsWhatComesBeforeADecay() throws {
        let orbit = try decaying()
        let answer = try orbit.searchingWhereKnown(from: after(0), to: after(86_400)) {
            (start, end) throws(EncounterError) in
            (try eclipses(of: orbit, from: start, to: end), try orbitEvents(of: orbit, from: start, to: end))
        }
        let span = try #require(answer.span)
        #expect(span.start == after(0) && span.failureBefore == nil && !span.isWhole)
        #expect(span.failureAfter?.code == 6)
        #expect((50 * 60...55 * 60).contains(span.end.secondsSince(epoch)))
        // The end is the last millisecond with a state.
        #expect(throws: Never.self) { try orbit.state(at: span.end) }
        #expect(throws: OrbitError.self) { try orbit.state(at: span.end.advanced(bySeconds: 2e-3)) }
        let found = try #require(answer.found)
        let early = try orbitEvents(of: orbit, from: after(0), to: after(45 * 60))
        #expect(found.1.filter { $0.time < after(45 * 60) }.map(\.kind) == early.map(\.kind))
        #expect(!found.1.isEmpty)
    }

    /// A site under the place of decay: the pass there is cut as by the window.
    @Test func marksThePassThatADecayCuts() throws {
        let orbit = try decaying()
        let last = try orbit.temeState(at: after(50 * 60))
        let under = GeodeticPoint(itrf(from: last, earthOrientation: .none).position)
        let site = TopocentricSite(
            point: GeodeticPoint(latitudeDeg: under.latitudeDeg, longitudeDeg: under.longitudeDeg, altitudeKm: 0))
        let answer = try orbit.searchingWhereKnown(from: after(0), to: after(86_400)) {
            (start, end) throws(EncounterError) in
            try passes(of: orbit, over: site, from: start, to: end, minElevationDeg: -45)
        }
        let pass = try #require(answer.found?.last)
        #expect(pass.endsAfterWindow && pass.los == answer.span?.end)
    }

    @Test func tellsThatNoPartHasStates() throws {
        let orbit = try decaying()
        let answer = try orbit.searchingWhereKnown(from: after(3100), to: after(86_400)) {
            (start, end) throws(EncounterError) in try eclipses(of: orbit, from: start, to: end)
        }
        #expect(answer.found == nil && answer.span == nil && answer.failure?.code == 6)
    }

    @Test func leavesAWholeWindowAndOtherErrorsAsTheyAre() throws {
        let orbit = try iss()
        let (start, end) = (instant("2024-07-06"), instant("2024-07-07"))
        let answer = try orbit.searchingWhereKnown(from: start, to: end) { (start, end) throws(EncounterError) in
            try eclipses(of: orbit, from: start, to: end)
        }
        #expect(answer.span?.isWhole == true)
        #expect(try answer.found == eclipses(of: orbit, from: start, to: end))
        #expect(throws: EncounterError.windowReversed(from: end, to: start)) {
            try orbit.searchingWhereKnown(from: end, to: start) { (start, end) throws(EncounterError) in
                try eclipses(of: orbit, from: start, to: end)
            }
        }
    }
}
