import Foundation

/// How far long work has come, on standard error when that is a terminal; nothing for work done within a second.
struct ProgressLine {
    private let what: String
    private let total: Int
    private let isShown = isatty(STDERR_FILENO) == 1
    private let began = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var done = 0

    init(_ what: String, of total: Int) {
        self.what = what
        self.total = total
    }

    /// One more is done.
    mutating func step() {
        done += 1
        let now = ContinuousClock.now
        guard isShown, now - began > .seconds(1), now - (lastShown ?? began) > .milliseconds(200) else { return }
        lastShown = now
        FileHandle.standardError.write(Data("\r\(done) of \(total) \(what)".utf8))
    }

    /// Clears the line.
    func finish() {
        guard lastShown != nil else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
