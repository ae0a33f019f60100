import ArgumentParser
import Encounters
import Orbits
import Timekeeping

struct EclipseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eclipse",
        abstract: "When an object is in the Earth's shadow, and the other events of its orbit.",
        discussion: """
            Eclipses: penumbra (part of the Sun covered), umbra (all of it), annular (the Earth inside the Sun's disc); a \
            conical shadow of the WGS 84 ellipsoid without atmosphere. A row that the window cuts begins or ends with it \
            and says so; a moment is a row without duration. Where an object's states end within the window, the rows \
            until then are there, and the end is told.
            --events takes any of: eclipse; node (ascendingNode, descendingNode); apsis (perigee, apogee); saa (over the \
            South Atlantic Anomaly: the field at 500 km below 23,000 nT); crossing (of --latitude and --longitude); beta \
            (the Sun --beta-above degrees off the orbit's plane); sun-exclusion, moon-exclusion (the body within \
            --within degrees of the line from a station).
            Example: comity eclipse --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-06-01T00:00:00Z --format csv
            Example: comity eclipse --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-06-01T00:00:00Z --events node,saa
            Example: comity eclipse --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-06-01T00:00:00Z --summary
            """)

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions

    @Option(help: ArgumentHelp("Kinds of eclipse: umbra, penumbra, annular; all when not given.", valueName: "kinds"))
    var kind: EclipseKinds?

    @Option(help: ArgumentHelp("Kinds of event, parted by commas; see above.", valueName: "kinds"))
    var events = EventKinds(kinds: [.eclipse])

    @Flag(help: "One row an object: its share of sunlight, beta angles, eclipses.")
    var summary = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Parallels for `crossing`, degrees north, parted by commas.", valueName: "deg"))
    var latitude: Degrees?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Meridians for `crossing`, degrees east, parted by commas.", valueName: "deg"))
    var longitude: Degrees?

    @Option(help: ArgumentHelp("Least size of the beta angle for `beta`, degrees.", valueName: "deg"))
    var betaAbove = 60.0

    @Option(help: ArgumentHelp("Angle for `sun-exclusion` and `moon-exclusion`, degrees.", valueName: "deg"))
    var within = 2.0

    @OptionGroup var sites: SiteOptions
    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        let needsSite = events.contains(.sunExclusion) || events.contains(.moonExclusion)
        guard !needsSite || sites.isGiven else {
            throw ValidationError("an exclusion is seen from a place: give `--stations FILE` or `--site LAT,LON,ALT_M`")
        }
        guard !events.contains(.crossing) || latitude != nil || longitude != nil else {
            throw ValidationError("give the lines crossed: `--latitude DEG,…` or `--longitude DEG,…`")
        }
        guard (0...90).contains(betaAbove) else {
            throw ValidationError("`--beta-above \(betaAbove)`: expected 0 to 90 degrees")
        }
        guard within > 0, within <= 180 else {
            throw ValidationError("`--within \(within)`: expected more than 0 and at most 180 degrees")
        }
        try latitude?.check("--latitude", -90...90)
        try longitude?.check("--longitude", -180...360)
    }

    func run() throws {
        LeapSecondTable.bundled.tell(from: span.from, to: span.to)
        guard !summary else { return try writeSummary() }
        let rows = EventRows(
            objects: elementSets, kinds: events, eclipseKinds: kind, latitudesDeg: latitude?.distinct ?? [],
            longitudesDeg: longitude?.distinct ?? [], betaAboveDeg: betaAbove, withinDeg: within,
            stations: sites.isGiven ? try sites.read() : [],
            earth: events.needsEarth ? try orientation.read(over: span) : .none)
        try elementSets.write(rows.columns, over: span.from...span.to, as: output.format) {
            try rows.cells(of: $0, within: $1)
        }
    }

    private func writeSummary() throws {
        guard span.from < span.to else { throw Failure("`--summary`: expected `--to` after `--from`") }
        let rows = SunlightRows(objects: elementSets)
        try elementSets.write(rows.columns, over: span.from...span.to, as: output.format) { orbit, known in
            known.lowerBound < known.upperBound ? [try rows.cells(of: orbit, within: known)] : []
        }
    }
}

/// `umbra,annular`.
struct EclipseKinds: ExpressibleByArgument {
    let kinds: Set<EclipseKind>

    init?(argument: String) {
        guard let kinds: [EclipseKind] = choices(argument) else { return nil }
        self.kinds = Set(kinds)
    }
}

/// `eclipse,node`.
struct EventKinds: ExpressibleByArgument, CustomStringConvertible {
    enum Kind: String, CaseIterable {
        case eclipse, node, apsis, saa, crossing, beta
        case sunExclusion = "sun-exclusion"
        case moonExclusion = "moon-exclusion"
    }

    let kinds: [Kind]

    init(kinds: [Kind]) { self.kinds = kinds }

    init?(argument: String) {
        guard let kinds: [Kind] = argument == "all" ? Kind.allCases : choices(argument) else { return nil }
        self.kinds = kinds
    }

    var description: String { kinds.map(\.rawValue).joined(separator: ",") }

    func contains(_ kind: Kind) -> Bool { kinds.contains(kind) }

    /// Some event depends on how the Earth turns.
    var needsEarth: Bool { [.saa, .crossing, .sunExclusion, .moonExclusion].contains { kinds.contains($0) } }
}

/// `-30,0,51.6`.
struct Degrees: ExpressibleByArgument {
    let values: [Double]

    init?(argument: String) {
        let values = argument.split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimmingPrefix(" ")) }
        guard !values.contains(nil) else { return nil }
        self.values = values.compactMap(\.self)
    }

    /// Each place once, whatever it is called: 180 and -180 are one meridian.
    var distinct: [Double] {
        values.indices.filter { index in
            !values[..<index].contains { ($0 - values[index]).remainder(dividingBy: 360) == 0 }
        }.map { values[$0] }
    }

    func check(_ option: String, _ range: ClosedRange<Double>) throws {
        for value in values where !range.contains(value) {
            throw ValidationError("`\(option) \(value)`: expected \(range.lowerBound) to \(range.upperBound) degrees")
        }
    }
}

/// The values of a list parted by commas; nil when one is unknown or none is there.
private func choices<Choice: RawRepresentable>(_ text: String) -> [Choice]? where Choice.RawValue == String {
    let found = text.split(separator: ",").map { Choice(rawValue: String($0.trimmingPrefix(" "))) }
    guard !found.isEmpty, !found.contains(where: { $0 == nil }) else { return nil }
    return found.compactMap(\.self)
}
