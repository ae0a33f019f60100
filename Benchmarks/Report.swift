import Foundation

/// Prints figures, one JSON line each.
enum Report {
    static func line(_ name: String, _ value: Double, _ unit: String) {
        let number = String(format: value >= 1000 ? "%.0f" : "%.4g", value)
        let text = "{\"name\":\"\(name)\",\"value\":\(number),\"unit\":\"\(unit)\"}\n"
        // Not held back: a process started from here prints its lines in their turn.
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// Seconds of the fastest of several runs: the one that other work on the machine disturbed least.
func fastest(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
        let start = ContinuousClock.now
        try body()
        best = min(best, (ContinuousClock.now - start) / .seconds(1))
    }
    return best
}

/// Processor time that this process has used, user and system, seconds.
func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(Int32(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
    let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// A size that the kernel tells of a process, such as `VmRSS`, 10⁶ bytes.
func processMegabytes(_ field: String, of process: String = "self") throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
    guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) }) else {
        throw BenchmarkFailure(what: "no \(field) of process \(process)")
    }
    return kibibytes * 1024 / 1e6
}

struct BenchmarkFailure: Error {
    let what: String
}

/// The checkout, from which `make bench` runs, with the programme and the pages.
let checkout = URL(filePath: FileManager.default.currentDirectoryPath)
