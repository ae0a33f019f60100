import Foundation
import Frames
import Timekeeping

/// A row of Tests/Vectors/de440-*.csv, written by Tools/ephemeris-vectors.
struct StateRow {
    let body: SolarSystemBody
    let centre: SolarSystemBody
    let instant: Instant
    /// km and km/s.
    let values: [Double]

    static func read(_ name: String) throws -> [StateRow] {
        try String(decoding: vector(name), as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ";")
            guard !line.hasPrefix("#"), fields.count == 9, let body = Int(fields[0]).flatMap(SolarSystemBody.init),
                let centre = Int(fields[1]).flatMap(SolarSystemBody.init), let day = Double(fields[2])
            else { return nil }
            let instant = Instant(julianDate: JulianDate<TDB>(day: day, fraction: 0))
            return StateRow(
                body: body, centre: centre, instant: instant, values: fields[3...].compactMap { Double($0) })
        }
    }
}

/// A file of Tests/Vectors.
func vector(_ name: String, filePath: String = #filePath) throws -> Data {
    let tests = URL(filePath: filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try Data(contentsOf: tests.appending(path: "Vectors/\(name)"))
}
