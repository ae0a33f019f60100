import ArgumentParser
import Foundation
import NavigationData
import Orbits
import Timekeeping
import Transport

struct CatalogueUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Fetch element sets over HTTP and merge them into a file.",
        discussion: """
            Of two sets of one object the newer stays. The file is replaced in one step, and only when the download is \
            whole and readable; otherwise it stays as it was. What the server said of its file's version is kept beside \
            it in FILE.source.json, so that an unchanged one is not sent again. CelesTrak renews its data every two \
            hours and asks not to be called more often.
            Example: comity catalogue update --from https://celestrak.org/NORAD/elements/gp.php?GROUP=active&FORMAT=csv \
            --into active.csv
            """)

    @Option(help: ArgumentHelp("Address of the element sets, in any form that is read.", valueName: "url"))
    var from: String

    @Option(help: ArgumentHelp("File to merge them into; made when it is not there.", valueName: "file"))
    var into: String

    @Option(help: ArgumentHelp(CatalogueForm.help + " Otherwise the file's present form.", valueName: "form"))
    var form: CatalogueForm?

    @Flag(help: "Fetch also what the server says is unchanged.")
    var again = false

    @Option(help: ArgumentHelp("The longest time for all of the download, seconds.", valueName: "seconds"))
    var timeout = 600.0

    @Option(help: ArgumentHelp("The longest file taken, megabytes.", valueName: "megabytes"))
    var limitMb = 256.0

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard (0.1...86_400).contains(timeout) else {
            throw ValidationError("`--timeout \(timeout)`: expected 0.1 to 86400 seconds")
        }
        guard (0.001...4096).contains(limitMb) else {
            throw ValidationError("`--limit-mb \(limitMb)`: expected 0.001 to 4096 megabytes")
        }
    }

    func run() async throws {
        let held = try readHeld()
        guard let target = form ?? held?.form ?? CatalogueForm(path: into) else {
            throw Failure("`\(into)`: no form known for that name: give `--form`")
        }
        let known = held == nil || again ? nil : FetchedVersion.read(beside: into, from: from)
        var catalogue = held?.catalogue ?? ElementSetCatalogue()
        switch try await download(unlessStill: known?.version) {
        case .unchanged:
            StandardError.write("note: `\(from)` is unchanged since it was fetched last")
            write(nil, total: catalogue.count)
        case .fetched(let bytes, let version):
            let read = try readFetched(bytes)
            let changes = catalogue.merge(read)
            let sets = catalogue.elements
            if held == nil || form != nil || !changes.added.isEmpty || !changes.renewed.isEmpty {
                _ = try writeCatalogue(sets, as: target.form(for: sets), to: into, mayLose: false)
            }
            FetchedVersion(url: from, version: version).write(beside: into)
            write(changes, total: catalogue.count)
            try tell(read.problems)
        }
    }

    private func tell(_ problems: [ReadProblem]) throws {
        guard !problems.isEmpty else { return }
        let rest = problems.count > 20 ? ["and \(problems.count - 20) more that cannot be read"] : []
        throw Failure(lines: problems.prefix(20).map(\.description) + rest)
    }

    /// The file's sets and form; nil where there is none. One that cannot all be read would lose by being rewritten.
    private func readHeld() throws -> (catalogue: ElementSetCatalogue, form: CatalogueForm)? {
        guard FileManager.default.fileExists(atPath: into) else { return nil }
        let bytes = [UInt8](try readFile(into))
        guard !bytes.allSatisfy({ $0 <= 32 }) else { return nil }
        let read = ElementSetReader.read(bytes, source: into)
        guard read.problems.isEmpty else {
            throw Failure(
                lines: read.problems.prefix(20).map(\.description) + [
                    "`\(into)`: rewriting it would lose what cannot be read in it: mend it, or choose another file"
                ])
        }
        return (ElementSetCatalogue(read), CatalogueForm(ElementSetReader.format(of: bytes)))
    }

    private func download(unlessStill known: Download.Version?) async throws -> Download.Answer {
        var limits = Download.Limits()
        limits.totalSeconds = timeout
        limits.idleSeconds = min(30, timeout)
        limits.bytes = Int(limitMb * 1_000_000)
        let download = try Download(from: from, limits: limits)
        let progress = ProgressLine("fetched")
        defer { progress.finish() }
        Interruption.watch()
        return try await withThrowingTaskGroup(of: Download.Answer?.self) { group in
            group.addTask { try await download.run(unlessStill: known) { progress.receive($0, of: $1) } }
            group.addTask {
                while !Interruption.isRequested { try await Task.sleep(for: .milliseconds(100)) }
                return nil
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() ?? nil else {
                throw Interruption.failure("while fetching `\(from)`; `\(into)` is as it was")
            }
            return answer
        }
    }

    /// What was fetched, when it is element sets at all.
    private func readFetched(_ bytes: [UInt8]) throws -> ElementSetReader.Result {
        let read = ElementSetReader.read(bytes, source: from)
        guard !read.sets.isEmpty, read.sets.count >= read.problems.count else {
            let first = read.problems.first.map { ": \($0.message)" } ?? ""
            throw Failure(
                "`\(from)`: \(read.sets.count) element sets readable and \(read.problems.count) not, `\(into)` is as it "
                    + "was\(first)")
        }
        return read
    }

    private func write(_ changes: ElementSetCatalogue.Changes?, total: Int) {
        var table = Table(columns: ["added", "renewed", "unchanged", "older", "unreadable", "total", "isFetched"])
        table.rows.append(
            [
                changes?.added.count, changes?.renewed.count, changes?.unchanged.count, changes?.olderThanHeld.count,
                changes?.problems, total,
            ].map { .integer($0 ?? 0) } + [.flag(changes != nil)])
        table.write(as: output.format)
    }
}

/// Which version of which address a file was last renewed from; kept beside the file.
private struct FetchedVersion: Codable {
    let url: String
    let version: Download.Version

    static func path(beside file: String) -> String { file + ".source.json" }

    /// The version known of an address; nil where none is, or the note cannot be read: then all is fetched.
    static func read(beside file: String, from url: String) -> FetchedVersion? {
        guard let data = FileManager.default.contents(atPath: path(beside: file)),
            let known = try? JSONDecoder().decode(FetchedVersion.self, from: data), known.url == url
        else { return nil }
        return known
    }

    /// Without the note the next update only fetches more.
    func write(beside file: String) {
        guard let data = try? JSONEncoder().encode(self) else { return }
        do {
            try replaceFile(Self.path(beside: file), with: data)
        } catch {
            StandardError.write("note: `\(Self.path(beside: file))` cannot be written; the next update fetches all")
        }
    }
}
