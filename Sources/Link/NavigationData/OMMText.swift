import Orbits
import Timekeeping

/// Orbit mean-elements messages as text in each form.
struct OMMText {
    /// A keyword and its value; a word goes in quotation marks where a form has them, a number does not.
    private typealias Field = (keyword: String, value: String, isWord: Bool)

    private let header: [Field]

    init(created: Instant, originator: String) {
        header = [("CREATION_DATE", Self.time(created), true), ("ORIGINATOR", joinedToOneLine(originator), true)]
    }

    /// The keywords that catalogues give, in their order.
    static let columns = [
        "OBJECT_NAME", "OBJECT_ID", "EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE",
        "ARG_OF_PERICENTER", "MEAN_ANOMALY", "EPHEMERIS_TYPE", "CLASSIFICATION_TYPE", "NORAD_CAT_ID", "ELEMENT_SET_NO",
        "REV_AT_EPOCH", "BSTAR", "MEAN_MOTION_DOT", "MEAN_MOTION_DDOT",
    ]

    private static let frame: [Field] = [
        ("CENTER_NAME", "EARTH", true), ("REF_FRAME", "TEME", true), ("TIME_SYSTEM", "UTC", true),
        ("MEAN_ELEMENT_THEORY", "SGP4", true),
    ]

    /// In the order of `columns`.
    private static func fields(_ set: MeanElements) -> [Field] {
        let values: [(String, Bool)] = [
            (set.name, true), (set.internationalDesignator, true), (time(set.epoch), true),
            (number(set.meanMotionRevPerDay), false), (number(set.eccentricity), false),
            (number(set.inclinationDeg), false), (number(set.raanDeg), false),
            (number(set.argumentOfPerigeeDeg), false),
            (number(set.meanAnomalyDeg), false), ("0", false), (set.classification.rawValue, true),
            ("\(set.catalogueNumber)", false), ("\(set.elementSetNumber)", false), ("\(set.revolutionNumber)", false),
            (number(set.bstar), false), (number(set.meanMotionDot), false), (number(set.meanMotionDDot), false),
        ]
        return zip(columns, values).map { ($0, $1.0, $1.1) }
    }

    static func json(_ set: MeanElements) -> String {
        let lines = fields(set).map { "    \"\($0.keyword)\": \($0.isWord ? quotedJSON($0.value) : $0.value)" }
        return "  {\n" + lines.joined(separator: ",\n") + "\n  }"
    }

    static func csv(_ set: MeanElements) -> String {
        fields(set).map { field in
            let needsMarks = field.value.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
            return needsMarks ? "\"\(field.value.replacing("\"", with: "\"\""))\"" : field.value
        }.joined(separator: ",") + "\n"
    }

    func kvn(_ set: MeanElements) -> String {
        let fields = Self.fields(set)
        let all = header + fields.prefix(2) + Self.frame + fields.dropFirst(2)
        return "CCSDS_OMM_VERS = 3.0\n" + all.map { "\($0.keyword) = \($0.value)\n" }.joined()
    }

    func xml(_ set: MeanElements) -> String {
        let fields = Self.fields(set)
        let blocks: [(String, [Field])] = [
            ("metadata", fields.prefix(2) + Self.frame), ("meanElements", Array(fields[2..<9])),
            ("tleParameters", Array(fields[9...])),
        ]
        let parts = blocks.map { Self.element($0.0, $0.1) }
        return "<omm id=\"CCSDS_OMM_VERS\" version=\"3.0\">\n\(Self.element("header", header))<body><segment>\n"
            + "\(parts[0])<data>\n\(parts[1])\(parts[2])</data>\n</segment></body>\n</omm>\n"
    }

    private static func element(_ name: String, _ fields: [Field]) -> String {
        let lines = fields.map { "  <\($0.keyword)>\(escapedXML($0.value))</\($0.keyword)>\n" }
        return "<\(name)>\n\(lines.joined())</\(name)>\n"
    }

    /// The messages as one text.
    func joined(_ pieces: [String], as form: ElementSetWriter.Form) -> String {
        switch form {
        case .twoLine, .threeLine, .ommKVN: pieces.joined()
        case .ommJSON: pieces.isEmpty ? "[]\n" : "[\n" + pieces.joined(separator: ",\n") + "\n]\n"
        case .ommCSV: Self.columns.joined(separator: ",") + "\n" + pieces.joined()
        case .ommXML: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ndm>\n\(pieces.joined())</ndm>\n"
        }
    }

    /// UTC to the microsecond, to the nanosecond where there is more.
    private static func time(_ instant: Instant) -> String {
        let digits = instant.nanosecondsSinceJ2000TAI % 1000 == 0 ? 6 : 9
        return String(instant.iso8601UTC(fractionDigits: digits).dropLast())
    }

    /// The shortest text that reads back as the same number; JSON has none for what is not finite.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private static func quotedJSON(_ content: String) -> String {
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
