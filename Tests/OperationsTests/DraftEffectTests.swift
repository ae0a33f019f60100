import Agreements
import Foundation
import Operations
import Programme
import Resilience
import Testing

/// What draft agreements would do to the station: departures, with the clauses that lead to each.
@Suite struct DraftEffectTests {
    private let model: ResilienceModel
    private let documents: [AgreementDocument]

    init() throws {
        let root = try Self.folder("examples/iss")
        let programme = try #require(ProgrammeReader.read(files: try Self.files(root)).value)
        model = ResilienceModel(programme)
        let read = AgreementReader.read(
            files: try Self.files(root.appendingPathComponent("agreements")), programme: programme)
        documents = try #require(read.value)
    }

    private static func folder(_ path: String) throws -> URL {
        var place = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        while place.path != "/" {
            place.deleteLastPathComponent()
            let folder = place.appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: folder.path) { return folder }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private static func files(_ folder: URL) throws -> [SourceFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted().map {
            SourceFile(path: $0, bytes: Array(try Data(contentsOf: folder.appendingPathComponent($0))))
        }
    }

    private func draft(_ text: String) throws -> AgreementDocument {
        let read = AgreementReader.read(
            files: [SourceFile(path: "draft.yaml", text: text)], programme: model.programme)
        return try #require(read.value?.first, "\(read.problems)")
    }

    private func effect(_ text: String, on date: String? = nil, also: [AgreementDocument] = []) throws
        -> AgreementEffect
    {
        DraftEffect(model, documents: documents + also, date: date.flatMap { CivilTime($0) })
            .effect(of: try draft(text))
    }

    private static let sanction = """
        id: bar-on-services
        title: Bar on Russian services
        tier: nationalLaw
        jurisdiction: US
        inForceFrom: 2027-03-01
        source: illustrative
        clauses:
          - id: services
            title: no services
            text: Nobody buys or uses services of Russian entities for the station.
            source: illustrative
            actions: [buy, use]
            when: [{subject.partner: US}, {resource.from.partner: RU}]
            effect: forbid
          - id: data
            title: no data
            text: No data passes.
            source: illustrative
            actions: [disclose]
            when: [{resource.to.partner: RU}]
            effect: forbid
        """

    @Test func nothingInForceBarsAPartner() throws {
        let effect = try effect(Self.sanction)
        #expect(effect.standing.isEmpty)
    }

    @Test func aBarTakesServicesAndLeavesHardware() throws {
        let effect = try effect(Self.sanction)
        #expect(effect.takes.map(\.departure) == [Departure(.partner("RU"), kind: .sanction)])
        #expect(effect.takes.first?.clauses.map(\.clause) == ["services"])
        #expect(effect.takes.first?.assumptions == ["what is barred to `US` counts as lost to all"])
        #expect(effect.unexpressed.map(\.clause.clause) == ["data"])
        let drafted = try model.timeline(of: Scenario(effect.departures)).functions
        let asked = try model.whatIf(try model.scenario(without: ["RU"], kind: .sanction)).timeline.functions
        #expect(drafted == asked && !drafted.isEmpty)
        #expect(!drafted.contains { $0.id == "eva-rs" && $0.afterDays == 0 })
        // 2027-01-01 to 2027-03-01 are 59 days.
        let dated = try self.effect(Self.sanction, on: "2027-01-01")
        #expect(dated.takes.first?.departure.startsAfterDays == 59)
        #expect(dated.takes.first.map { model.delayDays(of: $0.departure) } == 59)
    }

    @Test func aPermissionGivesBack() throws {
        let bar = try draft(Self.sanction)
        let permission = """
            id: services-again
            title: Services are permitted again
            tier: nationalLaw
            jurisdiction: US
            inForceFrom: 2027-06-01
            source: illustrative
            clauses:
              - id: again
                title: services
                text: Services of Russian entities may be bought again.
                source: illustrative
                actions: [buy]
                when: [{resource.from.partner: RU}]
                effect: permit
            """
        let effect = try effect(permission, also: [bar])
        #expect(effect.standing.count == 1 && effect.gives == effect.standing)
        #expect(effect.departures.isEmpty && effect.unexpressed.isEmpty)
        // An arrangement cannot undo a law.
        let lower = permission.replacing("nationalLaw\njurisdiction: US", with: "arrangement\nparties: [US, RU]")
        let refused = try self.effect(lower, also: [bar])
        #expect(refused.gives.isEmpty && refused.unexpressed.count == 1 && refused.departures.count == 1)
        // The law itself, amended without the clause, gives it back too.
        let amended = try self.effect(
            Self.sanction.replacing("actions: [buy, use]", with: "actions: [disclose]"), also: [bar])
        #expect(amended.gives.map(\.departure.removal) == [.partner("RU")])
    }

    @Test func aWithdrawalHasTheTreatysNotice() throws {
        let notice = """
            id: notice
            title: Notice of withdrawal
            tier: treaty
            parties: [CA, RU]
            inForceFrom: 2027-01-01
            source: illustrative
            clauses:
              - id: leave
                title: withdrawal
                text: Russia withdraws.
                source: illustrative
                subject: [RU]
                actions: [withdraw]
                effect: oblige
            """
        let effect = try effect(notice)
        let taken = try #require(effect.takes.first)
        #expect(taken.departure.kind == .withdrawal && taken.departure.noticeDays == 365)
        #expect(taken.clauses.map(\.document) == ["notice", "iga-1998"])
        #expect(effect.survives.contains { $0.document == "iga-1998" && $0.clause == "art-28.5" })
        let lost = try model.timeline(of: Scenario(effect.departures)).functions
        #expect(lost.first { $0.id == "gnc-rs" }?.afterDays == 365)
    }

    @Test func anEndOfTheExchangeEndsItsSeats() throws {
        let end = """
            id: seat-exchange
            title: Exchange of seats, ended
            tier: arrangement
            parties: [NASA, Roscosmos]
            inForceFrom: 2026-06-01
            source: illustrative
            clauses:
              - id: none
                title: no exchange
                text: Seats are exchanged no more.
                source: illustrative
                actions: [exchange-seat]
                effect: forbid
            """
        let effect = try effect(end, on: "2026-03-01")
        #expect(effect.endedTransport.map(\.agreed.vehicle) == ["crew-dragon", "soyuz-ms"])
        #expect(effect.endedTransport.allSatisfy { $0.afterDays == 92 })
        #expect(effect.takes.isEmpty && effect.unexpressed.isEmpty)
        let text = try model.agreementJSON(effect, on: CivilTime("2026-03-01"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let ended = try #require(json["endedTransport"] as? [[String: Any]])
        // A Soyuz seat was last sold for 90.25 million (October 2020).
        #expect(ended.map { $0["costUsdPerYear"] as? Double } == [72_000_000, 90_250_000])
    }

    @Test func aGroundingIsOfTheVehicle() throws {
        let ban = Self.sanction.replacing("resource.from.partner: RU", with: "resource.vehicle: progress-ms")
        #expect(try effect(ban).takes.map(\.departure) == [Departure(.asset("progress-ms"), kind: .grounding)])
        let hardware = Self.sanction.replacing("resource.from.partner: RU", with: "resource.element: zvezda")
        let effect = try effect(hardware)
        #expect(effect.takes.isEmpty)
        #expect(effect.unexpressed.first?.why == "it bars elements on board, and a bar leaves hardware where it is")
    }

    /// The programme's rules of departure say what the documents say.
    @Test func rulesAgreeWithTheDocuments() throws {
        let treaty = try #require(documents.first { $0.id == "iga-1998" })
        for rule in model.programme.departureRules where rule.kind == .withdrawal {
            #expect(rule.noticeDays == treaty.noticePeriodDays.map { Double($0) })
        }
        // IGA art. 28.3: what Canada hands over is what stays.
        let canada = try #require(model.programme.departureRules.first { $0.partner == "CA" })
        let elements = Set(
            model.programme.elements.filter { $0.provider == "CA" && $0.status == .active }.map(\.id.rawValue))
        #expect(Set(canada.stays.map(\.rawValue)) == elements)
        #expect(treaty.clauses.contains { $0.id == "art-28.3-hand-over" && $0.survives })
        #expect(treaty.clauses.first { $0.id == "art-28.5" }?.survives == true)
        // Every agreed seat names a document whose parties use it.
        for agreed in model.programme.agreedTransport {
            let document = try #require(documents.first { $0.id == agreed.agreement })
            #expect(document.parties.contains(agreed.user))
        }
    }
}
