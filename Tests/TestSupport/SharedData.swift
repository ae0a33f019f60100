import Foundation

/// Bulk truth kept outside the repository: `shared/data` beside the checkout or above it, or `COMITY_SHARED_DATA`.
///
/// Tests that need a file say so and end when it is not there.
public enum SharedData {
    /// Where a file is; `nil`, told on standard output, when it is nowhere.
    public static func path(_ path: String) -> String? {
        let found = roots.lazy.map { $0 + "/" + path }.first { FileManager.default.fileExists(atPath: $0) }
        if found == nil { print("skipped: shared/data/\(path) not found") }
        return found
    }

    /// A file's bytes.
    public static func bytes(_ path: String) -> [UInt8]? {
        Self.path(path).flatMap { FileManager.default.contents(atPath: $0) }.map(Array.init)
    }

    /// A file's text.
    public static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static let roots: [String] = {
        var roots = [ProcessInfo.processInfo.environment["COMITY_SHARED_DATA"]].compactMap(\.self)
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            roots.append(folder.appendingPathComponent("shared/data").path)
            folder = folder.deletingLastPathComponent()
        }
        return roots
    }()
}
