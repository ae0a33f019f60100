import Encounters
import Foundation
import NavigationData
import Orbits
import Timekeeping

/// Conjunctions of the whole catalogue; they need its file, which is not part of the project.
enum ScreeningBenchmarks {
    private static let variable = "COMITY_CATALOGUE"

    static func run() throws {
        guard let path = ProcessInfo.processInfo.environment[variable] else {
            Report.note("skipped: \(variable) does not name a file of element sets")
            return
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw BenchmarkFailure(what: "`\(path)` cannot be read")
        }
        let objects = ElementSetReader.read(String(decoding: bytes, as: UTF8.self), source: path).sets.map(\.elements)
        try oneAgainstAll(objects)
        for threads in [1, 2] { try allAgainstAll(objects, threads: threads) }
    }

    /// The station against all, 7 days, 10 km, one thread; preparing the element sets counted.
    private static func oneAgainstAll(_ objects: [MeanElements]) throws {
        guard let station = objects.firstIndex(where: { $0.catalogueNumber == 25_544 }) else {
            throw BenchmarkFailure(what: "the catalogue does not list object 25544")
        }
        let from = try Instant(utc: "2024-07-06T00:00:00Z")
        var found = 0
        let seconds = try fastest(of: 3) {
            found = try ConjunctionScreening(objects, from: from, days: 7, withinKm: 10)
                .approaches(of: station).approaches.count
        }
        Report.line("screen.one7d", seconds, "s")
        Report.line("screen.one7d.found", Double(found), "approaches")
    }

    /// Every pair, 1 day, 5 km.
    private static func allAgainstAll(_ objects: [MeanElements], threads: Int) throws {
        let from = try Instant(utc: "2024-07-06T00:00:00Z")
        var found = 0
        let seconds = try fastest(of: 2) {
            found = try ConjunctionScreening(objects, from: from, days: 1, withinKm: 5, threads: threads)
                .allApproaches().approaches.count
        }
        Report.line("screen.all1d.\(threads)T", seconds, "s")
        if threads == 1 { Report.line("screen.all1d.found", Double(found), "approaches") }
    }
}
