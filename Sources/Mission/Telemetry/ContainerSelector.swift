import MissionDatabase
import SpaceLink

/// Choice of the container that a packet belongs to, by its APID where restrictions name it.
struct ContainerSelector: Sendable {
    /// Concrete container, and what a packet must satisfy to be one of it.
    private struct Candidate: Sendable {
        let plan: Int
        let depth: Int
        let criteria: [CompiledCriteria]
    }

    private var byAPID: [APID: [Candidate]] = [:]
    private var others: [Candidate] = []

    /// Selector over `containers`, whose places in the array are the results of `select`.
    init(_ database: Database, _ containers: [ContainerIndex]) {
        for (plan, container) in containers.enumerated() {
            let lineage = database.lineage(of: container)
            let layout = database.layouts[container]
            let criteria = lineage.reversed().compactMap(\.restriction)
                .flatMap { CompiledCriteria.flattened($0, layout, database) }
            let apids = Set(criteria.compactMap(\.apid))
            let rest = criteria.filter { $0.apid == nil || apids.count > 1 }
            let candidate = Candidate(plan: plan, depth: lineage.count, criteria: rest)
            if let apid = apids.first { byAPID[apid, default: []].append(candidate) } else { others.append(candidate) }
        }
        // The container that says most about a packet comes first; of equals, the one first in the file.
        for apid in byAPID.keys { byAPID[apid]?.sort { ($0.depth, $1.plan) > ($1.depth, $0.plan) } }
        others.sort { ($0.depth, $1.plan) > ($1.depth, $0.plan) }
    }

    /// Place of the container of a packet; throws when there is none.
    func select(_ bytes: borrowing Span<UInt8>, apid: APID) throws(TelemetryError) -> Int {
        let candidates = byAPID[apid]
        if let candidates {
            for candidate in candidates where Self.holds(candidate, bytes) { return candidate.plan }
        }
        for candidate in others where Self.holds(candidate, bytes) { return candidate.plan }
        throw candidates == nil ? .unknownAPID(apid: apid) : .noMatchingContainer(apid: apid)
    }

    private static func holds(_ candidate: Candidate, _ bytes: borrowing Span<UInt8>) -> Bool {
        for criterion in candidate.criteria where !criterion.holds(bytes) { return false }
        return true
    }
}

/// Condition with the places of its parameters worked out.
indirect enum CompiledCriteria: Sendable {
    case comparison(FieldReading, Calibrator?, Comparison)
    case all([CompiledCriteria])
    case any([CompiledCriteria])

    /// Conditions that must all hold.
    static func flattened(
        _ criteria: MatchCriteria, _ layout: ContainerLayout, _ database: Database
    ) -> [CompiledCriteria] {
        switch criteria {
        case .all(let parts): return parts.flatMap { flattened($0, layout, database) }
        case .any(let parts): return [.any(parts.map { .all(flattened($0, layout, database)) })]
        case .comparison(let comparison):
            // The reader has seen to it that the field is there and is a number.
            guard let field = layout.field(of: comparison.parameter), let reading = FieldReading(field) else {
                return [.any([])]
            }
            let calibrator = database.parameters[comparison.parameter].type.calibrator
            return [.comparison(reading, comparison.usesCalibratedValue ? calibrator : nil, comparison)]
        }
    }

    /// APID that the condition demands, where that is all it does (bits 5 to 15 of the packet).
    var apid: APID? {
        guard case .comparison(let reading, nil, let comparison) = self, comparison.relation == .equal,
            reading.bitOffset == 5, reading.sizeBits == 11, reading.form == .unsigned,
            case .integer(let value) = comparison.constant
        else { return nil }
        return APID(value)
    }

    /// Whether a packet satisfies the condition; never when it is too short to tell.
    func holds(_ bytes: borrowing Span<UInt8>) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where !part.holds(bytes) { return false }
            return true
        case .any(let parts):
            for part in parts where part.holds(bytes) { return true }
            return false
        case .comparison(let reading, let calibrator, let comparison):
            guard reading.bitOffset + reading.sizeBits <= bytes.count * 8 else { return false }
            return Self.compare(reading, reading.rawBits(bytes), calibrator, comparison)
        }
    }

    private static func compare(
        _ reading: FieldReading, _ bits: UInt64, _ calibrator: Calibrator?, _ comparison: Comparison
    ) -> Bool {
        switch comparison.constant {
        case .integer(let constant):
            let raw = reading.form == .signed ? Int128(Int64(bitPattern: bits)) : Int128(bits)
            return comparison.relation.holds(raw, constant)
        case .real(let constant):
            let raw = reading.number(bits)
            return comparison.relation.holds(calibrator?.engineering(raw) ?? raw, constant)
        }
    }
}
