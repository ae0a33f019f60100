import Foundation

/// The checkout and what was built in it.
enum Built {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The `comity` that stands beside the test bundle, so that tests run what was just built.
    static let comity: URL = {
        let besideTests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [besideTests, checkout.appending(path: ".build/debug")]
        return candidates.map { $0.appending(path: "comity") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) } ?? besideTests
    }()

    static let programme = checkout.appending(path: "examples/iss").path()

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "comity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// What a finished command left behind.
struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    func json<T: Decodable>(_ type: T.Type) throws -> T {
        try JSONDecoder().decode(type, from: Data(output.utf8))
    }
}

/// Runs `comity` to its end.
func comity(_ arguments: String...) throws -> Outcome { try comity(arguments) }

/// Runs `comity` to its end; `meanwhile` gets the process once it runs.
func comity(_ arguments: [String], meanwhile: (Process) -> Void = { _ in }) throws -> Outcome {
    let process = Process()
    process.executableURL = Built.comity
    process.arguments = arguments
    process.currentDirectoryURL = Built.checkout
    let folder = try Built.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (output, errors) = (folder.appending(path: "out"), folder.appending(path: "err"))
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    meanwhile(process)
    process.waitUntilExit()
    return Outcome(
        status: process.terminationStatus,
        output: try String(contentsOf: output, encoding: .utf8), errors: try String(contentsOf: errors, encoding: .utf8)
    )
}
