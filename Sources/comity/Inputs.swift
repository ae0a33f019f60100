public import ArgumentParser
import Foundation
import GroundNetwork
import NavigationData
import Operations
import Orbits
import Programme
public import Timekeeping

/// Reads a whole file, or says in one line why not.
func readFile(_ path: String, limitBytes: Int = 512 << 20) throws -> Data {
    let url = URL(filePath: path)
    do {
        let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        guard size <= limitBytes else {
            throw Failure("`\(path)`: \(size) bytes, expected at most \(limitBytes)")
        }
        return try Data(contentsOf: url)
    } catch let failure as Failure {
        throw failure
    } catch {
        throw Failure("`\(path)`: cannot be read: \(reason(error))")
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

    func validate() throws {
        guard (tle == nil) != (omm == nil) else {
            throw ValidationError("give one of `--tle FILE` and `--omm FILE`")
        }
    }

    /// The element sets, and whether all that the file holds could be read; what could not is told, and the rest goes on.
    func read() throws -> (sets: [MeanElements], isWhole: Bool) {
        let path = tle ?? omm ?? ""
        let answer = ElementSetReader.read([UInt8](try readFile(path)), source: path)
        for problem in answer.problems { StandardError.write("error: \(problem)") }
        guard !answer.sets.isEmpty else { throw ExitCode(1) }
        return (answer.sets.map(\.elements), answer.problems.isEmpty)
    }

    /// Prints the rows of every object; one that fails is told, and the rest goes on. Ctrl-C ends it with the rows
    /// that are there.
    func write(
        _ columns: [String], as format: OutputFormat, rows: (MeanElements, inout Table) throws -> Void,
        told: () -> Void = {}
    ) throws {
        let given = try read()
        var table = Table(columns: columns)
        var failures: [String] = []
        var done = 0
        let progress = ProgressLine("objects", of: given.sets.count)
        Interruption.watch()
        for elements in given.sets where !Interruption.isRequested {
            do {
                try rows(elements, &table)
            } catch {
                failures.append("`\(label(elements))`: \(error)")
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
}

/// What an object is called in rows: its name, or its catalogue number when it has none.
func label(_ elements: MeanElements) -> String {
    elements.name.isEmpty ? String(elements.catalogueNumber) : elements.name
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
