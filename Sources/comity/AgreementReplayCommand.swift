import Agreements
import Archive
import ArgumentParser
import Foundation
import Ledger
import Operations
import Programme
import Timekeeping

struct AgreementReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Take the decisions that a node recorded again, and tell those that would differ now.",
        discussion: """
            Reads the node's data folder, or a file of records alone (then without the
            balances of the ledger). Each decision is taken again as of its own instant,
            by the agreements as the programme's folder has them now. A line that was
            changed after it was written is told by its number, and so are lines that the
            node wrote and that are gone. Exit status 0 when every
            line is whole and every decision is the same, else 1.
            Example: comity agreement replay .comity/iss --programme examples/iss
            Example: comity agreement replay records.chain --programme examples/iss --from 2026-11-01 --until 2026-12-01
            """)

    @Argument(help: "The node's data folder, or a file of records.")
    var records: String

    @Option(help: ArgumentHelp("The programme's folder.", valueName: "folder"))
    var programme: String

    @Option(help: ArgumentHelp("Decisions from this time on, UTC.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Decisions before this time, UTC.", valueName: "time"))
    var until: String?

    @OptionGroup var output: FormatOption

    func validate() throws {
        for (name, text) in [("from", from), ("until", until)] {
            guard let text, CivilTime(text) == nil else { continue }
            throw ValidationError("`--\(name) \(text)`: expected a UTC date, or one with a time")
        }
        if let begin = from.flatMap({ CivilTime($0) }), let end = until.flatMap({ CivilTime($0) }), end <= begin {
            throw ValidationError("`--from \(begin)`: expected a time before `--until \(end)`")
        }
    }

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        let files = try NodeFiles(records)
        // The notes before the books: a node that runs adds to the books first.
        let (recordsNote, ledgerNote) = (try files.end(of: .records), try files.end(of: .ledger))
        let content = try readFile(files.records, limitBytes: 4 << 30)
        let read = RecordBook.read(content)
        let missing = NodeBook.records.fault(in: content, note: recordsNote)
        let span = Validity(from: from.flatMap { CivilTime($0) }, until: until.flatMap { CivilTime($0) })
        let chosen = read.records.filter { span.contains($0.record.instant) }
        let ledger = try files.ledger()
        let keys = try files.keys()
        let ledgerFaults = ledger.map { Self.faults(in: $0, note: ledgerNote, keys: keys) } ?? []
        let replay = RecordReplay(
            programme: folder.programme, agreements: folder.agreements, database: folder.database,
            network: folder.network, accounts: folder.accounts, ledger: ledger, keys: keys)
        let differences = replay.differences(in: chosen)
        for fault in read.faults { StandardError.write("error: `\(files.records)`: \(fault)") }
        if let missing { StandardError.write("error: `\(files.records)`: \(missing)") }
        for fault in ledgerFaults { StandardError.write("error: the ledger, whose balances are used: \(fault)") }
        write(differences)
        if output.format == .table {
            let changedCount = Set(read.faults.map(\.line)).count
            print("\(chosen.count) decisions, \(differences.count) differ, \(changedCount) lines changed")
        }
        guard differences.isEmpty, read.faults.isEmpty, missing == nil, ledgerFaults.isEmpty else { throw ExitCode(1) }
    }

    private static func faults(in ledger: Data, note: Data?, keys: [PartyKey]) -> [String] {
        let read = StationLedger.read(ledger, keys: keys)
        guard read.faults.isEmpty else { return read.faults.map(\.description) }
        return [NodeBook.ledger.fault(in: ledger, note: note)?.description, read.ledger.unsignedTail?.description]
            .compactMap(\.self)
    }

    private func write(_ differences: [ReplayDifference]) {
        guard !differences.isEmpty || output.format != .table else { return }
        var table = Table(columns: ["line", "at", "request", "before", "after", "reason"])
        table.rows = differences.map { difference in
            [
                .integer(difference.record.line), .text(difference.record.record.instant.description),
                .text(Self.words(difference.record.record.request)), .text(Self.words(difference.before)),
                .text(Self.words(difference.after)), .text(difference.reason.rawValue),
            ]
        }
        table.write(as: output.format)
    }

    private static func words(_ answer: RecordedAnswer) -> String {
        let clauses = answer.clauses.isEmpty ? "no clause" : answer.clauses.map(\.description).joined(separator: ", ")
        let needs = answer.needs.isEmpty ? "" : " " + answer.needs.joined(separator: ", ")
        return "\(answer.outcome.rawValue)\(needs) by \(clauses)"
    }

    private static func words(_ request: JudgedRequest) -> String {
        switch request {
        case .access(let request): "\(request.partner) \(request.action) \(request.resource)"
        case .open(let request):
            ([request.action.rawValue]
                + (request.subject.items + request.resource.items).map { "\($0.name)=\($0.value)" })
                .joined(separator: " ")
        }
    }
}

/// The books of a node's data folder, or one book's file alone.
struct NodeFiles {
    let records: String
    private let folder: String?

    init(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure("`\(path)`: there is no such file or folder")
        }
        folder = isFolder.boolValue ? path : nil
        records = isFolder.boolValue ? "\(path)/\(BookFiles.fileName(.records))" : path
    }

    /// The ledger's chain, where the folder has one.
    func ledger() throws -> Data? { try file(BookFiles.fileName(.ledger)) }

    /// The keys that the ledger is signed by.
    func keys() throws -> [PartyKey] {
        try file(AccountKeys.publicNote).map(AccountKeys.publicKeys) ?? []
    }

    /// How far the node noted a book to go; a file alone, or a folder of an earlier release, has no such note.
    func end(of book: NodeBook) throws -> Data? { try file(BookEnd.note(of: book)) }

    private func file(_ name: String) throws -> Data? {
        guard let folder, FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { return nil }
        return try readFile("\(folder)/\(name)", limitBytes: 4 << 30)
    }
}
