import ArgumentParser
import Encounters
import Frames
import GroundNetwork
import Orbits
import Timekeeping

struct PassesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passes",
        abstract: "When an object stands above the horizon of a station.",
        discussion: """
            A pass that the window cuts begins or ends with it and says so; an object that never sets is one row of the \
            whole window, one that is never above the horizon a note and no row. Where an object's states end within the \
            window, its passes until then are there, and the end is told. Elevation is geometric, without refraction.
            A mask file has a line `azimuth elevation` for each corner of the horizon, in degrees; a line \
            `station NAME` begins the mask of one station.
            --visible keeps the passes in which a lit object stands in a dark sky, a row for each such part.
            Example: comity passes --omm examples/iss/orbit.json --site 48.09,11.28,580 \
            --from 2026-05-31T00:00:00Z --to 2026-06-01T00:00:00Z --min-elevation 10
            """)

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions
    @OptionGroup var sites: SiteOptions

    @Option(help: ArgumentHelp("Horizon by azimuth, for all stations or for those it names.", valueName: "file"))
    var mask: String?

    @Option(help: ArgumentHelp("Frequency sent by the object: adds ranges, range rates, Doppler.", valueName: "hertz"))
    var frequencyHz: Double?

    @Flag(help: "Adds ranges and range rates at rise, culmination and set.")
    var range = false

    @Flag(help: "Only what can be seen: the object lit, the sky dark.")
    var visible = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The Sun's elevation below which the sky is dark, for --visible.", valueName: "deg"))
    var darkBelow: Double = -6

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Magnitude at 1000 km, half lit, for --visible; -1.8 for object 25544.", valueName: "magnitude"))
    var standardMagnitude: Double?

    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard sites.isGiven else { throw ValidationError("give one of `--stations FILE` and `--site LAT,LON,ALT_M`") }
        if let frequencyHz, !(frequencyHz > 0 && frequencyHz.isFinite) {
            throw ValidationError("`--frequency-hz \(frequencyHz)`: expected more than 0 hertz")
        }
        guard (-90...90).contains(darkBelow) else {
            throw ValidationError("`--dark-below \(darkBelow)`: expected -90 to 90 degrees")
        }
        if let standardMagnitude, !(-30...30).contains(standardMagnitude) {
            throw ValidationError("`--standard-magnitude \(standardMagnitude)`: expected -30 to 30")
        }
    }

    func run() throws {
        let stations = try maskedStations()
        LeapSecondTable.bundled.tell(from: span.from, to: span.to)
        let rows = PassRows(
            objects: elementSets, earth: try orientation.read(over: span), withRange: range || frequencyHz != nil,
            frequencyHz: frequencyHz, visibility: visible ? visibility : nil)
        var silent = SilentPairs()
        try elementSets.write(rows.columns, over: span.from...span.to, as: output.format) { orbit, known in
            var (cells, quiet) = ([[Cell]](), [String]())
            for station in stations where !Interruption.isRequested {
                let found = try rows.cells(of: orbit, over: station, within: known)
                if found.isEmpty { quiet.append(station.name) }
                cells += found
            }
            let isWhole = known == span.from...span.to
            for name in quiet { silent.add(numbered(orbit.elements), name, until: isWhole ? nil : known) }
            return cells
        } told: {
            silent.tell(visible ? "is not seen from" : "is never above the horizon of")
        }
    }

    private var visibility: PassRows.Visibility {
        PassRows.Visibility(darkBelowSunElevationDeg: darkBelow, standardMagnitude: standardMagnitude)
    }

    private func maskedStations() throws -> [GroundStation] {
        let stations = try sites.read()
        guard let mask else { return stations }
        let (masks, problems) = MaskReader.read(try readText(mask), source: mask)
        guard problems.isEmpty else { throw Failure(lines: problems.map(\.description)) }
        let names = Set(stations.flatMap { [$0.id, $0.name] })
        for name in masks.byStation.keys.sorted() where !names.contains(name) {
            StandardError.write("note: `\(mask)`: no station `\(name)` was asked for")
        }
        // A site of no list has no least elevation of its own: the mask alone says what it sees.
        let least = sites.stations == nil ? sites.minElevation ?? -89 : nil
        return stations.map { station in
            masks.mask(for: station).map { station.behind($0, minimumElevationDeg: least) } ?? station
        }
    }
}

/// Objects that have no row over a station, told at the end.
private struct SilentPairs {
    private var pairs: [(object: String, station: String, span: ClosedRange<Instant>?)] = []

    mutating func add(_ object: String, _ station: String, until span: ClosedRange<Instant>?) {
        pairs.append((object, station, span))
    }

    func tell(_ what: String) {
        for pair in pairs.prefix(10) {
            let span = pair.span.map { "from \($0.lowerBound.iso8601UTC()) to \($0.upperBound.iso8601UTC())" }
            StandardError.write("note: \(pair.object) \(what) `\(pair.station)` \(span ?? "within the window")")
        }
        if pairs.count > 10 { StandardError.write("note: and \(pairs.count - 10) more objects and stations") }
    }
}
