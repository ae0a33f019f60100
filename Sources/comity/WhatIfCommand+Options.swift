import ArgumentParser
import Programme

/// Which options belong together: each question has its own, and one that says nothing of the answer is refused.
extension WhatIfCommand {
    func validate() throws {
        if faultTree != nil { return try validateFaultTree() }
        try refuse(faultTreeOptions, because: "`--fault-tree FILE`")
        guard programme != nil, questions.count == 1 || (questions.isEmpty && without != nil) else {
            throw ValidationError(
                questions.count > 1
                    ? "\(Self.names(questions)) ask different things: give one of them"
                    : "give a programme with `--without ID`, or with one of `--sets`, `--transport`, `--history`, "
                        + "`--model`, `--agreement`; or `--fault-tree FILE`")
        }
        try validateDeparture()
        if !(bands || tornado) {
            try refuse([("--seed", seed != nil), ("--runs", runs != nil)], because: "`--bands` or `--tornado`")
        }
        if sets == nil {
            try refuse(
                [("--within-days", withinDays != nil), ("--largest", largest != nil)], because: "`--sets FUNCTION`")
        }
        if history, on != nil { throw ValidationError("`--on` says nothing with `--history`: each case has its day") }
        if let on, CivilTime(on).map({ !(1957...2100).contains($0.year) }) ?? true {
            throw ValidationError("`--on \(on)`: expected a day of 1957 to 2100, such as 2026-03-01")
        }
        if format != .json, model { throw ValidationError("`--model` goes with `--format json`") }
    }

    private func validateDeparture() throws {
        let needsDeparture = plans || bands || tornado
        guard let without else {
            if needsDeparture { throw ValidationError("`\(questions[0])` goes with `--without ID`") }
            return try refuse([("--with", with != nil), ("--kind", kind != nil)], because: "`--without ID`")
        }
        if ids(without).isEmpty { throw ValidationError("`--without \(without)`: expected an id") }
        if let with, ids(with).isEmpty { throw ValidationError("`--with \(with)`: expected an id of a restoration") }
        if !needsDeparture, !questions.isEmpty {
            throw ValidationError("`\(questions[0])` goes without `--without`")
        }
    }

    private func validateFaultTree() throws {
        let others =
            [
                ("a programme", programme != nil), ("--without", without != nil), ("--on", on != nil),
                ("--with", with != nil), ("--kind", kind != nil), ("--seed", seed != nil), ("--runs", runs != nil),
                ("--within-days", withinDays != nil), ("--largest", largest != nil),
            ].filter(\.1).map(\.0) + questions
        if let other = others.first {
            throw ValidationError("`--fault-tree FILE` goes without \(other.hasPrefix("--") ? "`\(other)`" : other)")
        }
        let asked = [("--count", count), ("--list", list != nil), ("--probability", probability)].filter(\.1).map(\.0)
        guard asked.count == 1 else {
            throw ValidationError("`--fault-tree FILE` goes with one of `--count`, `--list NUMBER`, `--probability`")
        }
        if list == nil, upToOrder != nil { throw ValidationError("`--up-to-order` goes with `--list NUMBER`") }
        if let list, !(1...1_000_000).contains(list) {
            throw ValidationError("`--list \(list)`: expected a whole number from 1 to 1000000")
        }
        if let upToOrder, upToOrder < 0 {
            throw ValidationError("`--up-to-order \(upToOrder)`: expected a whole number, 0 or more")
        }
    }

    private var faultTreeOptions: [(String, Bool)] {
        [
            ("--count", count), ("--list", list != nil), ("--up-to-order", upToOrder != nil),
            ("--probability", probability), ("--top", top != nil),
        ]
    }

    /// The options given that each ask a question of their own.
    private var questions: [String] {
        [
            ("--plans", plans), ("--bands", bands), ("--tornado", tornado), ("--sets", sets != nil),
            ("--transport", transport), ("--history", history), ("--model", model), ("--agreement", agreement != nil),
        ].filter(\.1).map(\.0)
    }

    private func refuse(_ options: [(name: String, isGiven: Bool)], because needed: String) throws {
        guard let option = options.first(where: \.isGiven) else { return }
        throw ValidationError("`\(option.name)` goes with \(needed)")
    }

    private static func names(_ options: [String]) -> String { options.map { "`\($0)`" }.joined(separator: ", ") }
}
