import ArgumentParser
import Foundation
import NavigationData
import Orbits
import Timekeeping

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Element sets of files: list, filter, write in another form, update from the network.",
        discussion: """
            Of several sets of one object the newest is taken. Heights are of the mean orbit over an Earth of 6378.135 km.
            Example: comity catalogue active.tle --perigee-km 300..500 --inclination-deg 51..52 --regime leo
            Example: comity catalogue active.tle --name starlink --write starlink.json
            Example: comity catalogue update --from https://celestrak.org/NORAD/elements/gp.php?GROUP=active&FORMAT=tle \
            --into active.tle
            `manoeuvres` finds burns in a series of sets, `decay` forecasts the end of orbits.
            """,
        subcommands: [
            CatalogueListCommand.self, CatalogueUpdateCommand.self, CatalogueManoeuvresCommand.self,
            CatalogueDecayCommand.self,
        ],
        defaultSubcommand: CatalogueListCommand.self)
}

struct CatalogueListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List, filter, and write in another form.",
        discussion: """
            Bounds are `LEAST..GREATEST`; either may be left out.
            Example: comity catalogue list active.tle --number 25544,48274 --format json
            """)

    @Argument(help: ArgumentHelp("Element sets: TLE, 3LE, or OMM as JSON, KVN, XML, CSV.", valueName: "file"))
    var files: [String]

    @OptionGroup var filter: CatalogueFilterOptions

    @Option(help: ArgumentHelp("Write the sets here instead of listing them; replaces the file.", valueName: "file"))
    var write: String?

    @Option(help: ArgumentHelp(CatalogueForm.help, valueName: "form"))
    var form: CatalogueForm?

    @Flag(help: "With --write: replace a file that is read, too, though what could not be read in it is lost.")
    var mayLose = false

    @OptionGroup var output: FormatOption

    func validate() throws {
        if write == nil, mayLose { throw ValidationError("`--may-lose` goes with `--write FILE`") }
        if write == nil, form != nil { throw ValidationError("`--form` goes with `--write FILE`") }
        if let write, form == nil, CatalogueForm(path: write) == nil {
            throw ValidationError("`--write \(write)`: no form known for that name: give `--form`")
        }
    }

    func run() throws {
        let (catalogue, damaged) = try readCatalogue(files)
        if let write, !mayLose, damaged.contains(where: { isSameFile($0, write) }) {
            throw Failure(
                "`\(write)` left as it was: rewriting it would lose what cannot be read in it: mend it, write to another "
                    + "file, or give `--may-lose`")
        }
        let now = filter.at ?? .present
        let records = catalogue.filtered(by: filter.filter, at: now)
        if let write {
            try writeSets(records.map(\.elements), to: write)
        } else {
            list(records.map(\.elements), at: now)
        }
        if !damaged.isEmpty { throw ExitCode(1) }
    }

    private static let columns = [
        "catalogueNumber", "name", "internationalDesignator", "epoch", "inclinationDeg", "perigeeKm", "apogeeKm",
        "periodMinutes", "ageDays", "eccentricity", "regime",
    ]

    private func list(_ sets: [MeanElements], at now: Instant) {
        var table = Table(columns: Self.columns)
        table.rows = sets.map { elements in
            let shape = OrbitShape(elements)
            return [
                .integer(elements.catalogueNumber), .text(elements.name), .text(elements.internationalDesignator),
                .text(elements.epoch.iso8601UTC()), .number(elements.inclinationDeg, decimals: 4),
                .number(shape.perigeeAltitudeKm, decimals: 1), .number(shape.apogeeAltitudeKm, decimals: 1),
                .number(shape.periodMinutes, decimals: 3),
                .number(now.secondsSince(elements.epoch) / 86_400, decimals: 3),
                .number(elements.eccentricity, decimals: 7), .text(shape.regime.rawValue),
            ]
        }
        table.write(as: output.format)
    }

    private func writeSets(_ sets: [MeanElements], to path: String) throws {
        guard let form = form ?? CatalogueForm(path: path) else { return }
        guard !sets.isEmpty else { throw Failure("no set matches: nothing written to `\(path)`") }
        let isOwnSource = files.contains { isSameFile($0, path) }
        let lost = try writeCatalogue(sets, as: form.form(for: sets), to: path, mayLose: mayLose || !isOwnSource)
        StandardError.write("note: \(sets.count - lost) element sets written to `\(path)`")
        if lost > 0 { throw ExitCode(1) }
    }
}

/// The merged sets of files, and the files that could not all be read; what could not is told.
func readCatalogue(_ paths: [String]) throws -> (catalogue: ElementSetCatalogue, damaged: [String]) {
    var catalogue = ElementSetCatalogue()
    var damaged: [String] = []
    for path in paths {
        let read = ElementSetReader.read([UInt8](try readFile(path)), source: path)
        if !read.problems.isEmpty { damaged.append(path) }
        catalogue.merge(read)
    }
    for problem in catalogue.problems { StandardError.write("error: \(problem)") }
    guard !catalogue.isEmpty else { throw ExitCode(1) }
    return (catalogue, damaged)
}

/// Whether two paths lead to one file, by whatever links.
private func isSameFile(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Writes sets in a form, whole or not at all; returns how many the form cannot hold, each of which is told.
func writeCatalogue(
    _ sets: [MeanElements], as form: ElementSetWriter.Form, to path: String, mayLose: Bool
) throws -> Int {
    let answer = ElementSetWriter.write(sets, as: form, created: .present)
    let refusals = answer.refused.map { "`\(path)`: object `\($0.catalogueNumber)` not written: \($0.reason)" }
    guard mayLose || refusals.isEmpty else {
        throw Failure(lines: refusals + ["`\(path)` left as it was: choose another `--form`"])
    }
    for refusal in refusals { StandardError.write("error: \(refusal)") }
    if !answer.shortened.isEmpty {
        StandardError.write(
            "note: \(answer.shortened.count) sets have more digits or letters than the form holds: rounded")
    }
    try replaceFile(path, with: Data(answer.text.utf8))
    return refusals.count
}

/// Puts a file's new content in its place in one step; whatever goes wrong, the old one stays. A pipe or a device is
/// written to.
func replaceFile(_ path: String, with data: Data) throws {
    // Through a link, so that the link stays one.
    let place = URL(filePath: path).resolvingSymlinksInPath()
    do {
        try data.write(to: place, options: isDevice(path) ? [] : .atomic)
    } catch {
        throw Failure("`\(path)`: cannot be written: \(reason(error))")
    }
}

private func isDevice(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
}
