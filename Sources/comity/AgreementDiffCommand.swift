import Agreements
import ArgumentParser
import Foundation
import Programme

struct AgreementDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Every change of outcome that a change of agreements makes, each with a request that shows it.",
        discussion: """
            OLD and NEW are programmes' folders, folders of agreements, or single
            documents; a document joins the programme's, in place of one of the same id,
            as if it were signed and in force. Without NEW, `--without`, `--expire` and
            `--until` tell what happens to OLD. Of each change, the clauses that make it,
            who it is for, and a request; with `--format json` the request is a question
            as `comity ask --questions` takes it. Exit status 0 however much changes.
            Example: comity agreement diff examples/iss draft.yaml
            Example: comity agreement diff examples/iss --without RU --format json
            Example: comity agreement diff examples/iss --expire us-inksna
            Example: comity agreement diff examples/iss --until 2028-01-01
            """)

    @Argument(help: "What is: a programme's folder, a folder of agreements, or a document.")
    var old: String

    @Argument(help: "What would be.")
    var new: String?

    @Option(help: ArgumentHelp("The programme, where a side is not its folder.", valueName: "folder"))
    var programme: String?

    @Option(help: ArgumentHelp("Partners that leave, with commas between.", valueName: "id,id…"))
    var without: String?

    @Option(help: ArgumentHelp("Documents that end, with commas between.", valueName: "id,id…"))
    var expire: String?

    @Option(help: ArgumentHelp("The time of what would be, where it is another; UTC.", valueName: "date"))
    var until: String?

    @OptionGroup var time: InstantOption

    @OptionGroup var output: FormatOption

    func validate() throws {
        if new == nil, without == nil, expire == nil, until == nil {
            throw ValidationError("give NEW, or `--without ID`, `--expire ID` or `--until DATE`")
        }
        if let until, CivilTime(until) == nil {
            throw ValidationError("`--until \(until)`: expected a UTC date, or one with a time")
        }
    }

    func run() throws {
        let folder = try ProgrammeFolder.load(home)
        let (before, after) = (time.instant, until.flatMap { CivilTime($0) } ?? time.instant)
        let first = try AgreementSide(old, in: folder)
        let second = try new.map { try AgreementSide($0, in: folder) } ?? first
        let difference = Agreements.difference(
            from: first.inForce(at: before), to: second.inForce(at: after, try alterations(second)),
            facts: folder.facts)
        if output.format == .json { return print(difference.json(replaces: second.replaces)) }
        Table(columns: OutcomeChange.columns, rows: difference.changes.map { $0.row.map(Cell.text) })
            .write(as: output.format)
        if output.format == .table { print(difference.summary) }
    }

    /// The programme against which documents are read.
    private var home: String {
        programme ?? [old, new].compactMap(\.self).first { AgreementSide.isProgramme($0) }
            ?? [old, new].compactMap(\.self).map { $0 + "/.." }.first { AgreementSide.isProgramme($0) } ?? old
    }

    private func alterations(_ side: AgreementSide) throws -> [Alteration] {
        let documents = try ids(expire).map { id in
            guard side.documents.contains(where: { $0.id == id }) else {
                throw Failure(Self.unknown("document", id, side.documents.map(\.id)))
            }
            return Alteration.end(id)
        }
        let partners = try ids(without).map { name in
            guard let partner = side.programme.partner(named: name) else {
                throw Failure(Self.unknown("partner", name, side.programme.partners.map(\.id.rawValue)))
            }
            return Alteration.withdrawal(partner.id)
        }
        return documents + partners
    }

    private func ids(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func unknown(_ kind: String, _ word: String, _ known: [String]) -> String {
        "unknown \(kind) `\(word)`"
            + (Spelling.nearest(to: word, among: known).map { "; did you mean `\($0)`?" } ?? "")
    }
}

/// One side of a comparison: a programme's agreements, a folder of them, or one document more.
private struct AgreementSide {
    let programme: ProgrammeDescription
    let documents: [AgreementDocument]
    /// The id of the document in whose place another came.
    let replaces: String?
    private let agreements: LivingAgreements
    private let added: [Alteration]

    init(_ path: String, in folder: ProgrammeFolder) throws {
        if Self.isProgramme(path) {
            let own = path == folder.path ? folder : try ProgrammeFolder.load(path)
            (programme, agreements) = (own.programme, own.agreements)
            (documents, replaces, added) = (own.agreements.documents, nil, [])
            return
        }
        programme = folder.programme
        if Self.isFolder(path) {
            let files = try Self.files(in: path)
            documents = try folder.documents(in: files)
            // A folder alone tells of no signatures: its documents bind when they say they do.
            agreements = LivingAgreements(documents: documents, bytes: [:], programme: folder.programme)
            (replaces, added) = (nil, [])
            return
        }
        let draft = SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
        let id = LivingAgreements.bytes(of: [draft]).keys.first
        let others = try Self.files(in: folder.path + "/agreements").filter {
            LivingAgreements.bytes(of: [$0]).keys.first != id
        }
        documents = try folder.documents(in: others + [draft])
        agreements = folder.agreements
        replaces = folder.agreements.documents.contains { $0.id == id } ? id : nil
        added = documents.filter { $0.id == id }.map(Alteration.document)
    }

    func inForce(at instant: CivilTime, _ more: [Alteration] = []) -> AgreementsInForce {
        added.isEmpty && more.isEmpty
            ? agreements.inForce(at: instant)
            : agreements.inForce(at: instant, after: added + more, programme: programme)
    }

    static func isProgramme(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/programme.yaml")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func files(in folder: String) throws -> [SourceFile] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure("`\(folder)`: cannot be read")
        }
        return try names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map { name in
            let path = "\(folder)/\(name)"
            return SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
        }
    }
}
