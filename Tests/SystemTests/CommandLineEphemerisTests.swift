import Foundation
import TestSupport
import Testing

@Suite("The command line: Sun, Moon and planets")
struct CommandLineEphemerisTests {
    struct Row: Decodable {
        let body: String
        let time: String
        let xKm: Double
        let yKm: Double
        let zKm: Double
        let vxKmS: Double
        let vyKmS: Double
        let vzKmS: Double

        func isNear(_ state: [Double], km: Double, kmS: Double) -> Bool {
            zip([xKm, yKm, zKm], state).allSatisfy { abs($0 - $1) < km }
                && zip([vxKmS, vyKmS, vzKmS], state.dropFirst(3)).allSatisfy { abs($0 - $1) < kmS }
        }
    }

    private let excerpt = Built.checkout.appending(path: "Tests/Vectors/de440-excerpt.bsp").path()

    private func ephemeris(_ arguments: String..., from: String, to: String? = nil) throws -> Outcome {
        try comity(["ephemeris"] + arguments + ["--from", from, "--to", to ?? from])
    }

    /// The rows of a body against the Earth in Tests/Vectors, by the day of Terrestrial Time that they are told for in
    /// Barycentric Dynamical Time, 2 ms off at most.
    private func truth(_ name: String, _ body: Int, _ julianDate: String) throws -> [Double] {
        let file = Built.checkout.appending(path: "Tests/Vectors/\(name)")
        let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("\(body);399;\(julianDate);") }
        return try #require(line).split(separator: ";").dropFirst(3).compactMap { Double($0) }
    }

    /// 2 ms are 2 m of the Moon's way, 60 m of the Sun's, 150 m of Mercury's.
    @Test(
        "a kernel's own figures",
        arguments: [("moon", 301, 0.003), ("sun", 10, 0.07), ("mercury", 1, 0.15), ("jupiter", 5, 0.1)])
    func kernel(body: String, number: Int, km: Double) throws {
        // 2460494.5 is 2024-07-03 TT, 69.184 s before which UTC stands.
        let outcome = try ephemeris(
            body, "--ephemeris", excerpt, "--format", "json", from: "2024-07-02T23:58:50.816Z")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let row = try #require(try outcome.json([Row].self).first)
        #expect(row.body == body && row.time == "2024-07-02T23:58:50.816Z")
        #expect(row.isNear(try truth("de440-excerpt.csv", number, "2460494.5"), km: km, kmS: 1e-7))
    }

    @Test(
        "what is built in stands as near to DE440 as the help tells",
        arguments: [("moon", 301, 0.7, 1e-5), ("sun", 10, 135, 1e-4), ("venus", 2, 750, 2.5e-4)])
    func builtIn(body: String, number: Int, km: Double, kmS: Double) throws {
        let outcome = try ephemeris(body, "--format", "json", from: "2024-07-02T23:58:50.816Z")
        let row = try #require(try outcome.json([Row].self).first)
        #expect(row.isNear(try truth("de440-excerpt.csv", number, "2460494.5"), km: km, kmS: kmS))
    }

    /// Solstice of 2024: 20 June, 20:51 UTC; the Sun stands over 23.44° north. The equation of time is −1.8 min, so
    /// that it stands over 15° × (12 h − 20:51 + 1.8 min) = 132.3° west.
    @Test("the place below the Sun at the solstice")
    func subsolar() throws {
        struct Place: Decodable { let latitudeDeg: Double, longitudeDeg: Double, altitudeKm: Double }
        let outcome = try ephemeris(
            "sun", "--frame", "geodetic", "--format", "json", from: "2024-06-20T20:51:00Z")
        let place = try #require(try outcome.json([Place].self).first)
        // Geodetic latitude at infinity is the declination.
        #expect(abs(place.latitudeDeg - 23.437) < 0.005)
        #expect(abs(place.longitudeDeg + 132.3) < 0.15)
        #expect((152_000_000...152_100_000).contains(place.altitudeKm))
    }

    @Test("frames: the length stays, the axes turn")
    func frames() throws {
        func row(_ frame: String) throws -> Row {
            let outcome = try ephemeris("moon", "--frame", frame, "--format", "json", from: "2024-07-03T00:00:00Z")
            return try #require(try outcome.json([Row].self).first)
        }
        func length(_ row: Row) -> Double { (row.xKm * row.xKm + row.yKm * row.yKm + row.zKm * row.zKm).squareRoot() }
        let (gcrf, eme, itrf) = (try row("gcrf"), try row("eme2000"), try row("itrf"))
        for other in [eme, itrf] { #expect(abs(length(other) - length(gcrf)) < 1e-5) }
        // The frame bias, 23 mas at most of 363 000 to 406 000 km: 45 m.
        #expect(!eme.isNear([gcrf.xKm, gcrf.yKm, gcrf.zKm], km: 1e-4, kmS: 1))
        #expect(eme.isNear([gcrf.xKm, gcrf.yKm, gcrf.zKm], km: 0.05, kmS: 1))
        // As seen from the turning Earth the Moon runs at some 28 km/s at most.
        #expect((20...30).contains((itrf.vxKmS * itrf.vxKmS + itrf.vyKmS * itrf.vyKmS).squareRoot()))
    }

    @Test("steps and bodies: a row each, in order")
    func steps() throws {
        let outcome = try ephemeris(
            "moon", "sun", "--step", "3600", "--format", "csv", from: "2024-07-03T00:00:00Z",
            to: "2024-07-03T02:00:00Z")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first == "body,time,xKm,yKm,zKm,vxKmS,vyKmS,vzKmS")
        #expect(
            lines.dropFirst().map { $0.prefix(17) } == [
                "moon,2024-07-03T0", "moon,2024-07-03T0", "moon,2024-07-03T0", "sun,2024-07-03T00", "sun,2024-07-03T01",
                "sun,2024-07-03T02",
            ])
    }

    @Test("outside a file's reach: the rows within it, and in words what is missing; status 1")
    func outsideTheFile() throws {
        let outcome = try ephemeris(
            "moon", "--ephemeris", excerpt, "--step", "86400", "--format", "json", from: "2024-07-01T00:00:00Z",
            to: "2024-07-05T00:00:00Z")
        #expect(outcome.status == 1)
        let rows = try outcome.json([Row].self)
        #expect((1...4).contains(rows.count))
        #expect(rows.last?.time == "2024-07-05T00:00:00.000Z")
        #expect(outcome.errors.contains("does not hold `moon` against the Earth at \(5 - rows.count) of 5 times"))
        #expect(outcome.errors.contains("the first 2024-07-01T00:00:00.000Z: it reaches from 2024-"))
    }

    @Test("what is not there is told: Pluto without a file, a file that is none, a body without a name")
    func refusals() throws {
        let pluto = try ephemeris("pluto", from: "2024-07-03T00:00:00Z")
        #expect(pluto.status == 1)
        #expect(pluto.errors == "error: no theory of `pluto` is built in: give `--ephemeris FILE`\n")
        let table = Built.checkout.appending(path: "Tests/Vectors/de440-excerpt.csv").path()
        let other = try ephemeris("moon", "--ephemeris", table, from: "2024-07-03T00:00:00Z")
        #expect(other.status == 1)
        #expect(other.errors.contains("cannot read the ephemeris"))
        #expect(try ephemeris("vulcan", from: "2024-07-03T00:00:00Z").status == 2)
        for step in ["0", "inf", "nan"] {
            #expect(try ephemeris("moon", "--step", step, from: "2024-07-03T00:00:00Z").status == 2, "\(step)")
        }
    }
}
