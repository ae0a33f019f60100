import Programme
import Testing

@testable import Operations

@Suite struct AccountMistakeTests {
    /// Text after the pools, the line of the mistake within that text, and words of the message.
    static let mistakes: [(String, Int, [String])] = [
        ("use:\n  - {on: 2026-02-01, pool: crew-tme, partner: ESA, amount: 1, for: x, source: x}", 2, ["`crew-time`?"]),
        ("use:\n  - {on: 2026-02-01, pool: crew-time, partner: ESB, amount: 1, for: x, source: x}", 2, ["`ESA`?"]),
        ("use:\n  - {on: 2026-02-30, pool: crew-time, partner: ESA, amount: 1, for: x, source: x}", 2, ["UTC date"]),
        ("use:\n  - {on: 2028-02-01, pool: crew-time, partner: ESA, amount: 1, for: x, source: x}", 2, ["no period"]),
        ("use:\n  - {on: 2026-02-01, pool: crew-time, partner: ESA, amount: -1, for: x, source: x}", 2, ["above zero"]),
        ("use:\n  - {on: 2026-02-01, pool: crew-time, partner: ESA, amount: 1, fo: x, source: x}", 2, ["`for`?"]),
        ("use:\n  - {on: 2025-02-01, pool: crew-time, partner: ESA, amount: 1, for: x, source: x}", 2, ["allocated"]),
        (
            "use:\n  - {on: 2026-02-01, pool: crew-time, partner: ESA, amount: 1, for: \"metered: x\", source: x}", 2,
            ["node's own"]
        ),
        (
            "barters:\n  - {id: b, on: 2026-02-01, between: [ESA, NASA], terms: x, source: x,\n"
                + "     gives: [{from: JAXA, pool: crew-time, period: \"2026\", amount: 1}]}", 3, ["`between`"]
        ),
        (
            "barters:\n  - {id: b, on: 2026-02-01, between: [ESA, NASA], terms: x, source: x,\n"
                + "     gives: [{from: ESA, pool: crew-time, period: \"2026\", amount: 301}]}", 2, ["301", "300"]
        ),
        (
            "charges:\n  - {id: c, on: 2026-02-01, debtor: ESA, creditor: NASA, unit: dolar, amount: 1, for: x, source: x}",
            2, ["`dollar`?"]
        ),
        ("barter: []", 1, ["`barters`?"]),
    ]

    @Test(arguments: mistakes.indices) func isToldWithItsLine(number: Int) throws {
        let (text, line, words) = Self.mistakes[number]
        let checked = try AccountFixture().read(AccountFixture.pools + text)
        let first = AccountFixture.pools.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let found = checked.problems.contains { problem in
            problem.line == first + line && words.allSatisfy { problem.description.contains($0) }
        }
        #expect(found, "\(checked.problems)")
        #expect(checked.value == nil)
    }

    @Test func poolsAreChecked() throws {
        let fixture = try AccountFixture()
        let text = """
            periods:
              - {id: "2026", from: 2026-01-01, until: 2026-12-31}
            pools:
              - {id: downlink, title: Downlink, unit: hour, keeper: NASA, meter: downlink}
              - {id: downlink, title: Downlink, unit: gigabyte, keeper: NASA}
            """
        let problems = try fixture.read(text).problems.map(\.description)
        #expect(problems.contains { $0.hasPrefix("ledger.yaml:2:") && $0.contains("calendar year") })
        #expect(problems.contains { $0.hasPrefix("ledger.yaml:4:") && $0.contains("`gigabyte`") })
        #expect(problems.contains { $0.contains("`downlink` twice") })
    }

    @Test func anythingElseIsToldAndNeverTraps() throws {
        let fixture = try AccountFixture()
        for text in ["", "[]", "periods: 1", "pools: [1, {}]", "use: [{}]", "barters: [{between: [ESA]}]", "\u{0}"] {
            #expect(try fixture.read(text).value == nil || text.isEmpty)
        }
    }
}
