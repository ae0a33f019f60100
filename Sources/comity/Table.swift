import ArgumentParser
import Foundation

/// How rows are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

struct FormatOption: ParsableArguments {
    @Option(help: "How rows are printed: table, json or csv.")
    var format: OutputFormat = .table
}

/// One cell. A number carries the decimals that its source is good for.
enum Cell {
    case text(String)
    case number(Double, decimals: Int)
    case integer(Int)
    case flag(Bool)
    /// A number written elsewhere, to be printed as it is.
    case literal(String)
    case missing

    /// As a person reads it; also the CSV field before quoting.
    var plain: String {
        switch self {
        case .text(let text): text
        case .number(let value, let decimals): fixed(value, decimals: decimals)
        case .integer(let value): String(value)
        case .flag(let value): value ? "true" : "false"
        case .literal(let text): text
        case .missing: ""
        }
    }

    var json: String {
        switch self {
        case .text(let text): jsonString(text)
        case .number(let value, _) where !value.isFinite: "null"
        case .missing: "null"
        default: plain
        }
    }

    var isNumeric: Bool {
        switch self {
        case .number, .integer, .literal: true
        default: false
        }
    }
}

/// Rows under named columns, printed as a table, JSON or CSV.
///
/// Column names are the JSON keys: lowerCamelCase with the unit in the name.
struct Table {
    let columns: [String]
    var rows: [[Cell]] = []

    func write(as format: OutputFormat) {
        var output = LineWriter()
        write(as: format) { output.line($0) }
        output.flush()
    }

    /// The same to a file, which is replaced.
    func write(as format: OutputFormat, to path: String) throws {
        var text = ""
        write(as: format) { text += $0 + "\n" }
        try replaceFile(path, with: Data(text.utf8))
    }

    private func write(as format: OutputFormat, _ line: (String) -> Void) {
        switch format {
        case .table: writeTable(line)
        case .json: writeJSON(line)
        case .csv: writeCSV(line)
        }
    }

    private func writeJSON(_ line: (String) -> Void) {
        line("[")
        for (index, row) in rows.enumerated() {
            line("  " + jsonObject(row) + (index + 1 < rows.count ? "," : ""))
        }
        line("]")
    }

    /// One JSON object, for an answer that is a single row.
    func jsonObject(_ row: [Cell]) -> String {
        "{" + zip(columns, row).map { "\(jsonString($0)): \($1.json)" }.joined(separator: ", ") + "}"
    }

    private func writeCSV(_ line: (String) -> Void) {
        line(columns.joined(separator: ","))
        for row in rows { line(row.map { csvField($0.plain) }.joined(separator: ",")) }
    }

    private func writeTable(_ line: (String) -> Void) {
        let texts = rows.map { $0.map(\.plain) }
        let widths = columns.indices.map { column in
            texts.reduce(columns[column].count) { max($0, $1[column].count) }
        }
        line(aligned(columns, widths: widths, right: columns.map { _ in false }))
        for (row, text) in zip(rows, texts) {
            line(aligned(text, widths: widths, right: row.map(\.isNumeric)))
        }
    }

    private func aligned(_ cells: [String], widths: [Int], right: [Bool]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - cell.count))
            line += (index == 0 ? "" : "  ") + (right[index] ? padding + cell : cell + padding)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}

/// Gathers lines so that a long answer is a few writes, not thousands.
struct LineWriter {
    private var buffer = Data()

    mutating func line(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        buffer.append(0x0A)
        if buffer.count > 1 << 16 { flush() }
    }

    mutating func flush() {
        StandardOutput.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

func csvField(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..<"\u{20}", "\u{7F}": result += "\\u" + hexadecimal(scalar.value, digits: 4)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// A number with a fixed count of decimals; exponents never appear.
func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return String(format: "%.\(decimals)f", value)
}
