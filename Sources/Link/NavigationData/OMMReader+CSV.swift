extension ElementSetReader {
    /// Rows under a row of keywords; a value may stand in quotation marks.
    static func readCSV(_ bytes: Span<UInt8>, into collector: inout Collector) {
        var header: (keywords: [String], row: PlainRow)?
        var lines = LineCursor(from: bytes.afterByteOrderMark)
        while let (number, line) = lines.next(bytes) {
            guard !bytes.trimmed(line).isEmpty else { continue }
            guard let keywords = header?.keywords else {
                let keywords = cells(bytes, line)
                header = (keywords, PlainRow(keywords))
                continue
            }
            // Nearly every row is plain; any other, and any with a fault, goes the long way.
            if let elements = header?.row.elements(bytes, line) {
                collector.add(elements, line: number)
            } else {
                addRow(keywords, cells(bytes, line), number, &collector)
            }
        }
    }

    private static func addRow(_ header: [String], _ values: [String], _ number: Int, _ collector: inout Collector) {
        guard values.count == header.count else {
            let expected = "\(header.count) values as in the row of keywords"
            return collector.add(.malformed(found: "\(values.count) values", expected: expected), line: number)
        }
        var message = OMMFields()
        do {
            for (keyword, value) in zip(header, values) { try message.set(keyword, value, line: number) }
            collector.add(message, line: number)
        } catch {
            collector.add(error, line: number)
        }
    }

    /// The values of a row; a doubled quotation mark in a quoted one stands for itself.
    private static func cells(_ bytes: Span<UInt8>, _ line: Range<Int>) -> [String] {
        var cells: [String] = []
        var (cell, isQuoted, wasQuote): ([UInt8], Bool, Bool) = ([], false, false)
        for place in line {
            let byte = bytes[place]
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
