public import Orbits

/// Writes orbit mean-elements messages as JSON; `ElementSetWriter` writes the other forms.
public enum OMMWriter {
    /// An array of JSON objects with the keywords of CCSDS 502.0-B-3 as keys, as catalogues give them: epoch in UTC to
    /// the microsecond, to the nanosecond where there is more, numbers as numbers.
    public static func json(_ sets: [MeanElements]) -> String {
        guard !sets.isEmpty else { return "[]\n" }
        return "[\n" + sets.map(OMMText.json).joined(separator: ",\n") + "\n]\n"
    }
}
