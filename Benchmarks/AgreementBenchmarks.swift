import Agreements
import AllocationCounter
import Foundation
import Programme

/// Decisions on requests: the outcome alone, as the gate asks it, and the explained answer.
///
/// `Tools/bench-agreements` gives the same clauses and requests to a peer in the same run.
enum AgreementBenchmarks {
    static func run() throws {
        let folder = checkout.appending(path: "examples/iss").path()
        guard let programme = ProgrammeReader.read(files: try yamlFiles(folder)).value,
            let instant = CivilTime("2026-11-23")
        else { throw BenchmarkFailure(what: "the programme cannot be read") }
        for count in [61, 10_000] {
            let agreements = AgreementsInForce(
                documents: [document(of: count, programme)], programme: programme, at: instant)
            try report("agreements.decide\(count)", agreements, try request(count / 2), expected: .permit)
        }
        let read = AgreementReader.read(files: try yamlFiles(folder + "/agreements"), programme: programme)
        guard let documents = read.value else { throw BenchmarkFailure(what: "the agreements cannot be read") }
        let iss = AgreementsInForce(documents: documents, programme: programme, at: instant)
        let command = try OpenRequest(
            subject: ["agency": "ESA", "node": "col-cc"], action: .command,
            resource: ["element": "columbus", "registry": "EU"], context: ["iga_in_force": true])
        try report("agreements.iss", iss, command, expected: .permit)
        // What nothing permits is explained by the clause that came nearest.
        let foreign = try OpenRequest(
            subject: ["agency": "JAXA", "node": "tksc"], action: .command,
            resource: ["element": "zvezda", "registry": "RU"], context: ["iga_in_force": true])
        try report("agreements.issDenied", iss, foreign, expected: .deny)
        let fewer = documents.filter { $0.id != "us-wolf-amendment" }
        let after = compile(fewer, programme, instant)
        Report.line("agreements.diffIss", fastest(of: 3) { _ = difference(from: iss, to: after) } * 1e3, "ms")
        Report.line("agreements.checkIss", fastest(of: 3) { _ = check(iss) } * 1e3, "ms")
        Report.line("agreements.compileIss", fastest(of: 5) { _ = compile(documents, programme, instant) } * 1e3, "ms")
    }

    private static func compile(
        _ documents: [AgreementDocument], _ programme: ProgrammeDescription, _ instant: CivilTime
    ) -> AgreementsInForce {
        AgreementsInForce(documents: documents, programme: programme, at: instant)
    }

    /// Clauses about one user and one set of data, three conditions each.
    private static func document(of count: Int, _ programme: ProgrammeDescription) -> AgreementDocument {
        let clauses = (0..<count).map { number in
            Clause(
                id: "c\(number)", title: "clause \(number)", actions: [.read],
                when: .all([
                    .test(AttributePath(.subject, "user"), .equals("alice")),
                    .test(AttributePath(.resource, "data"), .equals("telemetry")),
                    .test(AttributePath(.context, "label"), .equals(.text("L\(number)"))),
                    .test(AttributePath(.context, "days"), .atLeast(.number(30))),
                    .test(AttributePath(.context, "licensed"), .equals(true)),
                ]), effect: .permit)
        }
        return AgreementDocument(
            id: "bench", title: "bench", tier: .plan, parties: programme.partners.map(\.id),
            inForce: Validity(from: nil, until: nil), clauses: clauses)
    }

    private static func request(_ label: Int) throws -> OpenRequest {
        try OpenRequest(
            subject: ["user": "alice"], action: .read, resource: ["data": "telemetry"],
            context: ["label": .text("L\(label)"), "days": 45, "licensed": true])
    }

    private static func report(
        _ name: String, _ agreements: AgreementsInForce, _ request: OpenRequest, expected: Outcome
    ) throws {
        let facts = Facts()
        guard agreements.verdict(on: request, facts: facts).outcome == expected else {
            throw BenchmarkFailure(what: "\(name): another outcome than expected")
        }
        let rounds = 1000
        let outcome = fastest(of: 100) {
            for _ in 0..<rounds where agreements.verdict(on: request, facts: facts).outcome != expected { abort() }
        }
        Report.line(name + ".outcome", outcome / Double(rounds) * 1e6, "us")
        if expected == .permit { try countAllocations(name, agreements, request) }
        let explained = fastest(of: 100) {
            for _ in 0..<rounds where decide(request, under: agreements, facts: facts).outcome != expected { abort() }
        }
        Report.line(name + ".explained", explained / Double(rounds) * 1e6, "us")
    }

    /// How much memory the gate takes for a thousand permits; the first, which may set up what is needed once, apart.
    private static func countAllocations(
        _ name: String, _ agreements: AgreementsInForce, _ request: OpenRequest
    ) throws {
        let facts = Facts()
        let before = heapAllocationCount()
        for _ in 0..<1000 where agreements.verdict(on: request, facts: facts).outcome != .permit { abort() }
        let taken = heapAllocationCount() - before
        guard before > 0 else { return }
        Report.line(name + ".allocations", Double(taken), "in 1000 permits")
        guard taken == 0 else { throw BenchmarkFailure(what: "\(name): a permit took memory from the heap") }
    }

    private static func yamlFiles(_ folder: String) throws -> [SourceFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted().map {
            SourceFile(path: "\(folder)/\($0)", text: try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
    }
}
