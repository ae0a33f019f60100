import Programme
import Testing

@testable import Agreements

/// No document takes the machine: what is too much to compare is said to be.
@Suite struct BudgetTests {
    @Test func endsAndSaysSoWhereThereAreTooManyCases() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        var law = HostileLaw(seed: 1)
        let documents = [law.document(programme)]
        let old = AgreementsInForce(documents: [], programme: programme, at: instant)
        let new = AgreementsInForce(documents: documents, programme: programme, at: instant)
        let clock = ContinuousClock()
        let start = clock.now
        let difference = difference(from: old, to: new)
        // Three seconds with optimisation; without it, and beside other tests, much longer.
        #expect(clock.now - start < .seconds(300))
        #expect(!difference.isExhaustive)
        #expect(difference.unshown == ["read: too many cases to try all"])
        #expect(difference.json().contains("not shown: read: too many cases to try all"))
    }

    @Test func aCheckTellsWhetherItTriedAll() throws {
        let programme = try ISS.programme()
        let instant = try #require(ISS.instant)
        var law = HostileLaw(seed: 1)
        let hostile = AgreementsInForce(documents: [law.document(programme)], programme: programme, at: instant)
        let cut = review(hostile, facts: Facts()) { AnalysisBudget(steps: 1000) }
        #expect(!cut.isExhaustive && cut.untried == [.read])
        #expect(cut.doubts == ["read: too many cases to try all"])
        #expect(cut.findings.contains { $0.kind == .untried })
        let plain = AgreementsInForce(
            documents: [
                AgreementDocument(
                    id: "lab", title: "Lab", tier: .treaty, parties: ["US"], inForce: Validity(from: nil, until: nil),
                    clauses: [Clause(id: "a", title: "a", actions: [.use], effect: .permit)])
            ], programme: programme, at: instant)
        let whole = review(plain)
        #expect(whole.isExhaustive && whole.doubts.isEmpty && whole.findings == check(plain))
    }
}
