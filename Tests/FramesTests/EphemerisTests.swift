import Frames
import TestSupport
import Testing
import Timekeeping

@Suite struct EphemerisTests {
    /// eraMoon98(2400000.5, 43999.9) of the ERFA test program t_erfa_c.c, au; its tolerance of 1e-11 au is 1.5 m.
    @Test func moonAgreesWithSOFA() {
        let moon = Moon.position(at: terrestrial(2_443_999.5, 0.9))
        let au = Sun.astronomicalUnitKm
        #expect(abs(moon.xKm / au + 0.2601295959971044180e-2) < 1e-11)
        #expect(abs(moon.yKm / au - 0.6139750944302742189e-3) < 1e-11)
        #expect(abs(moon.zKm / au - 0.2640794528229828909e-3) < 1e-11)
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
        near(Moon.position(at: instant), moon, withinKm: 31)
    }

    /// The planets of DE431 against the solar system's barycentre (NAIF): the Sun lies where their masses balance, so
    /// that the Earth-Moon barycentre's place against the Sun follows. 0.2″ are 145 km.
    @Test func earthAgreesWithDE431() throws {
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
                julianDate: JulianDate(day: 2_451_544.5, fraction: 0.5 + elapsed / 86_400), in: .tdb)
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
        }
    }

    /// Gravitational parameters of DE431, km³/s².
    private let masses = [
        "MERCURY": 22_031.78, "VENUS": 324_858.592, "EARTH": 403_503.235502, "MARS": 42_828.375214,
        "JUPITER": 126_712_764.8, "SATURN": 37_940_585.2, "URANUS": 5_794_548.6, "NEPTUNE": 6_836_527.10058,
        "PLUTO": 977.0,
    ]

    /// The quick Sun in TEME, good to 0.01°, and the apparent Sun are one body.
    @Test func quickSunIsTheSame() throws {
        for day in stride(from: 0.0, to: 9000, by: 321) {
            let instant = try Instant(utc: "2000-01-01").advanced(bySeconds: day * 86_400)
            let turn = EarthAttitude(at: instant, earthOrientation: .none).gcrfToTEME
            let (full, quick) = (turn(Sun.apparentPosition(at: instant)), Sun.position(at: instant))
            #expect(full.relative(to: quick).lengthKm / full.lengthKm < 0.01 * .pi / 180)
        }
    }

    private func terrestrial(_ day: Double, _ fraction: Double) -> Instant {
        Instant(julianDate: JulianDate(day: day, fraction: fraction), in: .tt)
    }
}
