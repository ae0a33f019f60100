import Frames
import Orbits
import Testing
import Timekeeping

@Suite struct SGP4Tests {
    /// Lines of tcppver.out (AIAA 2006-6753) for sets of SGP4-VER.TLE: a near-earth, a half-day resonant, a synchronous
    /// and a low-inclination deep-space orbit.
    @Test(arguments: [
        (
            "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
            "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
            [360, -7154.03120202, -3783.17682504, -3536.19412294, 4.741887409, -4.151817765, -2.093935425]
        ),
        (
            "1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813",
            "2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656",
            [1440, 2890.80638268, -15_446.43952300, 948.77010176, 2.654407490, -2.909344895, 4.486437362]
        ),
        (
            "1 04632U 70093B   04031.91070959 -.00000084  00000-0  10000-3 0  9955",
            "2 04632  11.4628 273.1101 1450506 207.6000 143.9350  1.20231981 44145",
            [-5184, -29_020.02587128, 13_819.84419063, -5713.33679183, -1.768068390, -3.235371192, -0.395206135]
        ),
        (
            "1 33335U 05008A   06176.46683397 -.00000205  00000-0  10000-3 0  2190",
            "2 33335   0.0019 286.9433 0000004  13.7918  55.6504  1.00270176  4891",
            [20, 42_151.86113568, 1038.56497521, 1.31183638, -0.075730915, 3.073768897, 0.000428300]
        ),
    ])
    func publishedLines(first: String, second: String, fields: [Double]) throws {
        let row = VerificationRow(fields)
        let state = try SGP4(elements(first[...], second[...])).state(minutesSinceEpoch: row.minutes)
        #expect(positionErrorKm(state.position, row) <= 1e-6)
        #expect(velocityErrorKmS(state.velocity, row) <= 1e-9)
    }

    /// python-sgp4 2.27 (Tests/Vectors/sgp4-catalogue.csv), to ten years either way; what is left with the same operations
    /// in the same order is 0.2 µm.
    @Test func agreesWithPythonForYears() throws {
        for vector in try BatchVector.read() {
            let propagator = try SGP4(vector.elements)
            guard let row = vector.row else {
                let error = #expect(throws: OrbitError.self) { try propagator.state(minutesSinceEpoch: vector.minutes) }
                #expect(error?.code.map(UInt8.init) == vector.code, "\(vector.kind) \(vector.minutes)")
                continue
            }
            let state = try propagator.state(minutesSinceEpoch: row.minutes)
            #expect(positionErrorKm(state.position, row) <= 1e-6, "\(vector.kind) \(row.minutes)")
            #expect(velocityErrorKmS(state.velocity, row) <= 1e-9, "\(vector.kind) \(row.minutes)")
        }
    }

    private let iss = elements(
        "1 25544U 98067A   26150.51748228  .00011776  00000+0  21767-3 0  9998",
        "2 25544  51.6337  27.5746 0007245 114.7080 245.4664 15.49496548569014")

    /// The set of 2026-05-30 is carried 176 days on; old as it is, it must still give a station's orbit.
    @Test func oldSetStillGivesAnOrbit() throws {
        let propagator = try SGP4(iss)
        #expect(!propagator.isDeepSpace)
        let start = try Instant(utc: "2026-11-22T22:00:00Z")
        for minute in 0..<93 {
            let time = start.advanced(bySeconds: Double(minute) * 60)
            let state = try propagator.state(at: time)
            #expect(state.epoch == time)
            let place = GeodeticPoint(itrf(from: state.position, at: time, earthOrientation: .none))
            #expect((300...450).contains(place.altitudeKm))
            #expect(abs(place.latitudeDeg) < 52)
        }
    }

    @Test func bothModesDifferOnlyInDeepSpace() throws {
        let low = try (SGP4(iss).state(minutesSinceEpoch: 60), SGP4(iss, mode: .airForce).state(minutesSinceEpoch: 60))
        #expect(low.0 == low.1)
        #expect(try SGP4(iss, gravity: .wgs84).state(minutesSinceEpoch: 60) != low.0)
    }

    @Test func refusesUnusableElements() {
        func expectRefused(_ change: (inout MeanElements) -> Void, _ message: String) {
            var elements = iss
            change(&elements)
            let error = #expect(throws: OrbitError.self) { try SGP4(elements) }
            #expect(error?.description.hasPrefix(message) == true)
            #expect(error?.code == nil)
        }
        expectRefused({ $0.eccentricity = 1 }, "the eccentricity `1.0` cannot be propagated")
        expectRefused({ $0.meanMotionRevPerDay = 0 }, "the mean motion `0.0` cannot be propagated")
        expectRefused({ $0.inclinationDeg = .nan }, "the inclination `nan` cannot be propagated")
        expectRefused({ $0.bstar = .infinity }, "the drag term `inf` cannot be propagated")
    }

    @Test func refusesTimesOutOfReach() throws {
        let propagator = try SGP4(iss)
        for minutes in [Double.nan, .infinity, -1e12] {
            #expect(throws: OrbitError.self) { try propagator.state(minutesSinceEpoch: minutes) }
        }
        #expect(throws: OrbitError.self) { try propagator.state(at: .latest) }
    }
}
