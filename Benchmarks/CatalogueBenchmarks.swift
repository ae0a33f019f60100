import NavigationData
import Timekeeping

/// Propagating and reading a whole catalogue; they need its file.
enum CatalogueBenchmarks {
    static func run() throws {
        guard let catalogue = try CatalogueFile.find() else {
            return Report.note(
                "skipped: sgp4.nearEarth, sgp4.mixed, tle.read, csv.read: no catalogue (COMITY_CATALOGUE)")
        }
        for name in ["sgp4.nearEarth", "sgp4.mixed"] {
            let item = try PeerCase.named(name, catalogue)
            for threads in [1, 2] { try report("\(name).\(threads)T", "states/s", item, threads: threads) }
        }
        try report("tle.read", "sets/s", PeerCase.named("tle.read", catalogue), threads: 1)
        try commaSeparated(catalogue)
    }

    private static func report(_ name: String, _ unit: String, _ item: PeerCase, threads: Int) throws {
        var answers = 0
        let seconds = try fastest(of: 5) { answers = try item.run(threads) }
        Report.line(name, Double(answers) / seconds, unit)
    }

    /// The same sets written as comma-separated rows and read again.
    private static func commaSeparated(_ catalogue: CatalogueFile) throws {
        let written = ElementSetWriter.write(
            catalogue.elements(), as: .ommCSV, created: try Instant(utc: startOfBenchmarks))
        let rows = CatalogueFile(path: "rows", bytes: Array(written.text.utf8))
        try report("csv.read", "sets/s", PeerCase.named("tle.read", rows), threads: 1)
    }
}
