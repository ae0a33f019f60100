import Agreements
import Foundation
import Programme
import Testing

@Suite struct ISSAgreementsTests {
    private let programme: ProgrammeDescription
    private let documents: [AgreementDocument]
    private let instant: CivilTime
    private let agreements: AgreementsInForce

    init() throws {
        programme = try ISS.programme()
        documents = try #require(try ISS.documents(programme).value)
        instant = try #require(ISS.instant)
        agreements = AgreementsInForce(documents: documents, programme: programme, at: instant)
    }

    private func ask(
        _ partner: String, _ action: String, _ resource: String, role: String? = nil, conditions: Set<TermID> = [],
        at time: String? = nil
    ) throws -> Decision {
        var facts = ISS.facts
        facts.conditions = conditions
        let under = try time.map {
            AgreementsInForce(documents: documents, programme: programme, at: try #require(CivilTime($0)))
        }
        return try answer(
            partner: partner, role: role, action: action, resource: resource, under: under ?? agreements,
            programme: programme, facts: facts)
    }

    @Test func checkClean() throws {
        #expect(try ISS.documents(programme).problems.map(\.description) == [])
        #expect(documents.count >= 11)
    }

    @Test func namesOnlyParametersThatAre() throws {
        guard let file = ISS.folder("examples/iss/mission-database.xml"), let folder = ISS.folder("examples/iss") else {
            print("skipped: examples/iss/mission-database.xml not found")
            return
        }
        let names = try String(contentsOf: file, encoding: .utf8).matches(of: /<Parameter [^>]*?name="([^"]+)"/)
            .map { String($0.1) }
        let stations = try String(contentsOf: folder.appendingPathComponent("ground-network.yaml"), encoding: .utf8)
            .matches(of: /- id: (\S+)/).map { String($0.1) }
        let read = AgreementReader.read(
            files: try ISS.files("examples/iss/agreements"), programme: programme, parameterNames: names,
            stationIDs: stations)
        #expect(read.problems.map(\.description) == [])
    }

    // What the files are meant to say, one row a decision.
    @Test(arguments: [
        ("ESA", "read", "parameter:USLAB000058", Outcome.permit, Basis.clause),
        ("EU", "read", "parameter:COL_RACK_POWER", .permit, .own),
        ("NASA", "read", "parameter:COL_RACK_POWER", .deny, .noClause),
        ("JAXA", "read", "parameter:COL_RACK_POWER", .deny, .noClause),
        ("NASA", "read", "parameter:JEM_RACK_POWER", .deny, .noClause),
        ("NASA", "read", "parameter:COL_CABIN_PRESSURE", .permit, .clause),
        ("Roscosmos", "read", "parameter:COL_CABIN_PRESSURE", .permit, .clause),
        ("ESA", "export", "parameter:USLAB000058", .permit, .clause),
        ("ESA", "export", "parameter:RS_CABIN_PRESSURE", .deny, .noClause),
        ("ESA", "read", "parameter:RS_CABIN_PRESSURE", .permit, .clause),
        ("ESA", "acknowledge", "alarm:USLAB000058", .deny, .noClause),
        ("NASA", "acknowledge", "alarm:USLAB000058", .permit, .own),
        ("NASA", "read", "parameter:RUSSEG000005", .permit, .clause),
        ("ESA", "read", "parameter:RUSSEG000005", .deny, .noClause),
        ("RSA", "read", "parameter:RUSSEG000016", .permit, .clause),
        ("RSA", "command", "element:zarya", .permit, .clause),
        ("ESA", "read", "parameter:Z1000001", .deny, .forbidden),
        ("NASA", "read", "parameter:Z1000001", .permit, .own),
        ("CSA", "read", "parameter:Z1000008", .permit, .clause),
        ("CSA", "read", "parameter:AIRLOCK000001", .deny, .noClause),
        ("Russia", "read", "parameter:USLAB000090", .deny, .noClause),
        ("Russia", "read", "parameter:USLAB000018", .permit, .clause),
        ("NASA", "command", "element:ssrms", .permit, .clause),
        ("ESA", "command", "element:ssrms", .deny, .noClause),
        ("JAXA", "use", "element:kibo-pm", .permit, .own),
        ("NASA", "use", "element:columbus", .permit, .clause),
        ("JAXA", "use", "element:columbus", .deny, .noClause),
        ("CSA", "list", "element:columbus", .permit, .clause),
        ("CSA", "read", "orbit", .permit, .clause),
        ("CSA", "read", "link", .permit, .clause),
        ("CSA", "read", "event", .permit, .clause),
        ("CSA", "read", "event:zvezda", .deny, .noClause),
        ("NASA", "read", "event:zvezda", .permit, .clause),
        ("ESA", "read", "station:maspalomas", .permit, .own),
        ("NASA", "use", "station:maspalomas", .permit, .clause),
        ("JAXA", "read", "station:maspalomas", .deny, .noClause),
        ("JAXA", "list", "station:maspalomas", .permit, .clause),
        ("JAXA", "read", "station:white-sands", .permit, .clause),
        ("ESA", "read", "station:santiago", .permit, .clause),
        ("CSA", "read", "station:santiago", .deny, .noClause),
        ("ESA", "read", "parameter:NAV_ALTITUDE", .permit, .clause),
    ]) func decides(partner: String, action: String, resource: String, outcome: Outcome, basis: Basis) throws {
        let decision = try ask(partner, action, resource)
        #expect((decision.outcome, decision.basis) == (outcome, basis), "\(decision.why)")
        #expect(decision.clauses.isEmpty == (basis == .noClause))
    }

    @Test func sentences() throws {
        #expect(
            try ask("JAXA", "read", "parameter:COL_RACK_POWER").why
                == "JAXA may not read `parameter:COL_RACK_POWER`: no clause permits it")
        #expect(
            try ask("ESA", "read", "parameter:Z1000001").why
                == "ESA may not read `parameter:Z1000001`: Arrangement on the control moment gyroscope review, "
                + "vibration "
                + "held back during the review (gyroscope-review vibration-held) forbids it, because the review of the "
                + "gyroscopes has not reported yet")
        #expect(
            try ask("ESA", "read", "parameter:USLAB000058").why
                == "ESA may read `parameter:USLAB000058`: Memorandum NASA-ESA, core systems of the United "
                + "States elements "
                + "(mou-nasa-esa core-to-esa) (and 1 more) permits it, because Columbus runs on the power, "
                + "cooling, air "
                + "and data of these systems")
    }

    @Test func theReviewEndsByItself() throws {
        let during = try ask("ESA", "read", "parameter:Z1000001")
        #expect(during.validUntil == CivilTime("2027-07-01T00:00:00Z"))
        let after = try ask("ESA", "read", "parameter:Z1000001", at: "2027-07-01T00:00:00Z")
        #expect(after.outcome == .permit)
        #expect(after.validUntil == nil)
        let before = try ask("ESA", "read", "parameter:Z1000001", at: "2026-09-30T23:59:59Z")
        #expect(before.outcome == .permit)
        #expect(before.validUntil == CivilTime("2026-10-01T00:00:00Z"))
    }

    @Test func anEmergencyOpensLifeSupport() throws {
        #expect(try ask("CSA", "read", "parameter:AIRLOCK000001").outcome == .deny)
        #expect(
            try ask("CSA", "read", "parameter:AIRLOCK000001", conditions: ["life-safety-emergency"]).outcome == .permit)
        #expect(try ask("CSA", "command", "element:quest", conditions: ["life-safety-emergency"]).outcome == .deny)
        #expect(try ask("JAXA", "read", "parameter:MSS_JOINT_1").outcome == .deny)
        #expect(
            try ask("JAXA", "read", "parameter:MSS_JOINT_1", conditions: ["proximity-operations"]).outcome == .permit)
    }

    @Test func aRoleMayHaveMoreThanItsPartner() throws {
        #expect(try ask("JAXA", "read", "parameter:COL_PAYLOAD").outcome == .deny)
        #expect(try ask("JAXA", "read", "parameter:COL_PAYLOAD", role: "payload-scientist").outcome == .permit)
        #expect(try ask("JAXA", "read", "parameter:COL_PAYLOAD", role: "flight-controller").outcome == .deny)
        #expect(try ask("CSA", "read", "parameter:COL_PAYLOAD", role: "payload-scientist").outcome == .deny)
    }

    @Test func beforeTheTreatyNothingIsPermitted() throws {
        #expect(try ask("NASA", "read", "parameter:USLAB000058", at: "2000-01-01T00:00:00Z").basis == .noClause)
    }

    @Test func questionsThatCannotBePut() throws {
        let wrong: [(String, String, String, String)] = [
            ("ESSA", "read", "orbit", "unknown partner `ESSA`; did you mean `ESA`?"),
            ("ESA", "raed", "orbit", "unknown action `raed`; did you mean `read`?"),
            ("ESA", "read", "parameter:USLAB00058", "unknown parameter `USLAB00058`; did you mean `USLAB000058`?"),
            ("ESA", "read", "element:colombus", "unknown element `colombus`; did you mean `columbus`?"),
            ("ESA", "read", "station:atlantis", "unknown station `atlantis`"),
            (
                "ESA", "read", "telemetry",
                "malformed resource `telemetry`: expected `parameter:NAME`, `alarm:NAME`, `element:ID`, `event:ID`, "
                    + "`station:ID`, `event`, `orbit` or `link`"
            ),
        ]
        for (partner, action, resource, message) in wrong {
            let error = #expect(throws: AgreementsError.self) { try ask(partner, action, resource) }
            #expect(error?.description == message)
        }
    }
}
