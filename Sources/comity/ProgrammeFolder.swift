import Agreements
import Foundation
import GroundNetwork
import MissionDatabase
import NavigationData
import Operations
import Orbits
import Programme
import SpaceLink
import Timekeeping

/// A programme's folder, read and checked as a whole.
struct ProgrammeFolder {
    let path: String
    let programme: ProgrammeDescription
    let agreements: LivingAgreements
    /// The documents' files.
    let agreementFiles: [SourceFile]
    let database: Database
    let network: StationNetwork
    let elements: MeanElements?
    /// What `ledger.yaml` says; a programme may have none.
    let accounts: AccountPlan?

    /// What was read, and every mistake in it.
    struct Reading {
        let folder: ProgrammeFolder?
        let problems: [Problem]
    }

    /// The folder when all of it is right; otherwise every mistake as an error line.
    static func load(_ path: String) throws -> ProgrammeFolder {
        let reading = try read(path)
        guard let folder = reading.folder, reading.problems.isEmpty else {
            throw Failure(lines: reading.problems.map(\.description))
        }
        return folder
    }

    /// The programme's own files alone, without its packets, stations and agreements.
    static func programme(in path: String) throws -> ProgrammeDescription {
        let root = path.hasSuffix("/") ? String(path.dropLast()) : path
        let reading = ProgrammeReader.read(files: try yamlFiles(in: root))
        guard let programme = reading.value, reading.problems.isEmpty else {
            throw Failure(lines: reading.problems.map(\.description))
        }
        return programme
    }

    static func read(_ path: String) throws -> Reading {
        let root = path.hasSuffix("/") ? String(path.dropLast()) : path
        let files = try yamlFiles(in: root)
        let programme = ProgrammeReader.read(files: files)
        guard let description = programme.value else { return Reading(folder: nil, problems: programme.problems) }
        let network = try readNetwork(root, partners: description.partners.map(\.id.rawValue))
        let database = readMissionDatabase(root)
        let orbit = try readOrbit(root)
        let documentFiles = try yamlFiles(in: root + "/agreements")
        let agreements = AgreementReader.read(
            files: documentFiles, programme: description,
            parameterNames: database.value?.parameters.map(\.name),
            stationIDs: network.value?.stations.map(\.id))
        var problems = programme.problems + agreements.problems + network.problems + database.problems + orbit.problems
        guard let documents = agreements.value, let stations = network.value, let packets = database.value else {
            return Reading(folder: nil, problems: problems)
        }
        problems += description.unknownAgreements(among: documents.map(\.id))
        let living = LivingAgreements.read(
            documents, try lifeFiles(root, documentFiles), programme: description)
        problems += living.problems + signaturesWithoutKeys(root)
        guard let living = living.value else { return Reading(folder: nil, problems: problems) }
        problems += ProgrammeConsistency.problems(
            link: description.link, network: stations, text: try readText(root + "/programme.yaml"),
            path: root + "/programme.yaml")
        let accounts = readAccounts(files, description, documents)
        problems += accounts?.problems ?? []
        let folder = ProgrammeFolder(
            path: root, programme: description, agreements: living, agreementFiles: documentFiles,
            database: packets, network: stations,
            elements: orbit.value, accounts: accounts?.value)
        let packetPath = root + "/mission-database.xml"
        problems += ProgrammeConsistency.problems(
            programme: description, database: packets, text: try readText(packetPath), path: packetPath)
        return Reading(folder: folder, problems: problems)
    }

    /// The documents that do not bind at a time, each with why.
    func notInForce(at instant: Instant) -> [String] {
        agreements.documents.compactMap { document in
            guard let stage = agreements.life.stage(of: document.id, at: CivilTime(instant)), !stage.isInForce else {
                return nil
            }
            return "`\(document.id)`: \(stage)"
        }
    }

    /// The documents in force that a party signed here, each with how its signatures stand.
    func signed(at instant: Instant) -> [String] {
        agreements.documents.compactMap { document in
            guard let status = agreements.life.signing[document.id],
                status.marks.contains(where: { $0.mark != .absent }),
                agreements.life.stage(of: document.id, at: CivilTime(instant))?.isInForce ?? false
            else { return nil }
            return "`\(document.id)`: \(status.words)"
        }
    }

    /// Told where documents bind whoever signed them.
    var signatureRule: [String] {
        let isAsked = agreements.life.rule == .required
        return isAsked ? [] : ["signatures: this programme asks for none; documents bind without them"]
    }

    /// One line on what the folder holds.
    var summary: String {
        "\(programme.name): \(programme.partners.count) partners, \(programme.elements.count) elements, "
            + "\(programme.functions.count) functions, \(agreements.documents.count) agreements, "
            + "\(database.parameters.count { $0.ancillary["element"] != nil }) parameters, "
            + "\(network.stations.count) stations; no mistakes"
    }

    /// The frames of the programme's link.
    func frames() throws -> TMFrameConfiguration {
        guard let link = programme.link else {
            throw Failure("`\(path)/programme.yaml`: no `link`, expected the telemetry link's frames")
        }
        return try TMFrameConfiguration(
            spacecraftID: link.spacecraftId, frameLengthBytes: link.frameLengthBytes,
            hasOperationalControlField: link.hasOperationalControlField,
            hasFrameErrorControl: link.hasFrameErrorControl)
    }

    /// Where parameters belong and whose the stations are.
    var facts: Facts { Facts(database: database, programme: programme, network: network) }

    /// Reads drafts beside the folder's documents.
    var draftDesk: DraftDesk {
        DraftDesk(files: agreementFiles, agreements: agreements, programme: programme, facts: facts)
    }

    /// What the agreements say, on a date or now.
    func decision(partner: String, action: String, resource: String, on date: String?, byLedger: Bool) throws
        -> Decision
    {
        let desk = AgreementDesk(
            programme: programme, agreements: agreements, database: database, network: network,
            accounts: byLedger ? accounts : nil)
        do {
            let instant = try date.map { try Instant(utc: $0) } ?? Instant.present
            return try desk.answer(partner: partner, action: action, resource: resource, at: instant)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// Answers to a file of questions, each on the date it names, else on `date` or now.
    func answers(toQuestionsIn path: String, on date: String?, byLedger: Bool) throws -> [QuestionRow] {
        let desk = AgreementDesk(
            programme: programme, agreements: agreements, database: database, network: network,
            accounts: byLedger ? accounts : nil)
        do {
            let asked = try Questions.read([UInt8](try readFile(path, limitBytes: Questions.maximumBytes)))
            let instant = try date.map { try Instant(utc: $0) } ?? Instant.present
            return desk.answer(asked, at: instant)
        } catch let error as AgreementsError {
            throw Failure("`\(path)`: \(error)")
        } catch let error as TimeError {
            throw Failure("\(error)")
        }
    }

    private static func yamlFiles(
        in folder: String, where isWanted: (String) -> Bool = { _ in true }
    ) throws -> [SourceFile] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Failure("`\(folder)`: cannot be read: \(reason(error))")
        }
        return try names.filter { ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) && isWanted($0) }.sorted().map {
            name in
            let path = "\(folder)/\(name)"
            return SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
        }
    }

    /// What tells of the documents' life; none of these files need be there.
    private static func lifeFiles(_ root: String, _ documents: [SourceFile]) throws -> LifeFiles {
        let signatures = root + "/agreements/signatures"
        let hasSignatures = FileManager.default.fileExists(atPath: signatures)
        return LifeFiles(
            documents: documents, signatures: hasSignatures ? try yamlFiles(in: signatures) : [],
            keys: try optionalFile(root + "/keys.yaml"), life: try optionalFile(root + "/life.yaml"))
    }

    /// Signatures without keys would leave every document binding unsigned.
    private static func signaturesWithoutKeys(_ root: String) -> [Problem] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/agreements/signatures")) ?? []
        let path = root + "/keys.yaml"
        guard !names.isEmpty, !FileManager.default.fileExists(atPath: path) else { return [] }
        return [
            Problem(
                path: path, line: 1, column: 1, found: "no such file, but `agreements/signatures`",
                expected: "`keys.yaml` with the keys by which the signatures are checked")
        ]
    }

    /// `ledger.yaml` and every `ledger-….yaml` as one; nil where there is none.
    private static func readAccounts(
        _ files: [SourceFile], _ programme: ProgrammeDescription, _ documents: [AgreementDocument]
    ) -> Checked<AccountPlan>? {
        let own = files.filter { isOfAccounts($0.name) }
        return own.isEmpty ? nil : AccountPlanReader.read(own, programme: programme, documents: documents)
    }

    private static func isOfAccounts(_ name: String) -> Bool { name == "ledger.yaml" || name.hasPrefix("ledger-") }

    /// The files of the accounts, as they are now.
    func accountFiles() throws -> [SourceFile] {
        try Self.accountFiles(in: path.hasSuffix("/") ? String(path.dropLast()) : path)
    }

    /// The files of the accounts in a programme's folder.
    static func accountFiles(in root: String) throws -> [SourceFile] { try yamlFiles(in: root, where: isOfAccounts) }

    private static func optionalFile(_ path: String) throws -> SourceFile? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
    }

    private static func readNetwork(_ root: String, partners: [String]) throws -> Checked<StationNetwork> {
        let path = root + "/ground-network.yaml"
        let file = SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
        return StationNetworkReader.read(file, partners: partners)
    }

    private static func readMissionDatabase(_ root: String) -> Checked<Database> {
        let path = root + "/mission-database.xml"
        do {
            let bytes = [UInt8](try readFile(path, limitBytes: 256 << 20))
            return Checked(value: try XTCEReader.read(bytes, source: path), problems: [])
        } catch let error as MissionDatabaseError {
            return Checked(value: nil, problems: error.problems.map(Problem.init))
        } catch {
            let found = (error as? Failure)?.lines.first ?? "\(error)"
            let problem = Problem(path: path, line: 1, column: 1, found: found, expected: "an XTCE mission database")
            return Checked(value: nil, problems: [problem])
        }
    }

    /// The element set of `orbit.json`; a programme may have none.
    private static func readOrbit(_ root: String) throws -> (value: MeanElements?, problems: [Problem]) {
        let path = root + "/orbit.json"
        guard FileManager.default.fileExists(atPath: path) else { return (nil, []) }
        let answer = ElementSetReader.omm(json: try readText(path), source: path)
        let problems = answer.problems.map {
            Problem(path: path, line: $0.line, column: 1, found: "\($0)", expected: "an orbit mean-elements message")
        }
        return (answer.sets.first?.elements, problems)
    }
}

extension Problem {
    init(_ problem: DatabaseProblem) {
        self.init(
            path: problem.path, line: problem.line, column: max(1, problem.column), found: problem.found,
            expected: problem.expected, suggestion: problem.suggestion)
    }
}
