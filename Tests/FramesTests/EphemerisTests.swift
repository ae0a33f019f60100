import TestSupport
import Testing
import Timekeeping

@testable import Frames

@Suite struct EphemerisTests {
    /// eraMoon98(2400000.5, 43999.9) of the ERFA test program t_erfa_c.c, au and au a day; its tolerance of 1e-11 is
    /// 1.5 m. The vector's velocity leaves out that the ecliptic turns (8e-12 rad/s, 2e-9 au a day).
    @Test func meeusMoonAgreesWithSOFA() {
        let instant = terrestrial(2_443_999.5, 0.9)
        let moon = Moon.meeus(instant.centuriesTT).state(centuriesTT: instant.centuriesTT, epoch: instant)
        let au = Sun.astronomicalUnitKm
        #expect(abs(moon.position.xKm / au + 0.2601295959971044180e-2) < 1e-11)
        #expect(abs(moon.position.yKm / au - 0.6139750944302742189e-3) < 1e-11)
        #expect(abs(moon.position.zKm / au - 0.2640794528229828909e-3) < 1e-11)
        #expect(abs(moon.velocity.xKmS / au * 86_400 + 0.1244321506649895021e-3) < 2e-9)
        #expect(abs(moon.velocity.yKmS / au * 86_400 + 0.5219076942678119398e-3) < 2e-9)
        #expect(abs(moon.velocity.zKmS / au * 86_400 + 0.1716132214378462047e-3) < 2e-9)
    }

    /// JPL DE440 by jplephem at sixteen days from 1990 to 2060 (Tests/Vectors/de440-states.csv): angle in arcseconds,
    /// distance in km, speed in km/s.
    @Test func agreesWithDE440() throws {
        let rows = try StateRow.read("de440-states.csv")
        #expect(rows.count == 144)
        for row in rows {
            let limit = try #require(limits[row.body])
            let state = try SolarSystem.builtIn.geocentricState(of: row.body, at: row.instant)
            let theirs = Position<GCRF>(xKm: row.values[0], yKm: row.values[1], zKm: row.values[2])
            let way = state.position.relative(to: theirs)
            let along = way.dot(theirs) / theirs.lengthKm
            let across = max(0, way.dot(way) - along * along).squareRoot() / theirs.lengthKm
            #expect(across * 206_264.806 < limit.arcseconds, "\(row)")
            #expect(abs(along) < limit.kilometres, "\(row)")
            let v = state.velocity
            let change = Velocity<GCRF>(
                xKmS: v.xKmS - row.values[3], yKmS: v.yKmS - row.values[4], zKmS: v.zKmS - row.values[5])
            #expect(change.lengthKmS < limit.kilometresPerSecond, "\(row)")
        }
    }

    /// What the documentation says, a little rounded up, of each body, 1990 to 2060.
    private let limits: [SolarSystemBody: (arcseconds: Double, kilometres: Double, kilometresPerSecond: Double)] = [
        .sun: (0.2, 45, 8e-5), .moon: (0.4, 0.5, 5e-6), .mercury: (0.4, 100, 2.5e-4), .venus: (0.6, 120, 1.2e-4),
        .mars: (1.1, 300, 1.3e-4), .jupiter: (0.8, 1000, 1.3e-4), .saturn: (0.6, 3000, 1.3e-4),
        .uranus: (1.7, 13_000, 2e-4),
        .neptune: (2.6, 13_000, 2.3e-4),
    ]

    /// Velocities are the positions' own change.
    @Test func velocitiesAreConsistent() throws {
        let (instant, step) = (try Instant(utc: "2031-05-06T07:08:09Z"), 200.0)
        for body in [SolarSystemBody.sun, .moon, .mercury, .mars, .neptune, .earthMoonBarycenter] {
            func place(_ seconds: Double) throws -> Position<GCRF> {
                try SolarSystem.builtIn.geocentricState(of: body, at: instant.advanced(bySeconds: seconds)).position
            }
            let change = try place(step).relative(to: place(-step))
            let velocity = try SolarSystem.builtIn.geocentricState(of: body, at: instant).velocity
            let way = Position<GCRF>(
                xKm: velocity.xKmS * 2 * step, yKm: velocity.yKmS * 2 * step, zKm: velocity.zKmS * 2 * step)
            #expect(change.relative(to: way).lengthKm < 2e-7 * way.lengthKm + 1e-4, "\(body)")
        }
    }

    /// Geocentric Sun and Moon of JPL DE421 (by jplephem), km, at Julian Dates of TT; Earth-Moon mass ratio 81.30056.
    @Test(arguments: [
        (
            2_436_934.5, 0.00048824074074066935, (25_895_505.0, -132_846_807.5, -57_609_766.4),
            (238_581.1, -262_800.2, -88_089.8)
        ),
        (
            2_448_803.5, 0.0004882407422221351, (-22_644_054.7, 137_989_522.6, 59_828_618.2),
            (-9533.0, 334_021.1, 144_378.5)
        ),
        (
            2_452_938.5, 0.8904882407407406, (-124_721_884.3, -74_305_433.2, -32_214_536.3),
            (-220_469.4, -259_220.6, -113_426.3)
        ),
        (
            2_459_759.5, 0.00048824074370360096, (-18_430_931.4, 138_510_925.6, 60_044_013.4),
            (-39_957.2, 360_375.8, 183_907.6)
        ),
        (
            2_473_444.5, 0.8704882407466665, (-12_619_126.0, -134_579_239.4, -58_324_796.9),
            (131_100.7, 315_862.2, 151_501.1)
        ),
    ])
    func agreesWithDE421(
        day: Double, fraction: Double, sun: (Double, Double, Double), moon: (Double, Double, Double)
    ) {
        let instant = terrestrial(day, fraction)
        near(Sun.geometricPosition(at: instant), sun, withinKm: 145)
        near(Moon.position(at: instant), moon, withinKm: 3)
    }

    /// The planets of DE431 against the solar system's barycentre (NAIF): the Sun lies where their masses balance, so
    /// that the Earth-Moon barycentre's place against the Sun follows. 0.2″ are 145 km.
    @Test func earthAndPlanetsAgreeWithDE431() throws {
        guard let text = SharedData.text("earth/DE431-ephemeris-NAIF.txt") else { return }
        var bodies: [String: [String: (Double, Double, Double)]] = [:]
        for line in text.split(separator: "\n") where line.first != "#" {
            let fields = line.split(separator: " ")
            guard fields.count == 10, let x = Double(fields[4]), let y = Double(fields[5]), let z = Double(fields[6])
            else { continue }
            bodies[String(fields[1]), default: [:]][String(fields[2])] = (x, y, z)
        }
        #expect(bodies.count > 3)
        for (seconds, places) in bodies where places.count == masses.count {
            let elapsed = try #require(Double(seconds))
            let instant = Instant(
                julianDate: JulianDate<TDB>(day: 2_451_544.5, fraction: 0.5 + elapsed / 86_400))
            var sun = (0.0, 0.0, 0.0)
            for (name, place) in places {
                let share = (masses[name] ?? .nan) / 132_712_440_041.9394
                sun = (sun.0 - share * place.0, sun.1 - share * place.1, sun.2 - share * place.2)
            }
            let earth = try #require(places["EARTH"])
            let (ours, moon) = (Sun.geometricPosition(at: instant), Moon.position(at: instant))
            let both = Position<GCRF>(
                xKm: moon.xKm / 82.30057 - ours.xKm, yKm: moon.yKm / 82.30057 - ours.yKm,
                zKm: moon.zKm / 82.30057 - ours.zKm)
            near(both, (earth.0 - sun.0, earth.1 - sun.1, earth.2 - sun.2), withinKm: 145)
            for planet in Planet.allCases {
                let place = try #require(places[planet.rawValue.uppercased()])
                let body = planet.geometricState(at: instant).position
                let way = Position<GCRF>(
                    xKm: place.0 - earth.0 + moon.xKm / 82.30057, yKm: place.1 - earth.1 + moon.yKm / 82.30057,
                    zKm: place.2 - earth.2 + moon.zKm / 82.30057)
                // 2.6″, the greatest difference of any planet from DE440.
                #expect(body.relative(to: way).lengthKm < 1.3e-5 * way.lengthKm, "\(planet)")
            }
        }
    }

    /// Gravitational parameters of DE431, km³/s².
    private let masses = [
        "MERCURY": 22_031.78, "VENUS": 324_858.592, "EARTH": 403_503.235502, "MARS": 42_828.375214,
        "JUPITER": 126_712_764.8, "SATURN": 37_940_585.2, "URANUS": 5_794_548.6, "NEPTUNE": 6_836_527.10058,
        "PLUTO": 977.0,
    ]

    /// The Sun in TEME, with the leading terms of nutation, and the apparent Sun by the full theory are one body.
    @Test func quickSunIsTheSame() throws {
        for day in stride(from: 0.0, to: 9000, by: 321) {
            let instant = try Instant(utc: "2000-01-01").advanced(bySeconds: day * 86_400)
            let turn = EarthAttitude(at: instant, earthOrientation: .none).gcrfToTEME
            let (full, quick) = (turn(Sun.apparentPosition(at: instant)), Sun.position(at: instant))
            #expect(full.relative(to: quick).lengthKm / full.lengthKm < 0.8 / 3600 * .pi / 180)
            let track = SunTrack(from: instant.advanced(bySeconds: -7e4), to: instant.advanced(bySeconds: 3e4))
            #expect(track.position(at: instant).relative(to: quick).lengthKm < 0.005)
        }
    }

    private func terrestrial(_ day: Double, _ fraction: Double) -> Instant {
        Instant(julianDate: JulianDate<TT>(day: day, fraction: fraction))
    }
}
