import Agreements
import Foundation
import Operations
import Programme
import Resilience
import Timekeeping

/// What a draft agreement would do to a programme, and its printing.
struct DraftAnswer {
    let folder: String
    let draft: String
    let date: CivilTime?

    func write(as format: OutputFormat) throws {
        let programme = try ProgrammeFolder.load(folder)
        let model = ResilienceModel(programme.programme)
        let instant = date ?? CivilTime(Instant.present)
        let inForce = programme.agreements.documents.filter {
            programme.agreements.life.stage(of: $0.id, at: instant)?.isInForce ?? false
        }
        let effect = DraftEffect(model, documents: inForce, date: date).effect(of: try document(programme))
        guard format != .json else { return print(try model.agreementJSON(effect, on: date)) }
        var table = Table(columns: ["what", "id", "kind", "days", "clauses", "because"])
        table.rows += effect.takes.map { row("takes", $0, model) } + effect.gives.map { row("gives back", $0, model) }
        table.rows += effect.endedTransport.map { ended in
            [
                .text("ends"), .text("\(ended.agreed.vehicle) for \(ended.agreed.user)"),
                .text(ended.agreed.good.rawValue), .number(ended.afterDays, decimals: 2), clauses(ended.clauses),
                .text("agreed in `\(ended.agreed.agreement)`"),
            ]
        }
        table.rows += effect.unexpressed.map {
            [.text("not expressed"), .missing, .missing, .missing, clauses([$0.clause]), .text($0.why)]
        }
        for loss in try model.timeline(of: Scenario(effect.departures, date: date)).functions {
            table.rows.append([
                .text("lost"), .text(loss.id.rawValue), .text("function"), .number(loss.afterDays, decimals: 4),
                .missing, .missing,
            ])
        }
        table.write(as: format)
    }

    private func row(_ what: String, _ change: AgreementEffect.Change, _ model: ResilienceModel) -> [Cell] {
        [
            .text(what), .text(change.departure.removal.id), .text(change.departure.kind.rawValue),
            .number(model.delayDays(of: change.departure), decimals: 2), clauses(change.clauses),
            .text(change.assumptions.joined(separator: "; ")),
        ]
    }

    private func clauses(_ citations: [AgreementEffect.Citation]) -> Cell {
        .text(
            citations.map { [$0.document, $0.clause].compactMap(\.self).joined(separator: " ") }.joined(separator: "; ")
        )
    }

    /// The draft, read beside the documents whose groups it may use.
    private func document(_ programme: ProgrammeFolder) throws -> AgreementDocument {
        let file = SourceFile(path: draft, bytes: [UInt8](try readFile(draft, limitBytes: DraftDesk.maximumBytes)))
        let read = programme.draftDesk.read(file)
        guard let document = read.value else { throw Failure(lines: read.problems.map(\.description)) }
        return document
    }
}
