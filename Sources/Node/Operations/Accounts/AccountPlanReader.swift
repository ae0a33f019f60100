public import Agreements
import Ledger
public import Programme

/// Reads `ledger.yaml`, and every other `ledger-….yaml` of a programme's folder, as one.
public enum AccountPlanReader {
    /// Most entries of all files together.
    public static let maximumEntries = 100_000

    /// Reads the files and tells all that is wrong with them; pools and periods may stand in any of them.
    ///
    /// An entry that its account cannot hold, such as a barter of more than is left, is a mistake too.
    public static func read(
        _ files: [SourceFile], programme: ProgrammeDescription, documents: [AgreementDocument]
    ) -> Checked<AccountPlan> {
        let log = ProblemLog()
        let mappings = files.compactMap { DocumentLoader.load($0, log: log) }.compactMap {
            MappingReader($0, expected: "a programme's accounts")
        }
        let reading = PlanReading(programme: programme, documents: documents)
        for fields in mappings { reading.readPools(fields) }
        for fields in mappings {
            reading.readEntries(fields)
            fields.finish()
        }
        guard log.problems.isEmpty else { return Checked(value: nil, problems: log.problems) }
        let plan = reading.plan
        let places = reading.places
        for (place, error) in StationLedger.trial(plan, partners: programme.partners.map(\.id)).refused {
            places[place].report(found: "\(error)", expected: "an entry that fits its account")
        }
        let problems = log.problems
        return Checked(value: problems.isEmpty ? plan : nil, problems: problems)
    }
}

/// The reading of one programme's accounts: pools first, so that entries can name them whichever file they stand in.
final class PlanReading {
    private let programme: ProgrammeDescription
    let documents: [AgreementDocument]
    private(set) var periods: [AccountPeriod] = []
    private(set) var pools: [AccountPool] = []
    private var allocations: [(PlannedEntry, DocumentNode)] = []
    private var others: [(PlannedEntry, DocumentNode)] = []
    private var names: Set<String> = []

    init(programme: ProgrammeDescription, documents: [AgreementDocument]) {
        self.programme = programme
        self.documents = documents
    }

    private var ordered: [(PlannedEntry, DocumentNode)] {
        let later = others.enumerated().sorted { ($0.element.0.date, $0.offset) < ($1.element.0.date, $1.offset) }
        return allocations + later.map(\.element)
    }

    var plan: AccountPlan { AccountPlan(periods: periods, pools: pools, entries: ordered.map(\.0)) }

    /// Where each entry of the plan stands.
    var places: [DocumentNode] { ordered.map(\.1) }

    // MARK: what is shared

    func readPools(_ fields: MappingReader) {
        for period in fields.list("periods", period) {
            if periods.contains(where: { $0.id == period.id }) {
                fields.place(of: "periods").report(found: "period `\(period.id)` twice", expected: "each period once")
            }
            periods.append(period)
        }
        for pool in fields.list("pools", pool) {
            if pools.contains(where: { $0.id == pool.id }) {
                fields.place(of: "pools").report(found: "pool `\(pool.id)` twice", expected: "each pool once")
            }
            pools.append(pool)
        }
    }

    private var period: ValueReader<AccountPeriod> {
        .mapping("a period") { fields in
            let id = fields.required("id", .label)
            let from = fields.required("from", .day)
            let until = fields.required("until", .day)
            guard let id, let from, let until else { return nil }
            if until <= from { fields.place(of: "until").report(expected: "a time after `from`") }
            let period = AccountPeriod(id: id, span: Validity(from: from, until: until))
            let isCalendarYear =
                CivilTime("\(id)-01-01") == from && Int(id).map { CivilTime(year: $0 + 1, month: 1, day: 1) } == until
            if period.isYear, !isCalendarYear {
                fields.node.report(
                    found: "period `\(id)` from \(from) until \(until)", expected: "the calendar year `\(id)`")
            }
            return period
        }
    }

    private var pool: ValueReader<AccountPool> {
        .mapping("a pool") { [self] fields in
            let id = fields.required("id", .label)
            let title = fields.required("title", .text)
            let unit = fields.required("unit", ValueReader<AmountUnit>.choice)
            let keeper = fields.required("keeper", partner)
            let meter = fields.optional("meter", ValueReader<AccountPool.Meter>.choice)
            _ = fields.optional("source", .text)
            if let meter, let unit, unit != meter.unit {
                let counted = meter == .antenna ? "minutes of contacts" : "octets"
                fields.place(of: "unit").report(expected: "`\(meter.unit.rawValue)`, for \(counted) are counted")
            }
            if meter == .antenna, programme.link?.antenna == nil {
                fields.place(of: "meter").report(
                    expected: "a programme whose `link` names the `antenna` that it comes through")
            }
            guard let id, let title, let unit, let keeper else { return nil }
            return AccountPool(id: id, title: title, unit: unit, keeper: keeper, meter: meter)
        }
    }

    // MARK: what entries are made of

    func add(_ entry: PlannedEntry, isAllocation: Bool = false, at node: DocumentNode) {
        if let id = entry.id, !names.insert(id).inserted {
            node.report(found: "entry `\(id)` twice", expected: "each id once")
        }
        if allocations.count + others.count >= AccountPlanReader.maximumEntries {
            node.report(found: "too many entries", expected: "at most \(AccountPlanReader.maximumEntries)")
            return
        }
        if isAllocation { allocations.append((entry, node)) } else { others.append((entry, node)) }
    }

    /// A partner by id, agency or alias.
    var partner: ValueReader<PartnerID> {
        let names = programme.partners.flatMap { [$0.id.rawValue, $0.agency] + $0.aliases }
        let ids = programme.partners.map { "`\($0.id)`" }.joined(separator: ", ")
        return ValueReader(expected: "a partner: \(ids)") { [programme] node in
            if let text = node.scalarText, let found = programme.partner(named: text) { return found.id }
            node.report(
                expected: "a partner: \(ids)",
                suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: names) })
            return nil
        }
    }

    var poolReference: ValueReader<AccountPool> {
        .named("pool", pools.map { ($0.id, $0) })
    }

    var periodReference: ValueReader<AccountPeriod> {
        .named("period", periods.map { ($0.id, $0) })
    }

    var documentReference: ValueReader<AgreementDocument> {
        .named("agreement", documents.map { ($0.id, $0) })
    }
}

extension ValueReader {
    /// One of the things that there are, by its name.
    static func named(_ kind: String, _ known: [(String, Value)]) -> ValueReader {
        let names = known.map(\.0)
        let list = names.count > 8 ? "the id of one" : names.map { "`\($0)`" }.joined(separator: ", ")
        let expected = names.isEmpty ? "a \(kind), of which there is none" : "a \(kind): \(list)"
        let table = Dictionary(known, uniquingKeysWith: { first, _ in first })
        return ValueReader(expected: expected) { node in
            if let text = node.scalarText, let found = table[text] { return found }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: names) })
            return nil
        }
    }
}

extension ValueReader where Value == String {
    /// A name of a pool or period: it may look like a number, as `2026` does.
    static var label: ValueReader {
        .parsed("a name of letters, digits, `.`, `_` and `-`") { text in
            let isName = !text.isEmpty && text.utf8.count <= 64 && text.utf8.allSatisfy(isNameByte)
            return isName ? text : nil
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}

extension ValueReader where Value == CivilTime {
    /// A date, or a date and time, UTC.
    static var day: ValueReader {
        .parsed("a UTC date such as `2026-01-01`, or with a time, `2026-01-01T12:00:00Z`") { CivilTime($0) }
    }
}
