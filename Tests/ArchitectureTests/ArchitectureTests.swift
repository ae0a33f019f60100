import Foundation
import Testing

struct PackageDescription: Decodable {
    struct Target: Decodable {
        let name: String
        let type: String
        let path: String
        let sources: [String]
        let dependencies: [String]?

        enum CodingKeys: String, CodingKey {
            case name, type, path, sources
            case dependencies = "target_dependencies"
        }
    }
    let targets: [Target]
}

@Suite("The import rules of the design")
struct ArchitectureTests {
    static let package = Result { try describePackage() }

    @Test("every source target stands in the list of arrows")
    func everyTargetIsListed() throws {
        for target in try sourceTargets() {
            #expect(ImportRules.below[target.name] != nil, "target `\(target.name)` has no line in ImportRules.below")
        }
    }

    @Test("no dependency in the manifest runs against an arrow")
    func manifestFollowsTheArrows() throws {
        let own = Set(try sourceTargets().map(\.name))
        for target in try sourceTargets() {
            let allowed = ImportRules.allowed(for: target.name)
            for dependency in target.dependencies ?? [] where own.contains(dependency) {
                #expect(allowed.contains(dependency), "`\(target.name)` depends on `\(dependency)`")
            }
        }
    }

    @Test("no import line runs against an arrow, and only the node does input and output")
    func importLinesFollowTheArrows() throws {
        let own = Set(try sourceTargets().map(\.name))
        for target in try sourceTargets() {
            let allowed = ImportRules.allowed(for: target.name)
            for line in try importLines(of: target) {
                let isOwn = own.contains(line.module)
                #expect(
                    !isOwn || allowed.contains(line.module), "\(line.place): `\(target.name)` imports `\(line.module)`")
                let isInputOutput = ImportRules.inputOutput.contains(line.module)
                #expect(
                    !isInputOutput || ImportRules.mayDoInputOutput.contains(target.name),
                    "\(line.place): `\(target.name)` does input and output through `\(line.module)`")
            }
        }
    }

    @Test("simulator and operations never meet but as bytes")
    func simulatorAndOperationsStayApart() {
        #expect(!ImportRules.allowed(for: "Operations").contains("Simulator"))
        #expect(!ImportRules.allowed(for: "Simulator").contains("Operations"))
    }

    @Test("pure targets have no clock, lock, or async")
    func pureTargetsStayPure() throws {
        let forbidden = [
            "async ", "await ", " Date()", "(Date()", "SystemClock(", "ContinuousClock", "NSLock", "Mutex<",
            "FileManager", "FileHandle",
        ]
        for target in try sourceTargets() where !isAtTheEdge(target) {
            for file in files(of: target) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    let found = forbidden.first { line.contains($0) }
                    #expect(found == nil, "\(file.lastPathComponent):\(number + 1): `\(found ?? "")` in a pure target")
                }
            }
        }
    }

    private func isAtTheEdge(_ target: PackageDescription.Target) -> Bool {
        ImportRules.mayDoInputOutput.contains(target.name) || target.name == "Benchmarks"
    }

    private func sourceTargets() throws -> [PackageDescription.Target] {
        try Self.package.get().targets.filter { $0.type != "test" && !$0.path.hasPrefix("Tests/") }
    }
}

struct ImportLine {
    let module: String
    let place: String
}

func files(of target: PackageDescription.Target) -> [URL] {
    target.sources.map { checkout.appending(path: target.path).appending(path: $0) }
}

func importLines(of target: PackageDescription.Target) throws -> [ImportLine] {
    try files(of: target).flatMap { file in
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated().compactMap { number, line -> ImportLine? in
                let words = line.split(separator: " ")
                guard let keyword = words.firstIndex(of: "import"), keyword <= 2, words.count > keyword + 1,
                    words[..<keyword].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
                else { return nil }
                let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                let name = words[(keyword + 1)...].first { !kinds.contains($0) } ?? ""
                let module = String(name.prefix { $0 != "." })
                return ImportLine(module: module, place: "\(file.lastPathComponent):\(number + 1)")
            }
    }
}

private let accessLevels: Set<Substring> = ["public", "internal", "package", "private", "fileprivate"]

/// The package as SwiftPM sees it. The lock is left alone: `swift test` holds it while this runs.
private func describePackage() throws -> PackageDescription {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
        "swift", "package", "--ignore-lock", "--package-path", checkout.path(), "describe", "--type", "json",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(PackageDescription.self, from: data)
}
