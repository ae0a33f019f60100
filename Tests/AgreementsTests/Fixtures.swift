import Agreements
import Foundation
import Programme
import Testing

/// The repository's example programme and its agreements.
enum ISS {
    static let instant = CivilTime("2026-11-22T12:00:00Z")

    static func folder(_ path: String) -> URL? {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let found = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: found.path) { return found }
        }
        return nil
    }

    static func files(_ path: String) throws -> [SourceFile] {
        let folder = try #require(Self.folder(path))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            SourceFile(
                path: "\(path)/\(name)", bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }

    static func programme() throws -> ProgrammeDescription {
        try #require(ProgrammeReader.read(files: try files("examples/iss")).value)
    }

    static func documents(_ programme: ProgrammeDescription) throws -> Checked<[AgreementDocument]> {
        AgreementReader.read(files: try files("examples/iss/agreements"), programme: programme)
    }

    /// Where some parameters belong, as the mission database says.
    static let facts = Facts(
        parameters: [
            "USLAB000058": .init(element: "destiny", subsystem: "life-support"),
            "USLAB000006": .init(element: "destiny", subsystem: "motion-control"),
            "USLAB000018": .init(element: "destiny", subsystem: "motion-control"),
            "USLAB000090": .init(element: "destiny", subsystem: "communications"),
            "AIRLOCK000001": .init(element: "quest", subsystem: "extravehicular"),
            "Z1000001": .init(element: "z1", subsystem: "motion-control"),
            "Z1000008": .init(element: "z1", subsystem: "motion-control"),
            "RUSSEG000005": .init(element: "zvezda", subsystem: "visiting-vehicles"),
            "RUSSEG000016": .init(element: "zarya", subsystem: "visiting-vehicles"),
            "RS_CABIN_PRESSURE": .init(element: "zvezda", subsystem: "life-support"),
            "COL_CABIN_PRESSURE": .init(element: "columbus", subsystem: "life-support"),
            "COL_RACK_POWER": .init(element: "columbus", subsystem: "power"),
            "COL_PAYLOAD": .init(element: "columbus", subsystem: "payload"),
            "JEM_RACK_POWER": .init(element: "kibo-pm", subsystem: "power"),
            "MSS_JOINT_1": .init(element: "ssrms", subsystem: "robotics"),
            "NAV_ALTITUDE": .init(element: "destiny", subsystem: "orbit"),
        ],
        stations: ["maspalomas": "EU", "white-sands": "US", "moscow": "RU", "santiago": Optional<PartnerID>.none])
}

extension CivilTime {
    /// The same time of day some days later, by the system's calendar.
    func adding(days: Int) throws -> CivilTime {
        let date = try Date.ISO8601FormatStyle().parse(description).addingTimeInterval(Double(days) * 86_400)
        return try #require(CivilTime(date.formatted(Date.ISO8601FormatStyle())))
    }
}
