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
            Example: comity passes --omm examples/iss/orbit.json --site 48.09,11.28,580 \
            --from 2026-05-31T00:00:00Z --to 2026-06-01T00:00:00Z --min-elevation 10
            """)

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions

    @Option(help: ArgumentHelp("Stations: CSV, JSON, GeoJSON, or a ground-network.yaml.", valueName: "file"))
    var stations: String?

    @Option(help: ArgumentHelp("One site: degrees north, degrees east, metres.", valueName: "lat,lon,alt"))
    var site: String?

    @Option(help: ArgumentHelp("Degrees above the horizon; a station's own figure when not given.", valueName: "deg"))
    var minElevation: Double?

    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard (stations == nil) != (site == nil) else {
            throw ValidationError("give one of `--stations FILE` and `--site LAT,LON,ALT_M`")
        }
        if let minElevation, !(-89...89).contains(minElevation) {
            throw ValidationError("`--min-elevation \(minElevation)`: expected -89 to 89 degrees")
        }
    }

    func run() throws {
        let earth = try orientation.read()
        let sites = try readSites()
        try elementSets.write(Self.columns, as: output.format) { elements, table in
            try append(elements, over: sites, by: earth, to: &table)
        }
    }

    private static let columns = [
        "station", "aos", "los", "tca", "maxElevationDeg", "azimuthAosDeg", "azimuthLosDeg", "object",
    ]

    private func append(
        _ elements: MeanElements, over sites: [GroundStation], by earth: EarthOrientation, to table: inout Table
    ) throws {
        let orbit = try SGP4(elements)
        for station in sites {
            let found = try passes(
                of: orbit, over: TopocentricSite(point: station.point), from: span.from, to: span.to,
                mask: try station.elevationMask(leastElevationDeg: minElevation), earthOrientation: earth)
            table.rows += found.map { cells(of: $0, station: station.name, object: label(elements)) }
        }
    }

    private func cells(of pass: Pass, station: String, object: String) -> [Cell] {
        [
            .text(station), .text(pass.aos.iso8601UTC()), .text(pass.los.iso8601UTC()), .text(pass.tca.iso8601UTC()),
            .number(pass.maxElevationDeg, decimals: 4),
            .number(pass.azimuthAosDeg, decimals: 4), .number(pass.azimuthLosDeg, decimals: 4), .text(object),
        ]
    }

    private func readSites() throws -> [GroundStation] {
        if let stations { return try readStations(stations) }
        let parts = (site ?? "").split(separator: ",").map { Double($0.trimmingPrefix(" ")) }
        guard parts.count == 3, let latitude = parts[0], let longitude = parts[1], let altitude = parts[2],
            (-90...90).contains(latitude), (-180...360).contains(longitude), altitude.isFinite
        else { throw Failure("`--site \(site ?? "")`: expected latitude,longitude in degrees and altitude in metres") }
        let point = GeodeticPoint(latitudeDeg: latitude, longitudeDeg: longitude, altitudeKm: altitude / 1000)
        return [GroundStation(id: "site", name: "site", point: point)]
    }
}
