public import FoundationEssentials
public import Programme

/// The files beside a programme's documents that tell of their life.
public struct LifeFiles: Sendable {
    /// The documents' own files, `agreements/*.yaml`.
    public var documents: [SourceFile]
    /// Their signatures, `agreements/signatures/*.yaml`.
    public var signatures: [SourceFile]
    /// `keys.yaml`, where there is one.
    public var keys: SourceFile?
    /// `life.yaml`, where there is one.
    public var life: SourceFile?

    /// Files; all but the documents' may be missing.
    public init(
        documents: [SourceFile], signatures: [SourceFile] = [], keys: SourceFile? = nil, life: SourceFile? = nil
    ) {
        self.documents = documents
        self.signatures = signatures
        self.keys = keys
        self.life = life
    }
}

/// A programme's documents with all that tells whether they bind: signatures, keys, what happened.
public struct LivingAgreements: Sendable {
    /// The documents as they were read.
    public let documents: [AgreementDocument]
    /// When they bind.
    public let life: AgreementLife
    /// The digest of each document's file, by its id.
    public let digests: [String: ChainDigest]
    private let programme: ProgrammeDescription

    /// Documents with their life; `bytes` are the files' by the documents' ids.
    public init(
        documents: [AgreementDocument], bytes: [String: Data], signatures: [String: [DocumentSignature]] = [:],
        keys: KeyRegister = KeyRegister(), record: LifeRecord = .none, programme: ProgrammeDescription
    ) {
        self.documents = documents
        self.programme = programme
        digests = bytes.mapValues { ChainDigest(of: $0) }
        let states = documents.map { document in
            (
                document.id,
                SigningStatus(
                    document: document, bytes: bytes[document.id] ?? Data(), signatures: signatures[document.id] ?? [],
                    register: keys)
            )
        }
        life = AgreementLife(
            documents: documents, record: record, signing: Dictionary(states, uniquingKeysWith: { first, _ in first }),
            rule: keys.rule)
    }

    /// Reads what tells of the documents' life; with any problem there is no value, for half of it could make binding
    /// what is not.
    public static func read(
        _ documents: [AgreementDocument], _ files: LifeFiles, programme: ProgrammeDescription
    ) -> Checked<LivingAgreements> {
        let keys = files.keys.map { SigningReader.keys($0, programme: programme) }
        let signatures = SigningReader.signatures(files.signatures, documents: documents, programme: programme)
        let life = files.life.map { LifeReader.read($0, documents: documents, programme: programme) }
        let problems = (keys?.problems ?? []) + signatures.problems + (life?.problems ?? [])
        guard problems.isEmpty else { return Checked(value: nil, problems: problems) }
        let living = LivingAgreements(
            documents: documents, bytes: bytes(of: files.documents), signatures: signatures.value ?? [:],
            keys: keys?.value ?? KeyRegister(), record: life?.value ?? .none, programme: programme)
        return Checked(value: living, problems: [])
    }

    /// The bytes of documents' files by the documents' ids: what the parties sign.
    public static func bytes(of files: [SourceFile]) -> [String: Data] {
        let log = ProblemLog()
        let named = files.compactMap { file -> (String, Data)? in
            let root = DocumentLoader.load(file, log: log)
            let id = root?.entries?.first { $0.key.scalarText == "id" }?.value.scalarText
            return id.map { ($0, Data(file.text.utf8)) }
        }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The documents compiled for quick answers, as they bind at an instant.
    public func inForce(at instant: CivilTime) -> AgreementsInForce {
        AgreementsInForce(documents: documents, life: life, programme: programme, at: instant)
    }

    /// One digest of all that binds at an instant: each document in force by its bytes, its clauses that are suspended
    /// or replaced, and who has left it, in order.
    public func digest(at instant: CivilTime) -> ChainDigest {
        let lines = documents.filter { life.times(of: $0.id).contains(instant) }.flatMap { document in
            let bytes = digests[document.id] ?? .start
            let silent = document.clauses.filter {
                $0.validity.contains(instant) && !life.time(of: $0, in: document).contains(instant)
            }
            return ["\(document.id) \(bytes)"] + silent.map { "\(document.id) without \($0.id)" }
                + life.departed(from: document.id, at: instant).map { "\(document.id) without party \($0)" }
        }
        let exits = life.withdrawn(at: instant).map { "without partner \($0)" }
        return ChainDigest(of: Data((lines + exits).sorted().joined(separator: "\n").utf8))
    }
}
