import Encounters
import Frames
import NavigationData
import Orbits
import Timekeeping

/// The reference case of the pass search: the ISS over twenty sites for seven days, above 10°, UT1 taken as UTC.
struct StationPasses {
    /// ISS of 2024-07-05 (Space-Track), the set of the reference passes.
    static let elementSet = [
        "1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991",
        "2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405",
    ]

    /// Latitude and longitude in degrees, altitude in metres.
    static let sites: [[Double]] = [
        [29.56, -95.09, 10], [32.50, -106.61, 1450], [13.62, 144.86, 200], [55.75, 37.62, 150], [36.07, 140.13, 30],
        [48.09, 11.28, 580], [45.51, -73.42, 27], [78.23, 15.39, 480], [-31.80, 115.89, 20], [5.25, -52.80, 15],
        [27.76, -15.63, 200], [-3.00, 40.19, 10], [-33.15, -70.67, 730], [-25.89, 27.69, 1400], [67.86, 20.96, 390],
        [13.03, 77.51, 920], [-35.40, 148.98, 680], [35.43, -116.89, 1000], [40.43, -4.25, 830],
        [-29.05, 115.35, 250],
    ]

    let elements: MeanElements
    let orbit: SGP4
    private let start: Instant
    private let sites: [TopocentricSite]

    init() throws {
        let text = Self.elementSet.joined(separator: "\n")
        guard let elements = ElementSetReader.read(text, source: "benchmark").sets.first?.elements else {
            throw BenchmarkFailure(what: "the element set cannot be read")
        }
        self.elements = elements
        orbit = try SGP4(elements)
        start = try Instant(utc: startOfBenchmarks)
        sites = Self.sites.map { site in
            TopocentricSite(
                point: GeodeticPoint(latitudeDeg: site[0], longitudeDeg: site[1], altitudeKm: site[2] / 1000))
        }
    }

    /// Finds all passes; how many.
    func search() throws -> Int {
        var found = 0
        for site in sites {
            found += try passes(
                of: orbit, over: site, from: start, to: start.advanced(bySeconds: 7 * 86_400), minElevationDeg: 10
            ).count
        }
        return found
    }
}
