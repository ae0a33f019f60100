import Programme

/// What may be asked of a resilience model; the raw values are the last words of addresses and options.
public enum WhatIfTopic: String, CaseIterable, Sendable {
    /// What the model holds: things that can go, functions, providers, restorations.
    case model
    /// What is lost, when and why.
    case losses
    /// What brings it back, by cost and by date.
    case plans
    /// When functions are lost as figures vary, and which figure matters most.
    case bands
    /// The smallest sets of departures that end a function or the programme.
    case sets
    /// Prices and capacities of transport, and changes of provider.
    case transport
    /// Historical cases, computed beside what was seen.
    case history

    /// Names of the values it takes.
    public var keys: [String] {
        switch self {
        case .model, .transport: ["on"]
        case .losses, .plans: ["without", "on", "with", "kind"]
        case .bands: ["without", "on", "with", "kind", "seed", "runs"]
        case .sets: ["function", "withinDays", "largest", "on"]
        case .history: []
        }
    }
}

/// The values of a question as text, checked and bounded: a query string or a command line's options.
struct WhatIfValues {
    /// Longest text of one value, bytes.
    static let maximumTextBytes = 2_048
    /// Most ids in one list.
    static let maximumIDs = 32
    private let texts: [String: String]

    init(_ texts: [String: String], for topic: WhatIfTopic) throws(ResilienceError) {
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            guard topic.keys.contains(key) else {
                let known = topic.keys.map { "`\($0)`" }.joined(separator: ", ")
                throw .outside(
                    name: "key", value: String(key.prefix(40)), expected: known.isEmpty ? "no key" : "one of " + known)
            }
            guard text.utf8.count <= Self.maximumTextBytes else {
                throw .outside(
                    name: key, value: text.prefix(20) + "…", expected: "at most \(Self.maximumTextBytes) bytes")
            }
        }
        self.texts = texts.filter { !$0.value.isEmpty }
    }

    func text(_ key: String) -> String? { texts[key] }

    func ids(_ key: String) throws(ResilienceError) -> [String] {
        let ids = (texts[key] ?? "").split(separator: ",").map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard ids.count <= Self.maximumIDs else {
            throw .outside(name: key, value: "\(ids.count) ids", expected: "at most \(Self.maximumIDs)")
        }
        return ids
    }

    /// A day of the age of space flight, or an instant in it.
    func date() throws(ResilienceError) -> CivilTime? {
        guard let text = texts["on"] else { return nil }
        guard let date = CivilTime(text), (1957...2100).contains(date.year) else {
            throw .outside(name: "on", value: text, expected: "a day of 1957 to 2100, such as 2026-03-01")
        }
        return date
    }

    func kind() throws(ResilienceError) -> DepartureKind {
        guard let text = texts["kind"] else { return .takenAway }
        guard let kind = DepartureKind(rawValue: text) else {
            let known = DepartureKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .outside(name: "kind", value: text, expected: "one of " + known)
        }
        return kind
    }

    func integer(_ key: String, in range: ClosedRange<Int>, standard: Int) throws(ResilienceError) -> Int {
        guard let text = texts[key] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw .outside(
                name: key, value: text, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func seed() throws(ResilienceError) -> UInt64 {
        guard let text = texts["seed"] else { return 1 }
        guard let number = UInt64(text) else {
            throw .outside(name: "seed", value: text, expected: "a whole number from 0 to \(UInt64.max)")
        }
        return number
    }

    func days(_ key: String, in range: ClosedRange<Double>, standard: Double) throws(ResilienceError) -> Double {
        guard let text = texts[key] else { return standard }
        guard let number = Double(text), range.contains(number) else {
            throw .outside(
                name: key, value: text,
                expected: "days from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
        return number
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension ResilienceModel {
    /// The answer on a topic as JSON (RFC 8259), keys in a fixed order; what routes and the command print.
    ///
    /// Every value has a bound, so that no question costs more than about a second: at most 32 ids, 5,000 draws, sets
    /// of 3. An empty value counts as not given.
    /// - Throws: `ResilienceError`, which tells the value and what was expected.
    public func json(_ topic: WhatIfTopic, _ values: [String: String] = [:]) throws(ResilienceError) -> String {
        let values = try WhatIfValues(values, for: topic)
        switch topic {
        case .model: return modelJSON(on: try values.date())
        case .losses: return try whatIf(try scenario(values)).json
        case .plans: return try plansJSON(try scenario(values))
        case .bands:
            return try bandsJSON(
                try scenario(values), runs: try values.integer("runs", in: 1...5_000, standard: 1_000),
                seed: try values.seed())
        case .sets:
            return try setsJSON(
                DepartureSearch(
                    target: try target(values),
                    withinDays: try values.days("withinDays", in: 0...36_525, standard: 365),
                    largestSize: try values.integer("largest", in: 1...3, standard: 2), date: try values.date()))
        case .transport: return transportJSON(on: try values.date())
        case .history: return try historyJSON()
        }
    }

    private func scenario(_ values: WhatIfValues) throws(ResilienceError) -> Scenario {
        let ids = try values.ids("without")
        guard !ids.isEmpty else {
            throw .outside(name: "without", value: "", expected: "ids of what goes, with commas between")
        }
        return try scenario(
            without: ids, kind: try values.kind(), with: try values.ids("with"), on: try values.date())
    }

    private func target(_ values: WhatIfValues) throws(ResilienceError) -> LossTarget {
        guard let text = values.text("function"), text != "programme" else { return .programme }
        return .function(try function(named: text).id)
    }
}
