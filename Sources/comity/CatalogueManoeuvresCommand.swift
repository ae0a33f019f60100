import ArgumentParser
import Encounters
import NavigationData
import Orbits
import Timekeeping

struct CatalogueManoeuvresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manoeuvres",
        abstract: "Changes of orbit that drag does not explain, in series of element sets.",
        discussion: """
            A file holds many sets of an object, some days before and after a burn. The semi-major axis steps between the \
            sets `lastBefore` and `firstAfter`; `time`, when old and new orbit meet, lies between them, good to an hour \
            or some. deltaVMS is the speed along the track that the step takes, deltaVErrorMS its standard error by the \
            scatter of the sets; what was spent across the track does not show. Mean altitudes are over 6378.135 km.
            Example: comity catalogue manoeuvres iss-2025.tle
            Example: comity catalogue manoeuvres history.tle --number 25544 --least-delta-v 0.5 --format csv
            """)

    @Argument(help: ArgumentHelp("Element sets: TLE, 3LE, or OMM as JSON, KVN, XML, CSV.", valueName: "file"))
    var files: [String]

    @OptionGroup var filter: CatalogueFilterOptions

    @Option(name: .customLong("least-delta-v"), help: ArgumentHelp("Least speed to report, m/s.", valueName: "m/s"))
    var leastDeltaV = 0.1

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard leastDeltaV > 0, leastDeltaV <= 10_000 else {
            throw ValidationError("`--least-delta-v \(leastDeltaV)`: expected more than 0 and at most 10000 m/s")
        }
    }

    private static let columns = [
        "catalogueNumber", "name", "lastBefore", "firstAfter", "time", "deltaVMS", "deltaVErrorMS",
        "semiMajorAxisChangeKm", "meanAltitudeBeforeKm", "meanAltitudeAfterKm",
    ]

    func run() throws {
        let series = try CatalogueSeries(files, filter)
        var notes = NoteList()
        let found = series.rows { sets in
            let burns = try manoeuvres(in: sets, leastDeltaVMS: leastDeltaV)
            if burns.isEmpty { notes.add(silence(sets)) }
            return burns.map { cells($0, sets) }
        }
        Table(columns: Self.columns, rows: found.rows).write(as: output.format)
        notes.tell("objects without a manoeuvre")
        let epochs = series.objects.flatMap { $0 }.map(\.epoch)
        if let first = epochs.min(), let last = epochs.max() { LeapSecondTable.bundled.tell(from: first, to: last) }
        guard found.failures.isEmpty else { throw Failure(lines: found.failures) }
        if !series.isWhole { throw ExitCode(1) }
    }

    private func silence(_ sets: [MeanElements]) -> String {
        guard let first = sets.first, let last = sets.last else { return "no set" }
        guard sets.count > 2 else {
            return "`\(label(last))`: \(sets.count == 1 ? "one set" : "two sets"), too few to tell a manoeuvre"
        }
        return "`\(label(last))`: no manoeuvre in \(sets.count) sets, \(first.epoch.iso8601UTC(fractionDigits: 0)) to "
            + last.epoch.iso8601UTC(fractionDigits: 0)
    }

    private func cells(_ burn: Manoeuvre, _ sets: [MeanElements]) -> [Cell] {
        let before = sets.last { $0.epoch <= burn.lastBefore }
        let after = sets.first { $0.epoch >= burn.firstAfter }
        return [
            .integer(before?.catalogueNumber ?? 0), .text(sets.last?.name ?? ""),
            .text(burn.lastBefore.iso8601UTC(fractionDigits: 0)), .text(burn.firstAfter.iso8601UTC(fractionDigits: 0)),
            .text(burn.time.iso8601UTC(fractionDigits: 0)), .number(burn.deltaVMS, decimals: 3),
            .number(burn.deltaVErrorMS, decimals: 3), .number(burn.semiMajorAxisChangeKm, decimals: 3),
            altitude(before), altitude(after),
        ]
    }

    private func altitude(_ elements: MeanElements?) -> Cell {
        elements.map {
            let shape = OrbitShape($0)
            return .number((shape.perigeeAltitudeKm + shape.apogeeAltitudeKm) / 2, decimals: 3)
        } ?? .missing
    }
}
