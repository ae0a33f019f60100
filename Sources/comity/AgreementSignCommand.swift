public import Agreements
public import ArgumentParser
import Foundation
import Operations
import Programme
import Timekeeping

struct AgreementSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a document for one of its parties.",
        discussion: """
            Signs the document's id, the date, and the bytes of its file, all of them. The signature goes to
            agreements/signatures/, the public half of the key to keys.yaml. The secret
            half stays in the file that --key names, which its owner alone may read;
            --new-key makes one, and never writes over a file that is there.
            Example: comity agreement sign examples/cubesat/agreements/memorandum.yaml --as north --key north.key --new-key
            Example: comity agreement sign memorandum.yaml --as south --key south.key --new-key --algorithm ml-dsa-65
            """)

    @Argument(help: "The document's file in a programme's agreements folder.")
    var document: String

    @Option(name: .customLong("as"), help: "The party that signs: its id or its agency.")
    var partner: String

    @Option(help: ArgumentHelp("The party's secret key.", valueName: "file"))
    var key: String

    @Flag(help: "Make the key's file first.")
    var newKey = false

    @Option(help: ArgumentHelp("With --new-key: ed25519, p-256 or ml-dsa-65.", valueName: "algorithm"))
    var algorithm: SignatureAlgorithm?

    @Option(help: ArgumentHelp("With --new-key: the key's name among the party's.", valueName: "name"))
    var keyID: String?

    @Option(help: ArgumentHelp("The day of the signature; today when not given.", valueName: "date"))
    var on: String?

    func validate() throws {
        guard newKey || (algorithm == nil && keyID == nil) else {
            throw ValidationError("`--algorithm` and `--key-id`: only with `--new-key`")
        }
        if let on, CivilTime(on) == nil { throw ValidationError("`--on \(on)`: expected a UTC date") }
    }

    func run() throws {
        let place = try DocumentPlace(document)
        let folder = try ProgrammeFolder.load(place.root)
        let (subject, party) = try parties(folder, place)
        let signer = try newKey ? makeKey(for: party) : SecretKeyFile.read(key, for: party)
        var files = try SigningFiles(place.root, folder)
        let bytes = try place.bytes()
        let date = on.flatMap { CivilTime($0) } ?? Self.today
        let message = DocumentSignature.message(document: subject.id, date: date, bytes: bytes)
        guard let value = try? signer.sign(message) else { throw Failure("`\(key)`: the key gave no signature") }
        try files.add(signer.key)
        files.add(
            DocumentSignature(partner: party, key: signer.key.id, date: date, value: [UInt8](value)), to: subject.id)
        try files.write(document: subject.id)
        let status = SigningStatus(
            document: subject, bytes: bytes, signatures: files.signatures(on: subject.id), register: files.register)
        print("`\(subject.id)` signed by `\(party)` with key `\(signer.key.id)`: \(status.words)")
    }

    private static var today: CivilTime {
        CivilTime(String(CivilTime(Instant.present).description.prefix(10))) ?? CivilTime(Instant.present)
    }

    private func parties(_ folder: ProgrammeFolder, _ place: DocumentPlace) throws -> (AgreementDocument, PartnerID) {
        guard let subject = folder.agreements.documents.first(where: { $0.id == place.id }) else {
            throw Failure("`\(document)`: no document of `\(place.root)`")
        }
        guard subject.tier != .nationalLaw else {
            throw Failure("`\(subject.id)`: a state's law is enacted, not signed")
        }
        let names = folder.programme.partners.flatMap { [$0.id.rawValue, $0.agency] + $0.aliases }
        guard let party = folder.programme.partner(named: partner)?.id else {
            let near = Spelling.nearest(to: partner, among: names).map { "; did you mean `\($0)`?" } ?? ""
            throw Failure("unknown partner `\(partner)`\(near)")
        }
        guard subject.parties.contains(party) else {
            let list = subject.parties.map { "`\($0)`" }.joined(separator: ", ")
            throw Failure("`\(party)` is no party to `\(subject.id)`: expected one of \(list)")
        }
        return (subject, party)
    }

    private func makeKey(for party: PartnerID) throws -> PartySigner {
        let algorithm = algorithm ?? .ed25519
        do {
            let made = try PartySigner(new: algorithm, for: party, id: keyID ?? "new")
            let print = ChainDigest(of: made.key.publicKey).description.prefix(8)
            let signer = try PartySigner(
                secret: made.secretRepresentation, algorithm: algorithm, for: party,
                id: keyID ?? "\(Self.today.year)-\(print)")
            try SecretKeyFile.write(signer, to: key)
            return signer
        } catch let error as SigningError {
            throw Failure("\(error)")
        }
    }
}

extension SignatureAlgorithm: ExpressibleByArgument {}

/// A document's file within a programme's folder.
struct DocumentPlace {
    let path: String
    let root: String
    let id: String

    init(_ path: String) throws {
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        guard folder.lastPathComponent == "agreements" else {
            throw Failure("`\(path)`: expected a file in a programme's `agreements` folder")
        }
        root = folder.deletingLastPathComponent().path
        let file = SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20)))
        guard let found = LivingAgreements.bytes(of: [file]).keys.first else {
            throw Failure("`\(path)`: no `id`, expected a document")
        }
        id = found
    }

    /// What is signed: the file's bytes.
    func bytes() throws -> Data {
        Data(SourceFile(path: path, bytes: [UInt8](try readFile(path, limitBytes: 16 << 20))).text.utf8)
    }
}
