import Encounters
import Frames
import Orbits
import Testing
import Timekeeping

@Suite struct SunlightTests {
    private let sun = Position<TEME>(xKm: Sun.astronomicalUnitKm, yKm: 0, zKm: 0)

    @Test func shadowOfTheEarth() {
        func light(_ x: Double, _ y: Double) -> Illumination {
            sunlight(at: Position(xKm: x, yKm: y, zKm: 0), sun: sun)
        }
        #expect(light(7000, 0) == Illumination(fraction: 1, state: .sunlit))
        #expect(light(-7000, 0) == Illumination(fraction: 0, state: .umbra))
        #expect(light(-7000, 6500) == Illumination(fraction: 1, state: .sunlit))
        // On the shadow cylinder's edge the Sun's centre stands on the horizon: close to half of it shows.
        let half = light(-7000, WGS84.equatorialRadiusKm)
        #expect(half.state == .penumbra)
        #expect(abs(half.fraction - 0.5) < 0.02)
        // Beyond the umbra's tip, 1.38 million km away, the Earth leaves a ring of the Sun.
        let ring = light(-2_000_000, 0)
        #expect(ring.state == .penumbra && ring.fraction > 0.3 && ring.fraction < 0.7)
        #expect(light(-1_370_000, 0).state == .umbra)
        #expect(light(0, 0).fraction.isFinite)
    }

    @Test func fractionFallsSteadily() {
        let fractions = stride(from: 6450.0, through: 6300, by: -1).map {
            sunlight(at: Position(xKm: -7000, yKm: $0, zKm: 0), sun: sun).fraction
        }
        #expect(fractions.first == 1 && fractions.last == 0)
        for (before, after) in zip(fractions, fractions.dropFirst()) { #expect(after <= before) }
    }

    @Test func changesAlternateAsTheFractionDoes() throws {
        let propagator = try iss()
        var time = propagator.elements.epoch
        let end = time.advanced(bySeconds: 86_400)
        var changes: [SunlightChange] = []
        while let change = try nextSunlightChange(of: propagator, from: time, to: end) {
            changes.append(change)
            time = change.time.advanced(bySeconds: 1)
        }
        // 15.5 revolutions, an entry and an exit each.
        #expect((30...32).contains(changes.count))
        for (change, next) in zip(changes, changes.dropFirst()) { #expect(change.to != next.to) }
        for change in changes {
            let after = change.time.advanced(bySeconds: 0.01)
            let place = try propagator.state(at: after).position
            let isDark = sunlight(at: place, sun: Sun.position(at: after)).state == .umbra
            #expect(isDark == (change.to == .umbra))
        }
    }

    @Test func noChangeIsNil() throws {
        let propagator = try geostationary()
        // At the solstice a geostationary object passes above the shadow.
        let begin = propagator.elements.epoch
        #expect(try nextSunlightChange(of: propagator, from: begin, to: begin.advanced(bySeconds: 86_400)) == nil)
    }

    @Test func betaAngle() {
        let time = instant("2024-06-20T20:51:00Z")
        let sun = Sun.position(at: time)
        let polar = StateVector<TEME>(
            position: Position(xKm: 7000, yKm: 0, zKm: 0), velocity: Velocity(xKmS: 0, yKmS: 7.5, zKmS: 0), epoch: time)
        // An equatorial orbit's beta angle is the Sun's declination, 23.44° at the solstice.
        #expect(abs(betaAngleDeg(polar, at: time) - 23.4388) < 0.01)
        let edgeOn = StateVector<TEME>(
            position: Position(xKm: sun.xKm, yKm: sun.yKm, zKm: sun.zKm),
            velocity: Velocity(xKmS: 0, yKmS: 0, zKmS: 1), epoch: time)
        #expect(abs(betaAngleDeg(edgeOn, at: time)) < 1e-9)
    }

    @Test func groundTrackAndFootprint() throws {
        let propagator = try iss()
        let begin = propagator.elements.epoch
        let track = try groundTrack(
            of: propagator, from: begin, to: begin.advanced(bySeconds: 5580), stepSeconds: 30)
        #expect(track.count == 187)
        #expect(track.allSatisfy { abs($0.latitudeDeg) < 51.9 && (400...445).contains($0.altitudeKm) })
        #expect((track.map(\.latitudeDeg).max() ?? 0) > 51.5)
        #expect(throws: EncounterError.self) {
            try groundTrack(of: propagator, from: begin, to: begin.advanced(bySeconds: 60), stepSeconds: 0)
        }
        // arccos(6371/6791) = 20.25°
        #expect(abs(footprintRadiusDeg(altitudeKm: 420, minElevationDeg: 0) - 20.25) < 0.01)
        #expect(footprintRadiusDeg(altitudeKm: -1, minElevationDeg: 0) == 0)
        #expect(footprintRadiusDeg(altitudeKm: 35_786, minElevationDeg: 5) > 70)
    }
}
