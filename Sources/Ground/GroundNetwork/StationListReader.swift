import FoundationEssentials
import Frames

/// Why one station of a list was left out.
public struct StationListProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The list, as the caller named it.
    public let source: String
    /// Its line, or in JSON the station's place in the list, from 1.
    public let place: Int
    /// What was found and what was expected.
    public let message: String

    public var description: String { "\(source):\(place): \(message)" }
}

/// Reads plain lists of stations, as people and other tools hand them round.
public enum StationListReader {
    /// The stations of a list, and what is wrong with the others.
    ///
    /// Forms: CSV rows `name, latitude, longitude, altitude in metres[, minimum elevation]` in degrees, with or without
    /// a first line of names; a JSON list of such rows or of objects; GeoJSON points.
    public static func read(_ text: String, source: String) -> (
        stations: [GroundStation], problems: [StationListProblem]
    ) {
        var list = StationList(source: source)
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.first
        if start == "[" || start == "{" {
            list.readJSON(text)
        } else {
            list.readRows(text)
        }
        if list.stations.isEmpty && list.problems.isEmpty { list.refuse(1, "no station in it, expected one a line") }
        return (list.stations, list.problems)
    }
}

/// Stations as they are found.
private struct StationList {
    let source: String
    var stations: [GroundStation] = []
    var problems: [StationListProblem] = []

    init(source: String) { self.source = source }

    mutating func refuse(_ place: Int, _ message: String) {
        problems.append(StationListProblem(source: source, place: place, message: message))
    }

    mutating func readRows(_ text: String) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
            guard let first = cells.first, !line.allSatisfy(\.isWhitespace), !first.hasPrefix("#") else { continue }
            let numbers = cells.dropFirst().map { Double($0) }
            let isHeader = index == 0 && numbers.allSatisfy { $0 == nil }
            if !isHeader { add(name: first, numbers: numbers, place: index + 1) }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isPadding = { (character: Character) in character.isWhitespace || character == "\"" }
        return String(String(text.drop(while: isPadding)).reversed().drop(while: isPadding).reversed())
    }

    private mutating func add(name: String, numbers: [Double?], place: Int) {
        guard (3...4).contains(numbers.count), let latitude = numbers[0], let longitude = numbers[1],
            let altitude = numbers[2]
        else {
            return refuse(place, "`\(name)`: expected name, latitude, longitude, altitude in metres")
        }
        let mask = numbers.count > 3 ? numbers[3] : nil
        add(name: name, latitudeDeg: latitude, longitudeDeg: longitude, altitudeM: altitude, mask: mask, place: place)
    }

    private mutating func add(
        name: String, latitudeDeg: Double, longitudeDeg: Double, altitudeM: Double, mask: Double?, place: Int
    ) {
        guard (-90...90).contains(latitudeDeg), (-180...360).contains(longitudeDeg),
            (-1000...100_000).contains(altitudeM), (-90...90).contains(mask ?? 0)
        else {
            return refuse(
                place,
                "`\(name)` at \(latitudeDeg), \(longitudeDeg), \(altitudeM) m: expected degrees north, east, metres")
        }
        let point = GeodeticPoint(
            latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, altitudeKm: altitudeM / 1000)
        stations.append(GroundStation(id: name, name: name, point: point, minimumElevationDeg: mask ?? 0))
    }

    mutating func readJSON(_ text: String) {
        guard let root = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            return refuse(1, "malformed JSON, expected a list of stations")
        }
        let items = root.list ?? root.fields?["features"]?.list ?? root.fields?["stations"]?.list ?? [root]
        for (index, item) in items.enumerated() { readItem(item, place: index + 1) }
    }

    private mutating func readItem(_ item: JSONValue, place: Int) {
        if let row = item.list {
            return add(name: row.first?.text ?? "", numbers: row.dropFirst().map(\.number), place: place)
        }
        guard let fields = item.fields else { return refuse(place, "expected a station as an object or a row") }
        let properties = fields["properties"]?.fields ?? fields
        let name = Self.first(["name", "station", "id"], in: properties)?.text ?? "\(place)"
        let coordinates = fields["geometry"]?.fields?["coordinates"]?.list?.map(\.number)
        let latitude =
            coordinates?.dropFirst().first ?? Self.number(["latitudeDeg", "latitude", "lat"], in: properties)
        let longitude =
            coordinates?.first ?? Self.number(["longitudeDeg", "longitude", "lon", "lng"], in: properties)
        guard let latitude = latitude ?? nil, let longitude = longitude ?? nil else {
            return refuse(place, "`\(name)`: no latitude and longitude, expected both in degrees")
        }
        let altitude = Self.number(["altitudeM", "altitude", "alt", "elevation"], in: properties)
        let kilometres = Self.number(["altitudeKm"], in: properties).map { $0 * 1000 }
        let mask = Self.number(["minimumElevationDeg", "minElevationDeg", "min_horizon"], in: properties)
        let height = altitude ?? kilometres ?? (coordinates?.count == 3 ? coordinates?[2] ?? 0 : 0)
        add(
            name: name, latitudeDeg: latitude, longitudeDeg: longitude, altitudeM: height, mask: mask, place: place)
    }

    private static func first(_ keys: [String], in fields: [String: JSONValue]) -> JSONValue? {
        keys.lazy.compactMap { fields[$0] }.first
    }

    private static func number(_ keys: [String], in fields: [String: JSONValue]) -> Double? {
        first(keys, in: fields)?.number
    }
}

/// Any JSON value; what a station list does not use stays unread.
private enum JSONValue: Decodable {
    case number(Double)
    case text(String)
    case list([JSONValue])
    case fields([String: JSONValue])
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else if let fields = try? container.decode([String: JSONValue].self) {
            self = .fields(fields)
        } else {
            self = .other
        }
    }

    var number: Double? {
        switch self {
        case .number(let number): number
        case .text(let text): Double(text)
        default: nil
        }
    }

    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() ? String(Int(exactly: number) ?? 0) : String(number)
        default: nil
        }
    }

    var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
    var fields: [String: JSONValue]? { if case .fields(let fields) = self { fields } else { nil } }
}
