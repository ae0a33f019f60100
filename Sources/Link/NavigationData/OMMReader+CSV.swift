extension ElementSetReader {
    /// Rows under a row of keywords; a value may stand in quotation marks.
    static func readCSV(_ bytes: [UInt8], into collector: inout Collector) {
        var keywords: [String]?
        for (number, line) in Lines(bytes) {
            guard !trimmed(line).isEmpty else { continue }
            let values = cells(line)
            guard let header = keywords else {
                keywords = values.map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
                continue
            }
            guard values.count == header.count else {
                let expected = "\(header.count) values as in the row of keywords"
                collector.add(.malformed(found: "\(values.count) values", expected: expected), line: number)
                continue
            }
            addRow(header, values, number, &collector)
        }
    }

    private static func addRow(_ header: [String], _ values: [String], _ number: Int, _ collector: inout Collector) {
        var message = OMMFields()
        do {
            for (keyword, value) in zip(header, values) { try message.set(keyword, value, line: number) }
            collector.add(message, line: number)
        } catch {
            collector.add(error, line: number)
        }
    }

    /// The values of a row; a doubled quotation mark in a quoted one stands for itself.
    private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
        var cells: [String] = []
        var (cell, isQuoted, wasQuote): ([UInt8], Bool, Bool) = ([], false, false)
        for byte in line {
            if byte == UInt8(ascii: "\"") {
                if wasQuote { cell.append(byte) }
                isQuoted.toggle()
                wasQuote = !isQuoted
            } else {
                wasQuote = false
                if byte == UInt8(ascii: ","), !isQuoted {
                    cells.append(text(trimmed(cell[...])))
                    cell = []
                } else {
                    cell.append(byte)
                }
            }
        }
        return cells + [text(trimmed(cell[...]))]
    }
}
