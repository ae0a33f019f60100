import Encounters
import Foundation
import Timekeeping

/// Conjunctions of the whole catalogue; they need its file.
enum ScreeningBenchmarks {
    /// What `Benchmarks` is called with for the longest case alone.
    static let sevenDaysArgument = "screen7d"

    static func run() throws {
        guard let catalogue = try CatalogueFile.find() else {
            return Report.note("skipped: screen.one7d, screen.all1d, screen.all7d: no catalogue (COMITY_CATALOGUE)")
        }
        let one = try PeerCase.named("screen.one7d", catalogue)
        try report("screen.one7d", one, threads: 1, runs: 3, foundAs: "screen.one7d.found")
        let all = try PeerCase.named("screen.all1d", catalogue)
        try report("screen.all1d.1T", all, threads: 1, runs: 2, foundAs: "screen.all1d.found")
        try report("screen.all1d.2T", all, threads: 2, runs: 2, foundAs: nil)
        try sevenDaysApart()
    }

    private static func report(
        _ name: String, _ item: PeerCase, threads: Int, runs: Int, foundAs foundName: String?
    ) throws {
        var found = 0
        let seconds = try fastest(of: runs) { found = try item.run(threads) }
        Report.line(name, seconds, "s")
        if let foundName { Report.line(foundName, Double(found), "approaches") }
    }

    /// Every pair, 7 days, 5 km, two threads: the time, and the most memory that this process ever had resident.
    static func sevenDays() throws {
        guard let objects = try CatalogueFile.find()?.elements() else {
            return Report.note("skipped: screen.all7d: no catalogue (COMITY_CATALOGUE)")
        }
        let from = try Instant(utc: startOfBenchmarks)
        var found = 0
        let seconds = try fastest(of: 1) {
            found = try ConjunctionScreening(objects, from: from, days: 7, withinKm: 5, threads: 2)
                .allApproaches().approaches.count
        }
        Report.line("screen.all7d.2T", seconds, "s")
        Report.line("screen.all7d.found", Double(found), "approaches")
        Report.line("screen.all7d.peakMemoryMB", try processMegabytes("VmHWM"), "MB")
    }

    /// The same in a process of its own, whose memory nothing else has filled.
    private static func sevenDaysApart() throws {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
        process.arguments = [sevenDaysArgument]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchmarkFailure(what: "screen7d has failed") }
    }
}
