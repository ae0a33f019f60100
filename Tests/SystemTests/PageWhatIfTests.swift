import Foundation
import Testing

@Suite("What if a partner leaves, in a real browser", .serialized)
struct PageWhatIfTests {
    @Test("Russia leaves: losses spread over the days, each with its chain of causes; the address keeps it all")
    func russiaLeaves() async throws {
        try await withNodeAndBrowser(width: 1600, height: 1000) { node, browser in
            try await signIn("US", node, browser)
            try await browser.click("[data-page=what-if]")
            try await eventually("the station", seconds: 20) {
                try await browser.count("[data-testid=what-if-station] .function") == 28
            }
            try await browser.click("[data-choice=RU]")
            // As `iss_expected_losses.json` has it: oxygen is the last to go.
            try await eventually("the losses", seconds: 20) {
                try await browser.attribute("data-lost", of: "comity-what-if") == "23"
            }
            let atOnce = try await browser.count("[data-testid=what-if-station] .function[data-state=lost]")
            #expect(atOnce == 7)
            try await press("End", browser)
            #expect(try await browser.count("[data-testid=what-if-station] .function[data-state=lost]") == 23)
            try await shot("what-if-end", browser)
            try await browser.click("[data-testid=function-o2]")
            try await eventually("the chain", seconds: 10) {
                try await browser.count("[data-testid=what-if-chain] [data-step]") > 2
            }
            let steps = try await browser.run(
                "return [...document.querySelectorAll('[data-testid=what-if-chain] [data-step]')].map(e => e.dataset.step)"
            )
            #expect(
                (steps as? [String])?.first == "o2" && (steps as? [String])?.last == "RU",
                "\(String(describing: steps))")
            try await restore(browser)
            try await share(node, browser)
            try await expectQuietConsole(browser)
        }
    }

    private func restore(_ browser: Browser) async throws {
        try await browser.click("[data-tab=restore]")
        try await eventually("restorations and their front", seconds: 20) {
            let points = try await browser.count("[data-testid=what-if-pareto] .plan-point")
            return try await browser.count("[data-restoration]") > 0 && points > 0
        }
        try await browser.click("[data-tab=uncertainty]")
        try await eventually("bands", seconds: 30) {
            try await browser.count("[data-testid=what-if-bands] .band") > 0
        }
    }

    /// Another browser's window with the same address shows the same.
    private func share(_ node: RunningNode, _ browser: Browser) async throws {
        let address = try await browser.run("return location.href") as? String ?? ""
        #expect(address.contains("without=RU") && address.contains("loss=o2"))
        try await browser.open("about:blank")
        try await browser.open(address)
        try await eventually("the same scenario", seconds: 20) {
            try await browser.attribute("data-lost", of: "comity-what-if") == "23"
        }
        try await browser.click("[data-testid=what-if-view-report]")
        try await eventually("the report", seconds: 20) { try await browser.count(".report-frame[data-ready]") == 1 }
        try await shot("what-if-report", browser)
    }

    private func press(_ key: String, _ browser: Browser) async throws {
        try await browser.run(
            "document.querySelector('[data-testid=what-if-axis]')"
                + ".dispatchEvent(new KeyboardEvent('keydown', { key: '\(key)', bubbles: true }))")
    }

    @Test(
        "other programmes load through the same page",
        arguments: [
            ("examples/css", "CN", 14), ("examples/apollo-soyuz", "SU", 3),
        ])
    func otherProgrammes(folder: String, partner: String, functions: Int) async throws {
        try await withNodeAndBrowser(width: 1280, height: 900, programme: folder) { node, browser in
            try await signIn(partner, node, browser)
            try await browser.click("[data-page=what-if]")
            try await eventually("its functions", seconds: 20) {
                try await browser.count("[data-testid=what-if-station] .function") == functions
            }
            try await browser.click("[data-choice=\(partner)]")
            try await eventually("the losses", seconds: 20) {
                (try await browser.attribute("data-lost", of: "comity-what-if")).flatMap { Int($0) } ?? 0 > 0
            }
            try await shot("what-if-" + partner, browser)
            try await expectQuietConsole(browser)
        }
    }
}
