/// Looks for YAML aliases before the text reaches the parser.
///
/// It errs to one side only: it may take a `*word` in running text for an alias (and then only if the file also has
/// something like an anchor), but it cannot overlook an alias.
enum AliasScan {
    struct Alias: Equatable {
        let name: String
        let line: Int
        let column: Int
    }

    static func firstAlias(in text: String) -> Alias? {
        var alias: Alias?
        var hasAnchor = false
        let bytes = text.replacing("\r\n", with: "\n").utf8
        for (index, line) in bytes.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd).enumerated() {
            if isComment(line) { continue }
            scan(line, number: index + 1, alias: &alias, hasAnchor: &hasAnchor)
        }
        return hasAnchor ? alias : nil
    }

    private static func scan(
        _ line: Substring.UTF8View, number: Int, alias: inout Alias?, hasAnchor: inout Bool
    ) {
        var previous = UInt8(ascii: " ")
        for position in line.indices {
            let byte = line[position]
            if byte == UInt8(ascii: "&"), canPrecede(previous) { hasAnchor = true }
            if byte == UInt8(ascii: "*"), canPrecede(previous), alias == nil {
                let rest = line[position...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") }
                if rest.count > 1 {
                    let column = line.distance(from: line.startIndex, to: position) + 1
                    alias = Alias(name: String(decoding: rest.prefix(40), as: UTF8.self), line: number, column: column)
                }
            }
            previous = byte
        }
    }

    // The parser ends lines at U+0085, U+2028 and U+2029 too, so only a comment of bare ASCII is sure to be one.
    private static func isComment(_ line: Substring.UTF8View) -> Bool {
        line.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#") && line.allSatisfy { $0 < 0x80 }
    }

    // A node starts after white space (or a byte-order mark's last byte) or after one of YAML's indicators.
    private static func canPrecede(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x80 || "[]{},:?-!".utf8.contains(byte)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }
}
