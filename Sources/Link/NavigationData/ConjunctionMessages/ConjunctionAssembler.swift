import Timekeeping

/// Gathers the lines of one message, checks each, and makes the message.
struct ConjunctionAssembler {
    typealias Finding = (error: NavigationDataError, line: Int)

    /// What makes the message unusable.
    private(set) var problems: [Finding] = []
    /// What departs from the standard and was kept.
    private(set) var notes: [Finding] = []
    private let version: String
    private let start: Int
    /// Header, both objects together, first object, second object.
    private var sections: [[ConjunctionMessage.Item]] = [[], [], [], []]
    private var current = 0
    private var lastLine: Int
    private var seen: [[String: Int]] = [[:], [:], [:], [:]]
    private var objectLines: [Int] = []
    private var pending: [String] = []

    init(version: String, line: Int) {
        (self.version, start, lastLine) = (version, line, line)
        if version != "1.0" && version != "2.0" {
            problems.append((.badField(name: "CCSDS_CDM_VERS", value: version, expected: "`1.0` or `2.0`"), line))
        }
    }

    mutating func add(_ item: ConjunctionMessage.Item, line: Int) {
        lastLine = line
        switch item {
        case .comment(let text): pending.append(joinedToOneLine(text))
        case .field(let field): add(field, line: line)
        }
    }

    mutating func addProblem(_ error: NavigationDataError, line: Int) { problems.append((error, line)) }

    /// The message where nothing is wrong with it; otherwise `problems` say what is.
    mutating func message() -> ConjunctionMessage? {
        flushComments()
        checkMandatory()
        guard problems.isEmpty else { return nil }
        return ConjunctionMessage(version: version, sections: sections)
    }

    private mutating func flushComments() {
        sections[current] += pending.map { .comment($0) }
        pending = []
    }

    private mutating func add(_ field: ConjunctionMessage.Field, line: Int) {
        guard let keyword = ConjunctionKeyword.known(field.keyword) else {
            return addProblem(.malformed(found: field.keyword, expected: "a keyword of CCSDS 508.0-B-1"), line: line)
        }
        guard enter(keyword, field, line: line) else { return }
        flushComments()
        sections[current].append(.field(field))
        checkRepetition(field, line: line)
        guard !field.value.isEmpty else {
            if keyword.isMandatory {
                addProblem(.badField(name: field.keyword, value: "", expected: "a value"), line: line)
            }
            return
        }
        checkValue(field, keyword, line: line)
        checkUnit(field, keyword, line: line)
    }

    /// Goes on to the keyword's part of the message; false where that part is over.
    private mutating func enter(
        _ keyword: ConjunctionKeyword, _ field: ConjunctionMessage.Field, line: Int
    ) -> Bool {
        switch keyword.block {
        case .header where current > 0, .relative where current > 1, .relativeState where current > 1:
            let place = keyword.block == .header ? "the header" : "the part before the first object"
            addProblem(.malformed(found: field.keyword, expected: "it in \(place)"), line: line)
            return false
        case .header: break
        case .relative, .relativeState: current = max(current, 1)
        case _ where field.keyword == "OBJECT": return enterObject(field, line: line)
        default:
            guard current < 2 else { break }
            addProblem(.malformed(found: field.keyword, expected: "`OBJECT` before it"), line: line)
            return false
        }
        return true
    }

    private mutating func enterObject(_ field: ConjunctionMessage.Field, line: Int) -> Bool {
        guard current < 3 else {
            addProblem(.malformed(found: "OBJECT", expected: "two objects in a message"), line: line)
            return false
        }
        current = max(current + 1, 2)
        objectLines.append(line)
        let expected = "OBJECT\(current - 1)"
        if field.value != expected {
            addProblem(.badField(name: "OBJECT", value: field.value, expected: "`\(expected)`"), line: line)
        }
        return true
    }

    /// A keyword stands once in its part; in the second issue a second covariance repeats those of drag, radiation
    /// pressure and thrust.
    private mutating func checkRepetition(_ field: ConjunctionMessage.Field, line: Int) {
        let count = seen[current][field.keyword, default: 0] + 1
        seen[current][field.keyword] = count
        let isShared = ["CDRG_", "CSRP_", "CTHR_"].contains { field.keyword.hasPrefix($0) }
        let allowed = isShared && sections[current]["ALT_COV_TYPE"] != nil ? 2 : 1
        if count > allowed { addProblem(.repeatedKeyword(field.keyword), line: line) }
    }

    private mutating func checkValue(
        _ field: ConjunctionMessage.Field, _ keyword: ConjunctionKeyword, line: Int
    ) {
        switch keyword.kind {
        case .text: break
        case .date:
            do { _ = try Instant(utc: field.value) } catch {
                addProblem(
                    .badField(name: field.keyword, value: field.value, expected: "a UTC time: \(error)"), line: line)
            }
        case .choice(let words) where !words.contains(field.value):
            let expected = "one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
            notes.append((.badField(name: field.keyword, value: field.value, expected: expected), line))
        case .choice: break
        case .number where finiteDecimal(field.value) == nil: addBadNumber(field, keyword, "a number", line: line)
        case .count where Int(field.value) == nil: addBadNumber(field, keyword, "a whole number", line: line)
        case .number, .count: break
        }
    }

    private mutating func addBadNumber(
        _ field: ConjunctionMessage.Field, _ keyword: ConjunctionKeyword, _ expected: String, line: Int
    ) {
        let error = NavigationDataError.badField(name: field.keyword, value: field.value, expected: expected)
        // Some originators write NaN where they know nothing.
        let isUnknown = field.value.uppercased() == "NAN" && !keyword.isMandatory
        if isUnknown { notes.append((error, line)) } else { addProblem(error, line: line) }
    }

    private mutating func checkUnit(
        _ field: ConjunctionMessage.Field, _ keyword: ConjunctionKeyword, line: Int
    ) {
        guard let unit = field.unit, unit != keyword.unit else { return }
        let expected = keyword.unit.map { "`\($0)`" } ?? "none"
        let error = NavigationDataError.badField(name: "\(field.keyword)'s unit", value: unit, expected: expected)
        // A unit of another dimension is a slip of the pen; one of the same would change the value.
        let isLength = ["km", "m", "cm", "mm", "ft"].contains(unit) && keyword.unit == "m"
        let cannotStand = keyword.unit == nil || keyword.needsExactUnit || isLength
        if cannotStand { addProblem(error, line: line) } else { notes.append((error, line)) }
    }

    private mutating func checkMandatory() {
        let objectBlocks: [ConjunctionKeyword.Block] = [.metadata, .state, .covariance]
        let parts: [(blocks: [ConjunctionKeyword.Block], place: String)] = [
            ([.header], ""), ([.relative], ""), (objectBlocks, " of OBJECT1"), (objectBlocks, " of OBJECT2"),
        ]
        for (index, part) in parts.enumerated() {
            if index >= 2, objectLines.count < index - 1 {
                addProblem(.missingKeyword("OBJECT = OBJECT\(index - 1)"), line: lastLine)
                continue
            }
            let hasOtherCovariance = sections[index]["ALT_COV_TYPE"] != nil
            let blocks = hasOtherCovariance ? part.blocks.filter { $0 != .covariance } : part.blocks
            for name in ConjunctionKeyword.mandatory(in: blocks) where seen[index][name] == nil {
                addProblem(.missingKeyword(name + part.place), line: index < 2 ? start : objectLines[index - 2])
            }
        }
    }
}
