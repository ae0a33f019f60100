import Foundation
import MissionDatabase
import Orbits
import SpaceLink
import Timekeeping

@testable import Simulator

/// What the tests of the simulator share: the ISS database, a real element set, a link.
enum Support {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `examples/iss/mission-database.xml`.
    static func database() throws -> Database {
        let path = checkout.appending(path: "examples/iss/mission-database.xml")
        return try XTCEReader.read([UInt8](Data(contentsOf: path)), source: "mission-database.xml")
    }

    /// Lines of a table in `Tools/mission-database`, the header left out, split at tabs.
    static func table(_ name: String) throws -> [[String]] {
        let path = checkout.appending(path: "Tools/mission-database/\(name)")
        let text = try String(contentsOf: path, encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Real element set of the station: NORAD 25544, epoch 2025-07-23 (day 204.82343111), CelesTrak GP data.
    static func elements() throws -> MeanElements {
        MeanElements(
            catalogueNumber: 25_544, name: "ISS (ZARYA)", internationalDesignator: "1998-067A",
            epoch: try Instant(utc: "2025-07-23T19:45:44.448Z"), inclinationDeg: 51.6344, raanDeg: 125.4774,
            eccentricity: 0.0002359, argumentOfPerigeeDeg: 111.9505, meanAnomalyDeg: 304.3927,
            meanMotionRevPerDay: 15.50035709, bstar: 0.00016581, meanMotionDot: 0.00009030, meanMotionDDot: 0,
            elementSetNumber: 999, revolutionNumber: 52_084, classification: .unclassified)
    }

    static let start = "2025-07-24T00:00:00Z"

    static func frames() throws -> TMFrameConfiguration {
        try TMFrameConfiguration(spacecraftID: 78, frameLengthBytes: 1_115)
    }

    /// One virtual channel for each partner of the elements table.
    static func link() throws -> SimulatorLink {
        let channels = ["US": 0, "RU": 1, "EU": 2, "JP": 3, "CA": 4]
        let pairs = try table("elements.tsv").map { ($0[0], channels[$0[1]] ?? 0) }
        return SimulatorLink(frames: try frames(), virtualChannels: Dictionary(uniqueKeysWithValues: pairs))
    }

    static func simulator(
        start: String = Support.start, settings: SimulatorSettings = SimulatorSettings()
    ) throws -> StationSimulator {
        try StationSimulator(
            database: database(), elements: elements(), link: link(), start: Instant(utc: start), settings: settings)
    }

    static func world(
        start: String = Support.start, settings: SimulatorSettings = SimulatorSettings()
    ) throws -> (world: StationWorld, values: ParameterValues, start: Instant) {
        let start = try Instant(utc: start)
        let database = try database()
        let values = ParameterValues(
            names: database.parameters.map(\.name), constants: database.parameters.map { _ in 0 })
        return (try StationWorld(elements: elements(), start: start, settings: settings), values, start)
    }
}
