extension ElementSetReader {
    /// `omm` elements, alone or inside `ndm`; within one, every element that holds text is a keyword.
    ///
    /// After a broken message reading goes on at the next `<omm`.
    static func readXML(_ bytes: [UInt8], into collector: inout Collector) {
        var scanner = XMLScanner(bytes)
        while true {
            do {
                guard let (message, line) = try readMessage(&scanner) else { return }
                collector.add(message, line: line)
            } catch {
                collector.add(error, line: scanner.line)
            }
        }
    }

    private static func readMessage(
        _ scanner: inout XMLScanner
    ) throws(NavigationDataError) -> (OMMFields, line: Int)? {
        while let token = try scanner.next() {
            guard case .open("omm", _, isEmpty: false) = token else { continue }
            let start = scanner.line
            return (try readKeywords(&scanner), start)
        }
        return nil
    }

    private static func readKeywords(_ scanner: inout XMLScanner) throws(NavigationDataError) -> OMMFields {
        var message = OMMFields()
        var path = XMLPath("omm", limit: 64)
        var (content, start) = ("", scanner.line)
        while let token = try scanner.next() {
            switch token {
            case .open(_, _, isEmpty: true), .other: break
            case .open(let name, _, _):
                try path.open(name)
                (content, start) = ("", scanner.line)
            case .text(let part): content += part
            case .close(let name):
                try path.close(name)
                let value = joinedToOneLine(content)
                if !value.isEmpty, name != "COMMENT", name != "USER_DEFINED" {
                    try message.set(name, value, line: start)
                }
                content = ""
                if path.isEmpty { return message }
            }
        }
        throw .malformed(found: "end of text", expected: "`</omm>`")
    }
}
