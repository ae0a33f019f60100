/// Why a line of a mask file cannot be used.
public enum MaskProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line that is neither a corner, a station's name nor a comment.
    case unreadableLine(source: String, line: Int, found: String)
    /// A corner whose angle is out of range.
    case outOfRange(source: String, line: Int, name: String, found: String, expected: String)
    /// A station's name without a corner after it, or a file without any.
    case noCorners(source: String, line: Int)
    /// A station that is named twice.
    case repeatedStation(source: String, line: Int, name: String)

    public var description: String {
        switch self {
        case .unreadableLine(let source, let line, let found):
            "\(source):\(line): `\(found)`: expected azimuth and elevation in degrees, or `station NAME`"
        case .outOfRange(let source, let line, let name, let found, let expected):
            "\(source):\(line): \(name) `\(found)`: expected \(expected) degrees"
        case .noCorners(let source, let line): "\(source):\(line): a mask without corners: expected one a line"
        case .repeatedStation(let source, let line, let name):
            "\(source):\(line): station `\(name)` has a mask already: expected one for each station"
        }
    }
}

/// The horizon masks of one file.
public struct HorizonMasks: Hashable, Sendable {
    /// The mask that stands before any station's name; for every station that has none of its own.
    public internal(set) var common: [MaskPoint] = []
    /// Masks by the station's id or name.
    public internal(set) var byStation: [String: [MaskPoint]] = [:]

    /// The mask for a station; nil where the file has none for it.
    public func mask(for station: GroundStation) -> [MaskPoint]? {
        byStation[station.id] ?? byStation[station.name] ?? (common.isEmpty ? nil : common)
    }
}

/// Reads azimuth mask files: how high the horizon stands, by azimuth.
///
/// A line is a corner: azimuth from north through east (−180…360) and elevation (−89…89), degrees, parted by blanks,
/// tabs, a comma or a semicolon. A line `station NAME` begins the mask of a station of that id or name; what stands
/// before the first holds for all others. Empty lines, a first line of column names and what follows `#`, `%` or `!` are
/// passed over. Corners stand in any order; one at 360° closes the circle.
public enum MaskReader {
    /// The masks of a file; none of them is to be used when a line could not be read, since a corner left out would
    /// change the passes.
    public static func read(_ text: String, source: String) -> (masks: HorizonMasks, problems: [MaskProblem]) {
        var file = MaskFile(source: source)
        let lines = text.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() { file.read(line, number: index + 1) }
        return file.finished()
    }
}

private struct MaskFile {
    let source: String
    private var masks = HorizonMasks()
    private var problems: [MaskProblem] = []
    private var station: (name: String, line: Int)?
    private var corners: [MaskPoint] = []
    private var hasContent = false

    init(source: String) { self.source = source }

    mutating func read(_ line: Substring, number: Int) {
        let content = line.prefix { !"#%!".contains($0) }
        let words = content.split { $0.isWhitespace || $0 == "," || $0 == ";" }
        guard let first = words.first else { return }
        defer { hasContent = true }
        if ["station", "station:"].contains(first.lowercased()), words.count > 1 {
            return begin(words.dropFirst().joined(separator: " "), line: number)
        }
        let angles = words.map { Double($0) }
        let isHeader = !hasContent && angles.allSatisfy { $0 == nil }
        if isHeader { return }
        guard angles.count == 2, let azimuth = angles[0], let elevation = angles[1] else {
            return problems.append(.unreadableLine(source: source, line: number, found: shown(content)))
        }
        add(azimuth, elevation, line: number)
    }

    private mutating func add(_ azimuth: Double, _ elevation: Double, line: Int) {
        guard (-180...360).contains(azimuth) else { return refuse("azimuth", azimuth, "-180 to 360", line) }
        guard (-89...89).contains(elevation) else { return refuse("elevation", elevation, "-89 to 89", line) }
        if azimuth == 360 {
            // The end of the circle comes before its begin, so that a step at north stands as it is drawn.
            corners.insert(MaskPoint(azimuthDeg: 0, elevationDeg: elevation), at: 0)
        } else {
            corners.append(MaskPoint(azimuthDeg: azimuth < 0 ? azimuth + 360 : azimuth, elevationDeg: elevation))
        }
    }

    private mutating func refuse(_ name: String, _ value: Double, _ expected: String, _ line: Int) {
        problems.append(
            .outOfRange(source: source, line: line, name: name, found: "\(value)", expected: expected))
    }

    private mutating func begin(_ name: String, line: Int) {
        close()
        if masks.byStation[name] != nil {
            problems.append(.repeatedStation(source: source, line: line, name: name))
        }
        station = (name, line)
    }

    private mutating func close() {
        // In order of azimuth, as a station's corners are; two of one azimuth stay as they stood.
        let order = corners.indices.sorted { (corners[$0].azimuthDeg, $0) < (corners[$1].azimuthDeg, $1) }
        let sorted = order.map { corners[$0] }
        if let station {
            if corners.isEmpty { problems.append(.noCorners(source: source, line: station.line)) }
            masks.byStation[station.name] = sorted
        } else {
            masks.common = sorted
        }
        corners = []
    }

    mutating func finished() -> (HorizonMasks, [MaskProblem]) {
        close()
        if masks.common.isEmpty, masks.byStation.isEmpty, problems.isEmpty {
            problems.append(.noCorners(source: source, line: 1))
        }
        return (masks, problems)
    }

    private func shown(_ text: Substring) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(words.prefix(60))
    }
}

extension GroundStation {
    /// The station behind another horizon.
    ///
    /// - Parameter minimumElevationDeg: another least elevation too, degrees; nil keeps the station's.
    public func behind(_ mask: [MaskPoint], minimumElevationDeg: Double? = nil) -> GroundStation {
        GroundStation(
            id: id, name: name, owner: owner, point: point,
            minimumElevationDeg: minimumElevationDeg ?? self.minimumElevationDeg, bands: bands, azimuthMask: mask,
            note: note, source: source)
    }
}
