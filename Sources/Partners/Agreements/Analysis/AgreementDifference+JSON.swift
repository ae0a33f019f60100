import Programme

extension AgreementDifference {
    /// The difference as JSON: `at`, `replaces`, `errors`, `changes`, `summary`.
    ///
    /// Each change has `group` (the clauses that make it), `from`, `to`, `action`, `subject` (the partners for whom it
    /// changes), `resource` (that of the witness), `clauses`, `witness` (a question that `Questions.read` takes, which
    /// expects the outcome after), and `witnessText`. `replaces` is the id of the document in whose place another came;
    /// `errors` tells what could not be shown.
    public func json(replaces: String? = nil) -> String {
        let told = changes.enumerated().map { number, change in change.json(number: number + 1) }
        let doubts = inexact.map { "lists of `\($0)` were too many to try all" } + unshown.map { "not shown: \($0)" }
        return JSONText.object([
            ("at", JSONText.string(instant.description)), ("replaces", replaces.map(JSONText.string) ?? "null"),
            (
                "errors",
                JSONText.array(
                    doubts.map { JSONText.object([("line", "null"), ("message", JSONText.string($0))]) })
            ),
            ("changes", JSONText.array(told, separator: ",\n  ")), ("summary", JSONText.string(summary)),
        ])
    }
}

extension OutcomeChange {
    fileprivate func json(number: Int) -> String {
        let resource = witness.resource.items.filter { $0.value != .null }
        return JSONText.object([
            ("group", JSONText.string(clauseNames)), ("from", JSONText.string(before.description)),
            ("to", JSONText.string(after.description)), ("action", JSONText.string(action.rawValue)),
            ("subject", JSONText.string(who.joined(separator: ", "))),
            ("resource", JSONText.string(resource.map { "\($0.name) \($0.value)" }.joined(separator: ", "))),
            ("clauses", JSONText.array(clauses.map(\.json))),
            ("witness", question(id: "change-\(number)")),
            ("witnessText", JSONText.string(JudgedRequest.open(witness).plainText)),
        ])
    }

    /// The witness as one of the questions of a file, which expects the outcome after.
    public func question(id: String) -> String {
        let missing = after.missing.first.map { JSONText.string($0.rawValue) } ?? "null"
        return JSONText.object([
            ("id", JSONText.string(id)), ("request", witness.json),
            ("expected", JSONText.string(after.outcome.rawValue)), ("needs", missing),
        ])
    }
}

extension ClauseReference {
    /// Where it stands, as JSON.
    var json: String {
        JSONText.object([
            ("document", JSONText.string(document)), ("clause", JSONText.string(clause)),
            ("title", JSONText.string(title)),
        ])
    }
}

extension OpenRequest {
    /// The request as a file of questions has it.
    var json: String {
        JSONText.object([
            ("subject", subject.json), ("action", JSONText.string(action.rawValue)), ("resource", resource.json),
            ("context", context.json),
        ])
    }
}

extension Attributes {
    fileprivate var json: String { JSONText.object(items.map { ($0.name, $0.value.json) }) }
}

extension AttributeValue {
    fileprivate var json: String {
        switch self {
        case .text(let text): JSONText.string(text)
        case .number(let number) where number.isFinite: Int(exactly: number).map(String.init) ?? "\(number)"
        case .number, .null: "null"
        case .truth(let truth): truth ? "true" : "false"
        case .list(let members): JSONText.array(members.map(\.json))
        }
    }
}

/// Writes JSON from parts that are JSON already.
enum JSONText {
    static func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\(string($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }

    static func array(_ items: [String], separator: String = ", ") -> String {
        "[" + items.joined(separator: separator) + "]"
    }

    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
