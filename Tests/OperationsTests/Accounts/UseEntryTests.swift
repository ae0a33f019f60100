import Agreements
import Foundation
import Ledger
import Programme
import Testing

@testable import Operations

@Suite struct UseEntryTests {
    private let fixture: AccountFixture
    private let path = "p/ledger-entered.yaml"
    private let date: CivilTime

    init() throws {
        fixture = try AccountFixture()
        date = try #require(CivilTime("2026-03-01T12:34:56Z"))
    }

    private func use(
        _ pool: String = "crew-time", _ partner: String = "ESA", _ amount: String = "1.5", _ words: String = "freezer"
    ) -> UseEntry {
        UseEntry(pool: pool, partner: partner, amount: amount, words: words, date: date)
    }

    private func enter(_ use: UseEntry, behind text: String? = nil) throws -> UseEntry.Outcome {
        let own = SourceFile(path: "p/ledger.yaml", text: AccountFixture.pools)
        return use.entered(
            in: [own] + (text.map { [SourceFile(path: path, text: $0)] } ?? []), at: path,
            programme: fixture.programme, documents: try fixture.agreements().documents)
    }

    @Test func isOneLineMoreThatReadsAsItWasGiven() throws {
        var text: String?
        let words = ["freezer", "a \"quoted\" \\ text: {with} [all], #that 'YAML' minds", "größer, 日本", "freezer"]
        for (place, words) in words.enumerated() {
            guard
                case .entered(let new, let entry, let plan) = try enter(
                    use("crew-time", "EU", "0.000001", words), behind: text)
            else {
                Issue.record("expected `\(words)` to be entered")
                return
            }
            #expect(text.map { new.hasPrefix($0) } ?? true)
            #expect(new.split(separator: "\n").count == 3 + place)
            guard case .use("EU", "US", let account, let amount, let what) = entry.entry else {
                Issue.record("expected a use, not \(entry)")
                return
            }
            #expect(account == PoolPeriod(pool: "crew-time", period: "2026") && amount.millionths == 1)
            #expect(what == "\(words) (entered by hand)" && entry.date == date)
            let ledger = StationLedger.trial(plan, partners: fixture.programme.partners.map(\.id)).ledger
            #expect(ledger.balances(of: account).first { $0.partner == "EU" }?.used.millionths == Int64(place + 1))
            text = new
        }
    }

    @Test(arguments: [
        ("crew-tme", "ESA", "1", "x", "`crew-time`?"), ("crew-time", "ESB", "1", "x", "`ESA`?"),
        ("crew-time", "ESA", "-1", "x", "above zero"), ("crew-time", "ESA", "0", "x", "above zero"),
        ("crew-time", "ESA", "1.0000001", "x", "six decimals"), ("crew-time", "ESA", "1e3", "x", "six decimals"),
        ("crew-time", "ESA", "1, for: y", "x", "six decimals"), ("crew-time", "ESA", "", "x", "six decimals"),
        ("crew-time", "ESA", "1", " ", "the text is empty"), ("crew-time", "ESA", "1", "a\nb", "no single line"),
        ("crew-time", "ESA", "1", "a\u{2028}b", "no single line"),
        ("crew-time", "ESA", "1", "metered: x", "node's own"), ("crew-time: {", "ESA", "1", "x", "expected a pool"),
    ])
    func isRefusedWithTheReason(pool: String, partner: String, amount: String, words: String, reason: String) throws {
        guard case .refused(let lines) = try enter(use(pool, partner, amount, words)) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(lines.contains { $0.contains(reason) }, "\(lines)")
        // The line is nowhere yet: no place in a file is told for it.
        #expect(lines.allSatisfy { !$0.contains(path) && !$0.contains("\n") })
    }

    @Test func aDateInNoPeriodOrWithoutAPoolIsRefused() throws {
        for (day, reason) in [("2031-01-01", "in no period"), ("2025-02-01", "nothing was allocated")] {
            var entry = use()
            entry.date = try #require(CivilTime(day))
            guard case .refused(let lines) = try enter(entry) else {
                Issue.record("expected a refusal of \(day)")
                return
            }
            #expect(lines.contains { $0.contains(reason) }, "\(lines)")
        }
    }

    @Test func nothingIsPutBehindWhatIsNoListOfUse() throws {
        for text in ["charges: []\n", "use: []\n", "use:\n  - {on: 2026-02-01}\n"] {
            guard case .refused(let lines) = try enter(use(), behind: text) else {
                Issue.record("expected a refusal behind `\(text)`")
                return
            }
            #expect(!lines.isEmpty)
        }
        // A last line without its end is no hindrance.
        let first = "use:\n" + AccountFixture.use(1).dropLast()
        guard case .entered(let text, _, _) = try enter(use(), behind: first) else {
            Issue.record("expected it to be entered")
            return
        }
        #expect(text.hasPrefix(first + "\n  - {on: 2026-03-01T12:34:56Z, "))
    }
}
