public import Orbits

/// The forms in which an element set is read.
public enum ElementSetFormat: String, Sendable, CaseIterable, Codable {
    /// Two-line sets, with or without a line of name before each.
    case twoLine
    /// Orbit mean-elements messages as JSON objects with the keywords as keys.
    case ommJSON
    /// Orbit mean-elements messages as `KEYWORD = value` lines (CCSDS 502.0-B-3, section 4).
    case ommKVN
    /// Orbit mean-elements messages in XML (CCSDS 505.0-B-3).
    case ommXML
    /// Orbit mean-elements messages as comma-separated rows under a row of keywords.
    case ommCSV
}

/// An element set and where it was read.
public struct ElementSetRecord: Hashable, Sendable {
    /// The elements.
    public let elements: MeanElements
    /// The form it was read from.
    public let format: ElementSetFormat
    /// The text's name as the caller gave it.
    public let source: String
    /// Line at which the set begins, from 1.
    public let line: Int
}

/// Reads element sets from text, whatever their form.
///
/// A set that cannot be read becomes a problem with its line, and the sets after it are read all the same.
public enum ElementSetReader {
    /// What a text held.
    public typealias Result = (sets: [ElementSetRecord], problems: [ReadProblem])

    /// Reads a text whose form is told from its beginning.
    public static func read(_ text: String, source: String) -> Result {
        read(text, as: format(of: text), source: source)
    }

    /// Reads a text of a known form.
    public static func read(_ text: String, as format: ElementSetFormat, source: String) -> Result {
        var collector = Collector(format: format, source: source)
        let bytes = Array(text.utf8)
        switch format {
        case .twoLine: readTwoLineSets(bytes, into: &collector)
        case .ommJSON: readJSON(bytes, into: &collector)
        case .ommKVN: readKVN(bytes, into: &collector)
        case .ommXML: readXML(bytes, into: &collector)
        case .ommCSV: readCSV(bytes, into: &collector)
        }
        if collector.sets.isEmpty && collector.problems.isEmpty {
            collector.add(.nothingFound, line: 1)
        }
        return (collector.sets, collector.problems)
    }

    /// Reads orbit mean-elements messages as JSON: one object, an array of them, or one after the other.
    public static func omm(json text: String, source: String = "OMM") -> Result {
        read(text, as: .ommJSON, source: source)
    }

    /// The form of a text, told from its first characters; two-line sets where nothing else fits.
    public static func format(of text: String) -> ElementSetFormat {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        switch start.first {
        case "[", "{": return .ommJSON
        case "<": return .ommXML
        default: break
        }
        let lines = start.split(maxSplits: 8, whereSeparator: \.isNewline).prefix(8)
        if let first = lines.first, first.contains(","), first.contains("EPOCH") { return .ommCSV }
        let isKVN = lines.contains { line in
            line.hasPrefix("CCSDS_OMM_VERS") || (line.hasPrefix("OBJECT_NAME") && line.contains("="))
        }
        return isKVN ? .ommKVN : .twoLine
    }
}

/// Sets and problems as they are found.
struct Collector {
    let format: ElementSetFormat
    let source: String
    var sets: [ElementSetRecord] = []
    var problems: [ReadProblem] = []

    init(format: ElementSetFormat, source: String) {
        (self.format, self.source) = (format, source)
    }

    mutating func add(_ elements: MeanElements, line: Int) {
        sets.append(ElementSetRecord(elements: elements, format: format, source: source, line: line))
    }

    mutating func add(_ error: NavigationDataError, line: Int) {
        problems.append(ReadProblem(source: source, line: line, message: error.description))
    }

    /// Turns the fields of a message into a set or a problem.
    mutating func add(_ message: OMMFields, line: Int) {
        do {
            add(try message.elements(), line: line)
        } catch {
            add(error, line: message.line(of: error) ?? line)
        }
    }
}

/// The lines of a text with their numbers from 1; line ends LF, CR LF or CR.
struct Lines: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (number: Int, line: ArraySlice<UInt8>)? {
        guard position < bytes.count else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
        let line = bytes[start..<position]
        if position + 1 < bytes.count, bytes[position] == 13, bytes[position + 1] == 10 { position += 1 }
        position += 1
        number += 1
        return (number, line)
    }
}

func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}

/// Bytes without blanks and tabs at either end.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = bytes.drop { $0 == 32 || $0 == 9 }
    while let last = slice.last, last == 32 || last == 9 { slice.removeLast() }
    return slice
}
