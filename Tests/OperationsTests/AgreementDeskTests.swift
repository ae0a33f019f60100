import Agreements
import Foundation
import Programme
import Testing
import Timekeeping

@testable import Operations

/// What is answered without a node goes by the balances that a node would go by.
@Suite struct AgreementDeskTests {
    private func outcome(_ percent: Double, on date: String, accounts: String?) throws -> Outcome? {
        let fixture = try AccountFixture()
        let configuration = fixture.node.configuration
        let desk = AgreementDesk(
            programme: fixture.programme, agreements: try fixture.agreements(), database: fixture.node.database,
            network: configuration.network, accounts: try accounts.map(fixture.plan))
        let text = """
            {"questions": [{"id": "a", "request": {"subject": {"agency": "ESA"}, "action": "use",
              "resource": {"pool": "crew-time", "pct": \(percent)}}, "expected": "permit"}]}
            """
        return desk.answer(try Questions.read(Array(text.utf8)), at: try Instant(utc: date)).first?.decision.outcome
    }

    /// Europe has 30 % of 1,000 hours, of which 100 were used on 1 February 2026.
    @Test func balancesOfTheAskedDateCount() throws {
        let accounts = AccountFixture.pools + "use:\n" + AccountFixture.use(100)
        #expect(try outcome(25, on: "2026-03-01", accounts: nil) == .permit)
        #expect(try outcome(25, on: "2026-03-01", accounts: accounts) == .needs)
        #expect(try outcome(20, on: "2026-03-01", accounts: accounts) == .permit)
        #expect(try outcome(25, on: "2026-01-15", accounts: accounts) == .permit)
        #expect(try outcome(25, on: "2025-06-01", accounts: accounts) == .permit)
    }
}
