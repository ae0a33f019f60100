import Foundation
import Frames
import Orbits
import Timekeeping

/// Orbits, frames and passes: what needs no catalogue.
enum FlightBenchmarks {
    static func run() throws {
        let station = try StationPasses()
        try oneAtATime(station.orbit)
        try batch(station.elements)
        try frames()
        try passSearch(station)
    }

    private static func oneAtATime(_ orbit: SGP4) throws {
        let count = 1_000_000
        var sum = 0.0
        let seconds = try fastest(of: 3) {
            for index in 0..<count {
                sum += try orbit.state(minutesSinceEpoch: Double(index) * 0.01008).position.xKm
            }
        }
        guard sum.isFinite else { throw BenchmarkFailure(what: "a state is not a number") }
        Report.line("sgp4.oneAtATime.1T", Double(count) / seconds, "states/s")
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

    /// A million positions over a week, by a table that is there before, with the bundled Earth orientation.
    private static func frames() throws {
        let count = 1_000_000
        let start = try Instant(utc: startOfBenchmarks)
        let times = (0..<count).map { start.advanced(bySeconds: Double($0) * 0.6) }
        let table = try EarthRotationTable(
            from: start, to: start.advanced(bySeconds: 7 * 86_400), earthOrientation: .bundled)
        var turned = [Position<ITRF>](repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: count)
        let inertial = [Position<GCRF>](repeating: Position(xKm: 6778, yKm: 10, zKm: -20), count: count)
        let celestial = try fastest(of: 5) { try table.transform(inertial, at: times, into: &turned) }
        Report.line("frames.gcrfToItrf", Double(count) / celestial, "transforms/s")
        let propagated = [Position<TEME>](repeating: Position(xKm: 6778, yKm: 10, zKm: -20), count: count)
        let equinox = try fastest(of: 5) { try table.transform(propagated, at: times, into: &turned) }
        Report.line("frames.temeToItrf", Double(count) / equinox, "transforms/s")
    }

    private static func passSearch(_ station: StationPasses) throws {
        var found = 0
        let seconds = try fastest(of: 5) { found = try station.search() }
        Report.line("passes.iss20x7d", seconds, "s")
        Report.line("passes.iss20x7d.found", Double(found), "passes")
    }
}
