public import GroundNetwork
public import MissionDatabase
public import Programme

/// What one file of a programme says of another: the mission database's elements and subsystems must be the programme's.
public enum ProgrammeConsistency {
    /// Every parameter and packet that belongs to nothing the programme knows.
    ///
    /// - Parameters:
    ///   - text: the mission database as it was read, to find the lines.
    ///   - path: its file, as the user knows it.
    public static func problems(
        programme: ProgrammeDescription, database: Database, text: String, path: String
    ) -> [Problem] {
        let elements = programme.elements.map(\.id.rawValue)
        let subsystems = programme.subsystems.map(\.id.rawValue)
        let lines = NameLines(text)
        return database.parameters.flatMap { parameter -> [Problem] in
            guard let element = parameter.ancillary["element"] else { return [] }
            let line = lines.line(ofName: parameter.name)
            let subsystem = parameter.ancillary["subsystem"] ?? ""
            return [
                unknown(element, of: parameter.name, kind: "element", among: elements, path: path, line: line),
                unknown(subsystem, of: parameter.name, kind: "subsystem", among: subsystems, path: path, line: line),
            ].compactMap(\.self)
        }
    }

    /// The antenna of the link, where it is none of the ground network.
    ///
    /// - Parameters:
    ///   - text: the programme's file as it was read, to find the line.
    ///   - path: its name, as the user knows it.
    public static func problems(
        link: LinkDescription?, network: StationNetwork, text: String, path: String
    ) -> [Problem] {
        guard let antenna = link?.antenna else { return [] }
        let known = network.stations.map(\.id)
        guard !known.contains(antenna) else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let place = lines.firstIndex { $0.drop { $0 == " " }.hasPrefix("antenna:") } ?? 0
        return [
            Problem(
                path: path, line: place + 1, column: 1, found: "antenna `\(antenna)` of the link",
                expected: "the id of a station in `ground-network.yaml`",
                suggestion: Spelling.nearest(to: antenna, among: known))
        ]
    }

    private static func unknown(
        _ word: String, of parameter: String, kind: String, among known: [String], path: String, line: Int
    ) -> Problem? {
        guard !known.contains(word) else { return nil }
        return Problem(
            path: path, line: line, column: 1, found: "\(kind) `\(word)` of parameter `\(parameter)`",
            expected: "\(kind == "element" ? "an" : "a") \(kind) of the programme",
            suggestion: Spelling.nearest(to: word, among: known))
    }
}

/// Where in an XML text each `name="…"` first stands.
private struct NameLines {
    private var lines: [Substring: Int] = [:]

    init(_ text: String) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let mark = line.firstRange(of: "name=\"") else { continue }
            let name = line[mark.upperBound...].prefix { $0 != "\"" }
            if lines[name] == nil { lines[name] = index + 1 }
        }
    }

    func line(ofName name: String) -> Int { lines[name[...]] ?? 1 }
}
