import Agreements
import Encounters
import Frames
import GroundNetwork
import Programme
import Testing
import Timekeeping

@testable import Operations

@Suite struct PassTrackTests {
    private static let site = GroundStation(
        id: "one", name: "One", owner: .partner("US"),
        point: GeodeticPoint(latitudeDeg: 40, longitudeDeg: -4, altitudeKm: 0.7), minimumElevationDeg: 5,
        azimuthMask: [
            MaskPoint(azimuthDeg: 90, elevationDeg: 5), MaskPoint(azimuthDeg: 180, elevationDeg: 20),
            MaskPoint(azimuthDeg: 270, elevationDeg: 5),
        ])

    private func node(_ fixture: NodeFixture, agreements: [AgreementDocument]? = nil) async throws -> OperationsNode {
        var configuration = fixture.configuration
        configuration.network = StationNetwork(stations: [Self.site], relays: [])
        configuration.agreements = LivingAgreements(
            documents: agreements ?? [fixture.agreementWithStations()], bytes: [:], programme: configuration.programme)
        return try await OperationsNode.start(
            configuration: configuration, archive: fixture.archive, clock: fixture.clock)
    }

    @Test func theTrackRunsFromRiseToSetAndKnowsWhereItIsDark() async throws {
        let fixture = try NodeFixture()
        let view = try #require(try await node(fixture).view(for: "US"))
        let passes = try await view.passes(hours: 24).compactMap(\.detail?.pass)
        #expect(passes.count > 2)
        var changes = 0
        for pass in passes {
            let track = try await view.passTrack(station: "one", at: pass.tca)
            #expect(abs(track.pass.tca.secondsSince(pass.tca)) < 1e-3)
            let (first, last) = (try #require(track.points.first), try #require(track.points.last))
            #expect(abs(first.sky.time.secondsSince(pass.aos)) < 1e-3)
            #expect(abs(last.sky.time.secondsSince(pass.los)) < 1e-3)
            #expect(abs(first.sky.look.azimuthDeg - pass.azimuthAosDeg) < 1e-3)
            // Above the mask all the way, and on it at both ends.
            for point in track.points {
                let least = Self.site.minimumElevationDeg(azimuthDeg: point.sky.look.azimuthDeg)
                #expect(point.sky.look.elevationDeg > least - 1e-4)
                #expect(point.sky.look.elevationDeg < pass.maxElevationDeg + 1e-6)
            }
            // Each change lies between two points, one of which is lit.
            for change in track.sunlightChanges {
                changes += 1
                let before = try #require(track.points.last { $0.sky.time <= change.time })
                let after = try #require(track.points.first { $0.sky.time > change.time })
                #expect((before.illumination < 0.5) != (after.illumination < 0.5) || change.to == .sunlit)
            }
        }
        #expect(changes <= passes.count)
    }

    @Test func theMaskIsTheStations() async throws {
        let view = try #require(try await node(NodeFixture()).view(for: "US"))
        let pass = try #require(try await view.passes(hours: 24).compactMap(\.detail?.pass).first)
        let mask = try await view.passTrack(station: "one", at: pass.tca).mask
        #expect(mask.first { $0.azimuthDeg == 180 }?.elevationDeg == 20)
        #expect(mask.first { $0.azimuthDeg == 0 }?.elevationDeg == 5)
        // Half way between the corners at 90° and 180°, 5° and 20°.
        #expect(abs((mask.first { $0.azimuthDeg == 135 }?.elevationDeg ?? 0) - 12.5) < 1e-9)
    }

    @Test func whoMayNotUseTheStationOrSeeTheOrbitGetsNone() async throws {
        let fixture = try NodeFixture()
        let node = try await node(fixture)
        let owner = try #require(node.view(for: "US"))
        let time = try #require(try await owner.passes(hours: 24).compactMap(\.detail?.pass).first).tca
        for partner in ["RU", "EU", "JP", "CA"] {
            let view = try #require(node.view(for: partner))
            await #expect(throws: Refusal.self) { try await view.passTrack(station: "one", at: time) }
            #expect(try view.conjunctions().state == .noCatalogue)
        }
        let closed = try await self.node(fixture, agreements: [])
        let view = try #require(closed.view(for: "US"))
        await #expect(throws: Refusal.self) { try await view.passTrack(station: "one", at: time) }
        #expect(throws: Refusal.self) { try view.conjunctions() }
    }

    @Test func whatIsNotThereIsSaid() async throws {
        let fixture = try NodeFixture()
        let view = try #require(try await node(fixture).view(for: "US"))
        let now = fixture.clock.now()
        await #expect(throws: Refusal.unknown(kind: "station", name: "two")) {
            try await view.passTrack(station: "two", at: now)
        }
        let pass = try #require(try await view.passes(hours: 24).compactMap(\.detail?.pass).first)
        let between = pass.los.advanced(bySeconds: 1200)
        await #expect(throws: Refusal.unknown(kind: "pass", name: "over one at \(between.iso8601UTC())")) {
            try await view.passTrack(station: "one", at: between)
        }
        await #expect(throws: Refusal.badRequest("`at` is more than 7 days from now")) {
            try await view.passTrack(station: "one", at: now.advanced(bySeconds: 8 * 86_400))
        }
    }
}

extension NodeFixture {
    /// The test's agreement, and each partner its own stations.
    func agreementWithStations() -> AgreementDocument {
        let plain = Self.agreement(configuration.programme)
        var stations = ResourceSelector(kinds: [.station])
        stations.stations = .own
        let all = SubjectSelector(partners: Set(configuration.programme.partners.map(\.id)))
        let clause = Clause(
            id: "stations", title: "stations", subject: all, actions: [.read], resource: stations, effect: .permit)
        return AgreementDocument(
            id: plain.id, title: plain.title, tier: plain.tier, parties: plain.parties, inForce: plain.inForce,
            clauses: plain.clauses + [clause])
    }
}
