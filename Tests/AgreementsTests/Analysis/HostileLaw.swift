import Agreements
import Programme

/// A document written to take all of a machine's time and memory: so many clauses of so many conditions over so many
/// attributes, some of them lists, that no diagram of it is small.
struct HostileLaw {
    private var state: UInt64
    private static let words = (0..<12).map { "word-\($0)" }
    private static let paths = (0..<30).map { AttributePath($0 < 6 ? .resource : .context, "attribute-\($0)") }

    init(seed: UInt64) { state = seed }

    /// The document.
    mutating func document(_ programme: ProgrammeDescription) -> AgreementDocument {
        AgreementDocument(
            id: "hostile", title: "hostile", tier: .plan, parties: programme.partners.map(\.id),
            inForce: Validity(from: nil, until: nil), clauses: (0..<200).map { clause($0) })
    }

    private mutating func number(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    private mutating func pick<T>(_ all: [T]) -> T { all[number(all.count)] }

    private mutating func clause(_ id: Int) -> Clause {
        let conditions = (0..<20).map { _ in Condition.test(pick(Self.paths), test()) }
        // Ten conditions of two parts each, so that a clause neither always nor never applies.
        let pairs = stride(from: 0, to: 20, by: 2).map { Condition.any([conditions[$0], conditions[$0 + 1]]) }
        return Clause(
            id: "c\(id)", title: "clause \(id)", actions: [.read], when: .all(pairs),
            effect: pick([.permit, .forbid]), needs: [])
    }

    private mutating func test() -> ValueTest {
        let some = NameSet.values((0..<1 + number(4)).map { _ in .text(pick(Self.words)) })
        return switch number(8) {
        case 0, 1: .equals(.text(pick(Self.words)))
        case 2, 3: .isIn(some)
        case 4: .includes(some)
        case 5: .allIn(some)
        case 6: .atLeast(.number(Double(number(9))))
        default: .sameAs(pick(Self.paths))
        }
    }
}
