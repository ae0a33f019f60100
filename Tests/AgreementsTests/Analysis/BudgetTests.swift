import Agreements
import Programme
import Testing

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
}
