import Foundation
import NavigationData
import Orbits

/// The element sets of some 26,000 objects, which are not part of the project.
///
/// The file is what `--catalogue` or `COMITY_CATALOGUE` names, else `tle/satcat_20240705.3le` in `COMITY_SHARED_DATA` or
/// in a folder `shared/data` beside the checkout or above it.
struct CatalogueFile {
    let path: String
    let bytes: [UInt8]

    /// Nil where there is none.
    static func find(_ given: String? = nil) throws -> CatalogueFile? {
        let environment = ProcessInfo.processInfo.environment
        guard let path = given ?? environment["COMITY_CATALOGUE"] ?? shared("tle/satcat_20240705.3le") else {
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchmarkFailure(what: "`\(path)` cannot be read")
        }
        return CatalogueFile(path: path, bytes: Array(data))
    }

    func elements() -> [MeanElements] { ElementSetReader.read(bytes, source: path).sets.map(\.elements) }

    private static func shared(_ path: String) -> String? {
        var roots = [ProcessInfo.processInfo.environment["COMITY_SHARED_DATA"]].compactMap(\.self)
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            roots.append(folder.appendingPathComponent("shared/data").path)
            folder = folder.deletingLastPathComponent()
        }
        return roots.lazy.map { "\($0)/\(path)" }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
