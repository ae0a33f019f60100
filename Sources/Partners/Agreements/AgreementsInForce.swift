public import Programme

/// Documents made ready for quick answers at one instant.
///
/// Clauses lie in one bucket for each partner, action and kind of resource, so that a request meets only the few that
/// could fit. Clauses whose time is not now are kept, to tell until when an answer holds.
public struct AgreementsInForce: Sendable {
    /// The instant the answers are for.
    public let instant: CivilTime
    /// The next instant at which any document or clause starts or ends; compile anew then.
    public let nextChange: CivilTime?
    let partnerIndex: [PartnerID: Int]
    let partnerNames: [String]
    let elements: [ElementID: ElementParties]
    let clauses: [CompiledClause]
    private let buckets: [[Int]]

    /// Compiles documents.
    public init(documents: [AgreementDocument], programme: ProgrammeDescription, at instant: CivilTime) {
        self.instant = instant
        partnerIndex = Dictionary(
            programme.partners.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        partnerNames = programme.partners.map(\.agency)
        elements = Dictionary(
            programme.elements.map { ($0.id, ElementParties(provider: $0.provider, operator: $0.operator)) },
            uniquingKeysWith: { first, _ in first })
        clauses = documents.flatMap { document in
            document.clauses.map { CompiledClause($0, of: document, at: instant) }
        }.sorted { $0.order < $1.order }
        nextChange = clauses.flatMap(\.boundaries).filter { $0 > instant }.min()
        var buckets = [[Int]](
            repeating: [], count: programme.partners.count * ActionName.allCases.count * ResourceKind.allCases.count)
        for (number, clause) in clauses.enumerated() {
            for partner in clause.partners {
                guard let index = partnerIndex[partner] else { continue }
                for action in clause.actions {
                    for kind in clause.selector.kinds { buckets[Self.bucket(index, action, kind)].append(number) }
                }
            }
        }
        self.buckets = buckets
    }

    /// Numbers of the clauses that could fit, in the order of `clauses`.
    func candidates(for request: AccessRequest) -> [Int] {
        guard let index = partnerIndex[request.partner] else { return [] }
        return buckets[Self.bucket(index, request.action, request.resource.kind)]
    }

    private static func bucket(_ partner: Int, _ action: ActionName, _ kind: ResourceKind) -> Int {
        (partner * ActionName.allCases.count + action.number) * ResourceKind.allCases.count + kind.number
    }
}

struct ElementParties: Sendable {
    let provider: PartnerID
    let `operator`: PartnerID
}

/// A clause with what its document adds.
struct CompiledClause: Sendable {
    let reference: ClauseReference
    let effect: Effect
    let parties: Set<PartnerID>
    let partners: Set<PartnerID>
    let roles: Set<TermID>?
    let actions: Set<ActionName>
    let selector: ResourceSelector
    let conditions: Set<TermID>
    let holdsNow: Bool
    /// The instants at which it starts and ends.
    let boundaries: [CivilTime]
    /// Higher documents first, then by name: the order of clauses in an answer does not hang on the order of files.
    let order: SortKey

    init(_ clause: Clause, of document: AgreementDocument, at instant: CivilTime) {
        reference = ClauseReference(
            document: document.id, clause: clause.id, title: "\(document.title), \(clause.title)",
            source: clause.source, effect: clause.effect, reason: clause.reason)
        effect = clause.effect
        parties = Set(document.parties)
        partners = clause.subject.partners
        roles = clause.subject.roles
        actions = clause.actions
        selector = clause.resource
        conditions = clause.conditions
        let time = document.inForce.intersection(clause.validity)
        holdsNow = time.contains(instant)
        let isEmpty = time.from.flatMap { from in time.until.map { $0 <= from } } ?? false
        boundaries = isEmpty ? [] : [time.from, time.until].compactMap(\.self)
        order = SortKey(tier: document.tier.number, document: document.id, clause: clause.id)
    }
}

struct SortKey: Comparable, Sendable {
    let tier: Int
    let document: String
    let clause: String

    static func < (first: SortKey, second: SortKey) -> Bool {
        (first.tier, first.document, first.clause) < (second.tier, second.document, second.clause)
    }
}

extension ActionName {
    var number: Int {
        switch self {
        case .read: 0
        case .list: 1
        case .export: 2
        case .acknowledge: 3
        case .use: 4
        case .command: 5
        }
    }
}

extension ResourceKind {
    var number: Int {
        switch self {
        case .parameter: 0
        case .element: 1
        case .alarm: 2
        case .event: 3
        case .station: 4
        case .orbit: 5
        case .link: 6
        }
    }
}

extension Tier {
    var number: Int {
        switch self {
        case .treaty: 0
        case .memorandum: 1
        case .arrangement: 2
        case .plan: 3
        }
    }
}
