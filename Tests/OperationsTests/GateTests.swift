import Agreements
import MissionDatabase
import Programme
import Testing
import Timekeeping

@testable import Operations

@Suite struct GateTests {
    @Test func ownAndPermittedAreSeenAllElseIsWithheldWithItsReason() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        try await fixture.receive(node, pressureMmHg: 700)
        for (partner, isVisible) in [("US", true), ("EU", true), ("RU", false), ("JP", false), ("CA", false)] {
            let view = try #require(node.view(for: partner))
            let entry = try #require(view.parameters().first { $0.name == NodeFixture.pressure })
            #expect((entry.detail != nil) == isVisible)
            #expect((entry.decision.outcome == .permit) == isVisible)
            #expect(await view.lastValues().contains { $0.name == NodeFixture.pressure } == isVisible)
            let alarms = await view.alarms()
            #expect(alarms.alarms.contains { $0.parameter == NodeFixture.pressure } == isVisible)
            let events = try await view.events(limit: 100)
            #expect(events.events.contains { $0.parameter == NodeFixture.pressure } == isVisible)
            if !isVisible {
                #expect(entry.decision.why.contains("no clause permits it"))
                #expect(alarms.withheld.contains { $0.partner == "US" && $0.count > 0 })
                #expect(events.withheldCount > 0)
                await #expect(throws: Refusal.withheld(entry.decision)) {
                    try await view.history(
                        of: NodeFixture.pressure, from: .earliest, to: .latest, points: 1)
                }
            }
        }
    }

    @Test func whoMayReadMayNotThereforeExportOrAcknowledge() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        try await fixture.receive(node, pressureMmHg: 700)
        let working = Task { await node.run() }
        defer { working.cancel() }
        let now = fixture.clock.now()
        let europe = try #require(node.view(for: "EU"))
        let alarm = try #require(await europe.alarms().alarms.first)
        #expect(!alarm.mayAcknowledge)
        await #expect(throws: Refusal.self) { try await europe.acknowledge(alarm: alarm.id) }
        await #expect(throws: Refusal.self) {
            try await europe.export(parameters: [NodeFixture.pressure], from: now.advanced(bySeconds: -60), to: now)
        }
        let america = try #require(node.view(for: "US"))
        #expect(try await america.acknowledge(alarm: alarm.id).acknowledgedBy == "US")
        await #expect(throws: Refusal.conflict("alarm `\(alarm.id)` was acknowledged by `US`")) {
            try await america.acknowledge(alarm: alarm.id)
        }
        await #expect(throws: Refusal.unknown(kind: "alarm", name: "999")) { try await america.acknowledge(alarm: 999) }
    }

    @Test func livePublishingPassesTheGate() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let subscriptions = [
            "US": await node.subscribe(Seat(partner: "US")), "EU": await node.subscribe(Seat(partner: "EU")),
            "RU": await node.subscribe(Seat(partner: "RU")),
        ]
        try await fixture.receive(node, pressureMmHg: 700)
        var names: [String: Set<String>] = [:]
        for (partner, subscription) in subscriptions {
            subscription.finish()
            for await group in subscription.updates {
                for case .samples(let samples) in group { names[partner, default: []].formUnion(samples.map(\.name)) }
                for case .alarm(let alarm) in group { names[partner, default: []].insert(alarm.parameter) }
            }
        }
        #expect((names["US"]?.count ?? 0) > 1)
        #expect(names["EU"] == [NodeFixture.pressure])
        #expect(names["RU"] == nil)
    }

    @Test func aDocumentThatEndsEndsWhatItPermitted() async throws {
        let fixture = try NodeFixture()
        let end = CivilTime(fixture.clock.now().advanced(bySeconds: 100))
        let lasting = NodeFixture.agreement(fixture.configuration.programme)
        let ending = AgreementDocument(
            id: lasting.id, title: lasting.title, tier: lasting.tier, parties: lasting.parties,
            inForce: Validity(from: nil, until: end), clauses: lasting.clauses)
        var configuration = fixture.configuration
        configuration.agreements = LivingAgreements(
            documents: [ending], bytes: [:], programme: configuration.programme)
        let node = try await OperationsNode.start(
            configuration: configuration, archive: fixture.archive, clock: fixture.clock)
        let view = try #require(node.view(for: "US"))
        try await fixture.receive(node, pressureMmHg: 748)
        #expect(await !view.lastValues().isEmpty)
        fixture.clock.advance(bySeconds: 101)
        #expect(await view.lastValues().isEmpty)
        fixture.clock.advance(bySeconds: -101)
        #expect(await !view.lastValues().isEmpty)
    }

    @Test func anUnknownPartnerHasNoView() async throws {
        let node = try await NodeFixture().node()
        #expect(node.view(for: "XX") == nil)
        #expect(node.view(for: "") == nil)
        for seat in ["US:", ":analyst", "US:astronaut", "XX:analyst", "US:analyst:more"] {
            #expect(node.view(for: seat) == nil, "\(seat)")
        }
        #expect(node.view(for: "US:analyst")?.role?.id == "analyst")
    }

    /// One draft of a partner at a time, and so many questions: a partner cannot take the node from the others.
    @Test func aPartnerWaitsForItsOwnWork() async throws {
        let fixture = try NodeFixture()
        let configuration = fixture.configuration
        let reviewer = DraftReviewer(
            DraftDesk(
                files: [], agreements: configuration.agreements, programme: configuration.programme, facts: Facts()))
        #expect(reviewer.begin("US") && !reviewer.begin("US") && reviewer.begin("EU"))
        reviewer.end("US")
        #expect(reviewer.begin("US"))
        let desk = WhatIfDesk(configuration.programme)
        for _ in 0..<16 { #expect(desk.begin("US")) }
        #expect(!desk.begin("US") && desk.begin("EU"))
        desk.end("US")
        #expect(desk.begin("US"))
    }

    @Test func askAnswersInWords() async throws {
        let view = try #require(try await NodeFixture().node().view(for: "EU"))
        #expect(try await view.ask(action: "read", resource: "parameter:USLAB000058").outcome == .permit)
        #expect(try await view.ask(action: "export", resource: "parameter:USLAB000058").outcome == .deny)
        await #expect(throws: Refusal.self) { try await view.ask(action: "eat", resource: "orbit") }
        await #expect(throws: Refusal.self) { try await view.ask(action: "read", resource: "parameter:NONE") }
    }
}
