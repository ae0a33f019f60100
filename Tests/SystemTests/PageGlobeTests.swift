import Foundation
import Testing

@Suite("The globe in a real browser", .serialized)
struct PageGlobeTests {
    private static let hasThree = FileManager.default.fileExists(
        atPath: Built.checkout.appending(path: "Web/vendor/three.module.js").path())

    @Test("the globe is drawn by three.js, turns by keys and hand, and stays in the address")
    func byThree() async throws {
        guard Self.hasThree else { return print("skipped: Web/vendor/three.module.js not found") }
        try await withNodeAndBrowser { node, browser in
            try await openGlobe(node, browser)
            #expect(try await renderer(browser) == "webgl")
            try await expectPicture(browser)
            try await shot("globe", browser)
            try await expectControls(browser)

            // The way to another page and back, and a fresh load, keep it.
            try await browser.run("location.hash = '#telemetry'")
            try await browser.click("[data-page=live]")
            try await eventually("the globe is back", seconds: 5) { try await kind(browser) == "globe" }
            try await browser.run("location.reload()")
            try await eventually("the globe is there after a fresh load", seconds: 20) {
                try await renderer(browser) == "webgl"
            }
            try await browser.click("[data-testid=show-map]")
            try await eventually("the flat map is back", seconds: 5) { try await kind(browser) == "map" }
            try await expectQuietConsole(browser)
        }
    }

    @Test("without three.js the globe is drawn plainly")
    func plainly() async throws {
        let web = try Built.temporaryFolder().appending(path: "Web")
        try FileManager.default.copyItem(at: Built.checkout.appending(path: "Web"), to: web)
        defer { try? FileManager.default.removeItem(at: web.deletingLastPathComponent()) }
        try? FileManager.default.removeItem(at: web.appending(path: "vendor"))
        try await withNodeAndBrowser(arguments: ["--web", web.path()]) { node, browser in
            try await openGlobe(node, browser)
            #expect(try await renderer(browser) == "canvas")
            try await expectPicture(browser)
            try await shot("globe-plain", browser)
            try await expectControls(browser)
            try await expectQuietConsole(browser)
        }
    }

    @Test("on a telephone the globe has its place and nothing runs off sideways")
    func narrow() async throws {
        try await withNodeAndBrowser(width: 390, height: 844) { node, browser in
            try await openGlobe(node, browser)
            try await shot("globe-narrow", browser)
            let height = try await browser.run("return document.querySelector('[data-testid=globe]').clientHeight")
            #expect(height as? Int ?? 0 > 200)
            let overflow = try await browser.run(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            #expect(overflow as? Int == 0)
        }
    }

    private func openGlobe(_ node: RunningNode, _ browser: Browser) async throws {
        try await signIn("EU", node, browser)
        try await browser.click("[data-testid=show-globe]")
        try await eventually("the globe is drawn", seconds: 20) {
            guard try await renderer(browser) != nil else { return false }
            return try await inked(browser) > 1000
        }
        #expect(try await browser.run("return location.hash") as? String == "#live/globe")
        #expect(try await browser.text("[data-testid=map-readout]")?.contains("km/s") == true)
    }

    private func renderer(_ browser: Browser) async throws -> String? {
        try await browser.attribute("data-renderer", of: ".globe")
    }

    private func kind(_ browser: Browser) async throws -> String? {
        try await browser.attribute("data-kind", of: "comity-map")
    }

    /// How many pixels of what lies over the ball are drawn.
    private func inked(_ browser: Browser) async throws -> Int {
        try await browser.run(
            """
            const canvas = document.querySelector('[data-testid=globe]');
            if (!canvas.width) return 0;
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 3; at < data.length; at += 4) if (data[at]) count += 1;
            return count;
            """) as? Int ?? 0
    }

    /// Land where there is land, sea where there is sea, light where the Sun is overhead, dark on the other side.
    private func expectPicture(_ browser: Browser) async throws {
        let land = try await middle(longitude: "22", latitude: "8", browser)
        let sea = try await middle(longitude: "-37", latitude: "33", browser)
        // The colours of Web/map/base-layer.js: land #2a3947 has 0.59 as much red as blue, sea #0d1721 0.39.
        #expect(abs(land[0] / land[2] - 0.59) < 0.05, "\(land)")
        #expect(abs(sea[0] / sea[2] - 0.39) < 0.06, "\(sea)")
        let sun = "document.querySelector('comity-map').state.orbit.subsolar"
        let day = try await middle(longitude: "\(sun).longitudeDeg", latitude: "\(sun).latitudeDeg", browser)
        let night = try await middle(longitude: "\(sun).longitudeDeg + 180", latitude: "-\(sun).latitudeDeg", browser)
        #expect(day.reduce(0, +) > 1.2 * night.reduce(0, +), "\(day), \(night)")
        try await browser.run("document.querySelector('comity-map').globe.followButton.click()")
        #expect(try await browser.attribute("aria-pressed", of: ".globe-buttons button") == "true")
    }

    /// The colour of the ball's middle when it is seen from above a place, the mean of 5 by 5 pixels.
    private func middle(longitude: String, latitude: String, _ browser: Browser) async throws -> [Double] {
        let colour = try await browser.run(
            """
            const { globe } = document.querySelector('comity-map');
            if (globe.follows) globe.followButton.click();
            globe.camera.moveTo(\(longitude), \(latitude));
            globe.draw();
            const ball = globe.ball.node;
            const copy = document.createElement('canvas');
            [copy.width, copy.height] = [5, 5];
            const context = copy.getContext('2d');
            context.drawImage(ball, ball.width / 2 - 2, ball.height / 2 - 2, 5, 5, 0, 0, 5, 5);
            const { data } = context.getImageData(0, 0, 5, 5);
            const sums = [0, 0, 0];
            data.forEach((value, at) => { if (at % 4 < 3) sums[at % 4] += value / 25; });
            return sums.map((sum) => sum + 0.001);
            """)
        let numbers = (colour as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
        try #require(numbers.count == 3)
        return numbers
    }

    private func expectControls(_ browser: Browser) async throws {
        func camera(_ part: String) async throws -> Double {
            try await browser.run("return document.querySelector('comity-map').globe.camera.\(part) + 0.000001")
                as? Double ?? .nan
        }
        func press(_ key: String) async throws {
            try await browser.run(
                """
                document.querySelector('[data-testid=globe]')
                    .dispatchEvent(new KeyboardEvent('keydown', { key: '\(key)', bubbles: true }))
                """)
        }
        let (longitude, distance) = (try await camera("longitudeDeg"), try await camera("distance"))
        try await press("ArrowRight")
        let turned = (try await camera("longitudeDeg") - longitude + 360).truncatingRemainder(dividingBy: 360)
        #expect(abs(turned - 10) < 1)
        #expect(try await browser.attribute("aria-pressed", of: ".globe-buttons button") == "false")
        try await press("+")
        #expect(try await camera("distance") < distance)
        try await browser.run(
            """
            const canvas = document.querySelector('[data-testid=globe]');
            canvas.setPointerCapture = () => {};
            const at = (kind, x) => canvas.dispatchEvent(
                new PointerEvent(kind, { pointerId: 1, clientX: x, clientY: 200, bubbles: true }));
            at('pointerdown', 300); at('pointermove', 400); at('pointerup', 400);
            """)
        let dragged = try await camera("longitudeDeg")
        #expect(abs(dragged - longitude - 10) > 1)
        try await press("f")
        #expect(try await browser.attribute("aria-pressed", of: ".globe-buttons button") == "true")
        #expect(abs(try await camera("longitudeDeg") - dragged) > 1)
    }
}
