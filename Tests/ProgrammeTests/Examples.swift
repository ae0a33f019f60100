import Foundation
import Programme

/// The repository's example programme, found by walking up from this file.
enum Examples {
    static func folder(_ path: String) -> URL? {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let found = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: found.path) { return found }
        }
        return nil
    }

    static func files(_ folder: URL) throws -> [SourceFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().map { name in
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            return SourceFile(path: "examples/\(folder.lastPathComponent)/\(name)", bytes: Array(data))
        }
    }
}
