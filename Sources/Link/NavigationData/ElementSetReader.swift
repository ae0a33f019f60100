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
        read(text.utf8.span, as: nil, source: source)
    }

    /// Reads a text of a known form.
    public static func read(_ text: String, as format: ElementSetFormat, source: String) -> Result {
        read(text.utf8.span, as: format, source: source)
    }

    /// Reads a text as its bytes, whose form is told from its beginning; what is not UTF-8 in a name becomes U+FFFD.
    public static func read(_ bytes: [UInt8], source: String) -> Result {
        read(bytes.span, as: nil, source: source)
    }

    /// Reads a text of a known form as its bytes; what is not UTF-8 in a name becomes U+FFFD.
    public static func read(_ bytes: [UInt8], as format: ElementSetFormat, source: String) -> Result {
        read(bytes.span, as: format, source: source)
    }

    /// Reads a text as its bytes where they lie, such as a file in memory; a form of nil is told from the beginning.
    public static func read(
        _ bytes: UnsafeRawBufferPointer, as format: ElementSetFormat? = nil, source: String
    ) -> Result {
        bytes.withMemoryRebound(to: UInt8.self) { read($0.span, as: format, source: source) }
    }

    /// Reads a text as its bytes; a form of nil is told from the beginning.
    public static func read(_ bytes: Span<UInt8>, as format: ElementSetFormat?, source: String) -> Result {
        let format = format ?? Self.format(of: bytes)
        var collector = Collector(format: format, source: source)
        switch format {
        case .twoLine: readTwoLineSets(bytes, into: &collector)
        case .ommCSV: readCSV(bytes, into: &collector)
        case .ommJSON: readJSON(array(bytes), into: &collector)
        case .ommKVN: readKVN(array(bytes), into: &collector)
        case .ommXML: readXML(array(bytes), into: &collector)
        }
        if collector.sets.isEmpty && collector.problems.isEmpty {
            collector.add(.nothingFound, line: 1)
        }
        return (collector.sets, collector.problems)
    }

    private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
        bytes.extracting(droppingFirst: bytes.afterByteOrderMark).withUnsafeBufferPointer { Array($0) }
    }

    /// Reads orbit mean-elements messages as JSON: one object, an array of them, or one after the other.
    public static func omm(json text: String, source: String = "OMM") -> Result {
        read(text, as: .ommJSON, source: source)
    }

    /// The form of a text, told from its first characters; two-line sets where nothing else fits.
    public static func format(of text: String) -> ElementSetFormat { format(of: text.utf8.span) }

    /// The form of a text, told from its first bytes; two-line sets where nothing else fits.
    public static func format(of bytes: [UInt8]) -> ElementSetFormat { format(of: bytes.span) }

    private static func format(of bytes: Span<UInt8>) -> ElementSetFormat {
        var start = bytes.afterByteOrderMark
        while start < bytes.count, bytes[start] <= 32 { start += 1 }
        guard start < bytes.count else { return .twoLine }
        switch bytes[start] {
        case UInt8(ascii: "["), UInt8(ascii: "{"): return .ommJSON
        case UInt8(ascii: "<"): return .ommXML
        default: return formatOfLines(bytes, from: start)
        }
    }

    private static func formatOfLines(_ bytes: Span<UInt8>, from start: Int) -> ElementSetFormat {
        var cursor = LineCursor(from: start)
        var seen = 0
        while seen < 8, let (_, range) = cursor.next(bytes) {
            let line = bytes.text(range.prefix(4096))
            if line.isEmpty { continue }
            if seen == 0, line.contains(","), line.contains("EPOCH") { return .ommCSV }
            if line.hasPrefix("CCSDS_OMM_VERS") || (line.hasPrefix("OBJECT_NAME") && line.contains("=")) {
                return .ommKVN
            }
            seen += 1
        }
        return .twoLine
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
