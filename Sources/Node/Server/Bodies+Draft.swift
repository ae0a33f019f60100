import Agreements
import Programme

/// A draft's mistakes, as the page shows them beside its lines.
struct DraftMistakesBody: Encodable {
    struct Mistake: Encodable {
        /// The line of the draft; none for a mistake that it makes in another document.
        var line: Int?
        var message: String
    }

    var at: String
    var errors: [Mistake]
    var changes: [String] = []
    var summary: String

    init(_ problems: [Problem], at instant: CivilTime) {
        at = instant.description
        errors = problems.map { problem in
            problem.path == "draft"
                ? Mistake(line: problem.line, message: problem.message)
                : Mistake(line: nil, message: problem.description)
        }
        summary = errors.count == 1 ? "one mistake" : "\(errors.count) mistakes"
    }
}
