import Foundation

/// Answers `Tools/bench-peers`, so that ours and a peer's runs can alternate.
///
///     Benchmarks peers --case NAME [--catalogue FILE]
///
/// The first line written is what the peer is to be given, as JSON. After that each line read is a number of threads, and
/// the line in answer has the seconds that one run took and how many answers it gave.
enum PeerBenchmarks {
    static func run(_ arguments: [String]) throws {
        guard let name = value(of: "--case", arguments) else {
            throw BenchmarkFailure(what: "no case: give --case, one of \(PeerCase.names.joined(separator: ", "))")
        }
        guard let catalogue = try CatalogueFile.find(value(of: "--catalogue", arguments)) else {
            throw BenchmarkFailure(what: "no catalogue: give --catalogue FILE")
        }
        let item = try PeerCase.named(name, catalogue)
        answer(String(decoding: try JSONEncoder().encode(item.given), as: UTF8.self))
        while let line = readLine() {
            guard let threads = Int(line) else { throw BenchmarkFailure(what: "`\(line)` is no number of threads") }
            let start = ContinuousClock.now
            let count = try item.run(threads)
            answer("\((ContinuousClock.now - start) / .seconds(1)) \(count)")
        }
    }

    private static func value(of option: String, _ arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private static func answer(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// What a peer is given to do the same work.
struct PeerInputs: Encodable {
    /// Path of the element sets.
    var catalogue: String
    /// Two lines.
    var elementSet = StationPasses.elementSet
    /// Latitude and longitude in degrees, altitude in metres.
    var sites = StationPasses.sites
    /// Earth orientation of the days from the first on, linear between them: Modified Julian Day, UT1 − UTC in seconds,
    /// x_p and y_p in arcseconds, dX and dY in milliarcseconds.
    var orientation: [[Double]] = []
}
