import Foundation

/// Prints the project's figures: one JSON line each on standard output, notes on standard error.
///
/// Without arguments it prints all; with names of parts it prints those.
@main
enum Benchmarks {
    private struct Part {
        let name: String
        let run: @Sendable () async throws -> Void
    }

    private static let parts = [
        Part(name: "flight", run: FlightBenchmarks.run),
        Part(name: "catalogue", run: CatalogueBenchmarks.run),
        Part(name: "screening", run: ScreeningBenchmarks.run),
        Part(name: "agreements", run: AgreementBenchmarks.run),
        Part(name: "resilience", run: ResilienceBenchmarks.run),
        Part(name: "telemetry", run: TelemetryBenchmarks.run),
        Part(name: "process", run: ProcessBenchmarks.run),
    ]

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch arguments.first {
            case "peers": try PeerBenchmarks.run(Array(arguments.dropFirst()))
            case ScreeningBenchmarks.sevenDaysArgument: try ScreeningBenchmarks.sevenDays()
            default: try await run(arguments)
            }
        } catch {
            Report.note("error: \(error)")
            exit(1)
        }
    }

    private static func run(_ names: [String]) async throws {
        if let unknown = names.first(where: { name in !parts.contains { $0.name == name } }) {
            let known = parts.map(\.name) + [ScreeningBenchmarks.sevenDaysArgument]
            throw BenchmarkFailure(what: "`\(unknown)` is none of \(known.joined(separator: ", "))")
        }
        for part in parts where names.isEmpty || names.contains(part.name) {
            Report.note(part.name)
            try await part.run()
        }
    }
}
