import Foundation
import NIOCore
import Operations
import Testing

@testable import Server

@Suite struct SlowReaderTests {
    @Test func aBrowserThatNeverReadsDelaysNobodyAndIsClosed() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            let slow = try await RawClient.connect(port: fixture.port)
            try await slow.executeThenClose { _, outbound in
                let handshake = RawWebSocket.handshake(port: fixture.port, headers: [cookie, fixture.origin])
                try await outbound.write(ByteBuffer(string: handshake))
                let begun = ContinuousClock.now
                let messages = try await RawWebSocket.messages(
                    port: fixture.port, headers: [cookie, fixture.origin],
                    until: { $0.contains { $0.contains("\"samples\"") } })
                #expect(messages != nil)
                #expect(ContinuousClock.now - begun < .seconds(3))
            }
        }
    }

    @Test func signingOutClosesTheSocket() async throws {
        try await ServerFixture.run { fixture in
            let cookie = try await fixture.signIn("US")
            let begun = ContinuousClock.now
            let leaving = Task {
                try await Task.sleep(for: .milliseconds(300))
                _ = try await RawClient.request(
                    port: fixture.port, "DELETE", "/api/session", headers: [cookie, fixture.origin])
            }
            let messages = try await RawWebSocket.messages(
                port: fixture.port, headers: [cookie, fixture.origin], seconds: 20, until: { _ in false })
            #expect(messages?.isEmpty == false)
            #expect(ContinuousClock.now - begun < .seconds(10))
            try await leaving.value
        }
    }
}
