/// Finds what a misspelt word was meant to be.
public enum Spelling {
    /// The candidate nearest to `word`: at most a third of its letters may differ, in at least one and at most three
    /// edits; case does not count. Among equals the first in alphabetical order, so that the answer is repeatable.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let limit = min(3, max(1, letters.count / 3))
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where candidate != word {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
            guard abs(other.count - letters.count) <= limit else { continue }
            let found = (distance(letters, other), candidate)
            if found.0 <= limit, best.map({ found < $0 }) ?? true { best = found }
        }
        return best?.candidate
    }

    /// Edits between two words: insertions, deletions, replacements and swaps of neighbours each count one
    /// (optimal string alignment).
    static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for i in first.indices {
            var row = [i + 1] + [Int](repeating: 0, count: second.count)
            for j in second.indices {
                let replace = last[j] + (first[i] == second[j] ? 0 : 1)
                row[j + 1] = min(replace, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[second.count]
    }
}
