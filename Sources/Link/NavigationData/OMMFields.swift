import Orbits
import Timekeeping

/// The keywords of one orbit mean-elements message (CCSDS 502.0-B-3, table 4-1 to 4-3), each with its line.
struct OMMFields {
    private var fields: [String: (value: String, line: Int)] = [:]

    mutating func set(_ keyword: String, _ value: String, line: Int) throws(NavigationDataError) {
        guard fields.updateValue((value, line), forKey: keyword) == nil else { throw .repeatedKeyword(keyword) }
    }

    var isEmpty: Bool { fields.isEmpty }

    /// The line of the keyword that an error speaks of.
    func line(of error: NavigationDataError) -> Int? {
        guard case .badField(let name, _, _) = error else { return nil }
        return fields[name]?.line
    }

    func elements() throws(NavigationDataError) -> MeanElements {
        try checkWhatItIs()
        let elements = MeanElements(
            catalogueNumber: try catalogueNumber(), name: fields["OBJECT_NAME"]?.value ?? "",
            internationalDesignator: fields["OBJECT_ID"]?.value ?? "", epoch: try epoch(),
            inclinationDeg: try number("INCLINATION"), raanDeg: try number("RA_OF_ASC_NODE"),
            eccentricity: try number("ECCENTRICITY"), argumentOfPerigeeDeg: try number("ARG_OF_PERICENTER"),
            meanAnomalyDeg: try number("MEAN_ANOMALY"), meanMotionRevPerDay: try number("MEAN_MOTION"),
            bstar: try number("BSTAR", default: 0), meanMotionDot: try number("MEAN_MOTION_DOT", default: 0),
            meanMotionDDot: try number("MEAN_MOTION_DDOT", default: 0),
            elementSetNumber: try whole("ELEMENT_SET_NO"), revolutionNumber: try whole("REV_AT_EPOCH"),
            classification: try classification())
        try Self.checkRanges(elements)
        return elements
    }

    /// Refuses what SGP4 cannot propagate. What a message leaves out is taken as its usual value, for the shorter
    /// messages of catalogues hold only the elements.
    private func checkWhatItIs() throws(NavigationDataError) {
        let demands = [
            ("CENTER_NAME", ["EARTH"]), ("REF_FRAME", ["TEME"]), ("TIME_SYSTEM", ["UTC"]),
            ("MEAN_ELEMENT_THEORY", ["SGP4", "SGP/SGP4", "SGP", "SDP4"]), ("EPHEMERIS_TYPE", ["0", "2", "3"]),
        ]
        for (keyword, accepted) in demands {
            guard let value = fields[keyword]?.value, !value.isEmpty else { continue }
            guard accepted.contains(value.uppercased()) else {
                let expected = accepted.map { "`\($0)`" }.joined(separator: " or ")
                throw .badField(name: keyword, value: value, expected: expected)
            }
        }
    }

    /// Refuses values that no orbit has.
    static func checkRanges(_ elements: MeanElements) throws(NavigationDataError) {
        let ranges = [
            ("INCLINATION", elements.inclinationDeg, 0.0, 180.0), ("RA_OF_ASC_NODE", elements.raanDeg, -360, 360),
            ("ARG_OF_PERICENTER", elements.argumentOfPerigeeDeg, -360, 360),
            ("MEAN_ANOMALY", elements.meanAnomalyDeg, -360, 360),
            ("ECCENTRICITY", elements.eccentricity, 0, 1.0.nextDown),
            ("MEAN_MOTION", elements.meanMotionRevPerDay, Double.leastNonzeroMagnitude, 100),
        ]
        for (keyword, value, low, high) in ranges where !(low...high).contains(value) {
            throw .badField(name: keyword, value: "\(value)", expected: "\(low) to \(high)")
        }
    }

    private func number(_ keyword: String, default fallback: Double? = nil) throws(NavigationDataError) -> Double {
        guard let field = fields[keyword], !field.value.isEmpty else {
            guard let fallback else { throw .missingKeyword(keyword) }
            return fallback
        }
        guard let value = Double(field.value), value.isFinite else {
            throw .badField(name: keyword, value: field.value, expected: "a number")
        }
        return value
    }

    private func whole(_ keyword: String) throws(NavigationDataError) -> Int {
        guard let field = fields[keyword], !field.value.isEmpty else { return 0 }
        guard let value = Int(field.value), value >= 0 else {
            throw .badField(name: keyword, value: field.value, expected: "a whole number")
        }
        return value
    }

    private func catalogueNumber() throws(NavigationDataError) -> Int {
        let keyword = "NORAD_CAT_ID"
        guard let field = fields[keyword], !field.value.isEmpty else { throw .missingKeyword(keyword) }
        guard let value = field.value.utf8.span.catalogueNumber(0..<field.value.utf8.count) else {
            throw .badField(name: keyword, value: field.value, expected: "a number of up to nine digits, or Alpha-5")
        }
        return value
    }

    private func epoch() throws(NavigationDataError) -> Instant {
        guard let field = fields["EPOCH"], !field.value.isEmpty else { throw .missingKeyword("EPOCH") }
        do {
            return try Instant(utc: field.value)
        } catch {
            let expected = "UTC such as `2026-05-30T12:25:10.478592`"
            throw .badField(name: "EPOCH", value: field.value, expected: expected)
        }
    }

    private func classification() throws(NavigationDataError) -> MeanElements.Classification {
        let keyword = "CLASSIFICATION_TYPE"
        guard let field = fields[keyword], !field.value.isEmpty else { return .unclassified }
        guard let value = MeanElements.Classification(rawValue: field.value) else {
            throw .badField(name: keyword, value: field.value, expected: "`U`, `C` or `S`")
        }
        return value
    }
}
