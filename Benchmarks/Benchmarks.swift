import Foundation

/// Prints the project's figures: one JSON line each on standard output, notes on standard error.
@main
enum Benchmarks {
    static func main() async {
        do {
            Report.note("orbits and passes")
            try FlightBenchmarks.run()
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
