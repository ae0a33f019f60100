import Foundation
import Testing

/// Where screenshots go when somebody wants to look at them.
private let screenshots = ProcessInfo.processInfo.environment["COMITY_SCREENSHOTS"].map { URL(filePath: $0) }

/// Runs a node with its simulator and a browser, and ends them after `body`.
func withNodeAndBrowser(
    width: Int = 1280, height: Int = 800, programme: String = "examples/iss", arguments: [String] = [],
    _ body: (RunningNode, Browser) async throws -> Void
) async throws {
    let node = try RunningNode(programme: programme)
    defer { node.stop() }
    try await node.startNode(arguments)
    try node.startSimulator()
    let browser = try await Browser.start(width: width, height: height)
    do {
        try await body(node, browser)
    } catch {
        await browser.stop()
        throw error
    }
    await browser.stop()
}

/// Signs a partner in by its link, as a person would.
func signIn(_ partner: String, _ node: RunningNode, _ browser: Browser) async throws {
    let key = try #require(node.keys[partner])
    try await browser.open("about:blank")
    try await browser.open("\(node.address)/sign-in#\(key)")
    try await eventually("\(partner) is signed in", seconds: 20) {
        try await browser.text("[data-testid=partner-chip]")?.isEmpty == false
    }
}

/// A picture of the page, where somebody wants one.
func shot(_ name: String, _ browser: Browser) async throws {
    guard let screenshots else { return }
    try await browser.screenshot(to: screenshots.appending(path: "\(name).png"))
}

/// No script failed, nothing was missing, and no policy was broken.
func expectQuietConsole(_ browser: Browser, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let errors = try await browser.consoleErrors().filter { !$0.contains("favicon") }
    #expect(errors.isEmpty, "\(errors)", sourceLocation: sourceLocation)
}
