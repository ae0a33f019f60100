import Encounters
import Foundation
import Frames
import NavigationData
import Orbits
import Timekeeping

/// Orbits and passes.
enum FlightBenchmarks {
    /// ISS of 2024-07-05 (Space-Track), the set of the reference passes.
    private static let elementSet = """
        ISS (ZARYA)
        1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
        2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405
        """

    /// Name, latitude and longitude in degrees, altitude in metres: the twenty sites of the reference case.
    private static let sites: [(Double, Double, Double)] = [
        (29.56, -95.09, 10), (32.50, -106.61, 1450), (13.62, 144.86, 200), (55.75, 37.62, 150), (36.07, 140.13, 30),
        (48.09, 11.28, 580), (45.51, -73.42, 27), (78.23, 15.39, 480), (-31.80, 115.89, 20), (5.25, -52.80, 15),
        (27.76, -15.63, 200), (-3.00, 40.19, 10), (-33.15, -70.67, 730), (-25.89, 27.69, 1400), (67.86, 20.96, 390),
        (13.03, 77.51, 920), (-35.40, 148.98, 680), (35.43, -116.89, 1000), (40.43, -4.25, 830), (-29.05, 115.35, 250),
    ]

    static func run() throws {
        guard let elements = ElementSetReader.read(elementSet, source: "benchmark").sets.first?.elements else {
            throw BenchmarkFailure(what: "the element set cannot be read")
        }
        let orbit = try SGP4(elements)
        try propagation(orbit)
        try batch(elements)
        try earthRotation()
        try passSearch(orbit)
    }

    /// One object at a million times, into memory that is there before.
    private static func batch(_ elements: MeanElements) throws {
        let count = 1_000_000
        let times = PropagationTimes(minutesSinceEpoch: (0..<count).map { Double($0) * 0.01008 })
        let batch = SGP4Batch([elements])
        let table = StateTable(objectCount: 1, timeCount: count)
        let seconds = fastest(of: 5) { _ = batch.propagate(times, into: table) }
        guard table.state(object: 0, time: count - 1) != nil else { throw BenchmarkFailure(what: "no state") }
        Report.line("sgp4.batch.\(batch.instructionSet).1T", Double(count) / seconds, "states/s")
    }

    private static func earthRotation() throws {
        let start = try Instant(utc: "2024-07-06T00:00:00Z")
        let count = 1_000_000
        let times = (0..<count).map { start.advanced(bySeconds: Double($0) * 0.6) }
        let table = try EarthRotationTable(
            from: start, to: start.advanced(bySeconds: 7 * 86_400), earthOrientation: .none)
        let given = [Position<GCRF>](repeating: Position(xKm: 6778, yKm: 10, zKm: -20), count: count)
        var turned = [Position<ITRF>](repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: count)
        let seconds = try fastest(of: 5) { try table.transform(given, at: times, into: &turned) }
        Report.line("frames.gcrfToItrf", Double(count) / seconds, "transforms/s")
    }

    private static func propagation(_ orbit: SGP4) throws {
        let count = 1_000_000
        var sum = 0.0
        let seconds = try fastest(of: 3) {
            for index in 0..<count {
                sum += try orbit.state(minutesSinceEpoch: Double(index) * 0.01008).position.xKm
            }
        }
        guard sum.isFinite else { throw BenchmarkFailure(what: "a state is not a number") }
        Report.line("sgp4.nearEarth.1T", Double(count) / seconds, "states/s")
    }

    private static func passSearch(_ orbit: SGP4) throws {
        let start = try Instant(utc: "2024-07-06T00:00:00Z")
        var found = 0
        let seconds = try fastest(of: 5) {
            found = 0
            for (latitude, longitude, altitude) in sites {
                let point = GeodeticPoint(
                    latitudeDeg: latitude, longitudeDeg: longitude, altitudeKm: altitude / 1000)
                found += try passes(
                    of: orbit, over: TopocentricSite(point: point), from: start,
                    to: start.advanced(bySeconds: 7 * 86_400), minElevationDeg: 10
                ).count
            }
        }
        Report.line("passes.iss20x7d", seconds, "s")
        Report.line("passes.iss20x7d.found", Double(found), "passes")
    }
}
