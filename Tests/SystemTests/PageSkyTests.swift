import Foundation
import Testing

@Suite("Passes and close approaches in a real browser", .serialized)
struct PageSkyTests {
    @Test("a pass opens on the sky, with its times and what hides it")
    func skyPlot() async throws {
        try await withNodeAndBrowser { node, browser in
            try await signIn("US", node, browser)
            try await eventually("there are passes", seconds: 30) {
                try await browser.count("[data-testid=show-sky]") > 0
            }
            try await browser.click("[data-testid=show-sky]")
            try await eventually("the plot is there", seconds: 10) {
                try await browser.count("[data-testid=sky-plot]") == 1
            }
            try await shot("sky", browser)
            for mark in ["AOS", "max", "LOS"] {
                let text = try await browser.text("[data-testid=sky-\(mark)]") ?? ""
                #expect(text.contains(#/\d{2}:\d{2}:\d{2}/#), "\(mark): \(text)")
            }
            let tracks = "[data-testid=sky-sunlit], [data-testid=sky-eclipsed]"
            #expect(try await browser.count(tracks) > 0)
            #expect(try await browser.count(".sky-plot .mask") == 1)
            #expect(try await browser.text(".sky-facts")?.contains("azimuth") == true)
            try await browser.click("[data-testid=sky] .close")
            #expect(try await browser.attribute("open", of: "[data-testid=sky]") == nil)
            try await expectQuietConsole(browser)
        }
    }

    @Test("without a catalogue the page of close approaches says so")
    func noCatalogue() async throws {
        try await withNodeAndBrowser { node, browser in
            try await signIn("EU", node, browser)
            try await browser.click("[data-page=conjunctions]")
            try await eventually("the state is told", seconds: 10) {
                try await browser.text("[data-testid=screening-state]")?.contains("No catalogue configured") == true
            }
            try await shot("conjunctions-none", browser)
            try await expectQuietConsole(browser)
        }
    }

    @Test("close approaches are listed, put in order and drawn; what is docked is named as such")
    func conjunctions() async throws {
        let folder = try Built.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let catalogue = folder.appending(path: "catalogue.json")
        try Self.catalogue().write(to: catalogue)
        try await withNodeAndBrowser(arguments: ["--catalogue", catalogue.path()]) { node, browser in
            try await signIn("EU", node, browser)
            try await browser.click("[data-page=conjunctions]")
            try await eventually("rows", seconds: 60) { try await browser.count("[data-testid^=approach-]") > 2 }
            #expect(try await browser.text("[data-testid=companions]")?.contains("DOCKED (90001)") == true)
            #expect(try await browser.count("[data-testid=conjunction-chart] .approach") > 2)
            try await shot("conjunctions", browser)

            let times = try await column(1, browser)
            #expect(times == times.sorted())
            try await browser.click("[data-key=missDistanceKm] button")
            let misses = try await column(4, browser).compactMap(Double.init)
            #expect(misses.count > 2 && misses == misses.sorted())
            try await browser.click("[data-key=missDistanceKm] button")
            #expect(try await column(4, browser).compactMap(Double.init) == misses.reversed())
            #expect(try await browser.attribute("aria-sort", of: "[data-key=missDistanceKm]") == "descending")
            try await expectQuietConsole(browser)
        }
    }

    private func column(_ number: Int, _ browser: Browser) async throws -> [String] {
        let cells = try await browser.run(
            "return [...document.querySelectorAll('[data-testid^=approach-] > :nth-child(\(number))')]"
                + ".map((cell) => cell.textContent)")
        return (cells as? [Any] ?? []).compactMap { $0 as? String }
    }

    /// The station, one docked to it, and one that meets it twice a revolution where their planes cross.
    private static func catalogue() throws -> Data {
        let file = Built.checkout.appending(path: "examples/iss/orbit.json")
        let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let own = try #require((read as? [[String: Any]])?.first ?? read as? [String: Any])
        func changed(_ name: String, _ number: Int, turnDeg: Double) throws -> [String: Any] {
            var set = own
            set["OBJECT_NAME"] = name
            set["NORAD_CAT_ID"] = number
            for key in ["RA_OF_ASC_NODE", "ARG_OF_PERICENTER"] {
                let angle = try #require((own[key] as? NSNumber)?.doubleValue)
                set[key] = (angle + turnDeg).truncatingRemainder(dividingBy: 360)
            }
            return set
        }
        let sets = try [own, changed("DOCKED", 90001, turnDeg: 0), changed("CROSSING", 90002, turnDeg: 180)]
        return try JSONSerialization.data(withJSONObject: sets)
    }
}
