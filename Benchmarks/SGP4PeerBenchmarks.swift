import Foundation
import Frames
import NavigationData
import Orbits
import Timekeeping

/// Answers `Tools/bench-peers`: each line read names a case and a number of threads, the line written in answer has the
/// seconds that one run took, so that ours and a peer's runs can alternate.
///
///     Benchmarks sgp4 --catalogue FILE [--threads N]
///
/// With `--threads` it runs each case five times and prints the figures instead.
struct PeerBenchmarks {
    /// One run on a number of threads, and how many answers it gives.
    struct Case {
        let name: String
        let answers: Int
        let run: (Int) throws -> Void
    }

    private let cases: [Case]

    init(_ arguments: [String]) throws {
        guard let path = Self.value(of: "--catalogue", arguments), let data = FileManager.default.contents(atPath: path)
        else {
            throw BenchmarkFailure(what: "no element sets: give --catalogue FILE")
        }
        let text = String(decoding: data, as: UTF8.self)
        let sets = ElementSetReader.read(text, source: path).sets.map(\.elements)
        cases = try SGP4Cases(sets).cases + FrameCases().cases
    }

    static func run(_ arguments: [String]) throws {
        let benchmarks = try PeerBenchmarks(arguments)
        if let threads = value(of: "--threads", arguments).flatMap({ Int($0) }) {
            try benchmarks.report(threads: threads)
        } else {
            try benchmarks.serve()
        }
    }

    private static func value(of option: String, _ arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private func report(threads: Int) throws {
        for item in cases {
            let seconds = try fastest(of: 5) { try item.run(threads) }
            Report.line("\(item.name).\(threads)T", Double(item.answers) / seconds, "answers/s")
        }
    }

    private func serve() throws {
        answer("ready " + cases.map { "\($0.name)=\($0.answers)" }.joined(separator: " "))
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count == 2, let threads = Int(words[1]), let item = cases.first(where: { $0.name == words[0] })
            else {
                answer("error: `\(line)` is not a case and a number of threads")
                continue
            }
            let start = ContinuousClock.now
            try item.run(threads)
            answer("\((ContinuousClock.now - start) / .seconds(1))")
        }
    }

    private func answer(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// Many objects at 1000 times over a day, positions and velocities into memory that is there before.
struct SGP4Cases {
    let cases: [PeerBenchmarks.Case]

    init(_ sets: [MeanElements]) throws {
        let start = try Instant(utc: "2024-07-06T00:00:00Z")
        let times = PropagationTimes((0..<1000).map { start.advanced(bySeconds: Double($0) * 86_400 / 999) })
        let near = sets.filter { (try? SGP4($0))?.isDeepSpace == false }.prefix(12_000)
        let mixed = stride(from: 0, to: sets.count, by: 2).map { sets[$0] }.prefix(12_000)
        cases = [("sgp4.nearEarth", Array(near)), ("sgp4.mixed", Array(mixed))].map { name, sets in
            let batch = SGP4Batch(sets)
            let table = StateTable(objectCount: sets.count, timeCount: times.count)
            return PeerBenchmarks.Case(name: name, answers: sets.count * times.count) { threads in
                guard batch.propagate(times, into: table, threads: threads) else {
                    throw BenchmarkFailure(what: "the table does not fit")
                }
            }
        }
    }
}

/// A hundred thousand positions turned over a week; one thread whatever is asked.
struct FrameCases {
    let cases: [PeerBenchmarks.Case]

    init() throws {
        let start = try Instant(utc: "2024-07-06T00:00:00Z")
        let count = 100_000
        let times = (0..<count).map { start.advanced(bySeconds: Double($0) * 6) }
        let table = try EarthRotationTable(
            from: start, to: start.advanced(bySeconds: 7 * 86_400), earthOrientation: .none)
        let given = [Position<GCRF>](repeating: Position(xKm: 6778, yKm: 10, zKm: -20), count: count)
        let teme = Position<TEME>(xKm: 6778, yKm: 10, zKm: -20)
        cases = [
            PeerBenchmarks.Case(name: "frames.gcrfToItrf", answers: count) { _ in
                var turned = [Position<ITRF>](repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: count)
                try table.transform(given, at: times, into: &turned)
            },
            PeerBenchmarks.Case(name: "frames.temeToItrf", answers: count) { _ in
                var sum = 0.0
                for time in times { sum += itrf(from: teme, at: time, earthOrientation: .none).xKm }
                guard sum.isFinite else { throw BenchmarkFailure(what: "a position is not a number") }
            },
        ]
    }
}
