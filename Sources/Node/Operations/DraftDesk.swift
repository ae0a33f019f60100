public import Agreements
public import Programme
import Synchronization
public import Timekeeping

/// Reads a draft beside a programme's documents, and tells what it would change if it were signed and in force.
public struct DraftDesk: Sendable {
    /// The largest draft, octets.
    public static let maximumBytes = 256 * 1024

    private let files: [(id: String?, file: SourceFile)]
    private let agreements: LivingAgreements
    private let programme: ProgrammeDescription
    private let facts: Facts

    /// A desk beside documents; `files` are theirs, for a draft may use the groups that they define.
    public init(
        files: [SourceFile], agreements: LivingAgreements, programme: ProgrammeDescription, facts: Facts
    ) {
        self.files = files.map { (Self.id(of: $0), $0) }
        self.agreements = agreements
        self.programme = programme
        self.facts = facts
    }

    /// The draft as a document. One with the id of a document of the programme is read in its place.
    ///
    /// Problems are the draft's own, and those of documents that need something it no longer has.
    public func read(_ draft: SourceFile) -> Checked<AgreementDocument> {
        let id = Self.id(of: draft)
        let others = files.filter { id == nil || $0.id != id }.map(\.file)
        let reading = AgreementReader.read(
            files: others + [draft], programme: programme, parameterNames: facts.parameters.keys.sorted(),
            stationIDs: facts.stations.keys.sorted())
        return Checked(value: reading.value?.last, problems: reading.problems)
    }

    private static func id(of file: SourceFile) -> String? { LivingAgreements.bytes(of: [file]).keys.first }

    /// Every change of outcome that the draft makes at an instant, as if it were signed and in force.
    public func difference(of draft: AgreementDocument, at instant: CivilTime) -> AgreementDifference {
        Agreements.difference(
            from: agreements.inForce(at: instant),
            to: agreements.inForce(at: instant, after: [.document(draft)], programme: programme), facts: facts)
    }

    /// The id of the document in whose place the draft would come.
    public func replaced(by draft: AgreementDocument) -> String? {
        agreements.documents.contains { $0.id == draft.id } ? draft.id : nil
    }
}

/// What a draft would change, or its mistakes.
public enum DraftReview: Sendable {
    /// Mistakes, each with its line where it is in the draft itself.
    case mistakes([Problem])
    /// The changes, and the document in whose place the draft would come.
    case difference(AgreementDifference, replaces: String?)
}

/// One draft at a time, and one of each partner waiting or under way: comparing bodies of law takes a processor for a
/// second.
actor DraftReviewer {
    private let desk: DraftDesk
    private let busy = Mutex<Set<PartnerID>>([])

    init(_ desk: DraftDesk) { self.desk = desk }

    /// Takes the partner's place; false where a draft of its own waits already.
    nonisolated func begin(_ partner: PartnerID) -> Bool { busy.withLock { $0.insert(partner).inserted } }

    /// Gives the partner's place back.
    nonisolated func end(_ partner: PartnerID) { _ = busy.withLock { $0.remove(partner) } }

    func review(_ draft: SourceFile, at instant: CivilTime) -> DraftReview {
        let reading = desk.read(draft)
        guard let document = reading.value else { return .mistakes(reading.problems) }
        return .difference(desk.difference(of: document, at: instant), replaces: desk.replaced(by: document))
    }
}

extension PartnerView {
    /// What a draft would change if it were signed and in force; nothing of it is kept.
    public func review(draft: [UInt8], at instant: Instant?) async throws(Refusal) -> DraftReview {
        guard draft.count <= DraftDesk.maximumBytes else {
            throw .badRequest("the draft has \(draft.count) bytes: expected \(DraftDesk.maximumBytes) at most")
        }
        guard services.drafts.begin(partner.id) else {
            throw .conflict("another draft of this partner is being compared: try again when it is done")
        }
        defer { services.drafts.end(partner.id) }
        let file = SourceFile(path: "draft", bytes: draft)
        return await services.drafts.review(file, at: CivilTime(instant ?? now()))
    }
}
