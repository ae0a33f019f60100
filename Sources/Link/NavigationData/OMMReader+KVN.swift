extension ElementSetReader {
    /// Messages of `KEYWORD = value` lines; each begins with `CCSDS_OMM_VERS`.
    static func readKVN(_ bytes: [UInt8], into collector: inout Collector) {
        var message = OMMFields()
        var (start, failed) = (1, false)
        for (number, line) in Lines(bytes) {
            let content = trimmed(line)
            if content.isEmpty || content.starts(with: "COMMENT".utf8) { continue }
            if content.starts(with: "CCSDS_OMM_VERS".utf8) {
                if !message.isEmpty && !failed { collector.add(message, line: start) }
                (message, start, failed) = (OMMFields(), number, false)
                continue
            }
            do {
                let (keyword, value) = try keywordAndValue(content)
                try message.set(keyword, value, line: number)
            } catch {
                collector.add(error, line: number)
                failed = true
            }
        }
        if !message.isEmpty && !failed { collector.add(message, line: start) }
    }

    /// Splits at the first `=` and drops the unit in brackets behind a number.
    private static func keywordAndValue(
        _ line: ArraySlice<UInt8>
    ) throws(NavigationDataError) -> (keyword: String, value: String) {
        guard let sign = line.firstIndex(of: UInt8(ascii: "=")), sign > line.startIndex else {
            throw .malformed(found: text(line), expected: "`KEYWORD = value`")
        }
        let keyword = text(trimmed(line[..<sign]))
        var value = trimmed(line[(sign + 1)...])
        // A name may end with a word in brackets, which is no unit.
        let isText = keyword.hasPrefix("OBJECT_") || keyword == "ORIGINATOR"
        if !isText, value.last == UInt8(ascii: "]"), let bracket = value.lastIndex(of: UInt8(ascii: "[")) {
            value = trimmed(value[..<bracket])
        }
        return (keyword, text(value))
    }
}
