import ArgumentParser
import Encounters
import Foundation
import NavigationData
import Orbits
import Timekeeping

struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "Close approaches of one object to all others, or of all to all.",
        discussion: """
            Positions by SGP4; an approach is a moment of least distance within the window. Objects that fly together \
            (docked, in formation) are told as notes, and as rows with --companions. An object that SGP4 cannot carry \
            through the whole window is screened where it has states, and told: the first few as notes, all of them in \
            --failures FILE (number, name, from, to, reason; no `to` where it lasts to the end) in the form of --format. \
            Of several sets of one object the newest is taken. radialKm, inTrackKm and crossTrackKm: the secondary from \
            the primary, in the primary's orbit.
            Example: comity screen --catalogue active.tle --object 25544 --from 2024-07-06T00:00:00Z --days 7 --within 10
            """)

    @Option(help: ArgumentHelp("Element sets: TLE, 3LE, or OMM; may be given again.", valueName: "file"))
    var catalogue: [String]

    @Option(help: ArgumentHelp("Catalogue number of the object to screen.", valueName: "number"))
    var object: Int?

    @Flag(help: "Screen every object against every other.")
    var all = false

    @Option(help: ArgumentHelp("Start, ISO 8601 UTC, such as 2024-07-06T00:00:00Z.", valueName: "time"))
    var from: Instant

    @Option(help: ArgumentHelp("Length of the window, days, at most 366.", valueName: "days"))
    var days = 1.0

    @Option(help: ArgumentHelp("Greatest distance to report, km, at most 1000.", valueName: "km"))
    var within = 5.0

    @Option(help: ArgumentHelp("Threads that work; as many as the machine runs when not given.", valueName: "count"))
    var threads: Int?

    @Flag(help: "Rows also for objects that fly together, with columns of their own.")
    var companions = false

    @Option(
        help: ArgumentHelp("Write here the objects not screened through the whole window.", valueName: "file"))
    var failures: String?

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard (object == nil) == all else { throw ValidationError("give one of `--object NUMBER` and `--all`") }
        guard !catalogue.isEmpty else { throw ValidationError("give `--catalogue FILE`") }
        guard days > 0, days <= 366 else {
            throw ValidationError("`--days \(days)`: expected more than 0 and at most 366")
        }
        guard within > 0, within <= 1000 else {
            throw ValidationError("`--within \(within)`: expected more than 0 and at most 1000 km")
        }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("`--threads \(threads)`: expected 1 to 256")
        }
    }

    func run() throws {
        LeapSecondTable.bundled.tell(from: from, to: from.advanced(bySeconds: days * 86_400))
        let (sets, damaged) = try readCatalogue(catalogue)
        let objects = sets.elements
        let primary = try object.map { number in
            guard let place = objects.firstIndex(where: { $0.catalogueNumber == number }) else {
                throw Failure("no object `\(number)` among the \(objects.count) of the catalogue")
            }
            return place
        }
        let result = try screen(objects, primary: primary)
        let rows = ScreenRows(objects: objects, result: result)
        rows.tell(isListedElsewhere: failures != nil)
        if let failures { try rows.failures.write(as: output.format, to: failures) }
        rows.table(withCompanions: companions).write(as: output.format)
        if !result.isComplete { throw Interruption.failure("before the end; the rows are those found until then") }
        if let failure = result.failures.first(where: { $0.object == primary }) { throw Failure(rows.words(failure)) }
        if !damaged.isEmpty { throw ExitCode(1) }
    }

    private func screen(_ objects: [MeanElements], primary: Int?) throws -> ScreeningResult {
        let screening = try ConjunctionScreening(
            objects, from: from, days: days, withinKm: within,
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
        let progress = ProgressLine("of the window screened")
        defer { progress.finish() }
        Interruption.watch()
        func goesOn(_ part: Double) -> Bool {
            progress.reach(part)
            return !Interruption.isRequested
        }
        if let primary { return try screening.approaches(of: primary, progress: goesOn) }
        return screening.allApproaches(progress: goesOn)
    }
}

/// What a screening found, as rows and notes.
private struct ScreenRows {
    let objects: [MeanElements]
    let result: ScreeningResult

    func table(withCompanions: Bool) -> Table {
        var columns = [
            "primary", "secondary", "tca", "missDistanceKm", "relativeSpeedKmS", "primaryName", "secondaryName",
            "radialKm", "inTrackKm", "crossTrackKm", "atWindowEdge",
        ]
        var rows = result.approaches.map(cells)
        if withCompanions {
            columns += ["isCompanion", "companionFrom", "companionTo", "greatestDistanceKm"]
            rows = rows.map { $0 + [.flag(false), .missing, .missing, .missing] } + result.companions.map(cells)
        }
        return Table(columns: columns, rows: rows)
    }

    private func cells(_ approach: CloseApproach) -> [Cell] {
        let (first, second) = (objects[approach.primary], objects[approach.secondary])
        return [
            .integer(first.catalogueNumber), .integer(second.catalogueNumber),
            .text(approach.timeOfClosestApproach.iso8601UTC(fractionDigits: 6)),
            .number(approach.missDistanceKm, decimals: 6), .number(approach.relativeSpeedKmS, decimals: 6),
            .text(first.name), .text(second.name), .number(approach.radialKm, decimals: 6),
            .number(approach.inTrackKm, decimals: 6), .number(approach.crossTrackKm, decimals: 6),
            .flag(approach.atWindowEdge),
        ]
    }

    private func cells(_ companion: Companion) -> [Cell] {
        let (first, second) = (objects[companion.primary], objects[companion.secondary])
        return [
            .integer(first.catalogueNumber), .integer(second.catalogueNumber), .missing,
            .number(companion.leastDistanceKm, decimals: 6), .missing, .text(first.name), .text(second.name),
            .missing, .missing, .missing, .missing, .flag(true), .text(companion.from.iso8601UTC()),
            .text(companion.to.iso8601UTC()), .number(companion.greatestDistanceKm, decimals: 6),
        ]
    }

    /// The objects not screened through the whole window.
    var failures: Table {
        let rows = result.failures.map { failure -> [Cell] in
            let elements = objects[failure.object]
            return [
                .integer(elements.catalogueNumber), .text(elements.name), .text(failure.from.iso8601UTC()),
                failure.until.map { .text($0.iso8601UTC()) } ?? .missing, .text("\(failure.cause)"),
            ]
        }
        return Table(columns: ["number", "name", "from", "to", "reason"], rows: rows)
    }

    func tell(isListedElsewhere: Bool) {
        list(result.companions, atMost: 20, "pairs that fly together") { companion in
            let (first, second) = (objects[companion.primary], objects[companion.secondary])
            return "\(named(first)) and \(named(second)) fly together: "
                + "\(fixed(companion.leastDistanceKm, decimals: 3)) to "
                + "\(fixed(companion.greatestDistanceKm, decimals: 3)) km, \(companion.from.iso8601UTC()) to "
                + companion.to.iso8601UTC()
        }
        let hint = isListedElsewhere ? "" : " (--failures FILE lists all)"
        list(result.failures, atMost: 5, "objects not screened through the whole window" + hint, words)
    }

    func words(_ failure: ScreeningFailure) -> String {
        let span = failure.until.map { "to \($0.iso8601UTC())" } ?? "on"
        return
            "\(named(objects[failure.object])) not screened from \(failure.from.iso8601UTC()) \(span): \(failure.cause)"
    }

    private func list<Item>(_ items: [Item], atMost limit: Int, _ what: String, _ words: (Item) -> String) {
        for item in items.prefix(limit) { StandardError.write("note: \(words(item))") }
        if items.count > limit { StandardError.write("note: \(items.count - limit) more \(what)") }
    }

    private func named(_ elements: MeanElements) -> String {
        elements.name.isEmpty
            ? "`\(elements.catalogueNumber)`" : "`\(elements.catalogueNumber)` (\(elements.name))"
    }
}
