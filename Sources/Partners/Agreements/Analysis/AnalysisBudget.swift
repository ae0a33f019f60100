/// How much one comparison may do, so that no document takes the machine.
///
/// Whoever does something takes what it costs before; what was found after the budget is spent is not to be trusted,
/// and whoever asked is told so.
final class AnalysisBudget {
    /// Steps of a comparison, each some nanoseconds.
    static let mostSteps = 400_000_000
    /// Words of four bytes that the diagrams of one action may fill.
    static let mostWords = 60_000_000

    private var steps: Int
    private let words: Int
    private(set) var isSpent = false

    init(steps: Int = AnalysisBudget.mostSteps, words: Int = AnalysisBudget.mostWords) {
        (self.steps, self.words) = (steps, words)
    }

    /// How many steps are left.
    var stepsLeft: Int { isSpent ? 0 : steps }

    /// Takes so many steps; false when the budget is spent.
    func take(_ count: Int) -> Bool {
        steps -= count
        if steps < 0 { isSpent = true }
        return !isSpent
    }

    /// Ends the comparison where diagrams have grown beyond all bounds.
    func check(words: Int) {
        if words > self.words { isSpent = true }
    }
}
