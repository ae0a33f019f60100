import Foundation
import Orbits

/// A line of Tests/Vectors/sgp4-catalogue.csv.
struct BatchVector {
    let kind: String
    let elements: MeanElements
    let minutes: Double
    let code: UInt8
    /// Absent where the code is not 0.
    let row: VerificationRow?

    static func read(filePath: String = #filePath) throws -> [BatchVector] {
        let tests = URL(filePath: filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: tests.appending(path: "Vectors/sgp4-catalogue.csv"), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: ";", omittingEmptySubsequences: false)
            let numbers = fields[5...].compactMap { Double($0) }
            let minutes = Double(fields[3]) ?? .nan
            return BatchVector(
                kind: String(fields[0]), elements: OrbitsTests.elements(fields[1], fields[2]), minutes: minutes,
                code: UInt8(fields[4]) ?? .max,
                row: numbers.count == 6 ? VerificationRow([minutes] + numbers) : nil)
        }
    }
}
