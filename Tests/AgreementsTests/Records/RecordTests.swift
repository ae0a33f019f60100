import Agreements
import Foundation
import Programme
import Testing

@Suite struct RecordTests {
    private let memorandum: SignedMemorandum
    private let living: LivingAgreements

    init() throws {
        memorandum = try SignedMemorandum()
        living = try memorandum.living(signedBy: ["north", "south"])
    }

    private func requests() throws -> [JudgedRequest] {
        let camera = Resource.parameter(name: "CAMERA", element: "camera", subsystem: "camera")
        let pictures = try OpenRequest(
            subject: ["partner": "north"], action: try #require(ActionName(rawValue: "disclose")),
            resource: ["data": "picture", "pct": 2.5, "tags": ["a", 1, true]], context: ["consensus": .null])
        let downlink = try OpenRequest(
            subject: ["partner": "north"], action: .use, resource: ["pool": "downlink", "pct": 55])
        return [
            .access(AccessRequest(partner: "north", action: .read, resource: camera)),
            .access(AccessRequest(partner: "south", role: "student", action: .read, resource: camera)),
            .access(AccessRequest(partner: "north", action: .use, resource: .station(id: "x", owner: "south"))),
            .access(AccessRequest(partner: "north", action: .command, resource: .element("camera"))),
            .access(AccessRequest(partner: "north", action: .read, resource: .event(element: nil))),
            .open(pictures), .open(downlink),
        ]
    }

    private func decision(_ request: JudgedRequest, _ law: AgreementsInForce, _ facts: Facts) -> Decision {
        switch request {
        case .access(let request): decide(request, under: law, facts: facts)
        case .open(let request): decide(request, under: law, facts: facts)
        }
    }

    private func book(_ facts: Facts = Facts()) throws -> Data {
        let start = try #require(CivilTime("2026-11-01"))
        var book = RecordBook()
        var file = Data()
        for (day, request) in try requests().enumerated() {
            let instant = try start.adding(days: day)
            let decision = decision(request, living.inForce(at: instant), facts)
            file += try book.append(
                DecisionRecord(decision, at: instant, agreements: living.digest(at: instant), facts: facts))
        }
        return file
    }

    @Test func comesBackAsItWasWritten() throws {
        let read = RecordBook.read(try book())
        #expect(read.faults.isEmpty)
        #expect(read.records.map(\.record.request) == (try requests()))
        #expect(read.end.count == read.records.count && read.records.allSatisfy(\.isIntact))
        #expect(Set(read.records.map(\.record.answer.outcome)) == [.permit, .deny, .needs])
        var resumed = read.end
        let first = try #require(read.records.first)
        let next = try resumed.append(first.record)
        #expect(RecordBook.read(try book() + next).faults.isEmpty)
    }

    @Test func unchangedFilesReplayTheSame() throws {
        let read = RecordBook.read(try book())
        #expect(replay(read.records, under: living) { _ in Facts() }.isEmpty)
    }

    @Test func tellsOtherAgreements() throws {
        let read = RecordBook.read(try book())
        let unsigned = try memorandum.living(signedBy: ["north"])
        let differences = replay(read.records, under: unsigned) { _ in Facts() }
        #expect(!differences.isEmpty && differences.allSatisfy { $0.reason == .otherAgreements })
        #expect(differences.allSatisfy { $0.after.outcome == .deny })
    }

    @Test func tellsOtherFacts() throws {
        let read = RecordBook.read(try book())
        let facts = Facts(poolUse: [PoolUse(pool: "downlink", partner: "north", usedPercent: 20)])
        let differences = replay(read.records, under: living) { _ in facts }
        #expect(differences.map(\.reason) == [.otherFacts])
        #expect(differences.first?.before.outcome == .permit)
        #expect(differences.first?.after.needs == ["barter:15pct"])
    }

    @Test func tellsAChangedRecord() throws {
        let file = try book()
        let text = String(decoding: file, as: UTF8.self)
        let forged = Data(text.replacing("\"outcome\":\"deny\"", with: "\"outcome\":\"permit\"").utf8)
        let read = RecordBook.read(forged)
        #expect(!read.faults.isEmpty)
        let differences = replay(read.records, under: living) { _ in Facts() }
        #expect(!differences.isEmpty && differences.allSatisfy { $0.reason == .changedRecord })
        #expect(differences.map(\.record.line) == read.faults.map(\.line))
    }

    @Test func findsEveryChangedByte() throws {
        let file = try book()
        for place in stride(from: 0, to: file.count, by: 5) {
            var changed = file
            changed[place] ^= 1
            #expect(!RecordBook.read(changed).faults.isEmpty, "byte \(place)")
        }
        #expect(!RecordBook.read(Data("nothing\n".utf8)).faults.isEmpty)
        #expect(RecordBook.read(Data()).records.isEmpty)
    }

    @Test func readsOnBehindALineThatCannotBeRead() throws {
        let whole = RecordBook.read(try book())
        var lines = try book().split(separator: 0x0A).map { Data($0) }
        lines[2] = Data("nothing that was ever written".utf8)
        let read = RecordBook.read(lines.reduce(into: Data()) { $0 += $1 + Data([0x0A]) })
        // The line itself, and the next, which followed what stood there.
        #expect(read.faults.map(\.line) == [3, 4])
        #expect(read.faults.first?.message.hasPrefix("expected a digest, a blank and a record") == true)
        #expect(read.records.map(\.line) == [1, 2, 4, 5, 6, 7])
        #expect(read.records.filter { !$0.isIntact }.map(\.line) == [4])
        #expect(read.records.map(\.record) == whole.records.filter { $0.line != 3 }.map(\.record))
        #expect(read.end.count == 7 && read.end.head == whole.end.head)
    }

    @Test func keepsWhatCrossesPartners() throws {
        let instant = try #require(CivilTime("2026-11-23"))
        let law = living.inForce(at: instant)
        let own = AccessRequest(
            partner: "south", action: .read,
            resource: .parameter(name: "C", element: "camera", subsystem: "camera"))
        #expect(!decide(own, under: law, facts: Facts()).crossesPartners)
        let others = AccessRequest(partner: "north", action: .read, resource: own.resource)
        #expect(decide(others, under: law, facts: Facts()).crossesPartners)
    }
}
