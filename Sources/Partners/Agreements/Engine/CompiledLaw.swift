import Programme

/// A clause with what its document adds, before it is turned into numbers.
struct ClauseEntry: Sendable {
    let clause: Clause
    let document: AgreementDocument
    let parts: [ClausePart]
    /// What must hold beside them for it to give a right.
    let rights: [ClausePart]
    /// Whether it sets aside what others forbid, in an emergency.
    let isOverride: Bool
    let reference: ClauseReference
    let holdsNow: Bool
    /// The instants at which its time, or that of a document it asks about, starts and ends.
    let boundaries: [CivilTime]
    /// Whether it asks whether other documents are in force, so that their dates count even where it does not fit now.
    let asksAboutDocuments: Bool

    init(
        _ clause: Clause, of document: AgreementDocument, life: AgreementLife, circle: PartnerCircle,
        at instant: CivilTime
    ) {
        self.clause = clause
        self.document = document
        let all = clause.parts(in: document, without: life.departed(from: document.id, at: instant), of: circle)
        (parts, rights) = (all.applying, all.giving)
        isOverride = clause.overridesForLifeSafety && clause.effect == .permit && all.mayOverride
        reference = ClauseReference(
            document: document.id, clause: clause.id, title: "\(document.title), \(clause.title)",
            source: clause.source, effect: clause.effect, reason: clause.reason, tier: document.tier,
            jurisdiction: document.jurisdiction)
        let time = life.time(of: clause, in: document)
        holdsNow = time.contains(instant)
        let asked = Set(clause.conditionsWithin.flatMap(\.documentsAskedAbout))
        asksAboutDocuments = !asked.isEmpty
        let departures = (life.departures[document.id] ?? [:]).values
        boundaries = time.boundaries + departures + asked.sorted().flatMap { life.times(of: $0).boundaries }
    }

    /// Higher documents first, then by name: the order of clauses in an answer does not hang on the order of files.
    static func precedes(_ first: ClauseEntry, _ second: ClauseEntry) -> Bool {
        (first.document.tier.number, first.document.id, first.clause.id)
            < (second.document.tier.number, second.document.id, second.clause.id)
    }
}

/// A pool and a partner, as facts and shares are looked up.
struct ShareKey: Hashable, Sendable {
    let pool: Int32
    let partner: Int32
}

/// Documents at one instant as flat tables of numbers: what the outcome of a request is read from.
final class CompiledLaw: Sendable {
    let lexicon: Lexicon
    let programmeID: String
    let bases: Bases
    let baseCount: Int
    let actions: [ActionName: Int32]
    let code: FlatTable<Instruction>
    let literals: FlatTable<Literal>
    let partEntries: FlatTable<Int32>
    let requirements: [CompiledRequirement]
    let awaitedParties: [AwaitedParty]
    let shareTests: [ShareTest]
    let patterns: [NamePatterns]
    let facts: [TermID]
    let clauses: FlatTable<CompiledClause>
    let index: ClauseIndex
    let shares: [ShareKey: Double]
    let instant: CivilTime
    /// The next instant at which a document that names groups, entities or shares begins or ceases to count.
    let nextNaming: CivilTime?
    /// From when on partners are out of the programme.
    let exits: [PartnerID: CivilTime]
    /// Those that are out now.
    let withdrawn: Set<Int32>
    /// Of each action, the clauses that permit it.
    let permitting: [[Int32]]
    /// The clauses as written, in the same order.
    let entries: [ClauseEntry]

    init(
        documents unordered: [AgreementDocument], life: AgreementLife, programme: ProgrammeDescription,
        at instant: CivilTime
    ) {
        // Of two documents that speak of one name the higher counts, in whatever order the files came.
        let documents = unordered.sorted { ($0.tier.number, $0.id) < ($1.tier.number, $1.id) }
        let circle = PartnerCircle(partners: programme.partners, withdrawn: life.withdrawn(at: instant))
        entries = documents.flatMap { document in
            document.clauses.map { ClauseEntry($0, of: document, life: life, circle: circle, at: instant) }
        }.sorted(by: ClauseEntry.precedes)
        lexicon = Lexicon(
            words: Self.vocabulary(entries, documents), programme: programme, withdrawn: circle.withdrawn,
            documents: documents.filter { life.times(of: $0.id).contains(instant) })
        nextNaming = documents.filter(\.names).flatMap { life.times(of: $0.id).boundaries }.filter { $0 > instant }
            .min()
        programmeID = programme.id
        var compiler = LawCompiler(lexicon: lexicon, life: life, instant: instant)
        var clauses: [CompiledClause] = []
        var indexed: [ClauseIndex.Entry] = []
        var actions: [ActionName: Int32] = [:]
        for entry in entries {
            let number = Int32(clauses.count)
            clauses.append(compiler.compile(entry))
            let numbers = entry.clause.actions.map { action -> Int32 in
                let new = Int32(actions.count)
                return actions[action]
                    ?? {
                        actions[action] = new
                        return new
                    }()
            }
            let demands = entry.parts.compactMap { compiler.demand($0) }
            indexed.append(ClauseIndex.Entry(number: number, actions: numbers, demands: demands))
        }
        self.clauses = FlatTable(clauses)
        self.actions = actions
        self.instant = instant
        var permitting = [[Int32]](repeating: [], count: actions.count)
        for entry in indexed where clauses[Int(entry.number)].givesPermission {
            for action in entry.actions { permitting[Int(action)].append(entry.number) }
        }
        self.permitting = permitting
        bases = Bases(compiler.bases)
        baseCount = compiler.bases.count
        index = ClauseIndex(indexed, actionCount: actions.count, baseCount: compiler.bases.count)
        code = FlatTable(compiler.code)
        literals = FlatTable(compiler.literals)
        partEntries = FlatTable(compiler.partEntries)
        requirements = compiler.requirements
        awaitedParties = compiler.awaitedParties
        shareTests = compiler.shareTests
        patterns = compiler.patterns
        facts = compiler.facts
        shares = Self.shares(documents.filter { life.binds($0, at: instant) }, lexicon)
        exits = life.exits
        let partners = lexicon.partnerIDs
        withdrawn = Set(circle.withdrawn.compactMap { partners.firstIndex(of: $0) }.map(Int32.init))
    }

    deinit {
        code.free()
        literals.free()
        partEntries.free()
        clauses.free()
    }

    /// Shares by the documents in force; of two that divide one pool the higher counts.
    private static func shares(_ ordered: [AgreementDocument], _ lexicon: Lexicon) -> [ShareKey: Double] {
        var shares: [ShareKey: Double] = [:]
        var divided: Set<String> = []
        for pool in ordered.flatMap(\.shares) where divided.insert(pool.pool).inserted {
            for (partner, percent) in pool.percents {
                guard let index = lexicon.partnerIDs.firstIndex(of: partner) else { continue }
                shares[ShareKey(pool: lexicon.number(pool.pool), partner: Int32(index))] = percent
            }
        }
        return shares
    }

    private static func vocabulary(_ entries: [ClauseEntry], _ documents: [AgreementDocument]) -> [String] {
        var words = ResourceKind.allCases.map(\.rawValue)
        words += documents.flatMap { $0.shares.map(\.pool) + [$0.programme].compactMap(\.self) }
        for entry in entries {
            words += (entry.parts + entry.rights).flatMap(\.words)
            words += entry.clause.needs.flatMap(\.words)
        }
        return words
    }
}

extension AgreementDocument {
    /// Whether it tells what others' words mean, or who may use how much.
    fileprivate var names: Bool { !definitions.isEmpty || !entities.isEmpty || !shares.isEmpty }
}

extension LawCompiler {
    /// The equality that a part demands; `nil` when it demands none.
    mutating func demand(_ part: ClausePart) -> ClauseIndex.Demand? {
        guard case .condition(.test(let path, let test)) = part else { return nil }
        let values: [AttributeValue]
        switch test {
        case .equals(let value): values = [value]
        case .isIn(.values(let listed)): values = listed
        case .isIn(.group(let name)):
            guard let number = lexicon.groupNumbers[name] else { return nil }
            let group = lexicon.groups[Int(number)]
            guard group.beginnings.isEmpty, group.endings.isEmpty else { return nil }
            values = group.names.map(AttributeValue.text)
        default: return nil
        }
        let literals = values.compactMap { lexicon.literal($0) }
        // An absent attribute cannot be looked up.
        guard !literals.contains(.null), literals.count == values.count else { return nil }
        return ClauseIndex.Demand(path: self.path(path), values: literals)
    }
}

/// Numbers of the attributes that documents mention.
struct Bases: Sendable {
    private let subject: [String: Int32]
    private let resource: [String: Int32]
    private let context: [String: Int32]
    /// The attributes in the order of their numbers.
    let paths: [AttributePath]

    init(_ numbers: [AttributePath: Int32]) {
        paths = numbers.sorted { $0.value < $1.value }.map(\.key)
        func named(_ scope: AttributeScope) -> [String: Int32] {
            let own = numbers.filter { $0.key.scope == scope }.map { ($0.key.name, $0.value) }
            return Dictionary(own) { first, _ in first }
        }
        (subject, resource, context) = (named(.subject), named(.resource), named(.context))
    }

    /// An attribute's number; `nil` when no document mentions it.
    func number(_ scope: AttributeScope, _ name: String) -> Int32? {
        switch scope {
        case .subject: subject[name]
        case .resource: resource[name]
        case .context: context[name]
        }
    }
}
