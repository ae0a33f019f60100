/// Why a fault tree was refused, or a question to it could not be answered.
public enum FaultTreeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Mistake in a file; the line from 1.
    case file(source: String, line: Int, found: String, expected: String)
    /// Gates that need themselves: their names along the circle, the first again at the end.
    case cycle(source: String, line: Int, path: [String])
    /// Several gates that no other gate refers to, so that the top event must be named.
    case severalTops(source: String, names: [String])
    /// Wrong number of arguments of a gate.
    case arguments(connective: String, count: Int, expected: String)
    /// Probability outside 0 to 1.
    case probability(event: String, value: Double)
    /// Event declared twice, with different probabilities.
    case conflict(event: String)
    /// Reference made by another builder.
    case foreign
    /// More than the engine takes.
    case tooLarge(what: String, most: Int)
    /// Diagram larger than the limit in every order of the variables that was tried.
    case nodeLimit(nodes: Int)
    /// More than 2¹²⁸ − 1 cut sets.
    case countOverflow
    /// Event without a probability.
    case noProbability(event: String)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .file(let source, let line, let found, let expected):
            "\(source):\(line): found \(found), expected \(expected)"
        case .cycle(let source, let line, let path):
            "\(source):\(line): gate needs itself: \(path.map { "`\($0)`" }.joined(separator: " → "))"
        case .severalTops(let source, let names):
            "\(source): \(names.count) gates that no other gate refers to: "
                + names.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 5 ? ", …" : "")
                + "; expected one, or the name of the top gate"
        case .arguments(let connective, let count, let expected):
            "`\(connective)` gate with \(count) arguments, expected \(expected)"
        case .probability(let event, let value):
            "probability `\(value)` of event `\(event)`, expected 0 to 1"
        case .conflict(let event):
            "event `\(event)` declared with two probabilities, expected one"
        case .foreign:
            "reference of another fault tree builder, expected one of this builder"
        case .tooLarge(let what, let most):
            "more than \(most) \(what), expected at most that"
        case .nodeLimit(let nodes):
            "fault tree needs a diagram of more than \(nodes) nodes in every order tried; no count is given"
        case .countOverflow:
            "more than 2^128 - 1 minimal cut sets; no count is given"
        case .noProbability(let event):
            "event `\(event)` has no probability, expected one of every event of the tree"
        }
    }
}
