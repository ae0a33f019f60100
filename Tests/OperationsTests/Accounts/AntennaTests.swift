import Agreements
import Foundation
import Frames
import GroundNetwork
import Ledger
import Programme
import Testing
import Timekeeping

@testable import Operations

/// Minutes of an antenna, by when good frames came through it.
@Suite struct AntennaTests {
    private static let antenna = "  antenna: svalbard\n  contactGapSeconds: 5\n"
    private static let pools = """
        periods:
          - {id: first, from: 2026-01-01, until: 2026-11-23}
          - {id: second, from: 2026-11-23, until: 2027-01-01}
        pools:
          - {id: svalbard, title: Antenna at Svalbard, unit: minute, keeper: EU, meter: antenna}
        allocations:
          - {pool: svalbard, period: first, partner: US, amount: 100, document: treaty, source: made up}
          - {pool: svalbard, period: second, partner: US, amount: 100, document: treaty, source: made up}

        """

    private let start: Instant

    init() throws { start = try #require(NodeFixture.start) }

    private func tracker(_ link: String = antenna, open: [AntennaContact] = []) throws -> ContactTracker {
        try #require(ContactTracker(AccountFixture(link: link).programme.link, open: open))
    }

    private func contact(_ partner: PartnerID, _ from: Double, _ until: Double) -> AntennaContact {
        AntennaContact(
            partner: partner, station: "svalbard", from: start.advanced(bySeconds: from),
            until: start.advanced(bySeconds: until))
    }

    /// A frame of the United States at each time, s; then the write at the clock's time.
    private func receive(at seconds: [Double], _ node: OperationsNode, _ fixture: AccountFixture) async throws {
        for second in seconds {
            let now = fixture.node.clock.now()
            fixture.node.clock.advance(bySeconds: start.advanced(bySeconds: second).secondsSince(now))
            try await fixture.node.receive(node, pressureMmHg: 740)
            await node.services.books.write(at: fixture.node.clock.now())
        }
    }

    private func minutes(_ node: OperationsNode, _ period: String = "first") async throws -> String {
        let ledger = try await #require(node.view(for: "US")).ledger(period: period).ledger
        let own = ledger.balances(of: PoolPeriod(pool: "svalbard", period: period)).first { $0.partner == "US" }
        return own?.used.decimalText ?? ""
    }

    private func contacts(_ node: OperationsNode) async throws -> [String] {
        try await #require(node.view(for: "US")).ledger(period: "first").rows.map(\.what)
            .filter { $0.contains("contact") }
    }

    // MARK: when a contact is one

    @Test func aContactLastsWhileGapsAreShort() throws {
        var tracker = try tracker()
        let channels = try #require(try AccountFixture(link: Self.antenna).programme.link?.virtualChannels)
        let (us, ru) = (try #require(channels["US"]), try #require(channels["RU"]))
        // 5 s is still one contact, 5.1 s are two; the other partner's frames keep nobody else's contact.
        for second in [0, 4.5, 9.5, 14.6, 16] { tracker.receive(channel: us, at: start.advanced(bySeconds: second)) }
        for second in stride(from: 0.0, through: 18, by: 3) {
            tracker.receive(channel: ru, at: start.advanced(bySeconds: second))
        }
        // Idle frames and channels of nobody's are no contact.
        tracker.receive(channel: 7, at: start)
        #expect(tracker.ended == [contact("US", 0, 9.5)])
        tracker.end(at: start.advanced(bySeconds: 21), isLast: false)
        #expect(tracker.ended.count == 1)
        tracker.end(at: start.advanced(bySeconds: 21.1), isLast: false)
        #expect(tracker.ended == [contact("US", 0, 9.5), contact("US", 14.6, 16)])
        tracker.end(at: start.advanced(bySeconds: 30), isLast: true)
        #expect(tracker.ended.last == contact("RU", 0, 18) && tracker.open.isEmpty)
        tracker.remove([contact("US", 0, 9.5)])
        #expect(tracker.ended == [contact("US", 14.6, 16), contact("RU", 0, 18)])
    }

    @Test func tenSecondsUnlessTheFileSaysOtherwise() throws {
        var tracker = try tracker("  antenna: svalbard\n")
        let channel = try #require(try AccountFixture().programme.link?.virtualChannels["US"])
        for second in [0, 10, 20, 30.1] { tracker.receive(channel: channel, at: start.advanced(bySeconds: second)) }
        #expect(tracker.ended == [contact("US", 0, 20)])
        #expect(ContactTracker(try AccountFixture().programme.link, open: []) == nil)
    }

    @Test func aClockSetBackMakesNoTime() throws {
        var tracker = try tracker()
        let channel = try #require(try AccountFixture().programme.link?.virtualChannels["US"])
        for second in [100, 103, 101, 20, 22] {
            tracker.receive(channel: channel, at: start.advanced(bySeconds: Double(second)))
        }
        tracker.end(at: start, isLast: true)
        #expect(tracker.ended == [contact("US", 100, 103), contact("US", 20, 22)])
    }

    // MARK: what is entered

    @Test func aContactIsEnteredOnceWhenItEnds() async throws {
        let fixture = try AccountFixture(link: Self.antenna)
        let node = try await fixture.start(Self.pools)
        try await receive(at: [0, 5, 10, 15], node, fixture)
        #expect(try await minutes(node) == "0")
        fixture.node.clock.advance(bySeconds: 6)
        for _ in 0..<3 { await node.services.books.write(at: fixture.node.clock.now()) }
        #expect(try await minutes(node) == "0.25")
        // One frame alone takes no time.
        try await receive(at: [60, 120, 123], node, fixture)
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await minutes(node) == "0.3")
        #expect(
            try await contacts(node) == [
                "metered: contact at svalbard from 2026-11-22T12:02:00Z",
                "metered: contact at svalbard from 2026-11-22T12:00:00Z",
            ])
        // It is the node's own: the next start does not take it for one that was taken out of the file.
        let again = try await fixture.start(Self.pools)
        await again.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await minutes(again) == "0.3")
    }

    @Test func badFramesAreNoContact() async throws {
        let fixture = try AccountFixture(link: Self.antenna)
        let node = try await fixture.start(Self.pools)
        for second in 0..<20 {
            let time = start.advanced(bySeconds: Double(second))
            for var frame in try fixture.node.frames([try fixture.node.packet(pressureMmHg: 740)]) {
                frame.bytes[40] ^= 1
                frame.receptionTime = time
                node.frames.offer(frame)
            }
            await node.step()
        }
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await minutes(node) == "0")
    }

    @Test func aCrashLosesAndDoublesNothing() async throws {
        let fixture = try AccountFixture(link: Self.antenna)
        let node = try await fixture.start(Self.pools)
        // Kept at the tenth second and then gone; the next run goes on with the contact.
        try await receive(at: [0, 4, 8, 12], node, fixture)
        let note = try #require(try await fixture.books.note(AntennaMeter.note))
        #expect(try AntennaContact.read(note) == [contact("US", 0, 12)])
        let second = try await fixture.start(Self.pools)
        try await receive(at: [15, 18], second, fixture)
        fixture.node.clock.advance(bySeconds: 6)
        await second.services.books.write(at: fixture.node.clock.now())
        #expect(try await minutes(second) == "0.3")
        #expect(try await fixture.books.note(AntennaMeter.note) == Data())
        // A crash between the book and the note: what the book has is not entered again.
        fixture.books.set(note: AntennaMeter.note, note)
        let third = try await fixture.start(Self.pools)
        await third.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await minutes(third) == "0.3")
        #expect(try await contacts(third).count == 1)
        // Off for longer than the gap: the contact ended when its last frame came.
        fixture.books.set(note: AntennaMeter.note, AntennaContact.text([contact("US", 100, 130)]))
        let fourth = try await fixture.start(Self.pools)
        fixture.node.clock.advance(bySeconds: 3600)
        await fourth.services.books.write(at: fixture.node.clock.now())
        #expect(try await minutes(fourth) == "0.8")
    }

    @Test func whileTheDiskFailsContactsWait() async throws {
        let fixture = try AccountFixture(link: Self.antenna)
        let node = try await fixture.start(Self.pools)
        fixture.books.fail(.full(path: "ledger"))
        try await receive(at: [0, 5, 60, 65, 120], node, fixture)
        #expect(try await minutes(node) == "0")
        fixture.books.fail(nil)
        fixture.node.clock.advance(bySeconds: 20)
        await node.services.books.write(at: fixture.node.clock.now())
        // 5 s and 5 s.
        #expect(try await minutes(node) == "0.166666")
        #expect(try await contacts(node).count == 2)
    }

    @Test func aContactBelongsToThePeriodInWhichItBegan() async throws {
        let fixture = try AccountFixture(link: Self.antenna)
        let node = try await fixture.start(Self.pools)
        // The period ends 43,200 s after the start.
        try await receive(at: [43_195, 43_199, 43_203, 43_207], node, fixture)
        await node.services.books.write(at: fixture.node.clock.now(), isLast: true)
        #expect(try await minutes(node) == "0.2")
        #expect(try await minutes(node, "second") == "0")
    }

    @Test func whatThePoolNeedsIsTold() throws {
        let without = try AccountFixture().read(Self.pools).problems.map(\.description)
        #expect(without.contains { $0.hasPrefix("ledger.yaml:5:") && $0.contains("names the `antenna`") }, "\(without)")
        let unit = try AccountFixture(link: Self.antenna).read(Self.pools.replacing("minute", with: "hour"))
        #expect(unit.problems.contains { $0.description.contains("`minute`, for minutes of contacts are counted") })
        let gap = try AccountFixture.reading(link: Self.antenna.replacing(": 5", with: ": 0.5")).problems
        #expect(gap.map(\.description).contains { $0.contains("`0.5`") && $0.contains("from 1 to 3600") }, "\(gap)")
    }

    @Test func anAntennaThatIsNoneOfTheNetworkIsToldWithItsLine() throws {
        let network = StationNetwork(
            stations: [
                GroundStation(
                    id: "svalbard", name: "Svalbard", owner: .partner("EU"),
                    point: .init(latitudeDeg: 78, longitudeDeg: 15, altitudeKm: 0.4), minimumElevationDeg: 5)
            ], relays: [])
        func problems(_ antenna: String) throws -> [String] {
            let text = "link:\n  antenna: \(antenna)\n"
            return ProgrammeConsistency.problems(
                link: try AccountFixture(link: "  antenna: \(antenna)\n").programme.link, network: network, text: text,
                path: "programme.yaml"
            ).map(\.description)
        }
        #expect(try problems("svalbard").isEmpty)
        let wrong = try problems("svalbrd")
        #expect(wrong.count == 1 && wrong[0].hasPrefix("programme.yaml:2:1: ") && wrong[0].contains("`svalbard`?"))
        #expect(
            ProgrammeConsistency.problems(
                link: try AccountFixture().programme.link, network: network, text: "", path: "x"
            ).isEmpty)
    }

    @Test func theExampleOfTwoUniversitiesCountsItsAntenna() throws {
        let files = try NodeFixture.files("examples/cubesat")
        let programme = try #require(ProgrammeReader.read(files: files).value)
        let documents = AgreementReader.read(
            files: try NodeFixture.files("examples/cubesat/agreements"), programme: programme)
        let read = AccountPlanReader.read(
            files.filter { $0.name == "ledger.yaml" }, programme: programme, documents: documents.value ?? [])
        #expect(read.problems.isEmpty, "\(read.problems)")
        let pool = try #require(read.value?.pools.first { $0.meter == .antenna })
        #expect(pool.id == programme.link?.antenna && programme.link?.contactGapSeconds == 10)
    }

    @Test func aNoteThatIsNoneIsRefusedWithItsLine() throws {
        let line = AntennaContact.text([contact("US", 0, 12.25)])
        #expect(try AntennaContact.read(line) == [contact("US", 0, 12.25)])
        for wrong in ["US", "US 2026-01-01T00:00:00Z yesterday svalbard", "US 2026-01-02 2026-01-01 svalbard"] {
            #expect(throws: ArchiveError.self) { _ = try AntennaContact.read(line + Data(wrong.utf8)) }
        }
    }
}
