import Archive
import Foundation
import NIOCore
import Operations
import Testing

@testable import Server

@Suite struct LiveTests {
    @Test func theLastValuesComeFirstThenWhatIsNew() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("EU")
            let feeding = Task {
                for pressure in [740.0, 741, 742, 743] {
                    try await Task.sleep(for: .milliseconds(400))
                    try await fixture.receive(pressureMmHg: pressure)
                }
            }
            defer { feeding.cancel() }
            let messages = try await RawWebSocket.messages(
                port: fixture.port, headers: [cookie, fixture.origin],
                until: { $0.contains { $0.contains("743.0") } && $0.contains { $0.contains("\"clock\"") } })
            let samples = try #require(messages).filter { $0.contains("\"samples\"") }
            #expect(samples.first?.contains("[\"USLAB000058\",") == true)
            #expect(samples.first?.contains(",713.46,\"C\",35673]") == true)
            #expect(samples.contains { $0.contains(",743.0,\"N\",37150]") })
            // Europe may read this one parameter of the packet and none of the others.
            #expect(samples.allSatisfy { !$0.contains("NODE3") && !$0.contains("USLAB000053") })
            for message in try #require(messages) where !message.isEmpty {
                #expect((try? JSONSerialization.jsonObject(with: Data(message.utf8))) != nil)
            }
        }
    }

    @Test func theSocketNeedsASessionAndThisOrigin() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            let evil = ("Origin", "http://evil.example")
            for headers in [
                [fixture.origin], [cookie], [cookie, evil], [("Cookie", "comity_session=x"), fixture.origin],
            ] {
                let messages = try await RawWebSocket.messages(
                    port: fixture.port, headers: headers, seconds: 2, until: { _ in true })
                #expect(messages == nil)
            }
        }
    }

    @Test func aSlowReaderGetsAGapAndIsDroppedInTheEnd() {
        let client = LiveClient()
        let start = ContinuousClock.now
        client.begin(with: [])
        let message = ByteBuffer(string: String(repeating: "x", count: 100))
        for _ in 0..<300 { #expect(client.send(message, now: start)) }
        #expect(!client.send(message, now: start + .seconds(16)))
        #expect(client.next() == .gap(45))
        var count = 0
        while case .message = client.next() { count += 1 }
        #expect(count == 256)
        #expect(client.next() == .nothing)
    }

    @Test func whatComesDuringTheFirstMessageFollowsIt() {
        let client = LiveClient()
        _ = client.send(ByteBuffer(string: "later"))
        client.begin(with: [ByteBuffer(string: "first")])
        #expect(client.next() == .message(ByteBuffer(string: "first")))
        #expect(client.next() == .message(ByteBuffer(string: "later")))
    }

    @Test func packetTextCannotBecomeMarkup() {
        var json = JSONText()
        json.string("</script>\"\\\n\u{7F}ü")
        #expect(String(buffer: json.buffer) == "\"\\u003c/script>\\\"\\\\\\u000a\\u007fü\"")
        var number = JSONText()
        number.number(.infinity)
        #expect(String(buffer: number.buffer) == "null")
    }
}

extension ServerFixture {
    /// Starts another server on the port of this one.
    static func second(on port: Int, _ fixture: ServerFixture) async throws {
        let archive = try SQLiteArchive.open(folder: fixture.folder + "/other")
        let server = try await ComityServer(
            configuration: .init(port: port, webFolder: fixture.folder + "/Web"), node: fixture.node, store: archive)
        try await server.run()
    }
}
