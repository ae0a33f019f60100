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
        // The document's own end brings nobody back.
        let ending = notice.replacing("2027-01-01", with: "2027-01-01\ninForceUntil: 2027-06-01")
        #expect(try self.effect(ending, on: "2027-01-01").takes.first?.departure == taken.departure)
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

    private static let bothPartners = "{subject.partner: US}, {resource.from.partner: RU}"

    /// The sanction under other conditions.
    private static func sanction(when condition: String) -> String {
        sanction.replacing(bothPartners, with: condition)
    }

    /// Without a day of the question its length cannot be told: a bar with an end still takes what it takes.
    @Test func anEndCountsFromTheDayOfTheQuestion() throws {
        let text = Self.sanction.replacing("2027-03-01", with: "2027-03-01\ninForceUntil: 2027-06-01")
        let effect = try effect(text)
        #expect(effect.takes.first?.departure == Departure(.partner("RU"), kind: .sanction))
        let asked = try model.whatIf(try model.scenario(without: ["RU"], kind: .sanction)).timeline.functions
        #expect(try model.timeline(of: Scenario(effect.departures)).functions == asked)
        // 2027-03-01 to 2027-06-01 are 92 days.
        let dated = try self.effect(text, on: "2027-01-01")
        #expect(dated.takes.first?.departure.lastsDays == 92)
    }

    /// What the reading cannot evaluate is told as an assumption, and bars nothing for certain.
    @Test(arguments: [
        ("{context.licence: null}", "taken to hold: `context.licence` absent"),
        ("{context.days: {above: 30}}", "taken to hold: `context.days` above 30"),
        ("{not: {context.emergency: true}}", "taken to hold: not `context.emergency` to be `true`"),
        ("{subject.agency: {isNot: NASA}}", "taken to hold: `subject.agency` not to be `NASA`"),
        ("{resource.kg: {atLeast: 5}}", "taken to hold: `resource.kg` at least 5"),
        ("{resource.vehicle: balloon}", "taken to hold: `resource.vehicle` to be `balloon`"),
    ])
    func whatCannotBeReadIsAssumed(condition: String, assumption: String) throws {
        let text = Self.sanction(when: Self.bothPartners + ", " + condition)
        let taken = try #require(try effect(text).takes.first)
        #expect(taken.departure == Departure(.partner("RU"), kind: .sanction))
        #expect(taken.assumptions == [assumption, "what is barred to `US` counts as lost to all"])
        let harmless = Self.sanction.replacing("actions: [buy, use]", with: "actions: [disclose]")
            .replacing("id: bar-on-services", with: "id: other")
        #expect(try effect(harmless, also: [try draft(text)]).standing.isEmpty)
        #expect(try effect(harmless, also: [try draft(Self.sanction)]).standing.count == 1)
    }

    /// Persons and things that the model does not tell apart narrow a clause, which is told as well.
    @Test func whatNarrowsAClauseIsAssumed() throws {
        let text = Self.sanction.replacing(
            "actions: [buy, use]",
            with: "subject: {partners: [US], roles: [flight-controller]}\n    actions: [buy, use]")
        let taken = try #require(try effect(text).takes.first)
        #expect(taken.assumptions.first == "taken for everyone: the roles `flight-controller`", "\(taken.assumptions)")
        #expect(
            try effect(Self.exchangeBar(when: "{context.war: true}")).endedTransport.first?.assumptions == [
                "taken to hold: `context.war` to be `true`"
            ])
    }

    private static func exchangeBar(when condition: String) -> String {
        sanction(when: condition).replacing("actions: [buy, use]", with: "actions: [exchange-seat]")
    }

    /// A vehicle of a partner is that vehicle, not all that the partner does.
    @Test func partsThatMustAllHoldNarrow() throws {
        let both = "{resource.vehicle: progress-ms}, {resource.from.partner: RU}"
        let departures = try effect(Self.sanction(when: both)).takes.map(\.departure)
        #expect(departures == [Departure(.asset("progress-ms"), kind: .grounding)])
    }

    /// A draft may define groups of its own, and groups of them.
    @Test func theDraftsOwnGroupsAreRead() throws {
        let definitions = """
            definitions:
              their-ships: [progress-ms, soyuz-ms]
              pads: {startingWith: [site3]}
              all-theirs: {groups: [their-ships, pads]}

            """
        let text = Self.sanction(when: "{resource.thing: {in: all-theirs}}")
            .replacing("clauses:", with: definitions + "clauses:")
        let taken = try effect(text).takes
        #expect(Set(taken.map(\.departure.removal.id)) == ["progress-ms", "soyuz-ms", "site31"])
        #expect(taken.allSatisfy { $0.departure.kind == .grounding && $0.assumptions.isEmpty })
        // A group of the draft hides one of the same name elsewhere.
        let other = try draft(
            text.replacing("bar-on-services", with: "other").replacing("soyuz-ms", with: "crew-dragon"))
        #expect(
            Set(try effect(text, also: [other]).takes.map(\.departure.removal.id)) == [
                "progress-ms", "soyuz-ms", "site31",
            ])
    }

    /// A reading of low confidence makes what follows from it weak.
    @Test func aWeakReadingMakesWeakFigures() throws {
        let text = Self.sanction(when: "{resource.vehicle: crew-dragon}")
            .replacing("effect: forbid\n  - id: data", with: "effect: forbid\n    confidence: low\n  - id: data")
        let effect = try effect(text)
        #expect(effect.takes.map(\.confidence) == [.low] && effect.weakestReading == .low)
        #expect(try model.losses(with: effect).restsOnWeakFigures)
        #expect(try model.losses(before: effect).restsOnWeakFigures == false)
    }

    @Test func aPermissionUnderConditionsTellsThem() throws {
        let permission = Self.sanction(when: "{resource.from.partner: RU}, {context.licence: {present: true}}")
            .replacing("bar-on-services", with: "again").replacing(
                "effect: forbid\n  - id: data", with: "effect: permit\n  - id: data")
        let effect = try effect(permission, also: [try draft(Self.sanction)])
        #expect(effect.gives.map(\.departure) == effect.standing.map(\.departure))
        #expect(effect.gives.first?.assumptions.last == "taken to hold: `context.licence` present")
        #expect(effect.remaining.isEmpty && effect.departures.isEmpty)
    }

    /// Of two laws that bar the same, one amended lifts its own bar only.
    @Test func anotherDocumentGoesOnBarring() throws {
        let bars = [try draft(Self.sanction), try draft(Self.sanction.replacing("bar-on-services", with: "other"))]
        let amended = Self.sanction.replacing("actions: [buy, use]", with: "actions: [disclose]")
        let effect = try effect(amended, also: bars)
        #expect(effect.standing.count == 2 && effect.gives.count == 1)
        #expect(effect.remaining.flatMap(\.clauses).map(\.document) == ["other"])
        #expect(effect.departures == [Departure(.partner("RU"), kind: .sanction)])
    }

    /// An amended bar stands in the place of the old one, with its own end.
    @Test func anAmendedBarReplacesTheOld() throws {
        let amended = Self.sanction.replacing("2027-03-01", with: "2027-03-01\ninForceUntil: 2027-06-01")
        let effect = try effect(amended, on: "2027-03-01", also: [try draft(Self.sanction)])
        #expect(effect.standing.map(\.departure.lastsDays) == [nil] && effect.gives.isEmpty)
        #expect(effect.departures == [Departure(.partner("RU"), kind: .sanction, lastsDays: 92)])
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
