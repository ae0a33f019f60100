import Foundation
import Testing

@Suite("Agreements and ledger in a real browser", .serialized)
struct PagePartnershipTests {
    @Test("the agreements of any date, why each is in force or not, and what may be done")
    func agreements() async throws {
        try await withNodeAndBrowser(width: 1600, height: 1000) { node, browser in
            try await open("agreements", "EU", node, browser)
            try await eventually("documents", seconds: 20) { try await browser.count(".agreement-row") == 28 }
            let today = try await browser.text("[data-testid=agreements-count]") ?? ""
            #expect(today.contains("in force today"))
            try await shot("agreements", browser)

            // A year after Russia's measures began and before: the law of the date.
            try await change("#agreements-date", to: "2000-01-01", browser)
            try await eventually("the law of 2000", seconds: 10) {
                try await browser.text("[data-testid=agreements-count]")?.contains("2000-01-01") == true
            }
            #expect(try await browser.text("[data-testid=agreements-count]") != today)
            try await browser.click(".agreement-row[data-document=iga-1998]")
            try await eventually("the treaty", seconds: 10) {
                try await browser.count("[data-testid=document][data-document=iga-1998] .clause-text") > 10
            }
            #expect(try await browser.text("[data-testid=document-why]")?.isEmpty == false)
            #expect(try await browser.count("comity-agreements img") == 0)

            try await ask(browser)
            try await shot("agreements-ask", browser)
            try await expectQuietConsole(browser)
        }
    }

    private func ask(_ browser: Browser) async throws {
        try await browser.click("#tab-ask")
        try await change("#ask-action", to: "export", browser)
        try await change("#ask-kind", to: "parameter", browser)
        try await change("#ask-name", to: "USLAB000058", browser)
        try await browser.run("document.querySelector('[data-testid=ask-form]').requestSubmit()")
        try await eventually("the decision", seconds: 10) {
            try await browser.count("[data-testid=decision][open] .verdict[data-outcome]") == 1
        }
        #expect(try await browser.count("[data-testid=asked] [data-outcome]") == 1)
        try await browser.run("document.querySelector('[data-testid=decision]').close()")
    }

    @Test("a draft shows what it would change, and its mistakes beside its lines")
    func draft() async throws {
        try await withNodeAndBrowser(width: 1600, height: 1000) { node, browser in
            try await open("agreements", "US", node, browser)
            try await browser.click("#tab-draft")
            try await submit(Self.draft.replacing("[JAXA]", with: "[JAXXA]"), browser)
            try await eventually("the mistake", seconds: 30) {
                try await browser.text("[data-testid=draft-errors]")?.contains("JAXXA") == true
            }
            #expect(try await browser.count(".gutter [data-wrong]") == 1)
            try await submit(Self.draft, browser)
            try await eventually("the changes", seconds: 60) {
                try await browser.count("#draft-answer .change[data-from][data-to]") > 0
            }
            try await shot("agreements-draft", browser)
            try await expectQuietConsole(browser)
        }
    }

    private static let draft = """
        id: page-test-plan
        title: Plan of a test
        tier: plan
        parties: [NASA, JAXA]
        inForceFrom: 2020-01-01
        source: a test
        clauses:
          - id: bar
            title: no reading by Japan
            text: Japan reads nothing of Destiny.
            source: a test
            subject: [JAXA]
            actions: [read]
            resource: {kinds: [parameter], elements: [destiny]}
            effect: forbid
        """

    private func submit(_ text: String, _ browser: Browser) async throws {
        try await change("#draft-text", to: text, browser)
        try await change("#draft-date", to: "2026-06-01", browser)
        try await browser.run("document.querySelector('[data-testid=draft-form]').requestSubmit()")
    }

    @Test("the ledger: balances of every pool, an intact chain")
    func ledger() async throws {
        try await withNodeAndBrowser(width: 1600, height: 1000) { node, browser in
            try await open("ledger", "JP", node, browser)
            try await eventually("pools", seconds: 20) { try await browser.count("[data-testid^=pool-]") > 2 }
            #expect(try await browser.attribute("data-state", of: "[data-testid=chain]") == "intact")
            // The shares of the agreements: 76.6, 12.8, 8.3 and 2.3 %.
            let page = try await browser.text("comity-ledger") ?? ""
            for share in ["76.6", "12.8", "8.3", "2.3"] { #expect(page.contains(share), "\(share)") }
            #expect(try await browser.count("[data-testid=entries] li") > 5)
            try await shot("ledger", browser)
            try await expectQuietConsole(browser)
        }
    }

    private func open(_ page: String, _ partner: String, _ node: RunningNode, _ browser: Browser) async throws {
        try await signIn(partner, node, browser)
        try await browser.click("[data-page=\(page)]")
    }

    private func change(_ selector: String, to value: String, _ browser: Browser) async throws {
        let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        try await browser.run(
            "const e = document.querySelector('\(selector)'); e.value = \(text);"
                + "for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, { bubbles: true }))")
    }
}
