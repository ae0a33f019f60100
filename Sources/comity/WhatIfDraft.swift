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
        var table = Table(columns: Self.columns)
        table.rows += effect.takes.map { row("takes", $0, model) } + effect.gives.map { row("gives back", $0, model) }
        table.rows += effect.remaining.map { row("stands", $0, model) }
        table.rows += effect.endedTransport.map { row($0, model) }
        table.rows += effect.survives.map { row("survives", [$0], because: .text($0.title)) }
        table.rows += effect.unexpressed.map { row("not expressed", [$0.clause], because: .text($0.why)) }
        table.rows += lostRows(try model.losses(with: effect, on: date))
        table.write(as: format)
    }

    private static let columns = [
        "what", "id", "kind", "fromDays", "lastsDays", "costUsdPerYear", "clauses", "assumes", "because", "confidence",
    ]

    private func row(_ what: String, _ change: AgreementEffect.Change, _ model: ResilienceModel) -> [Cell] {
        [
            .text(what), .text(change.departure.removal.id), .text(change.departure.kind.rawValue),
            .number(model.delayDays(of: change.departure), decimals: 2),
            change.departure.lastsDays.map { .number($0, decimals: 2) } ?? .missing, .missing, clauses(change.clauses),
            assumes(change.assumptions), model.reason(for: change.departure).map { .text($0) } ?? .missing,
            .text(change.confidence.rawValue),
        ]
    }

    private func row(_ ended: AgreementEffect.EndedTransport, _ model: ResilienceModel) -> [Cell] {
        let agreed = ended.agreed
        let cost = model.cost(of: agreed, on: date)
        return [
            .text("ends"), .text("\(agreed.vehicle) for \(agreed.user)"), .text(agreed.good.rawValue),
            .number(ended.afterDays, decimals: 2), .missing,
            cost.usdPerYear.map { .number($0, decimals: 0) } ?? .missing,
            clauses(ended.clauses), assumes(ended.assumptions), .text("agreed in `\(agreed.agreement)`"),
            .text(cost.confidence.rawValue),
        ]
    }

    private func row(_ what: String, _ citations: [AgreementEffect.Citation], because: Cell) -> [Cell] {
        [
            .text(what), .missing, .missing, .missing, .missing, .missing, clauses(citations), .missing, because,
            .missing,
        ]
    }

    private func lostRows(_ losses: WhatIf) -> [[Cell]] {
        losses.timeline.functions.map { loss in
            [
                .text("lost"), .text(loss.id.rawValue), .text("function"), .number(loss.afterDays, decimals: 4),
                loss.untilDays.map { .number($0 - loss.afterDays, decimals: 4) } ?? .missing, .missing, .missing,
                .missing, .text(WhatIfReport.causes(of: loss.id, in: losses)),
                losses.weakestConfidence[loss.id].map { .text($0.rawValue) } ?? .missing,
            ]
        }
    }

    private func assumes(_ words: [String]) -> Cell {
        words.isEmpty ? .missing : .text(words.joined(separator: "; "))
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
