public import ArgumentParser
import Encounters
import Foundation
import GroundNetwork
import NavigationData
import Operations
import Orbits
import Programme
public import Timekeeping

/// Reads a whole file or a pipe to its end, or says in one line why not.
func readFile(_ path: String, limitBytes: Int = 512 << 20) throws -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("`\(path)`: cannot be read: \(words(of: errno))") }
    defer { close(descriptor) }
    var status = stat()
    // What the system tells of a file's length is a hint: it is 0 for a pipe, and a file may grow.
    let told = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    guard told <= limitBytes else { throw Failure("`\(path)`: \(told) bytes, expected at most \(limitBytes)") }
    var buffer = ReadBuffer(capacity: max(told, 1 << 16) + 1)
    while true {
        let count = buffer.fill(from: descriptor)
        if count == 0 { return buffer.data() }
        let isAgain = count < 0 && errno == EINTR
        guard count > 0 || isAgain else {
            let cause = words(of: errno)
            buffer.drop()
            throw Failure("`\(path)`: cannot be read: \(cause)")
        }
        guard buffer.count <= limitBytes else {
            buffer.drop()
            throw Failure("`\(path)`: more than \(limitBytes) bytes, expected at most that many")
        }
    }
}

/// Bytes read so far, in memory that grows and is handed on without a copy.
private struct ReadBuffer {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    /// What the system's `read` returns.
    mutating func fill(from descriptor: Int32) -> Int {
        if count == capacity { grow() }
        let got = read(descriptor, memory + count, capacity - count)
        count += max(got, 0)
        return got
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
        larger.copyMemory(from: memory, byteCount: count)
        memory.deallocate()
        (memory, capacity) = (larger, capacity * 2)
    }

    func drop() { memory.deallocate() }

    func data() -> Data {
        Data(bytesNoCopy: memory, count: count, deallocator: .custom { memory, _ in memory.deallocate() })
    }
}

func readText(_ path: String) throws -> String {
    let data = try readFile(path)
    guard let text = String(data: data, encoding: .utf8) else {
        throw Failure("`\(path)`: not UTF-8 text")
    }
    return text
}

/// The system's words for a failed file operation, on one line.
func reason(_ error: any Error) -> String {
    let cocoa = error as NSError
    let underlying = (cocoa.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    if let code = (underlying ?? cocoa).code as Int?, (underlying ?? cocoa).domain == NSPOSIXErrorDomain {
        return String(cString: strerror(Int32(truncatingIfNeeded: code))).lowercased()
    }
    return cocoa.localizedDescription.replacing("\n", with: " ").lowercased()
}

struct ElementSetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Element sets as TLE or 3LE.", valueName: "file"))
    var tle: String?

    @Option(help: ArgumentHelp("Element sets as OMM: JSON, KVN, XML or CSV.", valueName: "file"))
    var omm: String?

    @Flag(help: "Rows of every set of an object, not only of the one nearest to the start; adds the column epoch.")
    var allSets = false

    func validate() throws {
        guard (tle == nil) != (omm == nil) else {
            throw ValidationError("give one of `--tle FILE` and `--omm FILE`")
        }
    }

    /// The columns that tell whose row it is; the cells are `cells(of:)`.
    var columns: [String] { ["object", "number"] + (allSets ? ["epoch"] : []) }

    func cells(of elements: MeanElements) -> [Cell] {
        [.text(label(elements)), .integer(elements.catalogueNumber)]
            + (allSets ? [.text(elements.epoch.iso8601UTC(fractionDigits: 6))] : [])
    }

    /// The element sets, one an object, and whether all that the file holds could be read; what could not, and how many
    /// sets were left aside, is told, and the rest goes on.
    private func read(at start: Instant) throws -> (sets: [MeanElements], isWhole: Bool) {
        let path = tle ?? omm ?? ""
        let answer = ElementSetReader.read([UInt8](try readFile(path)), source: path)
        for problem in answer.problems { StandardError.write("error: \(problem)") }
        guard !answer.sets.isEmpty else { throw ExitCode(1) }
        let all = answer.sets.map(\.elements)
        let sets = allSets ? all : nearestSets(all, to: start)
        let aside = all.count - sets.count
        if aside > 0 {
            StandardError.write(
                "note: \(aside) other element sets of the same objects left aside: of each the one with the epoch nearest "
                    + "to the start is taken (--all-sets takes all)")
        }
        return (sets, answer.problems.isEmpty)
    }

    /// Prints the rows of every object within a span; where its states end within it, the rows until then are there and
    /// the end is told; one that fails is told, and the rest goes on. Ctrl-C ends it with the rows that are there.
    func write(
        _ columns: [String], over span: ClosedRange<Instant>, as format: OutputFormat,
        meant: (MeanElements) -> MeanElements = { $0 }, rows: (SGP4, ClosedRange<Instant>) throws -> [[Cell]],
        told: () -> Void = {}
    ) throws {
        let given = try read(at: span.lowerBound)
        var table = Table(columns: columns)
        var failures: [String] = []
        var done = 0
        let progress = ProgressLine("objects", of: given.sets.count)
        Interruption.watch()
        for elements in given.sets where !Interruption.isRequested {
            do {
                let orbit = try SGP4(meant(elements))
                let answer = try orbit.searchingWhereKnown(from: span.lowerBound, to: span.upperBound) {
                    try rows(orbit, $0...$1)
                }
                table.rows += answer.found ?? []
                failures += gaps(answer).map { "\(numbered(elements)): \($0)" }
            } catch {
                failures.append("\(numbered(elements)): \(error)")
            }
            if !Interruption.isRequested { done += 1 }
            progress.step()
        }
        progress.finish()
        table.write(as: format)
        told()
        if Interruption.isRequested {
            failures.append("stopped after \(done) of \(given.sets.count) objects; the rows are those found until then")
        }
        guard failures.isEmpty else { throw Failure(lines: failures) }
        if !given.isWhole { throw ExitCode(1) }
    }

    private func gaps<Found>(_ answer: PartialSearch<Found>) -> [String] {
        guard let span = answer.span else {
            return answer.failure.map { ["no state within the window: \($0)"] } ?? []
        }
        return [
            span.failureBefore.map { "no state before \(span.start.iso8601UTC()): \($0); the rows are those after" },
            span.failureAfter.map { "no state after \(span.end.iso8601UTC()): \($0); the rows are those until then" },
        ].compactMap(\.self)
    }
}

/// Of each catalogue number the set with the epoch nearest to a time, in the order in which the objects first came; of
/// two as near the later one, which is a correction. A name that it lacks is taken from another.
func nearestSets(_ sets: [MeanElements], to time: Instant) -> [MeanElements] {
    var nearest: [MeanElements] = []
    var places: [Int: Int] = [:]
    for elements in sets {
        guard let place = places[elements.catalogueNumber] else {
            places[elements.catalogueNumber] = nearest.count
            nearest.append(elements)
            continue
        }
        let held = nearest[place]
        let isNearer = abs(elements.epoch.secondsSince(time)) <= abs(held.epoch.secondsSince(time))
        nearest[place] = isNearer ? elements : held
        if nearest[place].name.isEmpty { nearest[place].name = isNearer ? held.name : elements.name }
    }
    return nearest
}

/// What an object is called in rows: its name, or its catalogue number when it has none.
func label(_ elements: MeanElements) -> String {
    elements.name.isEmpty ? String(elements.catalogueNumber) : elements.name
}

/// What an object is called in notes and errors: its catalogue number, and its name when it has one.
func numbered(_ elements: MeanElements) -> String {
    elements.name.isEmpty ? "`\(elements.catalogueNumber)`" : "`\(elements.catalogueNumber)` (\(elements.name))"
}

/// Stations of a plain list or of a programme's `ground-network.yaml`; what could not be read is told.
func readStations(_ path: String) throws -> [GroundStation] {
    let problems: [String]
    let stations: [GroundStation]
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        let network = StationNetworkReader.read(try readText(path), source: path)
        (stations, problems) = (network.value?.stations ?? [], network.problems.map(\.description))
    } else {
        let list = StationListReader.read(try readText(path), source: path)
        (stations, problems) = (list.stations, list.problems.map(\.description))
    }
    for problem in problems { StandardError.write("error: \(problem)") }
    guard !stations.isEmpty else { throw ExitCode(1) }
    return stations
}

struct TimeSpanOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Start, ISO 8601 UTC, such as 2024-07-06T00:00:00Z.", valueName: "time"))
    var from: Instant

    @Option(help: ArgumentHelp("End, ISO 8601 UTC.", valueName: "time"))
    var to: Instant

    func validate() throws {
        guard from <= to else { throw ValidationError("`--to` is before `--from`") }
    }
}

extension Instant: ExpressibleByArgument {
    public init?(argument: String) {
        try? self.init(utc: argument)
    }
}

extension Instant {
    /// Now, by this machine's clock.
    static var present: Instant { SystemClock().now() }
}
