import Foundation
import Resilience

/// Minimal cut sets of the Aralia fault trees, of which the files lie outside the repository.
enum ResilienceBenchmarks {
    static func run() throws {
        guard let folder = faultTrees else { return Report.note("skipped: shared/data/faulttrees not found") }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
        let truth = try truth(folder)
        var total = 0.0
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            let bytes = Array(try Data(contentsOf: file))
            var count: CutSetCount?
            let seconds = try fastest(of: name == "baobab1" ? 5 : 1) {
                count = try minimalCutSets(of: FaultTreeReader.read(bytes, source: name))
            }
            guard let count, truth[name] == nil || truth[name] == count.total else {
                throw BenchmarkFailure(what: "\(name): \(count?.total ?? 0) minimal cut sets, not \(truth[name] ?? 0)")
            }
            Report.line("cutSets.\(name)", seconds, "s")
            total += seconds
        }
        Report.line("cutSets.all", total, "s")
    }

    /// Counts of an independent program.
    private static func truth(_ folder: URL) throws -> [String: UInt128] {
        struct Counts: Decodable {
            struct Tree: Decodable {
                let tree: String
                let mcs: UInt64
            }
            let trees: [Tree]
        }
        let bytes = try Data(contentsOf: folder.appending(path: "counts.json"))
        let counts = try JSONDecoder().decode(Counts.self, from: bytes).trees
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.tree, UInt128($0.mcs)) })
    }

    private static let faultTrees: URL? = {
        let given = ProcessInfo.processInfo.environment["COMITY_SHARED_DATA"].map { URL(filePath: $0) }
        let places = [given, checkout.appending(path: "shared/data"), checkout.appending(path: "../shared/data")]
        return places.compactMap { $0?.appending(path: "faulttrees") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()
}
