import Agreements
import Programme
import Testing

/// Made-up documents of two partners, each with one clause that lets `read` the orbit.
@Suite struct LifeCycleTests {
    private let programme: ProgrammeDescription

    init() throws { programme = try #require(ProgrammeReader.read(files: try ISS.files("examples/cubesat")).value) }

    private func document(
        _ id: String, from: String = "2020-01-01", until: String? = nil, lapses: Bool = false, clauses: [String] = ["a"]
    ) throws -> AgreementDocument {
        var document = AgreementDocument(
            id: id, title: id, tier: .memorandum, parties: ["north", "south"],
            inForce: Validity(from: CivilTime(from), until: until.flatMap { CivilTime($0) }), source: "illustrative",
            clauses: clauses.map { name in
                Clause(
                    id: name, title: name, subject: SubjectSelector(partners: ["north", "south"]),
                    actions: Set([ActionName(rawValue: name)].compactMap(\.self)), effect: .permit)
            })
        document.lapsesUnlessRenewed = lapses
        document.noticePeriodDays = 30
        return document
    }

    private func living(_ documents: [AgreementDocument], _ events: String) throws -> LivingAgreements {
        let file = SourceFile(path: "life.yaml", text: "events:\n" + events)
        let read = LifeReader.read(file, documents: documents, programme: programme)
        #expect(read.problems.map(\.description) == [])
        return LivingAgreements(
            documents: documents, bytes: [:], record: try #require(read.value), programme: programme)
    }

    private func permits(_ living: LivingAgreements, _ action: String, _ day: String) throws -> Bool {
        let request = try OpenRequest(
            subject: ["partner": "north"], action: try #require(ActionName(rawValue: action)), resource: [:])
        let law = living.inForce(at: try #require(CivilTime(day)))
        return decide(request, under: law, facts: Facts()).outcome == .permit
    }

    private func stage(_ living: LivingAgreements, _ id: String, _ day: String) throws -> String? {
        living.life.stage(of: id, at: try #require(CivilTime(day)))?.description
    }

    @Test func aBarLapsesUnlessRenewed() throws {
        let bar = try document("bar", until: "2021-01-01", lapses: true)
        let unrenewed = try living([bar], "  []")
        #expect(try stage(unrenewed, "bar", "2020-12-31") == "in force until 2021-01-01")
        #expect(
            try stage(unrenewed, "bar", "2021-01-01")
                == "not in force: lapsed on 2021-01-01, for it was not renewed")
        let renewed = try living(
            [bar],
            """
              - {event: renewal, document: bar, on: 2020-11-01, until: 2022-01-01, source: x}
              - {event: renewal, document: bar, on: 2022-03-01, until: 2023-01-01, source: x}
            """)
        #expect(try permits(renewed, "a", "2021-12-31T23:59:59Z"))
        #expect(try !permits(renewed, "a", "2022-01-01"))
        #expect(try stage(renewed, "bar", "2022-02-28")?.contains("lapsed on 2022-01-01") ?? false)
        #expect(try permits(renewed, "a", "2022-03-01"))
        #expect(try !permits(renewed, "a", "2023-01-01"))
        let instant = try #require(CivilTime("2021-06-01"))
        #expect(renewed.inForce(at: instant).nextChange == CivilTime("2022-01-01"))
    }

    @Test func suspensionAndResumption() throws {
        let paper = try document("paper", clauses: ["a", "b"])
        let living = try living(
            [paper],
            """
              - {event: suspension, document: paper, on: 2021-01-01, source: x}
              - {event: resumption, document: paper, on: 2021-02-01, source: x}
              - {event: suspension, document: paper, clauses: [b], on: 2021-03-01, source: x}
              - {event: resumption, document: paper, clauses: [b], on: 2021-04-01, source: x}
            """)
        #expect(try stage(living, "paper", "2021-01-15") == "not in force: suspended on 2021-01-01")
        for (day, a, b) in [
            ("2020-12-31", true, true), ("2021-01-01", false, false), ("2021-02-01", true, true),
            ("2021-03-01", true, false), ("2021-04-01", true, true),
        ] {
            #expect(try permits(living, "a", day) == a, "\(day)")
            #expect(try permits(living, "b", day) == b, "\(day)")
        }
        let instant = try #require(CivilTime("2021-03-10"))
        let later = try #require(CivilTime("2021-04-10"))
        #expect(living.digest(at: instant) != living.digest(at: later))
        #expect(living.life.documentsInForce(at: instant).first?.clauses.map(\.id) == ["a"])
    }

    @Test func amendmentOfAWholeAndOfClauses() throws {
        let papers = [
            try document("first", clauses: ["a", "b"]), try document("second", from: "2021-01-01", clauses: ["c"]),
            try document("third", from: "2022-01-01", clauses: ["d"]),
        ]
        let whole = try living(
            papers,
            """
              - {event: amendment, document: first, by: second, on: 2021-01-01, source: x}
              - {event: amendment, document: second, by: third, on: 2022-01-01, source: x}
            """)
        #expect(try stage(whole, "first", "2021-06-01") == "not in force: replaced by `second` on 2021-01-01")
        #expect(try permits(whole, "a", "2020-12-31") && !permits(whole, "a", "2021-01-01"))
        // What replaced it is replaced in turn: it does not come back.
        #expect(try !permits(whole, "a", "2022-06-01") && !permits(whole, "c", "2022-06-01"))
        #expect(try permits(whole, "d", "2022-06-01"))
        let part = try living(
            papers, "  - {event: amendment, document: first, clauses: [b], by: second, on: 2021-06-01, source: x}")
        #expect(try permits(part, "a", "2021-07-01") && !permits(part, "b", "2021-07-01"))
        #expect(try permits(part, "b", "2021-05-31"))
    }

    @Test func anUnsignedAmendmentReplacesNothing() throws {
        let memorandum = try SignedMemorandum()
        let draft = try document("draft", from: "2020-01-01", clauses: ["c"])
        let documents = memorandum.documents + [draft]
        let event = LifeEvent(
            .amendment(by: "draft", clauses: []), document: "memorandum",
            date: try #require(CivilTime("2020-01-01")), source: "x")
        let living = LivingAgreements(
            documents: documents, bytes: memorandum.bytes,
            signatures: try memorandum.signatures(by: ["north", "south"]),
            keys: KeyRegister(rule: .required, keys: memorandum.keys()),
            record: LifeRecord(founding: [], carries: [:], events: [event]), programme: memorandum.programme)
        #expect(try stage(living, "memorandum", "2021-01-01") == "in force")
        #expect(try stage(living, "draft", "2021-01-01")?.contains("a draft") ?? false)
    }

    @Test func leavingOneDocumentLeavesTheOthers() throws {
        let papers = [try document("first"), try document("second", clauses: ["c"])]
        let living = try living(
            papers, "  - {event: withdrawal, document: first, partner: north, on: 2021-01-01, source: x}")
        #expect(try permits(living, "a", "2021-01-30T23:59:59Z"))
        #expect(try !permits(living, "a", "2021-01-31"))
        #expect(try permits(living, "c", "2021-01-31"))
        #expect(try stage(living, "first", "2021-01-31")?.hasPrefix("fell on 2021-01-31") ?? false)
    }
}
