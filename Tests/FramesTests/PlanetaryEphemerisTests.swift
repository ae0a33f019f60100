import Foundation
import Frames
import TestSupport
import Testing
import Timekeeping

/// Files of JPL's against jplephem, JPL's own test positions and NAIF; Tests/Vectors/de440-excerpt.* are written by
/// Tools/ephemeris-vectors.
@Suite struct PlanetaryEphemerisTests {
    /// States of JPL DE440 by jplephem from the whole kernel, in both byte orders, types 2 and 3.
    @Test(arguments: ["de440-excerpt.bsp", "de440-excerpt-big-endian.bsp"])
    func spkAgreesWithJplephem(name: String) throws {
        let ephemeris = try PlanetaryEphemeris(spk: [UInt8](vector(name)))
        #expect(ephemeris.skippedSegments.isEmpty)
        let rows = try StateRow.read("de440-excerpt.csv")
        #expect(rows.count == 115)
        for row in rows {
            let found: [Double]
            if row.centre == .earth {
                found = numbers(try ephemeris.geocentricState(of: row.body, at: row.instant))
            } else {
                found = numbers(try ephemeris.barycentricState(of: row.body, at: row.instant))
            }
            #expect(distance(found[0..<3], row.values[0..<3]) < 1e-9 * length(row.values[0..<3]), "\(row)")
            #expect(distance(found[3..<6], row.values[3..<6]) < 1e-9 * length(row.values[3..<6]), "\(row)")
        }
    }

    @Test func tellsWhatItHolds() throws {
        let ephemeris = try PlanetaryEphemeris(spk: [UInt8](vector("de440-excerpt.bsp")))
        let moon = try #require(ephemeris.coverage(of: .moon))
        #expect(moon.lowerBound.text(in: .tdb) == "2024-07-03T00:00:00.000")
        #expect(moon.upperBound.text(in: .tdb) == "2024-07-08T00:00:00.000")
        #expect(ephemeris.coverage(of: .solarSystemBarycenter) == nil)
        let late = moon.upperBound.advanced(bySeconds: 0.001)
        let error = #expect(throws: FrameError.self) { try ephemeris.geocentricState(of: .moon, at: late) }
        #expect(error == .notInEphemeris(body: .moon, instant: late))
        #expect(
            error?.description.hasPrefix("the ephemeris does not hold the body `moon` at `2024-07-07T23:58") == true)
    }

    /// A kernel that follows another's segments for the same body wins, as in NAIF's rules.
    @Test func lastSegmentWins() throws {
        var bytes = [UInt8](try vector("de440-excerpt.bsp"))
        // The last of 14 summaries becomes another Sun, with Venus's 299 polynomials, which are zero.
        let summary = 1024 + 24 + 13 * 40 + 16
        for (offset, byte) in [10, 0, 0, 0, 0, 0, 0, 0].enumerated() { bytes[summary + offset] = UInt8(byte) }
        let instant = try Instant(utc: "2024-07-05")
        let sun = try PlanetaryEphemeris(spk: bytes).barycentricState(of: .sun, at: instant)
        #expect(sun.position.lengthKm == 0)
    }

    /// JPL's own test positions of DE405 (testpo.405): au and au a day, of body, centre and coordinate.
    @Test func binaryFileAgreesWithTestPositions() throws {
        guard let bytes = SharedData.bytes("earth/unxp0003.405"), let text = SharedData.text("earth/testpo.405") else {
            return
        }
        let ephemeris = try PlanetaryEphemeris(jplBinary: bytes)
        let au = 149_597_870.691
        var compared = 0
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 7, let day = Double(fields[2]), let coordinate = Int(fields[5]),
                let body = testBody(fields[3]), let centre = testBody(fields[4]), let expected = Double(fields[6])
            else { continue }
            let instant = Instant(julianDate: JulianDate<TDB>(day: day, fraction: 0))
            let first = numbers(try ephemeris.barycentricState(of: body, at: instant))
            let second = numbers(try ephemeris.barycentricState(of: centre, at: instant))
            let difference = (first[coordinate - 1] - second[coordinate - 1]) / au
            // Single differences of far places; the file gives 13 digits.
            #expect(abs((coordinate > 3 ? difference * 86_400 : difference) - expected) < 2e-13)
            compared += 1
        }
        #expect(compared == 5)
    }

    /// The same five positions, for where the file is not; and DE405 lies within 30 km of DE440 in the inner system.
    @Test func binaryFileAgreesWithTheTheory() throws {
        guard let bytes = SharedData.bytes("earth/unxp0003.405") else { return }
        let ephemeris = try PlanetaryEphemeris(jplBinary: bytes)
        let instant = try Instant(utc: "2003-08-27T10:00:00Z")
        for body in [SolarSystemBody.sun, .moon, .mercury, .venus, .mars] {
            let theirs = try ephemeris.geocentricState(of: body, at: instant).position
            let ours = try SolarSystem.builtIn.geocentricState(of: body, at: instant).position
            #expect(theirs.relative(to: ours).lengthKm / theirs.lengthKm < 5e-6, "\(body)")
        }
    }

    /// The events take their bodies from either source.
    @Test func solarSystemTakesAFile() throws {
        let file = SolarSystem.file(try PlanetaryEphemeris(spk: [UInt8](vector("de440-excerpt.bsp"))))
        let instant = try Instant(utc: "2024-07-05T12:00:00Z")
        for (body, kilometres) in [(SolarSystemBody.sun, 145.0), (.moon, 3), (.earthMoonBarycenter, 0.1)] {
            let (theirs, ours) = (
                try file.geocentricState(of: body, at: instant),
                try SolarSystem.builtIn.geocentricState(of: body, at: instant)
            )
            #expect(theirs.position.relative(to: ours.position).lengthKm < kilometres)
        }
        let (sun, moon) = (try file.sunPosition(at: instant), try file.moonPosition(at: instant))
        #expect(sun.relative(to: Sun.geometricPosition(at: instant)).lengthKm < 145)
        #expect(moon.relative(to: Moon.position(at: instant)).lengthKm < 3)
        let apparent = try SolarSystem.builtIn.apparentPosition(of: .sun, at: instant)
        #expect(apparent.relative(to: Sun.apparentPosition(at: instant)).lengthKm < 1e-3)
        let late = try Instant(utc: "2030-01-01")
        #expect(throws: FrameError.self) { try SolarSystem.builtIn.geocentricState(of: .pluto, at: instant) }
        #expect(throws: FrameError.self) { try file.sunPosition(at: late) }
    }

    /// Directions of eraAb (pyerfa 2.0.1.5) with light times on JPL DE440 (jplephem), 2024-07-05T00:00 TDB.
    @Test(arguments: [
        (SolarSystemBody.sun, (-0.22723041355593965, 0.8935018755212223, 0.387325105815844), 0.001),
        (.moon, (-0.02426974780499407, 0.8795693512765524, 0.47515127658086603), 0.001),
        (.mars, (0.6626761636998134, 0.6932905303012808, 0.2832111273567252), 0.003),
        (.neptune, (0.9997237149937055, 0.002313835095900432, -0.02339102063471125), 0.03),
    ])
    func apparentPlaces(body: SolarSystemBody, direction: (Double, Double, Double), arcseconds: Double) throws {
        let file = SolarSystem.file(try PlanetaryEphemeris(spk: [UInt8](vector("de440-excerpt.bsp"))))
        let instant = Instant(julianDate: JulianDate<TDB>(day: 2_460_496.5, fraction: 0))
        let place = try file.apparentPosition(of: body, at: instant)
        let length = place.lengthKm
        let expected = Position<GCRF>(
            xKm: direction.0 * length, yKm: direction.1 * length, zKm: direction.2 * length)
        #expect(place.relative(to: expected).lengthKm / length * 206_264.806 < arcseconds)
    }

    private func testBody(_ number: Substring) -> SolarSystemBody? {
        switch Int(number) {
        case .some(3): .earth
        case .some(10): .moon
        case .some(11): .sun
        case .some(12): .solarSystemBarycenter
        case .some(13): .earthMoonBarycenter
        case .some(let planet) where planet < 10: SolarSystemBody(rawValue: planet)
        default: nil
        }
    }
}

/// Damaged files: each is refused, or answers in numbers or with an error; the process lives.
@Suite struct PlanetaryEphemerisDamageTests {
    @Test func damagedKernels() throws {
        for name in ["de440-excerpt.bsp", "de440-excerpt-big-endian.bsp"] {
            let bytes = [UInt8](try vector(name))
            try survives(bytes, rounds: 1200) { (damaged) throws(FrameError) in try PlanetaryEphemeris(spk: damaged) }
        }
    }

    @Test func damagedBinaryFiles() throws {
        guard let bytes = SharedData.bytes("earth/unxp0003.405") else { return }
        try survives(bytes, rounds: 800) { (damaged) throws(FrameError) in
            try PlanetaryEphemeris(jplBinary: damaged)
        }
    }

    @Test func refusesWhatIsNoEphemeris() {
        for bytes in [[], [0], [UInt8](repeating: 0, count: 5000), [UInt8](repeating: 255, count: 5000)] {
            #expect(throws: FrameError.self) { try PlanetaryEphemeris(spk: bytes) }
            #expect(throws: FrameError.self) { try PlanetaryEphemeris(jplBinary: bytes) }
        }
        let error = #expect(throws: FrameError.self) { try PlanetaryEphemeris(spk: Array("<html>".utf8)) }
        #expect(error?.description == "cannot read the ephemeris, byte 0: expected `DAF/SPK`")
    }

    private func survives(
        _ bytes: [UInt8], rounds: Int, _ read: ([UInt8]) throws(FrameError) -> PlanetaryEphemeris
    ) throws {
        var random = Random()
        var (refused, answered) = (0, 0)
        for round in 0..<rounds {
            var damaged = bytes
            if round % 10 == 0 { damaged.removeLast(random.below(damaged.count)) }
            for _ in 0...random.below(4) where !damaged.isEmpty {
                // Most of what can mislead stands in the header, the summaries and the segments' last numbers.
                let reach = round % 2 == 0 ? min(3000, damaged.count) : damaged.count
                let values: [UInt8] = [0, 1, 127, 128, 255, UInt8(random.below(256))]
                damaged[random.below(reach)] = values[random.below(values.count)]
            }
            do throws(FrameError) {
                let ephemeris = try read(damaged)
                answered += 1
                for body in SolarSystemBody.allCases { ask(ephemeris, body) }
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > rounds / 20 && answered > rounds / 20)
    }

    private func ask(_ ephemeris: PlanetaryEphemeris, _ body: SolarSystemBody) {
        _ = ephemeris.coverage(of: body)
        for time in [Instant.earliest, .j2000TAI, middle2003, middle2024, .latest] {
            guard let state = try? ephemeris.geocentricState(of: body, at: time) else { continue }
            let isFinite = numbers(state).allSatisfy { $0.isFinite }
            #expect(isFinite)
        }
    }

    private let middle2003 = Instant(julianDate: JulianDate<TDB>(day: 2_452_830.5, fraction: 0.3))
    private let middle2024 = Instant(julianDate: JulianDate<TDB>(day: 2_460_496.5, fraction: 0.3))
}

private func numbers<Frame: ReferenceFrame>(_ state: StateVector<Frame>) -> [Double] {
    let (r, v) = (state.position, state.velocity)
    return [r.xKm, r.yKm, r.zKm, v.xKmS, v.yKmS, v.zKmS]
}

private func length(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

private func distance(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}

/// Numbers that are the same in every run.
private struct Random {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return limit > 0 ? Int((state >> 33) % UInt64(limit)) : 0
    }
}
