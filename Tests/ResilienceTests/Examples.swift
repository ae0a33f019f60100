import Foundation
import Programme
import Resilience
import Testing

/// The repository's example programmes, found by walking up from this file.
enum Examples {
    static let iss: Result<ResilienceModel, any Error> = Result { try model("examples/iss") }

    static func model(_ path: String) throws -> ResilienceModel {
        var place = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while place.path != "/" {
            place.deleteLastPathComponent()
            let folder = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: folder.path) { return try read(folder) }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private static func read(_ folder: URL) throws -> ResilienceModel {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        let files = try names.sorted().map { name in
            SourceFile(path: name, bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
        }
        return ResilienceModel(try #require(ProgrammeReader.read(files: files).value))
    }
}
