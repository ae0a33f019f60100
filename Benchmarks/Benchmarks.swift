import Foundation

/// Prints the project's figures: one JSON line each on standard output, notes on standard error.
@main
enum Benchmarks {
    static func main() async {
        do {
            if CommandLine.arguments.dropFirst().first == "sgp4" {
                return try PeerBenchmarks.run(Array(CommandLine.arguments.dropFirst(2)))
            }
            if CommandLine.arguments.dropFirst().first == "agreements" { return try AgreementBenchmarks.run() }
            Report.note("orbits and passes")
            try FlightBenchmarks.run()
            Report.note("close approaches")
            try ScreeningBenchmarks.run()
            Report.note("agreements")
            try AgreementBenchmarks.run()
            Report.note("fault trees")
            try ResilienceBenchmarks.run()
            Report.note("telemetry")
            try await TelemetryBenchmarks.run()
            Report.note("the node as a process")
            try await ProcessBenchmarks.run()
        } catch {
            Report.note("error: \(error)")
            exit(1)
        }
    }
}
