import Programme
import Resilience

/// Prints answers of a resilience model: the library's JSON, or rows.
struct WhatIfReport {
    let model: ResilienceModel
    let format: OutputFormat

    func losses(_ answer: WhatIf) {
        guard format != .json else { return print(answer.json) }
        var table = Table(columns: ["kind", "id", "afterDays", "because", "weakestConfidence"])
        for loss in answer.timeline.functions {
            table.rows.append([
                .text("function"), .text(loss.id.rawValue), .number(loss.afterDays, decimals: 4),
                .text(Self.causes(of: loss.id, in: answer)),
                answer.weakestConfidence[loss.id].map { .text($0.rawValue) } ?? .missing,
            ])
        }
        for loss in answer.timeline.providers {
            let cause = answer.providerCauses[loss.id]
            table.rows.append([
                .text("provider"), .text(loss.id.rawValue), .number(loss.afterDays, decimals: 4),
                cause.map { .text($0.because) } ?? .missing, cause.map { .text($0.confidence.rawValue) } ?? .missing,
            ])
        }
        table.write(as: format)
        for (departure, reason) in zip(answer.scenario.departures, answer.reasons) {
            if let reason {
                StandardError.write("note: \(departure.kind.rawValue) of `\(departure.removal.id)`: \(reason)")
            }
        }
    }

    /// The way from a loss back to what left, in ids.
    static func causes(of function: FunctionID, in answer: WhatIf) -> String {
        (answer.chains[function] ?? []).dropFirst().map(\.id).joined(separator: " ← ")
    }

    func plans(_ scenario: Scenario) throws {
        guard format != .json else { return print(try model.plansJSON(scenario)) }
        let plans = try model.restorationPlans(for: scenario)
        var table = Table(
            columns: ["list", "restorations", "costUsd", "isCostWhole", "completeAfterDays", "daysWithout"])
        for (name, list) in [
            ("by cost", plans.byCost), ("by date", plans.byDate), ("Pareto front", plans.paretoFront),
        ] {
            table.rows += list.prefix(40).map { plan in
                [
                    .text(name), .text(plan.ids.map(\.rawValue).joined(separator: ",")),
                    .number(plan.costUsd, decimals: 0), .flag(plan.isCostWhole),
                    .number(plan.completeAfterDays, decimals: 4), .number(plan.daysWithout, decimals: 1),
                ]
            }
        }
        table.rows += plans.beyondHelp.map {
            [.text("beyond help"), .text($0.rawValue), .missing, .missing, .missing, .missing]
        }
        table.write(as: format)
    }

    func bands(_ scenario: Scenario, runs: Int, seed: UInt64) throws {
        guard format != .json else { return print(try model.bandsJSON(scenario, runs: runs, seed: seed)) }
        let bands = try model.lossBands(in: scenario, draws: runs, seed: seed)
        let (tornados, losses) = (try model.tornados(in: scenario), try model.whatIf(scenario))
        let rows = bands.map { band -> [Cell] in
            [
                .text(band.id.rawValue), .number(band.lostShare, decimals: 3), .number(band.tenthDays, decimals: 2),
                .number(band.medianDays, decimals: 2), .number(band.ninetiethDays, decimals: 2),
                .text(model.confidence(of: band, tornados: tornados, losses: losses).rawValue),
            ]
        }
        Table(
            columns: ["function", "lostShare", "tenthDays", "medianDays", "ninetiethDays", "confidence"],
            rows: rows
        ).write(as: format)
    }

    /// In JSON the bars stand beside the bands, as everywhere.
    func tornado(_ scenario: Scenario, runs: Int, seed: UInt64) throws {
        guard format != .json else { return print(try model.bandsJSON(scenario, runs: runs, seed: seed)) }
        let tornados = try model.tornados(in: scenario).sorted { $0.key < $1.key }
        let rows = tornados.flatMap { function, bars in
            bars.prefix(10).map { bar -> [Cell] in
                [
                    .text(function.rawValue), .text(bar.providers.map(\.rawValue).joined(separator: ",")),
                    .text(bar.need.rawValue), .number(bar.rangeDays.lowerBound, decimals: 2),
                    .number(bar.rangeDays.upperBound, decimals: 2),
                    bar.lostAtShortestDays.map { .number($0, decimals: 2) } ?? .missing,
                    bar.lostAtLongestDays.map { .number($0, decimals: 2) } ?? .missing, .text(bar.confidence.rawValue),
                    .flag(bar.isRangeAssumed),
                ]
            }
        }
        Table(
            columns: [
                "function", "providers", "need", "shortestDays", "longestDays", "lostAtShortestDays",
                "lostAtLongestDays",
                "confidence", "isRangeAssumed",
            ], rows: rows
        ).write(as: format)
    }

    func sets(_ search: DepartureSearch) throws {
        guard format != .json else { return print(try model.setsJSON(search)) }
        let found = try model.departureSets(search)
        let rows = found.sets.map { set -> [Cell] in
            [
                .integer(set.ids.count), .text(set.ids.joined(separator: ",")), .number(set.afterDays, decimals: 4),
                .flag(found.isComplete),
            ]
        }
        Table(columns: ["size", "ids", "afterDays", "isComplete"], rows: rows).write(as: format)
    }

    func transport(on date: CivilTime?) {
        guard format != .json else { return print(model.transportJSON(on: date)) }
        let economics = TransportEconomics(model.programme)
        var table = Table(columns: ["what", "vehicle", "to", "good", "usd", "perYearLow", "perYearHigh", "confidence"])
        for good in TransportGood.allCases {
            table.rows += economics.offers(of: good, on: date).map { offer in
                [
                    .text("offer"), .text(offer.vehicle.rawValue), .missing, .text(good.rawValue),
                    offer.priceUsd.map { .number($0, decimals: 0) } ?? .missing,
                    offer.perYear.map { .number($0.fewest, decimals: 0) } ?? .missing,
                    offer.perYear.map { .number($0.most, decimals: 0) } ?? .missing,
                    .text(offer.confidence.rawValue),
                ]
            }
            table.rows += economics.changes(of: good, on: date).map { item in
                [
                    .text("change, \(fixed(item.change.quantity, decimals: 0)) \(good.rawValue)"),
                    .text(item.from.rawValue), .text(item.to.rawValue), .text(good.rawValue),
                    .number(item.change.costUsd, decimals: 0), .missing, .missing,
                    .text(item.change.confidence.rawValue),
                ]
            }
        }
        table.rows += economics.agreed(on: date).map { agreed in
            [
                .text("agreed, \(agreed.agreement)"), .text(agreed.vehicle.rawValue), .text(agreed.user.rawValue),
                .text(agreed.good.rawValue), .number(0, decimals: 0), .number(agreed.perYear, decimals: 0),
                .number(agreed.perYear, decimals: 0), .text(agreed.confidence.rawValue),
            ]
        }
        table.write(as: format)
    }

    func history() throws {
        guard format != .json else { return print(try model.historyJSON()) }
        let rows = try model.replays().map { replay -> [Cell] in
            let lost = replay.answer.timeline.functions.map { "\($0.id)@\(fixed($0.afterDays, decimals: 2))" }
            return [
                .text(replay.historical.id), .text(replay.historical.event), .flag(replay.agrees),
                .text(replay.historical.lost.map(\.rawValue).joined(separator: " ")),
                .text(lost.joined(separator: " ")), .text(replay.historical.confidence.rawValue),
            ]
        }
        Table(columns: ["id", "event", "agrees", "seenLost", "computedLost", "confidence"], rows: rows)
            .write(as: format)
    }
}
