import Foundation
import Testing

@Suite("The page in a real browser", .serialized)
struct PageTests {
    static let cabinPressure = "USLAB000058"

    @Test("two partners sign in, see live values, and each sees only what a clause permits")
    func twoPartners() async throws {
        try await withNodeAndBrowser { node, browser in
            try await signIn("EU", node, browser)
            let chip = try await browser.text("[data-testid=partner-chip]") ?? ""
            #expect(chip.contains("ESA"))
            #expect(try await browser.text("[data-testid=mode-badge]")?.contains("SIM") == true)
            #expect(
                try await browser.text("[data-testid=clock-utc]")?.contains(#/\d{4}-\d{3} \d{2}:\d{2}:\d{2}/#) == true)
            try await valueChanges("NAV_LONGITUDE", browser)
            let european = try await withheldRows(browser)
            try await shot("esa", browser)

            try await signIn("RU", node, browser)
            #expect(try await browser.text("[data-testid=partner-chip]")?.contains("Roscosmos") == true)
            try await valueChanges("NAV_LONGITUDE", browser)
            let russian = try await withheldRows(browser)
            try await shot("roscosmos", browser)

            // One may read what the other may not, both ways.
            #expect(!european.subtracting(russian).isEmpty)
            #expect(!russian.subtracting(european).isEmpty)
            try await expectQuietConsole(browser)
        }
    }

    @Test("an alarm is acknowledged by one who may")
    func alarm() async throws {
        try await withNodeAndBrowser { node, browser in
            try await signIn("US", node, browser)
            try await eventually("an alarm with an acknowledge button", seconds: 90) {
                try await browser.count("[data-testid^=alarm-] [data-testid=ack]") > 0
            }
            let open = try await browser.count("[data-testid^=alarm-] [data-testid=ack]")
            let identity = try await browser.run(
                "return document.querySelector('[data-testid=ack]').closest('[data-testid^=alarm-]').dataset.testid")
            let alarm = try #require(identity as? String)
            try await shot("alarm", browser)
            try await browser.click("[data-testid=\(alarm)] [data-testid=ack]")
            try await eventually("the alarm shows who acknowledged it", seconds: 10) {
                let text = try await browser.text("[data-testid=\(alarm)]")
                return text == nil || text?.contains("NASA") == true || text?.contains("acknowledged") == true
            }
            #expect(try await browser.count("[data-testid=\(alarm)] [data-testid=ack]") == 0)
            #expect(open > 0)
        }
    }

    @Test("readable at 390 pixels: nothing runs off sideways")
    func narrow() async throws {
        try await withNodeAndBrowser(width: 390, height: 844) { node, browser in
            try await signIn("JP", node, browser)
            try await eventually("the table has rows", seconds: 20) {
                try await browser.count("[data-testid^=row-]") > 100
            }
            try await shot("narrow", browser)
            let overflow = try await browser.run(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            #expect(overflow as? Int == 0)
        }
    }

    private func valueChanges(_ parameter: String, _ browser: Browser) async throws {
        let selector = "[data-testid=row-\(parameter)] [data-cell=value]"
        try await eventually("`\(parameter)` has a value", seconds: 30) {
            try await browser.text(selector)?.contains(where: \.isNumber) == true
        }
        let first = try await browser.text(selector)
        try await eventually("`\(parameter)` changes from \(first ?? "")", seconds: 10) {
            try await browser.text(selector) != first
        }
    }

    private func withheldRows(_ browser: Browser) async throws -> Set<String> {
        let names = try await browser.run(
            "return [...document.querySelectorAll('[data-testid^=row-][data-withheld=true]')].map(e => e.dataset.testid)"
        )
        return Set((names as? [Any] ?? []).compactMap { $0 as? String })
    }
}
