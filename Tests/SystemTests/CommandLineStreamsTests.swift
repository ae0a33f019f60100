import Foundation
import Testing

/// An ISS element set of 2024-07-05 (Space-Track).
private let station = """
    ISS (ZARYA)
    1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
    2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405

    """

@Suite("The command line: streams that cannot be written, pipes that are read")
struct CommandLineStreamsTests {
    private func run(_ before: String, _ options: String, _ after: String) throws -> (status: Int32, text: String) {
        let folder = try Built.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "set.tle")
        try station.write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.currentDirectoryURL = folder
        process.arguments = ["-c", "\(before) \(Built.comity.path()) \(options) \(after)"]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private func orbit(_ source: String) -> String {
        "orbit --tle \(source) --from 2024-07-06T00:00:00Z --to 2024-07-06T03:00:00Z"
    }

    @Test("a full or closed standard output is one line and status 1; a closed pipe is quiet")
    func output() throws {
        let full = try run("", orbit("set.tle"), ">/dev/full")
        #expect(full.status == 1)
        #expect(full.text == "error: standard output cannot be written: no space left on device\n")
        let closed = try run("", orbit("set.tle"), ">&-")
        #expect(closed.status == 1)
        #expect(closed.text == "error: standard output cannot be written: bad file descriptor\n")
        #expect(try run("", orbit("set.tle"), "| head -n 1").text.isEmpty)
    }

    @Test("a standard error that is full or closed changes nothing", arguments: ["2>/dev/full", "2>&-"])
    func errors(redirection: String) throws {
        #expect(try run("", orbit("set.tle"), redirection).status == 0)
        #expect(try run("", orbit("absent.tle"), redirection).status == 1)
    }

    @Test("element sets are read from a pipe, and what never ends is refused")
    func pipe() throws {
        #expect(try run("cat set.tle |", orbit("/dev/stdin"), "").status == 0)
        let endless = try run("", orbit("/dev/zero"), "")
        #expect(endless.status == 1)
        #expect(endless.text.contains("more than 536870912 bytes"))
    }
}
