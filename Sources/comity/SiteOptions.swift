import ArgumentParser
import Frames
import GroundNetwork

/// Where the observer is: a list of stations, or one site.
struct SiteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Stations: CSV, JSON, GeoJSON, or a ground-network.yaml.", valueName: "file"))
    var stations: String?

    // Unconditional: what follows may begin with a minus.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("One site: degrees north, degrees east, metres.", valueName: "lat,lon,alt"))
    var site: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Degrees above the horizon; a station's own figure when not given.", valueName: "deg"))
    var minElevation: Double?

    var isGiven: Bool { stations != nil || site != nil }

    func validate() throws {
        guard stations == nil || site == nil else {
            throw ValidationError("give one of `--stations FILE` and `--site LAT,LON,ALT_M`")
        }
        if let minElevation, !(-89...89).contains(minElevation) {
            throw ValidationError("`--min-elevation \(minElevation)`: expected -89 to 89 degrees")
        }
        guard site == nil || sitePoint != nil else {
            throw ValidationError(
                "`--site \(site ?? "")`: expected latitude -90 to 90 and longitude -180 to 360 in degrees, and altitude in "
                    + "metres")
        }
    }

    /// The stations, each with its least elevation.
    func read() throws -> [GroundStation] {
        let read = if let stations { try readStations(stations) } else { [try readSite()] }
        return read.map { $0.behind($0.azimuthMask, minimumElevationDeg: minElevation) }
    }

    private func readSite() throws -> GroundStation {
        guard let point = sitePoint else { throw ValidationError("give one of `--stations FILE` and `--site`") }
        return GroundStation(id: "site", name: "site", point: point)
    }

    /// Nil where the three numbers of `--site` are not there or out of range.
    private var sitePoint: GeodeticPoint? {
        let parts = (site ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map { Double($0.trimmingPrefix(" ")) }
        guard parts.count == 3, let latitude = parts[0], let longitude = parts[1], let altitude = parts[2],
            (-90...90).contains(latitude), (-180...360).contains(longitude), altitude.isFinite
        else { return nil }
        return GeodeticPoint(latitudeDeg: latitude, longitudeDeg: longitude, altitudeKm: altitude / 1000)
    }
}
