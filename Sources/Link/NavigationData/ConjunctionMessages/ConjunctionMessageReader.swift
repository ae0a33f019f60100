/// The forms of a conjunction data message.
public enum ConjunctionMessageFormat: String, Sendable, CaseIterable, Codable {
    /// `KEYWORD = value` lines.
    case kvn
    /// XML.
    case xml
}

/// Reads conjunction data messages (CCSDS 508.0-B-1), as KVN or XML, one or several in a text.
public enum ConjunctionMessageReader {
    /// What a text held.
    public struct Result: Sendable, Hashable {
        /// Messages without a fault that matters.
        public var messages: [ConjunctionMessage] = []
        /// All that made a message unusable; such a message is left out whole.
        public var problems: [ReadProblem] = []
        /// What departs from the standard and was kept as it is.
        public var notes: [ReadProblem] = []
    }

    /// Reads a text whose form is told from its first character.
    public static func read(_ text: String, source: String) -> Result {
        let first = text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
        return read(text, as: first == "<" ? .xml : .kvn, source: source)
    }

    /// Reads a text of a known form.
    public static func read(_ text: String, as format: ConjunctionMessageFormat, source: String) -> Result {
        read(Array(text.utf8), as: format, source: source)
    }

    /// Reads a text of a known form as its bytes; in XML what is not UTF-8 is refused, in KVN it becomes U+FFFD.
    public static func read(_ bytes: [UInt8], as format: ConjunctionMessageFormat, source: String) -> Result {
        var collector = ConjunctionCollector(source: source)
        switch format {
        case .kvn: readKVN(bytes, into: &collector)
        case .xml: readXML(bytes, into: &collector)
        }
        if collector.result.messages.isEmpty && collector.result.problems.isEmpty {
            collector.add(.malformed(found: "no message", expected: "`CCSDS_CDM_VERS` or `<cdm>`"), line: 1)
        }
        return collector.result
    }

    private static func readKVN(_ bytes: [UInt8], into collector: inout ConjunctionCollector) {
        let byteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var assembler: ConjunctionAssembler?
        var leading: [(String, Int)] = []
        for (number, line) in Lines(Array(bytes.dropFirst(byteOrderMark))) {
            let content = trimmed(line)
            if content.isEmpty { continue }
            if content.starts(with: "COMMENT".utf8), content.count == 7 || content[content.startIndex + 7] <= 32 {
                let comment = text(trimmed(content.dropFirst(7)))
                if assembler == nil { leading.append((comment, number)) }
                assembler?.add(.comment(comment), line: number)
                continue
            }
            guard let field = field(of: content) else {
                let error = NavigationDataError.malformed(found: text(content), expected: "`KEYWORD = value`")
                if assembler == nil { collector.add(error, line: number) }
                assembler?.addProblem(error, line: number)
                continue
            }
            if field.keyword == "CCSDS_CDM_VERS" {
                collector.add(&assembler)
                assembler = ConjunctionAssembler(version: field.value, line: number)
                for (comment, line) in leading { assembler?.add(.comment(comment), line: line) }
                leading = []
            } else if assembler == nil {
                collector.add(.malformed(found: field.keyword, expected: "`CCSDS_CDM_VERS` before it"), line: number)
            } else {
                assembler?.add(.field(field), line: number)
            }
        }
        collector.add(&assembler)
    }

    /// Splits at the first `=`; a word in brackets at the end of a number is its unit, of a text a part of it.
    private static func field(of line: ArraySlice<UInt8>) -> ConjunctionMessage.Field? {
        guard let sign = line.firstIndex(of: UInt8(ascii: "=")), sign > line.startIndex else { return nil }
        let keyword = text(trimmed(line[..<sign]))
        let value = trimmed(line[(sign + 1)...])
        guard ConjunctionKeyword.known(keyword)?.canHaveUnit == true, value.last == UInt8(ascii: "]"),
            let bracket = value.lastIndex(of: UInt8(ascii: "["))
        else { return ConjunctionMessage.Field(keyword, text(value)) }
        let unit = text(trimmed(value[(bracket + 1)...].dropLast()))
        return ConjunctionMessage.Field(keyword, text(trimmed(value[..<bracket])), unit: unit)
    }
}

extension ConjunctionKeyword {
    /// Whether the value is a number, which alone has a unit.
    var canHaveUnit: Bool {
        switch kind {
        case .number, .count: true
        case .text, .date, .choice: false
        }
    }
}

/// Messages and findings as they come.
struct ConjunctionCollector {
    let source: String
    var result = ConjunctionMessageReader.Result()

    init(source: String) { self.source = source }

    mutating func add(_ error: NavigationDataError, line: Int) {
        result.problems.append(ReadProblem(source: source, line: line, message: error.description))
    }

    /// Ends a message.
    mutating func add(_ assembler: inout ConjunctionAssembler?) {
        guard var ended = assembler else { return }
        assembler = nil
        if let message = ended.message() { result.messages.append(message) }
        for problem in ended.problems { add(problem.error, line: problem.line) }
        result.notes += ended.notes.map { ReadProblem(source: source, line: $0.line, message: $0.error.description) }
    }
}
