import Agreements
import Foundation
import Ledger
import Programme
import Testing
import Timekeeping

@testable import Operations

/// The example programme with a treaty that divides two pools, accounts of the test's own, and books in memory.
struct AccountFixture {
    static let treaty = """
        id: treaty
        title: Treaty on the pools
        tier: treaty
        parties: [US, RU, EU, JP, CA]
        inForceFrom: 1998-01-29
        source: made up for this test
        shares:
          - {pool: crew-time, period: year, percent: {US: 50, EU: 30, JP: 20}}
          - {pool: downlink, period: year, percent: {US: 50, EU: 50}}
        clauses:
          - id: within
            title: within the share
            text: Who stays within its share uses it.
            source: made up
            actions: [use]
            when: {share: within}
            effect: permit
            reason: the use stays within the share
          - id: beyond
            title: beyond the share
            text: What goes beyond is bartered.
            source: made up
            actions: [use]
            when: {share: exceeded}
            effect: needs
            needs: {kind: barter}
            reason: the use goes beyond the share
          - id: common
            title: common things
            text: Everyone reads these.
            source: made up
            actions: [read]
            resource: {kinds: [parameter, alarm, orbit, link, event]}
            effect: permit
            reason: it is common
        """

    static let amended = treaty.replacing("kinds: [parameter, alarm, orbit", with: "kinds: [alarm, orbit")

    static let pools = """
        periods:
          - {id: "2025", from: 2025-01-01, until: 2026-01-01}
          - {id: "2026", from: 2026-01-01, until: 2027-01-01}
        pools:
          - {id: crew-time, title: Crew time, unit: hour, keeper: NASA}
          - {id: downlink, title: Downlink, unit: gigabyte, keeper: US, meter: downlink}
        allocations:
          - {pool: crew-time, period: "2026", whole: 1000, document: treaty, source: made up}
          - {pool: downlink, period: "2026", whole: 0.00001, document: treaty, source: made up}

        """

    static func use(_ hours: Double, by partner: String = "ESA", on date: String = "2026-02-01") -> String {
        "  - {on: \(date), pool: crew-time, partner: \(partner), amount: \(hours), for: research, source: made up}\n"
    }

    let node: NodeFixture
    let books: MemoryBooks
    /// The example's programme, with what a test adds to its link.
    let programme: ProgrammeDescription

    init(books: MemoryBooks = MemoryBooks(), archive: MemoryArchive = MemoryArchive(), link: String? = nil) throws {
        node = try NodeFixture(archive: archive)
        self.books = books
        let read = try Self.reading(link: link)
        programme = try #require(read.value, "\(read.problems)")
    }

    /// The example's programme with more lines in its link.
    static func reading(link: String?) throws -> Checked<ProgrammeDescription> {
        let files = try NodeFixture.files("examples/iss").map { file in
            guard let link, file.name == "programme.yaml" else { return file }
            return SourceFile(
                path: file.path, text: file.text.replacing("  frameLengthBytes:", with: link + "  frameLengthBytes:"))
        }
        return ProgrammeReader.read(files: files)
    }

    func agreements(_ text: String = treaty) throws -> LivingAgreements {
        let programme = node.configuration.programme
        let file = SourceFile(path: "agreements/treaty.yaml", text: text)
        let documents = AgreementReader.read(files: [file], programme: programme)
        #expect(documents.problems.isEmpty, "\(documents.problems)")
        return LivingAgreements(
            documents: try #require(documents.value), bytes: LivingAgreements.bytes(of: [file]), programme: programme)
    }

    func read(_ text: String) throws -> Checked<AccountPlan> {
        AccountPlanReader.read(
            [SourceFile(path: "ledger.yaml", text: text)], programme: programme,
            documents: try agreements().documents)
    }

    func plan(_ text: String) throws -> AccountPlan {
        let checked = try read(text)
        #expect(checked.problems.isEmpty, "\(checked.problems)")
        return try #require(checked.value)
    }

    /// A node with these accounts, taking up what the books hold.
    func start(_ text: String?, treaty: String = treaty) async throws -> OperationsNode {
        var configuration = node.configuration
        configuration.programme = programme
        configuration.agreements = try agreements(treaty)
        configuration.accounts = try text.map(plan)
        return try await OperationsNode.start(
            configuration: configuration, archive: node.archive, clock: node.clock, books: books)
    }
}
