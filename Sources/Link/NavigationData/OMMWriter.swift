public import Orbits
import Timekeeping

/// Writes orbit mean-elements messages.
public enum OMMWriter {
    /// An array of JSON objects with the keywords of CCSDS 502.0-B-3 as keys, as catalogues give them: epoch in UTC to
    /// the microsecond, numbers as numbers.
    public static func json(_ sets: [MeanElements]) -> String {
        guard !sets.isEmpty else { return "[]\n" }
        return "[\n" + sets.map(object).joined(separator: ",\n") + "\n]\n"
    }

    private static func object(_ set: MeanElements) -> String {
        let epoch = set.epoch.iso8601UTC(fractionDigits: 6).dropLast()
        let fields: [(String, String)] = [
            ("OBJECT_NAME", quoted(set.name)), ("OBJECT_ID", quoted(set.internationalDesignator)),
            ("EPOCH", quoted(String(epoch))), ("MEAN_MOTION", number(set.meanMotionRevPerDay)),
            ("ECCENTRICITY", number(set.eccentricity)), ("INCLINATION", number(set.inclinationDeg)),
            ("RA_OF_ASC_NODE", number(set.raanDeg)), ("ARG_OF_PERICENTER", number(set.argumentOfPerigeeDeg)),
            ("MEAN_ANOMALY", number(set.meanAnomalyDeg)), ("EPHEMERIS_TYPE", "0"),
            ("CLASSIFICATION_TYPE", quoted(set.classification.rawValue)), ("NORAD_CAT_ID", "\(set.catalogueNumber)"),
            ("ELEMENT_SET_NO", "\(set.elementSetNumber)"), ("REV_AT_EPOCH", "\(set.revolutionNumber)"),
            ("BSTAR", number(set.bstar)), ("MEAN_MOTION_DOT", number(set.meanMotionDot)),
            ("MEAN_MOTION_DDOT", number(set.meanMotionDDot)),
        ]
        return "  {\n" + fields.map { "    \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n  }"
    }

    /// The shortest text that reads back as the same number; JSON has none for what is not finite.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private static func quoted(_ content: String) -> String {
        var result = "\""
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
