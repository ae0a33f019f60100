import Encounters
import Foundation
import Frames
import Orbits
import TestSupport
import Testing
import Timekeeping

@Suite struct EventTests {
    private let start = instant("2024-07-06")
    private func after(_ seconds: Double) -> Instant { start.advanced(bySeconds: seconds) }

    /// sin t changes its sign at each half turn, and the bound on its rate is one.
    @Test func findsTheZerosAndExtremesOfASine() throws {
        let search = EventSearch(leastStepSeconds: 0.1, greatestStepSeconds: 10, toleranceSeconds: 1e-9)
        let zeros = try search.changes(lengthSeconds: 20) { EventSearch.Value(sin($0), greatestRate: 1) }
        #expect(zeros.count == 6)
        for (index, zero) in zeros.enumerated() {
            #expect(abs(zero.seconds - Double(index + 1) * Double.pi) < 1e-8)
            #expect(zero.isRising == (index % 2 == 1))
        }
        let extremes = try search.extremes(lengthSeconds: 20, greatestBend: 1) { sin($0) }
        #expect(extremes.count == 6)
        #expect(abs((extremes.first?.seconds ?? 0) - Double.pi / 2) < 1e-6 && extremes.first?.isRising == false)
    }

    /// A top that is above zero for 0.02 s is found between steps of a second.
    @Test func findsAShortExcursion() throws {
        let search = EventSearch()
        let found = try search.intervals(from: start, to: after(100)) { seconds in
            let offset = seconds - 47.3
            return EventSearch.Value(1e-4 - offset * offset, greatestRate: 200)
        }
        #expect(found.count == 1)
        #expect(abs((found.first?.durationSeconds ?? 0) - 0.02) < 3e-4)
        #expect(abs((found.first?.start.secondsSince(start) ?? 0) - 47.29) < 3e-4)
    }

    @Test func eclipsesAreContiguousAndTrue() throws {
        let orbit = try iss()
        let found = try eclipses(of: orbit, from: start, to: after(86_400))
        #expect((45...48).contains(found.count))
        for (before, next) in zip(found, found.dropFirst()) {
            #expect(before.interval.end <= next.interval.start)
            if next.interval.start.secondsSince(before.interval.end) < 60 { #expect(before.kind != next.kind) }
        }
        for seconds in stride(from: 0.0, to: 86_400, by: 3.7) {
            let place = try orbit.temeState(at: after(seconds)).position
            let state = sunlight(at: place, sun: Sun.position(at: after(seconds))).state
            let kind = found.first { $0.interval.start < after(seconds) && after(seconds) < $0.interval.end }?.kind
            #expect(kind?.rawValue ?? "sunlit" == state.rawValue)
        }
        let sampled = try stride(from: 0.5, to: 86_400, by: 1).reduce(0) { sum, seconds in
            let place = try orbit.temeState(at: after(seconds)).position
            return sum + sunlight(at: place, sun: Sun.position(at: after(seconds))).fraction / 86_400
        }
        #expect(abs(try sunlightShare(of: orbit, from: start, to: after(86_400)) - sampled) < 2e-5)
    }

    /// Time in the shadow of a sphere on a circular orbit (Wertz, Mission Geometry, section 11.4); the Earth's
    /// flattening and the Sun's disc take up to 40 s of it.
    @Test func eclipseLengthFollowsTheBetaAngle() throws {
        let orbit = try iss()
        var compared = 0
        let (from, to) = (after(15 * 86_400), after(20 * 86_400))
        for eclipse in try eclipses(of: orbit, from: from, to: to) where eclipse.kind == .umbra {
            let interval = eclipse.interval
            guard !interval.startsBeforeWindow, !interval.endsAfterWindow else { continue }
            let state = try orbit.temeState(at: interval.start)
            let beta = betaAngleDeg(state, at: interval.start) * Double.pi / 180
            let radius = state.position.lengthKm
            guard abs(beta) < 0.7 else { continue }
            compared += 1
            let part = acos((radius * radius - 6378.137 * 6378.137).squareRoot() / (radius * cos(beta))) / Double.pi
            let expected = part * orbit.elements.periodMinutes * 60
            #expect(abs(interval.durationSeconds - expected) < 40)
        }
        #expect(compared > 20)
    }

    /// A geostationary object is eclipsed for up to about 72 minutes about an equinox (67 of them in the umbra).
    @Test func geostationaryEclipsesAtTheEquinox() throws {
        let orbit = try geostationary()
        let found = try eclipses(of: orbit, from: instant("2006-09-20"), to: instant("2006-09-27"))
        let umbrae = found.filter { $0.kind == .umbra }
        #expect(umbrae.count == 7)
        let longest = umbrae.map(\.interval.durationSeconds).max() ?? 0
        #expect(longest > 66.5 * 60 && longest < 69 * 60)
        let whole = found.map(\.interval.durationSeconds).reduce(0, +) / 7
        #expect(whole > 70 * 60 && whole < 73 * 60)
    }

    /// Beyond the umbra's tip the Earth passes before the Sun and leaves a ring.
    @Test func annularEclipseFarAway() throws {
        let found = try eclipses(of: Passer(time: start), from: after(-80_000), to: after(80_000))
        #expect(found.map(\.kind) == [.penumbra, .annular, .penumbra])
    }

    @Test func nodesAndApsidesOfAMolniyaOrbit() throws {
        let orbit = try molniya()
        let begin = orbit.elements.epoch
        let events = try orbitEvents(of: orbit, from: begin, to: begin.advanced(bySeconds: 5 * 86_400))
        for kind in OrbitEvent.Kind.allCases { #expect((9...11).contains(events.filter { $0.kind == kind }.count)) }
        for event in events {
            let state = try orbit.temeState(at: event.time)
            let before = try orbit.temeState(at: event.time.advanced(bySeconds: -30)).position
            let next = try orbit.temeState(at: event.time.advanced(bySeconds: 30)).position
            switch event.kind {
            case .ascendingNode: #expect(abs(state.position.zKm) < 0.01 && state.velocity.zKmS > 0)
            case .descendingNode: #expect(abs(state.position.zKm) < 0.01 && state.velocity.zKmS < 0)
            case .perigee: #expect(state.position.lengthKm < min(before.lengthKm, next.lengthKm))
            case .apogee: #expect(state.position.lengthKm > max(before.lengthKm, next.lengthKm))
            }
        }
    }

    /// First and last ascending node and their longitudes as NASA's ephemeris of 2022-02-11 itself tells them.
    @Test func nodesOfTheStation() throws {
        guard let oem = SharedData.text("ndm/iss_oem/ISS.OEM_J2K_EPH_2022-02-11.xml") else { return }
        let ephemeris = try #require(StationEphemeris(oem: oem))
        let (begin, end) = (ephemeris.start, ephemeris.end)
        let events =
            try orbitEvents(of: ephemeris, from: begin, to: begin.advanced(bySeconds: 3600))
            + orbitEvents(of: ephemeris, from: end.advanced(bySeconds: -3600), to: end)
        let nodes = events.filter { $0.kind == .ascendingNode }
        #expect(nodes.count == 2)
        let told = [("2022-02-11T12:08:41.500Z", -84.71503), ("2022-02-26T11:10:09.027Z", -158.91754)]
        for (node, truth) in zip([nodes.first, nodes.last], told) {
            let time = try #require(node).time
            let place = GeodeticPoint(
                itrf(from: try ephemeris.temeState(at: time), earthOrientation: .none).position)
            // 0.6 km of nutation left out by the test's own precession: 0.1 s at most.
            #expect(abs(time.secondsSince(instant(truth.0))) < 0.1)
            #expect(abs(place.longitudeDeg - truth.1) < 0.005)
        }
    }

    @Test func groundTrackCrossings() throws {
        let orbit = try iss()
        for line in [GroundLine.latitudeDeg(30), .longitudeDeg(170), .longitudeDeg(-179.99)] {
            let found = try groundCrossings(of: orbit, line, from: start, to: after(86_400))
            #expect((28...33).contains(found.count) || (14...17).contains(found.count))
            for crossing in found {
                let place = GeodeticPoint(
                    itrf(from: try orbit.temeState(at: crossing.time), earthOrientation: .none).position)
                switch line {
                case .latitudeDeg(let value): #expect(abs(place.latitudeDeg - value) < 1e-4)
                case .longitudeDeg(let value):
                    #expect(abs(place.longitudeDeg - value) < 1e-4 && crossing.isNorthOrEastward)
                }
            }
        }
    }

    @Test func anomalyCrossings() throws {
        let orbit = try iss()
        let found = try stays(of: orbit, over: .southAtlanticAnomaly(at: start), from: start, to: after(86_400))
        #expect((7...14).contains(found.count))
        for interval in found { #expect(interval.durationSeconds > 1 && interval.durationSeconds < 35 * 60) }
        // Rio de Janeiro's sky is inside, Houston's and Tokyo's are not.
        let track = try groundTrack(of: orbit, from: start, to: after(86_400), stepSeconds: 20)
        for point in track {
            let isIn = found.contains { $0.start <= point.time && point.time <= $0.end }
            if abs(point.latitudeDeg + 25) < 5, abs(point.longitudeDeg + 50) < 10 { #expect(isIn) }
            if point.latitudeDeg > 10 || point.longitudeDeg > 27 || point.longitudeDeg < -117 { #expect(!isIn) }
        }
        #expect(throws: EncounterError.self) { try GroundRegion(corners: [.init(latitudeDeg: 0, longitudeDeg: 0)]) }
    }

    @Test func sunBehindTheObject() throws {
        let (orbit, site) = (try iss(), stations[11].site)
        let end = after(14 * 86_400)
        let found = try sunExclusions(of: orbit, over: site, from: start, to: end, withinDeg: 10)
        #expect(!found.isEmpty)
        for interval in found {
            for time in [interval.start, interval.end] where !interval.startsBeforeWindow && !interval.endsAfterWindow {
                let angle = try sunAngleDeg(orbit, site, time)
                let elevation = try look(orbit, site, time).elevationDeg
                #expect(abs(angle - 10) < 0.01 || abs(elevation) < 0.001)
            }
            #expect(try sunAngleDeg(orbit, site, interval.start.advanced(bySeconds: interval.durationSeconds / 2)) < 10)
        }
    }

    @Test func highBetaSeason() throws {
        let orbit = try iss()
        let end = after(20 * 86_400)
        let found = try highBetaIntervals(of: orbit, from: start, to: end, leastDeg: 60)
        for day in stride(from: 0.0, to: 20, by: 0.25) {
            let time = after(day * 86_400)
            let beta = abs(betaAngleDeg(try orbit.temeState(at: time), at: time))
            guard abs(beta - 60) > 0.2 else { continue }
            #expect(found.contains { $0.start <= time && time <= $0.end } == (beta > 60))
        }
        #expect(!found.isEmpty)
    }

    @Test func refusesReversedWindows() throws {
        let orbit = try iss()
        #expect(throws: EncounterError.windowReversed(from: after(1), to: start)) {
            try eclipses(of: orbit, from: after(1), to: start)
        }
        #expect(throws: EncounterError.self) { try orbitEvents(of: orbit, from: after(1), to: start) }
        #expect(throws: EncounterError.self) { try sunlightShare(of: orbit, from: start, to: start) }
    }

    private func sunAngleDeg(_ orbit: SGP4, _ site: TopocentricSite, _ time: Instant) throws -> Double {
        let place = itrf(from: try orbit.temeState(at: time), earthOrientation: .none).position
        let sun = itrf(from: Sun.position(at: time), at: time, earthOrientation: .none)
        let (first, second) = (place.relative(to: site.position), sun.relative(to: site.position))
        return acos(first.dot(second) / (first.lengthKm * second.lengthKm)) * 180 / Double.pi
    }
}

/// Something that drifts behind the Earth, as the Sun sees it, 1.6 million km away.
private struct Passer: Trajectory {
    let time: Instant

    func temeState(at instant: Instant) throws(EncounterError) -> StateVector<TEME> {
        let sun = Sun.position(at: instant)
        let scale = -1.6e6 / sun.lengthKm
        let drift = 0.5 * instant.secondsSince(time)
        let across = hypot(sun.xKm, sun.yKm)
        return StateVector(
            position: Position(
                xKm: scale * sun.xKm - drift * sun.yKm / across, yKm: scale * sun.yKm + drift * sun.xKm / across,
                zKm: scale * sun.zKm),
            velocity: Velocity(xKmS: -0.5 * sun.yKm / across, yKmS: 0.5 * sun.xKm / across, zKmS: 0), epoch: instant)
    }
}
