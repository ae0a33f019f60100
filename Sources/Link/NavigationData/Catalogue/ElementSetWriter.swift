public import Orbits
public import Timekeeping

/// Writes element sets in every form that `ElementSetReader` reads; what was written reads back as the same values.
///
/// A set that a form cannot hold is refused by name and the others are written. Two-line sets have fixed columns: where
/// a value has more digits than they hold it is rounded, and the set is told in `Output.shortened`.
public enum ElementSetWriter {
    /// The forms that are written.
    public enum Form: String, Sendable, CaseIterable, Codable {
        /// Two lines for each set; names are left out.
        case twoLine
        /// A line of name before them, after `0 `.
        case threeLine
        /// An array of orbit mean-elements messages as JSON objects.
        case ommJSON
        /// Orbit mean-elements messages as `KEYWORD = value` lines (CCSDS 502.0-B-3, section 4).
        case ommKVN
        /// Orbit mean-elements messages in XML (CCSDS 505.0-B-3), in one `ndm`.
        case ommXML
        /// Comma-separated rows under a row of keywords.
        case ommCSV
    }

    /// A set that was not written, and why.
    public struct Refusal: Equatable, Sendable, CustomStringConvertible {
        /// Catalogue number of the set.
        public let catalogueNumber: Int
        /// Name of the set.
        public let name: String
        /// What the form cannot hold.
        public let reason: NavigationDataError

        public var description: String {
            "`\(name.isEmpty ? "\(catalogueNumber)" : "\(catalogueNumber) \(name)")`: \(reason)"
        }
    }

    /// What was written.
    public struct Output: Equatable, Sendable {
        /// All sets that the form can hold, in the order given.
        public internal(set) var text = ""
        /// The others.
        public internal(set) var refused: [Refusal] = []
        /// Catalogue numbers of sets whose values or names the form holds only shortened.
        public internal(set) var shortened: [Int] = []
    }

    /// Writes sets in a form. `created` and `originator` stand in the header of KVN and XML.
    public static func write(
        _ sets: [MeanElements], as form: Form, created: Instant, originator: String = "COMITY"
    ) -> Output {
        var output = Output()
        var writer = OMMText(created: created, originator: originator)
        var pieces: [String] = []
        for set in sets {
            do {
                let clean = try checked(set)
                let (piece, kept) = try write(clean, as: form, &writer)
                pieces.append(piece)
                // The name is not among what a two-line set holds.
                if clean != set || !kept { output.shortened.append(set.catalogueNumber) }
            } catch {
                output.refused.append(Refusal(catalogueNumber: set.catalogueNumber, name: set.name, reason: error))
            }
        }
        output.text = writer.joined(pieces, as: form)
        return output
    }

    private static func write(
        _ set: MeanElements, as form: Form, _ writer: inout OMMText
    ) throws(NavigationDataError) -> (piece: String, isWhole: Bool) {
        switch form {
        case .twoLine, .threeLine: try TwoLineText.write(set, withName: form == .threeLine)
        case .ommJSON: (OMMText.json(set), true)
        case .ommKVN: (writer.kvn(set), true)
        case .ommXML: (writer.xml(set), true)
        case .ommCSV: (OMMText.csv(set), true)
        }
    }

    /// The set with its texts on one line, where its values are such as the readers take.
    private static func checked(_ set: MeanElements) throws(NavigationDataError) -> MeanElements {
        guard (0...999_999_999).contains(set.catalogueNumber) else {
            let expected = "0 to 999999999"
            throw .badField(name: "catalogue number", value: "\(set.catalogueNumber)", expected: expected)
        }
        try OMMFields.checkRanges(set)
        let numbers = [
            ("BSTAR", set.bstar), ("MEAN_MOTION_DOT", set.meanMotionDot), ("MEAN_MOTION_DDOT", set.meanMotionDDot),
        ]
        for (name, value) in numbers where !value.isFinite {
            throw .badField(name: name, value: "\(value)", expected: "a finite number")
        }
        let counts = [("ELEMENT_SET_NO", set.elementSetNumber), ("REV_AT_EPOCH", set.revolutionNumber)]
        for (name, value) in counts where value < 0 {
            throw .badField(name: name, value: "\(value)", expected: "0 and more")
        }
        // Instants reach from 1707 to 2292, their texts as they are read from 1709 to 2291.
        let year = CalendarDate(modifiedJulianDay: set.epoch.modifiedJulianDay).year
        guard (1709...2291).contains(year) else {
            throw .badField(name: "EPOCH", value: set.epoch.iso8601UTC(), expected: "a year from 1709 to 2291")
        }
        var clean = set
        clean.name = onOneLine(set.name)
        clean.internationalDesignator = onOneLine(set.internationalDesignator)
        return clean
    }

    /// A text with control characters as blanks and none at its ends.
    private static func onOneLine(_ text: String) -> String {
        guard
            text.utf8.contains(where: { $0 < 32 }) || text.utf8.first == 32 || text.utf8.last == 32
                || text.contains(where: \.isNewline)
        else { return text }
        return joinedToOneLine(String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 })))
    }
}

extension Instant {
    /// Modified Julian Day (UTC); a leap second belongs to the day after it.
    var modifiedJulianDay: Int {
        let milliseconds = unixMilliseconds()
        let day = milliseconds / 86_400_000
        return Int(milliseconds % 86_400_000 < 0 ? day - 1 : day) + 40_587
    }
}
