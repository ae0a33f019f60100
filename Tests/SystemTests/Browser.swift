import Foundation

/// A headless Chromium, driven through chromedriver by the W3C WebDriver protocol.
final class Browser: Sendable {
    struct Fault: Error { let what: String }

    private let driver: Process
    private let port: Int
    private let session: String

    /// Starts a browser with a window of the given size in CSS pixels.
    static func start(width: Int, height: Int) async throws -> Browser {
        let port = try freePort()
        let driver = Process()
        driver.executableURL = URL(filePath: "/usr/bin/chromedriver")
        driver.arguments = ["--port=\(port)", "--silent"]
        driver.standardOutput = FileHandle.nullDevice
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        try await eventually("chromedriver answers", seconds: 20) {
            (try? await request("GET", port, "/status", nil)) != nil
        }
        let options: [String: Any] = [
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=\(width),\(height)",
            ]
        ]
        let wanted: [String: Any] = ["goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"]]
        let capabilities = ["capabilities": ["alwaysMatch": wanted]]
        let answer = try await request("POST", port, "/session", capabilities)
        guard let session = (answer as? [String: Any])?["sessionId"] as? String else {
            driver.terminate()
            throw Fault(what: "no browser session: \(answer ?? "nothing")")
        }
        let browser = Browser(driver: driver, port: port, session: "/session/\(session)")
        try await browser.setViewport(width: width, height: height)
        return browser
    }

    /// A window has a least width of its own; the page's is set beneath it.
    private func setViewport(width: Int, height: Int) async throws {
        let metrics: [String: Any] = ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false]
        let command: [String: Any] = ["cmd": "Emulation.setDeviceMetricsOverride", "params": metrics]
        _ = try await Self.request("POST", port, session + "/goog/cdp/execute", command)
    }

    private init(driver: Process, port: Int, session: String) {
        self.driver = driver
        self.port = port
        self.session = session
    }

    func stop() async {
        _ = try? await Self.request("DELETE", port, session, nil)
        driver.terminate()
    }

    func open(_ address: String) async throws {
        _ = try await Self.request("POST", port, session + "/url", ["url": address])
    }

    /// Runs a script in the page; its `return` value.
    @discardableResult
    func run(_ script: String) async throws -> Any? {
        try await Self.request("POST", port, session + "/execute/sync", ["script": script, "args": [String]()])
    }

    /// The text of the first element a selector finds; `nil` when there is none.
    func text(_ selector: String) async throws -> String? {
        try await run("const e = document.querySelector(\(quoted(selector))); return e ? e.textContent.trim() : null")
            as? String
    }

    func count(_ selector: String) async throws -> Int {
        try await run("return document.querySelectorAll(\(quoted(selector))).length") as? Int ?? 0
    }

    func attribute(_ name: String, of selector: String) async throws -> String? {
        try await run(
            "const e = document.querySelector(\(quoted(selector))); return e ? e.getAttribute(\(quoted(name))) : null")
            as? String
    }

    func click(_ selector: String) async throws {
        try await run("document.querySelector(\(quoted(selector))).click()")
    }

    /// What the page wrote to its console as errors, policy violations among them.
    func consoleErrors() async throws -> [String] {
        let answer = try await Self.request("POST", port, session + "/se/log", ["type": "browser"])
        return (answer as? [[String: Any]] ?? []).filter { $0["level"] as? String == "SEVERE" }
            .compactMap { $0["message"] as? String }
    }

    func screenshot(to file: URL) async throws {
        let answer = try await Self.request("GET", port, session + "/screenshot", nil)
        guard let text = answer as? String, let data = Data(base64Encoded: text) else {
            throw Fault(what: "no screenshot")
        }
        try data.write(to: file)
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func request(_ method: String, _ port: Int, _ path: String, _ body: Any?) async throws -> Any? {
        let content = try body.map { try JSONSerialization.data(withJSONObject: $0) }
        let data = try await LoopbackHTTP.send(method, port: port, path: path, body: content)
        let answer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        if let value = answer?["value"] as? [String: Any], let fault = value["error"] as? String {
            throw Fault(what: "\(fault): \(value["message"] ?? "")")
        }
        let value = answer?["value"]
        return value is NSNull ? nil : value
    }
}

/// A port nobody listens on.
func freePort(datagram: Bool = false) throws -> Int {
    let socketType = datagram ? Int32(SOCK_DGRAM.rawValue) : Int32(SOCK_STREAM.rawValue)
    let descriptor = socket(AF_INET, socketType, 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
    }
    guard bound else { throw Browser.Fault(what: "no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
}

struct NeverCame: Error, CustomStringConvertible {
    let description: String
}

/// Waits until something holds, looking ten times a second.
func eventually(_ what: String, seconds: Double, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(100))
    }
    throw NeverCame(description: "not within \(seconds) s: \(what)")
}
